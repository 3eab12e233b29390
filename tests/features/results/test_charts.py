"""Charts draw the table's numbers; gaps are gaps, and what is withheld stays so."""

from decimal import Decimal
from itertools import pairwise

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
from impact_hub.features.results import words
from impact_hub.features.results.charts import bars
from impact_hub.features.results.charts import movement as line
from impact_hub.features.results.charts import splits as stacks
from impact_hub.features.results.queries import board
from impact_hub.features.results.queries.board import Table
from impact_hub.features.results.queries.facts import get_sources
from impact_hub.features.results.rules.scoreboard import is_running
from impact_hub.features.results.views import cards, movement, rounds, splits
from impact_hub.identity.permissions import Actor
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
    points, targets = movement.frames(table, row, locale)
    return line.movement(
        points,
        targets,
        name="x",
        target="Ziel",
        write=words.axis_figure(row, locale),
    ).figure


def as_drawn(value: Decimal | None, row: IndicatorRow) -> float | None:
    if value is None:
        return None
    return float(value * 100) if row.kind is ValueKind.RATIO else float(value)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("code", ["people", "share", "places", "money", "open"])
def test_the_line_has_the_numbers_of_the_table_below_it(
    session, scene, name, locale, code
):
    table, row = table_of(session, getattr(scene.cast, name), code)

    drawn = moved(table, row, locale)

    lines = movement.period_lines(table, row, locale)[::-1]
    running = is_running(table.sources.measure(row))
    asked = [each for each in table.rows if each.is_headline and each.is_asked]
    alone = [each for each in asked if not each.to_date]
    shown = [each for each in asked if each.to_date is running]
    given = [
        as_drawn(each.figure.value, row) if own.figure.reported else None
        for own, each in zip(alone, shown, strict=True)
    ]
    assert len(lines) == 3
    assert list(drawn.data[0].y[:3]) == given
    assert not any(drawn.data[0].y[3:])  # what is still to come
    for told, each in zip(lines, shown, strict=True):
        said = told.to_date if each.to_date else told.alone
        withheld = "zurückgehalten" if locale == "de" else "withheld"
        assert (said == withheld) is each.is_withheld
        if each.is_withheld:
            assert as_drawn(each.figure.value, row) is None


def test_a_period_that_nobody_reported_on_is_a_gap_and_a_line_and_zero_is_a_point(
    session, scene
):
    table, row = table_of(session, scene.cast.coordinator, "share")
    assert list(moved(table, row, "de").data[0].y[:3]) == [37.5, None, 37.5]
    assert movement.period_lines(table, row, "de")[1].alone == "nichts gemeldet"

    people, row = table_of(session, scene.cast.coordinator, "people")
    lines = movement.period_lines(people, row, "de")
    assert [each.alone for each in lines] == ["0", "20", "70"]
    assert [each.to_date for each in lines] == ["90", "90", "70"]


def test_a_period_that_is_not_complete_has_a_hollow_point_and_a_dashed_line(
    session, scene
):
    table, row = table_of(session, scene.cast.coordinator, "people")

    figures, _, *lines = moved(table, row, "de").data

    full = ["var(--accent)", "var(--paper)", "var(--paper)"]
    assert list(figures.marker.color)[:3] == full
    assert {each.line.dash for each in lines} == {"dash"}


@pytest.mark.parametrize("locale", LOCALES)
def test_targets_stand_at_their_day_with_their_label(session, scene, locale):
    table, row = table_of(session, scene.cast.coordinator, "share")

    aims = moved(table, row, locale).data[1]

    assert (aims.x, aims.y) == (("2026-12-31",), (45.0,))
    assert aims.text == ({"de": "45\xa0%", "en": "45%"}[locale],)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", READERS)
def test_categories_are_drawn_as_the_table_tells_them(session, scene, name, locale):
    table, row = table_of(session, getattr(scene.cast, name), "people")

    frame = splits.frame(table, row, ("age",), locale)
    drawn = stacks.split(
        frame, stacked=splits.is_stacked(row), write=words.numbers(locale)
    ).figure

    by_name = {trace.name: trace for trace in drawn.data}
    assert list(by_name) == ["0-17", REST[locale]]
    assert list(by_name["0-17"].y) == [15, 12]
    assert list(by_name[REST[locale]].y) == [70 - 15, 20 - 12]
    lines = splits.lines(table, row, ("age",), locale)
    told = [(each.category, each.figure) for each in lines if each.figure.isdigit()]
    assert told == [
        ("0-17", "12"),
        (REST[locale], "8"),
        ("0-17", "15"),
        (REST[locale], "55"),
    ]


