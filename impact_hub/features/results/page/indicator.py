"""The page of one indicator: one big chart, its sentence, and what it means."""

from typing import Any

import reflex as rx

from impact_hub.features.indicators.words import STANDINGS
from impact_hub.features.initiatives.rules import Right
from impact_hub.features.results.page.meaning import meaning
from impact_hub.features.results.page.parts import downloads
from impact_hub.features.results.state.indicator import IndicatorState
from impact_hub.features.results.views.answers import Answered, Answers
from impact_hub.features.results.views.movement import PartnerLine, PeriodLine
from impact_hub.features.results.views.splits import SplitChoice, SplitLine
from impact_hub.ui.chart import chart
from impact_hub.ui.layout import page_head, place_eyebrow, screen, section
from impact_hub.ui.menu import may
from impact_hub.ui.parts import (
    empty,
    figure_cell,
    link_button,
    more,
    status,
    table,
    told,
)
from impact_hub.ui.text import Text, count, t


def indicator_page() -> rx.Component:
    """For those who take part."""
    page = IndicatorState.page
    return screen(
        _head(
            rx.el.div(
                place_eyebrow(),
                rx.cond(
                    page.public != "",
                    rx.el.a(
                        t("The page for everyone"),
                        href=page.public,
                        class_name="no-print",
                    ),
                ),
                class_name="eyebrow",
            )
        ),
        _content(
            rx.cond(
                may(Right.EDIT),
                rx.el.div(
                    link_button(
                        t("Edit"), rx.State.router.url.path + "/edit", quiet=True
                    ),
                    class_name="facts-tool no-print",
                ),
            ),
        ),
        here="indicators",
    )


def public_indicator_page() -> rx.Component:
    """For everyone: it can be cited."""
    page = IndicatorState.page
    return screen(
        _head(
            rx.el.p(rx.el.a(page.initiative, href=page.overview), class_name="eyebrow")
        ),
        rx.cond(page.notice != "", told(rx.el.p(page.notice), tone="watch")),
        _content(),
    )


def _head(eyebrow: rx.Component) -> rx.Component:
    page = IndicatorState.page
    return page_head(
        page.title,
        rx.fragment(
            page.said,
            rx.cond(
                page.standing != "",
                rx.el.span(" ", status(page.standing, STANDINGS)),
            ),
            rx.cond(
                page.as_of != "",
                rx.el.span(page.as_of, class_name="hint figure as-of"),
            ),
        ),
        eyebrow=eyebrow,
    )


def _content(*tools: rx.Component) -> rx.Component:
    page = IndicatorState.page
    return rx.el.div(
        rx.el.div(
            rx.cond(
                page.is_empty,
                empty(
                    t("Nothing is approved yet"),
                    t(
                        "As soon as the first update is approved, its figures "
                        "stand here."
                    ),
                ),
                _figures(),
            ),
        ),
        rx.el.aside(meaning(page.meaning), *tools, aria_label=t("What it means")),
        class_name="with-aside",
    )


def _figures() -> rx.Component:
    page = IndicatorState.page
    return rx.fragment(
        rx.cond(page.has_line, _movement()),
        rx.cond(page.has_levels, _levels()),
        rx.foreach(page.answers, _answers),
        rx.cond(page.splits, _split()),
        rx.cond(page.partner_lines, _partners()),
        rx.el.div(
            section(t("To take away"), downloads(page.routes, page.query)),
            class_name="no-print",
        ),
    )


def _movement() -> rx.Component:
    page = IndicatorState.page
    return rx.fragment(
        chart(
            page.routes + "/charts/movement" + page.query,
            label=page.said,
            height=380,
            caption=page.caption,
        ),
        more(t("As a table"), _period_table()),
    )


def _period_table() -> rx.Component:
    def line(item: PeriodLine) -> rx.Component:
        return rx.el.tr(
            rx.el.th(item.period, scope="row"),
            figure_cell(item.alone, item.part_of),
            rx.el.td(item.to_date, class_name="number"),
            rx.el.td(
                item.coverage,
                rx.cond(item.remark != "", rx.fragment(" · ", item.remark)),
                class_name="hint",
            ),
        )

    page = IndicatorState.page
    return table(
        page.title,
        [t("Period"), t("In the period"), t("Up to then"), t("Rests on")],
        rx.foreach(page.lines, line),
        numbers=(1, 2),
    )


def _levels() -> rx.Component:
    page = IndicatorState.page
    return rx.fragment(
        chart(
            page.routes + "/charts/levels" + page.query,
            label=t("What share is on each level, period by period"),
            height=380,
            caption=t("In per cent of all who were asked. Hatched: withheld."),
        ),
        more(t("As a table"), _lines(page.title, t("Level"), page.level_lines)),
    )


def _lines(label: Text, piece: Text, lines: Any) -> rx.Component:
    """Figures by period and category."""

    def line(item: SplitLine) -> rx.Component:
        return rx.el.tr(
            rx.el.th(item.period, scope="row"),
            rx.el.td(item.category),
            figure_cell(item.figure, item.part_of),
        )

    heads = [t("Period"), piece, t("Figure")]
    return table(label, heads, rx.foreach(lines, line), numbers=(2,))


def _answers(item: Answers) -> rx.Component:
    def answer(each: Answered) -> rx.Component:
        return rx.el.figure(
            rx.el.blockquote(rx.el.p(each.said)),
            rx.cond(
                each.partner != "",
                rx.el.figcaption(
                    each.partner,
                    rx.cond(each.is_private, rx.el.span(t(" (not to be quoted)"))),
                    class_name="hint",
                ),
            ),
            class_name="quote",
        )

    return section(
        item.period, rx.el.div(rx.foreach(item.answers, answer), class_name="quotes")
    )


def _split() -> rx.Component:
    page = IndicatorState.page
    return section(
        t("Split up"),
        rx.cond(count(page.splits) > 1, _picker()),
        chart(
            page.routes + "/charts/split" + page.query + "&by=" + page.split_by,
            label=t("The indicator by categories and periods"),
            height=380,
            caption=t("By {dimension}.", dimension=page.split_title),
        ),
        more(t("As a table"), _lines(page.title, t("Category"), page.split_lines)),
    )


def _picker() -> rx.Component:
    """Every dimension, and every crossing that there are figures for."""
    page = IndicatorState.page

    def choice(each: SplitChoice) -> rx.Component:
        return rx.el.option(each.title, value=each.key)

    return rx.el.div(
        rx.el.label(t("By"), html_for="split-by"),
        rx.el.select(
            rx.foreach(page.splits, choice),
            id="split-by",
            value=page.split_by,
            on_change=IndicatorState.choose_split,
            class_name="input short",
        ),
        class_name="field no-print",
    )


def _partners() -> rx.Component:
    page = IndicatorState.page

    def line(item: PartnerLine) -> rx.Component:
        return rx.el.tr(
            rx.el.th(item.partner, scope="row"),
            figure_cell(item.figure, item.part_of),
            rx.el.td(item.coverage, class_name="hint"),
        )

    return section(
        t("What each adds"),
        chart(
            page.routes + "/charts/partners" + page.query,
            label=t("What each partner adds, in alphabetical order"),
            height=page.partners_height,
            caption=t("In alphabetical order. Without a figure there is no bar."),
        ),
        more(
            t("As a table"),
            table(
                t("What each adds"),
                [t("Partner"), t("Up to now"), t("Rests on")],
                rx.foreach(page.partner_lines, line),
                numbers=(1,),
            ),
        ),
    )
