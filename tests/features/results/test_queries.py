"""What is read is exact, the same on every database, and only what is approved."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from impact_hub.features.indicators.rules.adding_up import NoFigure, PartialSum
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import (
    MissingReason,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.initiatives.models import Period
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.reporting.service import reviewing
from impact_hub.features.results.queries import board, facts
from impact_hub.features.results.queries.board import Coverage
from impact_hub.features.results.rules.scoreboard import Score
from impact_hub.kit.errors import NotFound
from tests.factories import (
    Q1,
    Q2,
    Q3,
    assign,
    make_dimension,
    make_indicator,
    make_period,
    make_update,
    make_value,
)
from tests.features.results.scenes import make_scene


@pytest.fixture
def approved(session, cast, world):
    """Both partners' approved updates of the second quarter."""
    return [
        make_update(session, world.quarter, each, status=Status.APPROVED)
        for each in (cast.partner, cast.other_partner)
    ]


def sums(session, cast, world, indicator) -> PartialSum:
    read = facts.read_partial_sums(
        session, cast.owner, world.initiative.id, [world.people.id, indicator.id]
    )
    return read[indicator.id][world.quarter.id]


LONG = "12345678901234567891.000000000000000001"


@pytest.mark.parametrize(
    ("figures", "whole"),
    [
        (["0.1", "0.2"], "0.3"),
        (["12345678901234567890.000000000000000001", "1"], LONG),
        (["12345678901234567891", "0.000000000000000001"], LONG),
        (["0", "0"], "0"),
        (["-5.50", "5.5"], "0"),
    ],
)
def test_sums_of_the_database_are_exact(session, cast, world, approved, figures, whole):
    money = make_indicator(session, world.initiative, kind=ValueKind.AMOUNT)
    for update, figure in zip(approved, figures, strict=True):
        make_value(session, update, money, figure=Decimal(figure))

    found = sums(session, cast, world, money)

    assert (found.figure, found.reported) == (Decimal(whole), 2)


def test_only_whole_ratios_are_added_up(session, cast, world, approved):
    one, other = approved
    make_value(session, one, world.share, numerator=3, denominator=8)
    make_value(session, other, world.share, numerator=2)

    found = sums(session, cast, world, world.share)

    assert (found.numerator, found.denominator, found.reported) == (3, 8, 1)


def test_what_is_withheld_or_estimated_is_counted(session, cast, world, approved):
    one, other = approved
    make_value(session, one, world.people, reason=MissingReason.WITHHELD)
    make_value(session, other, world.people, figure=0, estimated=True)

    found = sums(session, cast, world, world.people)

    assert found == PartialSum(
        Decimal(0), reported=1, estimated=1, withheld=frozenset({cast.partner.id})
    )


def test_only_approved_totals_are_added_up(session, cast, world):
    for organisation, status in (
        (cast.partner, Status.SUBMITTED),
        (cast.other_partner, Status.APPROVED),
        (cast.outside, Status.RETURNED),
    ):
        update = make_update(session, world.quarter, organisation, status=status)
        make_value(session, update, world.people, figure=7)
        make_value(session, update, world.people, cell="age=0-17", figure=3)

    assert sums(session, cast, world, world.people).figure == 7


def test_facts_are_the_approved_values_digit_by_digit(session, cast, world, approved):
    one, other = approved
    long = Decimal("12345678901234567890.123456789012345678")
    make_value(session, one, world.people, figure=long, estimated=True)
    make_value(session, one, world.people, cell="age=0-17", figure=0)
    make_value(session, other, world.share, numerator=1, denominator=3)
    initiative = world.initiative.id

    found = facts.read_facts(session, cast.owner, initiative)

    people = {fact.cell: fact for fact in found[world.people.id]}
    assert (people[TOTAL].answer.figure, people[TOTAL].answer.estimated) == (long, True)
    assert people[Cell((("age", "0-17"),))].answer.figure == 0
    (share,) = found[world.share.id]
    assert (share.partner, share.answer.numerator, share.answer.denominator) == (
        cast.other_partner.id,
        1,
        3,
    )
    totals = facts.read_facts(session, cast.owner, initiative, totals_only=True)
    assert [fact.cell for fact in totals[world.people.id]] == [TOTAL]
    of_one = facts.read_facts(
        session, cast.owner, initiative, indicator_ids=[world.share.id]
    )
    assert list(of_one) == [world.share.id]


