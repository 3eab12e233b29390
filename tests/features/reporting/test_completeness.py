"""An update is whole when every indicator has a figure, or a reason for having none."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import MissingReason, Part, ValueKind
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.reporting.rules import completeness as rules
from impact_hub.features.reporting.rules.completeness import Asked
from impact_hub.features.reporting.rules.slots import Slot
from impact_hub.kit.errors import Invalid
from impact_hub.texts.refusals import explain

YOUNG, OLD = Cell.read("age=0-17"), Cell.read("age=65")
WOMEN, YOUNG_WOMEN = Cell.read("sex=f"), Cell.read("age=0-17&sex=f")

COUNT = Asked(1, ValueKind.COUNT, summed_over="", cells=(YOUNG, OLD))
RATIO = Asked(1, ValueKind.RATIO, summed_over="", cells=(YOUNG, OLD))
SUM = Asked(1, ValueKind.COUNT, summed_over="age", cells=(YOUNG, OLD))
RATIO_SUM = Asked(1, ValueKind.RATIO, summed_over="age", cells=(YOUNG, OLD))
STATISTIC = Asked(1, ValueKind.STATISTIC, summed_over="", cells=(YOUNG,))


def entered(figure=None, numerator=None, denominator=None, reason=None) -> Answer:
    def decimal(value):
        return None if value is None else Decimal(value)

    return Answer(
        decimal(figure), decimal(numerator), decimal(denominator), reason=reason
    )


def told(asked, cells) -> list[tuple[str, str]]:
    """Code and field of every problem."""
    return [(p.code, p.field) for p in rules.problems([asked], {1: cells})]


ZERO, FEW, MANY = entered(0), entered(3), entered(9)


@pytest.mark.parametrize(
    ("asked", "cells"),
    [
        (COUNT, {TOTAL: FEW}),
        (COUNT, {TOTAL: ZERO}),
        (COUNT, {TOTAL: MANY, YOUNG: FEW, OLD: FEW}),
        (COUNT, {TOTAL: FEW, YOUNG: FEW, OLD: ZERO, WOMEN: FEW}),
        (COUNT, {TOTAL: entered(reason=MissingReason.LATER)}),
        (RATIO, {TOTAL: entered(None, 3, 8)}),
        (RATIO, {TOTAL: entered(None, 0, 0)}),
        (RATIO, {TOTAL: entered(None, 9, 8)}),
        (SUM, {TOTAL: FEW, YOUNG: FEW}),
        (RATIO_SUM, {TOTAL: entered(None, 3, 8), YOUNG: entered(None, 3, 8)}),
        (STATISTIC, {TOTAL: FEW, YOUNG: MANY}),
    ],
)
def test_what_is_whole_can_be_submitted(asked, cells):
    assert told(asked, cells) == []
    assert rules.is_answered(asked, cells)


@pytest.mark.parametrize(
    ("asked", "cells", "field"),
    [
        (COUNT, {}, "1||figure"),
        (COUNT, {TOTAL: entered()}, "1||figure"),
        (COUNT, {YOUNG: FEW}, "1||figure"),
        (RATIO, {}, "1||numerator"),
        (RATIO, {YOUNG: entered(None, 3, 8)}, "1||numerator"),
        (SUM, {}, "1|age=0-17|figure"),
        (RATIO_SUM, {TOTAL: entered()}, "1|age=0-17|numerator"),
        (
            Asked(1, ValueKind.COUNT, summed_over="age", cells=()),
            {},
            "1||figure",
        ),
    ],
)
def test_a_figure_or_a_reason_is_asked_for_where_it_can_be_typed(asked, cells, field):
    assert told(asked, cells) == [("reporting.figure_or_reason", field)]
    assert not rules.is_answered(asked, cells)


@pytest.mark.parametrize(
    ("asked", "cells", "fields"),
    [
        (RATIO, {TOTAL: entered(None, 3)}, ["1||denominator"]),
        (RATIO, {TOTAL: entered(None, None, 8)}, ["1||numerator"]),
        (
            RATIO,
            {TOTAL: entered(None, 3, 8), YOUNG: entered(None, 1), OLD: entered()},
            ["1|age=0-17|denominator"],
        ),
        # The total that nobody types has no field of its own.
        (
            RATIO_SUM,
            {TOTAL: entered(None, 3), YOUNG: entered(None, 3)},
            ["1|age=0-17|denominator"],
        ),
    ],
)
def test_half_a_ratio_is_none(asked, cells, fields):
    assert told(asked, cells) == [("reporting.half_a_ratio", each) for each in fields]


def test_half_a_ratio_in_a_category_does_not_hide_that_the_total_is_missing():
    assert told(RATIO, {YOUNG: entered(None, 3)}) == [
        ("reporting.figure_or_reason", "1||numerator"),
        ("reporting.half_a_ratio", "1|age=0-17|denominator"),
    ]


def test_some_of_none_cannot_be():
    cells = {TOTAL: entered(None, 3, 0), YOUNG: entered(None, 2, 0)}

    assert told(RATIO, cells) == [
        ("reporting.denominator_zero", "1||denominator"),
        ("reporting.denominator_zero", "1|age=0-17|denominator"),
    ]


@pytest.mark.parametrize(
    ("asked", "cells", "field"),
    [
        (COUNT, {TOTAL: MANY, YOUNG: MANY, OLD: FEW}, "1|age=0-17|figure"),
        (COUNT, {TOTAL: ZERO, OLD: FEW}, "1|age=65|figure"),
        (
            COUNT,
            {TOTAL: MANY, YOUNG: FEW, WOMEN: FEW, YOUNG_WOMEN: MANY},
            "1|age=0-17&sex=f|figure",
        ),
        (
            RATIO,
            {TOTAL: entered(None, 3, 8), YOUNG: entered(None, 4, 4)},
            "1|age=0-17|numerator",
        ),
    ],
)
def test_categories_do_not_exceed_their_total(asked, cells, field):
    codes = told(asked, cells)

    assert codes[0] == ("reporting.categories_above_total", field)
    assert {code for code, _ in codes} == {"reporting.categories_above_total"}


def test_sums_over_two_dimensions_that_part_are_told_in_these_words():
    """Age 20, sex 22: never "not specified: −2"."""
    summed = replace(SUM, names={"age": "Age", "sex": "Sex"})
    cells = {TOTAL: entered(20), YOUNG: entered(20), WOMEN: entered(22)}

    (problem,) = rules.problems([summed], {1: cells})

    assert problem.field == "1|sex=f|figure"
    assert explain(problem, "en") == "Age 20, Sex 22: this does not fit together."


def test_of_figures_below_zero_some_may_be_more_than_all():
    money = Asked(1, ValueKind.AMOUNT, summed_over="", cells=(YOUNG, OLD))

    assert told(money, {TOTAL: entered(7), YOUNG: entered(10), OLD: entered(-3)}) == []


def test_how_much_is_too_much_is_told():
    cells = {TOTAL: entered("9.50"), YOUNG: entered("9.51")}
    money = Asked(1, ValueKind.AMOUNT, summed_over="", cells=(YOUNG,))

    (problem,) = rules.problems([money], {1: cells})

    assert problem.params == {"total": Decimal("9.50"), "categories": Decimal("9.51")}


def test_every_missing_field_is_told():
    asked = [Asked(n, ValueKind.COUNT, summed_over="", cells=()) for n in (1, 2, 3)]

    found = rules.problems(asked, {2: {TOTAL: FEW}})

    assert [problem.field for problem in found] == ["1||figure", "3||figure"]


def test_nothing_asked_is_nothing_missing():
    assert rules.problems([], {1: {}}) == []


@pytest.mark.parametrize(
    ("value", "is_empty", "is_given"),
    [
        (entered(), True, False),
        (ZERO, False, True),
        (entered(None, 0, 0), False, True),
        (entered(None, 3), False, False),
        (entered(None, None, 3), False, False),
        (entered(reason=MissingReason.LATER), False, False),
    ],
)
def test_a_zero_is_a_figure_and_half_a_ratio_is_none(value, is_empty, is_given):
    assert (value.is_empty, value.is_given) == (is_empty, is_given)


# Single figures


@pytest.mark.parametrize(
    ("kind", "figure"),
    [
        (ValueKind.COUNT, "0"),
        (ValueKind.COUNT, "12.00"),
        (ValueKind.AMOUNT, "-3.10"),
        (ValueKind.RATIO, "0.5"),
        (ValueKind.YES_NO, "1"),
        (ValueKind.STATISTIC, "-0.5"),
    ],
)
def test_a_figure_fits_its_kind(kind, figure):
    assert rules.check_figure(Decimal(figure), kind, field="x") == Decimal(figure)


@pytest.mark.parametrize(
    ("kind", "part", "figure", "code"),
    [
        (ValueKind.RATIO, Part.NUMERATOR, "-0.1", "reporting.negative_count"),
        (ValueKind.RATIO, Part.DENOMINATOR, "-1", "reporting.negative_count"),
        (ValueKind.MEAN, Part.DENOMINATOR, "-1", "reporting.negative_count"),
        (ValueKind.MEAN, Part.DENOMINATOR, "1.5", "reporting.not_a_whole_number"),
        (ValueKind.MEAN, Part.NUMERATOR, "-7.25", ""),
        (ValueKind.ORDINAL, Part.FIGURE, "0.5", "reporting.not_a_whole_number"),
    ],
)
def test_each_part_has_its_own_bounds(kind, part, figure, code):
    def check():
        return rules.check_figure(Decimal(figure), kind, part=part, field="x")

    if code:
        with pytest.raises(Invalid, match=code):
            check()
    else:
        assert check() == Decimal(figure)


@pytest.mark.parametrize(
    ("kind", "part", "figure", "asks"),
    [
        (ValueKind.AMOUNT, Part.FIGURE, "-3.10", True),
        (ValueKind.AMOUNT, Part.FIGURE, "0", False),
        (ValueKind.MEAN, Part.NUMERATOR, "-1", True),
        (ValueKind.COUNT, Part.FIGURE, "-1", False),  # which is refused
    ],
)
def test_a_figure_below_zero_is_asked_about_where_it_may_be(kind, part, figure, asks):
    assert rules.asks_below_zero(Decimal(figure), kind, part) is asks


# What waits to be read

DREI = rules.Held("drei", "indicators.not_a_number")
MINUS_SEVEN = rules.Held("−7", "reporting.negative_count")


def test_what_cannot_be_read_counts_as_not_done():
    """With "drei" in one category the total of the others is no answer."""
    held = {Slot(1, OLD): DREI}
    cells = {TOTAL: entered(20), YOUNG: entered(20)}

    assert not rules.is_answered(SUM, cells, held)
    (problem,) = rules.problems([SUM], {1: cells}, held)
    assert (problem.field, problem.code) == ("1|age=65|figure", DREI.code)
    assert problem.params == {"raw": "drei"}


def test_what_was_refused_keeps_its_own_reason():
    """Whoever typed −7 is told why that can't be, not to enter a number."""
    found = rules.problems([COUNT], {}, {Slot(1): MINUS_SEVEN})

    assert [(p.field, p.code) for p in found] == [("1||figure", MINUS_SEVEN.code)]


