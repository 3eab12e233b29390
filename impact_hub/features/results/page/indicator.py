"""The page of one indicator: one big chart, its sentence, and what it means."""

from typing import Any

import reflex as rx

from impact_hub.features.indicators.words import (
    KIND_NAMES,
    OVER_PARTNERS,
    OVER_TIME,
    STANDINGS,
)
from impact_hub.features.initiatives.rules import Right
from impact_hub.features.initiatives.words import RHYTHMS
from impact_hub.features.results.state.indicator import IndicatorState, VersionItem
from impact_hub.features.results.views.indicator import PartnerLine, PeriodLine
from impact_hub.features.results.views.splits import SplitLine
from impact_hub.ui.chart import PrintButton, chart
from impact_hub.ui.layout import page_head, place_eyebrow, screen, section
from impact_hub.ui.menu import may
from impact_hub.ui.parts import (
    download,
    empty,
    figure_cell,
    link_button,
    more,
    status,
    table,
)
from impact_hub.ui.text import Text, choose, count, in_words, t


def indicator_page() -> rx.Component:
    state = IndicatorState
    return screen(
        page_head(
            state.title,
            rx.fragment(
                state.said,
                rx.cond(
                    state.standing != "",
                    rx.el.span(" ", status(state.standing, STANDINGS)),
                    rx.fragment(),
                ),
            ),
            eyebrow=place_eyebrow(),
        ),
        rx.el.div(
            rx.el.div(
                rx.cond(state.has_figures, _figures(), _nothing_yet()),
            ),
            rx.el.aside(_meaning(), aria_label=t("What it means")),
            class_name="with-aside",
        ),
        here="indicators",
    )


def _nothing_yet() -> rx.Component:
    return empty(
        t("Nothing is approved yet"),
        t("As soon as the first update is approved, its figures stand here."),
    )


def _figures() -> rx.Component:
    state = IndicatorState
    return rx.fragment(
        chart(
            state.base + "/charts/movement" + state.chart_query,
            label=state.said,
            height=380,
            caption=state.chart_caption,
        ),
        more(t("As a table"), _period_table()),
        rx.cond(state.splits, _split(), rx.fragment()),
        rx.cond(state.partner_lines, _partners(), rx.fragment()),
        rx.el.div(
            section(
                t("To take away"),
                rx.el.div(
                    download(
                        t("This indicator as CSV"),
                        state.base + "/results.csv" + state.chart_query,
                    ),
                    download(
                        t("For German Excel"),
                        state.base
                        + "/results.csv"
                        + state.chart_query
                        + "&format=excel",
                    ),
                    PrintButton.create(label=t("Print")),
                    class_name="row",
                ),
            ),
            class_name="no-print",
        ),
    )


def _period_table() -> rx.Component:
    def line(item: PeriodLine) -> rx.Component:
        return rx.el.tr(
            rx.el.th(item.period, scope="row"),
            figure_cell(item.alone, item.part_of),
            rx.el.td(item.to_date, class_name="number"),
            rx.el.td(
                item.coverage,
                rx.cond(item.remark != "", rx.fragment(" · ", item.remark), ""),
                class_name="hint",
            ),
        )

    return table(
        IndicatorState.title,
        [t("Period"), t("In the period"), t("Up to then"), t("Rests on")],
        rx.foreach(IndicatorState.lines, line),
        numbers=(1, 2),
    )


