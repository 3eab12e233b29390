"""Who owes what: the matrix of partners and periods."""

from typing import Any

import reflex as rx

from impact_hub.features.initiatives.rules import Right
from impact_hub.features.reporting import words
from impact_hub.features.reporting.forms import ApproveMany, ChangeWindow, OpenPeriod
from impact_hub.features.reporting.state.rounds import RoundsState
from impact_hub.features.reporting.views.review import WaitingItem
from impact_hub.features.reporting.views.rounds import (
    MatrixCell,
    MatrixLine,
    PeriodItem,
)
from impact_hub.ui.fields import actions, submit
from impact_hub.ui.forms import fields, form, side_by_side
from impact_hub.ui.layout import page_head, place_eyebrow, screen, section
from impact_hub.ui.menu import MenuEntry
from impact_hub.ui.parts import (
    button,
    confirm,
    empty,
    more,
    scroll,
    status,
    told,
    when,
)
from impact_hub.ui.shapes import shape
from impact_hub.ui.text import choose, in_words, t

# What a cell of the matrix can say.
LEGEND = (
    "approved",
    "correcting",
    "submitted",
    "returned",
    "draft",
    "overdue",
    "none",
    "not_reported",
    "not_expected",
)

MENU = MenuEntry("figures", t("Figures"), "/figures", Right.REPORT)

_page: Any = RoundsState.page


def figures_page() -> rx.Component:
    return screen(
        page_head(t("Figures"), _page.summary, eyebrow=place_eyebrow()),
        rx.cond(
            _page.periods,
            rx.cond(
                _page.lines,
                _matrix(),
                empty(
                    t("No partner yet"),
                    t("As soon as a partner takes part, its updates stand here."),
                ),
            ),
            empty(
                t("No reporting period yet"),
                t(
                    "A period is a stretch of time that everybody reports on. Open the "
                    "first one, and every partner finds its form."
                ),
            ),
        ),
        when(RoundsState.waiting, _waiting()),
        when(_page.may_plan, _open_period()),
        when(_page.may_plan & _page.periods, _periods()),
        here="figures",
    )


def _matrix() -> rx.Component:
    return rx.el.div(
        scroll(
            t("Partners and periods"),
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th(t("Partner"), scope="col"),
                        rx.foreach(_page.periods, _period_head),
                    )
                ),
                rx.el.tbody(rx.foreach(_page.lines, _line)),
                class_name="matrix",
            ),
        ),
        rx.el.ul(
            *[rx.el.li(status(code, words.ALL)) for code in LEGEND],
            class_name="legend",
        ),
        when(
            _page.has_older,
            button(
                t("Show older periods"), on_click=RoundsState.show_older, look="plain"
            ),
        ),
        class_name="stack",
    )


def _period_head(item: PeriodItem) -> rx.Component:
    return rx.el.th(
        rx.el.span(item.short, class_name="matrix-period"),
        rx.el.br(),
        status(item.status, words.WINDOWS),
        scope="col",
    )


def _line(line: MatrixLine) -> rx.Component:
    return rx.el.tr(
        rx.el.th(line.name, scope="row"),
        rx.foreach(line.cells, _cell),
    )


def _cell(cell: MatrixCell) -> rx.Component:
    return rx.el.td(
        rx.cond(
            cell.status == "not_expected",
            rx.el.span(
                shape(cell.status),
                rx.el.span(t("not expected"), class_name="visually-hidden"),
                class_name="matrix-cell status none",
            ),
            rx.el.a(
                shape(cell.status),
                rx.el.span(
                    cell.label,
                    ": ",
                    choose(cell.status, in_words(words.ALL)),
                    class_name="visually-hidden",
                ),
                href=cell.href,
                title=choose(cell.status, in_words(words.ALL)),
                class_name="matrix-cell status " + cell.status,
            ),
        )
    )


def _waiting() -> rx.Component:
    """What waits for the backbone; what is not unusual can be approved at once."""
    waiting: Any = RoundsState.waiting
    return section(
        t("Waiting for your review"),
        rx.el.ul(rx.foreach(waiting, _waits), class_name="list"),
        rx.el.div(
            form(
                ApproveMany,
                on_submit=RoundsState.approve_many,
                save=t("Approve these"),
            ),
            class_name="section",
        ),
    )


def _waits(item: WaitingItem) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.a(item.name, href=item.href, class_name="list-title"),
            rx.el.span(item.facts, class_name="muted figure"),
            class_name="list-link",
        )
    )


def _open_period() -> rx.Component:
    state = RoundsState
    return section(
        t("Open a period"),
        form(
            OpenPeriod,
            fields("period"),
            side_by_side("starts", "ends"),
            when(state.lasts != "", told(rx.el.p(state.lasts))),
            side_by_side("opens_on", "due_on"),
            actions(submit(t("Open the period"))),
            on_submit=state.add,
            on_redraw=state.choose,
        ),
    )


def _periods() -> rx.Component:
    return section(
        t("All periods"),
        rx.el.ul(rx.foreach(_page.periods, _period), class_name="list"),
    )


def _period(item: PeriodItem) -> rx.Component:
    state = RoundsState
    return rx.el.li(
        rx.el.div(
            rx.el.span(
                rx.el.span(item.name, class_name="list-title"),
                " ",
                status(item.status, words.WINDOWS),
                when(
                    item.due_day != "",
                    rx.el.span(t(", due {day}", day=item.due_day), class_name="muted"),
                ),
            ),
            more(
                t("Change"),
                rx.el.div(
                    form(
                        ChangeWindow,
                        side_by_side("opens_on", "due_on"),
                        actions(submit(t("Save"))),
                        key=item.id,
                        on_submit=state.change_window,
                    ),
                    rx.el.div(
                        rx.cond(
                            item.is_closed,
                            button(t("Open it again"), on_click=state.reopen(item.id)),
                            button(
                                t("Close the period"), on_click=state.close(item.id)
                            ),
                        ),
                        confirm(
                            t("Remove"),
                            t("Only a period without updates can be removed."),
                            t("Yes, remove"),
                            on_click=state.remove(item.id),
                        ),
                        class_name="row",
                    ),
                    class_name="stack",
                ),
            ),
            class_name="list-link",
        )
    )
