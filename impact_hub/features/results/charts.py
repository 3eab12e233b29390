"""Charts of results: a table in, a figure out. Pure; the words come in as arguments."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from impact_hub.kit import plot

# Bars this tall and this far apart stay legible, however many there are.
BAR = 34
FRAME = 56
TALLEST = 1600


def standings(scores: pd.DataFrame, *, target: str, locale: str) -> go.Figure:
    """How far each indicator is on its way to the target: a bar each, in their order.

    Columns: title, made (per cent, None where undefined), label, standing (a status
    code). `target` names the line at 100.
    """
    table = scores.iloc[::-1]
    made = table["made"].clip(lower=0, upper=120)
    bars = go.Bar(
        x=made.tolist(),
        y=table["title"].tolist(),
        orientation="h",
        marker={"color": [STANDING_COLORS[code] for code in table["standing"]]},
        text=table["label"].tolist(),
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    return plot.figure(
        bars,
        locale=locale,
        height=min(FRAME + BAR * len(table), TALLEST),
        xaxis={
            "range": [0, 132],
            "ticksuffix": " %",
            "showgrid": True,
            "gridcolor": plot.GRID,
            "tickvals": [0, 25, 50, 75, 100],
        },
        yaxis={"showgrid": False, "tickfont": {"color": plot.INK}, "ticksuffix": "  "},
        shapes=[_upright(100)],
        annotations=[_above(100, target)],
        margin={"l": 8, "r": 16, "t": 28, "b": 8},
    )


STANDING_COLORS = {
    "reached": plot.ACCENT,
    "on_track": "var(--on-track)",
    "watch": "var(--watch)",
    "behind": "var(--behind)",
    "no_figure": "var(--none)",
}


def movement(
    points: pd.DataFrame,
    targets: pd.DataFrame,
    *,
    name: str,
    target: str,
    is_share: bool,
    locale: str,
) -> go.Figure:
    """How an indicator moved, period by period, and the targets that lie ahead.

    points: period (label), value (None: no figure, a gap). targets: period (label),
    value, label. Shares are given in per cent.
    """
    periods = [*points["period"], *targets["period"]]
    values = points["value"].tolist()
    line = go.Scatter(
        x=points["period"].tolist(),
        y=values,
        mode="lines+markers",
        name=name,
        line={"color": plot.ACCENT, "width": 3},
        marker={"size": 8, "color": plot.ACCENT},
        connectgaps=False,
        hovertemplate="%{x}: %{y}<extra></extra>",
    )
    aims = go.Scatter(
        x=targets["period"].tolist(),
        y=targets["value"].tolist(),
        mode="markers+text",
        name=target,
        marker={
            "symbol": "diamond-open",
            "size": 13,
            "color": plot.INK,
            "line": {"width": 2},
        },
        text=targets["label"].tolist(),
        textposition="top left",
        textfont={"color": plot.INK},
        cliponaxis=False,
        hovertemplate="%{x}: %{text}<extra></extra>",
    )
    return plot.figure(
        line,
        aims,
        locale=locale,
        xaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": list(dict.fromkeys(periods)),
        },
        yaxis={"ticksuffix": " %" if is_share else ""},
        annotations=_last_label(points, is_share=is_share, locale=locale),
        margin={"l": 8, "r": 24, "t": 28, "b": 8},
    )


def split(
    cells: pd.DataFrame, *, stacked: bool, is_share: bool, locale: str
) -> go.Figure:
    """An indicator by its categories: stacked where they add up, else a line each.

    Columns: period, category, value. Categories keep their order and their colour.
    """
    traces = [
        _stack(own, str(name), place) if stacked else _line(own, str(name), place)
        for place, (name, own) in enumerate(cells.groupby("category", sort=False))
    ]
    return plot.figure(
        *traces,
        locale=locale,
        barmode="stack",
        showlegend=True,
        legend={"traceorder": "normal"},
        xaxis={"type": "category"},
        yaxis={"ticksuffix": " %" if is_share else ""},
        margin={"l": 8, "r": 16, "t": 48, "b": 8},
    )


def partners(figures: pd.DataFrame, *, is_share: bool, locale: str) -> go.Figure:
    """What each partner adds, in a neutral order: partner, value, label, place.

    `place` is the partner's among all of the initiative: it keeps its colour.
    """
    table = figures.iloc[::-1]
    bars = go.Bar(
        x=table["value"].tolist(),
        y=table["partner"].tolist(),
        orientation="h",
        marker={"color": [plot.color(place) for place in table["place"]]},
        text=table["label"].tolist(),
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    return plot.figure(
        bars,
        locale=locale,
        height=min(FRAME + BAR * len(table), TALLEST),
        xaxis={
            "rangemode": "tozero",
            "ticksuffix": " %" if is_share else "",
            "showgrid": True,
            "gridcolor": plot.GRID,
        },
        yaxis={"showgrid": False, "tickfont": {"color": plot.INK}, "ticksuffix": "  "},
        margin={"l": 8, "r": 64, "t": 8, "b": 8},
    )


def coverage(
    periods: pd.DataFrame, *, names: Sequence[tuple[str, str]], locale: str
) -> go.Figure:
    """How many of the expected updates are there, period by period.

    Columns: period, and one per code in `names` (code, word): approved, submitted,
    returned, missing.
    """
    traces = [
        go.Bar(
            x=periods["period"].tolist(),
            y=periods[code].tolist(),
            name=word,
            marker={"color": COVERAGE_COLORS[code], "line": {"width": 0}},
            hovertemplate="%{x}: %{y} " + word + "<extra></extra>",
        )
        for code, word in names
    ]
    return plot.figure(
        *traces,
        locale=locale,
        barmode="stack",
        showlegend=True,
        legend={"traceorder": "normal"},
        xaxis={"type": "category"},
        yaxis={"dtick": None, "tickformat": ",d"},
        margin={"l": 8, "r": 16, "t": 48, "b": 8},
    )


COVERAGE_COLORS = {
    "approved": plot.ACCENT,
    "submitted": "var(--on-track)",
    "returned": "var(--watch)",
    "missing": plot.LINE,
}


def _stack(own: pd.DataFrame, name: str, place: int) -> go.Bar:
    return go.Bar(
        x=own["period"].tolist(),
        y=own["value"].tolist(),
        name=name,
        marker={"color": plot.color(place)},
        hovertemplate="%{x}, " + name + ": %{y}<extra></extra>",
    )


def _line(own: pd.DataFrame, name: str, place: int) -> go.Scatter:
    return go.Scatter(
        x=own["period"].tolist(),
        y=own["value"].tolist(),
        name=name,
        mode="lines+markers",
        connectgaps=False,
        line={"color": plot.color(place), "width": 2},
        marker={"size": 6},
        hovertemplate="%{x}, " + name + ": %{y}<extra></extra>",
    )


def _last_label(
    points: pd.DataFrame, *, is_share: bool, locale: str
) -> list[dict[str, Any]]:
    """The newest figure, written beside its point."""
    known = points.dropna(subset=["value"])
    if known.empty:
        return []
    last = known.iloc[-1]
    return [
        {
            "x": last["period"],
            "y": last["value"],
            "text": f"<b>{last['label']}</b>",
            "showarrow": False,
            "yshift": 18,
            "font": {"color": plot.ACCENT},
        }
    ]


def _upright(x: float) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": plot.INK, "width": 1, "dash": "dot"},
    }


def _above(x: float, words: str) -> dict[str, Any]:
    return {
        "x": x,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "text": words,
        "showarrow": False,
        "font": {"color": plot.MUTED},
    }
