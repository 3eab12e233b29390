"""The frame around every page."""

from typing import Any

import reflex as rx

from impact_hub.config import settings
from impact_hub.ui.elements import DocumentLanguage, FirstError, MenuCloser, NativeForm
from impact_hub.ui.state import AppState
from impact_hub.ui.text import Text, t


def screen(
    *content: rx.Component,
    width: str = "",
    here: str = "",
) -> rx.Component:
    """A whole page: masthead, content, foot. `here` names its place in the menu.

    Until the reader's language is known there is a wordless skeleton, so that no page
    flips from one language to another while loading.
    """
    return rx.fragment(
        DocumentLanguage.create(lang=AppState.locale),
        FirstError.create(refusals=AppState.refusals),
        MenuCloser.create(),
        rx.cond(
            AppState.locale == "",
            _skeleton(),
            rx.el.div(
                rx.el.a(t("Skip to the content"), href="#main", class_name="skip"),
                _masthead(here),
                rx.el.main(
                    rx.cond(AppState.missing, not_found(), rx.fragment(*content)),
                    id="main",
                    tab_index=-1,
                    class_name=f"page {width}".strip(),
                ),
                _foot(),
                _notice(),
                class_name="frame",
            ),
        ),
    )


def page_head(
    title: Any,
    lead: Any = None,
    *,
    eyebrow: rx.Component | None = None,
) -> rx.Component:
    """What the page is about, and the one sentence that it says."""
    return rx.el.header(
        eyebrow or rx.fragment(),
        rx.el.h1(title),
        rx.el.p(lead, class_name="lead") if lead is not None else rx.fragment(),
        class_name="page-head",
    )


def place_eyebrow() -> rx.Component:
    """Above a page's title: the initiative that it belongs to."""
    return rx.el.p(
        rx.el.a(AppState.place_name, href="/i/" + AppState.place_slug),
        class_name="eyebrow",
    )


def section(
    title: Any,
    *content: rx.Component,
    tools: rx.Component | None = None,
    **props: Any,
) -> rx.Component:
    """A part of a page under its own heading."""
    return rx.el.section(
        rx.el.div(rx.el.h2(title), tools or rx.fragment(), class_name="section-head"),
        *content,
        class_name="section",
        **props,
    )


def not_found() -> rx.Component:
    """Instead of a page that does not exist, as far as this reader may know."""
    return rx.fragment(
        page_head(
            t("There is nothing at this address"),
            t(
                "The page has moved, or the address is not complete. It may also be "
                "that it is not meant for you."
            ),
        ),
        rx.el.div(
            rx.el.a(t("To the start page"), href="/", class_name="button"),
            rx.cond(
                AppState.signed_in,
                rx.fragment(),
                rx.el.a(t("Sign in"), href="/sign-in", class_name="button quiet"),
            ),
            class_name="row",
        ),
    )


def _masthead(here: str) -> rx.Component:
    return rx.el.header(
        rx.el.div(
            rx.el.a(mark(), settings().name, href="/", class_name="brand"),
            rx.cond(
                AppState.place_slug != "",
                rx.el.nav(
                    *_places(here),
                    aria_label=t("In this initiative"),
                    class_name="places only-wide",
                ),
                rx.fragment(),
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
            rx.fragment(),
        ),
        class_name="masthead",
    )


def _places(here: str) -> list[rx.Component]:
    base = "/i/" + AppState.place_slug

    def place(name: str, label: Text, path: str = "") -> rx.Component:
        return rx.el.a(
            label,
            href=base + path,
            aria_current="page" if name == here else None,
        )

    return [
        place("overview", t("Overview")),
        place("logic", t("Impact logic"), "/logic"),
        place("indicators", t("Indicators"), "/indicators"),
        rx.cond(
            AppState.place_may_report,
            place("figures", t("Figures"), "/figures"),
            rx.fragment(),
        ),
        place("partners", t("Partners"), "/partners"),
        rx.cond(
            AppState.place_may_edit,
            place("settings", t("Settings"), "/settings"),
            rx.fragment(),
        ),
    ]


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
        choice("de", "Deutsch"),
        choice("en", "English"),
        role="group",
        aria_label=t("Language"),
        class_name=extra,
        style={"display": "flex"},
    )


def _theme_switch(extra: str = "") -> rx.Component:
    return rx.el.button(
        rx.cond(rx.color_mode == "dark", t("Light"), t("Dark")),
        type="button",
        on_click=rx.toggle_color_mode,
        class_name=extra,
    )


def _account_menu() -> rx.Component:
    return rx.cond(
        AppState.signed_in,
        rx.el.details(
            rx.el.summary(AppState.person_name),
            rx.el.div(
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
    return NativeForm.create(
        rx.el.button(t("Sign out"), type="submit"),
        action="/auth/sign-out",
        method="post",
    )


def _narrow_menu(here: str) -> rx.Component:
    return rx.el.details(
        rx.el.summary("☰", aria_label=t("Menu")),
        rx.el.nav(
            rx.cond(
                AppState.place_slug != "",
                rx.fragment(
                    rx.el.span(AppState.place_name, class_name="menu-name"),
                    *_places(here),
                    rx.el.hr(),
                ),
                rx.fragment(),
            ),
            rx.el.a(t("My start page"), href="/"),
            rx.cond(
                AppState.signed_in,
                rx.fragment(rx.el.a(t("My account"), href="/account"), _sign_out()),
                rx.fragment(),
            ),
            rx.el.hr(),
            _language_switch(),
            _theme_switch(),
            aria_label=t("Menu"),
            class_name="menu-panel",
        ),
        class_name="menu only-narrow",
    )


def _foot() -> rx.Component:
    return rx.el.footer(
        rx.el.div(
            rx.el.span(settings().name),
            rx.el.span(t("No trackers, no third parties: the figures stay here.")),
            class_name="foot-row",
        ),
        class_name="foot",
    )


def _notice() -> rx.Component:
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
                    rx.fragment(),
                ),
                rx.el.button(
                    t("Close"), type="button", on_click=AppState.dismiss_notice
                ),
                class_name="notice",
            ),
            rx.fragment(),
        ),
        role="status",
        class_name="notice-region",
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.div(
                rx.el.span(mark(), class_name="brand"), class_name="masthead-row"
            ),
            class_name="masthead",
        ),
        rx.el.main(
            rx.el.div(
                rx.el.div(class_name="skeleton title"),
                rx.el.div(class_name="skeleton line"),
                rx.el.div(class_name="skeleton block"),
                class_name="stack loose",
            ),
            aria_busy="true",
            class_name="page",
        ),
        class_name="frame",
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
