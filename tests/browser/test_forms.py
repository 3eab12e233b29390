"""Forms lose nothing, overwrite nothing that was not seen, and lead the keyboard."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import delete, select

from impact_hub.features.indicators.models import Category
from impact_hub.features.initiatives.models import Initiative
from impact_hub.identity.models import Organisation, SignIn
from impact_hub.texts import language_name, pick
from tests.browser.visitors import Visitor
from tests.browser.worlds import PASSWORD, Place, begin
from tests.factories import make_dimension


@pytest.fixture
def place(own_hub, locale) -> Place:
    return begin(own_hub, locale)


@pytest.fixture
def cora(own_hub, visit, place, locale) -> Visitor:
    """The owner of an organisation, at its profile's form."""
    visitor = visit(own_hub, locale)
    visitor.sign_in(place.coordinator.email, PASSWORD)
    to_profile(visitor, place)
    return visitor


def to_profile(visitor: Visitor, place: Place) -> None:
    visitor.go(f"/o/{place.backbone.slug}")
    visitor.open("Change the profile")


def profile_of(hub, place: Place) -> Organisation:
    with hub.data() as session:
        this = Organisation.slug == place.backbone.slug
        return session.exec(select(Organisation).where(this)).one()


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id")


def every_id_is_one_things(visitor: Visitor) -> None:
    """And every label and description leads somewhere."""
    ids = visitor.page.evaluate(
        "[...document.querySelectorAll('[id]')].map((e) => e.id)"
    )
    labels = visitor.page.evaluate(
        "[...document.querySelectorAll('label[for]')].map((e) => e.htmlFor)"
    )
    described = visitor.page.evaluate(
        "[...document.querySelectorAll('[aria-describedby]')]"
        ".flatMap((e) => e.getAttribute('aria-describedby').split(' '))"
    )

    assert len(ids) == len(set(ids))
    assert len(labels) >= 7
    assert {*labels, *described} <= set(ids)


def test_every_label_leads_to_its_field(cora):
    every_id_is_one_things(cora)


def test_a_text_that_is_too_long_is_refused_and_not_cut_off(cora, own_hub, place):
    long = "x" * 161
    name = cora.field("Name of the organisation")
    name.fill(long)
    sentence = "At most {most} characters fit; these are {n}."
    too_long = cora.say(sentence, most=160, n=161)
    cora.sees(too_long)  # at once, while typing
    cora.press("Save")

    expect(name).to_be_focused()
    expect(name).to_have_value(long)
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(cora.page.locator("[aria-invalid=true]")).to_have_count(1)
    expect(name).to_have_accessible_description(too_long)
    assert profile_of(own_hub, place).name == place.backbone.name

    name.fill("Long enough")
    cora.page.keyboard.press("Enter")
    cora.is_told("Saved.")
    expect(cora.page.locator("[aria-invalid=true]")).to_have_count(0)
    assert profile_of(own_hub, place).name == "Long enough"
    assert focused(cora.page) == "profile.name"


def test_the_second_of_two_tabs_overwrites_nothing(cora, own_hub, place):
    other = Visitor(own_hub, cora.context, cora.context.new_page(), cora.locale)
    to_profile(other, place)
    cora.fill("Place", "Köln")
    cora.fill("Website", "example.org")
    other.fill("Place", "Bonn")
    other.press("Save")
    other.is_told("Saved.")

    cora.press("Save")

    refusal = cora.page.locator(".form-error")
    expect(refusal).to_be_focused()
    assert profile_of(own_hub, place).place == "Bonn"
    expect(cora.field("Place")).to_have_value("Köln")
    expect(cora.field("Website")).to_have_value("example.org")
    differs = cora.page.locator("[id='profile.place-differs']")
    expect(differs).to_contain_text("Bonn")
    expect(cora.page.locator("[id$=-differs]")).to_have_count(1)

    cora.press("Use that", within="[id='profile.place-differs']")
    expect(cora.field("Place")).to_be_focused()
    cora.press("Save")
    cora.is_told("Saved.")
    kept = profile_of(own_hub, place)
    assert (kept.place, kept.website) == ("Bonn", "https://example.org")
    expect(differs).to_have_count(0)
    expect(refusal).to_have_count(0)


