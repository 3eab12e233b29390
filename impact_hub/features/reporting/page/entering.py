"""The entry page: the reporter's machine is a phone."""

from typing import Any

import reflex as rx

from impact_hub.features.reporting.page.parts import (
    corrections,
    read_only_lines,
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
from impact_hub.ui.layout import page_head, place_eyebrow, screen
from impact_hub.ui.parts import button, empty, link_button, more, status, told
from impact_hub.ui.text import Text, choose, count, t


def entry_page() -> rx.Component:
    state = EntryState
    return screen(
        page_head(
            state.period_name,
            rx.fragment(
                state.organisation_name,
                rx.cond(
                    state.due != "",
                    rx.fragment(" · ", t("due {day}", day=state.due)),
                    rx.fragment(),
                ),
                " · ",
                status(state.status),
            ),
            eyebrow=place_eyebrow(),
        ),
        rx.cond(
            state.return_reason != "",
            told(
                rx.el.p(rx.el.strong(t("Please correct:"))),
                rx.el.p(state.return_reason, style={"white-space": "pre-line"}),
                tone="watch",
            ),
            rx.fragment(),
        ),
        rx.cond(
            state.lines,
            rx.cond(state.locked != "", _locked(), _form()),
            empty(
                t("Nothing is asked for this period"),
                t("No indicator of this rhythm is assigned to this organisation."),
            ),
        ),
        here="figures",
        width="entry",
    )


def _locked() -> rx.Component:
    state = EntryState
    return rx.el.div(
        told(
            rx.el.p(state.locked),
            rx.cond(
                state.submitted != "",
                rx.el.p(t("Submitted {moment}.", moment=state.submitted)),
                rx.fragment(),
            ),
            rx.el.div(
                rx.cond(
                    state.may_take_back,
                    button(t("Take it back"), on_click=state.take_back),
                    rx.fragment(),
                ),
                rx.cond(
                    state.may_review,
                    link_button(t("To the review"), state.review_href, quiet=True),
                    rx.fragment(),
                ),
                class_name="row",
            ),
        ),
        read_only_lines(state.lines, state.before_name),
        rx.cond(
            state.note != "",
            rx.el.p(state.note, style={"white-space": "pre-line"}),
            rx.fragment(),
        ),
        corrections(state.corrections),
        class_name="stack loose",
    )


def _form() -> rx.Component:
    state = EntryState
    return rx.el.div(
        rx.el.div(
            rx.foreach(state.lines, _line),
            class_name="entry-lines",
            key=state.form_key,
        ),
        rx.el.div(
            rx.el.label(t("Anything else to say?"), html_for="note"),
            _kept(
                "note",
                state.note,
                state.note_stamp,
                state.write_note,
                element="textarea",
                props={"rows": 3},
            ),
            class_name="field",
        ),
        _bar(),
    )


def _bar() -> rx.Component:
    """Always in reach: how far along, whether it is saved, and submitting."""
    state = EntryState
    return rx.el.div(
        rx.el.span(
            rx.el.strong(
                t("{done} of {total}", done=state.done, total=count(state.lines)),
                class_name="figure",
            ),
            rx.el.br(),
            rx.el.span(
                rx.cond(
                    state.saved_at != "",
                    t("saved {time}", time=state.saved_at),
                    t("saves by itself"),
                ),
                role="status",
                class_name="hint",
            ),
        ),
        rx.el.button(
            t("Submit"), type="button", on_click=state.submit, class_name="button"
        ),
        class_name="entry-bar",
    )


def _line(line: Line) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(line.title),
            rx.cond(
                line.is_done,
                rx.el.span(
                    status("approved"), class_name="entry-done", aria_hidden="true"
                ),
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
        rx.foreach(line.fields, lambda field: _input(field, line.title, line.unit)),
        class_name="entry-total",
    )


def _sum(line: Line) -> rx.Component:
    return rx.el.p(
        t("Together: "),
        rx.el.strong(line.shown, class_name="figure"),
        " ",
        line.unit,
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
        rx.el.span(line.title, class_name="entry-category"),
        rx.cond(
            line.fields,
            rx.el.div(
                rx.foreach(line.fields, lambda field: _input(field, line.title, "")),
                class_name="entry-total",
            ),
            rx.el.span(line.shown, class_name="figure"),
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
            _kept(
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


def _kept(
    key: Any,
    saved: Any,
    stamp: Any,
    on_save: Any,
    *,
    element: str = "input",
    props: dict[str, Any],
) -> rx.Component:
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
                rx.el.input(
                    id=line.id + "|note",
                    type="text",
                    default_value=line.note,
                    on_blur=lambda said: state.write_remark(line.id, said),
                    class_name="input",
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
