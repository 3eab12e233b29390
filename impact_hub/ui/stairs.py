"""The stairs, small: a picture to enter by."""

from typing import Any, Protocol

import reflex as rx

from impact_hub.ui.text import Text, t


class Stair(Protocol):
    """A step, as the picture needs it."""

    @property
    def number(self) -> str: ...
    @property
    def said(self) -> str: ...  # "" where nothing stands on it


def small_stairs(stairs: Any, href: Text) -> rx.Component:
    """Steps from the lowest up. One that nothing stands on claims nothing."""
    return rx.el.ol(
        rx.foreach(stairs, lambda stair: _stair(stair, href)),
        class_name="small-stairs",
    )


def _stair(stair: Stair, href: Text) -> rx.Component:
    is_empty = stair.said == ""
    return rx.el.li(
        rx.el.a(
            rx.cond(
                is_empty,
                rx.el.span(t("Nothing stands here yet"), class_name="visually-hidden"),
                rx.el.span(stair.said, class_name="small-stair-text"),
            ),
            rx.el.span(
                rx.el.span(t("Step {n}", n=stair.number), class_name="visually-hidden"),
                rx.el.span(stair.number, aria_hidden="true"),
                class_name="small-stair-bar",
            ),
            href=href,
            class_name=rx.cond(is_empty, "small-stair empty-step", "small-stair"),
        ),
        class_name="stairs-step",
        custom_attrs={"data-step-number": stair.number},
    )
