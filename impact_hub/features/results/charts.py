"""Charts of results: a table in, a figure out. Pure; the words come in as arguments."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

import pandas as pd
import plotly.graph_objects as go

from impact_hub.kit import plot

# Bars this tall stay legible, however many there are.
BAR, FRAME, TALLEST = 34, 56, 1600


def standings(scores: pd.DataFrame, *, target: str, locale: str) -> go.Figure:
    """How far each indicator is on its way to the target: a bar each, in their order.

    Columns: title, made (per cent or None), label, standing (a status code).
    `target` names the line at 100.
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
        shapes=[plot.upright(100)],
        annotations=[
            {
                "x": 100,
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "text": target,
                "showarrow": False,
                "font": {"color": plot.MUTED},
            }
        ],
        margin={"l": 8, "r": 16, "t": 28, "b": 8},
    )


STANDING_COLORS = {
    "reached": plot.ACCENT,
    "on_track": "var(--on-track)",
    "watch": "var(--watch)",
    "behind": "var(--behind)",
    "uncertain": "var(--none)",
    "too_little": "var(--none)",
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
    unit: str = "",
) -> go.Figure:
    """How an indicator moved, period by period, and the targets that lie ahead.

    points: period (label), value (None: no figure, a gap). targets: period (label),
    value, label. Shares are given in per cent; of others `unit` says what is counted.
    """
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
        textposition=_sides(points, targets),
        textfont={"color": plot.INK},
        cliponaxis=False,
        hovertemplate="%{x}: %{text}<extra></extra>",
    )
    return plot.figure(
        line,
        aims,
        locale=locale,
        xaxis=_periods([*points["period"], *targets["period"]]),
        yaxis=plot.upward([*values, *targets["value"]], " %" if is_share else ""),
        annotations=[*_last_label(points, targets), *plot.above(unit)],
        margin={"l": 8, "r": 40, "t": 40, "b": 8},
    )


def split(
    cells: pd.DataFrame, *, stacked: bool, is_share: bool, locale: str, unit: str = ""
) -> go.Figure:
    """An indicator by its categories: stacked where they add up, else a line each.

    Columns: period, category, value, is_rest (in grey). Categories keep their colour.
    """
    groups = cells.groupby(["is_rest", "category"], sort=False)
    traces = [
        (_stack if stacked else _line)(
            own, str(name), plot.REST if is_rest else plot.color(place)
        )
        for place, (key, own) in enumerate(groups)
        for is_rest, name in [cast("tuple[bool, str]", key)]
    ]
    return plot.figure(
        *traces,
        locale=locale,
        barmode="stack",
        showlegend=True,
        legend={"traceorder": "normal", "title": {"text": unit}},
        xaxis=_periods(cells["period"]),
        yaxis={"ticksuffix": " %" if is_share else ""},
        margin={"l": 8, "r": 16, "t": 48, "b": 8},
    )


def partners(figures: pd.DataFrame, *, locale: str, unit: str = "") -> go.Figure:
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
        xaxis={"rangemode": "tozero", "showticklabels": False},  # every bar is labelled
        yaxis={"showgrid": False, "tickfont": {"color": plot.INK}, "ticksuffix": "  "},
        annotations=plot.above(unit),
        margin={"l": 8, "r": 64, "t": 28 if unit else 8, "b": 8},
    )


def coverage(
    periods: pd.DataFrame, *, names: Sequence[tuple[str, str]], locale: str
) -> go.Figure:
    """How many of the expected updates are there, period by period.

    Columns: period, and one per code in `names` (code, word): approved, submitted,
    returned, missing.
    """
    most = int(periods[[code for code, _ in names]].sum(axis=1).max() or 0)
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
        xaxis=_periods(periods["period"]),
        yaxis={"tickformat": ",d", "dtick": _whole_step(most), "tick0": 0},
        margin={"l": 8, "r": 16, "t": 48, "b": 8},
    )


COVERAGE_COLORS = {
    "approved": plot.ACCENT,
    "submitted": "var(--on-track)",
    "returned": "var(--watch)",
    "missing": plot.LINE,
}


def _stack(own: pd.DataFrame, name: str, color: str) -> go.Bar:
    return go.Bar(
        x=own["period"].tolist(),
        y=own["value"].tolist(),
        name=name,
        marker={"color": color},
        hovertemplate="%{x}, " + name + ": %{y}<extra></extra>",
    )


def _line(own: pd.DataFrame, name: str, color: str) -> go.Scatter:
    return go.Scatter(
        x=own["period"].tolist(),
        y=own["value"].tolist(),
        name=name,
        mode="lines+markers",
        connectgaps=False,
        line={"color": color, "width": 2},
        marker={"size": 6},
        hovertemplate="%{x}, " + name + ": %{y}<extra></extra>",
    )


def _periods(labels: Iterable[str]) -> dict[str, Any]:
    """An axis of periods, each once, its year on a line of its own.

    Where there is no room for all of them, the page leaves out some (chart.js).
    """
    each = list(dict.fromkeys(labels))
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": each,
        "tickvals": each,
        "ticktext": [label.replace(" ", "<br>") for label in each],
        "tickangle": 0,
    }


def _sides(points: pd.DataFrame, targets: pd.DataFrame) -> list[str]:
    """Where the label of each target stands: on the side where the line isn't."""
    known = points.dropna(subset=["value"])
    lines = dict(zip(known["period"], known["value"], strict=True))
    last = known["value"].iloc[-1] if len(known) else float("-inf")
    return [
        "bottom center" if lines.get(period, last) >= value else "top center"
        for period, value in zip(targets["period"], targets["value"], strict=True)
    ]


def _last_label(points: pd.DataFrame, targets: pd.DataFrame) -> list[dict[str, Any]]:
    """The newest figure, beside its point: below it where a target stands above."""
    known = points.dropna(subset=["value"])
    if known.empty:
        return []
    last = known.iloc[-1]
    there = targets[targets["period"] == last["period"]]["value"]
    return [
        {
            # Its place: a name like "2026" would be taken for one.
            "x": list(dict.fromkeys(points["period"])).index(last["period"]),
            "y": last["value"],
            "text": f"<b>{last['label']}</b>",
            "showarrow": False,
            "yshift": -18 if (there > last["value"]).any() else 18,
            "font": {"color": plot.ACCENT},
        }
    ]


def _whole_step(most: int) -> int:
    """How far apart ticks stand where only whole numbers make sense: at most six."""
    steps = (1, 2, 5, 10, 20, 50, 100, 200, 500)
    return next((step for step in steps if most <= 5 * step), 1000)
