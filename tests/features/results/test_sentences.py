"""The sentences that stand above the figures are good German, also of one partner."""

from dataclasses import replace
from decimal import Decimal

import pytest

from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.rules.kinds import OverTime, ValueKind
from impact_hub.features.results import words
from impact_hub.features.results.queries import board
from impact_hub.features.results.queries.facts import get_sources
from impact_hub.features.results.views import dashboard
from tests.factories import assign, make_indicator, make_value
from tests.features.results.scenes import make_scene

pytestmark = pytest.mark.parametrize("template", ["sqlite"], indirect=True)


def test_one_partner_has_and_two_have_reported(session, clock):
    scene = make_scene(session)
    actor = scene.cast.coordinator
    found = board.get_board(session, actor, "world")
    newest = board.list_coverage(session, actor, get_sources(session, actor, "world"))[
        -1:
    ]

    def told(given: int) -> str:
        coverage = [
            replace(each, expected=3, approved=given, submitted=0) for each in newest
        ]
        return dashboard.summary(found, coverage, "de")

    assert "1 von 3 Partnern hat gemeldet." in told(1)
    assert "2 von 3 Partnern haben gemeldet." in told(2)


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
