"""The first page says what needs its reader, and nothing of what there is none of."""

import pytest

from impact_hub.features.home.state import HomeState
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.identity import sessions
from impact_hub.identity.permissions import Actor
from impact_hub.kit import db
from tests.factories import make_update
from tests.people import Cast
from tests.states import act, state_of
from tests.world import World, cast_in, world_in

pytestmark = pytest.mark.anyio


@pytest.fixture
def scene(hub) -> tuple[Cast, World]:
    with db.transaction() as session:
        cast = cast_in(session)
        return cast, world_in(session)


async def home_of(actor: Actor) -> HomeState:
    with db.transaction() as session:
        token = sessions.open_session(session, actor.person_id or 0)
    state = state_of(HomeState, token=token)
    await act(state, "load")
    return state


async def test_whoever_owes_something_is_not_told_about_reviews(scene):
    cast, _ = scene

    assert (await home_of(cast.reporter)).needed == "1 update is due from you."


async def test_whoever_reviews_is_not_told_that_nothing_is_due(scene):
    cast, world = scene
    with db.transaction() as session:
        make_update(session, world.quarter, cast.partner, status=Status.SUBMITTED)

    home = await home_of(cast.coordinator)

    assert home.needed == "1 update waits for your review."


async def test_without_either_there_is_nothing_to_do(scene):
    cast, _ = scene

    home = await home_of(cast.stranger)

    assert home.needed == "Nothing is due. Have a good day."
