"""The shapes of status: drawn, so that they look the same with every font."""

from typing import Any

import reflex as rx

# Each in a box of 12 by 12.
_PATHS = {
    "check": "M1.5 6.5 4.7 9.7 10.5 2.8",
    "dot": "M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9Z",
    "ring": "M6 2.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 1 0 0-7.6Z",
    "diamond": "M6 .8 11.2 6 6 11.2.8 6Z",
    "triangle": "M6 1.2 11.2 10.6H.8Z",
    "dash": "M2 6h8",
}
_OUTLINED = {"check", "ring", "dash"}

_SHAPES = {
    "draft": "ring",
    "submitted": "dot",
    "returned": "diamond",
    "approved": "check",
    "none": "ring",
    "not_expected": "dash",
    "planned": "ring",
    "open": "dot",
    "overdue": "diamond",
    "closed": "dash",
    "reached": "check",
    "on_track": "dot",
    "watch": "diamond",
    "behind": "triangle",
    "no_figure": "ring",
}


def shape(code: Any) -> rx.Component:
    """The shape of a status."""
    drawn = [(each, _draw(name)) for each, name in _SHAPES.items()]
    return rx.match(code, *drawn, rx.fragment())  # pyright: ignore[reportReturnType]


def _draw(name: str) -> rx.Component:
    return rx.el.svg(
        rx.el.path(
            d=_PATHS[name],
            fill="none" if name in _OUTLINED else "currentColor",
            stroke="currentColor" if name in _OUTLINED else "none",
            stroke_width="2",
            stroke_linecap="round",
            stroke_linejoin="round",
        ),
        view_box="0 0 12 12",
        aria_hidden="true",
        class_name="shape",
    )
