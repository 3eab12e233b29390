"""The results table says of every cell what adding up says of it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hypothesis import given, settings

from impact_hub.features.indicators.rules.adding_up import (
    Given,
    Heap,
    aggregate,
    can_be_heaped,
)
from impact_hub.features.indicators.rules.cells import TOTAL
from impact_hub.features.indicators.rules.kinds import (
    Method,
    MissingReason,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.results.rules.facts import PUBLIC, Audience, Fact, Stretch
from impact_hub.features.results.rules.table import headlines_of, rows_of
from tests.features.results.initiatives_of import (
    METHODS,
    SPANS,
    YOUNG,
    Case,
    cases,
    fact_of,
    measure_of,
)

BACKBONE = Audience(sees_all=True)
HEAPED = [method for method in METHODS if can_be_heaped(method)]
SUMMED = Method(ValueKind.COUNT, OverTime.SUM, OverPartners.SUM)
STRETCHES = [Stretch(at, SPANS[at]) for at in range(2)]


def given_of(fact: Fact, until: date) -> Given:
    return Given(
        fact.partner,
        until,
        fact.figure,
        fact.numerator,
        fact.denominator,
        fact.reason,
        fact.estimated,
    )


@given(cases(METHODS))
@settings(max_examples=60)
def test_every_row_is_what_adding_up_says(case: Case):
    rows = rows_of(case.measure, case.stretches, case.facts, BACKBONE, threshold=5)

    ends = {stretch.id: stretch.span.ends for stretch in case.stretches}
    for row in rows:
        within = [
            given_of(fact, ends[fact.period])
            for fact in case.facts
            if fact.cell == row.cell
            and fact.partner in {row.partner or fact.partner}
            and row.span.starts <= ends[fact.period] <= row.span.ends
        ]
        owing = [
            len(partners & {row.partner}) if row.partner else len(partners)
            for period, partners in case.measure.expected.items()
            if period in ends and row.span.starts <= ends[period] <= row.span.ends
        ]
        expected = aggregate(within, case.measure.method, expected=sum(owing))
        assert row.figure == expected


@given(cases(METHODS))
@settings(max_examples=30)
def test_there_is_a_row_for_every_period_cell_and_partner(case: Case):
    rows = rows_of(case.measure, case.stretches, case.facts, BACKBONE, threshold=5)

    places = {(row.to_date, row.span, row.partner, row.cell) for row in rows}
    whose = 1 + len(case.partners)
    cells = 1 + len(case.measure.cells)
    assert len(places) == len(rows) == 2 * len(case.stretches) * whose * cells


@given(cases(HEAPED))
@settings(max_examples=60)
def test_headlines_are_the_same_from_heaps(case: Case):
    heaps = {
        stretch.id: heap_of([f for f in case.facts if f.period == stretch.id])
        for stretch in case.stretches
    }

    found = headlines_of(case.measure, case.stretches, heaps)

    assert found == rows_of(
        case.measure,
        case.stretches,
        case.facts,
        BACKBONE,
        threshold=5,
        headlines_only=True,
    )


def heap_of(facts: Sequence[Fact]) -> Heap:
    """What the database adds up."""

    def added(name: str) -> Decimal | None:
        numbers = [getattr(fact, name) for fact in facts if fact.cell == TOTAL]
        known = [number for number in numbers if number is not None]
        return sum(known, Decimal()) if known else None

    return Heap(
        added("figure"),
        added("numerator"),
        added("denominator"),
        reported=sum(fact.cell == TOTAL for fact in facts),
    )


def test_who_sees_what():
    facts = [fact_of(SUMMED, p, 0, c, (50, 0)) for p in (1, 2) for c in (TOTAL, YOUNG)]
    measure = measure_of(SUMMED, (YOUNG,), 2)

    def seen(audience: Audience) -> set[object]:
        rows = rows_of(measure, STRETCHES, facts, audience, threshold=5)
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

    rows = rows_of(measure_of(SUMMED), STRETCHES, facts, BACKBONE, threshold=5)

    assert [row.figure.value for row in rows if row.is_headline] == [50, 50, None, 50]


def test_what_a_partner_withholds_is_counted_and_is_no_figure():
    facts = [fact_of(SUMMED, 1, 0, TOTAL, None, MissingReason.WITHHELD)]

    row, *_ = rows_of(measure_of(SUMMED), STRETCHES, facts, BACKBONE, threshold=5)

    assert (row.figure.value, row.figure.reported, row.figure.withheld) == (None, 0, 1)
    assert not row.is_withheld


def test_a_measure_without_periods_has_no_rows():
    assert not rows_of(measure_of(SUMMED), [], [], PUBLIC, threshold=5)
    assert not headlines_of(measure_of(SUMMED), [], {})
