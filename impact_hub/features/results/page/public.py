"""The public page of an initiative: a page of a magazine, and a report on paper."""

import reflex as rx

from impact_hub.features.results.page.parts import (
    coverage_section,
    stairs_section,
    standings_section,
    stands_section,
    take_away_section,
)
from impact_hub.features.results.state.board import BoardState
from impact_hub.ui.layout import page_head, screen, section
from impact_hub.ui.parts import told
from impact_hub.ui.text import t


def public_page() -> rx.Component:
    page = BoardState.page
    return screen(
        page_head(
            page.name,
            page.goal,
            eyebrow=rx.el.p(page.area, " · ", page.time, class_name="eyebrow"),
        ),
        rx.cond(page.notice != "", told(rx.el.p(page.notice), tone="watch")),
        rx.el.p(page.summary, class_name="goal"),
        stands_section(),
        standings_section(),
        stairs_section("#main"),
        coverage_section(),
        _who(),
        _sources(),
        take_away_section(),
    )


def _who() -> rx.Component:
    page = BoardState.page
    return section(
        t("Who is behind it"),
        rx.el.p(t("{backbone} keeps it together.", backbone=page.backbone)),
        rx.el.ul(
            rx.foreach(page.partners, lambda name: rx.el.li(name, class_name="chip")),
            class_name="chips",
        ),
    )


def _sources() -> rx.Component:
    page = BoardState.page
    return rx.cond(
        page.sources,
        section(
            t("Sources"),
            rx.el.ul(rx.foreach(page.sources, rx.el.li), class_name="plain-list"),
        ),
    )
