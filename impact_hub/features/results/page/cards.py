"""The scoreboard: a card per indicator."""

from typing import Any

import reflex as rx

from impact_hub.features.indicators.words import STANDINGS
from impact_hub.features.results.views.cards import Card, Piece
from impact_hub.features.results.views.sparks import Spark
from impact_hub.ui.parts import empty, status
from impact_hub.ui.text import t


def scoreboard(cards: Any, indicators: Any) -> rx.Component:
    """The indicators as rows: figure, status, small line with target, coverage."""
    return rx.cond(
        cards,
        rx.el.ul(
            rx.foreach(cards, lambda card: _card(card, indicators)),
            class_name="scores",
        ),
        empty(
            t("No indicator yet"),
            t("As soon as there are indicators, this is where they stand."),
        ),
    )


def _card(card: Card, indicators: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.cond(
                card.step != "",
                rx.el.span(
                    rx.el.span(t("Step"), " ", class_name="visually-hidden"),
                    card.step,
                    class_name="step-number step-" + card.step,
                ),
            ),
            rx.el.a(card.title, href=indicators + card.code, class_name="score-title"),
            class_name="score-head",
        ),
        rx.cond(card.by != "", _pieces(card), _now(card)),
        _standing(card),
        _spark(card.spark),
        _sure(card),
        class_name="score keep",
    )


def _now(card: Card) -> rx.Component:
    return rx.el.div(
        rx.el.span(card.figure, class_name="score-figure figure"),
        " ",
        rx.el.span(card.unit),
        rx.cond(
            card.part_of != "",
            rx.el.span(" (", card.part_of, ")", class_name="muted figure"),
        ),
        class_name="score-now",
    )


def _pieces(card: Card) -> rx.Component:
    """Where there is no total: some of the categories, each with its name."""

    def piece(each: Piece) -> rx.Component:
        return rx.el.div(
            rx.el.dt(each.name),
            rx.el.dd(each.figure, class_name="figure"),
        )

    return rx.el.div(
        rx.el.dl(rx.foreach(card.pieces, piece), class_name="score-pieces"),
        rx.el.span(card.unit, " ", card.by, class_name="muted"),
        class_name="score-now",
    )


def _standing(card: Card) -> rx.Component:
    return rx.el.div(
        rx.cond(
            card.standing != "",
            rx.fragment(
                status(card.standing, STANDINGS),
                rx.el.span(
                    rx.cond(
                        card.made != "",
                        t("{made} of the way to the target: ", made=card.made),
                        t("Target: "),
                    ),
                    card.target,
                    class_name="muted figure",
                ),
            ),
            rx.el.span(t("no target"), class_name="muted"),
        ),
        class_name="score-standing",
    )


def _sure(card: Card) -> rx.Component:
    """How sure it is: of when, how many updates, and what is missing since."""
    said = (card.as_of, card.coverage, card.remark, card.later)
    return rx.el.p(
        *[
            rx.cond(each != "", rx.el.span(each, class_name="score-fact"))
            for each in said
        ],
        class_name="hint figure score-coverage",
    )


def _spark(spark: Spark) -> rx.Component:
    """The small line. Its figures stand beside it, so it says nothing of its own."""
    return rx.el.div(
        rx.cond(
            spark.last_x != "",
            rx.el.svg(
                rx.cond(
                    spark.target_y != "",
                    rx.el.line(
                        x1="0",
                        x2="160",
                        y1=spark.target_y,
                        y2=spark.target_y,
                        class_name="spark-target",
                    ),
                ),
                rx.el.path(d=spark.band, class_name="spark-band"),
                rx.el.path(d=spark.sure, class_name="spark-line"),
                rx.el.path(d=spark.open, class_name="spark-line spark-open"),
                rx.el.circle(
                    cx=spark.last_x,
                    cy=spark.last_y,
                    r="3.5",
                    class_name=rx.cond(spark.is_whole, "spark-dot", "spark-hollow"),
                ),
                view_box="0 0 160 40",
                aria_hidden="true",
                class_name="spark",
            ),
        ),
        class_name="score-spark",
    )