def test_values_of_other_initiatives_are_not_in_it(session, cast, world, approved):
    make_value(session, approved[0], world.people, figure=7)

    with pytest.raises(NotFound):
        facts.read_facts(session, cast.stranger, world.initiative.id)
    with pytest.raises(NotFound):
        facts.read_partial_sums(session, cast.stranger, world.initiative.id, [1])


def scores(session, actor) -> dict[str, Score]:
    found = board.get_board(session, actor, "world")
    rows = zip(found.sources.indicators, found.scores, strict=True)
    return {indicator.code: score for indicator, score in rows}


def test_the_board_says_of_headlines_what_the_table_says(session):
    scene = make_scene(session)
    world = scene.world
    latest = make_indicator(
        session,
        world.initiative,
        code="places",
        over_time=OverTime.LATEST,
        over_partners=OverPartners.RANGE,
    )
    average = make_indicator(
        session, world.initiative, code="members", over_time=OverTime.AVERAGE
    )
    for indicator, figure in ((latest, 60), (average, 70)):
        assign(session, indicator, scene.cast.partner)
        make_value(session, scene.first, indicator, figure=figure)

    for actor in (scene.cast.owner, scene.cast.reporter, scene.cast.funder):
        for code, score in scores(session, actor).items():
            table = board.get_table(session, actor, "world", code)
            to_date = [row for row in table.rows if row.is_headline and row.to_date]
            assert score.latest is not None
            assert score.latest.figure in [row.figure for row in to_date]
            assert score.latest.is_withheld in [row.is_withheld for row in to_date]


def test_who_is_not_the_backbone_sees_small_numbers_withheld(session):
    scene = make_scene(session)

    # 3 of 8: few people, and of one partner only.
    assert scores(session, scene.cast.owner)["share"].latest.figure.numerator == 3
    for actor in (scene.cast.funder, scene.cast.other_reporter, scene.cast.reporter):
        latest = scores(session, actor)["share"].latest
        assert latest.is_withheld
        assert latest.figure.numerator is None


def test_coverage_counts_updates_period_by_period(session, clock):
    scene = make_scene(session)
    clock.go_to(date(2026, 8, 15))
    late = make_period(
        session,
        scene.world.initiative,
        Q3,
        opens_on=date(2026, 7, 1),
        due_on=date(2026, 7, 31),
    )
    make_update(
        session,
        late,
        scene.cast.partner,
        status=Status.RETURNED,
        submitted_at=clock.now,
    )
    sources = facts.get_sources(session, scene.cast.owner, "world")

    found = board.list_coverage(session, scene.cast.owner, sources)

    counted = {row.period.span: row for row in found}
    assert figures(counted[Q1]) == (2, 2, 0, 0)
    assert figures(counted[Q2]) == (2, 1, 1, 0)
    assert figures(counted[Q3]) == (2, 0, 0, 1)
    assert (counted[Q3].late, counted[Q2].late) == (1, 0)


def test_coverage_says_who_was_late_by_the_calendar_of_the_hub(session, clock):
    """Due on 31 March, in Berlin: 22:30 UTC is too late, though it is still March."""
    scene = make_scene(session)
    sources = facts.get_sources(session, scene.cast.owner, "world")
    first = scene.first
    first.submitted_at = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    period = session.get_one(Period, first.period_id)
    period.due_on = date(2026, 3, 31)
    session.flush()
    sources = facts.get_sources(session, scene.cast.owner, "world")

    found = board.list_coverage(session, scene.cast.owner, sources)

    assert [each.late for each in found if each.period.span == Q1] == [2]


def test_what_stands_while_it_is_corrected_is_neither_returned_nor_missing(session):
    scene = make_scene(session)
    scene.first.status = Status.RETURNED
    session.flush()
    sources = facts.get_sources(session, scene.cast.owner, "world")

    found = board.list_coverage(session, scene.cast.owner, sources)

    (first,) = [row for row in found if row.period.span == Q1]
    assert figures(first) == (2, 2, 0, 0)
    assert (first.received, first.being_corrected) == (2, 1)


