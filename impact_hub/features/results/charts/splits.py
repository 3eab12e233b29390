"""An indicator by its categories: stacked where they add up, else a line each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from impact_hub.kit import plot

COLUMNS = (
    "starts",  # the first and the last day of the period
    "ends",
    "tick",  # its name at the axis
    "key",  # which piece it is: names may be the same
    "category",  # what it is called
    "value",  # None: no figure
    "label",  # the figure in words, or why there is none
    "piece",  # a category, the rest that none has, or what is withheld
)
CATEGORY, REST, HIDDEN = "category", "rest", "hidden"

# How much of the time to the next bar a bar takes.
WIDTH = 0.78
MILLISECONDS = 86_400_000  # of a day: Plotly's measure on an axis of time

_HATCHED: dict[str, Any] = {
    "pattern": plot.HATCHED,
    "line": {"color": plot.MUTED, "width": 1},
}


@dataclass(frozen=True)
class _Cell:
    """A line of the table."""

    starts: date
    ends: date
    tick: str
    key: str
    category: str
    value: float | None
    label: str
    piece: str

    @property
    def middle(self) -> date:
        """Where its bar stands."""
        return self.starts + (self.ends - self.starts) / 2

    @property
    def hover(self) -> str:
        said = (plot.said(each) for each in (self.tick, self.category, self.label))
        return "{}, {}: {}<extra></extra>".format(*said)


@dataclass(frozen=True)
class _Piece:
    """A category with its cells in time, or what stands on top of all categories."""

    key: str
    name: str
    kind: str
    cells: tuple[_Cell, ...]


def split(
    table: pd.DataFrame, *, stacked: bool, write: plot.Write, unit: str = ""
) -> plot.Chart:
    """An indicator by its categories, in time. Categories keep their colour.

    What is withheld is hatched up to the total where that tells nothing more; the rest
    that no category has is grey.
    """
    cells = _cells(table)
    broad = _broad(cells)
    axis, narrow = _axis(cells, broad)
    upward = plot.upward(_ends(cells) if stacked else (c.value for c in cells), write)
    traces = [
        _bars(piece, _look(piece, place), broad)
        if stacked
        else _line(piece, plot.color(place))
        for place, piece in enumerate(_pieces(cells))
    ]
    return plot.drawn(
        *traces,
        annotations=_hidden(cells, upward["range"][0]),
        barmode="relative",
        showlegend=True,
        legend={"traceorder": "normal", "title": {"text": plot.said(unit)}},
        xaxis=axis,
        yaxis=upward,
        margin={"l": 8, "r": 16, "t": 56, "b": 8},
        narrow=narrow,
    )


def levels(
    table: pd.DataFrame, *, order: Sequence[str], write: plot.Write
) -> plot.Chart:
    """How many per cent are on each level, in time: columns as COLUMNS, values of 100.

    `order` has the levels' keys, the first one first. What is withheld is hatched.
    """
    cells = _cells(table)
    broad = _broad(cells)
    axis, narrow = _axis(cells, broad)
    ticks = [0, 25, 50, 75, 100]
    return plot.drawn(
        *(_bars(piece, _level_look(piece, order), broad) for piece in _pieces(cells)),
        annotations=_hidden(cells, 0),
        barmode="stack",
        showlegend=True,
        legend={"traceorder": "normal"},
        xaxis=axis,
        yaxis={
            "range": [0, 102],
            "tickvals": ticks,
            "ticktext": [write(tick) for tick in ticks],
        },
        margin={"l": 8, "r": 16, "t": 56, "b": 8},
        narrow=narrow,
    )


def _cells(table: pd.DataFrame) -> list[_Cell]:
    return [_Cell(**row) for row in plot.rows(table, COLUMNS)]


def _broad(cells: Sequence[_Cell]) -> float:
    """How broad a bar is, in days: its period, but never into the next bar."""
    middles = sorted({cell.middle for cell in cells})
    apart = [(after - before).days for before, after in pairwise(middles)]
    lengths = [(cell.ends - cell.starts).days + 1 for cell in cells]
    return max(1, min([*apart, *lengths], default=1)) * WIDTH


def _axis(
    cells: Sequence[_Cell], broad: float
) -> tuple[dict[str, Any], dict[str, Any]]:
    marks = [(cell.middle, cell.tick) for cell in cells]
    days = sorted(day for day, _ in marks) or [date.min, date.min]
    half = timedelta(days=round(broad / 2))
    return plot.in_time(marks, first=days[0], last=days[-1], room=half)


def _ends(cells: Sequence[_Cell]) -> Iterator[float]:
    """How far each stack reaches, upwards and downwards."""
    for middle in {cell.middle for cell in cells}:
        own = [c.value for c in cells if c.middle == middle and c.value is not None]
        yield sum(each for each in own if each > 0)
        yield sum(each for each in own if each < 0)


def _pieces(cells: Sequence[_Cell]) -> Iterator[_Piece]:
    """Categories in their order, then what none of them has, then what is withheld."""
    found: dict[tuple[int, str], list[_Cell]] = {}
    for cell in cells:
        if cell.piece != HIDDEN or cell.value is not None:
            place = (CATEGORY, REST, HIDDEN).index(cell.piece)
            found.setdefault((place, cell.key), []).append(cell)
    for (_, key), own in sorted(found.items(), key=lambda item: item[0][0]):
        yield _Piece(key, own[0].category, own[0].piece, tuple(own))


def _look(piece: _Piece, place: int) -> dict[str, Any]:
    if piece.kind == HIDDEN:
        return _HATCHED
    return {"color": plot.REST if piece.kind == REST else plot.color(place)}


def _level_look(piece: _Piece, order: Sequence[str]) -> dict[str, Any]:
    if piece.kind == HIDDEN:
        return _HATCHED
    return {"color": plot.level_color(order.index(piece.key), len(order))}


def _bars(piece: _Piece, look: dict[str, Any], broad: float) -> go.Bar:
    return go.Bar(
        x=[cell.middle.isoformat() for cell in piece.cells],
        y=[cell.value for cell in piece.cells],
        width=broad * MILLISECONDS,
        name=plot.said(piece.name),
        marker=look,
        hovertemplate=[cell.hover for cell in piece.cells],
    )


def _line(piece: _Piece, color: str) -> go.Scatter:
    return go.Scatter(
        x=[cell.middle.isoformat() for cell in piece.cells],
        y=[cell.value for cell in piece.cells],
        name=plot.said(piece.name),
        mode="lines+markers",
        connectgaps=False,
        line={"color": color, "width": 2},
        marker={"size": 6},
        hovertemplate=[cell.hover for cell in piece.cells],
    )


def _hidden(cells: Sequence[_Cell], floor: float) -> list[dict[str, Any]]:
    """Where something is withheld, and can't be hatched, stands the word."""
    return [
        plot.instead(cell.middle.isoformat(), floor, cell.label)
        for cell in cells
        if cell.piece == HIDDEN and cell.value is None
    ]
