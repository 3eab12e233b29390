"""Where each indicator stands against its target, and how it came there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from impact_hub.features.indicators.rules.adding_up import Figure
from impact_hub.features.indicators.rules.kinds import OverTime, ValueKind
from impact_hub.features.indicators.rules.progress import (
    Standing,
    progress,
    standing,
    time_passed,
)
from impact_hub.features.results.rules.facts import Aim, Measure, ResultRow
from impact_hub.kit.calendar import Span


@dataclass(frozen=True, slots=True)
class Point:
    """How it stood at the end of a period."""

    span: Span
    figure: Figure
    is_withheld: bool


@dataclass(frozen=True, slots=True)
class Score:
    """One indicator on the scoreboard."""

    measure: int
    latest: Point | None  # the last period that somebody reported on; None: none yet
    points: tuple[Point, ...]
    aim: Aim | None
    progress: Decimal | None
    standing: Standing


def score_of(
    measure: Measure, rows: Sequence[ResultRow], *, since: date, today: date
) -> Score:
    """Where it stands: its figure to date, against the target that comes next."""
    alone, to_date = headlines(rows)
    shown = to_date if is_running(measure) else alone
    points = tuple(Point(row.span, row.figure, row.is_withheld) for row in shown)
    last = to_date[-1] if to_date else None
    aim = next_aim(measure.aims, today)
    made = progress(
        last.figure.value if last else None,
        baseline=measure.baseline if measure.baseline is not None else Decimal(0),
        target=aim.figure if aim else None,
    )
    passed = time_passed(
        today, since=measure.baseline_on or since, due=aim.due if aim else today
    )
    return Score(
        measure=measure.id,
        latest=Point(last.span, last.figure, last.is_withheld) if last else None,
        points=points,
        aim=aim,
        progress=made,
        standing=standing(made, passed),
    )


def headlines(
    rows: Sequence[ResultRow],
) -> tuple[list[ResultRow], list[ResultRow]]:
    """Period by period and to date, up to the last period that anybody reported on."""
    alone = [row for row in rows if row.is_headline and not row.to_date]
    to_date = [row for row in rows if row.is_headline and row.to_date]
    reported = [place for place, row in enumerate(alone) if row.figure.reported]
    end = reported[-1] + 1 if reported else 0
    return alone[:end], to_date[:end]


def is_running(measure: Measure) -> bool:
    """Whether its line shows the figure to date (it is compared with a target so).

    Shares and yes/no answers are shown period by period: they are levels, not heaps.
    """
    return (
        measure.method.kind
        not in (
            ValueKind.RATIO,
            ValueKind.STATISTIC,
            ValueKind.YES_NO,
        )
        and measure.method.over_time is not OverTime.AVERAGE
    )


def next_aim(aims: Sequence[Aim], today: date) -> Aim | None:
    """The target that is due next; after the last one, that one."""
    coming = [aim for aim in aims if aim.due >= today]
    if coming:
        return min(coming, key=lambda aim: aim.due)
    return max(aims, key=lambda aim: aim.due, default=None)
