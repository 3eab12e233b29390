"""How a page is laid out: the frame, its head, its sections."""

from typing import Any

import reflex as rx

from impact_hub.ui.elements import (
    Arrived,
    DocumentLanguage,
    FirstError,
    KeptOwner,
    MenuCloser,
)
from impact_hub.ui.forms import TakenForms
from impact_hub.ui.frame import (
    connection,
    foot,
    masthead,
    notice,
    printed,
    skeleton,
    waiting,
)
from impact_hub.ui.state import HEADING, AppState
from impact_hub.ui.text import t


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
        KeptOwner.create(reader=AppState.reader),
        TakenForms.create(reader=AppState.reader, taken=AppState.taken),
        rx.cond(
            AppState.locale == "",
            skeleton(),
            rx.el.div(
                _skip_link(),
                printed(),
                masthead(here),
                rx.el.main(
                    Arrived.create(
                        rx.cond(
                            AppState.missing,
                            not_found(),
                            rx.cond(
                                AppState.barred != "", _barred(), rx.fragment(*content)
                            ),
                        ),
                        at=AppState.arrived_at,
                        loaded=rx.State.is_hydrated,
                        waiting=waiting(),
                    ),
                    id="main",
                    tab_index=-1,
                    class_name=f"page {width}".strip(),
                ),
                foot(),
                notice(),
                connection(),
                class_name="frame",
            ),
        ),
    )


def _skip_link() -> rx.Component:
    """Past the menus. The browser itself follows it, and moves the focus along."""
    return rx.el.a(
        t("Skip to the content"),
        href="#main",
        class_name="skip",
        custom_attrs={"reloadDocument": True},
    )


def page_head(
    title: Any,
    lead: Any = None,
    *,
    eyebrow: rx.Component | None = None,
) -> rx.Component:
    """What the page is about, and the one sentence that it says."""
    return rx.el.header(
        eyebrow,
        rx.el.h1(title, id=HEADING, tab_index=-1),
        rx.el.p(lead, class_name="lead") if lead is not None else None,
        class_name="page-head",
    )


def page_title(own: Any) -> Any:
    """What the browser's tab says: a page that can't be shown doesn't give its name."""
    return rx.cond(
        AppState.missing,
        t("Not found"),
        rx.cond(AppState.barred != "", t("You can't open this page"), own),
    )


def place_eyebrow() -> rx.Component:
    """Above a page's title: the initiative that it belongs to."""
    return rx.el.p(
        rx.el.a(AppState.place_name, href=AppState.place_href),
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
        rx.el.div(rx.el.h2(title), tools, class_name="section-head"),
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
                ~AppState.signed_in,
                rx.el.a(t("Sign in"), href="/sign-in", class_name="button quiet"),
            ),
            class_name="row",
        ),
    )


def _barred() -> rx.Component:
    """Instead of a page that this reader may not open, but may know of."""
    return rx.fragment(
        page_head(t("You can't open this page"), AppState.barred),
        rx.el.div(
            rx.cond(
                AppState.place_href != "",
                rx.el.a(
                    t("To the overview"),
                    href=AppState.place_href,
                    class_name="button",
                ),
            ),
            rx.el.a(t("To the start page"), href="/", class_name="button quiet"),
            class_name="row",
        ),
    )
