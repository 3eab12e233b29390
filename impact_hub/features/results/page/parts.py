"""Parts that the overview and the public page share."""

from typing import Any

import reflex as rx

from impact_hub.features.indicators.words import STANDINGS
from impact_hub.features.results.page.cards import scoreboard
from impact_hub.features.results.state.board import BoardState
from impact_hub.features.results.views.cards import Card
from impact_hub.features.results.views.rounds import ApprovalItem, CoverageItem
from impact_hub.ui.chart import PrintButton, chart
from impact_hub.ui.layout import section
from impact_hub.ui.parts import download, more, status, table
from impact_hub.ui.stairs import small_stairs
from impact_hub.ui.text import Text, t


def stands_section() -> rx.Component:
    """The indicators, in the order of the stairs."""
    page = BoardState.page
    return section(t("Where we stand"), scoreboard(page.cards, page.indicators))


def standings_section() -> rx.Component:
    """How far each indicator is, as a chart."""
    page = BoardState.page
    return rx.cond(
        page.has_standings,
        section(
            t("How far we are"),
            chart(
                page.routes + "/charts/standings" + page.query,
                label=t("Progress of each indicator towards its target, in per cent"),
                height=page.standings_height,
                caption=t(
                    "In per cent of the way from the baseline to the target. "
                    "Hatched: it may be so much."
                ),
            ),
            more(t("As a table"), _standings_table()),
        ),
    )


def _standings_table() -> rx.Component:
    def line(item: Card) -> rx.Component:
        return rx.cond(
            item.standing != "",
            rx.el.tr(
                rx.el.th(item.title, scope="row"),
                rx.el.td(item.figure, class_name="number"),
                rx.el.td(item.target),
                rx.el.td(
                    rx.cond(item.made != "", item.made, item.why), class_name="number"
                ),
                rx.el.td(status(item.standing, STANDINGS)),
            ),
        )

    heads = [t("Indicator"), t("Now"), t("Target"), t("Progress"), t("Standing")]
    rows = rx.foreach(BoardState.page.cards, line)
    return table(t("How far we are"), heads, rows, numbers=(1, 3))


def coverage_section() -> rx.Component:
    """Who has reported, as a chart."""
    page = BoardState.page
    return rx.cond(
        page.coverage,
        section(
            t("Who has reported"),
            chart(
                page.routes + "/charts/coverage" + page.query,
                label=t("Updates per period: approved, submitted, returned, missing"),
                height=300,
                caption=t("Partners per period. Only approved updates count."),
            ),
            more(t("As a table"), _coverage_table()),
        ),
    )


def _coverage_table() -> rx.Component:
    def line(item: CoverageItem) -> rx.Component:
        cells = (
            item.approved,
            item.submitted,
            item.returned,
            item.missing,
            item.late,
        )
        return rx.el.tr(
            rx.el.th(item.period, scope="row"),
            *[rx.el.td(cell, class_name="number") for cell in cells],
        )

    heads = [
        t("Period"),
        t("approved"),
        t("submitted"),
        t("returned"),
        t("still missing"),
        t("came late"),
    ]
    rows = rx.foreach(BoardState.page.coverage, line)
    return table(t("Who has reported"), heads, rows, numbers=range(1, 6))


def stairs_section(href: Any) -> rx.Component:
    """The stairs as a picture to enter by."""
    page = BoardState.page
    return rx.cond(
        page.has_logic,
        section(t("How we think it works"), small_stairs(page.stairs, href)),
    )


def changes_section() -> rx.Component:
    """What is new."""
    return rx.cond(
        BoardState.page.changes,
        section(
            t("What is new"),
            rx.el.ul(rx.foreach(BoardState.page.changes, _change), class_name="list"),
        ),
    )


def _change(item: ApprovalItem) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(item.what),
            rx.el.span(item.day, class_name="muted figure"),
            class_name="list-link",
        )
    )


def take_away_section() -> rx.Component:
    """What can be taken away: tables, and the page itself on paper."""
    page = BoardState.page
    return rx.el.div(
        section(
            t("To take away"),
            downloads(page.routes, page.query),
            rx.el.p(
                t("For a PDF, print this page and choose “Save as PDF”."),
                class_name="hint",
            ),
        ),
        class_name="no-print",
    )


def downloads(routes: Any, query: Any) -> rx.Component:
    """Both tables in both layouts, and paper."""

    def files(label: Text, name: str) -> rx.Component:
        address = routes + f"/{name}.csv" + query

        def file(layout: Text, href: Any) -> rx.Component:
            what = rx.el.span(": ", label, class_name="visually-hidden")
            return download(rx.fragment(layout, what), href)

        return rx.el.li(
            rx.el.span(label),
            rx.el.div(
                file(t("CSV"), address),
                file(t("German Excel"), address + "&format=excel"),
                class_name="row",
            ),
        )

    return rx.fragment(
        rx.el.ul(
            files(t("What was reported for each period"), "results"),
            files(t("How it stood at the end of each period"), "results-to-date"),
            class_name="downloads",
        ),
        rx.el.div(PrintButton.create(label=t("Print")), class_name="row"),
    )
