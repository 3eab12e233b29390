"""The lines of the entry page: an indicator and its fields each."""

from typing import Any, cast

import reflex as rx
from reflex.utils.imports import ImportVar
from reflex.vars import VarData

from impact_hub.features.reporting.page.entry_fields import (
    kept,
    number,
    ticks,
    words,
    yes_no,
)
from impact_hub.features.reporting.page.parts import reason_words
from impact_hub.features.reporting.rules.workflow import LONGEST_REMARK
from impact_hub.features.reporting.state.entering import EntryState
from impact_hub.features.reporting.views.lines import (
    CategoryLine,
    Group,
    Line,
    SplitBlock,
)
from impact_hub.ui.fields import error_of
from impact_hub.ui.parts import button, more, told
from impact_hub.ui.reflex_internals.names import expression, needed_by
from impact_hub.ui.shapes import shape
from impact_hub.ui.text import choose, t


def newest() -> rx.Var[list[Line]]:
    """The lines, each as it was answered last (assets/js/lines.js)."""
    state = EntryState
    changed = [state.changed_a, state.changed_b, state.changed_c, state.changed_d]
    every: list[Any] = [state.lines, *changed]
    listed = ", ".join(str(each) for each in changed)
    hook = f"const newestLines = useNewest({state.lines!s}, [{listed}]);"
    needs = VarData.merge(
        *(needed_by(each) for each in every),
        VarData(
            imports={"$/public/js/lines.js": [ImportVar(tag="useNewest")]},
            hooks={hook: None},
        ),
    )
    found = expression("newestLines", needs, of=list[Line])
    return cast("rx.Var[list[Line]]", found.guess_type())


def entry_line(line: Line) -> rx.Component:
    """One indicator: its question, its fields, and what else can be said."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2(line.title),
            rx.cond(
                line.is_done,
                rx.el.span(
                    shape("approved"),
                    rx.el.span(t("done"), class_name="visually-hidden"),
                    class_name="entry-done",
                ),
            ),
            class_name="entry-title",
        ),
        _about(line),
        _answer(line),
        rx.cond(line.warning != "", told(rx.el.p(line.warning), tone="watch")),
        _rest(line),
        class_name="entry-line",
    )


def _answer(line: Line) -> rx.Component:
    numbers = rx.fragment(
        rx.cond(line.is_summed, _sum(line), _total(line)),
        rx.foreach(line.splits, lambda block: _split(block, line.title)),
    )
    return rx.cond(
        line.is_yes_no, yes_no(line), rx.cond(line.is_text, words(line), numbers)
    )


def _about(line: Line) -> rx.Component:
    return rx.fragment(
        rx.cond(
            line.is_unread,
            told(
                rx.el.p(rx.el.strong(t("The definition has changed:"))),
                rx.el.p(line.definition),
                rx.cond(
                    line.why != "",
                    rx.el.p(t("Why: {why}", why=line.why), class_name="hint"),
                ),
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
            ),
        ),
        rx.cond(
            line.before != "",
            rx.el.p(
                t(
                    "last ({period}): {figure}",
                    period=EntryState.head.before,
                    figure=line.before,
                ),
                class_name="hint figure",
            ),
        ),
        rx.cond(
            line.counts != "",
            rx.el.p(
                t("approved, and counts until then: {figure}", figure=line.counts),
                class_name="hint figure",
            ),
        ),
    )


def _total(line: Line) -> rx.Component:
    return rx.el.div(
        rx.foreach(line.fields, lambda field: number(field, line.title)),
        class_name="entry-total",
    )


def _sum(line: Line) -> rx.Component:
    return rx.el.p(
        t("Together: "),
        rx.el.strong(line.shown, class_name="figure"),
        " ",
        rx.cond(line.part_of != "", rx.el.span("(", line.part_of, ") ")),
        line.asked_in,
    )


def _split(block: SplitBlock, indicator: Any) -> rx.Component:
    """A dimension, or a crossing: then a small list within each category."""
    return rx.el.fieldset(
        rx.el.legend(block.title, class_name="hint"),
        rx.foreach(block.groups, lambda group: _group(group, indicator, block.title)),
        rx.cond(
            block.rest != "",
            rx.el.p(t("not specified: {n}", n=block.rest), class_name="hint figure"),
        ),
        rx.cond(
            block.problem != "",
            rx.el.p(block.problem, role="status", class_name="error figure"),
        ),
        class_name="entry-split",
    )


def _group(group: Group, indicator: Any, dimension: Any) -> rx.Component:
    within = rx.cond(group.title != "", group.title + ", ", "")
    return rx.el.div(
        rx.cond(
            group.title != "", rx.el.p(group.title, class_name="entry-group-title")
        ),
        rx.foreach(
            group.lines,
            # Not called "line": in the page, names of the loop around would be hidden.
            lambda category: _category(
                category, indicator + ", " + dimension + ": " + within + category.title
            ),
        ),
        class_name="entry-group",
    )


def _category(line: CategoryLine, name: Any) -> rx.Component:
    return rx.el.div(
        rx.el.span(
            line.title,
            rx.cond(
                line.is_retired,
                rx.el.span(" · ", t("asked for no longer"), class_name="hint"),
            ),
            class_name="entry-category",
        ),
        rx.el.div(
            rx.foreach(line.fields, lambda field: number(field, name)),
            class_name="entry-total",
        ),
        class_name="entry-row",
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
                        rx.el.option(said, value=code)
                        for code, said in reason_words().items()
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
                    on_change=ticks(state.mark_estimated, line),
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
                    props={"type": "text", "maxLength": LONGEST_REMARK},
                ),
                rx.el.p(
                    error_of(line.id + "|note"),
                    id=line.id + "|note-error",
                    class_name="error",
                ),
                class_name="field",
            ),
            class_name="stack",
        ),
        class_name="more",
    )
