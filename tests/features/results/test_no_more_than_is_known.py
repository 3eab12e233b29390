"""Nothing says more than is known: the values that were once wrong, and are right."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from impact_hub.features.indicators.rules.adding_up import NoFigure
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import (
    Method,
    MissingReason,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.progress import Standing
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.results.rules.facts import (
    PUBLIC,
    Aim,
    Audience,
    Fact,
    FigureRow,
    HandedIn,
    Measure,
)
from impact_hub.features.results.rules.quotes import quotes_of
from impact_hub.features.results.rules.scoreboard import (
    Later,
    Score,
    headlines,
    score_of,
    verdicts,
)
from impact_hub.features.results.rules.table import rows_of
from tests.features.results.initiatives_of import (
    CROSSED,
    OLD,
    SPANS,
    YOUNG,
    fact_of,
    measure_of,
    spans,
)

BACKBONE = Audience(sees_all=True)
MEMBER = Audience(sees_partners=True)
OTHER_PARTNER = Audience(own=frozenset({2}), sees_partners=True)
COUNT = Method(ValueKind.COUNT, OverTime.SUM, OverPartners.SUM)
PEOPLE = replace(COUNT, over_partners=OverPartners.RANGE)
PLACES = replace(COUNT, over_time=OverTime.LATEST)
YES_NO = Method(ValueKind.YES_NO, OverTime.LATEST, OverPartners.SUM)
MEAN = Method(ValueKind.MEAN, OverTime.SUM, OverPartners.SUM)
LEVELS = Method(ValueKind.ORDINAL, OverTime.LATEST, OverPartners.SUM)
WORDS = Method(ValueKind.TEXT, OverTime.LIST, OverPartners.LIST)
STATISTIC = Method(ValueKind.STATISTIC, OverTime.LATEST, OverPartners.NONE)
START, NEW_YEARS_EVE = date(2026, 1, 1), date(2026, 12, 31)
A, B = Cell((("g", "a"),)), Cell((("g", "b"),))


def gave(partner: int, at: int, figure: int, cell: Cell = TOTAL) -> Fact:
    return Fact(partner, at, cell, Answer(figure=Decimal(figure)))


def owed(method: Method, partners: int, steps: int = 1, **changes: object) -> Measure:
    """A measure that so many partners owe, all of whose updates are due."""
    everyone = frozenset(range(1, partners + 1))
    return replace(
        measure_of(method),
        **{
            "expected": dict.fromkeys(range(steps), everyone),
            "due": frozenset(range(steps)),
            "counts_people": False,
            **changes,
        },
    )


def table(
    measure: Measure, facts: list[Fact], audience: Audience = BACKBONE
) -> list[FigureRow]:
    steps = len(measure.expected)
    return rows_of(measure, spans(steps), facts, audience, threshold=5)


def scored(
    measure: Measure,
    facts: list[Fact],
    *,
    target: int | None = None,
    today: date = NEW_YEARS_EVE,
    min_coverage: str = "0.6",
) -> Score:
    if target is not None:
        measure = replace(measure, aims=(Aim(NEW_YEARS_EVE, Decimal(target)),))
    return score_of(
        measure,
        table(measure, facts),
        since=START,
        today=today,
        min_coverage=Decimal(min_coverage),
    )


# A line shows what its headline says


def test_seven_yes_stay_seven_while_six_have_not_reported_yet():
    """The line fell from 7 to 2 where the headline said 7."""
    first = [gave(partner, 0, 1) for partner in range(1, 8)]
    facts = [*first, gave(1, 1, 1), gave(2, 1, 1)]

    score = scored(owed(YES_NO, 7, 2), facts)

    assert [point.figure.value for point in score.points] == [7, 7]
    assert [point.figure.carried for point in score.points] == [0, 5]
    assert [point.figure.reported for point in score.points] == [7, 2]
    assert score.latest is not None
    assert score.latest.figure.value == 7


def test_who_has_left_is_in_no_latest_figure_after_its_end():
    measure = owed(PLACES, 2, 3)
    left = {**measure.expected, 2: frozenset({1})}
    facts = [gave(1, 0, 10), gave(2, 0, 20), gave(1, 1, 11)]

    alone, to_date = headlines(table(replace(measure, expected=left), facts))

    assert [row.figure.value for row in alone] == [30, 31, 11]
    assert [row.figure.value for row in to_date] == [30, 31, 11]


def test_what_was_added_up_stays_after_its_partner_has_left():
    measure = owed(COUNT, 2, 2)
    left = {**measure.expected, 1: frozenset({1})}
    facts = [gave(1, 0, 10), gave(2, 0, 20), gave(1, 1, 1)]

    _, to_date = headlines(table(replace(measure, expected=left), facts))

    assert [row.figure.value for row in to_date] == [30, 31]


def test_a_category_goes_with_the_total_that_it_was_of():
    """Of 10 who are all young now, nobody is among the three old of last time."""
    facts = [
        gave(1, 0, 8),
        gave(1, 0, 5, YOUNG),
        gave(1, 0, 3, OLD),
        gave(1, 1, 10),
        gave(1, 1, 10, YOUNG),
    ]

    rows = table(owed(PLACES, 1, 2, cells=(YOUNG, OLD)), facts)

    now = {
        row.cell: row.figure.value
        for row in rows
        if row.period == 1 and row.partner is None and not row.to_date
    }
    assert now == {TOTAL: 10, YOUNG: 10, OLD: None}


def test_a_period_is_complete_when_every_update_is_approved():
    some, all_ = HandedIn(approved=frozenset({1})), HandedIn(approved=frozenset({1, 2}))
    measure = owed(COUNT, 2, 2, handed_in={0: all_, 1: some})

    score = scored(measure, [gave(1, 0, 5), gave(2, 0, 5), gave(1, 1, 5)])

    assert [point.is_complete for point in score.points] == [True, False]


# Both ends, and no verdict without coverage


def test_a_range_is_judged_at_both_ends():
    """It said 75 % and "on track"."""
    facts = [gave(1, 0, 677), gave(2, 0, 600), gave(3, 0, 500), gave(4, 0, 389)]

    score = scored(owed(PEOPLE, 4), facts, target=2900, today=date(2026, 10, 1))

    assert score.progress is not None
    assert score.progress_low is not None
    assert (round(score.progress_low * 100), round(score.progress * 100)) == (23, 75)
    assert score.standing is Standing.UNCERTAIN


@pytest.mark.parametrize(
    ("reported", "figure", "standing"),
    [
        (2, 100, Standing.TOO_LITTLE),  # it said "reached"
        (3, 1, Standing.TOO_LITTLE),  # it said "behind"
        (47, 100, Standing.TOO_LITTLE),
        (48, 100, Standing.REACHED),
        (80, 1, Standing.WATCH),
    ],
)
def test_there_is_no_verdict_without_coverage(reported, figure, standing):
    facts = [gave(partner, 0, figure) for partner in range(1, reported + 1)]

    score = scored(owed(COUNT, 80), facts, target=100)

    assert score.standing is standing
    assert (score.covered.reported, score.covered.expected) == (reported, 80)


def test_only_what_is_due_can_be_missing():
    measure = owed(COUNT, 5, 2, due=frozenset({0}))
    facts = [gave(partner, 0, 20) for partner in range(1, 6)]

    score = scored(measure, facts, target=100)

    assert (score.covered.reported, score.covered.expected) == (5, 5)
    assert score.standing is Standing.REACHED
    assert not score.later


def test_a_figure_says_as_of_when_it_is_and_what_is_missing_since():
    """As of the second quarter; for the third all five are missing."""
    facts = [gave(partner, at, 4) for partner in range(1, 6) for at in (0, 1)]

    score = scored(owed(COUNT, 5, 3), facts)

    assert score.as_of == SPANS[1]
    assert score.later == (Later(SPANS[2], expected=5, received=0),)
    assert score.later[0].missing == 5


def test_a_period_that_is_opened_early_does_not_move_the_headline():
    facts = [gave(1, 0, 4), gave(1, 1, 4)]

    score = scored(owed(COUNT, 1, 2, due=frozenset()), facts, today=date(2026, 5, 1))

    assert score.as_of == SPANS[0]
    assert score.latest is not None
    assert score.latest.figure.value == 4


def test_the_sentence_on_top_counts_verdicts_only():
    def of(standing: Standing) -> Score:
        aim = Aim(NEW_YEARS_EVE, Decimal(1))
        return Score(1, None, (), aim, None, standing)

    found = verdicts(
        [
            *[of(Standing.REACHED)] * 2,
            *[of(Standing.ON_TRACK)] * 3,
            of(Standing.BEHIND),
            of(Standing.UNCERTAIN),
            of(Standing.TOO_LITTLE),
            of(Standing.NO_FIGURE),
            Score(1, None, (), None, None, Standing.NO_FIGURE),
        ]
    )

    assert (found.targets, found.good, found.watch) == (9, 5, 0)
    assert (found.behind, found.open) == (1, 3)


# Counts of partners count partners


def test_four_of_eight_are_received_and_two_of_them_counted():
    here = HandedIn(received=frozenset({1, 2, 3, 4}), approved=frozenset({1, 2}))
    measure = owed(COUNT, 8, handed_in={0: here})

    (row,), _ = headlines(table(measure, [gave(1, 0, 5), gave(2, 0, 6)]))

    figure = row.figure
    assert (figure.expected, figure.received, figure.reported) == (8, 4, 2)


def test_one_partner_over_seven_quarters_is_one_that_withholds():
    facts = [
        fact_of(COUNT, 1, at, value=None, reason=MissingReason.WITHHELD)
        for at in range(7)
    ]

    *_, last = headlines(table(owed(COUNT, 1, 7), facts))[1]

    assert (last.figure.withheld, last.why) == (1, NoFigure.WITHHELD)


def test_coverage_of_a_period_is_the_same_whoever_asks():
    facts = [gave(1, 0, 50), gave(2, 0, 60), gave(1, 0, 50, YOUNG)]
    measure = owed(COUNT, 4, 2, cells=(YOUNG,), counts_people=True)

    def coverage(audience: Audience) -> list[tuple[int, int]]:
        rows = table(measure, facts, audience)
        return [
            (row.figure.reported, row.figure.expected) for row in headlines(rows)[1]
        ]

    assert coverage(BACKBONE) == coverage(MEMBER) == coverage(PUBLIC)
    assert coverage(PUBLIC) == [(2, 4), (2, 8)]


# Progress says what it measures


def test_what_had_been_reached_before_is_where_the_running_figure_begins():
    """It said -80 % where 20 more made 120 of 200."""
    score = scored(owed(COUNT, 1, baseline=Decimal(100)), [gave(1, 0, 20)], target=200)

    assert score.latest is not None
    assert score.latest.figure.value == 120
    assert score.progress == Decimal("0.2")
    assert [point.figure.value for point in score.points] == [120]


def test_both_ends_of_a_range_begin_at_the_baseline():
    measure = owed(PEOPLE, 2, baseline=Decimal(100))

    score = scored(measure, [gave(1, 0, 20), gave(2, 0, 30)], target=200)

    assert (score.progress_low, score.progress) == (Decimal("0.3"), Decimal("0.5"))


def test_a_level_is_compared_with_its_baseline():
    score = scored(owed(PLACES, 1, baseline=Decimal(40)), [gave(1, 0, 30)], target=20)

    assert score.latest is not None
    assert (score.latest.figure.value, score.progress) == (30, Decimal("0.5"))


def test_a_partner_begins_at_its_own_baseline():
    measure = owed(COUNT, 2, partner_baselines={1: Decimal(7)})

    rows = table(measure, [gave(1, 0, 20), gave(2, 0, 30)])

    to_date = {row.partner: row.figure.value for row in rows if row.to_date}
    assert to_date == {None: 50, 1: 27, 2: 30}


# No figure means one thing


@pytest.mark.parametrize(
    ("target", "baseline", "facts", "why"),
    [
        (None, None, [gave(1, 0, 5)], NoFigure.NO_TARGET),
        (100, 100, [gave(1, 0, 5)], NoFigure.TARGET_IS_BASELINE),
        (100, None, [], NoFigure.NOTHING_REPORTED),
        (100, None, [gave(1, 0, 5)], None),
    ],
)
def test_without_progress_it_is_said_why(target, baseline, facts, why):
    start = None if baseline is None else Decimal(baseline)

    score = scored(owed(COUNT, 1, baseline=start), facts, target=target)

    assert score.why is why
    assert (score.progress is None) is (why is not None)


def test_what_was_expected_and_is_missing_is_a_row():
    measure = owed(COUNT, 1, 3)
    never = {**measure.expected, 2: frozenset[int]()}

    rows = table(replace(measure, expected=never), [gave(1, 0, 5)])

    alone = [row for row in rows if row.is_headline and not row.to_date]
    assert [row.why for row in alone] == [
        None,
        NoFigure.NOTHING_REPORTED,
        NoFigure.NOT_ASKED,
    ]
    assert [row.period for row in headlines(rows)[0]] == [0, 1]
    assert [row.span.starts for row in alone] == sorted(
        row.span.starts for row in alone
    )


def test_what_is_withheld_from_the_reader_is_no_fall():
    measure = owed(COUNT, 1, counts_people=True)

    (row,), _ = headlines(table(measure, [gave(1, 0, 3)], PUBLIC))

    assert (row.figure.value, row.why) == (None, NoFigure.WITHHELD)


# Series without a total, and crossings


def test_a_series_without_a_total_is_shown_by_what_there_is():
    """Year,G,Value / 2024,a,1 / 2024,b,2 said that nothing was approved yet."""
    measure = replace(owed(STATISTIC, 0), cells=(A, B))

    score = scored(measure, [gave(9, 0, 1, A), gave(9, 0, 2, B)])

    assert score.as_of == SPANS[0]
    assert score.by == ("g",)
    assert {each.cell: each.figure.value for each in score.cells} == {A: 1, B: 2}
    assert score.latest is not None
    assert score.latest.why is NoFigure.NO_TOTAL


def test_a_total_is_as_of_the_year_that_it_was_given_for():
    facts = [gave(9, 0, 5), gave(9, 1, 1, A), gave(9, 1, 2, B)]

    score = scored(replace(owed(STATISTIC, 0, 2), cells=(A, B)), facts)

    assert (score.as_of, score.by) == (SPANS[0], ())


def test_every_crossing_has_its_row():
    facts = [gave(9, 0, figure, cell) for figure, cell in enumerate(CROSSED, start=1)]

    rows = table(owed(STATISTIC, 0), facts)

    shown = {
        row.cell: row.figure.value
        for row in rows
        if row.partner is None and not row.to_date and row.figure.reported
    }
    assert shown == {cell: figure for figure, cell in enumerate(CROSSED, start=1)}


def test_years_of_another_series_are_expected_of_none():
    """File a with two years, file b with the one between: a stays 2 of 2."""
    score = scored(owed(STATISTIC, 0, 3), [gave(9, 0, 5), gave(9, 2, 7)])

    assert score.latest is not None
    assert (score.latest.figure.reported, score.latest.figure.expected) == (2, 2)
    assert [point.figure.value for point in score.points] == [5, 7]
    assert [point.span for point in score.points] == [SPANS[0], SPANS[2]]


# Means, levels and words


def mean(partner: int, at: int, sum_: int, of: int, cell: Cell = TOTAL) -> Fact:
    answer = Answer(numerator=Decimal(sum_), denominator=Decimal(of))
    return Fact(partner, at, cell, answer)


def test_means_are_pooled_and_never_averaged():
    rows = table(owed(MEAN, 2), [mean(1, 0, 20, 10), mean(2, 0, 180, 20)])

    (row,), _ = headlines(rows)
    assert row.figure.value is not None
    assert round(row.figure.value, 4) == Decimal("6.6667")  # not (2 + 9) / 2


def test_of_a_mean_of_few_neither_it_nor_its_sum_is_shown():
    measure = owed(MEAN, 1, cells=(YOUNG, OLD), counts_people=True)
    facts = [mean(1, 0, 99, 20), mean(1, 0, 9, 3, YOUNG), mean(1, 0, 90, 17, OLD)]

    rows = table(measure, facts, PUBLIC)

    alone = {row.cell: row for row in rows if not row.to_date}
    assert alone[TOTAL].figure.denominator == 20
    for cell in (YOUNG, OLD):  # 20 less 17 would be the three
        assert alone[cell].is_withheld
        assert alone[cell].figure.numerator is None


def test_a_small_sum_of_many_answers_is_no_secret():
    rows = table(owed(MEAN, 1, counts_people=True), [mean(1, 0, 2, 50)], PUBLIC)

    (row,), _ = headlines(rows)
    assert row.figure.value == Decimal("0.04")


def test_distributions_are_added_as_they_were_latest():
    low, high = Cell((("level", "1"),)), Cell((("level", "2"),))
    facts = [
        *[gave(1, 0, 30), gave(1, 0, 10, low), gave(1, 0, 20, high)],
        *[gave(2, 0, 12), gave(2, 0, 6, low), gave(2, 0, 6, high)],
        *[gave(1, 1, 25), gave(1, 1, 25, high)],
    ]

    rows = table(owed(LEVELS, 2, 2, cells=(low, high)), facts)

    shown = {
        (row.period, row.cell): row.figure.value
        for row in rows
        if row.partner is None and not row.to_date
    }
    assert [shown[0, cell] for cell in (low, high, TOTAL)] == [16, 26, 42]
    assert [shown[1, cell] for cell in (low, high, TOTAL)] == [6, 31, 37]


def said(partner: int, at: int, text: str, *, may_quote: bool) -> Fact:
    return Fact(partner, at, TOTAL, Answer(text=text, may_quote=may_quote))


@pytest.mark.parametrize(
    ("audience", "read"),
    [
        (BACKBONE, [(1, "Danke"), (2, "Geheim")]),
        (MEMBER, [(1, "Danke")]),
        (
            Audience(own=frozenset({2}), sees_partners=True),
            [(1, "Danke"), (2, "Geheim")],
        ),
        (PUBLIC, [(None, "Danke")]),
    ],
)
def test_words_are_read_by_whom_their_partner_lets_read_them(audience, read):
    facts = [said(2, 0, "Geheim", may_quote=False), said(1, 0, "Danke", may_quote=True)]

    found = quotes_of(1, spans(1), facts, audience)

    assert [(quote.partner, quote.text) for quote in found] == read


def test_words_are_counted_and_have_no_figure():
    facts = [said(1, 0, "Danke", may_quote=True), said(2, 0, "Gut", may_quote=False)]

    (row,), _ = headlines(table(owed(WORDS, 3), facts))

    assert (row.figure.value, row.figure.reported, row.figure.expected) == (None, 2, 3)
    assert row.why is None
