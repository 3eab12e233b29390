"""Where each indicator stands against its target, and how it came there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from impact_hub.features.indicators.rules.adding_up import (
    Figure,
    NoFigure,
    begins_at_baseline,
)
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.progress import (
    Made,
    Standing,
    both_ends,
    standing,
    time_passed,
)
from impact_hub.features.results.rules.facts import Aim, FigureRow, Measure
from impact_hub.kit.calendar import Span


@dataclass(frozen=True, slots=True)
class Point:
    """How it stood at the end of a period. Where the period is not complete, what is
    still missing may change it."""

    span: Span
    figure: Figure
    is_withheld: bool
    is_complete: bool = True

    @property
    def why(self) -> NoFigure | None:
        """Why there is no figure; None where there is one."""
        return NoFigure.WITHHELD if self.is_withheld else self.figure.why


@dataclass(frozen=True, slots=True)
class CellPoint:
    """How one category or crossing stood."""

    cell: Cell
    figure: Figure
    is_withheld: bool


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of the updates that are due up to now there are."""

    reported: int = 0  # approved and counted
    received: int = 0  # handed in
    expected: int = 0

    def is_enough(self, least: Decimal) -> bool:
        """Whether a verdict may rest on it. Where nothing is due, it may."""
        return self.reported >= least * self.expected


@dataclass(frozen=True, slots=True)
class Later:
    """A period that is due after the one that the figure is as of."""

    span: Span
    expected: int
    received: int

    @property
    def missing(self) -> int:
        return self.expected - self.received


