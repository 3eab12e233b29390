"""What partners give adds up in one way, whoever asks and in whatever order."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.indicators.rules.adding_up import (
    Accumulator,
    Due,
    Figure,
    NoFigure,
    counts_as_given,
)
from impact_hub.features.indicators.rules.kinds import (
    KINDS,
    Method,
    MissingReason,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.kit.exact import quotient


@dataclass(frozen=True, slots=True)
class Given:
    """What one partner gave for one period, in one cell (the total, or a category).

    No partner gives two for one last day: only periods of one rhythm are added up.
    """

    partner: int
    until: date  # the period's last day
    answer: Answer


def aggregate(given: Iterable[Given], method: Method, *, due: Due) -> Figure:
    """Add up what partners gave, in whatever order: over time, then over partners.

    Nothing reported is None, never 0; a ratio without a denominator is None, never 0 %.
    """
    whole = Accumulator(method)
    for one in sorted(given, key=lambda one: one.until):
        whole.add(one.partner, one.answer)
    return whole.figure(due)


METHODS = [
    Method(kind, over_time, over_partners)
    for kind, of in KINDS.items()
    if of.is_number
    for over_time, over_partners in product(of.over_time, of.over_partners)
]
COUNT = Method(ValueKind.COUNT, OverTime.SUM, OverPartners.SUM)
RUNNING_TOTAL = replace(COUNT, over_time=OverTime.LATEST)
PLACES = replace(COUNT, over_time=OverTime.AVERAGE)
PEOPLE = replace(COUNT, over_partners=OverPartners.RANGE)
RATIO = Method(ValueKind.RATIO, OverTime.SUM, OverPartners.SUM)
YES_NO = Method(ValueKind.YES_NO, OverTime.LATEST, OverPartners.SUM)
STATISTIC = Method(ValueKind.STATISTIC, OverTime.LATEST, OverPartners.NONE)

FIRST, SECOND, THIRD = (date(2026, 3 * n, 28) for n in (1, 2, 3))


def gave(partner: int, figure: int | str | None, until: date = FIRST) -> Given:
    answer = Answer(figure=None if figure is None else Decimal(figure))
    return Given(partner, until, answer)


def gave_ratio(partner: int, of: tuple[int, int], until: date = FIRST) -> Given:
    numerator, denominator = map(Decimal, of)
    answer = Answer(numerator=numerator, denominator=denominator)
    return Given(partner, until, answer)


def withheld(partner: int, until: date = FIRST) -> Given:
    return Given(partner, until, Answer(reason=MissingReason.WITHHELD))


def is_given(one: Given, method: Method) -> bool:
    return counts_as_given(one.answer, method.of_kind)


def due(expected: int) -> Due:
    return Due(expected=expected)


# Whatever partners might give: each at most once for a day.

FIGURES = st.one_of(
    st.just(Decimal(0)),
    st.integers(0, 10**15 - 1).map(Decimal),
    st.decimals(0, 10**15 - 1, places=18, allow_nan=False),
)


def givens(kind: ValueKind) -> st.SearchStrategy[list[Given]]:
    figures = st.sampled_from([Decimal(0), Decimal(1)])
    if kind is not ValueKind.YES_NO:
        figures = FIGURES
    whole = {"numerator": FIGURES, "denominator": FIGURES}
    full = whole if KINDS[kind].is_quotient else {"figure": figures}
    reasons = st.one_of(st.none(), st.sampled_from(MissingReason))
    answers = st.one_of(
        st.builds(Answer, estimated=st.booleans(), **full),
        st.builds(Answer, reason=reasons),
    )
    days = st.integers(0, 5).map(lambda n: FIRST + timedelta(days=n))
    return st.lists(
        st.builds(Given, st.integers(1, 5), days, answers),
        max_size=15,
        unique_by=lambda given: (given.partner, given.until),
    )


@st.composite
def cases(draw: st.DrawFn, which: Callable[[Method], bool] = lambda _: True):
    method = draw(st.sampled_from([method for method in METHODS if which(method)]))
    return method, draw(givens(method.kind))


# Nothing, zero, and undefined


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("given", [[], [gave(1, None), withheld(2)]])
def test_nothing_reported_is_not_zero(method, given):
    figure = aggregate(given, method, due=due(4))

    assert (figure.value, figure.low) == (None, None)
    assert (figure.numerator, figure.denominator) == (None, None)
    assert (figure.reported, figure.expected) == (0, 4)


@pytest.mark.parametrize("method", [m for m in METHODS if not m.of_kind.is_quotient])
def test_a_zero_stays_a_zero(method):
    figure = aggregate([gave(1, 0)], method, due=due(1))

    assert figure.value == 0
    assert figure.reported == 1


def test_a_ratio_of_zero_is_zero_and_one_of_nothing_is_undefined():
    assert aggregate([gave_ratio(1, (0, 8))], RATIO, due=due(1)).value == 0

    undefined = aggregate([gave_ratio(1, (0, 0))], RATIO, due=due(1))

    assert undefined.value is None
    assert (undefined.numerator, undefined.denominator) == (0, 0)
    assert undefined.reported == 1


@pytest.mark.parametrize("missing", ["numerator", "denominator"])
def test_half_a_ratio_is_not_added(missing):
    whole = gave_ratio(2, (5, 5))
    half = replace(whole, answer=replace(whole.answer, **{missing: None}))

    figure = aggregate([gave_ratio(1, (1, 4)), half], RATIO, due=due(2))

    assert (figure.value, figure.reported) == (Decimal("0.25"), 1)
    assert not is_given(half, RATIO)


def test_a_ratio_is_no_figure_for_a_count():
    assert aggregate([gave_ratio(1, (1, 4))], COUNT, due=due(1)) == Figure(
        expected=1, why=NoFigure.NOTHING_REPORTED
    )


@pytest.mark.parametrize("denominator", [None, Decimal(0), Decimal("0.00")])
def test_there_is_nothing_to_divide_by_zero_or_nothing(denominator):
    assert quotient(Decimal(1), denominator) is None
    assert quotient(None, Decimal(1)) is None


# Examples that a person can follow


def test_counts_are_added_over_time_and_over_partners():
    given = [gave(1, 3), gave(1, 4, SECOND), gave(2, "0.5")]

    assert aggregate(given, COUNT, due=due(4)).value == Decimal("7.5")


def test_running_totals_are_the_latest_of_each_partner():
    given = [gave(1, 9, SECOND), gave(1, 3), gave(2, 5), withheld(2, THIRD)]

    assert aggregate(given, RUNNING_TOTAL, due=due(6)).value == 14


def test_places_are_averaged_over_time_and_added_over_partners():
    given = [gave(1, 10), gave(1, 20, SECOND), gave(2, 7)]

    assert aggregate(given, PLACES, due=due(4)).value == 22


def test_averages_are_rounded_once_and_not_before_they_are_added():
    thirds = [
        gave(partner, figure, until)
        for partner in (1, 2, 3)
        for figure, until in [(0, FIRST), (0, SECOND), (1, THIRD)]
    ]

    assert aggregate(thirds, PLACES, due=due(9)).value == 1


def test_people_whom_several_may_serve_are_a_range_from_the_largest_to_the_sum():
    given = [gave(1, 30), gave(2, 50), gave(2, 20, SECOND), gave(3, 0)]

    figure = aggregate(given, PEOPLE, due=due(6))

    assert (figure.low, figure.value) == (70, 100)


def test_a_range_too_narrow_to_be_written_down_is_none():
    given = [gave(1, 10**9), gave(2, 0), gave(2, "1E-18", SECOND)]

    figure = aggregate(given, replace(PEOPLE, over_time=OverTime.AVERAGE), due=due(4))

    assert (figure.low, figure.value) == (None, 10**9)


@pytest.mark.parametrize("given", [[gave(1, 30)], [gave(1, 30), gave(2, 0)]])
def test_where_only_one_serves_people_there_is_no_range(given):
    figure = aggregate(given, PEOPLE, due=due(2))

    assert (figure.low, figure.value) == (None, 30)


def test_ratios_are_pooled_and_never_averaged():
    given = [gave_ratio(1, (1, 2)), gave_ratio(2, (0, 8))]

    figure = aggregate(given, RATIO, due=due(2))

    assert figure.value == Decimal("0.1")
    assert (figure.numerator, figure.denominator) == (1, 10)


def test_yes_and_no_say_how_many_of_how_many():
    given = [gave(1, 0), gave(1, 1, SECOND), gave(2, 0), gave(3, 1), withheld(4)]

    figure = aggregate(given, YES_NO, due=due(8))

    assert figure.value == 2
    assert (figure.numerator, figure.denominator) == (2, 3)


def test_statistics_of_two_stand_side_by_side_and_have_no_total():
    assert aggregate([gave(1, "3.5")], STATISTIC, due=due(1)).value == Decimal("3.5")
    assert aggregate([gave(1, 3), gave(2, 4)], STATISTIC, due=due(2)).value is None


def test_a_single_figure_comes_out_with_the_digits_that_were_typed():
    for method in (COUNT, RUNNING_TOTAL, PEOPLE, STATISTIC):
        assert str(aggregate([gave(1, "2.50")], method, due=due(1)).value) == "2.50"


def test_estimates_count_where_the_figure_rests_on_them():
    estimate = Given(1, FIRST, Answer(figure=Decimal(3), estimated=True))
    later = gave(1, 5, SECOND)

    assert aggregate([estimate, later], COUNT, due=due(2)).estimated == 1
    assert aggregate([estimate, later], PLACES, due=due(2)).estimated == 1
    assert aggregate([estimate, later], RUNNING_TOTAL, due=due(2)).estimated == 0
    assert aggregate([estimate], RUNNING_TOTAL, due=due(2)).estimated == 1


# What holds for whatever is given


@given(cases(), st.randoms())
def test_the_order_does_not_matter(case, random):
    method, given = case
    shuffled = list(given)
    random.shuffle(shuffled)

    assert aggregate(shuffled, method, due=due(9)) == aggregate(
        given, method, due=due(9)
    )


@given(cases())
def test_what_was_given_expected_and_withheld_is_counted(case):
    method, given = case

    figure = aggregate(iter(given), method, due=due(30))

    assert figure.reported == sum(is_given(one, method) for one in given)
    withholding = {
        one.partner for one in given if one.answer.reason is MissingReason.WITHHELD
    }
    assert figure.withheld <= len(withholding)
    assert figure.estimated <= sum(one.answer.estimated for one in given)
    assert figure.expected == 30


@given(cases())
def test_what_was_not_given_changes_nothing_but_the_counts(case):
    method, given = case

    whole = aggregate(given, method, due=due(30))
    figures = [one for one in given if is_given(one, method)]
    without = aggregate(figures, method, due=due(30))

    assert replace(whole, withheld=0, why=without.why) == without


@given(cases(lambda method: method.over_time is not OverTime.AVERAGE), st.data())
def test_two_halves_of_the_partners_pool_to_the_whole(case, data):
    method, given = case
    left = data.draw(st.sets(st.integers(1, 5)))

    whole = aggregate(given, method, due=due(30))
    halves = [
        aggregate(half, method, due=due(15))
        for half in (
            [one for one in given if one.partner in left],
            [one for one in given if one.partner not in left],
        )
    ]

    for count in ("reported", "withheld", "estimated", "expected"):
        assert sum(getattr(half, count) for half in halves) == getattr(whole, count)
    for part in ("numerator", "denominator"):
        assert exact_sum(getattr(half, part) for half in halves) == exact(
            getattr(whole, part)
        )
    if method.of_kind.is_quotient:
        assert whole.value == quotient(whole.numerator, whole.denominator)
    elif method.over_partners is not OverPartners.NONE:
        assert exact_sum(half.value for half in halves) == exact(whole.value)


@given(cases(lambda method: method.over_time is OverTime.SUM), st.data())
def test_two_halves_of_the_time_pool_to_the_whole(case, data):
    method, given = case
    day = data.draw(st.dates(FIRST, FIRST + timedelta(days=6)))

    whole = aggregate(given, method, due=due(30))
    halves = [
        aggregate(
            [one for one in given if (one.until < day) is early], method, due=due(15)
        )
        for early in (True, False)
    ]

    for part in ("numerator", "denominator", "value"):
        if part != "value" or not method.of_kind.is_quotient:
            assert exact_sum(getattr(half, part) for half in halves) == exact(
                getattr(whole, part)
            )


@given(cases())
def test_every_figure_is_the_exact_one(case):
    method, given = case

    figure = aggregate(given, method, due=due(30))

    value, low, numerator, denominator = exactly(given, method)
    assert exact(figure.numerator) == numerator
    assert exact(figure.denominator) == denominator
    divides = method.of_kind.is_quotient or method.over_time is OverTime.AVERAGE
    if figure.low is None and low is not None:  # too close to be told apart
        low = None if abs(value - low) <= value * Fraction(1, 10**27) else low
    for mine, right in [(figure.value, value), (figure.low, low)]:
        if divides and right is not None:
            assert abs(exact(mine) - right) <= abs(right) * Fraction(1, 10**27)
        else:
            assert exact(mine) == right


@given(cases(lambda method: method.over_partners is OverPartners.RANGE))
def test_a_range_lies_between_the_largest_partner_and_the_sum(case):
    method, given = case

    figure = aggregate(given, method, due=due(30))

    if figure.low is not None:
        assert 0 < figure.low < figure.value
        assert len({one.partner for one in given if is_given(one, method)}) > 1


def exact(number: Decimal | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def exact_sum(numbers) -> Fraction | None:
    known = [Fraction(number) for number in numbers if number is not None]
    return sum(known) if known else None


def exactly(given: list[Given], method: Method) -> tuple[Fraction | None, ...]:
    """Value, low end, numerator, denominator: in fractions, by the domain's table."""
    partners = defaultdict(list)
    for one in sorted(given, key=lambda one: one.until):
        if is_given(one, method):
            latest = method.over_time is OverTime.LATEST
            kept = [] if latest else partners[one.partner]
            partners[one.partner] = [*kept, one]
    if not partners:
        return None, None, None, None
    values = list(partners.values())
    if method.of_kind.is_quotient:
        above = exact_sum(one.answer.numerator for all_ in values for one in all_)
        below = exact_sum(one.answer.denominator for all_ in values for one in all_)
        return (above / below if below else None), None, above, below
    figures = [
        exact_sum(one.answer.figure for one in all_)
        / (len(all_) if method.over_time is OverTime.AVERAGE else 1)
        for all_ in values
    ]
    total, largest = sum(figures), max(figures)
    if method.kind is ValueKind.YES_NO:
        return total, None, total, Fraction(len(figures))
    if method.over_partners is OverPartners.NONE and len(figures) > 1:
        return None, None, None, None
    is_range = method.over_partners is OverPartners.RANGE and largest < total
    return total, (largest if is_range else None), None, None
