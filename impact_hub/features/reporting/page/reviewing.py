"""The review: what deserves a look first, and the decision always in reach."""

from typing import Any

import reflex as rx

from impact_hub.features.reporting import words
from impact_hub.features.reporting.forms import ReturnUpdate, WithdrawUpdate
from impact_hub.features.reporting.page.parts import corrections, read_only_lines
from impact_hub.features.reporting.state.reviewing import AFTER, ReviewState
from impact_hub.features.reporting.views.review import ChangeItem, WorthItem
from impact_hub.ui.fields import actions, submit
from impact_hub.ui.forms import cancel, fields, form
from impact_hub.ui.layout import page_head, place_eyebrow, screen
from impact_hub.ui.parts import (
    button,
    empty,
    more,
    status,
    told,
    when,
)
from impact_hub.ui.state import AppState
from impact_hub.ui.text import count, t, tn

_page: Any = ReviewState.page
_forms: Any = AppState.forms


def review_page() -> rx.Component:
    return screen(
        page_head(
            _page.title,
            rx.fragment(
                status(_page.status, words.STATUSES),
                when(_page.submitted != "", rx.el.span(" · ", _page.submitted)),
            ),
            eyebrow=place_eyebrow(),
        ),
        rx.cond(
            _page.is_handed_in,
            rx.el.div(
                _said(),
                _worth(),
                _rest(),
                corrections(_page.corrections),
                class_name="stack loose",
            ),
            empty(
                t("Nothing was handed in yet"),
                t(
                    "What a partner is still typing is its own affair. As soon as it "
                    "submits, its figures stand here."
                ),
            ),
        ),
        _decision(),
        here="figures",
    )


def _said() -> rx.Component:
    """What was said about the update as a whole: before, and by the partner."""
    return rx.fragment(
        when(
            _page.last_reason != "",
            told(
                rx.el.p(rx.el.strong(t("You had returned it:"))),
                rx.el.p(_page.last_reason, style={"white-space": "pre-line"}),
            ),
        ),
        when(
            _page.is_corrected,
            told(
                rx.el.p(
                    t(
                        "This is a correction. What was approved before counts until "
                        "you decide."
                    )
                ),
                when(_page.correction_reason != "", rx.el.p(_page.correction_reason)),
                tone="watch",
            ),
        ),
        when(
            _page.note != "",
            told(
                rx.el.p(rx.el.strong(t("The partner says:"))),
                rx.el.p(_page.note, style={"white-space": "pre-line"}),
            ),
        ),
    )


def _worth() -> rx.Component:
    return rx.cond(
        _page.worth,
        rx.el.section(
            rx.el.h2(
                tn(
                    "{n} figure is worth a look",
                    "{n} figures are worth a look",
                    count(_page.worth),
                )
            ),
            rx.foreach(_page.worth, _item),
            class_name="stack",
        ),
        rx.el.p(t("Nothing is unusual in this update."), class_name="lead"),
    )


def _item(item: WorthItem) -> rx.Component:
    line: Any = item.line
    return rx.el.article(
        rx.el.h3(line.title),
        rx.el.p(
            rx.el.strong(line.shown, class_name="figure"),
            when(line.part_of != "", rx.el.span(" (", line.part_of, ")")),
            when(line.unit != "", rx.el.span(" ", line.unit, class_name="muted")),
            when(
                line.before != "",
                rx.el.span(
                    " · ",
                    t(
                        "last ({period}): {figure}",
                        period=_page.before_name,
                        figure=line.before,
                    ),
                    class_name="muted figure",
                ),
            ),
        ),
        rx.foreach(
            item.why, lambda why: rx.el.p(why, class_name="status watch remark")
        ),
        when(
            item.since != "",
            rx.el.p(item.since),
            rx.el.ul(rx.foreach(item.changes, _change), class_name="changes"),
        ),
        when(line.note != "", rx.el.p(rx.el.q(line.note))),
        when(
            line.splits,
            more(t("By categories"), read_only_lines([line], _page.before_name)),
        ),
        class_name="card stack tight",
    )


def _change(item: ChangeItem) -> rx.Component:
    return rx.el.li(
        when(item.where != "", rx.el.span(item.where, ": ")),
        rx.el.span(item.before, " → ", rx.el.strong(item.after), class_name="figure"),
    )


def _rest() -> rx.Component:
    """What is as one expects: folded where there is something else to look at."""
    return when(
        _page.rest,
        rx.cond(
            _page.rest_name != "",
            more(_page.rest_name, read_only_lines(_page.rest, _page.before_name)),
            read_only_lines(_page.rest, _page.before_name),
        ),
    )


def _decision() -> rx.Component:
    state = ReviewState
    return rx.el.div(
        rx.cond(
            _forms.contains(ReturnUpdate.form_id()),
            _reason(ReturnUpdate, t("Return it"), state.return_update),
            rx.cond(
                _forms.contains(WithdrawUpdate.form_id()),
                _reason(WithdrawUpdate, t("Withdraw it"), state.withdraw),
                _buttons(),
            ),
        ),
        class_name="entry-bar review-bar",
    )


def _reason(spec: Any, label: Any, on_submit: Any) -> rx.Component:
    return form(
        spec,
        fields("reason"),
        actions(submit(label), cancel(t("Cancel"), on_click=ReviewState.leave_it)),
        on_submit=on_submit,
        opens=True,
    )


def _buttons() -> rx.Component:
    """One row that stays where it is, so that the keyboard does, too."""
    state = ReviewState
    return rx.el.div(
        rx.el.button(
            t("Approve"),
            type="button",
            on_click=state.approve,
            access_key="a",
            disabled=~_page.may_approve,
            class_name="button",
        ),
        when(
            _page.may_return,
            button(t("Return"), on_click=state.begin_returning, access_key="r"),
        ),
        when(
            _page.may_withdraw,
            button(t("Withdraw"), on_click=state.begin_withdrawing, look="plain"),
        ),
        rx.el.a(
            rx.cond(
                _page.next_href != "",
                tn("Next ({n} waits)", "Next ({n} wait)", _page.waiting),
                t("Back to all figures"),
            ),
            href=rx.cond(
                _page.next_href != "",
                _page.next_href,
                "/i/" + AppState.place_slug + "/figures",
            ),
            access_key="n",
            id=AFTER,
            class_name="button quiet",
        ),
        class_name="row",
    )
