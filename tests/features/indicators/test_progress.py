"""How far along an indicator is, and what that is called."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from impact_hub.features.indicators.rules.progress import (
    Made,
    Standing,
    both_ends,
    progress,
    standing,
    time_passed,
)

FIGURES = st.decimals(-(10**12), 10**12, places=4, allow_nan=False)
SHARES = st.decimals(-2, 3, places=3, allow_nan=False)
PASSED = st.decimals(0, 1, places=3, allow_nan=False)
DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))

BEST_FIRST = [Standing.REACHED, Standing.ON_TRACK, Standing.WATCH, Standing.BEHIND]


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "expected"),
    [
        (0, 200, 50, "0.25"),
        (100, 200, 150, "0.5"),
        (40, 10, 25, "0.5"),  # less is better
        (40, 10, 10, "1"),
        (40, 10, 43, "-0.1"),  # the wrong way
        (100, 200, 250, "1.5"),  # past the target
        (0, 200, 0, "0"),
        (-10, 10, 0, "0.5"),
    ],
)
def test_progress_is_the_way_made_of_the_way_to_go(baseline, target, actual, expected):
    made = progress(Decimal(actual), baseline=Decimal(baseline), target=Decimal(target))

    assert made == Decimal(expected)


@given(FIGURES, FIGURES, FIGURES)
def test_progress_is_the_exact_fraction_to_as_many_digits_as_one_could_want(
    actual, baseline, target
):
    assume(baseline != target)
    exact = (Fraction(actual) - Fraction(baseline)) / (
        Fraction(target) - Fraction(baseline)
    )

    made = progress(actual, baseline=baseline, target=target)

    assert abs(Fraction(made) - exact) <= abs(exact) * Fraction(1, 10**27)


@given(FIGURES, FIGURES, FIGURES)
def test_more_is_better_and_less_is_better_are_mirror_images(actual, baseline, target):
    assume(baseline != target)

    assert progress(actual, baseline=baseline, target=target) == progress(
        -actual, baseline=-baseline, target=-target
    )


@given(FIGURES, FIGURES)
def test_the_baseline_is_nothing_made_and_the_target_is_all(baseline, target):
    assume(baseline != target)

    assert progress(baseline, baseline=baseline, target=target) == 0
    assert progress(target, baseline=baseline, target=target) == 1


@given(FIGURES, FIGURES)
def test_without_a_way_to_go_there_is_no_progress(actual, baseline):
    assert progress(actual, baseline=baseline, target=baseline) is None


@pytest.mark.parametrize("missing", ["actual", "baseline", "target"])
def test_progress_needs_all_three_figures(missing):
    figures = {"actual": Decimal(5), "baseline": Decimal(0), "target": Decimal(10)}
    figures[missing] = None

    assert progress(figures.pop("actual"), **figures) is None


def test_a_zero_is_a_figure_for_progress():
    assert progress(Decimal(0), baseline=Decimal(10), target=Decimal(0)) == 1


@given(DAYS, DAYS, DAYS)
def test_the_share_of_time_lies_between_nothing_and_all(today, since, due):
    assert 0 <= time_passed(today, since=since, due=due) <= 1


@given(DAYS, DAYS, DAYS, DAYS)
def test_time_only_passes_forwards(earlier, later, since, due):
    earlier, later = sorted((earlier, later))

    assert time_passed(earlier, since=since, due=due) <= time_passed(
        later, since=since, due=due
    )


@given(DAYS, st.integers(1, 4000))
def test_no_time_has_passed_at_the_start_and_all_of_it_when_due(since, days):
    due = since + timedelta(days=days)

    assert time_passed(since, since=since, due=due) == 0
    assert time_passed(due, since=since, due=due) == 1


@given(DAYS)
def test_what_is_due_on_the_day_it_starts_is_not_due_before(day):
    assert time_passed(day - timedelta(days=1), since=day, due=day) == 0
    assert time_passed(day, since=day, due=day) == 1


def test_half_of_the_time_is_a_half():
    assert time_passed(
        date(2026, 1, 11), since=date(2026, 1, 1), due=date(2026, 1, 21)
    ) == Decimal("0.5")


@pytest.mark.parametrize(
    ("made", "passed", "expected"),
    [
        (None, "0.5", Standing.NO_FIGURE),
        ("1", "0", Standing.REACHED),
        ("1.5", "1", Standing.REACHED),
        ("0.9", "1", Standing.ON_TRACK),
        ("0.899", "1", Standing.WATCH),
        ("0.7", "1", Standing.WATCH),
        ("0.699", "1", Standing.BEHIND),
        ("0.45", "0.5", Standing.ON_TRACK),
        ("0", "0", Standing.ON_TRACK),
        ("0", "0.01", Standing.BEHIND),
        ("-0.1", "0", Standing.BEHIND),
    ],
)
def test_a_standing_has_its_name(made, passed, expected):
    made = None if made is None else Made(Decimal(made), Decimal(made))

    assert standing(made, Decimal(passed)) is expected


def test_a_range_is_judged_at_both_ends():
    """677-2,166 of 2,900 is 23-75 %: behind at one end, on track at the other."""
    low, high = Decimal(677), Decimal(2166)
    found = both_ends(low, high, baseline=Decimal(0), target=Decimal(2900))

    assert found is not None
    assert [round(end * 100) for end in found] == [23, 75]
    assert standing(found, Decimal("0.5")) is Standing.UNCERTAIN
    assert standing(found, Decimal("0.2")) is Standing.ON_TRACK


@given(FIGURES, FIGURES, FIGURES, FIGURES)
def test_the_ends_of_a_range_stay_its_ends(low, high, baseline, target):
    low, high = sorted((low, high))

    found = both_ends(low, high, baseline=baseline, target=target)

    ends = {progress(end, baseline=baseline, target=target) for end in (low, high)}
    assert found is None or (found.low <= found.high and {*found} == ends)
    assert (found is None) is (target == baseline)


def test_there_is_no_verdict_where_too_little_is_reported():
    reached = Made(Decimal(1), Decimal(1))

    assert standing(reached, Decimal(1), is_covered=False) is Standing.TOO_LITTLE
    assert standing(None, Decimal(1), is_covered=False) is Standing.NO_FIGURE


@given(SHARES, SHARES, PASSED)
def test_who_has_made_more_never_stands_worse(less, more, passed):
    less, more = sorted((less, more))

    assert rank(more, passed) <= rank(less, passed)


@given(SHARES, PASSED, PASSED)
def test_who_has_had_more_time_never_stands_better(made, sooner, later):
    sooner, later = sorted((sooner, later))

    assert rank(made, sooner) <= rank(made, later)


def rank(made: Decimal, passed: Decimal) -> int:
    return BEST_FIRST.index(standing(Made(made, made), passed))
