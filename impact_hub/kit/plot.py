# pyright: basic
"""Our way with Plotly: colours by name, quiet axes, figures small enough to travel.

A colour is written `var(--ink)`: the page draws it in its own theme, light or dark, and
a figure is the same for both.
"""

import json
import math
from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go
from babel.numbers import get_decimal_symbol, get_group_symbol
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

FONT = '"Atkinson Hyperlegible Next", system-ui, sans-serif'

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
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
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
            "automargin": True,
            "fixedrange": True,
            "rangemode": "tozero",
        },
        bargap=0.35,
    )
)


def figure(*traces: Any, locale: str, **layout: Any) -> go.Figure:  # noqa: ANN401
    """A figure in our style, its numbers as the language writes them."""
    drawn = go.Figure(list(traces))
    drawn.update_layout(template=TEMPLATE, separators=separators(locale), **layout)
    return drawn


def separators(locale: str) -> str:
    """How a language writes a number: decimal sign, then the one between thousands."""
    return get_decimal_symbol(locale) + get_group_symbol(locale)


def upward(values: Iterable[float | None], unit: str) -> dict[str, Any]:
    """An axis for these values; where they are a few whole things, without halves."""
    known = [each for each in values if each is not None and not math.isnan(each)]
    is_few = bool(known) and max(known) <= 5 and all(each % 1 == 0 for each in known)
    return {"ticksuffix": unit, **({"dtick": 1} if is_few and not unit else {})}


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
        "text": unit,
        "showarrow": False,
        "font": {"color": MUTED},
    }
    return [label] if unit else []


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


def to_json(drawn: go.Figure) -> bytes:
    """A figure as it travels."""
    return json.dumps(
        drawn.to_plotly_json(), cls=PlotlyJSONEncoder, separators=(",", ":")
    ).encode()
