"""What stands around every page: masthead, menus, foot, notices."""

import reflex as rx
from reflex.style import resolved_color_mode

from impact_hub.config import settings
from impact_hub.texts import LANGUAGES, language_name, text
from impact_hub.ui.elements import ConnectionNote, FailureBoundary, Printed, SignOutForm
from impact_hub.ui.menu import place_links
from impact_hub.ui.reflex_internals.names import connection_errors_count
from impact_hub.ui.state import AppState
from impact_hub.ui.text import t


def masthead(here: str) -> rx.Component:
    """The top of a page: the hub, the place, the tools."""
    return rx.el.header(
        rx.el.div(
            rx.el.a(mark(), settings().name, href="/", class_name="brand"),
            rx.cond(
                AppState.place_href != "",
                rx.el.nav(
                    *place_links(here),
                    aria_label=AppState.place_name,
                    class_name="places only-wide",
                ),
            ),
            rx.el.div(
                _language_switch("only-wide"),
                _theme_switch("only-wide"),
                _account_menu(),
                _narrow_menu(here),
                class_name="tools",
            ),
            class_name="masthead-row",
        ),
        rx.cond(
            AppState.place_notice != "",
            rx.el.div(rx.el.p(AppState.place_notice), class_name="notice-bar"),
        ),
        class_name="masthead",
    )


def _language_switch(extra: str = "") -> rx.Component:
    def choice(code: str, name: str) -> rx.Component:
        return rx.el.button(
            code.upper(),
            type="button",
            lang=code,
            title=name,
            aria_label=name,
            aria_pressed=rx.cond(AppState.locale == code, "true", "false"),
            on_click=AppState.set_locale(code),
        )

    return rx.el.div(
        *(choice(each, language_name(each, each)) for each in LANGUAGES),
        role="group",
        aria_label=t("Language"),
        class_name=extra,
        style={"display": "flex"},
    )


def _theme_switch(extra: str = "") -> rx.Component:
    return rx.el.button(
        rx.cond(resolved_color_mode == "dark", t("Light"), t("Dark")),
        type="button",
        on_click=rx.toggle_color_mode,
        class_name=extra,
    )


def _account_menu() -> rx.Component:
    return rx.cond(
        AppState.signed_in,
        rx.el.details(
            rx.el.summary(
                rx.el.span(AppState.person_name, class_name="shortened account-name")
            ),
            rx.el.div(
                rx.el.span(AppState.person_name, class_name="menu-name"),
                rx.el.a(t("My start page"), href="/"),
                rx.el.a(t("My account"), href="/account"),
                rx.el.hr(),
                _sign_out(),
                class_name="menu-panel",
            ),
            class_name="menu only-wide",
        ),
        rx.el.a(t("Sign in"), href="/sign-in"),
    )


def _sign_out() -> rx.Component:
    return SignOutForm.create(
        rx.el.button(t("Sign out"), type="submit"),
        action="/auth/sign-out",
        method="post",
    )


def _narrow_menu(here: str) -> rx.Component:
    return rx.el.details(
        rx.el.summary("☰", aria_label=t("Menu")),
        rx.el.nav(
            rx.cond(
                AppState.place_href != "",
                rx.fragment(
                    rx.el.span(AppState.place_name, class_name="menu-name"),
                    *place_links(here),
                    rx.el.hr(),
                ),
            ),
            rx.el.a(t("My start page"), href="/"),
            rx.cond(
                AppState.signed_in,
                rx.fragment(rx.el.a(t("My account"), href="/account"), _sign_out()),
            ),
            rx.el.hr(),
            _language_switch(),
            _theme_switch(),
            aria_label=t("Menu"),
            class_name="menu-panel",
        ),
        class_name="menu only-narrow",
    )


def printed() -> rx.Component:
    """What is said on paper only: nobody can click on it."""
    return Printed.create(
        hub=settings().name,
        lang=AppState.locale,
        words={
            "printed": t("printed on {day}"),
            "page": t("Page"),
            "of": t("of"),
        },
    )


def foot() -> rx.Component:
    """The end of a page."""
    return rx.el.footer(
        rx.el.div(
            rx.el.span(settings().name),
            rx.el.span(t("No trackers, no third parties: the figures stay here.")),
            class_name="foot-row",
        ),
        class_name="foot",
    )


def notice() -> rx.Component:
    """Where the hub answers: read out by screen readers when it changes."""
    return rx.el.div(
        rx.cond(
            AppState.notice != "",
            rx.el.div(
                rx.el.span(AppState.notice),
                rx.cond(
                    AppState.notice_signs_in,
                    rx.el.a(
                        t("Sign in"), href="/sign-in?next=" + rx.State.router.url.path
                    ),
                ),
                rx.el.button(
                    t("Close"), type="button", on_click=AppState.dismiss_notice
                ),
                class_name="notice",
            ),
        ),
        role="status",
        class_name="notice-region",
    )


def connection() -> rx.Component:
    """What is said while the connection is lost."""
    return ConnectionNote.create(
        errors=connection_errors_count,
        lost=t(
            "The connection is lost. What you type is kept, and sent as soon as it is "
            "back."
        ),
    )


def failure(_: bool) -> rx.Component:  # noqa: FBT001 - as Reflex calls it
    """Around every page: what stands there instead if it can't be drawn."""
    return FailureBoundary.create(
        words={
            each: {
                "title": text("This page could not be shown", each),
                "text": text(
                    "Something went wrong here. What you have typed is kept. Please "
                    "load the page again; if that doesn't help, tell whoever runs "
                    "this hub.",
                    each,
                ),
                "reload": text("Load again", each),
            }
            for each in LANGUAGES
        }
    )


def skeleton() -> rx.Component:
    """A page without words, until the reader's language is known."""
    return rx.el.div(
        rx.el.div(
            rx.el.div(
                rx.el.span(mark(), class_name="brand"), class_name="masthead-row"
            ),
            class_name="masthead",
        ),
        rx.el.main(
            waiting(),
            class_name="page",
        ),
        class_name="frame",
    )


def waiting() -> rx.Component:
    """The shapes of a page that is on its way."""
    return rx.el.div(
        rx.el.div(class_name="skeleton title"),
        rx.el.div(class_name="skeleton line"),
        rx.el.div(class_name="skeleton block"),
        aria_busy="true",
        class_name="stack loose waiting",
    )


def mark() -> rx.Component:
    """The mark: seven rising bars."""
    return rx.el.svg(
        *[
            rx.el.rect(
                x=str(step * 4.2),
                y=str(21 - step * 3),
                width="3.2",
                height=str(3 + step * 3),
                rx="0.6",
                fill=f"var(--step-{step + 1})",
            )
            for step in range(7)
        ],
        view_box="0 0 29 24",
        aria_hidden="true",
    )
