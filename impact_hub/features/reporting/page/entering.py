"""The entry page: the reporter's machine is a phone."""

import reflex as rx

from impact_hub.features.reporting import words
from impact_hub.features.reporting.forms import BeginCorrection
from impact_hub.features.reporting.page.entry_fields import kept
from impact_hub.features.reporting.page.entry_lines import entry_line, newest
from impact_hub.features.reporting.page.parts import corrections, read_only_lines
from impact_hub.features.reporting.rules.workflow import LONGEST_NOTE
from impact_hub.features.reporting.state.entering import EntryState
from impact_hub.features.reporting.views.lines import Line
from impact_hub.ui.fields import actions, submit
from impact_hub.ui.forms import cancel, fields, form
from impact_hub.ui.layout import page_head, place_eyebrow, screen
from impact_hub.ui.parts import button, empty, link_button, status, told
from impact_hub.ui.text import Text, count, t


def entry_page() -> rx.Component:
    state, head = EntryState, EntryState.head
    return screen(
        page_head(
            head.period,
            rx.fragment(
                head.organisation,
                rx.cond(head.due != "", rx.el.span(" · ", _due())),
                " · ",
                status(head.status, words.STATUSES),
            ),
            eyebrow=place_eyebrow(),
        ),
        _what_happened(),
        rx.cond(
            state.lines,
            rx.cond(head.locked != "", _locked(), _form()),
            empty(
                t("Nothing is asked for this period"),
                t("No indicator of this rhythm is assigned to this organisation."),
            ),
        ),
        here="figures",
        width="entry",
    )


def _due() -> Text:
    return t("due {day}", day=EntryState.head.due)


def _what_happened() -> rx.Component:
    """What the backbone, or the partner itself, has said about this update."""
    head = EntryState.head
    return rx.fragment(
        _said(t("Please correct:"), head.return_reason, tone="watch"),
        _said(
            t("{backbone} lets these figures count no longer:", backbone=head.backbone),
            head.withdrawal_reason,
            tone="watch",
        ),
        rx.cond(
            head.is_being_corrected,
            told(
                rx.el.p(
                    t("What was approved counts until your correction is approved.")
                ),
                rx.cond(
                    head.may_drop,
                    button(
                        t("Give up the correction"),
                        on_click=EntryState.drop_correction,
                        look="quiet small",
                    ),
                ),
            ),
        ),
    )


def _said(title: Text, reason: Text, *, tone: str) -> rx.Component:
    return rx.cond(
        reason != "",
        told(
            rx.el.p(rx.el.strong(title)),
            rx.el.p(reason, style={"white-space": "pre-line"}),
            tone=tone,
        ),
    )


def _locked() -> rx.Component:
    state, head = EntryState, EntryState.head
    return rx.el.div(
        told(
            rx.el.p(head.locked),
            rx.cond(
                head.submitted != "",
                rx.el.p(t("Submitted {moment}.", moment=head.submitted)),
            ),
            rx.el.div(
                rx.cond(
                    head.may_take_back,
                    button(t("Take it back"), on_click=state.take_back),
                ),
                rx.cond(
                    head.may_correct & ~state.is_correcting,
                    button(t("Correct it"), on_click=state.ask_why),
                ),
                rx.cond(
                    head.may_review,
                    link_button(t("To the review"), head.review_href, quiet=True),
                ),
                class_name="row",
            ),
        ),
        rx.cond(head.may_correct & state.is_correcting, _why()),
        read_only_lines(state.lines, head.before),
        rx.cond(
            head.may_write,
            rx.foreach(state.lines, _consent),
        ),
        rx.cond(
            state.note != "",
            rx.el.p(state.note, style={"white-space": "pre-line"}),
        ),
        corrections(state.corrections),
        class_name="stack loose",
    )


def _why() -> rx.Component:
    """Before an approved update is opened again: why."""
    state = EntryState
    return form(
        BeginCorrection,
        fields(),
        actions(
            submit(t("Begin the correction")),
            cancel(t("Cancel"), on_click=state.ask_why),
        ),
        on_submit=state.begin_correction,
        opens=True,
    )


def _consent(line: Line) -> rx.Component:
    return rx.cond(
        line.may_quote,
        rx.el.p(
            line.title,
            ": ",
            t("Your answer may be quoted."),
            " ",
            rx.el.button(
                t("Don't quote it any more"),
                type="button",
                on_click=EntryState.withdraw_consent(line.id),
                class_name="button plain small",
            ),
            class_name="hint",
        ),
    )


def _form() -> rx.Component:
    state = EntryState
    return rx.el.div(
        rx.el.div(
            rx.foreach(newest(), entry_line),
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
                props={"rows": 3, "maxLength": LONGEST_NOTE},
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
