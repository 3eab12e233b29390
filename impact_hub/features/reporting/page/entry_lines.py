"""The lines of the entry page: an indicator and its fields each."""

from typing import Any

import reflex as rx

from impact_hub.features.reporting.page.parts import (
    reason_words,
)
from impact_hub.features.reporting.state.entering import EntryState
from impact_hub.features.reporting.state.views import (
    CategoryLine,
    Field,
    Line,
    SplitBlock,
)
from impact_hub.ui.elements import KeptField
from impact_hub.ui.fields import error_of
from impact_hub.ui.parts import button, more, told
from impact_hub.ui.shapes import shape
from impact_hub.ui.text import Text, choose, t


def entry_line(line: Line) -> rx.Component:
    """One indicator: its question, its fields, and what else can be said."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2(line.title),
            rx.cond(
                line.is_done,
                rx.el.span(shape("approved"), class_name="entry-done"),
                rx.fragment(),
            ),
            class_name="entry-title",
        ),
        _about(line),
        rx.cond(
            line.kind == "yes_no",
            _yes_no(line),
            rx.fragment(
                rx.cond(line.total_is_sum, _sum(line), _total(line)),
                rx.foreach(line.splits, _split),
            ),
        ),
        rx.cond(
            line.warning != "",
            told(rx.el.p(line.warning), tone="watch"),
            rx.fragment(),
        ),
        _rest(line),
        class_name="entry-line",
    )


def _about(line: Line) -> rx.Component:
    return rx.fragment(
        rx.cond(
            line.is_unread,
            told(
                rx.el.p(rx.el.strong(t("The definition has changed:"))),
                rx.el.p(line.definition),
                button(
                    t("Understood"),
                    on_click=EntryState.confirm_definition(line.id),
                    look="quiet small",
                ),
                tone="watch",
            ),
            rx.cond(
                line.definition != "",
                more(
                    t("What is counted?"),
                    rx.el.p(line.definition, style={"white-space": "pre-line"}),
                ),
                rx.fragment(),
            ),
        ),
        rx.cond(
            line.before != "",
            rx.el.p(
                t(
                    "last ({period}): {figure}",
                    period=EntryState.before_name,
                    figure=line.before,
                ),
                class_name="hint figure",
            ),
            rx.fragment(),
        ),
    )


def _total(line: Line) -> rx.Component:
    return rx.el.div(
        rx.foreach(line.fields, lambda field: _input(field, line.title, line.asked_in)),
        class_name="entry-total",
    )


def _sum(line: Line) -> rx.Component:
    return rx.el.p(
        t("Together: "),
        rx.el.strong(line.shown, class_name="figure"),
        " ",
        line.asked_in,
    )


def _split(block: SplitBlock) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(block.title, class_name="hint"),
        rx.foreach(block.lines, _category),
        rx.cond(
            block.rest != "",
            rx.el.p(t("not specified: {n}", n=block.rest), class_name="hint figure"),
            rx.fragment(),
        ),
        class_name="entry-split",
    )


def _category(line: CategoryLine) -> rx.Component:
    return rx.el.div(
        rx.el.span(
            line.title,
            rx.cond(
                line.is_retired,
                rx.el.span(" · ", t("asked for no longer"), class_name="hint"),
                rx.fragment(),
            ),
            class_name="entry-category",
        ),
        rx.el.div(
            rx.foreach(line.fields, lambda field: _input(field, line.title, "")),
            class_name="entry-total",
        ),
        class_name="entry-row",
    )


def _input(field: Field, title: Any, unit: Any) -> rx.Component:
    """One number. Its label is the indicator or category, and for shares the part."""
    parts: dict[Any, Text] = {
        "numerator": t("How many"),
        "denominator": t("Of how many"),
    }
    label = choose(field.part, parts)
    return rx.el.div(
        rx.cond(
            field.part == "figure",
            rx.fragment(),
            rx.el.label(label, html_for=field.key, class_name="hint"),
        ),
        rx.el.div(
            kept(
                field.key,
                field.saved,
                field.stamp,
                lambda typed: EntryState.write(field.key, typed),
                props={
                    "inputMode": "decimal",
                    "autoComplete": "off",
                    "enterKeyHint": "next",
                    "data-step": True,
                    "aria-label": choose(
                        field.part,
                        {"figure": title},
                        title + ", " + label,
                    ),
                },
            ),
            rx.cond(
                (unit != "") & (field.part != "numerator"),
                rx.el.span(unit, class_name="hint"),
                rx.fragment(),
            ),
            class_name="entry-input",
        ),
        rx.el.p(error_of(field.key), id=field.key + "-error", class_name="error"),
        class_name="entry-field",
    )


def kept(
    key: Any,
    saved: Any,
    stamp: Any,
    on_save: Any,
    *,
    element: str = "input",
    props: dict[str, Any],
) -> rx.Component:
    """A field that keeps what was typed until the server has it."""
    error = error_of(key)
    return KeptField.create(
        element=element,
        keep=EntryState.keep + "|" + key,
        saved=saved,
        stamp=stamp,
        refused=error,
        typed_before=t("You had typed:"),
        take_it=t("Take it"),
        drop_it=t("Drop it"),
        on_save=on_save,
        id=key,
        class_name="input",
        custom_attrs={
            "aria-invalid": rx.cond(error == "", "false", "true"),
            "aria-describedby": key + "-error",
            **props,
        },
    )


def _yes_no(line: Line) -> rx.Component:
    field = line.fields[0]

    def answer(value: str, label: Text, shown: Any) -> rx.Component:
        return rx.el.button(
            label,
            type="button",
            on_click=EntryState.write(field.key, value),
            aria_pressed=rx.cond(shown, "true", "false"),
            class_name="button quiet answer",
        )

    return rx.el.div(
        answer("1", t("Yes"), field.saved == "1"),
        answer("0", t("No"), field.saved == "0"),
        rx.el.p(error_of(field.key), class_name="error"),
        role="group",
        aria_label=line.title,
        class_name="row",
        custom_attrs={
            "data-invalid": rx.cond(error_of(field.key) == "", "false", "true")
        },
    )


def _rest(line: Line) -> rx.Component:
    """What else can be said: no figure and why, an estimate, a remark."""
    state = EntryState
    place = line.id + "|reason"
    return rx.el.details(
        rx.el.summary(
            rx.cond(
                line.reason != "",
                t("No figure: {reason}", reason=choose(line.reason, reason_words())),
                t("No figure, an estimate, or a remark?"),
            )
        ),
        rx.el.div(
            rx.el.div(
                rx.el.label(t("Is there a figure?"), html_for=place),
                rx.el.select(
                    rx.el.option(t("Yes, there is"), value=""),
                    *[
                        rx.el.option(words, value=code)
                        for code, words in reason_words().items()
                    ],
                    id=place,
                    value=line.reason,
                    on_change=lambda reason: state.write_reason(line.id, reason),
                    class_name="input",
                ),
                class_name="field",
            ),
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    checked=line.is_estimated,
                    on_change=_marks(line),
                ),
                rx.el.span(t("It is an estimate")),
                class_name="choice",
            ),
            rx.el.div(
                rx.el.label(t("Remark"), html_for=line.id + "|note"),
                kept(
                    line.id + "|note",
                    line.note,
                    line.note_stamp,
                    lambda said: state.write_remark(line.id, said),
                    props={"type": "text"},
                ),
                class_name="field",
            ),
            class_name="stack",
        ),
        class_name="more",
    )


def _marks(line: Line) -> Any:
    """The tick arrives as a bool, whatever the framework's types say."""
    handler: Any = EntryState.mark_estimated
    return lambda on: handler(line.id, on)
