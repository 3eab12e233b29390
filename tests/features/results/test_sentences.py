"""The sentences that stand above the figures are good German, also of one partner."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.rules.kinds import OverTime, ValueKind
from impact_hub.features.results import words
from impact_hub.features.results.queries import board
from impact_hub.features.results.queries.facts import get_sources
from impact_hub.features.results.views import rounds
from tests.factories import Q3, assign, make_indicator, make_period, make_value
from tests.features.results.scenes import make_scene

pytestmark = pytest.mark.parametrize("template", ["sqlite"], indirect=True)


def test_one_partner_has_and_two_have_reported(session, clock):
    scene = make_scene(session)
    actor = scene.cast.coordinator
    sources = get_sources(session, actor, "world")
    newest = board.list_coverage(session, actor, sources)[-1:]

    def told(given: int) -> str:
        coverage = [
            replace(each, expected=3, approved=given, submitted=0) for each in newest
        ]
        return rounds.summary(coverage, sources.today, "de")

    assert told(1) == "2. Quartal 2026: 1 von 3 Partnern hat gemeldet."
    assert told(2) == "2. Quartal 2026: 2 von 3 Partnern haben gemeldet."


def test_a_round_that_is_opened_before_its_end_moves_no_headline(session, clock):
    scene = make_scene(session)
    make_period(session, scene.world.initiative, Q3, opens_on=date(2026, 6, 1))
    actor = scene.cast.coordinator
    coverage = board.list_coverage(session, actor, get_sources(session, actor, "world"))

    assert rounds.summary(coverage, date(2026, 9, 30), "de").startswith("2. Quartal")
    assert rounds.summary(coverage, date(2026, 10, 1), "de").startswith("3. Quartal")


def test_money_needs_no_unit_before_the_full_stop(session, clock):
    scene = make_scene(session)
    given = make_indicator(
        session,
        scene.world.initiative,
        code="given",
        kind=ValueKind.AMOUNT,
        over_time=OverTime.SUM,
        currency="EUR",
        units={},
    )
    assign(session, given, scene.cast.partner)
    make_value(session, scene.first, given, figure=Decimal("1234.50"))
    actor = scene.cast.coordinator
    found = board.get_board(session, actor, "world")
    score = next(each for each in found.scores if each.measure == given.id)
    row = indicators.get_indicator(session, actor, "world", "given")

    assert words.sentence(score, row, "de").endswith(": 1.234,50\xa0€.")
