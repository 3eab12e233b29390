"""The impact logic as stairs, edited in place."""

from typing import Any

import reflex as rx

from impact_hub.features.impact_logic import words
from impact_hub.features.impact_logic.forms import (
    EditLink,
    EditResult,
    NewLink,
    NewResult,
)
from impact_hub.features.impact_logic.state import LogicState
from impact_hub.features.impact_logic.views import LinkItem, ResultItem, StepItem
from impact_hub.features.initiatives.rules import Right
from impact_hub.ui.elements import LinkArcs
from impact_hub.ui.fields import actions, submit
from impact_hub.ui.forms import cancel, fields, form
from impact_hub.ui.layout import page_head, place_eyebrow, screen
from impact_hub.ui.menu import MenuEntry, may
from impact_hub.ui.parts import button, confirm, more, when
from impact_hub.ui.text import Text, choose, count, in_words, t

MENU = MenuEntry("logic", t("Impact logic"), "/logic")


def logic_page() -> rx.Component:
    page = LogicState.page
    return screen(
        page_head(
            t("Impact logic"),
            rx.cond(
                page.is_empty,
                t("Begin at the top: how will society be different? Then go down."),
                t("Read from the bottom up: each step makes the next one possible."),
            ),
            eyebrow=place_eyebrow(),
        ),
        rx.el.div(
            rx.el.ol(rx.foreach(page.steps, _step), class_name="stairs", reversed=True),
            LinkArcs.create(links=page.arcs),
            class_name="stairs-frame",
        ),
        here="logic",
    )


def _step(step: StepItem) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(step.number, class_name="stairs-number"),
            rx.el.h2(choose(step.number, in_words(words.STEPS))),
            rx.el.span(
                choose(step.group, in_words(words.GROUPS)), class_name="stairs-group"
            ),
            when(may(Right.EDIT), _add(step)),
            class_name="stairs-tread",
        ),
        rx.el.div(
            rx.foreach(
                step.results,
                lambda item: _result(item, has_neighbours=count(step.results) > 1),
            ),
            when(LogicState.adding_to == step.number, _new_result(step)),
            class_name="stairs-results",
        ),
        class_name="stairs-step",
        custom_attrs={"data-step-number": step.number},
    )


def _add(step: StepItem) -> rx.Component:
    adds = {number: noun.add for number, noun in words.NOUNS.items()}
    return rx.el.button(
        rx.el.span("+", aria_hidden="true"),
        rx.el.span(choose(step.number, in_words(adds)), class_name="stairs-add-label"),
        rx.el.span(
            " (", t("Step {n}", n=step.number), ")", class_name="visually-hidden"
        ),
        type="button",
        on_click=LogicState.begin_adding(step.number),
        class_name="stairs-add",
    )


def _result(item: ResultItem, *, has_neighbours: Any) -> rx.Component:
    return rx.el.article(
        rx.cond(
            LogicState.editing == item.id, _edited(item, has_neighbours), _shown(item)
        ),
        id="result-" + item.id,
        class_name=rx.cond(
            (LogicState.editing == item.id) | (LogicState.linking == item.id),
            "card result-form",
            "card result keep",
        ),
        custom_attrs={"data-result": item.id},
    )


def _shown(item: ResultItem) -> rx.Component:
    return rx.fragment(
        rx.el.h3(item.title),
        when(item.description != "", rx.el.p(item.description, class_name="muted")),
        rx.cond(
            LogicState.linking == item.id,
            _links(item),
            rx.fragment(_led(item), when(may(Right.EDIT), _tools(item))),
        ),
    )


def _led(item: ResultItem) -> rx.Component:
    """What leads here, and what it leads to, in words: arcs are only drawn."""
    return when(
        (count(item.causes) > 0) | (count(item.effects) > 0),
        rx.el.ul(
            rx.foreach(
                item.causes,
                lambda link: _link(
                    link, t("comes from: {cause}", cause=link.title), "cause"
                ),
            ),
            rx.foreach(
                item.effects,
                lambda link: _link(
                    link, t("leads to: {effect}", effect=link.title), "effect"
                ),
            ),
            class_name="result-links",
        ),
    )


def _link(link: LinkItem, said: Text, end: str) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            said,
            href="#result-" + link.other,
            custom_attrs={"reloadDocument": True},  # the browser itself goes there
        ),
        when(link.assumption != "", _assumption(link)),
        class_name=f"result-{end}",
    )


def _assumption(link: LinkItem) -> rx.Component:
    return rx.el.span(t(" – if {assumption}", assumption=link.assumption))


def _tools(item: ResultItem) -> rx.Component:
    return rx.el.div(
        button(
            t("Edit"),
            on_click=LogicState.begin_editing(item.id),
            look="plain small result-edit",
            aria_label=t("Edit {title}", title=item.title),
        ),
        button(
            t("Link"),
            on_click=LogicState.begin_linking(item.id),
            look="plain small result-link",
            aria_label=t("Link {title}", title=item.title),
        ),
        class_name="row result-tools no-print",
    )


def _new_result(step: StepItem) -> rx.Component:
    return rx.el.div(
        form(
            NewResult,
            fields(),
            actions(submit(t("Put it here")), _cancel()),
            key=step.number,
            on_submit=LogicState.add,
            opens=True,
        ),
        class_name="card result-form",
    )


def _edited(item: ResultItem, has_neighbours: Any) -> rx.Component:
    removes = {number: noun.remove for number, noun in words.NOUNS.items()}
    return rx.fragment(
        form(
            EditResult,
            fields(),
            actions(submit(t("Save")), _cancel()),
            key=item.id,
            on_submit=LogicState.save,
            opens=True,
        ),
        when(
            has_neighbours,
            rx.el.div(
                button(
                    t("To the left"),
                    on_click=LogicState.move(item.id, -1),
                    look="plain small",
                ),
                button(
                    t("To the right"),
                    on_click=LogicState.move(item.id, 1),
                    look="plain small",
                ),
                class_name="row",
            ),
        ),
        confirm(
            choose(item.step, in_words(removes)),
            t("Its links go with it. Its indicators stay, without a result."),
            t("Yes, remove"),
            on_click=LogicState.remove(item.id),
        ),
    )


def _links(item: ResultItem) -> rx.Component:
    """What it leads to, to change; and what it could lead to besides."""
    return rx.el.div(
        when(
            count(item.effects) > 0,
            rx.el.ul(rx.foreach(item.effects, _changed_link), class_name="list"),
        ),
        form(
            NewLink,
            fields(),
            actions(submit(t("Link"))),
            key=item.id,
            on_submit=LogicState.link,
            opens=True,
        ),
        rx.el.p(
            t("A result can lead to whatever stands on its own step or above."),
            class_name="hint",
        ),
        actions(button(t("Done"), on_click=LogicState.cancel)),
        class_name="stack",
    )


def _changed_link(link: LinkItem) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                t("leads to: {effect}", effect=link.title),
                when(link.assumption != "", _assumption(link)),
            ),
            rx.el.div(
                more(
                    t("Change the assumption"),
                    form(EditLink, key=link.id, on_submit=LogicState.assume),
                ),
                button(
                    t("Remove this link"),
                    on_click=LogicState.unlink(link.id),
                    look="plain small",
                    aria_label=t("Remove the link to {effect}", effect=link.title),
                ),
                class_name="row",
            ),
            class_name="stack tight result-changed-link",
        )
    )


def _cancel() -> rx.Component:
    return cancel(t("Cancel"), on_click=LogicState.cancel)
