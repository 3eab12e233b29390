"""Parts that the overview, the indicator and the public page share."""

from typing import Any

import reflex as rx

from impact_hub.features.indicators.words import STANDINGS
from impact_hub.features.results.state.board import BoardState
from impact_hub.features.results.views.dashboard import (
    ChangeItem,
    CoverageItem,
    ScoreItem,
)
from impact_hub.ui.chart import PrintButton, chart
from impact_hub.ui.layout import section
from impact_hub.ui.parts import download, empty, more, status, table
from impact_hub.ui.stairs import small_stairs
from impact_hub.ui.text import count, t


def scoreboard() -> rx.Component:
    """The indicators as rows: figure, status, small line with target, coverage."""
    state = BoardState
    return rx.cond(
        state.scores,
        rx.el.ul(rx.foreach(state.scores, _score), class_name="scores"),
        empty(
            t("No indicator yet"),
            t("As soon as there are indicators, this is where they stand."),
        ),
    )


def _score(item: ScoreItem) -> rx.Component:
    state = BoardState
    return rx.el.li(
        rx.el.div(
            rx.cond(
                item.step != "",
                rx.el.span(item.step, class_name="step-number step-" + item.step),
                rx.fragment(),
            ),
            rx.cond(
                state.is_public_page,
                rx.el.span(item.title, class_name="score-title"),
                rx.el.a(
                    item.title,
                    href="/i/" + state.slug_shown + "/indicators/" + item.code,
                    class_name="score-title",
                ),
            ),
            class_name="score-head",
        ),
        rx.el.div(
            rx.el.span(item.figure, class_name="score-figure figure"),
            " ",
            rx.el.span(item.unit),
            rx.cond(
                item.part_of != "",
                rx.el.span(" (", item.part_of, ")", class_name="muted figure"),
                rx.fragment(),
            ),
            class_name="score-now",
        ),
        rx.el.div(
            rx.cond(
                item.standing != "",
                rx.fragment(
                    status(item.standing, STANDINGS),
                    rx.el.span(
                        rx.cond(
                            item.made != "",
                            t("{made} of the way to the target: ", made=item.made),
                            t("Target: "),
                        ),
                        item.target,
                        class_name="muted figure",
                    ),
                ),
                rx.el.span(t("no target"), class_name="muted"),
            ),
            class_name="score-standing",
        ),
        _spark(item),
        rx.el.p(
            item.coverage,
            rx.cond(
                (item.coverage != "") & (item.remark != ""),
                rx.fragment(" · "),
                rx.fragment(),
            ),
            item.remark,
            class_name="hint figure score-coverage",
        ),
        class_name="score keep",
    )


def _spark(item: ScoreItem) -> rx.Component:
    """The small line. Its figures stand beside it, so it says nothing of its own."""
    spark = item.spark
    return rx.el.div(
        rx.cond(
            spark.path != "",
            rx.el.svg(
                rx.cond(
                    spark.target_y != "",
                    rx.el.line(
                        x1="0",
                        x2="160",
                        y1=spark.target_y,
                        y2=spark.target_y,
                        class_name="spark-target",
                    ),
                    rx.fragment(),
                ),
                rx.el.path(d=spark.path, class_name="spark-line"),
                rx.el.circle(cx=spark.last_x, cy=spark.last_y, r="3.5"),
                view_box="0 0 160 40",
                aria_hidden="true",
                class_name="spark",
            ),
            rx.fragment(),
        ),
        class_name="score-spark",
    )


def standings_section() -> rx.Component:
    """How far each indicator is, as a chart."""
    state = BoardState
    return rx.cond(
        state.has_standings,
        section(
            t("How far we are"),
            chart(
                _charts() + "/standings" + state.chart_query,
                label=t("Progress of each indicator towards its target, in per cent"),
                height=56 + 34 * count(state.scores),
                caption=t("In per cent of the way from the baseline to the target."),
            ),
            more(t("As a table"), _standings_table()),
        ),
        rx.fragment(),
    )


def _standings_table() -> rx.Component:
    def line(item: ScoreItem) -> rx.Component:
        return rx.el.tr(
            rx.el.th(item.title, scope="row"),
            rx.el.td(item.figure, class_name="number"),
            rx.el.td(item.target),
            rx.el.td(item.made, class_name="number"),
            rx.el.td(
                rx.cond(item.standing != "", status(item.standing, STANDINGS), "–")
            ),
        )

    heads = [t("Indicator"), t("Now"), t("Target"), t("Progress"), t("Standing")]
    rows = rx.foreach(BoardState.scores, line)
    return table(t("How far we are"), heads, rows, numbers=(1, 3))


def coverage_section() -> rx.Component:
    """Who has reported, as a chart."""
    state = BoardState
    return rx.cond(
        state.coverage,
        section(
            t("Who has reported"),
            chart(
                _charts() + "/coverage" + state.chart_query,
                label=t("Updates per period: approved, submitted, returned, missing"),
                height=300,
                caption=t("Partners per period. Only approved updates count."),
            ),
            more(t("As a table"), _coverage_table()),
        ),
        rx.fragment(),
    )


def _coverage_table() -> rx.Component:
    def line(item: CoverageItem) -> rx.Component:
        return rx.el.tr(
            rx.el.th(item.period, scope="row"),
            *[
                rx.el.td(cell, class_name="number")
                for cell in (
                    item.approved,
                    item.submitted,
                    item.returned,
                    item.missing,
                    item.late,
                )
            ],
        )

    heads = [
        t("Period"),
        t("approved"),
        t("submitted"),
        t("returned"),
        t("still missing"),
        t("came late"),
    ]
    rows = rx.foreach(BoardState.coverage, line)
    return table(t("Who has reported"), heads, rows, numbers=range(1, 6))


def stairs_section(href: Any) -> rx.Component:
    """The stairs as a picture to enter by."""
    return rx.cond(
        BoardState.has_logic,
        section(
            t("How we think it works"),
            small_stairs(BoardState.stairs, href),
        ),
        rx.fragment(),
    )


def changes_section() -> rx.Component:
    """What is new."""
    return rx.cond(
        BoardState.changes,
        section(
            t("What is new"),
            rx.el.ul(rx.foreach(BoardState.changes, _change), class_name="list"),
        ),
        rx.fragment(),
    )


def _change(item: ChangeItem) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(item.what),
            rx.el.span(item.day, class_name="muted figure"),
            class_name="list-link",
        )
    )


def take_away_section() -> rx.Component:
    """What can be taken away: tables, and the page itself on paper."""
    base = "/api/v1/initiatives/" + BoardState.slug_shown + "/results.csv"
    return rx.el.div(
        section(
            t("To take away"),
            rx.el.div(
                download(t("Results as CSV"), base + BoardState.chart_query),
                download(
                    t("Results for German Excel"),
                    base + BoardState.chart_query + "&format=excel",
                ),
                PrintButton.create(label=t("Print")),
                class_name="row",
            ),
            rx.el.p(
                t("For a PDF, print this page and choose “Save as PDF”."),
                class_name="hint",
            ),
        ),
        class_name="no-print",
    )


def _charts() -> Any:
    return "/api/v1/initiatives/" + BoardState.slug_shown + "/charts"
