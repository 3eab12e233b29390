"""Bars: how far each indicator is, what each partner adds, who has reported."""

from collections.abc import Sequence
from typing import Any, cast

import pandas as pd
import plotly.graph_objects as go

from impact_hub.kit import plot

# Bars this tall stay legible, however many there are.
BAR, FRAME, TALLEST = 44, 56, 2400
# How far bars of progress are drawn; their labels say how far it really is.
MOST, ROOM = 120, 152

STANDING_COLORS = {
    "reached": plot.ACCENT,
    "on_track": "var(--on-track)",
    "watch": "var(--watch)",
    "behind": "var(--behind)",
    "uncertain": "var(--uncertain)",
    "too_little": "var(--none)",
    "no_figure": "var(--none)",
}

COVERAGE_COLORS = {
    "approved": plot.ACCENT,
    "submitted": "var(--on-track)",
    "returned": "var(--watch)",
    "missing": plot.LINE,
}


def height_of(bars: int) -> int:
    """How tall a chart with so many bars is; the page keeps the place free."""
    return min(FRAME + BAR * bars, TALLEST)


def standings(scores: pd.DataFrame, *, target: str, write: plot.Write) -> plot.Chart:
    """How far each indicator is on its way to the target: a bar each, in their order.

    Columns: title, low and made (per cent or None; the same where it is no range),
    label, standing (a status code). `target` names the line at 100.
    """
    axis, narrow = plot.named(scores["title"].tolist())
    ticks = [0, 25, 50, 75, 100]
    return plot.drawn(
        *_ranges(scores),
        barmode="stack",
        height=height_of(len(scores)),
        xaxis={
            "range": [0, ROOM],
            "tickvals": ticks,
            "ticktext": [write(tick) for tick in ticks],
            "showgrid": True,
            "gridcolor": plot.GRID,
        },
        yaxis=axis,
        shapes=[plot.upright(100)],
        annotations=[
            {
                "x": 100,
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "text": plot.said(target),
                "showarrow": False,
                "font": {"color": plot.MUTED},
            }
        ],
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        narrow={
            **narrow,
            "xaxis.tickvals": [0, 50, 100],
            "xaxis.ticktext": [write(tick) for tick in (0, 50, 100)],
        },
    )


def _ranges(scores: pd.DataFrame) -> list[go.Bar]:
    """From nothing to the lower end in full, from there to the upper end hatched."""
    rows = plot.rows(scores, ("title", "low", "made", "label", "standing"))
    low, high = ([_within(row[end]) for row in rows] for end in ("low", "made"))
    apart = [up - down for up, down in zip(high, low, strict=True)]
    colors = [STANDING_COLORS[row["standing"]] for row in rows]
    common: dict[str, Any] = {
        "y": [*range(len(rows))],
        "orientation": "h",
        "hovertemplate": [_hover(row["title"], row["label"]) for row in rows],
        "cliponaxis": False,
    }
    hatched = {"shape": "/", "fgcolor": colors, "bgcolor": plot.PAPER, "size": 6}
    outline = {"color": colors, "width": [1.5 if each else 0 for each in apart]}
    return [
        go.Bar(x=low, marker={"color": colors}, **common),
        go.Bar(
            x=apart,
            marker={"color": colors, "pattern": hatched, "line": outline},
            text=[plot.said(row["label"]) for row in rows],
            textposition="outside",
            **common,
        ),
    ]


def _within(made: float | None) -> float:
    """As far as a bar is drawn; where there is no progress, it has no length."""
    return min(max(made or 0.0, 0.0), MOST)


def _hover(name: str, label: str) -> str:
    return f"{plot.said(name)}: {plot.said(label)}<extra></extra>"


def partners(figures: pd.DataFrame, *, unit: str = "") -> plot.Chart:
    """What each partner adds, in a neutral order: partner, value, label, place.

    `place` is the partner's among all of the initiative: it keeps its colour. Where
    there is no figure there is no bar, and the label says why.
    """
    rows = plot.rows(figures, ("partner", "value", "label", "place"))
    values: list[float] = [row["value"] or 0.0 for row in rows]
    low, high = min([0.0, *values]), max([0.0, *values])
    axis, narrow = plot.named([row["partner"] for row in rows])
    bars = go.Bar(
        x=values,
        y=[*range(len(rows))],
        orientation="h",
        marker={"color": [plot.color(row["place"]) for row in rows]},
        text=[plot.said(row["label"]) for row in rows],
        textposition="outside",
        cliponaxis=False,
        hovertemplate=[_hover(row["partner"], row["label"]) for row in rows],
    )
    room = (high - low or 1) * 0.28  # for the label of the longest
    return plot.drawn(
        bars,
        height=height_of(len(figures)),
        xaxis={
            "showticklabels": False,  # every bar is labelled
            "range": [low - (room if low < 0 else 0), high + room],
        },
        yaxis=axis,
        annotations=plot.above(unit),
        margin={"l": 8, "r": 8, "t": 28 if unit else 8, "b": 8},
        narrow=narrow,
    )


def coverage(
    periods: pd.DataFrame, *, names: Sequence[tuple[str, str]], write: plot.Write
) -> plot.Chart:
    """How many of the expected updates are there, round by round.

    Columns: period, and one per code in `names` (code, word): approved, submitted,
    returned, missing. Rounds stand side by side: a quarter and its year overlap.
    """
    most = cast("list[int]", periods[[code for code, _ in names]].sum(axis=1).tolist())
    axis, narrow = plot.placed(periods["period"].tolist())
    labels = [plot.said(each) for each in periods["period"]]
    traces = [
        go.Bar(
            x=[*range(len(periods))],
            y=periods[code].tolist(),
            name=plot.said(word),
            marker={"color": COVERAGE_COLORS[code], "line": {"width": 0}},
            hovertemplate=[
                f"{label}: {number} {plot.said(word)}<extra></extra>"
                for label, number in zip(labels, periods[code], strict=True)
            ],
        )
        for code, word in names
    ]
    return plot.drawn(
        *traces,
        barmode="stack",
        showlegend=True,
        legend={"traceorder": "normal"},
        xaxis=axis,
        yaxis=plot.upward(most, write, most=5),
        margin={"l": 8, "r": 16, "t": 48, "b": 8},
        narrow=narrow,
    )
