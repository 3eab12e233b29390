# pyright: basic
"""Our way with Plotly: colours by name, quiet axes, figures small enough to travel.

A colour is written `var(--ink)`: the page draws it in its own theme, light or dark, and
a figure is the same for both. What is laid out otherwise on a phone goes along with the
figure, so that the page has nothing to guess.
"""

import html
import json
import math
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.utils import PlotlyJSONEncoder

INK = "var(--ink)"
MUTED = "var(--muted)"
LINE = "var(--line)"
GRID = "var(--grid)"
ACCENT = "var(--accent)"
PAPER = "var(--paper)"

# A partner or category keeps its place in this list, and with it its colour.
SERIES = tuple(f"var(--partner-{number})" for number in range(1, 9))
REST = "var(--partner-rest)"
# Levels have an order, and their colours one, too: from sand to pine, as the stairs.
LEVELS = tuple(f"var(--step-{step})" for step in range(1, 8))
# What there is, but is not to be seen.
HATCHED = {"shape": "/", "fgcolor": MUTED, "bgcolor": PAPER, "size": 7, "solidity": 0.2}

FONT = '"Atkinson Hyperlegible Next", system-ui, sans-serif'

# How many labels an axis of time has room for, at a desk and on a phone.
MOST_TIMES, MOST_TIMES_NARROW = 10, 4
# How many figures stand at an upright axis.
MOST_STEPS = 6
# A name beside a bar: letters in a line, and lines.
NAME, NAME_NARROW, NAME_LINES = 30, 17, 2
# Space at both ends of an axis of time, so that points and their labels are whole.
ROOM = 0.06

TEMPLATE = go.layout.Template(
    layout=go.Layout(
        font={"family": FONT, "size": 14, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 8, "r": 16, "t": 8, "b": 8},
        showlegend=False,
        hoverlabel={
            "bgcolor": INK,
            "bordercolor": INK,
            "font": {"color": PAPER, "family": FONT},
        },
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "title": {"font": {"color": MUTED, "size": 14}},
        },
        xaxis={
            "showgrid": False,
            "zeroline": False,
            "linecolor": LINE,
            "tickcolor": LINE,
            "tickfont": {"color": MUTED},
            "automargin": True,
            "fixedrange": True,
        },
        yaxis={
            "gridcolor": GRID,
            "zeroline": True,
            "zerolinecolor": LINE,
            "tickfont": {"color": MUTED},
            "ticklabelstandoff": 6,
            "automargin": True,
            "fixedrange": True,
        },
        bargap=0.35,
    )
)

Write = Callable[[float], str]  # a number as the reader's language writes it


@dataclass(frozen=True)
class Chart:
    """A figure, and what is laid out otherwise where there is little room.

    `narrow` has the places that change: {"xaxis.tickvals": […]}.
    """

    figure: go.Figure
    narrow: Mapping[str, Any] = field(default_factory=dict)


def drawn(
    *traces: Any,  # noqa: ANN401
    narrow: Mapping[str, Any] | None = None,
    **layout: Any,  # noqa: ANN401
) -> Chart:
    """A chart in our style."""
    figure = go.Figure(list(traces))
    figure.update_layout(template=TEMPLATE, **layout)
    return Chart(figure, narrow or {})


def steps(values: Iterable[float | None], most: int = MOST_STEPS) -> list[float]:
    """Round figures for an axis that holds all values and zero, from end to end.

    It is the whole way from the lowest to the highest that is divided: −480 … 5 is
    −500, −400 … 0, 100, and not 485 steps of one. Whole things have no halves.

        0 … 3         0 1 2 3
        0 … 34567     0 10000 20000 30000 40000
        −480 … 5      −500 −400 −300 −200 −100 0 100
    """
    known = [each for each in values if each is not None and math.isfinite(each)]
    low, high = min([0.0, *known]), max([0.0, *known])
    if low == high:
        high = 1.0
    step = _round_step((high - low) / most)
    if all(each == int(each) for each in known):
        step = max(step, 1.0)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(number * step, 10) for number in range(first, last + 1)]


def _round_step(least: float) -> float:
    """The next of 1, 2, 5, 10, 20 … that is at least so much."""
    power = 10.0 ** math.floor(math.log10(least))
    fits = (each * power for each in (1, 2, 5, 10) if each * power >= least * 0.999)
    return next(fits)


def upward(
    values: Iterable[float | None], write: Write, most: int = MOST_STEPS
) -> dict[str, Any]:
    """An upright axis for these values, its figures in the reader's language."""
    ticks = steps(values, most)
    room = (ticks[-1] - ticks[0]) * 0.04
    return {
        "tickvals": ticks,
        "ticktext": [write(tick) for tick in ticks],
        "range": [ticks[0] - (room if ticks[0] < 0 else 0), ticks[-1] + room],
    }


