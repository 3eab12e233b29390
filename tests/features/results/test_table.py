"""The results table says of every cell what adding up says of it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings

from impact_hub.features.indicators.rules.adding_up import (
    Due,
    PartialSum,
    counts_as_given,
    is_additive,
    is_carried,
)
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import (
    Method,
    MissingReason,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.values import Answer, value_of
from impact_hub.features.results.rules.facts import PUBLIC, Audience, Fact
from impact_hub.features.results.rules.table import headlines_of, rows_of
from impact_hub.kit.exact import total
from tests.features.indicators.test_adding_up import Given, aggregate
from tests.features.results.initiatives_of import (
    METHODS,
    YOUNG,
    Case,
    cases,
    fact_of,
    measure_of,
    spans,
)

BACKBONE = Audience(sees_all=True)
ADDITIVE = [method for method in METHODS if is_additive(method)]
SUMMED = Method(ValueKind.COUNT, OverTime.SUM, OverPartners.SUM)
PERIODS = spans(2)


@given(cases(METHODS))
@settings(max_examples=60)
def test_every_row_is_what_adding_up_says(case: Case):
    """But for what is carried forward, which has tests of its own."""
    rows = rows_of(case.measure, case.periods, case.facts, BACKBONE, threshold=5)

    ends = {number: span.ends for number, span in case.periods.items()}
    carried = is_carried(case.measure.method)
    for row in rows:
        within = [
            Given(fact.partner, ends[fact.period], fact.answer)
            for fact in case.facts
            if fact.cell == row.cell
            and fact.partner in {row.partner or fact.partner}
            and row.span.starts <= ends[fact.period] <= row.span.ends
        ]
        pairs = {
            (partner, period)
            for period, partners in case.measure.expected.items()
            if period in ends and row.span.starts <= ends[period] <= row.span.ends
            for partner in partners & {row.partner or partner for partner in partners}
        }
        pairs |= {
            (fact.partner, fact.period)
            for fact in case.facts
            if fact.cell == row.cell
            and fact.partner in {row.partner or fact.partner}
            and row.span.starts <= ends[fact.period] <= row.span.ends
            and counts_as_given(fact.answer, case.measure.method.of_kind)
        }
        expected = aggregate(within, case.measure.method, due=Due(len(pairs)))
        if not carried:
            assert row.figure == expected
        assert row.figure.reported == expected.reported
        assert row.figure.expected == expected.expected


CARRIED = [method for method in METHODS if is_carried(method)]


def held(case: Case, partner: int, cell: Cell, at: int) -> Decimal | None:
    """A partner's last answer, if it still holds: by the words of the domain."""

    def given(where: Cell, step: int) -> list[Answer]:
        return [
            fact.answer
            for fact in case.facts
            if (fact.partner, fact.cell, fact.period) == (partner, where, step)
            and counts_as_given(fact.answer, case.measure.method.of_kind)
        ]

    for step in range(at, -1, -1):
        if given(cell, step):
            return value_of(given(cell, step)[0], case.measure.method.of_kind)
        if given(TOTAL, step) or partner not in case.measure.expected[step]:
            return None  # it has given another total, or was not there
    return None


@given(cases([m for m in CARRIED if not m.of_kind.is_quotient]))
@settings(max_examples=80)
def test_what_is_latest_is_carried_forward_as_long_as_it_holds(case: Case):
    rows = rows_of(case.measure, case.periods, case.facts, BACKBONE, threshold=5)

    everyone = {*case.partners}.union(*case.measure.expected.values())
    for row in rows:
        whose = [row.partner] if row.partner else sorted(everyone)
        held_now = [held(case, one, row.cell, row.period) for one in whose]
        known = [figure for figure in held_now if figure is not None]
        assert row.figure.value == total(known), row
        if case.measure.method.over_partners is OverPartners.RANGE and known:
            low = row.figure.value if row.figure.low is None else row.figure.low
            assert low == max(known)
        if case.measure.method.of_kind.counts_answers and known:
            assert row.figure.denominator == len(known)