def test_categories_of_a_share_are_lines_and_small_ones_withheld(session, scene):
    world = scene.world
    splitting.set_splits(
        session, scene.cast.coordinator, world.share, [[world.age.id or 0]]
    )
    for name, expected in (("coordinator", 50.0), ("funder", None)):
        table, row = table_of(session, getattr(scene.cast, name), "share")
        frame = splits.frame(table, row, ("age",), "de")

        drawn = stacks.split(
            frame, stacked=splits.is_stacked(row), write=words.percents("de")
        ).figure

        assert {trace.type for trace in drawn.data} == {"scatter"}
        assert not any(trace.connectgaps for trace in drawn.data)
        assert drawn.data[0].y[-1] == expected
        said = [each.text for each in drawn.layout.annotations]
        assert said == ([] if expected else ["zurückgehalten"])
        figures = {each.figure for each in splits.lines(table, row, ("age",), "de")}
        assert ("50\xa0%" in figures) is bool(expected)
        assert ("zurückgehalten" in figures) is not expected


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("code", ["people", "share", "money"])
def test_partners_are_drawn_as_the_table_tells_them(session, scene, name, code):
    table, row = table_of(session, getattr(scene.cast, name), code)

    frame = movement.partner_frame(table, row, "de")
    drawn = bars.partners(frame).figure

    newest = {
        each.partner: each
        for each in table.rows
        if each.partner is not None and each.to_date and each.cell.is_total
    }
    lines = movement.partner_lines(table, row, "de")
    names = list(drawn.layout.yaxis.ticktext)
    assert names == [each.partner for each in lines]  # from the top down
    assert len(lines) == len(newest)
    numbers_of = {each.name: each.organisation_id for each in table.sources.partners}
    for told, length, label in zip(
        lines, drawn.data[0].x, drawn.data[0].text, strict=True
    ):
        value = as_drawn(newest[numbers_of[told.partner]].figure.value, row)
        assert length == (value or 0)
        assert label == told.figure


@pytest.mark.parametrize("locale", LOCALES)
def test_standings_are_the_scoreboards_progress(session, scene, locale):
    for actor in (scene.cast.coordinator, scene.cast.funder):
        found = board.get_board(session, actor, "world")

        drawn = bars.standings(
            cards.standings_frame(found, {}, locale),
            target="Ziel",
            write=words.percents(locale),
        ).figure

        items = {i.title: i for i in cards.cards(found, {}, locale) if i.target}
        aimed = [each for each in found.scores if each.aim]
        low, apart = drawn.data
        assert len(low.x) == len(items) == len(aimed) == 2
        for number, score in zip(low.x, aimed, strict=True):
            assert number == float((score.progress or 0) * 100)
        assert set(apart.x) == {0}  # nothing is a range
        titles = drawn.layout.yaxis.ticktext
        for title, label in zip(titles, apart.text, strict=True):
            assert label == (items[title].made or items[title].why)


@pytest.mark.parametrize("locale", LOCALES)
def test_coverage_adds_up_to_what_was_expected(session, scene, locale):
    sources = get_sources(session, scene.cast.funder, "world")
    found = board.list_coverage(session, scene.cast.funder, sources)
    names = [(code, code) for code in rounds.NAMES]

    drawn = bars.coverage(
        rounds.frame(found, locale), names=names, write=words.numbers(locale)
    ).figure

    sums = [sum(own) for own in zip(*(t.y for t in drawn.data), strict=True)]
    assert sums == [2, 2, 2]
    lines = rounds.items(found, locale)[::-1]
    for place, told in enumerate(lines):
        bar = [str(trace.y[place]) for trace in drawn.data]
        assert bar == [told.approved, told.submitted, told.returned, told.missing]
    assert [t.y[1] for t in drawn.data] == [1, 1, 0, 0]


def test_the_small_line_has_its_gaps_and_ends_at_the_last_point(session, scene):
    found = board.get_board(session, scene.cast.coordinator, "world")
    items = {each.code: each for each in cards.cards(found, {}, "de")}

    # Shares: a gap in the middle, and nothing that could be joined.
    assert items["share"].spark.sure == items["share"].spark.open == ""
    people = items["people"].spark
    assert (people.open.count("M"), people.open.count("L")) == (1, 2)
    assert (people.sure, people.is_whole) == ("", False)
    xs = [float(p.split()[0]) for p in people.open[1:].split("L")]
    assert all(one < other for one, other in pairwise(xs))
    assert people.last_x == f"{xs[-1]:.1f}"
