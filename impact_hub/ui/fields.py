"""Labelled inputs with hint and error. An error stands under its field, by its name."""

from typing import Any

import reflex as rx
from reflex.vars import StringVar

from impact_hub import texts
from impact_hub.texts import LANGUAGES
from impact_hub.ui.elements import FocusKeeper, FormKeeper, NativeForm
from impact_hub.ui.state import AppState
from impact_hub.ui.text import Text, choose, said

# In a page a state's field is a variable, whatever its annotation says.
_errors: Any = AppState.errors


def form(
    *fields: rx.Component, on_submit: Any, opens: bool = False, **props: Any
) -> rx.Component:
    """A form whose fields go to an event. Give it a `key` that changes with its data:
    inputs show the value that they began with. One that `opens` takes the cursor."""
    keeper = FormKeeper.create(
        name=on_submit.fn.__qualname__,
        reader=AppState.reader,
        locale=AppState.locale,
        ended=rx.cond(AppState.notice_signs_in, AppState.refusals, 0),
    )
    return rx.el.form(
        *fields,
        keeper,
        FocusKeeper.create(opens=opens),
        on_submit=on_submit,
        no_validate=True,
        **{"class_name": "form", **props},
    )


def native_form(*fields: rx.Component, action: Text, **props: Any) -> rx.Component:
    """A form that the browser submits to a route, which can set a cookie."""
    return NativeForm.create(
        *fields, action=action, method="post", class_name="form", **props
    )


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
        rx.el.p(hint, id=name + "-hint", class_name="hint")
        if hint is not None
        else rx.fragment(),
        control,
        rx.el.p(error_of(name), id=name + "-error", class_name="error"),
        class_name="field",
    )


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


def text_area(
    name: Text,
    label: rx.Component | Text,
    *,
    value: Text = "",
    hint: Text | None = None,
    **props: Any,
) -> rx.Component:
    """Several lines of text."""
    control = rx.el.textarea(
        default_value=value,
        class_name="input",
        **wired(name, hint=hint is not None),
        **props,
    )
    return field(name, label, control, hint=hint)


def day_field(
    name: Text, label: Text, *, value: Text = "", hint: Text | None = None
) -> rx.Component:
    """A date."""
    return text_field(name, label, value=value, hint=hint, type="date", short=True)


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


def checkbox(
    name: Text,
    label: rx.Component | Text,
    *,
    checked: rx.Var[bool] | bool = False,
    hint: Text | None = None,
    value: Text = "true",
    **props: Any,
) -> rx.Component:
    """A box to tick."""
    return rx.el.label(
        rx.el.input(
            type="checkbox", name=name, value=value, default_checked=checked, **props
        ),
        rx.el.span(
            label,
            rx.el.span(hint, class_name="hint", style={"display": "block"})
            if hint is not None
            else rx.fragment(),
        ),
        class_name="choice",
    )


def words_field(
    name: str,
    label: Text,
    languages: Any,
    values: Any,
    *,
    hint: Text | None = None,
    long: bool = False,
) -> rx.Component:
    """A text in every language of the initiative."""
    make = text_area if long else text_field

    def one(language: Any) -> rx.Component:
        tag = rx.cond(
            languages.length() > 1,
            rx.el.span(" (", language_name(language), ")", class_name="language-tag"),
            rx.fragment(),
        )
        return make(
            name + "." + language,
            rx.fragment(label, tag),
            value=rx.cond(values.contains(language), values[language], ""),
            hint=hint,
            lang=language,
        )

    return rx.fragment(rx.foreach(languages, one))


def language_name(code: Any) -> StringVar:
    """The name of a language that people write in."""
    names: dict[str, Text] = {
        each: said({reader: texts.language_name(each, reader) for reader in LANGUAGES})
        for each in LANGUAGES
    }
    return choose(code, names, code)


def submit(label: Text, **props: Any) -> rx.Component:
    """The button that hands a form in."""
    return rx.el.button(label, type="submit", **{"class_name": "button", **props})


def actions(*buttons: rx.Component) -> rx.Component:
    """The buttons under a form."""
    return rx.el.div(*buttons, class_name="form-actions")
