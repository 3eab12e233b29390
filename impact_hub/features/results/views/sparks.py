"""The small line beside a figure: how it came there, and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.results.rules.scoreboard import Point, Score

# In units of its own box.
WIDTH, HEIGHT, EDGE = 160, 40, 5


@dataclass(frozen=True)
class Spark:
    """A small line, as paths: what is sure, what is not complete, the range's band."""

    sure: str = ""
    open: str = ""
    band: str = ""
    last_x: str = ""
    last_y: str = ""
    is_whole: bool = True  # the last point: full, or hollow
    target_y: str = ""


@dataclass(frozen=True)
class _Dot:
    x: Decimal
    high: Decimal
    low: Decimal
    is_whole: bool


def spark(indicator: IndicatorRow, score: Score) -> Spark:
    """The line from the first period to the last, in true time; gaps stay gaps."""
    known = [each for each in score.points if _high(each) is not None]
    if len(known) < 2 or score.by or indicator.of_kind.has_levels:
        return Spark()
    aim = score.aim.figure if score.aim else None
    scale = _Scale.of(known, aim)
    dots = [scale.dot(each) for each in score.points]
    last = [dot for dot in dots if dot is not None][-1]
    return Spark(
        sure=_path(dots, is_whole=True),
        open=_path(dots, is_whole=False),
        band=_band(dots) if any(each.figure.low is not None for each in known) else "",
        last_x=f"{last.x:.1f}",
        last_y=f"{last.high:.1f}",
        is_whole=last.is_whole,
        target_y="" if aim is None else f"{scale.y(aim):.1f}",
    )


def _high(point: Point) -> Decimal | None:
    return None if point.is_withheld else point.figure.value


def _low(point: Point) -> Decimal | None:
    return _high(point) if point.figure.low is None else point.figure.low


@dataclass(frozen=True)
class _Scale:
    """Where days and figures lie in the box. Zero is always in it."""

    first: date
    last: date
    least: Decimal
    most: Decimal

    @classmethod
    def of(cls, points: Sequence[Point], aim: Decimal | None) -> "_Scale":
        figures = [each for p in points for each in (_high(p), _low(p))]
        known = [Decimal(0), *(each for each in [*figures, aim] if each is not None)]
        days = [each.span.ends for each in points]
        return cls(min(days), max(days), min(known), max(known))

    def dot(self, point: Point) -> _Dot | None:
        high, low = _high(point), _low(point)
        if high is None or low is None:
            return None
        x = self._x(point.span.ends)
        return _Dot(x, self.y(high), self.y(low), point.is_complete)

    def _x(self, day: date) -> Decimal:
        days = Decimal((self.last - self.first).days or 1)
        return EDGE + (WIDTH - 2 * EDGE) * Decimal((day - self.first).days) / days

    def y(self, figure: Decimal) -> Decimal:
        room = HEIGHT - 2 * EDGE
        height = (self.most - self.least) or Decimal(1)
        return EDGE + room - room * (figure - self.least) / height


def _path(dots: Sequence[_Dot | None], *, is_whole: bool) -> str:
    """The pieces of line between two complete periods, or the other ones."""
    path, pen = "", None
    for one, other in pairwise(dots):
        if one is None or other is None:
            continue
        if (one.is_whole and other.is_whole) is is_whole:
            path += "" if pen is one else f"M{one.x:.1f} {one.high:.1f}"
            path += f"L{other.x:.1f} {other.high:.1f}"
            pen = other
    return path


def _band(dots: Sequence[_Dot | None]) -> str:
    """What lies between the ends of the range, run by run."""
    path, run = "", list[_Dot]()
    for dot in [*dots, None]:
        if dot is not None:
            run.append(dot)
        elif run:
            there = [f"{each.x:.1f} {each.high:.1f}" for each in run]
            back = [f"{each.x:.1f} {each.low:.1f}" for each in reversed(run)]
            path += "M" + "L".join([*there, *back]) + "Z"
            run = []
    return path
