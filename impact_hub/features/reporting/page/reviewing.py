"""The review: the update, what changed, and the decision always in reach."""

import reflex as rx

from impact_hub.features.reporting import words
from impact_hub.features.reporting.page.parts import corrections, read_only_lines
from impact_hub.features.reporting.state.reviewing import ReviewState
from impact_hub.ui.fields import actions, form, submit, text_area
from impact_hub.ui.layout import page_head, place_eyebrow, screen
from impact_hub.ui.parts import button, link_button, status, told
from impact_hub.ui.state import AppState
from impact_hub.ui.text import t, tn


def review_page() -> rx.Component:
    state = ReviewState
    return screen(
        page_head(
            t(
                "{organisation}: {period}",
                organisation=state.organisation_name,
                period=state.period_name,
            ),
            rx.fragment(
                status(state.status, words.STATUSES),
                rx.cond(
                    state.submitted != "",
                    rx.fragment(
                        " · ",
                        t(
                            "submitted {moment} by {name}",
                            moment=state.submitted,
                            name=state.submitted_by,
                        ),
                    ),
                    rx.fragment(),
                ),
            ),
            eyebrow=place_eyebrow(),
        ),
        rx.el.div(
            rx.cond(
                state.changes > 0,
                told(
                    tn(
                        "{n} figure is worth a second look.",
                        "{n} figures are worth a second look.",
                        state.changes,
                    ),
                    tone="watch",
                ),
                rx.fragment(),
            ),
            rx.cond(
                (state.status == "returned") & (state.return_reason != ""),
                told(
                    rx.el.p(rx.el.strong(t("Returned:"))),
                    rx.el.p(state.return_reason),
                    tone="watch",
                ),
                rx.fragment(),
            ),
            rx.cond(
                state.is_being_corrected,
                told(
                    rx.el.p(
                        t("This is being corrected. What was approved counts so long.")
                    ),
                    rx.cond(
                        state.correction_reason != "",
                        rx.el.p(state.correction_reason),
                        rx.fragment(),
                    ),
                ),
                rx.fragment(),
            ),
            read_only_lines(state.lines, state.before_name),
            rx.cond(
                state.note != "",
                told(
                    rx.el.p(rx.el.strong(t("The partner says:"))),
                    rx.el.p(state.note, style={"white-space": "pre-line"}),
                ),
                rx.fragment(),
            ),
            corrections(state.corrections),
            class_name="stack loose",
        ),
        _decision(),
        here="figures",
    )


def _withdrawing() -> rx.Component:
    """What was approved must not count: why, for the partner to read."""
    state = ReviewState
    return form(
        text_area(
            "reason",
            t("Why must these figures not count?"),
            hint=t("The partner reads it. What the figures were stays on record."),
            rows="3",
            auto_focus=True,
        ),
        actions(
            submit(t("Withdraw")),
            button(t("Cancel"), on_click=state.begin_withdrawing),
        ),
        on_submit=state.withdraw,
    )


def _decision() -> rx.Component:
    state = ReviewState
    return rx.el.div(
        rx.cond(state.is_withdrawing, _withdrawing(), _choices()),
        class_name="entry-bar review-bar",
    )


def _choices() -> rx.Component:
    state = ReviewState
    return rx.fragment(
        rx.cond(
            state.is_returning,
            form(
                text_area(
                    "reason",
                    t("What should be corrected?"),
                    rows="3",
                    auto_focus=True,
                ),
                actions(
                    submit(t("Return it")),
                    button(t("Cancel"), on_click=state.begin_returning),
                ),
                on_submit=state.return_update,
            ),
            rx.el.div(
                rx.cond(
                    state.status == "submitted",
                    rx.el.button(
                        t("Approve"),
                        type="button",
                        on_click=state.approve,
                        access_key="a",
                        class_name="button",
                    ),
                    rx.fragment(),
                ),
                rx.cond(
                    state.may_decide,
                    rx.el.button(
                        t("Return"),
                        type="button",
                        on_click=state.begin_returning,
                        access_key="r",
                        class_name="button quiet",
                    ),
                    rx.fragment(),
                ),
                rx.cond(
                    state.may_withdraw,
                    rx.el.button(
                        t("Withdraw"),
                        type="button",
                        on_click=state.begin_withdrawing,
                        class_name="button quiet",
                    ),
                    rx.fragment(),
                ),
                rx.cond(
                    state.next_href != "",
                    rx.el.a(
                        tn("Next ({n} waits)", "Next ({n} wait)", state.waiting),
                        href=state.next_href,
                        access_key="n",
                        class_name="button quiet",
                    ),
                    link_button(
                        t("Back to all figures"),
                        "/i/" + AppState.place_slug + "/figures",
                        quiet=True,
                    ),
                ),
                class_name="row",
            ),
        ),
    )