def test_what_was_typed_outlives_another_language_and_a_reload(cora, place):
    cora.fill("What it does", "Half a sentence")
    other = {"de": "English", "en": "Deutsch"}[cora.locale]
    cora.page.locator(".tools").get_by_role("button", name=other).first.click()
    expect(cora.page.locator("html")).not_to_have_attribute("lang", cora.locale)
    description = cora.page.locator("[id='profile.description']")
    expect(description).to_have_value("Half a sentence")

    cora.page.reload()
    cora.arrived()
    expect(description).to_be_visible()  # nobody has to look for it
    expect(description).to_have_value("Half a sentence")
    restored = cora.page.locator(".form-restored")
    restored.get_by_role("button").click()
    expect(description).to_have_value("")
    expect(restored).to_have_count(0)
    assert "Half" not in cora.page.evaluate("JSON.stringify(sessionStorage)")


def test_what_was_typed_outlives_the_session(cora, own_hub, place):
    cora.fill("What it does", "Half a sentence")
    with own_hub.data() as session:
        session.exec(delete(SignIn).where(SignIn.person_id == place.coordinator.id))
    cora.press("Save")
    notice = cora.page.locator(".notice-region")
    notice.get_by_role("link", name=cora.say("Sign in")).click()
    cora.page.wait_for_url(re.compile("/sign-in"))
    cora.arrived()
    cora.fill("E-mail", place.coordinator.email)
    cora.fill("Password", PASSWORD)
    cora.press("Sign in", within="main")
    cora.page.wait_for_url(re.compile("/o/"))
    cora.arrived()

    expect(cora.field("What it does")).to_have_value("Half a sentence")
    cora.press("Save")
    cora.is_told("Saved.")
    assert "Half" not in cora.page.evaluate("JSON.stringify(sessionStorage)")
    to_profile(cora, place)
    expect(cora.page.locator(".form-restored")).to_have_count(0)


def test_a_form_that_adds_begins_anew(cora):
    cora.fill("Who is the link for?", "Ada")
    cora.page.keyboard.press("Enter")

    expect(cora.page.get_by_label(cora.say("Invitation link"))).to_be_visible()
    expect(cora.field("Who is the link for?")).to_have_value("")


def test_an_initiative_is_begun_in_two_languages(cora, own_hub, place):
    cora.go("/initiatives/new")
    other_code = {"de": "en", "en": "de"}[cora.locale]
    main, other = (language_name(e, cora.locale) for e in (cora.locale, other_code))
    cora.fill("Name", f"Beginning {place.backbone.slug}")
    cora.page.get_by_role("checkbox", name=other).check()
    second = cora.page.get_by_label(f"{cora.say('Name')} ({other})", exact=True)
    second.fill("Something else")
    expect(
        cora.page.get_by_label(f"{cora.say('Name')} ({main})", exact=True)
    ).to_have_value(f"Beginning {place.backbone.slug}")
    goal = cora.page.get_by_label(f"{cora.say('Shared goal')} ({main})", exact=True)
    cora.fill("From", "2024-03-01")
    cora.page.get_by_role("checkbox", name=other).uncheck()
    expect(second).to_have_count(0)
    cora.page.get_by_role("checkbox", name=other).check()
    expect(second).to_have_value("Something else")
    cora.press("Begin")
    expect(goal).to_be_focused()
    goal.fill("A goal")
    cora.press("Begin")

    cora.page.wait_for_url(re.compile("/logic$"))
    with own_hub.data() as session:
        begun = session.exec(select(Initiative).order_by(Initiative.id.desc())).first()
        assert begun is not None
        assert set(begun.names.values()) == {
            f"Beginning {place.backbone.slug}",
            "Something else",
        }
        assert begun.starts == date(2024, 3, 1)
    cora.go("/initiatives/new")
    expect(cora.field("Name")).to_have_value("")


def test_thirty_forms_on_a_page_are_thirty_things(cora, own_hub, place):
    with own_hub.data() as session:
        names = [f"Town {n}" for n in range(30)]
        towns = make_dimension(session, place.initiative, "town", *names)
    cora.go(f"{place.home}/indicators")
    cora.press("Change {title}", title="town")
    forms = cora.page.locator("form[id^=rename-category]")
    expect(forms).to_have_count(30)
    every_id_is_one_things(cora)

    field = forms.nth(17).locator("input").first
    expect(field).to_have_value("Town 17")
    field.fill("x" * 500)
    field.press("Enter")
    expect(field).to_be_focused()
    expect(cora.page.locator("[aria-invalid=true]")).to_have_count(1)
    field.fill("Seventeen")
    field.press("Enter")

    cora.is_told("Saved.")
    expect(field).to_be_focused()  # one goes on where one was
    with own_hub.data() as session:
        of_towns = select(Category).where(Category.dimension_id == towns.id)
        titles = {pick(c.titles, "de") for c in session.exec(of_towns)}
    assert titles == {*names} - {"Town 17"} | {"Seventeen"}
