"""Parts that the entry page and the review share."""

from typing import Any

import reflex as rx

from impact_hub.features.reporting import words
from impact_hub.features.reporting.views.corrections import CorrectionLine
from impact_hub.features.reporting.views.lines import (
    CategoryLine,
    Line,
    SplitBlock,
)
from impact_hub.ui.parts import figure_cell, more, scroll, told
from impact_hub.ui.text import Text, choose, in_words, t


def reason_words() -> dict[Any, Text]:
    """Why there is no figure."""
    return in_words(words.REASONS)


def read_only_lines(lines: Any, before_name: Any) -> rx.Component:
    """An update as a table: this time, last time, and what is worth a look."""
    return scroll(
        t("Figures of this update"),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(t("Indicator"), scope="col"),
                    rx.el.th(t("Now"), scope="col", class_name="number"),
                    rx.el.th(
                        rx.cond(before_name != "", before_name, t("Last time")),
                        scope="col",
                        class_name="number",
                    ),
                    rx.el.th(t("Remarks"), scope="col", class_name="only-wide"),
                )
            ),
            rx.el.tbody(rx.foreach(lines, _line)),
            class_name="update-table",
        ),
    )


def _line(line: Line) -> rx.Component:
    return rx.fragment(
        rx.el.tr(
            rx.el.th(
                line.title,
                rx.cond(
                    line.unit != "",
                    rx.el.span(" (", line.unit, ")", class_name="muted"),
                ),
                rx.el.div(_remarks(line), class_name="only-narrow"),
                scope="row",
            ),
            figure_cell(rx.el.strong(line.shown), line.part_of),
            rx.el.td(line.before, class_name="number muted"),
            rx.el.td(_remarks(line), class_name="only-wide"),
        ),
        rx.foreach(line.splits, _split),
    )


def _remarks(line: Line) -> rx.Component:
    return rx.el.div(
        rx.cond(
            line.reason != "",
            rx.el.span(choose(line.reason, reason_words())),
        ),
        rx.cond(line.is_estimated, rx.el.span(t("estimate"))),
        rx.cond(line.note != "", rx.el.span(line.note)),
        rx.cond(
            line.warning != "",
            rx.el.span(line.warning, class_name="status watch remark"),
        ),
        class_name="remarks",
    )


def _split(block: SplitBlock) -> rx.Component:
    """The categories under their dimension's name; crossed ones under both."""
    return rx.foreach(
        block.groups,
        lambda group: rx.fragment(
            rx.el.tr(
                rx.el.th(
                    block.title,
                    rx.cond(group.title != "", ": " + group.title, ""),
                    col_span=4,
                    scope="rowgroup",
                    class_name="sub muted",
                )
            ),
            rx.foreach(group.lines, _category),
        ),
    )


def _category(line: CategoryLine) -> rx.Component:
    return rx.el.tr(
        rx.el.th(line.title, scope="row", class_name="sub"),
        rx.el.td(line.shown, class_name="number"),
        rx.el.td(line.before, class_name="number muted"),
        rx.el.td(class_name="only-wide"),
    )


def corrections(lines: Any) -> rx.Component:
    """What changed after an approval: both values, who, when and why."""
    return rx.cond(
        lines,
        more(
            t("Corrected after approval"),
            rx.el.ul(rx.foreach(lines, _correction), class_name="list"),
        ),
    )


def _correction(line: CorrectionLine) -> rx.Component:
    return rx.el.li(
        told(
            rx.el.p(
                rx.el.strong(line.title),
                ": ",
                rx.el.span(line.before, " → ", line.after, class_name="figure"),
            ),
            rx.el.p(
                line.who,
                ", ",
                line.at,
                rx.cond(line.why != "", rx.fragment(": ", line.why)),
                class_name="hint",
            ),
        )
    )
