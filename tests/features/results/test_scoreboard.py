"""Where an indicator stands: the last figure that anybody gave, against a target."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from impact_hub.features.indicators.rules.kinds import (
    Method,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.progress import Standing
from impact_hub.features.results.rules.facts import PUBLIC, Aim, Audience, Fact
from impact_hub.features.results.rules.scoreboard import (
    Score,
    is_running,
    next_aim,
    score_of,
)
from impact_hub.features.results.rules.table import rows_of
from tests.features.results.initiatives_of import SPANS, fact_of, measure_of, spans

SUMMED = Method(ValueKind.COUNT, OverTime.SUM, OverPartners.SUM)
AVERAGE = Method(ValueKind.COUNT, OverTime.AVERAGE, OverPartners.SUM)
SHARE = Method(ValueKind.RATIO, OverTime.SUM, OverPartners.SUM)
YES_NO = Method(ValueKind.YES_NO, OverTime.LATEST, OverPartners.SUM)
PERIODS = spans(4)
START, NEW_YEARS_EVE = date(2026, 1, 1), date(2026, 12, 31)
BACKBONE = Audience(sees_all=True)


def scored(
    figures: list[int | None],
    method: Method = SUMMED,
    *,
    target: int | None = 100,
    baseline: int | None = None,
    today: date = date(2026, 7, 2),
    audience: Audience = BACKBONE,
) -> Score:
    """How it stands, from one partner's figure per period."""
    measure = replace(
        measure_of(method),
        baseline=None if baseline is None else Decimal(baseline),
        aims=() if target is None else (Aim(NEW_YEARS_EVE, Decimal(target)),),
    )
    facts: list[Fact] = [
        fact_of(method, 1, at, value=(figure, 100 - figure))
        for at, figure in enumerate(figures)
        if figure is not None
    ]
    rows = rows_of(measure, PERIODS, facts, audience, threshold=5, headlines_only=True)
    return score_of(measure, rows, since=START, today=today)


def values(score: Score) -> list[Decimal | None]:
    return [point.figure.value for point in score.points]


def test_sums_are_shown_to_date_against_the_target():
    score = scored([20, 30])

    assert values(score) == [20, 50]
    assert score.latest is not None
    assert (score.latest.figure.value, score.progress) == (50, Decimal("0.5"))
    assert score.standing is Standing.ON_TRACK


def test_progress_is_counted_from_the_baseline_and_downwards_too():
    assert scored([30], AVERAGE, baseline=40, target=20).progress == Decimal("0.5")
    assert scored([50], AVERAGE, baseline=40, target=20).progress == Decimal("-0.5")


def test_progress_is_not_capped():
    score = scored([250])

    assert (score.progress, score.standing) == (Decimal("2.5"), Standing.REACHED)


def test_progress_is_undefined_where_the_target_is_the_baseline():
    score = scored([30], baseline=100)

    assert (score.progress, score.standing) == (None, Standing.NO_FIGURE)


def test_without_a_target_there_is_a_figure_but_no_progress():
    score = scored([30], target=None)

    assert score.latest is not None
    assert (score.latest.figure.value, score.aim, score.progress) == (30, None, None)


@pytest.mark.parametrize(
    ("figure", "standing"),
    [
        (100, Standing.REACHED),
        (45, Standing.ON_TRACK),
        (44, Standing.WATCH),
        (35, Standing.WATCH),
        (34, Standing.BEHIND),
        (0, Standing.BEHIND),
    ],
)
def test_standing_is_progress_against_the_time_that_has_passed(figure, standing):
    half_of_the_year = date(2026, 7, 2)

    assert scored([figure], today=half_of_the_year).standing is standing


def test_gaps_stay_and_the_line_ends_with_the_last_figure():
    shown = scored([20, None, 30, None], AVERAGE)

    assert values(shown) == [20, None, 30]
    assert shown.as_of == SPANS[0]  # the third quarter is not over yet
    later = scored([20, None, 30, None], AVERAGE, today=date(2026, 10, 1))
    assert later.latest is not None
    assert later.as_of == SPANS[2]
    assert later.latest.span.ends == SPANS[2].ends


def test_periods_before_the_first_figure_are_gaps_too():
    assert values(scored([None, 20])) == [None, 20]


def test_zero_is_a_figure_and_nothing_is_none():
    zero, nothing = scored([0]), scored([])

    assert zero.latest is not None
    assert (zero.latest.figure.value, zero.progress) == (0, 0)
    assert (nothing.latest, nothing.points) == (None, ())
    assert (nothing.progress, nothing.standing) == (None, Standing.NO_FIGURE)


def test_a_withheld_figure_has_no_progress():
    score = scored([3], audience=PUBLIC)

    assert score.latest is not None
    assert score.latest.is_withheld
    assert (score.progress, score.standing) == (None, Standing.NO_FIGURE)
    assert [point.is_withheld for point in score.points] == [True]


def test_shares_are_shown_period_by_period_and_compared_to_date():
    score = scored([20, 40], SHARE, target=1)

    assert values(score) == [Decimal("0.2"), Decimal("0.4")]
    assert score.latest is not None
    assert score.latest.figure.value == score.progress == Decimal("0.3")


@pytest.mark.parametrize("method", [SHARE, YES_NO, AVERAGE])
def test_levels_do_not_run_up(method):
    assert not is_running(measure_of(method))


def test_what_is_added_up_over_time_does():
    assert is_running(measure_of(SUMMED))


def test_the_next_target_counts_and_after_the_last_one_that():
    first, second = (Aim(date(year, 12, 31), Decimal(year)) for year in (2026, 2027))

    assert next_aim([second, first], date(2026, 12, 31)) is first
    assert next_aim([second, first], date(2027, 1, 1)) is second
    assert next_aim([first, second], date(2028, 1, 1)) is second
    assert next_aim([], date(2026, 1, 1)) is None
