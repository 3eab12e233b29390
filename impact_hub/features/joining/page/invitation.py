"""An invitation: what it is for, and coming in through it."""

from typing import Any

import reflex as rx

from impact_hub.features.joining.state.invitation import InvitationState
from impact_hub.features.joining.views.invitation import InvitedPlace
from impact_hub.features.organisations.forms import Registration
from impact_hub.ui.fields import hidden
from impact_hub.ui.forms import native_form
from impact_hub.ui.layout import page_head, screen, section
from impact_hub.ui.parts import button, link_button, when
from impact_hub.ui.providers import provider_section
from impact_hub.ui.state import AppState
from impact_hub.ui.text import t


def invitation_page() -> rx.Component:
    page: Any = InvitationState.page
    return screen(
        rx.cond(
            page.is_open,
            rx.fragment(
                page_head(
                    t("Welcome to {organisation}", organisation=page.organisation),
                    rx.cond(
                        page.invited_by != "",
                        t("{name} has invited you.", name=page.invited_by),
                        t("You have been invited."),
                    ),
                ),
                rx.foreach(page.places, _place),
                section(
                    t("Take part"),
                    rx.el.p(t("This invitation works until {day}.", day=page.last_day)),
                    rx.cond(AppState.signed_in, _accept(), _register()),
                ),
            ),
            rx.fragment(
                page_head(t("This invitation can't be used"), page.why_not),
                link_button(t("To the start page"), "/", quiet=True),
            ),
        ),
        width="narrow",
    )


def _place(place: InvitedPlace) -> rx.Component:
    """What one would take part in, before anything is asked."""
    return rx.el.section(
        rx.el.h2(place.name),
        rx.el.p(place.goal, class_name="lead"),
        rx.el.p(t("{backbone} keeps it together.", backbone=place.backbone)),
        rx.el.p(place.asked),
        when(place.seen != "", rx.el.p(place.seen, class_name="muted")),
        class_name="section stack tight",
    )


def _accept() -> rx.Component:
    return rx.el.div(
        rx.el.p(t("You are signed in as {name}.", name=AppState.person_name)),
        button(t("Accept the invitation"), on_click=InvitationState.accept, look=""),
        class_name="stack",
    )


def _register() -> rx.Component:
    state = InvitationState
    return rx.fragment(
        native_form(
            Registration,
            hidden("token", state.token),
            action="/auth/register",
            save=t("Create the account"),
        ),
        provider_section(state.providers),
        section(
            t("You have an account here already?"),
            link_button(
                t("Sign in and accept"),
                "/sign-in?next=/invite/" + state.token,
                quiet=True,
            ),
        ),
    )
