"""The form that defines an indicator."""

import reflex as rx

from impact_hub.features.indicators.forms import IndicatorForm
from impact_hub.features.indicators.page.dimensions import dimensions_section
from impact_hub.features.indicators.state.editing import IndicatorFormState
from impact_hub.ui.fields import actions, submit
from impact_hub.ui.forms import cancel, fields, form, side_by_side
from impact_hub.ui.layout import page_head, place_eyebrow, screen
from impact_hub.ui.parts import button, more, told, when
from impact_hub.ui.state import AppState
from impact_hub.ui.text import Text, t


def indicator_form_page() -> rx.Component:
    state = IndicatorFormState
    return screen(
        page_head(
            rx.cond(state.is_new, t("Add an indicator"), t("Change the indicator")),
            t("The definition is the same for every partner."),
            eyebrow=place_eyebrow(),
        ),
        form(
            IndicatorForm,
            _meaning(),
            _adding_up(),
            when(state.has_splits, _splits()),
            when(state.has_aims, _aims()),
            _asking(),
            _source(),
            when(~state.is_new, told(fields("why"), tone="watch")),
            actions(
                submit(t("Save")),
                cancel(t("Cancel"), href="/i/" + AppState.place_slug + "/indicators"),
            ),
            on_submit=state.save,
            on_redraw=state.redraw,
        ),
        when(
            state.has_splits, rx.el.div(dimensions_section(state), id="ways-to-split")
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
        fields("titles", "definitions", "result"),
        when(
            ~state.is_new,
            rx.el.p(
                t("Kind of figure"),
                ": ",
                rx.el.strong(state.kind_name),
                ". ",
                rx.el.span(t("It can't be changed later."), class_name="muted"),
            ),
        ),
        fields("kind", "units", "currency"),
        fields("part_names", "whole_names", "levels_of", "levels"),
    )


def _adding_up() -> rx.Component:
    return _part(
        t("How it adds up"),
        side_by_side("over_time", "over_partners", "rhythm", "direction"),
        fields("counts_people"),
    )


def _splits() -> rx.Component:
    return _part(
        t("How it is split"),
        fields("splits", "crossings", "summed_over"),
        rx.el.p(
            rx.el.a(
                t("Add, rename or merge ways to split"),
                href="#ways-to-split",
                custom_attrs={"reloadDocument": True},
            ),
            ": ",
            t("what you have typed stays."),
            class_name="hint",
        ),
    )


def _aims() -> rx.Component:
    state = IndicatorFormState
    return _part(
        t("Where we start, and where we want to be"),
        side_by_side("baseline", "baseline_on"),
        fields("aims"),
        when(
            state.example != "",
            rx.el.p(
                t("For example: "),
                state.example,
                class_name="hint example",
                aria_live="polite",
            ),
        ),
        when(
            state.may_add_aim,
            button(t("Another target"), on_click=state.add_aim, look="plain"),
        ),
    )


def _asking() -> rx.Component:
    return _part(
        t("Who is asked, and from when"),
        fields("starts", "asked_of", "partners"),
    )


def _source() -> rx.Component:
    return more(
        t("Figures that come from elsewhere"),
        rx.el.div(fields("source", "source_url", "licence"), class_name="stack"),
    )