def _split() -> rx.Component:
    state = IndicatorState

    def line(item: SplitLine) -> rx.Component:
        return rx.el.tr(
            rx.el.th(item.period, scope="row"),
            rx.el.td(item.category),
            figure_cell(item.figure, item.part_of),
        )

    return section(
        t("Split up"),
        rx.cond(
            count(state.splits) > 1,
            rx.el.div(
                rx.el.label(t("By"), html_for="split-by"),
                rx.el.select(
                    rx.foreach(
                        state.splits,
                        lambda each: rx.el.option(each.title, value=each.code),
                    ),
                    id="split-by",
                    value=state.split_by,
                    on_change=state.choose_split,
                    class_name="input short",
                ),
                class_name="field",
            ),
            rx.fragment(),
        ),
        chart(
            state.base + "/charts/split" + state.chart_query + "&by=" + state.split_by,
            label=t("The indicator by categories and periods"),
            height=360,
        ),
        more(
            t("As a table"),
            table(
                t("Split up"),
                [t("Period"), t("Category"), t("Figure")],
                rx.foreach(state.split_lines, line),
                numbers=(2,),
            ),
        ),
    )


def _partners() -> rx.Component:
    state = IndicatorState

    def line(item: PartnerLine) -> rx.Component:
        return rx.el.tr(
            rx.el.th(item.partner, scope="row"),
            figure_cell(item.figure, item.part_of),
            rx.el.td(item.coverage, class_name="hint"),
        )

    return section(
        t("What each adds"),
        chart(
            state.base + "/charts/partners" + state.chart_query,
            label=t("What each partner adds, in alphabetical order"),
            height=56 + 34 * count(state.partner_lines),
            caption=t("In alphabetical order. Whoever withholds a figure has no bar."),
        ),
        more(
            t("As a table"),
            table(
                t("What each adds"),
                [t("Partner"), t("Up to now"), t("Rests on")],
                rx.foreach(state.partner_lines, line),
                numbers=(1,),
            ),
        ),
    )


def _meaning() -> rx.Component:
    state = IndicatorState
    return rx.el.dl(
        _fact(t("Definition"), state.definition),
        _fact(t("Kind"), choose(state.kind, in_words(KIND_NAMES))),
        _fact(t("Unit"), state.unit),
        _fact(t("Target"), state.target),
        _fact(t("Baseline"), state.baseline),
        _fact(t("Over time"), choose(state.over_time, in_words(OVER_TIME))),
        _fact(t("Over partners"), choose(state.over_partners, in_words(OVER_PARTNERS))),
        _fact(t("Is reported"), choose(state.rhythm, in_words(RHYTHMS))),
        rx.cond(
            state.source != "",
            rx.fragment(
                rx.el.dt(t("Source")),
                rx.el.dd(
                    rx.cond(
                        state.source_url != "",
                        rx.el.a(
                            state.source,
                            href=state.source_url,
                            rel="noopener noreferrer",
                            custom_attrs={"reloadDocument": True},
                        ),
                        state.source,
                    )
                ),
            ),
            rx.fragment(),
        ),
        _fact(t("Licence"), state.licence),
        rx.cond(
            state.versions,
            rx.fragment(
                rx.el.dt(t("Earlier definitions")),
                rx.el.dd(
                    more(
                        t("Show them"),
                        rx.el.ul(
                            rx.foreach(state.versions, _version), class_name="list"
                        ),
                    )
                ),
            ),
            rx.fragment(),
        ),
        rx.cond(
            may(Right.EDIT),
            rx.el.dd(
                link_button(t("Edit"), rx.State.router.url.path + "/edit", quiet=True),
                class_name="facts-tool no-print",
            ),
            rx.fragment(),
        ),
        class_name="facts",
    )


def _fact(term: Text, value: Any) -> rx.Component:
    return rx.cond(
        value != "",
        rx.fragment(rx.el.dt(term), rx.el.dd(value, style={"white-space": "pre-line"})),
        rx.fragment(),
    )


def _version(item: VersionItem) -> rx.Component:
    return rx.el.li(
        rx.el.p(
            t("until {day}: {title}", day=item.day, title=item.title),
            class_name="hint",
        ),
        rx.el.p(item.definition),
        rx.cond(
            item.why != "",
            rx.el.p(item.who, ": ", item.why, class_name="hint"),
            rx.fragment(),
        ),
    )