def test_half_a_ratio_whose_other_half_waits_is_told_once():
    held = {Slot(1, TOTAL, Part.NUMERATOR): DREI}

    found = rules.problems([RATIO], {1: {TOTAL: entered(None, None, 8)}}, held)

    assert [(p.field, p.code) for p in found] == [("1||numerator", DREI.code)]


def test_a_reason_does_not_hide_what_cannot_be_read():
    cells = {TOTAL: entered(reason=MissingReason.LATER)}

    assert not rules.is_answered(COUNT, cells, {Slot(1, YOUNG): DREI})


def test_what_waits_in_one_indicator_keeps_no_other_from_being_done():
    assert rules.is_answered(COUNT, {TOTAL: FEW}, {Slot(2): DREI})


ASKED = st.sampled_from([COUNT, RATIO, SUM, RATIO_SUM, STATISTIC])
FIGURES = st.one_of(st.none(), st.integers(0, 9))
ANSWERS = st.builds(entered, FIGURES, FIGURES, FIGURES)
SLOTS = st.builds(
    Slot,
    st.just(1),
    st.sampled_from([TOTAL, YOUNG, OLD]),
    st.sampled_from([Part.FIGURE, Part.NUMERATOR, Part.DENOMINATOR]),
)


@given(
    ASKED,
    st.dictionaries(st.sampled_from([TOTAL, YOUNG, OLD, WOMEN]), ANSWERS),
    st.dictionaries(SLOTS, st.sampled_from([DREI, MINUS_SEVEN])),
)
def test_nothing_is_ever_handed_in_over_what_cannot_be_read(asked, cells, held):
    found = rules.problems([asked], {1: cells}, held)

    by_field = {problem.field: problem.code for problem in found}
    assert len(by_field) == len(found), "each field has one problem"
    assert by_field.items() >= {(str(s), h.code) for s, h in held.items()}
    assert rules.is_answered(asked, cells, held) == (not found)