def rows(table: pd.DataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    """A table line by line; what is not there is None, as in the table it is NaN."""
    return [
        {name: None if pd.isna(row[name]) else row[name] for name in columns}
        for row in table.to_dict("records")
    ]


def in_time(
    marks: Sequence[tuple[date, str]],
    *,
    first: date,
    last: date,
    room: timedelta = timedelta(0),
) -> tuple[dict[str, Any], dict[str, Any]]:
    """An axis of time from `first` to `last`, and what is different on a phone.

    Every day has its place on it, so that what is twice as far apart is twice as late.
    `marks` are days that may have a label; where they would touch, some stay out.
    `room` is what bars at both ends need.
    """
    if not marks:  # nothing to draw yet
        return {"visible": False}, {}
    ends = room + timedelta(days=max(3, round((last - first).days * ROOM)))
    wide, narrow = (
        thinned(marks, first, last, most) for most in (MOST_TIMES, MOST_TIMES_NARROW)
    )
    axis = {
        "type": "date",
        "range": [(first - ends).isoformat(), (last + ends).isoformat()],
        **_labels(wide),
        "tickangle": 0,
    }
    patch = {f"xaxis.{name}": value for name, value in _labels(narrow).items()}
    return axis, patch


def thinned(
    marks: Sequence[tuple[date, str]], first: date, last: date, most: int
) -> list[tuple[date, str]]:
    """As many marks as have room, the last one always."""
    apart = (last - first).days / most
    stay: list[tuple[date, str]] = []
    for mark in sorted(dict(marks).items(), reverse=True):
        if not stay or (stay[-1][0] - mark[0]).days >= apart * 0.999:
            stay.append(mark)
    return stay[::-1]


def _labels(marks: Sequence[tuple[date, str]]) -> dict[str, Any]:
    return {
        "tickvals": [day.isoformat() for day, _ in marks],
        "ticktext": [in_lines(label) for _, label in marks],
    }


def in_lines(label: str) -> str:
    """A period's name with its year on a line of its own: Q2, 2026."""
    return said(label).replace(" ", "<br>", 1)


def named(names: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """An axis of names from the top down, and what is different on a phone.

    Each has a place of its own: names are never read as numbers or days, and two that
    are the same stay two.
    """
    axis = {
        "tickvals": [*range(len(names))],
        "ticktext": [_wrapped(name, NAME) for name in names],
        "range": [len(names) - 0.5, -0.5],
        "showgrid": False,
        "zeroline": False,
        "tickfont": {"color": INK},
    }
    patch = {
        "yaxis.ticktext": [_wrapped(name, NAME_NARROW) for name in names],
        "yaxis.tickfont.size": 12,
    }
    return axis, patch


def placed(
    names: Sequence[str], most: int = MOST_TIMES, most_narrow: int = MOST_TIMES_NARROW
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same from left to right; where there is no room for all, some are left out,
    the last one never."""

    def some(most: int) -> dict[str, Any]:
        every = max(1, math.ceil(len(names) / most))
        stay = [at for at in range(len(names)) if (len(names) - 1 - at) % every == 0]
        return {"tickvals": stay, "ticktext": [in_lines(names[at]) for at in stay]}

    axis = {**some(most), "range": [-0.5, max(len(names), 1) - 0.5], "tickangle": 0}
    return axis, {f"xaxis.{name}": each for name, each in some(most_narrow).items()}


def _wrapped(name: str, width: int) -> str:
    lines = textwrap.wrap(name, width, max_lines=NAME_LINES, placeholder=" …")
    return "<br>".join(said(line) for line in lines)


def said(words: str) -> str:
    """What people wrote, for Plotly: a text is a text, and no markup."""
    return html.escape(words, quote=False)


def above(unit: str) -> list[dict[str, Any]]:
    """The unit of a figure, where reading begins; nothing where it has none."""
    label = {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 8,
        "text": said(unit),
        "showarrow": False,
        "font": {"color": MUTED},
    }
    return [label] if unit else []


def instead(x: str, y: float, words: str) -> dict[str, Any]:
    """A word where a figure would stand: upright, so that many have room."""
    return {
        "x": x,
        "y": y,
        "text": said(words),
        "textangle": -90,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"color": MUTED, "size": 12},
    }


def upright(x: float) -> dict[str, Any]:
    """A dotted line from the bottom to the top."""
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": INK, "width": 1, "dash": "dot"},
    }


def color(place: int) -> str:
    """The colour of the series at a place: eight, then grey with labels."""
    return SERIES[place] if place < len(SERIES) else REST


def level_color(place: int, of: int) -> str:
    """The colour of a level among so many: their ends are the scale's ends."""
    if of <= 1:
        return LEVELS[-1]
    return LEVELS[round(place * (len(LEVELS) - 1) / (of - 1))]


def to_json(chart: Chart) -> bytes:
    """A chart as it travels."""
    whole = {**chart.figure.to_plotly_json(), "narrow": chart.narrow}
    return json.dumps(whole, cls=PlotlyJSONEncoder, separators=(",", ":")).encode()
