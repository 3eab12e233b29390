"""An initiative begins, and is changed later."""

from typing import Any

import reflex as rx

from impact_hub.features.initiatives.rules import Right
from impact_hub.features.initiatives.state import (
    NewInitiativeState,
    SettingsState,
)
from impact_hub.ui.fields import (
    actions,
    checkbox,
    day_field,
    form,
    select_field,
    submit,
    text_field,
    words_field,
)
from impact_hub.ui.layout import page_head, place_eyebrow, screen, section
from impact_hub.ui.menu import MenuEntry
from impact_hub.ui.parts import button, empty, link_button, told
from impact_hub.ui.state import AppState
from impact_hub.ui.text import count, t
from impact_hub.ui.words import rhythm_options


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
            count(state.leads) == 0,
            empty(
                t("First, add your organisation"),
                t("An initiative needs an organisation that keeps it together."),
                link_button(t("Add an organisation"), "/organisations/new"),
            ),
            form(
                select_field("lead", t("Backbone organisation"), state.leads),
                *outline_fields(state),
                actions(submit(t("Begin"))),
                on_submit=state.create,
                key=state.starts,
            ),
        ),
        width="narrow",
    )


MENU = MenuEntry("settings", t("Settings"), "/settings", Right.EDIT)


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
                told(
                    rx.el.p(t("Only those who take part see this initiative.")),
                    button(t("Open it to everyone"), on_click=state.open_to_public),
                ),
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
                *outline_fields(state),
                words_field(
                    "notice",
                    t("Notice on every page"),
                    state.languages,
                    state.notices,
                    hint=t("Such as: figures before 2024 were counted differently."),
                ),
                actions(submit(t("Save"))),
                on_submit=state.save,
                key=state.form_key,
            ),
        ),
        here="settings",
    )


def outline_fields(state: Any) -> list[rx.Component]:
    """What an initiative is about: the same when it begins and later."""
    return [
        words_field("name", t("Name"), state.languages, state.names),
        words_field(
            "goal",
            t("Shared goal"),
            state.languages,
            state.goals,
            hint=t("What will be different, for whom? One or two sentences."),
            long=True,
        ),
        checkbox(
            "second_language",
            t("Everything in German and English"),
            checked=count(state.languages) > 1,
            on_change=state.toggle_language,
        ),
        text_field(
            "area",
            t("Area"),
            value=state.area,
            hint=t("A quarter, a city, a region or a country."),
        ),
        rx.el.div(
            day_field("starts", t("From"), value=state.starts),
            day_field("ends", t("Until (if it is known)"), value=state.ends),
            class_name="fields-row",
        ),
        select_field(
            "rhythm",
            t("How often is reported"),
            rhythm_options(),
            value=state.rhythm,
            hint=t("An indicator can have a rhythm of its own."),
        ),
        text_field(
            "threshold",
            t("Protect numbers of people below"),
            value=state.threshold,
            hint=t(
                "Smaller numbers are withheld from everyone but the partner itself and "
                "the backbone."
            ),
            short=True,
            input_mode="numeric",
        ),
    ]
