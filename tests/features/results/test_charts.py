"""Charts draw the table's numbers; gaps are gaps, and what is withheld stays so."""

import json
from decimal import Decimal
from itertools import pairwise

import pandas as pd
import pytest

from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.kinds import (
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.service import splitting
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.results import charts
from impact_hub.features.results.queries import board
from impact_hub.features.results.queries.board import Table
from impact_hub.features.results.queries.facts import get_sources
from impact_hub.features.results.rules.scoreboard import is_running
from impact_hub.features.results.views import dashboard, splits
from impact_hub.features.results.views import indicator as views
from impact_hub.identity.permissions import Actor
from impact_hub.kit import plot
from tests.factories import (
    Q3,
    assign,
    make_indicator,
    make_period,
    make_target,
    make_update,
    make_value,
)
from tests.features.results.scenes import Scene, make_scene

LOCALES = ["de", "en"]
READERS = ["coordinator", "reporter", "funder"]
REST = {"de": "nicht angegeben", "en": "not specified"}


# What is drawn doesn't depend on the database; test_queries tries both.
pytestmark = pytest.mark.parametrize("template", ["sqlite"], indirect=True)


@pytest.fixture
def scene(session, clock) -> Scene:
    """A third quarter with figures after one without; shares, money, and yes or no."""
    made = make_scene(session)
    clock.tick(days=120)
    world, cast = made.world, made.cast
    third = make_period(session, world.initiative, Q3)
    kinds = {
        "places": (ValueKind.COUNT, OverTime.LATEST, OverPartners.SUM),
        "money": (ValueKind.AMOUNT, OverTime.SUM, OverPartners.SUM),
        "open": (ValueKind.YES_NO, OverTime.LATEST, OverPartners.SUM),
    }
    rows = {
        code: make_indicator(
            session,
            world.initiative,
            code=code,
            kind=kind,
            over_time=over_time,
            over_partners=over_partners,
            currency="EUR" if kind is ValueKind.AMOUNT else "",
        )
        for code, (kind, over_time, over_partners) in kinds.items()
    }
    update = make_update(session, third, cast.partner, status=Status.APPROVED)
    for each in (made.first, update):
        make_value(session, each, rows["places"], figure=60)
        make_value(session, each, rows["money"], figure=Decimal("1234.50"))
        make_value(session, each, rows["open"], figure=1)
    make_value(session, update, world.share, numerator=30, denominator=80)
    make_value(
        session, update, world.share, cell="age=0-17", numerator=1, denominator=2
    )
    make_value(session, update, world.people, figure=0)
    make_target(session, world.share, figure=Decimal("0.45"))
    for row in rows.values():
        assign(session, row, cast.partner)
    return made


def table_of(session, actor: Actor, code: str) -> tuple[Table, IndicatorRow]:
    table = board.get_table(session, actor, "world", code)
    return table, indicators.get_indicator(session, actor, "world", code)


def moved(table: Table, row: IndicatorRow, locale: str):
    points, targets = views.movement_frames(table, row, locale)
    return charts.movement(
        points,
        targets,
        name="x",
        target="Ziel",
        is_share=row.kind is ValueKind.RATIO,
        locale=locale,
    )


def as_drawn(value: Decimal | None, row: IndicatorRow) -> float | None:
    if value is None:
        return None
    return float(value * 100) if row.kind is ValueKind.RATIO else float(value)


def numbers(drawn) -> list[float | None]:
    """Numbers as they travel: what is no number is null."""
    return json.loads(plot.to_json(drawn))["data"][0]["y"]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("code", ["people", "share", "places", "money", "open"])
def test_the_line_has_the_numbers_of_the_table_below_it(
    session, scene, name, locale, code
):
    table, row = table_of(session, getattr(scene.cast, name), code)

    drawn = moved(table, row, locale)

    lines = views.period_lines(table, row, locale)[::-1]
    own = [each for each in table.rows if each.is_headline]
    running = is_running(table.sources.measure(row))
    shown = [each for each in own if each.to_date is running]
    assert len(lines) == 3
    assert numbers(drawn)[:3] == [as_drawn(each.figure.value, row) for each in shown]
    assert not any(numbers(drawn)[3:])  # what is still to come
    for line, each in zip(lines, shown, strict=True):
        said = line.to_date if each.to_date else line.alone
        withheld = "zurückgehalten" if locale == "de" else "withheld"
        assert (said == withheld) is each.is_withheld
        if each.is_withheld or each.figure.value is None:
            assert as_drawn(each.figure.value, row) is None
    assert drawn.layout.yaxis.ticksuffix == (" %" if code == "share" else "")
    assert drawn.layout.separators == {"de": ",.", "en": ".,"}[locale]


def test_a_period_without_a_figure_is_a_gap_and_zero_is_a_point(session, scene):
    table, row = table_of(session, scene.cast.coordinator, "share")
    assert numbers(moved(table, row, "de"))[:3] == [37.5, None, 37.5]
    assert views.period_lines(table, row, "de")[1].alone == "–"

    people, row = table_of(session, scene.cast.coordinator, "people")
    lines = views.period_lines(people, row, "de")
    assert [line.alone for line in lines] == ["0", "20", "70"]
    assert [line.to_date for line in lines] == ["90", "90", "70"]


@pytest.mark.parametrize("locale", LOCALES)
def test_targets_stand_at_their_period_with_their_label(session, scene, locale):
    table, row = table_of(session, scene.cast.coordinator, "share")

    _, aims = moved(table, row, locale).data

    assert (aims.x, aims.y) == (("Q4 2026",), (45.0,))
    assert aims.text == ({"de": "45\xa0%", "en": "45%"}[locale],)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", READERS)
def test_categories_are_drawn_as_the_table_tells_them(session, scene, name, locale):
    table, row = table_of(session, getattr(scene.cast, name), "people")

    frame = splits.split_frame(table, row, "age", locale)
    drawn = charts.split(
        frame, stacked=splits.is_stacked(row), is_share=False, locale=locale
    )

    cells = [
        each
        for each in table.rows
        if each.partner is None and not each.to_date and not each.cell.is_total
    ]
    assert len(frame[~frame["is_rest"]]) == len(cells) == 2 * 3
    by_category = {trace.name: trace for trace in drawn.data}
    assert list(by_category) == ["0-17", "18-64", REST[locale]]
    assert by_category[REST[locale]].y == (70 - 15, 20 - 12)
    for trace, code in zip(drawn.data[:2], by_category, strict=False):
        own = [each for each in cells if each.cell.parts[0][1] == code]
        told = [None if pd.isna(number) else number for number in trace.y]
        assert told == [as_drawn(each.figure.value, row) for each in own]
    lines = splits.split_lines(table, row, "age", locale)
    assert [(line.category, line.figure) for line in lines] == [
        ("0-17", "15"),
        ("0-17", "12"),
        (REST[locale], "55"),
        (REST[locale], "8"),
    ]


def test_categories_of_a_share_are_lines_and_small_ones_withheld(session, scene):
    world = scene.world
    splitting.set_splits(
        session, scene.cast.coordinator, world.share, [world.age.id or 0]
    )
    for name, expected in (("coordinator", 50.0), ("funder", None)):
        table, row = table_of(session, getattr(scene.cast, name), "share")
        frame = splits.split_frame(table, row, "age", "de")

        drawn = charts.split(
            frame, stacked=splits.is_stacked(row), is_share=True, locale="de"
        )

        assert {trace.type for trace in drawn.data} == {"scatter"}
        assert not any(trace.connectgaps for trace in drawn.data)
        assert numbers(drawn)[-1] == expected
        (line,) = splits.split_lines(table, row, "age", "de")
        assert line.figure == ("zurückgehalten" if expected is None else "50\xa0%")


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("code", ["people", "share", "money"])
def test_partners_are_drawn_as_the_table_tells_them(session, scene, name, code):
    table, row = table_of(session, getattr(scene.cast, name), code)

    frame = views.partner_frame(table, row, "de")
    drawn = charts.partners(frame, locale="de")

    newest = {
        each.partner: each
        for each in table.rows
        if each.partner is not None and each.to_date and each.cell.is_total
    }
    bars = dict(zip(drawn.data[0].y, drawn.data[0].x, strict=True))
    labels = dict(zip(drawn.data[0].y, drawn.data[0].text, strict=True))
    lines = views.partner_lines(table, row, "de")
    assert len(bars) == len(lines) == len(newest)
    numbers_of = {each.name: each.organisation_id for each in table.sources.partners}
    for line in lines:
        value = as_drawn(newest[numbers_of[line.partner]].figure.value, row)
        drawn_value = bars[line.partner]
        assert (None if pd.isna(drawn_value) else drawn_value) == value
        assert labels[line.partner] == line.figure
    # The first stands on top: bars are drawn from below.
    assert list(bars)[::-1] == [line.partner for line in lines]


@pytest.mark.parametrize("locale", LOCALES)
def test_standings_are_the_scoreboards_progress(session, scene, locale):
    for actor in (scene.cast.coordinator, scene.cast.funder):
        found = board.get_board(session, actor, "world")
        frame = dashboard.standings_frame(found, locale)

        drawn = charts.standings(frame, target="Ziel", locale=locale)

        items = {
            i.title: i for i in dashboard.score_items(found, {}, locale) if i.target
        }
        aimed = [each for each in found.scores if each.aim]
        assert len(drawn.data[0].x) == len(items) == len(aimed) == 2
        for number, score in zip(drawn.data[0].x[::-1], aimed, strict=True):
            made = None if score.progress is None else float(score.progress * 100)
            assert (None if pd.isna(number) else number) == made
        for title, label in zip(drawn.data[0].y, drawn.data[0].text, strict=True):
            assert label == (items[title].made or "–")


@pytest.mark.parametrize("locale", LOCALES)
def test_coverage_adds_up_to_what_was_expected(session, scene, locale):
    sources = get_sources(session, scene.cast.funder, "world")
    found = board.list_coverage(session, scene.cast.funder, sources)
    names = [(code, code) for code in ("approved", "submitted", "returned", "missing")]

    drawn = charts.coverage(
        dashboard.coverage_frame(found, locale), names=names, locale=locale
    )

    assert [sum(own) for own in zip(*(t.y for t in drawn.data), strict=True)] == [
        2,
        2,
        2,
    ]
    lines = dashboard.coverage_items(found, locale)[::-1]
    for place, line in enumerate(lines):
        told = [str(trace.y[place]) for trace in drawn.data]
        assert told == [line.approved, line.submitted, line.returned, line.missing]
    assert [t.y[1] for t in drawn.data] == [1, 1, 0, 0]


def test_the_small_line_has_its_gaps_and_ends_at_the_last_point(session, scene):
    found = board.get_board(session, scene.cast.coordinator, "world")
    items = {each.code: each for each in dashboard.score_items(found, {}, "de")}

    # Shares: a gap in the middle, so that the pen is put down twice.
    assert items["share"].spark.path.count("M") == 2
    assert "L" not in items["share"].spark.path
    people = items["people"].spark
    assert (people.path.count("M"), people.path.count("L")) == (1, 2)
    xs = [float(p.split()[0]) for p in people.path[1:].split("L")]
    assert all(one < other for one, other in pairwise(xs))
    assert people.last_x == f"{xs[-1]:.1f}"
