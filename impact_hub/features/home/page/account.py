"""Signing in, and one's own account."""

import reflex as rx

from impact_hub.features.home.forms import NewPassword, OwnName, SignIn
from impact_hub.features.home.state import AccountState, SignInState
from impact_hub.ui.fields import hidden
from impact_hub.ui.forms import form, native_form
from impact_hub.ui.layout import page_head, screen, section
from impact_hub.ui.parts import told
from impact_hub.ui.providers import provider_section
from impact_hub.ui.text import t


def sign_in_page() -> rx.Component:
    return screen(
        page_head(t("Sign in")),
        rx.cond(
            SignInState.for_everyone != "",
            told(
                rx.el.p(
                    rx.el.a(
                        t("Without an account you can read the page for everyone."),
                        href=SignInState.for_everyone,
                    )
                )
            ),
        ),
        native_form(
            SignIn,
            hidden("next", SignInState.way_back),
            action="/auth/sign-in",
            save=t("Sign in"),
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
            told(rx.el.p(AccountState.told, role="status"), tone="good"),
        ),
        section(
            t("Name"),
            form(OwnName, on_submit=AccountState.rename),
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
            NewPassword, action="/auth/password", save=t("Change the password")
        ),
    )
