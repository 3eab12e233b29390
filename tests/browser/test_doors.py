"""Coming in: invitations that still count, passwords, other providers, languages."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from impact_hub.features.organisations.models import Invitation
from impact_hub.identity.models import Organisation
from impact_hub.kit import clock
from tests.browser.hubs import Hub, free_port, running
from tests.browser.visitors import Visitor
from tests.browser.worlds import PASSWORD, Place, begin
from tests.databases import Holds
from tests.factories import make_invitation


@pytest.fixture
def place(own_hub, locale) -> Place:
    return begin(own_hub, locale)


def invitation(hub: Hub, organisation: Organisation, **changes: object) -> str:
    """The address of an invitation."""
    with hub.data() as session:
        _, token = make_invitation(session, organisation, **changes)
    return f"/invite/{token}"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            {"expires_at": clock.now() - timedelta(days=1)},
            "This invitation has expired. Please ask for a new one.",
        ),
        (
            {"accepted_at": clock.now()},
            "This invitation has been used already.",
        ),
        (
            {"withdrawn_at": clock.now()},
            "This invitation has been withdrawn.",
        ),
    ],
    ids=["expired", "used", "withdrawn"],
)
def test_an_invitation_that_does_not_count_any_more_says_why(
    own_hub, visit, place, locale, changes, why
):
    assert set(changes) <= set(Invitation.model_fields)
    visitor = visit(own_hub, locale)

    visitor.go(invitation(own_hub, place.partner, **changes))

    visitor.sees(visitor.say("This invitation can't be used"))
    visitor.sees(visitor.say(why))
    expect(visitor.page.locator("form").locator("input[type=password]")).to_have_count(
        0
    )


def test_a_link_that_is_not_whole_says_so(own_hub, visit, locale):
    visitor = visit(own_hub, locale)

    visitor.go("/invite/half-of-it")

    visitor.sees(
        visitor.say("This invitation does not exist. Perhaps the link is not complete.")
    )


def test_a_form_that_is_refused_keeps_what_was_typed(own_hub, visit, place, locale):
    visitor = visit(own_hub, locale)
    visitor.go(invitation(own_hub, place.partner))
    visitor.fill("Your name", "Nadia Neu")
    visitor.fill("E-mail", place.reporter.email)
    visitor.page.get_by_label(visitor.say("Choose a password")).fill("short")

    visitor.press("Create the account")
    visitor.arrived()

    visitor.sees(visitor.say("Please choose at least {least} characters.", least=10))
    expect(visitor.field("Your name")).to_have_value("Nadia Neu")
    expect(visitor.field("E-mail")).to_have_value(place.reporter.email)


def test_a_wrong_password_is_told_and_the_address_stays(own_hub, visit, place, locale):
    visitor = visit(own_hub, locale)
    visitor.go("/sign-in")
    visitor.fill("E-mail", place.reporter.email)
    visitor.fill("Password", "not this one at all")

    visitor.press("Sign in", within="main")
    visitor.arrived()

    expect(visitor.field("Password")).to_be_focused()
    expect(visitor.field("Password")).to_have_accessible_description(
        visitor.say("E-mail address and password don't match.")
    )
    expect(visitor.field("E-mail")).to_have_value(place.reporter.email)
    expect(visitor.field("Password")).to_have_value("")


def test_a_page_behind_the_door_comes_after_signing_in(own_hub, visit, place, locale):
    visitor = visit(own_hub, locale)
    visitor.page.goto(own_hub.address + place.entry)
    visitor.page.wait_for_url(re.compile("/sign-in"))
    visitor.arrived()

    visitor.fill("E-mail", place.reporter.email)
    visitor.fill("Password", PASSWORD)
    visitor.press("Sign in", within="main")

    visitor.page.wait_for_url(re.compile(re.escape(place.entry)))
    visitor.sees(place.partner.name)


def test_whoever_signs_out_is_out(own_hub, visit, place, locale):
    visitor = visit(own_hub, locale)
    visitor.come_as(place.coordinator.email)
    visitor.go(place.home)
    visitor.page.locator(".tools summary", has_text="Cora").click()
    visitor.press("Sign out", within=".tools")
    visitor.arrived()

    visitor.page.goto(own_hub.address + place.home)

    visitor.page.wait_for_url(re.compile("/sign-in"))


def test_pages_of_others_are_not_there(own_hub, visit, place, locale):
    """Not even their names: a closed initiative looks like none."""
    other = begin(own_hub, locale)
    visitor = visit(own_hub, locale)
    visitor.come_as(place.reporter.email)

    for path in (other.home, other.entry, other.review, f"{other.home}/settings"):
        visitor.go(path)
        visitor.sees(visitor.say("There is nothing at this address"))
        assert other.initiative.names[locale] not in visitor.page.content()


def test_the_language_changes_at_once_and_stays(own_hub, visit, place, locale):
    other = {"de": "en", "en": "de"}[locale]
    visitor = visit(own_hub, locale)
    visitor.come_as(place.coordinator.email)
    visitor.go(place.home)
    switch(visitor, other)
    visitor.locale = other

    visitor.sees(visitor.say("Where we stand"))
    visitor.page.reload()
    visitor.arrived()
    visitor.sees(visitor.say("Where we stand"))
    expect(visitor.page.locator("html")).to_have_attribute("lang", other)

    elsewhere = visit(own_hub, locale)
    elsewhere.come_as(place.coordinator.email)
    elsewhere.go("/")
    expect(elsewhere.page.locator("html")).to_have_attribute("lang", other)


def test_a_form_keeps_what_was_typed_in_another_language(own_hub, visit, place, locale):
    other = {"de": "en", "en": "de"}[locale]
    visitor = visit(own_hub, locale)
    visitor.come_as(place.coordinator.email)
    visitor.go(f"{place.home}/partners")
    visitor.fill("Whom do you invite?", "Half a na")
    visitor.choose("Kind", visitor.say("Foundation"))
    scope = visitor.field("They are asked for")
    values = [o.get_attribute("value") for o in scope.locator("option").all()]
    chosen = next(each for each in values if each and each != scope.input_value())
    scope.select_option(chosen)

    switch(visitor, other)
    visitor.locale = other

    expect(visitor.field("Whom do you invite?")).to_have_value("Half a na")
    expect(visitor.field("Kind")).to_have_value("foundation")
    expect(visitor.field("They are asked for")).to_have_value(chosen)

    visitor.press("Make invitations")
    named = visitor.say("Invitation link for {name}").replace("{name}", "Half a na")
    link = visitor.page.get_by_label(named, exact=True)
    expect(link).to_have_value(re.compile("/invite/"))
    expect(visitor.field("Whom do you invite?")).to_have_value("")


def switch(visitor: Visitor, locale: str) -> None:
    name = {"de": "Deutsch", "en": "English"}[locale]
    visitor.page.locator(".tools > .only-wide").get_by_role("button", name=name).click()


def test_nothing_is_read_before_the_language_is_known(own_hub, visit, place, locale):
    """An English page never flips to German, or the other way round, while loading."""
    visitor = visit(own_hub, locale)
    visitor.page.add_init_script(
        "window.seen = new Set();"
        "new MutationObserver(() => document.body &&"
        " document.querySelectorAll('main h1').forEach(h => seen.add(h.innerText)))"
        ".observe(document, {childList: true, subtree: true, characterData: true})"
    )

    visitor.go("/sign-in")

    assert visitor.page.evaluate("[...seen]") == [visitor.say("Sign in")]


# Another provider


@pytest.fixture(scope="module")
def hub_with_provider(pages, sqlite, oidc_provider, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hub-with-provider")
    sqlite.new(folder, Holds.TABLES)
    setting = {"HUB_OIDC_PROVIDERS": oidc_provider.setting()}
    with running(Hub(folder, free_port(), setting)) as served:
        yield served


def to_the_provider(visitor: Visitor, path: str) -> None:
    visitor.go(path)
    visitor.page.get_by_role("link", name="Test provider").click()
    visitor.page.get_by_label("Name").fill("ada")


def test_a_provider_signs_in(hub_with_provider, oidc_provider, visit, locale):
    visitor = visit(hub_with_provider, locale)
    visitor.hosts.add(oidc_provider.issuer)

    to_the_provider(visitor, "/sign-in?next=/account")
    visitor.page.get_by_role("button", name="Sign in").click()
    visitor.page.get_by_role("button", name="Allow").click()

    visitor.page.wait_for_url(re.compile("/account$"))
    visitor.arrived()
    expect(visitor.field("What others see")).to_have_value("Ada Lovelace")


def test_whoever_turns_back_at_the_provider_is_told(
    hub_with_provider, oidc_provider, visit, locale
):
    visitor = visit(hub_with_provider, locale)
    visitor.hosts.add(oidc_provider.issuer)

    to_the_provider(visitor, "/sign-in")
    visitor.page.get_by_role("button", name="Cancel").click()

    visitor.page.wait_for_url(re.compile("/sign-in"))
    visitor.arrived()
    expect(visitor.page.get_by_role("alert")).to_be_visible()
