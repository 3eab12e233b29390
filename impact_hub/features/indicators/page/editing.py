"""The form that defines an indicator."""

from typing import Any

import reflex as rx

from impact_hub.features.indicators.state.editing import (
    AimItem,
    Choice,
    IndicatorFormState,
)
from impact_hub.features.initiatives.words import RHYTHMS
from impact_hub.ui.fields import (
    actions,
    checkbox,
    day_field,
    form,
    select_field,
    submit,
    text_field,
    words_field,
)
from impact_hub.ui.layout import page_head, place_eyebrow, screen
from impact_hub.ui.parts import button, link_button, more, told
from impact_hub.ui.state import AppState
from impact_hub.ui.text import Text, choose, options_of, t
from impact_hub.ui.words import (
    adding_up_words,
    value_kind_options,
)


def indicator_form_page() -> rx.Component:
    state = IndicatorFormState
    return screen(
        page_head(
            rx.cond(state.is_new, t("Add an indicator"), t("Change the indicator")),
            t("The definition is the same for every partner."),
            eyebrow=place_eyebrow(),
        ),
        form(
            _meaning(),
            _adding_up(),
            _splits(),
            _aims(),
            _partners(),
            _source(),
            rx.cond(state.is_new, rx.fragment(), _why()),
            actions(
                submit(t("Save")),
                link_button(
                    t("Cancel"), "/i/" + AppState.place_slug + "/indicators", quiet=True
                ),
            ),
            on_submit=state.save,
            key=state.form_key,
        ),
        here="indicators",
    )


def _part(title: Text, *content: rx.Component) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(rx.el.h2(title)), *content, class_name="form-part"
    )


def _meaning() -> rx.Component:
    state = IndicatorFormState
    return _part(
        t("What it shows"),
        words_field("title", t("Name"), state.languages, state.titles),
        words_field(
            "definition",
            t("Definition"),
            state.languages,
            state.definitions,
            hint=t(
                "Who or what is counted, when, and who is not? So that all count alike."
            ),
            long=True,
        ),
        select_field("result", t("Shows this result"), _results(), value=state.result),
        rx.cond(
            state.is_new,
            select_field(
                "kind",
                t("Kind of figure"),
                value_kind_options(),
                value=state.kind,
                on_change=state.choose_kind,
            ),
            rx.fragment(),
        ),
        rx.cond(
            state.kind == "amount",
            text_field("currency", t("Currency"), value=state.currency, short=True),
            rx.cond(
                state.kind == "yes_no",
                rx.fragment(),
                words_field(
                    "unit",
                    t("Unit"),
                    state.languages,
                    state.units,
                    hint=t("What is counted: young people, hours, places …"),
                ),
            ),
        ),
    )


def _results() -> Any:
    return IndicatorFormState.results


def _adding_up() -> rx.Component:
    state = IndicatorFormState
    return _part(
        t("How it adds up"),
        rx.el.div(
            _choices(
                "over_time", t("Over time"), state.over_time_choices, state.over_time
            ),
            _choices(
                "over_partners",
                t("Over partners"),
                state.over_partners_choices,
                state.over_partners,
            ),
            select_field(
                "rhythm", t("Is reported"), options_of(RHYTHMS), value=state.rhythm
            ),
            select_field(
                "direction",
                t("Better is"),
                [("up", t("more")), ("down", t("less"))],
                value=state.direction,
            ),
            class_name="fields-row",
        ),
        rx.cond(
            (state.kind == "count") | (state.kind == "ratio"),
            checkbox(
                "counts_people",
                t("It counts people: protect small numbers"),
                checked=state.counts_people,
            ),
            rx.fragment(),
        ),
    )


def _choices(name: str, label: Text, options: Any, value: Any) -> rx.Component:
    words = adding_up_words()
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.select(
            rx.foreach(
                options,
                lambda code: rx.el.option(choose(code, words), value=code),
            ),
            id=name,
            name=name,
            default_value=value,
            key=f"{name}-{IndicatorFormState.kind}",
            class_name="input",
        ),
        class_name="field",
    )


def _splits() -> rx.Component:
    state = IndicatorFormState
    return rx.cond(
        state.kind == "yes_no",
        rx.fragment(),
        rx.cond(state.dimensions, _split_fields(), _no_dimensions()),
    )


def _split_fields() -> rx.Component:
    state = IndicatorFormState
    return _part(
        t("Split by"),
        rx.el.div(rx.foreach(state.dimensions, _dimension)),
        checkbox(
            "total_is_sum",
            t("The total is the sum of the categories"),
            checked=state.total_is_sum,
            hint=t("Then nobody has to type it."),
        ),
    )


def _no_dimensions() -> rx.Component:
    return rx.el.p(
        t("Ways to split are added on the page of all indicators."),
        class_name="hint",
    )


def _dimension(item: Choice) -> rx.Component:
    return checkbox("dimension." + item.value, item.label, checked=item.chosen)


def _aims() -> rx.Component:
    state = IndicatorFormState
    return _part(
        t("Where we start, and where we want to be"),
        rx.el.div(
            text_field(
                "baseline",
                t("Baseline"),
                value=state.baseline,
                hint=_per_cent_hint(),
                short=True,
                input_mode="decimal",
            ),
            day_field("baseline_on", t("on"), value=state.baseline_on),
            class_name="fields-row",
        ),
        rx.foreach(state.aims, _aim),
        button(t("Another target"), on_click=state.add_aim, look="plain"),
    )


def _per_cent_hint() -> Any:
    return rx.cond(
        IndicatorFormState.kind == "ratio",
        t("In per cent. Empty: we start from nothing."),
        t("Empty: we start from nothing."),
    )


def _aim(item: AimItem) -> rx.Component:
    return rx.el.div(
        text_field(
            "target." + item.number,
            t("Target"),
            value=item.figure,
            short=True,
            input_mode="decimal",
        ),
        day_field("due." + item.number, t("by"), value=item.due),
        class_name="fields-row",
    )


def _partners() -> rx.Component:
    state = IndicatorFormState
    return rx.cond(
        state.partners,
        _part(
            t("Who reports it"),
            rx.el.div(
                rx.foreach(
                    state.partners,
                    lambda item: checkbox(
                        "partner." + item.value, item.label, checked=item.chosen
                    ),
                ),
                class_name="choices",
            ),
        ),
        rx.fragment(),
    )


def _source() -> rx.Component:
    state = IndicatorFormState
    return more(
        t("Figures that come from elsewhere"),
        rx.el.div(
            text_field("source", t("Source"), value=state.source),
            text_field(
                "source_url", t("Web address of the source"), value=state.source_url
            ),
            text_field("licence", t("Licence"), value=state.licence),
            class_name="stack",
        ),
    )


def _why() -> rx.Component:
    return told(
        text_field(
            "why",
            t("What has changed, and why?"),
            hint=t("Partners read it beside the new definition."),
        ),
        tone="watch",
    )
