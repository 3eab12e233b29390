"""Figures in words: how sure they are, why there are none, and verdicts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from impact_hub.features.indicators.rules.adding_up import Figure, NoFigure
from impact_hub.features.indicators.rules.progress import Standing
from impact_hub.features.results import words
from impact_hub.features.results.rules.facts import Aim
from impact_hub.features.results.rules.scoreboard import Later, Score
from impact_hub.features.results.views import cards
from impact_hub.texts import text
from tests.factories import Q3


def scored(standing: Standing, *, has_aim: bool = True) -> Score:
    aim = Aim(date(2026, 12, 31), Decimal(1)) if has_aim else None
    return Score(1, None, (), aim, None, standing)


NINE = [
    *[Standing.REACHED] * 2,
    *[Standing.ON_TRACK] * 3,
    Standing.BEHIND,
    Standing.UNCERTAIN,
    Standing.TOO_LITTLE,
    Standing.NO_FIGURE,
]


@pytest.mark.parametrize(
    ("standings", "german", "english"),
    [
        (
            NINE,
            "Von 9 Zielen sind 5 erreicht oder auf Kurs, ist 1 hinter Plan, "
            "sind 3 noch nicht zu beurteilen.",
            "Of 9 targets 5 are reached or on track, 1 is behind plan, "
            "3 can't be judged yet.",
        ),
        (
            [Standing.REACHED, Standing.WATCH, Standing.WATCH],
            "Von 3 Zielen ist 1 erreicht oder auf Kurs, sind 2 zu beobachten.",
            "Of 3 targets 1 is reached or on track, 2 need watching.",
        ),
        (
            [Standing.TOO_LITTLE],
            "Von 1 Ziel ist 1 noch nicht zu beurteilen.",
            "Of 1 target 1 can't be judged yet.",
        ),
        ([], "", ""),
    ],
)
def test_only_verdicts_are_counted(standings, german, english):
    scores = [scored(each) for each in standings]
    scores.append(scored(Standing.NO_FIGURE, has_aim=False))  # nothing to judge it by

    assert cards.verdict(scores, "de") == german
    assert cards.verdict(scores, "en") == english


@pytest.mark.parametrize(
    ("figure", "german"),
    [
        (
            Figure(reported=2, received=4, expected=8),
            "4 von 8 eingegangen, 2 davon freigegeben und gezählt",
        ),
        (Figure(reported=8, received=8, expected=8), "8 von 8 eingegangen und gezählt"),
        (Figure(reported=0, received=0, expected=5), "0 von 5 eingegangen und gezählt"),
        (Figure(), ""),
    ],
)
def test_what_is_received_and_what_counts_are_two_numbers(figure, german):
    assert words.coverage(figure, "de") == german


def test_what_is_missing_since_is_said_with_its_period():
    third = Later(Q3, expected=5, received=0)

    assert cards.later([third], "en") == "for Q3 2026 all 5 are missing"
    assert cards.later([third], "de") == "für Q3 2026 fehlen alle 5"
    one = replace(third, expected=1)
    assert cards.later([one], "de") == "für Q3 2026 fehlt die einzige"
    some = replace(third, received=2)
    assert (
        cards.later([some], "de")
        == "für Q3 2026 2 von 5 eingegangen, noch keine gezählt"
    )
    assert cards.later([], "de") == ""


def test_each_reason_for_no_figure_is_another_word():
    whys = [
        NoFigure.NOTHING_REPORTED,
        NoFigure.NOT_ASKED,
        NoFigure.WITHHELD,
        NoFigure.UNDEFINED,
        NoFigure.NO_TARGET,
    ]
    for locale in ("de", "en"):
        said = {text(words.NO_FIGURE[why], locale) for why in whys}
        assert len(said) == len(whys)
        assert not said & {"–", "0", ""}


def test_a_range_has_both_ends_in_its_progress():
    score = replace(
        scored(Standing.UNCERTAIN),
        progress=Decimal("0.7469"),
        progress_low=Decimal("0.2334"),
    )

    assert words.made(score, "de") == "23–75\xa0%"
    assert words.made(score, "en") == "23–75%"
