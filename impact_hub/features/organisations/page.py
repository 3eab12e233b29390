"""Pages of organisations and invitations."""

import reflex as rx

from impact_hub.features.organisations.state import (
    InvitationItem,
    InvitationState,
    MemberItem,
    NewOrganisationState,
    OrganisationState,
)
from impact_hub.features.organisations.words import KINDS
from impact_hub.ui.fields import (
    actions,
    form,
    hidden,
    native_form,
    select_field,
    submit,
    text_area,
    text_field,
)
from impact_hub.ui.layout import page_head, screen, section
from impact_hub.ui.parts import button, confirm, copy_field, link_button, more, told
from impact_hub.ui.providers import provider_section
from impact_hub.ui.state import AppState
from impact_hub.ui.text import Text, choose, in_words, options_of, t


def new_organisation_page() -> rx.Component:
    return screen(
        page_head(
            t("Add your organisation"),
            t("You will be its owner, and can invite the others."),
        ),
        form(
            text_field("name", t("Name of the organisation")),
            select_field("kind", t("Kind"), options_of(KINDS)),
            text_field("place", t("Place")),
            actions(submit(t("Add"))),
            on_submit=NewOrganisationState.create,
        ),
        width="narrow",
    )


def organisation_page() -> rx.Component:
    state = OrganisationState
    return screen(
        page_head(
            state.name,
            rx.fragment(
                choose(state.kind, in_words(KINDS)),
                rx.cond(
                    state.place != "",
                    rx.fragment(" · ", state.place),
                    rx.fragment(),
                ),
            ),
        ),
        rx.cond(
            state.description != "",
            rx.el.p(state.description, style={"white-space": "pre-line"}),
            rx.fragment(),
        ),
        rx.cond(
            state.website != "",
            rx.el.p(
                rx.el.a(
                    state.website,
                    href=state.website,
                    rel="noopener noreferrer",
                    custom_attrs={"reloadDocument": True},
                )
            ),
            rx.fragment(),
        ),
        rx.cond(state.is_member, _members(), rx.fragment()),
        rx.cond(state.may_edit, _invite(), rx.fragment()),
        rx.cond(state.may_edit, _edit(), rx.fragment()),
    )


def _members() -> rx.Component:
    return section(
        t("Members"),
        rx.el.ul(rx.foreach(OrganisationState.members, _member), class_name="list"),
    )


def _member(item: MemberItem) -> rx.Component:
    state = OrganisationState
    return rx.el.li(
        rx.el.div(
            rx.el.span(
                rx.el.span(item.name, class_name="list-title"),
                rx.el.br(),
                rx.el.span(item.email, class_name="muted"),
            ),
            rx.cond(
                state.may_edit,
                rx.el.div(
                    rx.el.select(
                        *[
                            rx.el.option(label, value=role)
                            for role, label in _role_names()
                        ],
                        value=item.role,
                        on_change=lambda role: state.change_role(item.id, role),
                        aria_label=t("Role of {name}", name=item.name),
                        class_name="input short",
                    ),
                    _remove(item),
                    class_name="row",
                ),
                rx.el.span(choose(item.role, dict(_role_names())), class_name="muted"),
            ),
            class_name="list-link",
        )
    )


def _remove(item: MemberItem) -> rx.Component:
    return confirm(
        rx.cond(item.is_me, t("Leave"), t("Remove")),
        t("Take {name} out of this organisation?", name=item.name),
        t("Yes, take out"),
        on_click=OrganisationState.remove(item.id),
    )


def _invite() -> rx.Component:
    state = OrganisationState
    return section(
        t("Invite somebody"),
        rx.cond(
            state.link != "",
            told(
                rx.el.p(
                    t(
                        "Send this link. It works once, and only for some days. It is "
                        "not shown again."
                    )
                ),
                copy_field(t("Invitation link"), state.link),
                tone="good",
            ),
            rx.fragment(),
        ),
        form(
            rx.el.div(
                select_field("role", t("Role"), _role_options(), value="editor"),
                text_field("note", t("Who is the link for?")),
                class_name="fields-row",
            ),
            actions(submit(t("Make an invitation link"))),
            on_submit=state.invite,
            key=state.form_key,
        ),
        rx.cond(
            state.invitations,
            rx.el.ul(rx.foreach(state.invitations, _invitation), class_name="list"),
            rx.fragment(),
        ),
    )


def _invitation(item: InvitationItem) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(
                choose(item.role, dict(_role_options())),
                rx.cond(item.note != "", rx.fragment(" · ", item.note), rx.fragment()),
            ),
            rx.cond(
                item.is_open,
                rx.el.div(
                    rx.el.span(
                        t("open until {day}", day=item.expires), class_name="muted"
                    ),
                    button(
                        t("Withdraw"),
                        on_click=OrganisationState.withdraw(item.id),
                        look="plain small",
                    ),
                    class_name="row",
                ),
                rx.el.span(t("expired"), class_name="muted"),
            ),
            class_name="list-link",
        )
    )


def _edit() -> rx.Component:
    state = OrganisationState
    return rx.el.section(
        more(
            t("Change the profile"),
            form(
                text_field("name", t("Name of the organisation"), value=state.name),
                select_field("kind", t("Kind"), options_of(KINDS), value=state.kind),
                text_field("place", t("Place"), value=state.place),
                text_field("website", t("Website"), value=state.website),
                text_area(
                    "description", t("What it does"), value=state.description, rows="4"
                ),
                actions(submit(t("Save"))),
                on_submit=state.save,
                key=state.form_key,
            ),
        ),
        class_name="section",
    )


def _role_names() -> list[tuple[str, Text]]:
    return [("owner", t("Owner")), ("editor", t("Editor")), ("viewer", t("Viewer"))]


def _role_options() -> list[tuple[str, Text]]:
    return [
        ("owner", t("Owner: everything, and who belongs to it")),
        ("editor", t("Editor: gives and reviews figures")),
        ("viewer", t("Viewer: reads")),
    ]


def invitation_page() -> rx.Component:
    state = InvitationState
    return screen(
        rx.cond(
            state.is_open,
            rx.fragment(
                page_head(
                    t("Welcome to {organisation}", organisation=state.organisation),
                    rx.cond(
                        state.invited_by != "",
                        t("{name} has invited you.", name=state.invited_by),
                        t("You have been invited."),
                    ),
                ),
                rx.cond(
                    state.refused != "",
                    told(rx.el.p(state.refused, role="alert"), tone="behind"),
                    rx.fragment(),
                ),
                rx.cond(AppState.signed_in, _accept(), _register()),
            ),
            rx.fragment(
                page_head(t("This invitation can't be used"), state.why_not),
                link_button(t("To the start page"), "/", quiet=True),
            ),
        ),
        width="narrow",
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
            hidden("token", state.token),
            text_field("name", t("Your name"), value=state.name, auto_complete="name"),
            text_field(
                "email",
                t("E-mail"),
                value=state.email,
                type="email",
                auto_complete="username",
            ),
            text_field(
                "password",
                t("Choose a password"),
                type="password",
                auto_complete="new-password",
                hint=t("At least ten characters. A sentence is easy to remember."),
            ),
            actions(submit(t("Create the account"))),
            action="/auth/register",
            key=state.token + state.email,
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
