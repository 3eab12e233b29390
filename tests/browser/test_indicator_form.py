"""Defining an indicator, in German, on a desk and on a phone: nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Locator, expect
from sqlmodel import select

from impact_hub.features.indicators.models import Category, Dimension, Indicator
from impact_hub.features.indicators.queries.rows import indicator_rows
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.identity.permissions import house
from impact_hub.kit.db import id_of
from tests.browser.visitors import DESK, PHONE, Visitor
from tests.browser.worlds import Place, begin

TITLE = "Jugendliche mit einem Ausbildungsplatz"


@pytest.fixture
def place(own_hub) -> Place:
    return begin(own_hub, "de")


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def cora(own_hub, visit, place, request) -> Visitor:
    """The coordinator."""
    visitor = visit(own_hub, "de", size=request.param)
    visitor.come_as(place.coordinator.email)
    return visitor


def name(cora: Visitor) -> Locator:
    return cora.page.locator("#indicator-form").get_by_label("Name (Deutsch)")


def choose_kind(cora: Visitor, kind: str) -> None:
    cora.page.get_by_label("Art der Angabe", exact=True).select_option(label=kind)


def is_sound(cora: Visitor) -> None:
    """Nothing is wider than the screen, and no two things have one id."""
    page = cora.page
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))


def saved(own_hub, place: Place, code: str) -> IndicatorRow:
    with own_hub.data() as session:
        found = session.exec(
            select(Indicator).where(
                Indicator.code == code,
                Indicator.initiative_id == place.initiative.id,
            )
        )
        (row,) = indicator_rows(session, house("tests"), found)
    return row


def test_fields_follow_from_the_kind_and_nothing_typed_is_lost(cora, place):
    cora.go(f"{place.home}/indicators/new")
    name(cora).fill(TITLE)
    choose_kind(cora, cora.say("Share: how many of how many"))
    part = cora.page.get_by_label("Der Teil (Deutsch)", exact=True)
    part.fill("in Ausbildung")
    choose_kind(cora, cora.say("Levels: how many never, sometimes, often …"))
    cora.sees("Stufen, eine je Zeile")
    expect(part).to_have_count(0)
    is_sound(cora)

    choose_kind(cora, cora.say("Share: how many of how many"))
    expect(part).to_have_value("in Ausbildung")
    expect(name(cora)).to_have_value(TITLE)


def test_an_example_says_while_typing_what_a_baseline_means(cora, place):
    cora.go(f"{place.home}/indicators/new")
    example = cora.page.locator(".example")
    expect(example).to_contain_text(re.compile(r"stehen Sie bei 120: 20\s%"))
    cora.page.get_by_label("Vor dem ersten Zeitraum erreicht", exact=True).fill("1.000")
    cora.page.get_by_label("Zielwert", exact=True).fill("3.000")
    expect(example).to_contain_text(re.compile(r"stehen Sie bei 1\.400: 20\s%"))


def test_a_way_to_split_is_made_within_the_form_and_crossed(cora, own_hub, place):
    cora.go(f"{place.home}/indicators/new")
    name(cora).fill(TITLE)
    cora.open("Add a way to split")
    new = cora.page.locator("#new-dimension")
    new.get_by_label("Name (Deutsch)").fill("Geschlecht")
    new.get_by_label("Ausprägungen, eine pro Zeile (Deutsch)").fill("weiblich\nm")
    new.get_by_role("button", name="Hinzufügen").click()
    expect(cora.page.get_by_label("Geschlecht", exact=True)).to_be_checked()
    expect(name(cora)).to_have_value(TITLE)
    cora.page.get_by_label("age", exact=True).check()
    cora.page.get_by_label("age × Geschlecht", exact=True).check()
    total = cora.page.get_by_label("Die Gesamtzahl ist die Summe über", exact=True)
    total.select_option(label="Geschlecht")
    is_sound(cora)

    cora.press("Save", within="#indicator-form")
    cora.page.wait_for_url(re.compile("/indicators/jugendliche-mit"))
    row = saved(own_hub, place, "jugendliche-mit-einem-ausbildungsplatz")
    by = [[each.code for each in split.dimensions] for split in row.splits]
    assert by == [["age"], ["geschlecht"], ["age", "geschlecht"]]
    assert row.summed_over is not None
    assert row.summed_over.code == "geschlecht"


def test_categories_become_one_within_the_form(cora, own_hub, place):
    cora.go(f"{place.home}/indicators/people/edit")
    why = cora.page.get_by_label("Was hat sich geändert, und warum?", exact=True)
    why.fill("Beschluss vom Mai")
    cora.press("Change {title}", title="age")
    with own_hub.data() as session:
        young, old = session.exec(
            select(Category)
            .join(Dimension)
            .where(Dimension.initiative_id == place.initiative.id)
            .order_by(Category.position)
        ).all()
    rename = cora.page.locator(f"#rename-category-{id_of(young)}")
    rename.get_by_label("Ausprägung (Deutsch)").fill("unter 18")
    rename.get_by_role("button").click()
    cora.is_told("Saved.")
    cora.sees("unter 18", within=".chips")
    is_sound(cora)

    cora.open("Merge or remove {title}", title="unter 18")
    merge = cora.page.locator(f"#merge-category-{id_of(young)}")
    merge.get_by_label("Geht auf in").select_option(str(id_of(old)))
    merge.get_by_role("button").click()
    expect(cora.page.locator(".chips li")).to_have_count(1)
    expect(why).to_have_value("Beschluss vom Mai")
    is_sound(cora)


def test_what_somebody_else_has_saved_meanwhile_is_not_overwritten(
    cora, own_hub, place
):
    cora.go(f"{place.home}/indicators/people/edit")
    name(cora).fill(TITLE)
    with own_hub.data() as session:
        session.get_one(Indicator, id_of(place.people)).licence = "CC0"

    cora.press("Save", within="#indicator-form")

    expect(cora.page.locator(".form-error")).to_be_focused()
    expect(name(cora)).to_have_value(TITLE)
    cora.press("Save", within="#indicator-form")
    cora.page.wait_for_url(re.compile("/indicators/people$"))
    with own_hub.data() as session:
        kept = session.get_one(Indicator, id_of(place.people))
        assert (kept.titles["de"], kept.licence) == (TITLE, "CC0")


def test_an_indicator_is_retired_from_a_day_on_and_an_unused_one_deleted(
    cora, own_hub, place
):
    cora.go(f"{place.home}/indicators")
    item = cora.page.locator(".list > li", has_text="Erreichte Menschen").first
    item.locator("summary", has_text="Ruhen lassen").click()
    expect(item.get_by_label("Gefragt bis")).not_to_have_value("")
    is_sound(cora)
    item.get_by_role("button", name="Nicht mehr abfragen").click()
    expect(item).to_contain_text("gefragt bis")

    item.locator("summary", has_text="Löschen").click()
    item.get_by_role("button", name="Ja, löschen").click()
    expect(
        cora.page.locator(".list > li", has_text="Erreichte Menschen")
    ).to_have_count(0)
