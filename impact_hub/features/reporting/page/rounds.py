"""Who owes what: the matrix of partners and periods."""

import reflex as rx

from impact_hub.features.initiatives.rules import Right
from impact_hub.features.reporting import words
from impact_hub.features.reporting.state.rounds import (
    MatrixCell,
    MatrixLine,
    PeriodItem,
    RoundsState,
)
from impact_hub.ui.fields import (
    actions,
    day_field,
    form,
    hidden,
    select_field,
    submit,
)
from impact_hub.ui.layout import page_head, place_eyebrow, screen, section
from impact_hub.ui.menu import MenuEntry, may
from impact_hub.ui.parts import button, confirm, empty, more, scroll, status
from impact_hub.ui.shapes import shape
from impact_hub.ui.text import choose, in_words, t

# What a cell of the matrix can say.
LEGEND = (
    "approved",
    "submitted",
    "returned",
    "draft",
    "overdue",
    "none",
    "not_expected",
)

MENU = MenuEntry("figures", t("Figures"), "/figures", Right.REPORT)


def figures_page() -> rx.Component:
    state = RoundsState
    return screen(
        page_head(t("Figures"), state.summary, eyebrow=place_eyebrow()),
        rx.cond(
            state.periods,
            rx.cond(
                state.lines,
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
        rx.cond(may(Right.EDIT), _periods(), rx.fragment()),
        here="figures",
    )


def _matrix() -> rx.Component:
    state = RoundsState
    return rx.el.div(
        scroll(
            t("Partners and periods"),
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th(t("Partner"), scope="col"),
                        rx.foreach(state.periods, _period_head),
                    )
                ),
                rx.el.tbody(rx.foreach(state.lines, _line)),
                class_name="matrix",
            ),
        ),
        rx.el.ul(
            *[rx.el.li(status(code, words.ALL)) for code in LEGEND],
            class_name="legend",
        ),
        rx.cond(
            state.has_older,
            button(t("Show older periods"), on_click=state.show_older, look="plain"),
            rx.fragment(),
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


def _periods() -> rx.Component:
    state = RoundsState
    return rx.fragment(
        section(
            t("Open a period"),
            form(
                rx.el.div(
                    select_field(
                        "period",
                        t("Period"),
                        state.next_periods,
                        value=state.chosen,
                        on_change=state.choose,
                    ),
                    class_name="fields-row",
                ),
                rx.cond(
                    state.chosen == "other",
                    rx.el.div(
                        day_field("starts", t("From")),
                        day_field("ends", t("Until")),
                        class_name="fields-row",
                    ),
                    rx.fragment(),
                ),
                rx.el.div(
                    day_field(
                        "opens_on", t("Can be reported from"), value=state.opens_on
                    ),
                    rx.el.div(
                        day_field("due_on", t("Is due by"), value=state.due_on),
                        key=state.due_on,
                    ),
                    class_name="fields-row",
                ),
                actions(submit(t("Open the period"))),
                on_submit=state.add,
                key=state.form_key,
            ),
        ),
        rx.cond(
            state.periods,
            section(
                t("All periods"),
                rx.el.ul(rx.foreach(state.periods, _period), class_name="list"),
            ),
            rx.fragment(),
        ),
    )


def _period(item: PeriodItem) -> rx.Component:
    state = RoundsState
    return rx.el.li(
        rx.el.div(
            rx.el.span(
                rx.el.span(item.name, class_name="list-title"),
                " ",
                status(item.status, words.WINDOWS),
                rx.cond(
                    item.due_day != "",
                    rx.el.span(t(", due {day}", day=item.due_day), class_name="muted"),
                    rx.fragment(),
                ),
            ),
            more(
                t("Change"),
                rx.el.div(
                    form(
                        hidden("period_id", item.id),
                        rx.el.div(
                            _window_day(item, "opens_on", item.opens),
                            _window_day(item, "due_on", item.due),
                            class_name="fields-row",
                        ),
                        actions(submit(t("Save"))),
                        on_submit=state.change_window,
                        key=f"{item.id}-{state.form_key}",
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


def _window_day(item: PeriodItem, name: str, value: str) -> rx.Component:
    label = t("Can be reported from") if name == "opens_on" else t("Is due by")
    return rx.el.div(
        rx.el.label(label, html_for=f"{name}-{item.id}"),
        rx.el.input(
            id=f"{name}-{item.id}",
            name=name,
            type="date",
            default_value=value,
            class_name="input short",
        ),
        class_name="field",
    )
