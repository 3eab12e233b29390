"""No small number can be worked out from results, whatever a reader puts together."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import (
    Method,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.results.rules.facts import (
    PUBLIC,
    Audience,
    Fact,
    FigureRow,
)
from impact_hub.features.results.rules.table import rows_of
from tests.features.results.curious import Curious, Truth
from tests.features.results.initiatives_of import (
    METHODS,
    OLD,
    PROTECTED,
    SPANS,
    YOUNG,
    Case,
    cases,
    fact_of,
    measure_of,
    spans,
)

THRESHOLD = 5
BACKBONE = Audience(sees_all=True)
FUNDER = Audience(sees_partners=True)
UNKNOWN = Cell((("age", "unknown"),))

SUMMED = Method(ValueKind.COUNT, OverTime.SUM, OverPartners.SUM)
UNIQUE = Method(ValueKind.COUNT, OverTime.SUM, OverPartners.RANGE)
LATEST = Method(ValueKind.COUNT, OverTime.LATEST, OverPartners.SUM)
SHARE = Method(ValueKind.RATIO, OverTime.SUM, OverPartners.SUM)


def table_of(
    case: Case, audience: Audience, *, headlines: bool = False
) -> list[FigureRow]:
    return rows_of(
        case.measure,
        case.periods,
        case.facts,
        audience,
        threshold=THRESHOLD,
        headlines_only=headlines,
    )


def partner(*own: int) -> Audience:
    return Audience(own=frozenset(own), sees_partners=True)


def reader_of(case: Case, *audiences: Audience) -> Curious:
    """Somebody who looks at everything there is, as each of these."""
    truth = Truth(case.measure, case.periods, case.facts)
    own = frozenset[int]().union(*(audience.own for audience in audiences))
    reader = Curious(truth, own)
    ends = [span.ends for span in case.periods.values()]
    for audience in audiences:
        for headlines in (True, False):
            reader.see(table_of(case, audience, headlines=headlines), ends)
    return reader


# Whatever there is


@given(cases())
@settings(max_examples=60)
def test_the_public_works_out_no_small_number(case: Case):
    assert not reader_of(case, PUBLIC).learns(THRESHOLD)


@given(cases())
@settings(max_examples=60)
def test_who_sees_the_partners_works_out_no_small_number(case: Case):
    assert not reader_of(case, FUNDER, PUBLIC).learns(THRESHOLD)


@given(cases(), st.sampled_from([1, 2, 3, 4]))
@settings(max_examples=60)
def test_a_partner_works_out_no_small_number_of_another(case: Case, own: int):
    """Not even with what everyone sees, signed in or not."""
    assert not reader_of(case, partner(own), PUBLIC).learns(THRESHOLD)


@given(cases())
@settings(max_examples=30)
def test_who_belongs_to_two_partners_works_out_no_small_number(case: Case):
    assert not reader_of(case, partner(1, 2)).learns(THRESHOLD)


@given(cases(), st.sampled_from([PUBLIC, FUNDER, partner(1), partner(1, 2)]))
@settings(max_examples=30)
def test_the_overview_says_what_the_table_says(case: Case, audience: Audience):
    table = table_of(case, audience)

    headlines = [row for row in table if row.is_headline]

    assert table_of(case, audience, headlines=True) == headlines


@given(cases(), st.sampled_from([FUNDER, partner(1), partner(3)]))
@settings(max_examples=30)
def test_everyone_sees_the_same_of_all_together(case: Case, audience: Audience):
    table = table_of(case, audience)

    together = [row for row in table if row.partner is None]

    assert together == table_of(case, PUBLIC)


@given(cases(), st.sampled_from([PUBLIC, FUNDER, partner(1)]))
@settings(max_examples=30)
def test_no_row_shows_a_small_number_of_others(case: Case, audience: Audience):
    shown = [
        row.figure
        for row in table_of(case, audience)
        if row.partner not in audience.own and not row.is_withheld
    ]

    kind = case.measure.method.of_kind
    for figure in shown:
        numbers = [figure.low, figure.denominator]
        numbers += [figure.numerator] if kind.is_share else []
        numbers += [] if kind.is_quotient else [figure.value]
        assert not any(number and 0 < number < THRESHOLD for number in numbers)


AVERAGES = [m for m in PROTECTED if m.over_time is OverTime.AVERAGE]
OTHERS = [m for m in PROTECTED if m not in AVERAGES]


def has_no_zero(case: Case) -> bool:
    """Zeros make averages small, also those of categories that nobody was in."""
    return all(
        all(number != 0 for number in (one.figure, one.numerator, one.denominator))
        and (one.numerator is None or one.numerator != one.denominator)
        for one in (fact.answer for fact in case.facts)
    )


LARGE = cases(OTHERS, st.sampled_from([0, 5, 10, 40])) | cases(
    AVERAGES, st.sampled_from([5, 10, 40])
).filter(has_no_zero)


@given(LARGE)
@settings(max_examples=100)
def test_where_nothing_is_small_nothing_is_withheld(case: Case):
    for audience in (PUBLIC, FUNDER, partner(1)):
        assert not any(row.is_withheld for row in table_of(case, audience))


@given(cases(METHODS), st.integers(1, 4))
@settings(max_examples=30)
def test_the_backbone_and_the_partner_see_every_number(case: Case, own: int):
    everything = {
        (row.to_date, row.span, row.partner, row.cell): row
        for row in table_of(case, BACKBONE)
    }

    assert not any(row.is_withheld for row in everything.values())
    for row in table_of(case, partner(own)):
        if row.partner == own:
            assert row == everything[row.to_date, row.span, row.partner, row.cell]


# Examples that a person can follow


def table(
    method: Method, given: dict[int, list[dict[Cell, object]]], audience: Audience
) -> dict[tuple[object, ...], FigureRow]:
    """Rows by partner, period and cell, and whether they are to date."""
    facts: list[Fact] = []
    for one, periods in given.items():
        for at, cells in enumerate(periods):
            facts += [fact_of(method, one, at, c, v) for c, v in cells.items()]
    steps = max(map(len, given.values()))
    cells = tuple({fact.cell for fact in facts} - {TOTAL})
    measure = measure_of(method, cells, steps)
    rows = rows_of(measure, spans(steps), facts, audience, threshold=THRESHOLD)
    ends = [span.ends for span in SPANS]
    return {
        (row.partner, ends.index(row.span.ends), row.cell, row.to_date): row
        for row in rows
    }


def withheld(rows: dict[tuple[object, ...], FigureRow]) -> set[tuple[object, ...]]:
    return {key[:3] for key, row in rows.items() if row.is_withheld and not key[3]}


def alone(number: int) -> dict[Cell, tuple[int, int]]:
    return {TOTAL: (number, 0)}


def test_a_lone_small_category_takes_the_next_smallest_with_it():
    cells = {TOTAL: (63, 0), YOUNG: (40, 0), OLD: (20, 0), UNKNOWN: (3, 0)}

    assert withheld(table(SUMMED, {1: [cells]}, PUBLIC)) == {
        (None, 0, UNKNOWN),
        (None, 0, OLD),
    }


def test_a_total_goes_where_it_would_tell_one_partner_of_the_other():
    given = {1: [alone(10)], 2: [alone(2)]}

    # The second partner knows its own two, the first could take its ten away.
    for audience in (PUBLIC, partner(1), partner(2)):
        assert (None, 0, TOTAL) in withheld(table(SUMMED, given, audience))


def test_a_total_of_three_is_shown_where_no_two_are_small_together():
    given = {1: [alone(10)], 2: [alone(2)], 3: [alone(4)]}

    rows = table(SUMMED, given, partner(1))

    assert withheld(rows) == {(2, 0, TOTAL), (3, 0, TOTAL), (None, 0, TOTAL)} - {
        (None, 0, TOTAL)
    }
    assert rows[None, 0, TOTAL, False].figure.value == 16


def test_a_small_period_does_not_follow_from_the_figures_to_date():
    given = {1: [alone(20), alone(3), alone(30)], 2: [alone(9), alone(0), alone(9)]}

    rows = table(SUMMED, given, PUBLIC)

    to_date = [rows[None, at, TOTAL, True] for at in range(3)]
    assert [row.figure.value for row in to_date] == [None, 32, 71]
    assert withheld(rows) == {(None, 0, TOTAL), (None, 1, TOTAL)}


def test_a_latest_figure_does_not_tell_of_the_one_that_it_replaces():
    given = {1: [alone(3), alone(30)], 2: [alone(20)]}

    rows = table(LATEST, given, FUNDER)

    # 50 to date less 30 would be the second's 20, and 23 less 20 the first's three.
    shown = {key for key, row in rows.items() if not row.is_withheld}
    assert (None, 1, TOTAL, True) in shown
    assert (1, 0, TOTAL, False) not in shown
    assert (None, 0, TOTAL, False) not in shown


def test_a_range_does_not_tell_of_the_smaller_one():
    rows = table(UNIQUE, {1: [alone(20)], 2: [alone(3)]}, PUBLIC)

    assert rows[None, 0, TOTAL, False].is_withheld


def test_a_share_does_not_tell_of_the_few_who_are_left():
    rows = table(SHARE, {1: [{TOTAL: (58, 2)}], 2: [{TOTAL: (0, 0)}]}, PUBLIC)

    assert rows[None, 0, TOTAL, False].is_withheld


def test_a_withheld_row_says_who_reported_and_nothing_else():
    row = table(SUMMED, {1: [alone(3)]}, PUBLIC)[None, 0, TOTAL, False]

    figure = row.figure
    assert (figure.reported, figure.expected) == (1, 2)
    assert figure.value is figure.low is figure.numerator is figure.denominator is None


def test_zero_is_shown_and_so_is_that_nobody_reported():
    rows = table(SUMMED, {1: [alone(0), {}], 2: [alone(0), {}]}, PUBLIC)

    assert rows[None, 0, TOTAL, False].figure.value == Decimal(0)
    assert rows[None, 1, TOTAL, False].figure.value is None
    assert not withheld(rows)


@pytest.mark.parametrize("threshold", [0, 1])
def test_without_a_threshold_nothing_is_withheld(threshold: int):
    facts = [fact_of(SUMMED, 1, 0, TOTAL, (1, 0)), fact_of(SUMMED, 2, 0, TOTAL, (2, 0))]

    rows = rows_of(measure_of(SUMMED), spans(1), facts, PUBLIC, threshold=threshold)

    assert not any(row.is_withheld for row in rows)
