"""The start page: a welcome, or what is due and what needs me."""

import reflex as rx

from impact_hub.features.home.state import HomeState
from impact_hub.features.home.views import (
    DueItem,
    InitiativeItem,
    OrganisationItem,
    ReviewItem,
)
from impact_hub.features.reporting import words
from impact_hub.ui.art import stairs_art
from impact_hub.ui.layout import not_found, page_head, screen, section
from impact_hub.ui.parts import empty, link_button, status
from impact_hub.ui.state import AppState
from impact_hub.ui.text import t


def home_page() -> rx.Component:
    return screen(rx.cond(AppState.signed_in, _mine(), _welcome()))


def _welcome() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.div(
                page_head(
                    t("One goal, many organisations, one picture"),
                    t(
                        "Here, organisations agree on the change that they want, give "
                        "their figures together, and show what comes of it."
                    ),
                ),
                link_button(t("Sign in"), "/sign-in"),
            ),
            stairs_art(),
            class_name="hero",
        ),
        rx.cond(
            HomeState.page.open_initiatives,
            _open(),
            section(
                t("Open to everyone"),
                empty(
                    t("No initiative is public yet"),
                    t("A backbone organisation opens its initiative when it is ready."),
                ),
            ),
        ),
    )


def _open() -> rx.Component:
    return section(
        t("Open to everyone"),
        rx.el.ul(
            rx.foreach(HomeState.page.open_initiatives, _initiative), class_name="list"
        ),
    )


def _mine() -> rx.Component:
    return rx.fragment(
        page_head(
            t("Hello {name}", name=AppState.person_name),
            HomeState.page.needed,
        ),
        rx.cond(
            HomeState.page.due,
            section(
                t("Due from you"),
                rx.el.ul(rx.foreach(HomeState.page.due, _due), class_name="list"),
            ),
        ),
        rx.cond(
            HomeState.page.to_review,
            section(
                t("Waits for your review"),
                rx.el.ul(
                    rx.foreach(HomeState.page.to_review, _review), class_name="list"
                ),
            ),
        ),
        section(
            t("Your initiatives"),
            rx.cond(
                HomeState.page.initiatives,
                rx.el.ul(
                    rx.foreach(HomeState.page.initiatives, _initiative),
                    class_name="list",
                ),
                _no_initiative(),
            ),
            tools=rx.cond(
                HomeState.page.organisations,
                link_button(t("Begin an initiative"), "/initiatives/new", quiet=True),
            ),
        ),
        rx.cond(  # whoever is new finds something to look at
            HomeState.page.may_look_around,
            _open(),
        ),
        section(
            t("Your organisations"),
            rx.el.ul(
                rx.foreach(HomeState.page.organisations, _organisation),
                class_name="list",
            ),
            tools=link_button(
                t("Add an organisation"), "/organisations/new", quiet=True
            ),
        ),
    )


def _no_initiative() -> rx.Component:
    return empty(
        t("You take part in no initiative yet"),
        t(
            "An initiative is a goal that several organisations share. Begin one, or "
            "ask a backbone organisation for an invitation."
        ),
    )


def _due(item: DueItem) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.span(
                rx.el.span(item.period, class_name="list-title"),
                rx.el.br(),
                rx.el.span(item.whose, class_name="muted"),
                rx.cond(
                    item.reason != "",
                    rx.el.span(
                        t("“{reason}”", reason=item.reason), style={"display": "block"}
                    ),
                ),
            ),
            rx.el.span(
                status(item.status, words.ALL),
                rx.cond(
                    item.due != "",
                    rx.el.span(t(", due {day}", day=item.due), class_name="muted"),
                ),
            ),
            href=item.href,
            class_name="list-link",
        )
    )


def _review(item: ReviewItem) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.span(
                rx.el.span(item.period, class_name="list-title"),
                rx.el.br(),
                rx.el.span(item.whose, class_name="muted"),
            ),
            rx.el.span(
                t("submitted {moment}", moment=item.submitted), class_name="muted"
            ),
            href=item.href,
            class_name="list-link",
        )
    )


def _initiative(item: InitiativeItem) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.span(
                rx.el.span(item.name, class_name="list-title"),
                rx.el.br(),
                item.goal,
            ),
            rx.el.span(item.backbone, " · ", item.area, class_name="muted"),
            href=item.href,
            class_name="list-link",
        )
    )


def _organisation(item: OrganisationItem) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.span(item.name, class_name="list-title"),
            href=item.href,
            class_name="list-link",
        )
    )


def not_found_page() -> rx.Component:
    return screen(not_found())
