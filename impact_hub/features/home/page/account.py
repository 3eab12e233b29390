"""Signing in, and one's own account."""

import reflex as rx

from impact_hub.features.home.state import AccountState, SignInState
from impact_hub.ui.fields import actions, form, hidden, native_form, submit, text_field
from impact_hub.ui.layout import page_head, screen, section
from impact_hub.ui.parts import told
from impact_hub.ui.providers import provider_section
from impact_hub.ui.state import AppState
from impact_hub.ui.text import t


def sign_in_page() -> rx.Component:
    return screen(
        page_head(t("Sign in")),
        rx.cond(
            SignInState.refused != "",
            told(rx.el.p(SignInState.refused, role="alert"), tone="behind"),
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
        provider_section(SignInState.providers),
        section(
            t("No account yet?"),
            rx.el.p(
                rx.cond(
                    SignInState.providers,
                    t(
                        "Sign in with one of the services above: your account is made "
                        "when you come for the first time. Or ask the organisation "
                        "that you work with for an invitation."
                    ),
                    t(
                        "Accounts come with an invitation. Ask the organisation that "
                        "you work with for a link."
                    ),
                )
            ),
        ),
        width="narrow",
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
        rx.cond(
            AccountState.signs_in_with != "",
            section(
                t("How you sign in"),
                rx.el.p(
                    t("You sign in with {names}.", names=AccountState.signs_in_with)
                ),
            ),
        ),
        rx.cond(AccountState.has_password, _password()),
        width="narrow",
    )


def _password() -> rx.Component:
    return section(
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
    )
