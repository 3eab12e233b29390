"""Pages of organisations and invitations."""

import reflex as rx

from impact_hub.features.organisations.forms import (
    Invite,
    NewOrganisation,
    Profile,
)
from impact_hub.features.organisations.state import (
    InvitationItem,
    MemberItem,
    NewOrganisationState,
    OrganisationState,
)
from impact_hub.features.organisations.words import KINDS, ROLES
from impact_hub.ui.fields import actions, submit
from impact_hub.ui.forms import form, side_by_side
from impact_hub.ui.layout import page_head, screen, section
from impact_hub.ui.parts import (
    button,
    confirm,
    copy_field,
    more,
    told,
    when,
)
from impact_hub.ui.text import Text, choose, in_words, t


def new_organisation_page() -> rx.Component:
    return screen(
        page_head(
            t("Add your organisation"),
            t("You will be its owner, and can invite the others."),
        ),
        form(NewOrganisation, on_submit=NewOrganisationState.create, save=t("Add")),
        width="narrow",
    )


def organisation_page() -> rx.Component:
    state = OrganisationState
    return screen(
        page_head(
            state.name,
            rx.fragment(
                choose(state.kind, in_words(KINDS)),
                when(state.place != "", rx.fragment(" · ", state.place)),
            ),
        ),
        when(
            state.description != "",
            rx.el.p(state.description, style={"white-space": "pre-line"}),
        ),
        when(
            state.website != "",
            rx.el.p(
                rx.el.a(
                    state.website,
                    href=state.website,
                    rel="noopener noreferrer",
                    custom_attrs={"reloadDocument": True},
                )
            ),
        ),
        when(state.is_member, _members()),
        when(state.may_edit, _invite(), _edit()),
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
        when(
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
        ),
        form(
            Invite,
            side_by_side("role", "note"),
            actions(submit(t("Make an invitation link"))),
            on_submit=state.invite,
        ),
        when(
            state.invitations,
            rx.el.ul(rx.foreach(state.invitations, _invitation), class_name="list"),
        ),
    )


def _invitation(item: InvitationItem) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(
                choose(item.role, in_words(ROLES)),
                when(item.note != "", rx.fragment(" · ", item.note)),
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
    return rx.el.section(
        more(
            t("Change the profile"),
            form(Profile, on_submit=OrganisationState.save),
        ),
        class_name="section",
    )


def _role_names() -> list[tuple[str, Text]]:
    return [("owner", t("Owner")), ("editor", t("Editor")), ("viewer", t("Viewer"))]
