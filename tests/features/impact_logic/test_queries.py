"""Whoever sees an initiative sees its logic, from the lowest step up."""

import pytest

from impact_hub.features.impact_logic import queries
from impact_hub.kit.errors import Forbidden, NotFound, SignedOut
from tests.factories import make_initiative, make_result


def test_results_come_from_the_lowest_step_up_and_from_the_left(session, cast, world):
    left = make_result(session, world.initiative, step=2, position=-1)
    make_result(session, make_initiative(session, cast.backbone))

    rows = queries.list_results(session, cast.funder, "world")

    assert [row.id for row in rows] == [left.id, world.lower.id, world.upper.id]


def test_a_logic_has_its_links_with_their_assumptions(session, cast, world):
    world.link.assumptions = {"de": "wenn sie bleiben"}

    logic = queries.get_logic(session, cast.reporter, "world")

    (link,) = logic.links
    assert (link.cause_id, link.effect_id) == (world.lower.id, world.upper.id)
    assert link.assumptions == {"de": "wenn sie bleiben"}
    assert [each.id for each in logic.results] == [world.lower.id, world.upper.id]
    assert logic.languages == ("de", "en")


def test_an_open_initiatives_logic_is_open(session, cast, world, clock):
    world.initiative.opened_at = clock.now

    assert len(queries.list_results(session, cast.anyone, "world")) == 2
    assert len(queries.get_logic(session, cast.anyone, "world").links) == 1


def test_nobody_else_sees_a_logic(session, cast, world):
    with pytest.raises(NotFound, match=r"initiatives\.no_such_initiative"):
        queries.list_results(session, cast.stranger, "world")
    with pytest.raises(NotFound, match=r"initiatives\.no_such_initiative"):
        queries.get_logic(session, cast.stranger, "world")


def test_the_backbones_people_change_a_result(session, cast, world):
    found = queries.get_to_edit(session, cast.coordinator, world.upper.id)

    assert found is world.upper


def test_others_who_see_a_result_may_not_change_it(session, cast, world):
    for actor in (cast.viewer, cast.reporter, cast.funder):
        with pytest.raises(Forbidden):
            queries.get_to_edit(session, actor, world.upper.id)


def test_strangers_cannot_tell_a_hidden_result_from_none(session, cast, world):
    for number in (world.upper.id, 999_999):
        with pytest.raises(NotFound, match=r"impact_logic\.no_such_result"):
            queries.get_to_edit(session, cast.stranger, number)
        with pytest.raises(SignedOut):
            queries.get_to_edit(session, cast.anyone, number)
