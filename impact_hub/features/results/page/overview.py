"""The overview: everyone's first page of an initiative."""

import reflex as rx

from impact_hub.features.initiatives.rules import Right
from impact_hub.features.results.page.parts import (
    changes_section,
    coverage_section,
    stairs_section,
    standings_section,
    stands_section,
    take_away_section,
)
from impact_hub.features.results.state.board import BoardState
from impact_hub.ui.layout import page_head, screen
from impact_hub.ui.menu import MenuEntry, may
from impact_hub.ui.parts import told
from impact_hub.ui.state import AppState
from impact_hub.ui.text import Text, count, t

MENU = MenuEntry("overview", t("Overview"))


def overview_page() -> rx.Component:
    page = BoardState.page
    return screen(
        page_head(
            page.name,
            page.summary,
            eyebrow=rx.el.p(
                rx.el.span(page.area, " · ", page.time),
                rx.cond(
                    AppState.place_is_open,
                    rx.el.a(
                        t("The page for everyone"),
                        href="/p/" + AppState.place_slug,
                        class_name="no-print",
                    ),
                ),
                class_name="eyebrow",
            ),
        ),
        rx.el.p(page.goal, class_name="goal"),
        rx.cond(may(Right.EDIT), _first_steps()),
        stands_section(),
        standings_section(),
        coverage_section(),
        stairs_section("/i/" + AppState.place_slug + "/logic"),
        changes_section(),
        take_away_section(),
        here="overview",
    )


def _first_steps() -> rx.Component:
    """For an initiative that has just begun: what comes next."""
    base = "/i/" + AppState.place_slug

    def step(label: Text, href: Text) -> rx.Component:
        return rx.el.li(rx.el.a(label, href=href))

    return rx.cond(
        count(BoardState.page.cards) == 0,
        told(
            rx.el.p(rx.el.strong(t("So begins an initiative:"))),
            rx.el.ol(
                step(t("Put your results on the stairs"), base + "/logic"),
                step(t("Add a few indicators"), base + "/indicators"),
                step(t("Invite your partners"), base + "/partners"),
                step(t("Open a reporting period"), base + "/figures"),
                class_name="steps",
            ),
            tone="good",
        ),
    )
