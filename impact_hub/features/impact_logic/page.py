"""The impact logic as stairs, edited in place."""

from typing import Any

import reflex as rx

from impact_hub.features.impact_logic import words
from impact_hub.features.impact_logic.state import (
    LinkItem,
    LogicState,
    ResultItem,
    StepItem,
)
from impact_hub.features.initiatives.rules import Right
from impact_hub.ui.fields import (
    actions,
    form,
    hidden,
    select_field,
    submit,
    words_field,
)
from impact_hub.ui.layout import page_head, place_eyebrow, screen
from impact_hub.ui.menu import MenuEntry, may
from impact_hub.ui.parts import button, confirm, more
from impact_hub.ui.text import Text, choose, count, in_words, t

MENU = MenuEntry("logic", t("Impact logic"), "/logic")


def logic_page() -> rx.Component:
    return screen(
        page_head(
            t("Impact logic"),
            rx.cond(
                LogicState.is_empty,
                t("Begin at the top: how will society be different? Then go down."),
                t("Read from the bottom up: each step makes the next one possible."),
            ),
            eyebrow=place_eyebrow(),
        ),
        rx.el.ol(
            rx.foreach(LogicState.steps, _step), class_name="stairs", reversed=True
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
            rx.cond(
                may(Right.EDIT),
                rx.el.button(
                    rx.el.span("+", aria_hidden="true"),
                    rx.el.span(
                        t("Add a result on step {n}", n=step.number),
                        class_name="visually-hidden",
                    ),
                    type="button",
                    on_click=LogicState.begin_adding(step.number),
                    class_name="stairs-add",
                ),
            ),
            class_name="stairs-tread",
        ),
        rx.el.div(
            rx.foreach(
                step.results,
                lambda item: _result(item, has_neighbours=count(step.results) > 1),
            ),
            rx.cond(LogicState.adding_to == step.number, _new_result(step)),
            class_name="stairs-results",
        ),
        class_name="stairs-step",
        custom_attrs={"data-step-number": step.number},
    )


def _result(item: ResultItem, *, has_neighbours: Any) -> rx.Component:
    return rx.cond(
        LogicState.editing == item.id, _edited(item, has_neighbours), _shown(item)
    )


def _shown(item: ResultItem) -> rx.Component:
    return rx.el.article(
        rx.el.h3(item.title),
        rx.cond(item.description != "", rx.el.p(item.description, class_name="muted")),
        rx.foreach(item.links, _link),
        rx.cond(
            may(Right.EDIT),
            rx.el.div(
                rx.el.button(
                    t("Edit"),
                    type="button",
                    aria_label=t("Edit {title}", title=item.title),
                    on_click=LogicState.begin_editing(item.id),
                    class_name="button plain small",
                ),
                class_name="no-print",
            ),
        ),
        class_name="card result keep",
    )


def _link(link: LinkItem) -> rx.Component:
    return rx.el.p(
        t("leads to: {effect}", effect=link.effect),
        rx.cond(
            link.assumption != "",
            rx.el.span(t(" – if {assumption}", assumption=link.assumption)),
        ),
        class_name="hint",
    )


def _new_result(step: StepItem) -> rx.Component:
    return rx.el.div(
        form(
            hidden("step", step.number),
            *_wording(LogicState.words, LogicState.words),
            actions(submit(t("Put it here")), _cancel()),
            on_submit=LogicState.add,
            opens=True,
        ),
        class_name="card result-form",
    )


def _edited(item: ResultItem, has_neighbours: Any) -> rx.Component:
    return rx.el.div(
        form(
            hidden("id", item.id),
            *_wording(item.titles, item.descriptions),
            select_field("step", t("Step"), step_options(), value=item.step),
            actions(submit(t("Save")), _cancel()),
            on_submit=LogicState.save,
            opens=True,
            key=item.id,  # a new link leaves what is typed here alone
        ),
        _links(item),
        rx.cond(
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
            t("Remove this result"),
            t("Its links go with it. Its indicators stay, without a result."),
            t("Yes, remove"),
            on_click=LogicState.remove(item.id),
        ),
        class_name="card result-form",
    )


def _links(item: ResultItem) -> rx.Component:
    return more(
        t("What it leads to"),
        rx.foreach(
            item.links,
            lambda link: rx.el.div(
                _link(link),
                button(
                    t("Remove this link"),
                    on_click=LogicState.unlink(link.id),
                    look="plain small",
                ),
            ),
        ),
        form(
            hidden("id", item.id),
            select_field("leads_to", t("Leads to"), LogicState.targets),
            words_field(
                "assumption",
                t("… if"),
                LogicState.languages,
                LogicState.words,
                hint=t("What has to be so, that you cannot bring about yourselves?"),
            ),
            actions(submit(t("Link"))),
            on_submit=LogicState.link,
            key=f"{item.id}-{LogicState.form_key}-link",
        ),
    )


def _wording(titles: Any, descriptions: Any) -> list[rx.Component]:
    return [
        words_field("title", t("Result"), LogicState.languages, titles),
        words_field(
            "description",
            t("In more words"),
            LogicState.languages,
            descriptions,
            long=True,
        ),
    ]


def _cancel() -> rx.Component:
    return button(t("Cancel"), on_click=LogicState.cancel)


def step_options() -> list[tuple[str, Text]]:
    """The steps to choose from, each with its number."""
    return [
        (number, number + " · " + said)
        for number, said in in_words(words.STEPS).items()
    ]
