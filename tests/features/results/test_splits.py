"""What a total has beside its categories is shown, and tells nothing withheld."""

from decimal import Decimal

import pytest

from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.rules.kinds import OverPartners, OverTime
from impact_hub.features.results.queries import board
from impact_hub.features.results.views import splits
from tests.factories import make_value
from tests.features.results.scenes import make_scene

FIRST, SECOND = "1st quarter 2026", "2nd quarter 2026"


@pytest.fixture
def scene(session, clock):
    return make_scene(session)


def told(session, actor) -> list[tuple[str, str, str]]:
    """Period, category and figure of each line, as the page shows them."""
    table = board.get_table(session, actor, "world", "people")
    row = indicators.get_indicator(session, actor, "world", "people")
    lines = splits.split_lines(table, row, "age", "en")
    frame = splits.split_frame(table, row, "age", "en")
    rests = frame[frame["is_rest"]]["value"]
    assert [str(int(rest)) for rest in rests] == [
        line.figure for line in lines if line.category == "not specified"
    ]
    return [(line.period, line.category, line.figure) for line in lines]


def test_what_no_category_holds_is_not_specified(session, scene):
    assert told(session, scene.cast.funder) == [
        (FIRST, "0-17", "15"),
        (SECOND, "0-17", "12"),
        (FIRST, "not specified", "55"),
        (SECOND, "not specified", "8"),
    ]


def test_where_the_categories_hold_all_nothing_is_left(session, scene):
    make_value(
        session,
        scene.first,
        scene.world.people,
        cell="age=18-64",
        figure=Decimal(55),
    )

    assert told(session, scene.cast.funder) == [
        (FIRST, "0-17", "15"),
        (SECOND, "0-17", "12"),
        (FIRST, "18-64", "55"),
        (SECOND, "not specified", "8"),
    ]


def test_a_small_rest_is_for_the_backbone_only(session, scene):
    make_value(
        session,
        scene.first,
        scene.world.people,
        cell="age=18-64",
        figure=Decimal(53),
    )

    assert (FIRST, "not specified", "2") in told(session, scene.cast.coordinator)
    of_funder = told(session, scene.cast.funder)
    assert (FIRST, "not specified", "2") not in of_funder
    assert "withheld" in [figure for period, _, figure in of_funder if period == FIRST]


def test_what_cannot_be_added_up_has_no_rest(session, scene):
    people = scene.world.people
    people.over_partners = OverPartners.RANGE
    assert "not specified" not in str(told(session, scene.cast.coordinator))

    people.over_partners, people.over_time = OverPartners.SUM, OverTime.AVERAGE
    assert "not specified" not in str(told(session, scene.cast.coordinator))
