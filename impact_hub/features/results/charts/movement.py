"""How an indicator moved: a line in time, how sure it is, and where it is to go."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from impact_hub.kit import plot

COLUMNS = (
    "at",  # the day on which it stands: the last of the period
    "tick",  # the period's name at the axis
    "value",  # the figure, of a range its upper end; None: none
    "low",  # the lower end of a range; None: it is none
    "label",  # the figure in words, or why there is none
    "is_whole",  # everybody who owes it has reported
    "is_withheld",  # there is a figure, but not for this reader
    "is_apart",  # between it and the one before lies a time that nobody expected
)
TARGETS = ("at", "tick", "value", "label")

# How the line between two figures is drawn.
SURE, OPEN, APART = "solid", "dash", "dot"


@dataclass(frozen=True)
class _Point:
    at: date
    tick: str
    value: float | None
    low: float | None
    label: str
    is_whole: bool
    is_withheld: bool
    is_apart: bool


def movement(
    points: pd.DataFrame,
    targets: pd.DataFrame,
    *,
    name: str,
    target: str,
    write: plot.Write,
    unit: str = "",
) -> plot.Chart:
    """How an indicator moved, and the targets that lie ahead, each at its day.

    `points` has COLUMNS, in time; `targets` has TARGETS. A period without a figure is a
    gap; one that is not complete has a hollow point and a dashed line.
    """
    each = _points(points)
    marks = [*_marks(points), *_marks(targets)]
    days = sorted(day for day, _ in marks) or [date.min, date.min]
    axis, narrow = plot.in_time(marks, first=days[0], last=days[-1])
    values = [*(p.value for p in each), *(p.low for p in each)]
    upward = plot.upward([*values, *targets["value"]], write)
    aims = plot.rows(targets, TARGETS)
    return plot.drawn(
        _figures(each, name),
        _targets(aims, each, target),
        *_bands(each),
        *_lines(each),
        xaxis=axis,
        yaxis=upward,
        annotations=[
            *_last_label(each, aims),
            *_hidden(each, upward["range"][0]),
            *plot.above(unit),
        ],
        margin={"l": 8, "r": 16, "t": 40, "b": 8},
        narrow=narrow,
    )


def _points(points: pd.DataFrame) -> list[_Point]:
    return [_Point(**row) for row in plot.rows(points, COLUMNS)]


def _marks(table: pd.DataFrame) -> list[tuple[date, str]]:
    return list(zip(table["at"], table["tick"], strict=True))


def _figures(points: Sequence[_Point], name: str) -> go.Scatter:
    """A point per period: full where everybody has reported, else hollow."""
    return go.Scatter(
        x=[each.at.isoformat() for each in points],
        y=[each.value for each in points],
        mode="markers",
        name=plot.said(name),
        marker={
            "size": 9,
            "color": [plot.ACCENT if each.is_whole else plot.PAPER for each in points],
            "line": {"color": plot.ACCENT, "width": 2},
        },
        cliponaxis=False,
        hovertemplate=[_hover(each.tick, each.label) for each in points],
    )


def _hover(tick: str, label: str) -> str:
    return f"{plot.said(tick)}: {plot.said(label)}<extra></extra>"


def _lines(points: Sequence[_Point]) -> Iterator[go.Scatter]:
    """What joins the points: a trace for each way in which they are joined."""
    found: dict[str, list[tuple[_Point, _Point]]] = {}
    for before, after in pairwise(points):
        if before.value is not None and after.value is not None:
            found.setdefault(_way(before, after), []).append((before, after))
    for way, pairs in found.items():
        yield _joined(pairs, way, low=False)
        if any(each.low is not None for pair in pairs for each in pair):
            yield _joined(pairs, way, low=True)


def _joined(
    pairs: Sequence[tuple[_Point, _Point]], way: str, *, low: bool
) -> go.Scatter:
    """Pieces of a line, each from one point to the next: at the upper or lower end."""
    thin = low or way is APART
    ends = [[_low(p) if low else p.value for p in pair] for pair in pairs]
    return go.Scatter(
        x=[day for pair in pairs for day in (*(p.at.isoformat() for p in pair), None)],
        y=[end for pair in ends for end in (*pair, None)],
        mode="lines",
        line={"color": plot.ACCENT, "width": 1.5 if thin else 3, "dash": way},
        hoverinfo="skip",
    )


def _way(before: _Point, after: _Point) -> str:
    if after.is_apart:
        return APART
    return SURE if before.is_whole and after.is_whole else OPEN


def _low(point: _Point) -> float | None:
    """The lower end; of what is no range both ends are the same."""
    return point.value if point.low is None else point.low


def _bands(points: Sequence[_Point]) -> Iterator[go.Scatter]:
    """Between the ends of a range, wherever they differ."""
    for run in _runs(points):
        if all(each.low is None for each in run):
            continue
        days = [each.at.isoformat() for each in run]
        high = [each.value for each in run]
        low = [_low(each) for each in run]
        yield go.Scatter(
            x=[*days, *days[::-1]],
            y=[*high, *low[::-1]],
            mode="lines",
            fill="toself",
            fillcolor=plot.ACCENT,
            line={"color": plot.ACCENT, "width": 6 if len(run) == 1 else 0},
            opacity=0.18,
            hoverinfo="skip",
        )


def _runs(points: Sequence[_Point]) -> Iterator[list[_Point]]:
    """Points one after the other, parted by gaps."""
    run: list[_Point] = []
    for each in points:
        if run and (each.value is None or each.is_apart):
            yield run
            run = []
        if each.value is not None:
            run.append(each)
    if run:
        yield run


def _hidden(points: Sequence[_Point], floor: float) -> list[dict[str, Any]]:
    """Where a figure is withheld stands the word, and the line does not fall."""
    return [
        plot.instead(each.at.isoformat(), floor, each.label)
        for each in points
        if each.is_withheld
    ]


def _targets(
    aims: Sequence[Mapping[str, Any]], points: Sequence[_Point], name: str
) -> go.Scatter:
    return go.Scatter(
        x=[aim["at"].isoformat() for aim in aims],
        y=[aim["value"] for aim in aims],
        mode="markers+text",
        name=plot.said(name),
        marker={
            "symbol": "diamond-open",
            "size": 13,
            "color": plot.INK,
            "line": {"width": 2},
        },
        text=[plot.said(aim["label"]) for aim in aims],
        textposition=[_side(aim, points, aims) for aim in aims],
        textfont={"color": plot.INK},
        cliponaxis=False,
        hovertemplate=[_hover(aim["tick"], aim["label"]) for aim in aims],
    )


def _side(
    aim: Mapping[str, Any], points: Sequence[_Point], aims: Sequence[Mapping[str, Any]]
) -> str:
    """Where a target's label stands: where the line isn't, and within the chart."""
    until = [p for p in points if p.value is not None and p.at <= aim["at"]]
    height = until[-1].value if until else None
    upright = "bottom" if (height or float("-inf")) >= aim["value"] else "top"
    last = max([*(p.at for p in points), *(each["at"] for each in aims)])
    first = min([*(p.at for p in points), *(each["at"] for each in aims)])
    late = (last - first).days and (aim["at"] - first).days / (last - first).days
    return f"{upright} {'left' if late and late > 0.85 else 'center'}"


def _last_label(
    points: Sequence[_Point], aims: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The newest figure, beside its point: below it where a target stands above."""
    known = [each for each in points if each.value is not None]
    if not known:
        return []
    last = known[-1]
    above = [a for a in aims if a["at"] == last.at and a["value"] > (last.value or 0)]
    return [
        {
            "x": last.at.isoformat(),
            "y": last.value,
            "text": f"<b>{plot.said(last.label)}</b>",
            "showarrow": False,
            "yshift": -18 if above else 18,
            "font": {"color": plot.ACCENT},
        }
    ]
