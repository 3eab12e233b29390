"""A session that ends while somebody fills in a form: nothing typed is lost, or shown
to somebody else."""

import re

import pytest
from playwright.sync_api import expect
from sqlmodel import delete

from impact_hub.identity.models import SignIn
from impact_hub.texts import language_name
from tests.browser.visitors import Visitor
from tests.browser.worlds import PASSWORD, Place, begin


@pytest.fixture
def place(own_hub, locale) -> Place:
    return begin(own_hub, locale)


@pytest.fixture
def cora(own_hub, visit, place, locale) -> Visitor:
    """The coordinator, half-way through the form of an indicator, signed out."""
    visitor = visit(own_hub, locale)
    visitor.come_as(place.coordinator.email)
    visitor.go(f"{place.home}/indicators/new")
    for language in ("de", "en"):
        name = f"{visitor.say('Name')} ({language_name(language, locale)})"
        visitor.field(name, within="#indicator-form").fill(f"Hope in {language}")
    visitor.choose("Kind of figure", visitor.say("Amount of money"))
    visitor.fill("Currency", "CHF")
    visitor.page.get_by_label("age", exact=True).check()
    with own_hub.data() as session:
        session.exec(delete(SignIn).where(SignIn.person_id == place.coordinator.id))

    visitor.press("Save")
    notice = visitor.page.locator(".notice-region")
    notice.get_by_role("link", name=visitor.say("Sign in")).click()
    visitor.page.wait_for_url(re.compile("/sign-in"))
    visitor.arrived()
    return visitor


def sign_in_again(visitor: Visitor, email: str, path: str) -> None:
    visitor.fill("E-mail", email)
    visitor.fill("Password", PASSWORD)
    visitor.press("Sign in", within="main")
    visitor.page.wait_for_url(re.compile(re.escape(path)))
    visitor.arrived()


def test_a_form_is_as_it_was_left(cora, place):
    sign_in_again(cora, place.coordinator.email, f"{place.home}/indicators/new")

    title = cora.page.locator("[id='indicator-form.titles.de']")
    expect(title).to_have_value("Hope in de")
    expect(cora.field("Currency")).to_have_value("CHF")
    expect(cora.page.get_by_label("age", exact=True)).to_be_checked()
    cora.press("Save")
    cora.page.wait_for_url(re.compile("/indicators/hope-in-de$"))

    cora.go(f"{place.home}/indicators/new")
    expect(title).to_have_value("")


def test_whoever_comes_next_does_not_see_it(cora, place, own_hub):
    sign_in_again(cora, place.reporter.email, f"{place.home}/indicators/new")

    cora.go("/initiatives/new")
    kept = cora.page.evaluate("JSON.stringify(sessionStorage)")

    assert "Hope" not in kept


def test_signing_out_forgets_what_was_typed_in_every_tab(own_hub, visit, place, locale):
    visitor = visit(own_hub, locale)
    visitor.come_as(place.reporter.email)
    visitor.go("/")
    other = visitor.context.new_page()
    other.goto(own_hub.address + place.entry)
    figure = other.locator("[data-step]").first
    figure.fill("not a number")  # and not left yet: the server does not know it
    assert "not a number" in other.evaluate("JSON.stringify(sessionStorage)")

    visitor.page.locator(".tools summary", has_text="Rita").click()
    visitor.press("Sign out", within=".tools")
    visitor.arrived()

    other.wait_for_function("!JSON.stringify(sessionStorage).includes('not a number')")
