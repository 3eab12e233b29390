"""A reporter on a phone: what is refused, what is kept, what never gets lost."""

import re

import pytest
from playwright.sync_api import expect
from sqlmodel import delete, select

from impact_hub.features.reporting.models import Update, Value
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.identity.models import SignIn
from impact_hub.kit import clock
from tests.browser.visitors import PHONE, Visitor
from tests.browser.worlds import PASSWORD, Place, begin
from tests.factories import make_update, make_value

PEOPLE = {"de": "Erreichte Menschen", "en": "People reached"}
SHARE = {"de": "Anteil", "en": "Share"}


@pytest.fixture
def place(own_hub, locale) -> Place:
    return begin(own_hub, locale)


@pytest.fixture
def rita(own_hub, visit, place, locale) -> Visitor:
    """The reporter, on a phone, where figures are entered."""
    visitor = visit(own_hub, locale, size=PHONE)
    visitor.come_as(place.reporter.email)
    visitor.go(place.entry)
    return visitor


def number(visitor: Visitor, label: str):
    return visitor.page.get_by_label(label, exact=True)


def type_in(visitor: Visitor, label: str, typed: str) -> None:
    field = number(visitor, label)
    field.fill(typed)
    field.press("Enter")


def part(visitor: Visitor, name: str) -> str:
    return f"{SHARE[visitor.locale]}, {visitor.say(name)}"


def aged(visitor: Visitor, category: str) -> str:
    """The name of a category's field: indicator, dimension and category."""
    return f"{PEOPLE[visitor.locale]}, age: {category}"


def is_wrong(visitor: Visitor, label: str, sentence: str) -> None:
    """The field is marked, and the sentence stands under it."""
    field = number(visitor, label)
    expect(field).to_have_attribute("aria-invalid", "true")
    described = field.get_attribute("aria-describedby")
    expect(visitor.page.locator(f"[id='{described}']")).to_have_text(sentence)


def test_what_is_no_number_is_said_at_the_field_and_stays_there(rita):
    label = PEOPLE[rita.locale]

    for typed in ("zwölf", "½", "NaN", "1e30", "1.2.3", "12 Kinder", "∞"):
        type_in(rita, label, typed)

        is_wrong(
            rita,
            label,
            rita.say("“{raw}” is not a number. Please write 42 or 1.5.", raw=typed),
        )
        expect(number(rita, label)).to_have_value(typed)


def test_numbers_that_cannot_be_are_refused(rita):
    label = PEOPLE[rita.locale]

    for typed, sentence in (
        ("-3", "A count can't be below zero."),
        (
            {"de": "1.234,5", "en": "1,234.5"}[rita.locale],
            "Please enter a whole number.",
        ),
        ("9" * 31, "This number is too large to be right."),
    ):
        type_in(rita, label, typed)

        is_wrong(rita, label, rita.say(sentence))
        expect(number(rita, label)).to_have_value(typed)


def test_a_share_of_nothing_is_refused(rita):
    type_in(rita, part(rita, "How many"), "3")
    type_in(rita, part(rita, "Of how many"), "0")

    rita.press("Submit")

    rita.sees(rita.say("Of none, there can't be any. Please check both numbers."))


def test_categories_that_exceed_the_total_are_told_when_it_is_handed_in(rita):
    type_in(rita, PEOPLE[rita.locale], "10")
    type_in(rita, aged(rita, "0-17"), "8")
    type_in(rita, aged(rita, "18-64"), "7")
    type_in(rita, part(rita, "How many"), "3")
    type_in(rita, part(rita, "Of how many"), "4")

    rita.press("Submit")

    rita.sees(
        rita.say(
            "The categories add up to {categories}: more than the total of {total}.",
            categories="15",
            total="10",
        )
    )
    expect(number(rita, aged(rita, "0-17"))).to_have_value("8")


def test_a_visible_error_is_never_submitted_over(rita, own_hub, place):
    """Of three categories one can't be read: the total of the others is no answer."""
    label = aged(rita, "18-64")
    not_a_number = rita.say(
        "“{raw}” is not a number. Please write 42 or 1.5.", raw="drei"
    )
    type_in(rita, PEOPLE[rita.locale], "23")
    type_in(rita, aged(rita, "0-17"), "20")
    type_in(rita, label, "drei")
    type_in(rita, part(rita, "How many"), "3")
    type_in(rita, part(rita, "Of how many"), "4")
    is_wrong(rita, label, not_a_number)
    bar = rita.page.locator(".entry-bar")
    expect(bar).to_contain_text(rita.say("{done} of {total}", done="1", total="2"))

    rita.press("Submit")

    expect(number(rita, label)).to_be_focused()
    is_wrong(rita, label, not_a_number)
    rita.page.reload()
    is_wrong(rita, label, not_a_number)
    expect(number(rita, label)).to_have_value("drei")
    with own_hub.data() as session:
        update = session.exec(
            select(Update).where(Update.period_id == place.period.id)
        ).one()
        assert update.status == "draft"

    type_in(rita, label, "3")
    rita.press("Submit")
    rita.is_told("Submitted. Thank you!")
    expect(rita.page.locator("h1")).to_be_focused()  # beside it: what it is now


