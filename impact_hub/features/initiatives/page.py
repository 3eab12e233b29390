"""Pages about an initiative itself: begin, settings, who takes part."""

from typing import Any

import reflex as rx

from impact_hub.features.initiatives.state import (
    NewInitiativeState,
    ParticipantItem,
    PartnersState,
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
from impact_hub.ui.parts import button, copy_field, empty, link_button, more, told
from impact_hub.ui.state import AppState
from impact_hub.ui.text import Text, count, t
from impact_hub.ui.words import kind_options, rhythm_options


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
                *_outline_fields(state),
                actions(submit(t("Begin"))),
                on_submit=state.create,
                key=state.starts,
            ),
        ),
        width="narrow",
    )


def _outline_fields(state: Any) -> list[rx.Component]:
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
                *_outline_fields(state),
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


def partners_page() -> rx.Component:
    state = PartnersState
    return screen(
        page_head(
            t("Who takes part"),
            t("{backbone} keeps it together.", backbone=state.backbone),
            eyebrow=place_eyebrow(),
        ),
        _offered_link(),
        section(
            t("Partners"),
            rx.cond(
                state.partners,
                rx.el.ul(rx.foreach(state.partners, _participant), class_name="list"),
                empty(
                    t("No partner yet"),
                    t("Partners report the shared indicators. Invite the first one."),
                ),
            ),
        ),
        section(
            t("Funders"),
            rx.cond(
                state.funders,
                rx.el.ul(rx.foreach(state.funders, _participant), class_name="list"),
                empty(
                    t("No funder yet"),
                    t("Funders read what is approved, and take it away as a table."),
                ),
            ),
        ),
        rx.cond(AppState.place_may_edit, _invite_section(), rx.fragment()),
        here="partners",
    )


def _offered_link() -> rx.Component:
    state = PartnersState
    return rx.cond(
        state.link != "",
        told(
            rx.el.p(
                t(
                    "Send this link to {name}. It works once, and only for some days. "
                    "It is not shown again.",
                    name=state.link_for,
                )
            ),
            copy_field(t("Invitation link"), state.link),
            tone="good",
        ),
        rx.fragment(),
    )


def _participant(item: ParticipantItem) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(
                rx.el.a(item.name, href=item.href, class_name="list-title"),
                rx.cond(
                    item.place != "",
                    rx.el.span(" · ", item.place, class_name="muted"),
                    rx.fragment(),
                ),
            ),
            rx.el.span(
                rx.cond(
                    item.until != "",
                    rx.el.span(t("until {day}", day=item.until), class_name="muted"),
                    rx.cond(
                        item.is_waiting,
                        rx.el.span(t("invited, nobody here yet"), class_name="muted"),
                        rx.fragment(),
                    ),
                ),
            ),
            rx.cond(AppState.place_may_edit, _tools(item), rx.fragment()),
            class_name="list-link",
        )
    )


def _tools(item: ParticipantItem) -> rx.Component:
    state = PartnersState
    return rx.el.div(
        rx.cond(
            item.is_waiting,
            button(
                t("New link"),
                on_click=state.invite_again(item.id, item.name),
                look="plain small",
            ),
            rx.fragment(),
        ),
        rx.cond(
            item.until != "",
            button(t("Resume"), on_click=state.resume(item.id), look="plain small"),
            button(t("End today"), on_click=state.end(item.id), look="plain small"),
        ),
        class_name="row",
    )


def _invite_section() -> rx.Component:
    state = PartnersState
    return section(
        t("Invite an organisation"),
        form(
            text_field("name", t("Name of the organisation")),
            rx.el.div(
                select_field("part", t("Takes part as"), _part_options()),
                select_field("kind", t("Kind"), kind_options()),
                class_name="fields-row",
            ),
            text_field(
                "note",
                t("Who is the link for?"),
                hint=t("A note for yourselves, such as a name."),
            ),
            actions(submit(t("Make an invitation link"))),
            on_submit=state.invite,
            key=state.form_key,
        ),
        rx.cond(
            state.known,
            more(
                t("Add one of your own organisations"),
                form(
                    select_field("organisation", t("Organisation"), state.known),
                    select_field("known_part", t("Takes part as"), _part_options()),
                    actions(submit(t("Add"))),
                    on_submit=state.add_known,
                    key=state.form_key,
                ),
            ),
            rx.fragment(),
        ),
    )


def _part_options() -> list[tuple[str, Text]]:
    return [("partner", t("Partner, who reports")), ("funder", t("Funder, who reads"))]
