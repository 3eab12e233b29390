"""The public page of an initiative: a page of a magazine, and a report on paper."""

import reflex as rx

from impact_hub.features.results.page.parts import (
    coverage_section,
    scoreboard,
    stairs_section,
    standings_section,
    take_away_section,
)
from impact_hub.features.results.state.board import BoardState
from impact_hub.ui.layout import page_head, screen, section
from impact_hub.ui.parts import told
from impact_hub.ui.text import t


def public_page() -> rx.Component:
    state = BoardState
    return screen(
        page_head(
            state.name,
            state.goal,
            eyebrow=rx.el.p(state.area, " · ", state.time, class_name="eyebrow"),
        ),
        rx.cond(
            state.public_notice != "",
            told(rx.el.p(state.public_notice), tone="watch"),
            rx.fragment(),
        ),
        rx.el.p(state.summary, class_name="goal"),
        section(t("Where we stand"), scoreboard()),
        standings_section(),
        stairs_section("#main"),
        coverage_section(),
        _who(),
        _sources(),
        take_away_section(),
    )


def _who() -> rx.Component:
    state = BoardState
    return section(
        t("Who is behind it"),
        rx.el.p(t("{backbone} keeps it together.", backbone=state.backbone)),
        rx.el.ul(
            rx.foreach(state.partners, lambda name: rx.el.li(name, class_name="chip")),
            class_name="chips",
        ),
    )


def _sources() -> rx.Component:
    state = BoardState
    return rx.cond(
        state.sources,
        section(
            t("Sources"),
            rx.el.ul(
                rx.foreach(state.sources, rx.el.li),
                class_name="plain-list",
            ),
        ),
        rx.fragment(),
    )
