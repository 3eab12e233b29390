"""Pages of the front door."""

import reflex as rx

from impact_hub.features.home.state import HomeState, SignInState
from impact_hub.ui.elements import NativeForm
from impact_hub.ui.layout import not_found, page_head, screen
from impact_hub.ui.state import AppState
from impact_hub.ui.text import t


def sign_in_page() -> rx.Component:
    return screen(
        page_head(t("Sign in")),
        NativeForm.create(
            rx.el.input(type="hidden", name="next", value=SignInState.way_back),
            rx.el.div(
                rx.el.label(t("E-mail"), html_for="email"),
                rx.el.input(
                    id="email",
                    name="email",
                    type="email",
                    auto_complete="username",
                    default_value=SignInState.email,
                    required=True,
                    class_name="input",
                ),
                class_name="field",
            ),
            rx.el.div(
                rx.el.label(t("Password"), html_for="password"),
                rx.el.input(
                    id="password",
                    name="password",
                    type="password",
                    auto_complete="current-password",
                    required=True,
                    aria_describedby="password-error",
                    class_name="input",
                ),
                rx.el.p(
                    SignInState.refused,
                    id="password-error",
                    role="alert",
                    class_name="error",
                ),
                class_name="field",
            ),
            rx.el.button(t("Sign in"), type="submit", class_name="button"),
            action="/auth/sign-in",
            method="post",
            class_name="form",
        ),
        width="narrow",
    )


def home_page() -> rx.Component:
    return screen(
        page_head(t("What do you want to do today?")),
        rx.el.p(rx.cond(AppState.signed_in, AppState.person_name, "-")),
    )


def not_found_page() -> rx.Component:
    return screen(not_found())
