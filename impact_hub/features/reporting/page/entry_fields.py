"""The inputs of the entry page: numbers, yes or no, and words."""

from typing import Any

import reflex as rx

from impact_hub.features.reporting.rules.completeness import (
    LONGEST_NUMBER,
    LONGEST_TEXT,
)
from impact_hub.features.reporting.state.entering import EntryState
from impact_hub.features.reporting.views.lines import Field, Line
from impact_hub.ui.elements import KeptField
from impact_hub.ui.fields import error_of
from impact_hub.ui.text import Text, t


def number(field: Field, name: Any) -> rx.Component:
    """One number. Its name is the indicator, for a category with its dimension, and for
    one of two numbers what it is."""
    return rx.el.div(
        rx.cond(
            field.part != "",
            rx.el.label(field.part, html_for=field.key, class_name="hint"),
        ),
        rx.el.div(
            kept(
                field.key,
                field.saved,
                field.stamp,
                lambda typed: EntryState.write(field.key, typed),
                error=field.error,
                props={
                    "inputMode": "decimal",
                    "autoComplete": "off",
                    "enterKeyHint": "next",
                    "maxLength": LONGEST_NUMBER,
                    "data-step": True,
                    "aria-label": rx.cond(
                        field.part != "", name + ", " + field.part, name
                    ),
                },
            ),
            rx.cond(field.unit != "", rx.el.span(field.unit, class_name="hint")),
            class_name="entry-input",
        ),
        _error(field),
        class_name="entry-field",
    )


def _error(field: Field) -> rx.Component:
    """Why what stands in a field is no figure; or the question whether it is one."""
    return rx.el.div(
        rx.el.p(_said(field.key, field.error), class_name="error"),
        rx.cond(
            field.asks,
            rx.el.button(
                t("Yes, it is below zero"),
                type="button",
                on_click=EntryState.confirm(field.key, field.saved),
                class_name="button quiet small",
            ),
        ),
        id=field.key + "-error",
    )


def _said(key: Any, error: Any) -> Any:
    return rx.cond(error != "", error, error_of(key))


def kept(
    key: Any,
    saved: Any,
    stamp: Any,
    on_save: Any,
    *,
    element: str = "input",
    error: Any = "",
    props: dict[str, Any],
) -> rx.Component:
    """A field that keeps what was typed until the server has it."""
    is_wrong = _said(key, error) != ""
    return KeptField.create(
        element=element,
        keep=EntryState.keep + "|" + key,
        saved=saved,
        stamp=stamp,
        refused=error_of(key),
        typed_before=t("You had typed:"),
        take_it=t("Take it"),
        drop_it=t("Drop it"),
        on_save=on_save,
        id=key,
        class_name="input",
        custom_attrs={
            "aria-invalid": rx.cond(is_wrong, "true", "false"),
            "aria-describedby": key + "-error",
            **props,
        },
    )


def yes_no(line: Line) -> rx.Component:
    field = line.fields[0]

    def answer(value: str, label: Text, shown: Any) -> rx.Component:
        return rx.el.button(
            label,
            type="button",
            on_click=EntryState.write(field.key, value),
            aria_pressed=rx.cond(shown, "true", "false"),
            class_name="button quiet answer",
        )

    is_wrong = _said(field.key, field.error) != ""
    return rx.el.div(
        answer("1", t("Yes"), field.saved == "1"),
        answer("0", t("No"), field.saved == "0"),
        rx.el.p(_said(field.key, field.error), class_name="error"),
        role="group",
        aria_label=line.title,
        class_name="row",
        custom_attrs={"data-invalid": rx.cond(is_wrong, "true", "false")},
    )


def words(line: Line) -> rx.Component:
    """An answer in words, and whether it may be quoted."""
    field = line.fields[0]
    return rx.el.div(
        kept(
            field.key,
            field.saved,
            field.stamp,
            lambda typed: EntryState.write(field.key, typed),
            element="textarea",
            error=field.error,
            props={
                "rows": 4,
                "maxLength": LONGEST_TEXT,
                "data-step": True,
                "aria-label": line.title,
            },
        ),
        _error(field),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=line.may_quote,
                disabled=field.saved == "",
                on_change=ticks(EntryState.mark_quotable, line),
            ),
            rx.el.span(
                t("You may quote this with our name."),
                rx.el.span(
                    t(
                        "Without it only the backbone reads your answer. You can "
                        "change your mind at any time."
                    ),
                    class_name="hint",
                    style={"display": "block"},
                ),
            ),
            class_name="choice",
        ),
        class_name="stack",
    )


def ticks(handler: Any, line: Line) -> Any:
    """A tick arrives as a bool, whatever the framework's types say."""
    return lambda on: handler(line.id, on)
