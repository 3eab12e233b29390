"""What an indicator means, and where its figures come from: beside its charts."""

from typing import Any

import reflex as rx

from impact_hub.features.indicators.views.history import HistoryItem, HistoryLine
from impact_hub.features.indicators.words import (
    KIND_NAMES,
    OVER_PARTNERS,
    OVER_TIME,
)
from impact_hub.features.initiatives.words import RHYTHMS
from impact_hub.features.results.views.indicator import Meaning
from impact_hub.ui.parts import more
from impact_hub.ui.text import Text, choose, in_words, t


def meaning(page: Meaning) -> rx.Component:
    """Definition, kind, baseline, targets, categories, source; how to cite it."""
    return rx.el.dl(
        _fact(t("Definition"), page.definition),
        _fact(t("What its two numbers count"), page.parts),
        _fact(t("Shows"), page.result),
        _fact(t("Kind"), choose(page.kind, in_words(KIND_NAMES))),
        _fact(t("Over time"), choose(page.over_time, in_words(OVER_TIME))),
        _fact(t("Over partners"), choose(page.over_partners, in_words(OVER_PARTNERS))),
        _fact(t("Is reported"), choose(page.rhythm, in_words(RHYTHMS))),
        _fact(t("Baseline"), page.baseline),
        _facts(t("Targets"), page.targets),
        _facts(t("Split by"), page.categories),
        rx.cond(page.source != "", _source(page)),
        _fact(t("Licence"), page.licence),
        _fact(t("Cite as"), page.cite_as, class_name="cite"),
        rx.cond(page.history, _history(page)),
        class_name="facts",
    )


def _fact(term: Text, value: Any, **props: Any) -> rx.Component:
    return rx.cond(
        value != "",
        rx.fragment(
            rx.el.dt(term),
            rx.el.dd(value, style={"white-space": "pre-line"}, **props),
        ),
    )


def _facts(term: Text, values: Any) -> rx.Component:
    return rx.cond(values, rx.fragment(rx.el.dt(term), rx.foreach(values, _one)))


def _one(value: Any) -> rx.Component:
    return rx.el.dd(value)


def _source(page: Meaning) -> rx.Component:
    linked = rx.el.a(
        page.source,
        href=page.source_url,
        rel="noopener noreferrer",
        custom_attrs={"reloadDocument": True},
    )
    return rx.fragment(
        rx.el.dt(t("Source")),
        rx.el.dd(rx.cond(page.source_url != "", linked, page.source)),
    )


def _history(page: Meaning) -> rx.Component:
    return rx.fragment(
        rx.el.dt(t("What has changed")),
        rx.el.dd(
            more(
                t("Show it"),
                rx.el.ul(rx.foreach(page.history, _change), class_name="list"),
            )
        ),
    )


def _change(item: HistoryItem) -> rx.Component:
    return rx.el.li(
        rx.el.p(
            item.day,
            rx.cond(item.who != "", rx.fragment(" · ", item.who)),
            class_name="hint",
        ),
        rx.cond(item.why != "", rx.el.p(t("Why: {why}", why=item.why))),
        rx.foreach(item.lines, _difference),
    )


def _difference(line: HistoryLine) -> rx.Component:
    return rx.el.p(
        rx.el.strong(line.what),
        rx.el.br(),
        t("before: {said}", said=line.before),
        rx.el.br(),
        t("now: {said}", said=line.after),
        style={"white-space": "pre-line"},
    )
