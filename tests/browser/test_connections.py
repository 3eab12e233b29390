"""A connection that is lost: it shows, what is typed is kept, and it comes back."""

import re
import time
from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from impact_hub.features.reporting.models import Value
from tests.browser.hubs import Hub, free_port
from tests.browser.visitors import PATIENCE, PHONE, Visitor
from tests.browser.worlds import Place, begin
from tests.databases import Holds

LOST = "The connection is lost. What you type is kept, and sent as soon as it is back."
PEOPLE = {"de": "Erreichte Menschen", "en": "People reached"}


@pytest.fixture
def mortal_hub(pages, sqlite, tmp_path) -> Iterator[Hub]:
    """A hub that a test may stop and start."""
    sqlite.new(tmp_path, Holds.TABLES)
    hub = Hub(tmp_path, free_port())
    hub.start()
    yield hub
    if hub.process:
        hub.stop()


def is_offline(visitor: Visitor) -> None:
    expect(visitor.page.locator(".connection")).to_have_text(visitor.say(LOST))


def is_online(visitor: Visitor) -> None:
    expect(visitor.page.locator(".connection")).to_have_count(0)


def arrive(hub: Hub, place: Place, figures: list[int]) -> None:
    """The figures come to be in the database."""
    until = time.monotonic() + PATIENCE / 1000
    kept: list[Decimal | None] = []
    while time.monotonic() < until:
        with hub.data() as session:
            of = select(Value.figure).where(Value.indicator_id == place.people.id)
            kept = sorted(session.exec(of))
        if kept == figures:
            return
        time.sleep(0.1)
    assert kept == figures


def type_in(visitor: Visitor, label: str, typed: str) -> None:
    field = visitor.page.get_by_label(label, exact=True)
    field.fill(typed)
    field.press("Enter")


def aged(locale: str, category: str) -> str:
    """The name of a category's field: indicator, dimension and category."""
    return f"{PEOPLE[locale]}, age: {category}"


def test_what_is_typed_without_a_connection_arrives_later(mortal_hub, visit, locale):
    place = begin(mortal_hub, locale)
    people, young, grown = PEOPLE[locale], aged(locale, "0-17"), aged(locale, "18-64")
    rita = visit(mortal_hub, locale, size=PHONE)
    rita.come_as(place.reporter.email)
    rita.go(place.entry)
    type_in(rita, young, "12")
    rita.sees(re.compile(rita.say("saved {time}", time="")))

    assert mortal_hub.stop() == 0
    is_offline(rita)
    type_in(rita, people, "20")
    type_in(rita, grown, "8")

    mortal_hub.start()
    is_online(rita)
    rita.page.reload()
    rita.arrived()

    for label, figure in ((people, "20"), (young, "12"), (grown, "8")):
        expect(rita.page.get_by_label(label, exact=True)).to_have_value(figure)
    arrive(mortal_hub, place, [8, 12, 20])
    rita.forgive("ERR_CONNECTION|WebSocket|502|Failed to load")
    assert "Traceback" not in mortal_hub.log
