"""A chart: draws the figure behind a URL when it comes into view."""

from typing import Any

import reflex as rx

from impact_hub.ui.text import t

# The partial Plotly that draws lines, bars and points: a third of the whole.
PLOTLY = "plotly.js-basic-dist-min@4.1.1"


class HubChart(rx.NoSSRComponent):
    """Fetches and draws a figure (assets/js/chart.js)."""

    library = "$/public/js/chart.js"
    tag = "HubChart"
    lib_dependencies: list[str] = [PLOTLY]  # noqa: RUF012 - as Reflex wants it

    src: rx.Var[str]
    label: rx.Var[str]
    height: rx.Var[int]
    failed: rx.Var[str]
    retry: rx.Var[str]


class PrintButton(rx.NoSSRComponent):
    """Prints the page when every chart in it is drawn."""

    library = "$/public/js/chart.js"
    tag = "PrintButton"
    lib_dependencies: list[str] = [PLOTLY]  # noqa: RUF012 - as Reflex wants it

    label: rx.Var[str]


def chart(
    src: Any, *, label: Any, height: Any = 320, caption: Any = None
) -> rx.Component:
    """A chart with its caption. `label` says in words what it shows."""
    return rx.el.figure(
        HubChart.create(
            src=src,
            label=label,
            height=height,
            failed=t("The chart could not be loaded."),
            retry=t("Try again"),
        ),
        *([] if caption is None else [rx.el.figcaption(caption, class_name="hint")]),
        class_name="keep",
    )