@pytest.mark.parametrize(
    ("kind", "figure", "code"),
    [
        (ValueKind.COUNT, "-1", "reporting.negative_count"),
        (ValueKind.COUNT, "1.5", "reporting.not_a_whole_number"),
        (ValueKind.COUNT, "1." + "0" * 29 + "1", "reporting.not_a_whole_number"),
        (ValueKind.YES_NO, "2", "reporting.neither_yes_nor_no"),
    ],
)
def test_a_figure_that_does_not_fit_is_refused(kind, figure, code):
    with pytest.raises(Invalid, match=code) as refused:
        rules.check_figure(Decimal(figure), kind, field="x")

    assert refused.value.field == "x"


# A second look


@pytest.mark.parametrize(
    ("now", "before", "jumped"),
    [
        (31, 10, True),
        (30, 10, False),
        (10, 31, True),
        (0, 20, True),
        (9, 1, False),
        (20, 0, False),
        (None, 20, False),
        (20, None, False),
        (-31, 10, True),
    ],
)
def test_a_figure_far_from_the_last_one_is_asked_about(now, before, jumped):
    def decimal(value):
        return None if value is None else Decimal(value)

    assert rules.has_jumped(decimal(now), decimal(before)) is jumped


@pytest.mark.parametrize(
    ("numerator", "denominator", "above"),
    [(9, 8, True), (8, 8, False), (9, 0, False), (None, 8, False), (9, None, False)],
)
def test_a_share_of_more_than_all_is_asked_about(numerator, denominator, above):
    part = None if numerator is None else Decimal(numerator)
    whole = None if denominator is None else Decimal(denominator)

    assert rules.is_above_all(part, whole) is above


# Totals that are never typed


@given(st.lists(st.decimals(0, 10**15, places=30, allow_nan=False), min_size=1))
def test_a_derived_total_is_the_exact_sum(figures):
    total = rules.derived_total([Answer(figure=each) for each in figures])

    assert Fraction(total.figure) == sum(map(Fraction, figures))


def test_a_derived_total_of_nothing_is_nothing():
    assert rules.derived_total([]) == Answer()
    assert rules.derived_total([entered(), entered(None, 3)]) == entered(None, 3)
