"""Signing in, and one's own account."""

import reflex as rx

from impact_hub.features.home.state import (
    AccountState,
    ProviderItem,
    SignInState,
)
from impact_hub.ui.fields import actions, form, hidden, native_form, submit, text_field
from impact_hub.ui.layout import page_head, screen, section
from impact_hub.ui.parts import told
from impact_hub.ui.state import AppState
from impact_hub.ui.text import t


def sign_in_page() -> rx.Component:
    return screen(
        page_head(t("Sign in")),
        rx.cond(
            SignInState.refused != "",
            told(rx.el.p(SignInState.refused, role="alert"), tone="behind"),
            rx.fragment(),
        ),
        native_form(
            hidden("next", SignInState.way_back),
            text_field(
                "email",
                t("E-mail"),
                value=SignInState.email,
                type="email",
                auto_complete="username",
                required=True,
            ),
            text_field(
                "password",
                t("Password"),
                type="password",
                auto_complete="current-password",
                required=True,
            ),
            actions(submit(t("Sign in"))),
            action="/auth/sign-in",
            key=SignInState.email + SignInState.way_back,
        ),
        rx.cond(
            SignInState.providers,
            section(
                t("Or sign in with"),
                rx.el.div(
                    rx.foreach(SignInState.providers, _provider), class_name="row"
                ),
            ),
            rx.fragment(),
        ),
        section(
            t("No account yet?"),
            rx.el.p(
                t(
                    "Accounts come with an invitation. Ask the organisation that you "
                    "work with for a link."
                )
            ),
        ),
        width="narrow",
    )


def _provider(item: ProviderItem) -> rx.Component:
    return rx.el.a(
        item.name,
        href=item.href,
        class_name="button quiet",
        custom_attrs={"reloadDocument": True},
    )


def account_page() -> rx.Component:
    return screen(
        page_head(t("My account")),
        rx.cond(
            AccountState.told != "",
            told(
                rx.el.p(AccountState.told, role="status"),
                tone=rx.cond(AccountState.refused_field == "", "good", "behind"),
            ),
            rx.fragment(),
        ),
        section(
            t("Name"),
            form(
                text_field(
                    "name",
                    t("What others see"),
                    value=AppState.person_name,
                    auto_complete="name",
                ),
                actions(submit(t("Save"))),
                on_submit=AccountState.rename,
                key=AppState.person_name,
            ),
        ),
        section(
            t("Password"),
            native_form(
                text_field(
                    "current",
                    t("Current password"),
                    type="password",
                    auto_complete="current-password",
                ),
                text_field(
                    "new",
                    t("New password"),
                    type="password",
                    auto_complete="new-password",
                    hint=t("At least ten characters. Other browsers are signed out."),
                ),
                actions(submit(t("Change the password"))),
                action="/auth/password",
            ),
        ),
        width="narrow",
    )
