"""The list of indicators, and how figures are split."""

from typing import Any

import reflex as rx

from impact_hub.features.indicators.state.listing import (
    CategoryItem,
    DimensionItem,
    GroupItem,
    IndicatorItem,
    IndicatorsState,
)
from impact_hub.features.initiatives.rules import Right
from impact_hub.ui.fields import actions, form, hidden, submit, words_field
from impact_hub.ui.layout import page_head, place_eyebrow, screen, section
from impact_hub.ui.menu import MenuEntry, may
from impact_hub.ui.parts import button, empty, link_button, more
from impact_hub.ui.state import AppState
from impact_hub.ui.text import choose, t
from impact_hub.ui.words import value_kind_words

MENU = MenuEntry("indicators", t("Indicators"), "/indicators")


def indicators_page() -> rx.Component:
    base = "/i/" + AppState.place_slug
    return screen(
        page_head(
            t("Indicators"),
            t("What shows that a result is reached: one definition for all partners."),
            eyebrow=place_eyebrow(),
        ),
        rx.cond(
            may(Right.EDIT),
            link_button(t("Add an indicator"), base + "/indicators/new"),
            rx.fragment(),
        ),
        rx.cond(
            IndicatorsState.groups,
            rx.foreach(IndicatorsState.groups, _group),
            rx.el.div(
                empty(
                    t("No indicator yet"),
                    t(
                        "A short list works best: three to five that everybody can "
                        "report. Each shows one result of the impact logic."
                    ),
                    link_button(t("To the impact logic"), base + "/logic", quiet=True),
                ),
                class_name="section",
            ),
        ),
        _dimensions(),
        here="indicators",
    )


def _group(group: GroupItem) -> rx.Component:
    return rx.el.section(
        rx.el.h2(
            rx.cond(
                group.step != "",
                rx.fragment(
                    rx.el.span(
                        group.step, class_name="step-number " + "step-" + group.step
                    ),
                    group.result,
                ),
                t("Without a result"),
            ),
            class_name="group-title",
        ),
        rx.el.ul(rx.foreach(group.indicators, _indicator), class_name="list"),
        class_name="section",
    )


def _indicator(item: IndicatorItem) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(
                rx.el.a(item.title, href=item.href, class_name="list-title"),
                rx.el.br(),
                rx.el.span(
                    choose(item.kind, value_kind_words()),
                    rx.cond(item.unit != "", " · " + item.unit, ""),
                    rx.cond(
                        item.splits != "",
                        rx.fragment(" · ", t("split by {splits}", splits=item.splits)),
                        rx.fragment(),
                    ),
                    class_name="muted",
                ),
            ),
            rx.cond(
                item.is_retired,
                rx.el.span(t("asked for no longer"), class_name="muted"),
                rx.cond(
                    item.target != "",
                    rx.el.span(
                        t("target {figure}", figure=item.target),
                        rx.el.span(
                            t(" by {day}", day=item.target_due), class_name="muted"
                        ),
                    ),
                    rx.el.span(t("no target"), class_name="muted"),
                ),
            ),
            rx.cond(may(Right.EDIT), _tools(item), rx.fragment()),
            class_name="list-link three",
        )
    )


def _tools(item: IndicatorItem) -> rx.Component:
    state = IndicatorsState
    return rx.el.div(
        rx.el.a(
            t("Edit"),
            href=item.href + "/edit",
            aria_label=t("Edit {title}", title=item.title),
            class_name="button plain small",
        ),
        rx.cond(
            item.is_first & item.is_last,  # there is nowhere to move it
            rx.fragment(),
            rx.fragment(
                _mover(
                    "↑",
                    item,
                    -1,
                    t("Move {title} up", title=item.title),
                    disabled=item.is_first,
                ),
                _mover(
                    "↓",
                    item,
                    1,
                    t("Move {title} down", title=item.title),
                    disabled=item.is_last,
                ),
            ),
        ),
        rx.cond(
            item.is_retired,
            button(
                t("Ask again"), on_click=state.restore(item.code), look="plain small"
            ),
            button(t("Retire"), on_click=state.retire(item.code), look="plain small"),
        ),
        class_name="row",
    )


def _mover(
    arrow: str, item: IndicatorItem, by: int, label: Any, *, disabled: bool
) -> rx.Component:
    return button(
        arrow,
        on_click=IndicatorsState.move(item.code, by),
        look="plain small arrow",
        aria_label=label,
        disabled=disabled,
    )


def _dimensions() -> rx.Component:
    state = IndicatorsState
    return section(
        t("How figures are split"),
        rx.cond(
            state.dimensions,
            rx.el.div(rx.foreach(state.dimensions, _dimension), class_name="stack"),
            rx.el.p(
                t("By age, sex, district …: so that a total shows whom it is made of."),
                class_name="muted",
            ),
        ),
        rx.cond(
            may(Right.EDIT),
            more(
                t("Add a way to split"),
                form(
                    words_field("dimension", t("Called"), state.languages, state.words),
                    _category_lines(),
                    actions(submit(t("Add"))),
                    on_submit=state.add_dimension,
                    key=state.form_key,
                ),
            ),
            rx.fragment(),
        ),
    )


def _category_lines() -> rx.Component:
    state = IndicatorsState
    return words_field(
        "categories",
        t("Categories, one a line"),
        state.languages,
        state.words,
        long=True,
    )


def _dimension(item: DimensionItem) -> rx.Component:
    return rx.el.div(
        rx.el.h3(item.title),
        rx.el.ul(rx.foreach(item.categories, _category), class_name="chips"),
        rx.cond(may(Right.EDIT), _dimension_tools(item), rx.fragment()),
        class_name="stack tight",
    )


def _category(item: CategoryItem) -> rx.Component:
    return rx.el.li(
        item.title,
        rx.cond(item.is_retired, t(" (no longer)"), ""),
        class_name=rx.cond(item.is_retired, "chip muted", "chip"),
    )


def _dimension_tools(item: DimensionItem) -> rx.Component:
    state = IndicatorsState
    return more(
        t("Change the categories"),
        rx.el.div(
            rx.foreach(item.categories, _category_form),
            form(
                hidden("dimension_id", item.id),
                _category_lines(),
                actions(submit(t("Add categories"))),
                on_submit=state.add_categories,
                key=f"{item.id}-{state.form_key}",
            ),
            class_name="stack",
        ),
    )


def _category_form(item: CategoryItem) -> rx.Component:
    state = IndicatorsState
    return form(
        hidden("category_id", item.id),
        words_field("category", t("Category"), state.languages, item.titles),
        rx.el.button(t("Rename"), type="submit", class_name="button quiet small"),
        rx.cond(
            item.is_retired,
            button(
                t("Ask again"),
                on_click=state.restore_category(item.id),
                look="plain small",
            ),
            button(
                t("Ask no longer"),
                on_click=state.retire_category(item.id),
                look="plain small",
            ),
        ),
        on_submit=state.rename_category,
        key=f"{item.id}-{state.form_key}",
        class_name="row",
    )
