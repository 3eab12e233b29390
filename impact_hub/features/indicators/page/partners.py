"""Who takes part in an initiative."""

import reflex as rx

from impact_hub.features.indicators.state.partners import (
    ParticipantItem,
    PartnersState,
)
from impact_hub.features.initiatives.rules import Right
from impact_hub.features.organisations.words import KINDS
from impact_hub.ui.fields import (
    actions,
    checkbox,
    form,
    select_field,
    submit,
    text_field,
)
from impact_hub.ui.layout import page_head, place_eyebrow, screen, section
from impact_hub.ui.menu import MenuEntry, may
from impact_hub.ui.parts import button, copy_field, empty, more, told
from impact_hub.ui.text import Text, options_of, t

MENU = MenuEntry("partners", t("Partners"), "/partners")


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
        rx.cond(may(Right.EDIT), _invite_section(), rx.fragment()),
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
                rx.el.br(),
                rx.el.span(item.facts, class_name="muted figure"),
            ),
            rx.cond(may(Right.EDIT), _tools(item), rx.fragment()),
            class_name="list-link",
        )
    )


def _tools(item: ParticipantItem) -> rx.Component:
    state = PartnersState
    return rx.el.div(
        rx.cond(
            item.reports_nothing,
            button(
                t("Let it report every indicator"),
                on_click=state.assign_all(item.organisation_id),
                look="plain small",
            ),
            rx.fragment(),
        ),
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
            item.has_ended,
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
                select_field("kind", t("Kind"), options_of(KINDS)),
                class_name="fields-row",
            ),
            text_field(
                "note",
                t("Who is the link for?"),
                hint=t("A note for yourselves, such as a name."),
            ),
            _reports_all("reports_all"),
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
                    _reports_all("known_reports_all"),
                    actions(submit(t("Add"))),
                    on_submit=state.add_known,
                    key=state.form_key,
                ),
            ),
            rx.fragment(),
        ),
    )


def _reports_all(name: str) -> rx.Component:
    return rx.cond(
        PartnersState.indicators > 0,
        checkbox(
            name,
            t("A partner reports every indicator that is asked for today"),
            checked=True,
            hint=t("Each indicator's own page changes that later."),
        ),
        rx.fragment(),
    )


def _part_options() -> list[tuple[str, Text]]:
    return [("partner", t("Partner, who reports")), ("funder", t("Funder, who reads"))]
