"""Who takes part in an initiative."""

from typing import Any

import reflex as rx

from impact_hub.features.initiatives.rules import Right
from impact_hub.features.joining.forms import AddOwn, InviteOrganisations
from impact_hub.features.joining.state.partners import PartnersState
from impact_hub.features.joining.views.letters import LetterItem
from impact_hub.features.joining.views.partners import ParticipantItem
from impact_hub.ui.fields import actions, submit
from impact_hub.ui.forms import fields, form, side_by_side
from impact_hub.ui.layout import page_head, place_eyebrow, screen, section
from impact_hub.ui.menu import MenuEntry, may
from impact_hub.ui.parts import button, confirm, copy_field, empty, more, told, when
from impact_hub.ui.state import AppState
from impact_hub.ui.text import count, t, tn

MENU = MenuEntry("partners", t("Partners"), "/partners")


def partners_page() -> rx.Component:
    page: Any = PartnersState.page
    return screen(
        page_head(
            t("Who takes part"),
            t("{backbone} keeps it together.", backbone=page.backbone),
            eyebrow=place_eyebrow(),
        ),
        when(PartnersState.letters, _letters()),
        section(
            t("Partners"),
            rx.cond(
                page.partners,
                rx.el.ul(rx.foreach(page.partners, _participant), class_name="list"),
                empty(
                    t("No partner yet"),
                    t("Partners report the shared indicators. Invite the first one."),
                ),
            ),
        ),
        section(
            t("Funders"),
            rx.cond(
                page.funders,
                rx.el.ul(rx.foreach(page.funders, _participant), class_name="list"),
                empty(
                    t("No funder yet"),
                    t("Funders read what is approved, and take it away as a table."),
                ),
            ),
        ),
        when(may(Right.EDIT), _inviting()),
        here="partners",
    )


def _letters() -> rx.Component:
    """The invitations that were just made, each with its text."""
    letters: Any = PartnersState.letters
    return told(
        rx.el.p(
            rx.el.strong(
                tn(
                    "{n} invitation is ready.",
                    "{n} invitations are ready.",
                    count(letters),
                )
            ),
            " ",
            t(
                "Each link works once, and only for some days. It is shown only now: "
                "please send it on before you leave this page."
            ),
        ),
        when(
            count(letters) > 1,
            button(
                t("Copy all texts"),
                on_click=rx.set_clipboard(PartnersState.all_letters),
            ),
        ),
        rx.foreach(letters, _letter),
        tone="good",
    )


def _letter(item: LetterItem) -> rx.Component:
    return rx.el.section(
        rx.el.h3(item.name),
        when(item.address != "", rx.el.p(item.address, class_name="muted")),
        copy_field(t("Invitation link for {name}", name=item.name), item.link),
        more(
            t("Text for a mail"),
            rx.el.p(rx.el.strong(item.subject)),
            rx.el.p(item.text, style={"white-space": "pre-line"}),
            button(
                t("Copy the text"),
                on_click=rx.set_clipboard(item.subject + "\n\n" + item.text),
                aria_label=t("Copy the text for {name}", name=item.name),
            ),
        ),
        class_name="section stack tight",
    )


def _participant(item: ParticipantItem) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(
                rx.el.a(item.name, href=item.href, class_name="list-title"),
                rx.el.br(),
                rx.el.span(item.facts, class_name="muted figure"),
            ),
            when(may(Right.EDIT), _tools(item)),
            class_name="list-link",
        )
    )


def _tools(item: ParticipantItem) -> rx.Component:
    state = PartnersState
    return rx.el.div(
        when(
            item.is_waiting,
            button(
                t("New link"),
                on_click=state.invite_again(item.id),
                look="plain small",
                aria_label=t("New link for {name}", name=item.name),
            ),
        ),
        rx.cond(
            item.has_ended,
            button(
                t("Takes part again"),
                on_click=state.resume(item.id),
                look="plain small",
                aria_label=t("{name} takes part again from today on", name=item.name),
            ),
            confirm(
                t("End"),
                t(
                    "{name} owes nothing after today. What it has reported stays.",
                    name=item.name,
                ),
                t("Yes, end today"),
                on_click=state.end(item.id),
            ),
        ),
        class_name="row",
    )


def _inviting() -> rx.Component:
    state = PartnersState
    forms: Any = AppState.forms
    return section(
        t("Invite organisations"),
        form(
            InviteOrganisations,
            fields("people"),
            side_by_side("part", "kind"),
            fields("scope"),
            side_by_side("since", "day"),
            actions(submit(t("Make invitations"))),
            on_submit=state.invite,
            on_redraw=state.redraw,
        ),
        when(
            forms.contains(AddOwn.form_id()),
            more(
                t("Add one of your own organisations"),
                form(AddOwn, on_submit=state.add_own, save=t("Add")),
            ),
        ),
    )
