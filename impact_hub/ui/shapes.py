"""The shapes of status: drawn, so that they look the same with every font."""

from typing import Any

import reflex as rx

# Each in a box of 12 by 12.
_PATHS = {
    "check": "M1.5 6.5 4.7 9.7 10.5 2.8",
    "dot": "M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9Z",
    "ring": "M6 2.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 1 0 0-7.6Z",
    "diamond": "M6 .8 11.2 6 6 11.2.8 6Z",
    "diamond_open": "M6 1.4 10.6 6 6 10.6 1.4 6Z",
    "triangle": "M6 1.2 11.2 10.6H.8Z",
    "dash": "M2 6h8",
    "cross": "M2.5 2.5 9.5 9.5M9.5 2.5 2.5 9.5",
    "pen": "M1.5 10.5 2.4 7.6 8.6 1.4 10.6 3.4 4.4 9.6Z",
    "half": "M6 1a5 5 0 1 0 0 10A5 5 0 1 0 6 1Zm0 1.8v6.4a3.2 3.2 0 1 1 0-6.4Z",
    "back": "M4.4 1.4 1.4 4.4l3 3M1.8 4.4h5.6a3.1 3.1 0 0 1 0 6.2H5",
}
_OUTLINED = {"check", "ring", "diamond_open", "dash", "cross", "pen", "back"}

SHAPES = {
    "draft": "half",
    "submitted": "dot",
    "returned": "back",
    "approved": "check",
    "none": "ring",
    "not_expected": "dash",
    "correcting": "pen",
    "not_reported": "cross",
    "planned": "ring",
    "open": "dot",
    "overdue": "diamond",
    "complete": "check",
    "closed": "dash",
    "reached": "check",
    "on_track": "dot",
    "watch": "diamond",
    "behind": "triangle",
    "uncertain": "diamond_open",
    "too_little": "ring",
    "no_figure": "ring",
}


def shape(code: Any) -> rx.Component:
    """The shape of a status."""
    drawn = [(each, _draw(name)) for each, name in SHAPES.items()]
    return rx.match(code, *drawn)  # pyright: ignore[reportReturnType]


def _draw(name: str) -> rx.Component:
    return rx.el.svg(
        rx.el.path(
            d=_PATHS[name],
            fill_rule="evenodd",
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
