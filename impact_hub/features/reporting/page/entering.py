"""The entry page: the reporter's machine is a phone."""

import reflex as rx

from impact_hub.features.reporting import words
from impact_hub.features.reporting.page.entry_lines import entry_line, kept
from impact_hub.features.reporting.page.parts import (
    corrections,
    read_only_lines,
)
from impact_hub.features.reporting.state.entering import EntryState
from impact_hub.ui.layout import page_head, place_eyebrow, screen
from impact_hub.ui.parts import button, empty, link_button, status, told
from impact_hub.ui.text import count, t


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
                status(state.status, words.STATUSES),
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
            rx.foreach(state.lines, entry_line),
            class_name="entry-lines",
            key=state.form_key,
        ),
        rx.el.div(
            rx.el.label(t("Anything else to say?"), html_for="note"),
            kept(
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
