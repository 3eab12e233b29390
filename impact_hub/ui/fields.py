"""Labelled inputs of forms with files; buttons of all forms (see `ui.forms`).

An error stands under its field, by its name in `AppState.errors`.
"""

from typing import Any

import reflex as rx
from reflex.vars import StringVar

from impact_hub.ui.state import AppState
from impact_hub.ui.text import Text, choose

# In a page a state's field is a variable, whatever its annotation says.
_errors: Any = AppState.errors


def hidden(name: str, value: Text) -> rx.Component:
    """A value that goes along with a form."""
    return rx.el.input(type="hidden", name=name, value=value)


def error_of(name: Text) -> StringVar:
    """What is wrong with a field, or ""."""
    return choose(_errors.contains(name), {True: _errors[name]})


def field(
    name: Text,
    label: rx.Component | Text,
    control: rx.Component,
    *,
    hint: Text | None = None,
) -> rx.Component:
    """A control with its label, hint and error."""
    return rx.el.div(
        rx.el.label(label, html_for=name),
        *([] if hint is None else [_hint(name, hint)]),
        control,
        rx.el.p(error_of(name), id=name + "-error", class_name="error"),
        class_name="field",
    )


def _hint(name: Text, hint: Text) -> rx.Component:
    return rx.el.p(hint, id=name + "-hint", class_name="hint")


def wired(name: Text, *, hint: bool = False) -> dict[str, Any]:
    """What ties a control to its label, hint and error."""
    described = name + "-error"
    return {
        "id": name,
        "name": name,
        "aria_invalid": rx.cond(_errors.contains(name), "true", "false"),
        "aria_describedby": (name + "-hint " + described) if hint else described,
    }


def text_field(
    name: Text,
    label: rx.Component | Text,
    *,
    value: Text = "",
    hint: Text | None = None,
    short: bool = False,
    **props: Any,
) -> rx.Component:
    """A line of text."""
    control = rx.el.input(
        default_value=value,
        class_name="input short" if short else "input",
        **wired(name, hint=hint is not None),
        **{"type": "text", **props},
    )
    return field(name, label, control, hint=hint)


def select_field(
    name: Text,
    label: Text,
    options: Any,
    *,
    value: Text = "",
    hint: Text | None = None,
    **props: Any,
) -> rx.Component:
    """One of a few: (value, label) pairs, or rows with .value and .label."""
    if isinstance(options, rx.Var):
        choices = [rx.foreach(options, lambda o: rx.el.option(o.label, value=o.value))]
    else:
        choices = [rx.el.option(text, value=code) for code, text in options]
    control = rx.el.select(
        *choices,
        default_value=value,
        class_name="input",
        **wired(name, hint=hint is not None),
        **props,
    )
    return field(name, label, control, hint=hint)


def submit(label: Text, **props: Any) -> rx.Component:
    """The button that hands a form in."""
    return rx.el.button(label, type="submit", **{"class_name": "button", **props})


def actions(*buttons: rx.Component) -> rx.Component:
    """The buttons under a form."""
    return rx.el.div(*buttons, class_name="form-actions")