@given(cases(METHODS))
@settings(max_examples=30)
def test_there_is_a_row_for_every_period_cell_and_partner(case: Case):
    rows = rows_of(case.measure, case.periods, case.facts, BACKBONE, threshold=5)

    places = {(row.to_date, row.span, row.partner, row.cell) for row in rows}
    assert len(places) == len(rows)
    if case.measure.method.over_partners is OverPartners.NONE:
        return  # of statistics nobody is asked for every cell of every year
    owing = set().union(*(case.measure.expected[number] for number in case.periods))
    whose = 1 + len({*case.partners} | owing)
    cells = 1 + len(case.measure.cells)
    assert len(rows) == 2 * len(case.periods) * whose * cells


@given(cases(ADDITIVE))
@settings(max_examples=60)
def test_headlines_are_the_same_from_partial_sums(case: Case):
    measure = replace(
        case.measure, expected=dict.fromkeys(case.periods, frozenset({1, 2, 3, 4}))
    )
    sums = {
        number: partial_sum([f for f in case.facts if f.period == number])
        for number in case.periods
    }

    found = headlines_of(measure, case.periods, sums)

    if any(fact.cell == TOTAL for fact in case.facts):
        assert found == rows_of(
            measure,
            case.periods,
            case.facts,
            BACKBONE,
            threshold=5,
            headlines_only=True,
        )


def partial_sum(facts: Sequence[Fact]) -> PartialSum:
    """What the database adds up."""

    def added(name: str) -> Decimal | None:
        return total(getattr(fact.answer, name) for fact in facts if fact.cell == TOTAL)

    return PartialSum(
        added("figure"),
        added("numerator"),
        added("denominator"),
        reported=sum(fact.cell == TOTAL for fact in facts),
    )


def test_who_sees_what():
    facts = [fact_of(SUMMED, p, 0, c, (50, 0)) for p in (1, 2) for c in (TOTAL, YOUNG)]
    measure = measure_of(SUMMED, (YOUNG,), 2)

    def seen(audience: Audience) -> set[object]:
        rows = rows_of(measure, PERIODS, facts, audience, threshold=5)
        return {(row.partner, row.cell) for row in rows}

    of_all = {(None, TOTAL), (None, YOUNG)}
    totals = {(1, TOTAL), (2, TOTAL)}
    assert seen(PUBLIC) == of_all
    assert seen(Audience(sees_partners=True)) == of_all | totals
    assert seen(Audience(own=frozenset({1}), sees_partners=True)) == (
        of_all | totals | {(1, YOUNG)}
    )
    assert seen(BACKBONE) == of_all | totals | {(1, YOUNG), (2, YOUNG)}


def test_values_of_other_periods_are_left_out():
    facts = [
        fact_of(SUMMED, 1, 0, TOTAL, (50, 0)),
        fact_of(SUMMED, 1, 7, TOTAL, (9, 0)),
    ]

    rows = rows_of(measure_of(SUMMED), PERIODS, facts, BACKBONE, threshold=5)

    assert [row.figure.value for row in rows if row.is_headline] == [50, 50, None, 50]


def test_what_a_partner_withholds_is_counted_and_is_no_figure():
    facts = [fact_of(SUMMED, 1, 0, TOTAL, None, MissingReason.WITHHELD)]

    row, *_ = rows_of(measure_of(SUMMED), PERIODS, facts, BACKBONE, threshold=5)

    assert (row.figure.value, row.figure.reported, row.figure.withheld) == (None, 0, 1)
    assert not row.is_withheld


def test_a_measure_without_periods_has_no_rows():
    assert not rows_of(measure_of(SUMMED), {}, [], PUBLIC, threshold=5)
    assert not headlines_of(measure_of(SUMMED), {}, {})