def test_what_was_approved_is_corrected_and_stands_meanwhile(rita, own_hub, place):
    with own_hub.data() as session:
        update = make_update(
            session,
            place.period,
            place.partner,
            status=Status.APPROVED,
            submitted_at=clock.now(),
        )
        make_value(session, update, place.people, figure=42)
        make_value(session, update, place.share, numerator=3, denominator=4)
    rita.page.reload()

    rita.press("Correct it")
    rita.fill("What do you want to correct?", "Two were counted twice")
    rita.press("Begin the correction")
    rita.is_told(
        "You can correct your figures now. What was approved counts until then."
    )
    type_in(rita, PEOPLE[rita.locale], "40")
    rita.sees(rita.say("approved, and counts until then: {figure}", figure="42"))
    rita.press("Give up the correction")

    rita.is_told("What was approved stays as it was.")
    with own_hub.data() as session:
        found = session.exec(
            select(Value.figure).where(Value.indicator_id == place.people.id)
        )
        assert found.one() == 42


def test_what_is_missing_gets_the_cursor(rita):
    type_in(rita, PEOPLE[rita.locale], "10")

    rita.press("Submit")

    first = number(rita, part(rita, "How many"))
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-invalid", "true")


def test_a_reason_stands_instead_of_a_figure(rita, own_hub, place):
    type_in(rita, PEOPLE[rita.locale], "10")
    share = rita.page.locator(".entry-line", has_text=SHARE[rita.locale])
    share.locator("summary", has_text=rita.say("No figure, an estimate")).or_(
        share.locator("summary").last
    ).last.click()
    share.get_by_label(rita.say("Is there a figure?")).select_option("not_collected")
    share.get_by_label(rita.say("Remark")).fill("Next year")

    rita.press("Submit")

    rita.is_told("Submitted. Thank you!")
    with own_hub.data() as session:
        value = session.exec(
            select(Value).where(Value.indicator_id == place.share.id)
        ).one()
        assert (value.reason, value.note) == ("not_collected", "Next year")


def test_the_second_of_two_tabs_is_told_and_overwrites_nothing(
    rita, own_hub, place, locale
):
    first, second = rita, rita.context.new_page()
    second.goto(own_hub.address + place.entry)
    label = PEOPLE[locale]
    expect(second.get_by_label(label, exact=True)).to_be_visible()

    type_in(first, label, "41")
    first.sees(re.compile(first.say("saved {time}", time="")))
    second.get_by_label(label, exact=True).fill("42")
    second.get_by_label(label, exact=True).press("Enter")

    told = first.say(
        "This update was changed in another window in the meantime. Nothing was "
        "overwritten. Please reload the page: what you typed stays here."
    )
    expect(second.locator("body")).to_contain_text(told)
    expect(second.get_by_label(label, exact=True)).to_have_value("42")
    with own_hub.data() as session:
        update = session.exec(
            select(Update).where(Update.period_id == place.period.id)
        ).one()
        kept = session.exec(select(Value.figure).where(Value.update_id == update.id))
        assert kept.one() == 41

    second.reload()
    expect(second.get_by_label(label, exact=True)).to_have_value("41")
    second.get_by_role("button", name=first.say("Take it")).click()
    expect(second.get_by_label(label, exact=True)).to_have_value("42")
    expect(second.locator("main")).to_contain_text(
        first.say("saved {time}", time="").strip()
    )


def test_a_session_that_ended_keeps_what_was_typed(rita, own_hub, place):
    label = PEOPLE[rita.locale]
    with own_hub.data() as session:
        session.exec(delete(SignIn).where(SignIn.person_id == place.reporter.id))

    type_in(rita, label, "77")
    notice = rita.page.locator(".notice-region")
    notice.get_by_role("link", name=rita.say("Sign in")).click()
    rita.fill("E-mail", place.reporter.email)
    rita.fill("Password", PASSWORD)
    rita.press("Sign in", within="main")
    rita.page.wait_for_url(re.compile(re.escape(place.entry)))

    expect(number(rita, label)).to_have_value("77")
    rita.sees(re.compile(rita.say("saved {time}", time="")))
    with own_hub.data() as session:
        saved = session.exec(
            select(Value.figure).where(Value.indicator_id == place.people.id)
        )
        assert saved.one() == 77