def test_what_is_handed_in_and_what_counts_are_two_numbers(session):
    scene = make_scene(session)

    found = board.get_table(session, scene.cast.funder, "world", "people")

    (second,) = [
        row.figure
        for row in found.rows
        if row.is_headline and row.span == Q2 and not row.to_date
    ]
    assert (second.expected, second.received, second.reported) == (2, 2, 1)


@pytest.mark.parametrize("name", ["owner", "funder"])
def test_coverage_is_the_same_number_on_card_page_and_table(session, name):
    scene = make_scene(session)
    actor = getattr(scene.cast, name)

    of_table = board.get_table(session, actor, "world", "people")
    card = scores(session, actor)["people"]

    to_date = [row for row in of_table.rows if row.is_headline and row.to_date][-1]
    assert card.latest is not None
    assert card.as_of == Q2
    assert card.latest.figure == to_date.figure
    assert (card.latest.figure.reported, card.latest.figure.expected) == (3, 4)


def test_an_indicator_that_is_added_later_is_not_expected_earlier(session):
    scene = make_scene(session)
    initiative = scene.world.initiative
    make_indicator(
        session, initiative, code="new", asked_of=AskedOf.EVERYONE, starts=Q2.starts
    )

    rows = board.get_table(session, scene.cast.owner, "world", "new").rows

    found = {
        row.span: (row.figure.expected, row.why)
        for row in rows
        if row.is_headline and not row.to_date
    }
    assert found == {
        Q1: (0, NoFigure.NOT_ASKED),
        Q2: (2, NoFigure.NOTHING_REPORTED),
    }


def test_a_series_without_a_total_is_on_the_board_by_what_there_is(session):
    """Imported for one organisation; nobody was asked for it, in any year."""
    scene = make_scene(session)
    places = make_dimension(session, scene.world.initiative, "g", "a", "b")
    series = make_indicator(
        session,
        scene.world.initiative,
        places,
        code="series",
        kind=ValueKind.STATISTIC,
        over_time=OverTime.LATEST,
        over_partners=OverPartners.NONE,
    )
    for category, figure in (("a", 1), ("b", 2)):
        make_value(session, scene.first, series, cell=f"g={category}", figure=figure)

    for actor in (scene.cast.owner, scene.cast.funder):
        score = scores(session, actor)["series"]
        assert (score.as_of, score.by) == (Q1, ("g",))
        assert [each.figure.value for each in score.cells] == [1, 2]


@pytest.mark.parametrize("name", ["reporter", "funder", "anyone"])
def test_only_the_backbone_is_told_whose_figures_came_just_now(session, clock, name):
    scene = make_scene(session)
    scene.world.initiative.opened_at = clock.now
    session.flush()
    revision = scene.waiting.revision
    reviewing.approve(
        session, scene.cast.coordinator, scene.waiting.id or 0, revision=revision
    )

    def changes(actor, **how) -> list[str]:
        sources = facts.get_sources(session, actor, "world", **how)
        found = board.list_changes(session, actor, sources)
        return [each.organisation for each in found]

    assert changes(scene.cast.coordinator) == [scene.cast.other_partner.name]
    assert changes(scene.cast.coordinator, as_public=True) == []
    assert changes(getattr(scene.cast, name)) == []


def test_what_a_partner_said_is_read_by_whom_it_lets_read_it(session):
    scene = make_scene(session)
    words = make_indicator(
        session,
        scene.world.initiative,
        code="words",
        kind=ValueKind.TEXT,
        over_time=OverTime.LIST,
        over_partners=OverPartners.LIST,
    )
    make_value(session, scene.first, words, text="Danke", may_quote=False)

    def read(actor) -> list[str]:
        found = board.get_table(session, actor, "world", "words").quotes
        return [quote.text for quote in found]

    assert read(scene.cast.owner) == read(scene.cast.reporter) == ["Danke"]
    assert read(scene.cast.funder) == read(scene.cast.other_reporter) == []
    assert scores(session, scene.cast.owner)["words"].latest.figure.reported == 1


def figures(row: Coverage) -> tuple[int, int, int, int]:
    return row.expected, row.approved, row.submitted, row.returned
