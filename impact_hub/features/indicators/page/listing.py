"""The list of indicators, and how figures are split."""

from typing import Any

import reflex as rx

from impact_hub.features.indicators.forms import RetireIndicator
from impact_hub.features.indicators.page.dimensions import dimensions_section
from impact_hub.features.indicators.state.listing import IndicatorsState
from impact_hub.features.indicators.views.listing import GroupItem, IndicatorItem
from impact_hub.features.initiatives.rules import Right
from impact_hub.ui.forms import form
from impact_hub.ui.layout import page_head, place_eyebrow, screen
from impact_hub.ui.menu import MenuEntry, may
from impact_hub.ui.parts import button, confirm, empty, link_button, more, when
from impact_hub.ui.state import AppState
from impact_hub.ui.text import Text, t

MENU = MenuEntry("indicators", t("Indicators"), "/indicators")


def indicators_page() -> rx.Component:
    base = "/i/" + AppState.place_slug
    return screen(
        page_head(
            t("Indicators"),
            t("What shows that a result is reached: one definition for all partners."),
            eyebrow=place_eyebrow(),
        ),
        when(
            may(Right.EDIT),
            link_button(t("Add an indicator"), base + "/indicators/new"),
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
        dimensions_section(IndicatorsState),
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
                    rx.el.span(group.noun, ": ", class_name="muted"),
                    group.title,
                ),
                t("Not on the stairs yet"),
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
                rx.el.span(item.facts, class_name="muted"),
            ),
            rx.el.span(
                rx.cond(
                    item.target != "",
                    rx.fragment(
                        t("target {figure}", figure=item.target),
                        rx.el.span(
                            t(" by {day}", day=item.target_due), class_name="muted"
                        ),
                    ),
                    rx.el.span(t("no target"), class_name="muted"),
                ),
                when(
                    item.asked != "",
                    rx.el.br(),
                    rx.el.span(item.asked, class_name="muted"),
                ),
            ),
            when(may(Right.EDIT), _tools(item)),
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
        when(~(item.is_first & item.is_last), _movers(item)),
        rx.cond(
            item.is_retired,
            button(
                t("Ask again"),
                on_click=state.restore(item.code),
                look="plain small",
                aria_label=t("Ask for {title} again", title=item.title),
            ),
            more(
                _for(t("Retire"), item),
                form(
                    RetireIndicator,
                    key=item.code,
                    on_submit=state.retire,
                    save=t("Ask no longer"),
                ),
            ),
        ),
        when(
            ~item.has_figures,
            confirm(
                _for(t("Delete"), item),
                t("Nobody has reported it. Delete {title}?", title=item.title),
                t("Yes, delete"),
                on_click=state.delete(item.code),
            ),
        ),
        class_name="row",
    )


def _for(label: Text, item: IndicatorItem) -> rx.Component:
    """What a button does; screen readers hear to what."""
    return rx.fragment(
        label, rx.el.span(": ", item.title, class_name="visually-hidden")
    )


def _movers(item: IndicatorItem) -> rx.Component:
    return rx.fragment(
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
