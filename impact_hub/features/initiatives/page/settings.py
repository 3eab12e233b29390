"""An initiative begins, and is changed later."""

import reflex as rx

from impact_hub.features.initiatives.forms import NewInitiative, Outline
from impact_hub.features.initiatives.rules import Right
from impact_hub.features.initiatives.state import (
    NewInitiativeState,
    SettingsState,
)
from impact_hub.ui.fields import actions, submit
from impact_hub.ui.forms import fields, form, side_by_side
from impact_hub.ui.layout import page_head, place_eyebrow, screen, section
from impact_hub.ui.menu import MenuEntry
from impact_hub.ui.parts import button, confirm, empty, link_button, told
from impact_hub.ui.state import AppState
from impact_hub.ui.text import t


def new_initiative_page() -> rx.Component:
    state = NewInitiativeState
    return screen(
        page_head(
            t("Begin an initiative"),
            t(
                "An initiative is a goal that several organisations share. Yours keeps "
                "it together: as the backbone."
            ),
        ),
        rx.cond(
            state.may_begin,
            form(
                NewInitiative,
                fields("lead"),
                *outline_fields(),
                actions(submit(t("Begin"))),
                on_submit=state.create,
                on_redraw=state.redraw,
            ),
            empty(
                t("First, add your organisation"),
                t("An initiative needs an organisation that keeps it together."),
                link_button(t("Add an organisation"), "/organisations/new"),
            ),
        ),
        width="narrow",
    )


MENU = MenuEntry("settings", t("Settings"), "/settings", Right.EDIT)


def _opening() -> rx.Component:
    """What everyone would see, a look at it, and then the question."""
    return told(
        rx.el.p(t("Only those who take part see this initiative.")),
        link_button(
            t("Look at it as everyone would see it"),
            "/p/" + AppState.place_slug,
            quiet=True,
        ),
        confirm(
            t("Open it to everyone"),
            rx.el.div(
                rx.el.p(rx.el.strong(t("Everyone will see, also without an account:"))),
                rx.el.ul(
                    rx.el.li(t("the goal, the area, and who takes part")),
                    rx.el.li(t("the impact logic with its assumptions")),
                    rx.el.li(
                        t(
                            "each indicator with its definition, its targets, and the "
                            "approved figures of all partners together"
                        )
                    ),
                ),
                rx.el.p(rx.el.strong(t("Nobody else will see:"))),
                rx.el.ul(
                    rx.el.li(t("what a single partner has reported")),
                    rx.el.li(t("drafts, notes and reviews, and the names of people")),
                    rx.el.li(t("small numbers of people")),
                ),
                class_name="stack tight",
            ),
            t("Yes, open it"),
            on_click=SettingsState.open_to_public,
        ),
    )


def settings_page() -> rx.Component:
    state = SettingsState
    return screen(
        page_head(t("Settings"), eyebrow=place_eyebrow()),
        section(
            t("Who may see it"),
            rx.cond(
                AppState.place_is_open,
                told(
                    rx.el.p(
                        t(
                            "This initiative is public: everyone sees the goal, the "
                            "logic and the approved totals. Small numbers of people "
                            "are withheld."
                        )
                    ),
                    rx.el.div(
                        link_button(
                            t("To the public page"),
                            "/p/" + AppState.place_slug,
                            quiet=True,
                        ),
                        button(t("Close it again"), on_click=state.close_to_public),
                        class_name="row",
                    ),
                    tone="good",
                ),
                _opening(),
            ),
        ),
        section(
            t("Figures from files"),
            rx.el.p(t("Bring in tables that you have, or take everything out.")),
            link_button(
                t("Import and export"),
                "/i/" + AppState.place_slug + "/import",
                quiet=True,
            ),
        ),
        section(
            t("What it is about"),
            form(
                Outline,
                *outline_fields(),
                fields("notices"),
                actions(submit(t("Save"))),
                on_submit=state.save,
                on_redraw=state.redraw,
            ),
        ),
        here="settings",
    )


def outline_fields() -> list[rx.Component]:
    """What an initiative is about: the same when it begins and later."""
    return [
        fields("names", "goals", "languages", "area"),
        side_by_side("starts", "ends"),
        fields("rhythm", "threshold", "coverage"),
    ]