@dataclass(frozen=True, slots=True)
class Score:
    """One indicator on the scoreboard.

    latest        its figure to date, up to the period that it is as of; None: none yet
    as_of         that period: the last one that was reported on and is over, or due
    points        how its line goes, as `latest` is made
    progress      on the way to the target: the upper end
    progress_low  the lower end where the figure is a range, else None
    why           why there is no progress
    covered       what the verdict rests on: updates that are due up to now
    later         periods that are due since, and not counted yet
    by, cells     where there is no total: the coarsest split that there are figures by,
                  and its figures for that period
    """

    measure: int
    latest: Point | None
    points: tuple[Point, ...]
    aim: Aim | None
    progress: Decimal | None
    standing: Standing
    progress_low: Decimal | None = None
    why: NoFigure | None = None
    as_of: Span | None = None
    covered: Covered = Covered()
    later: tuple[Later, ...] = ()
    by: tuple[str, ...] = ()
    cells: tuple[CellPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Of so many targets, how many stand how."""

    targets: int
    good: int  # reached, or on track
    watch: int
    behind: int
    open: int  # can't be judged yet


def score_of(
    measure: Measure,
    rows: Sequence[FigureRow],
    *,
    since: date,
    today: date,
    min_coverage: Decimal = Decimal(0),
) -> Score:
    """Where it stands: its figure to date, against the target that comes next."""
    alone, to_date = headlines(rows)
    end = _as_of(measure, rows, alone, today)
    last = None if end is None else to_date[end]
    aim = next_aim(measure.aims, today)
    baseline = measure.baseline if measure.baseline is not None else Decimal(0)
    made = _made(last, baseline, aim)
    passed = time_passed(
        today, since=measure.baseline_on or since, due=aim.due if aim else today
    )
    covered = _covered(measure, alone)
    by, cells = _best(rows, alone, end)
    return Score(
        measure=measure.id,
        latest=None if last is None else _point(last),
        points=_points(measure, alone, to_date),
        aim=aim,
        progress=made.high if made else None,
        progress_low=made.low if made and made.low != made.high else None,
        standing=standing(made, passed, is_covered=covered.is_enough(min_coverage)),
        why=None if made else _why(last, baseline, aim),
        as_of=None if end is None else alone[end].span,
        covered=covered,
        later=_later(measure, alone, end),
        by=by,
        cells=cells,
    )


def headlines(
    rows: Sequence[FigureRow],
) -> tuple[list[FigureRow], list[FigureRow]]:
    """Of all together, period by period and to date: what was asked for or given.

    Also the periods that nobody has reported on yet: their rows have no figure.
    """
    of_all = [row for row in rows if row.partner is None]
    asked = {row.period for row in of_all if row.is_asked and not row.to_date}
    found = [row for row in of_all if row.is_headline and row.period in asked]
    return (
        [row for row in found if not row.to_date],
        [row for row in found if row.to_date],
    )


def is_running(measure: Measure) -> bool:
    """Whether its line shows the figure to date (it is compared with a target so).

    Levels are shown period by period; what is carried forward is so in both.
    """
    return begins_at_baseline(measure.method)


def next_aim(aims: Sequence[Aim], today: date) -> Aim | None:
    """The target that is due next; after the last one, that one."""
    coming = [aim for aim in aims if aim.due >= today]
    if coming:
        return min(coming, key=lambda aim: aim.due)
    return max(aims, key=lambda aim: aim.due, default=None)


def verdicts(scores: Iterable[Score]) -> Verdicts:
    """Of 9 targets 5 are reached or on track, 1 is behind, 3 can't be judged yet."""
    found = Counter(score.standing for score in scores if score.aim is not None)
    good = found[Standing.REACHED] + found[Standing.ON_TRACK]
    watch, behind = found[Standing.WATCH], found[Standing.BEHIND]
    targets = found.total()
    return Verdicts(targets, good, watch, behind, targets - good - watch - behind)


def _made(last: FigureRow | None, baseline: Decimal, aim: Aim | None) -> Made | None:
    if last is None or aim is None:
        return None
    figure = last.figure
    return both_ends(figure.low, figure.value, baseline=baseline, target=aim.figure)


def _why(last: FigureRow | None, baseline: Decimal, aim: Aim | None) -> NoFigure | None:
    """The first thing that is missing for a progress."""
    if aim is None:
        return NoFigure.NO_TARGET
    if aim.figure == baseline:
        return NoFigure.TARGET_IS_BASELINE
    return NoFigure.NOTHING_REPORTED if last is None else last.why


def _as_of(
    measure: Measure,
    rows: Iterable[FigureRow],
    alone: Sequence[FigureRow],
    today: date,
) -> int | None:
    """The last period that was reported on and is over, or due.

    A period that is opened early doesn't move the headline; where there is no other, it
    is better than nothing. Categories count only where nobody has given a total.
    """
    totals = {row.period for row in alone if row.figure.reported}
    reported_on = totals or {
        row.period for row in rows if row.figure.reported and not row.to_date
    }
    reported = [at for at, row in enumerate(alone) if row.period in reported_on]
    over = [
        at
        for at in reported
        if alone[at].span.ends < today or alone[at].period in measure.due
    ]
    return max(over or reported, default=None)


def _points(
    measure: Measure, alone: Sequence[FigureRow], to_date: Sequence[FigureRow]
) -> tuple[Point, ...]:
    """Up to the last period that anybody has reported on."""
    reported = [at for at, row in enumerate(alone) if row.figure.reported]
    end = reported[-1] + 1 if reported else 0
    drawn = to_date if is_running(measure) else alone
    return tuple(
        _point(row, span=one.span)
        for one, row in zip(alone[:end], drawn[:end], strict=True)
    )


def _point(row: FigureRow, span: Span | None = None) -> Point:
    return Point(span or row.span, row.figure, row.is_withheld, row.is_complete)


def _covered(measure: Measure, alone: Sequence[FigureRow]) -> Covered:
    """Of a period that is not due yet, only what has come counts as expected."""
    figures = [(row.figure, row.period in measure.due) for row in alone]
    return Covered(
        reported=sum(figure.reported for figure, _ in figures),
        received=sum(figure.received for figure, _ in figures),
        expected=sum(
            figure.expected if is_due else figure.reported for figure, is_due in figures
        ),
    )


def _later(
    measure: Measure, alone: Sequence[FigureRow], end: int | None
) -> tuple[Later, ...]:
    rest = alone if end is None else alone[end + 1 :]
    return tuple(
        Later(row.span, row.figure.expected, row.figure.received)
        for row in rest
        if row.period in measure.due
    )


def _best(
    rows: Iterable[FigureRow], alone: Sequence[FigureRow], end: int | None
) -> tuple[tuple[str, ...], tuple[CellPoint, ...]]:
    """The best there is beside a total: never a sum that nobody gave."""
    if end is None or any(row.figure.reported for row in alone):
        return (), ()
    period = alone[end].period
    found = [
        row
        for row in rows
        if row.period == period
        and row.partner is None
        and not row.to_date
        and row.figure.reported
    ]
    by = min((row.cell.dimensions for row in found), key=len, default=())
    return by, tuple(
        CellPoint(row.cell, row.figure, row.is_withheld)
        for row in found
        if row.cell.dimensions == by
    )
