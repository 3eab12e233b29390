"""The first page says what needs its reader, and nothing of what there is none of."""

import pytest

from impact_hub.features.home.state import HomeState
from impact_hub.features.home.views import HomePage
from impact_hub.features.initiatives.models import Initiative
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.identity import sessions
from impact_hub.identity.permissions import Actor
from impact_hub.kit import db
from tests.factories import make_update
from tests.people import Cast
from tests.states import act, carry, state_of
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

    assert (await home_of(cast.reporter)).page.needed == "1 update is due from you."


async def test_whoever_reviews_is_not_told_that_nothing_is_due(scene):
    cast, world = scene
    with db.transaction() as session:
        make_update(session, world.quarter, cast.partner, status=Status.SUBMITTED)

    home = await home_of(cast.coordinator)

    assert home.page.needed == "1 update waits for your review."


async def test_without_either_there_is_nothing_to_do(scene):
    cast, _ = scene

    home = await home_of(cast.stranger)

    assert home.page.needed == "Nothing is due. Have a good day."


async def test_the_start_page_leads_to_what_is_owed_and_says_why_it_came_back(scene):
    cast, world = scene
    with db.transaction() as session:
        make_update(
            session,
            world.quarter,
            cast.partner,
            status=Status.RETURNED,
            return_reason="Please look at the age groups.",
        )

    (due,) = (await home_of(cast.reporter)).page.due

    assert due.href == f"/i/world/figures/{world.quarter.id}/partner"
    assert (due.period, due.status) == ("2nd quarter 2026", "returned")
    assert due.whose.startswith("Partner · ")
    assert due.reason == "Please look at the age groups."


async def test_the_start_page_leads_to_what_waits_for_review(scene):
    cast, world = scene
    with db.transaction() as session:
        make_update(session, world.quarter, cast.partner, status=Status.SUBMITTED)

    page = (await home_of(cast.coordinator)).page

    assert [each.href for each in page.to_review] == [
        f"/i/world/review/{world.quarter.id}/partner"
    ]
    assert [each.href for each in page.initiatives] == ["/i/world"]
    assert [each.href for each in page.organisations] == ["/o/backbone"]


async def test_whoever_is_new_finds_something_to_look_at(scene, clock):
    cast, world = scene
    with db.transaction() as session:
        initiative = session.get_one(Initiative, world.initiative.id)
        initiative.opened_at = clock.now

    new, member = await home_of(cast.stranger), await home_of(cast.reporter)

    assert [each.href for each in new.page.open_initiatives] == ["/p/world"]
    assert (new.page.may_look_around, member.page.may_look_around) == (True, False)


async def test_signed_out_there_is_what_everyone_may_read_and_nothing_else(
    scene, clock
):
    _, world = scene
    with db.transaction() as session:
        session.get_one(Initiative, world.initiative.id).opened_at = clock.now
    state = state_of(HomeState)

    await act(state, "load")

    (shown,) = state.page.open_initiatives
    assert state.page == HomePage(open_initiatives=(shown,))
    assert shown.href == "/p/world"


async def test_the_next_person_in_the_tab_sees_nothing_of_the_one_before(scene):
    cast, _ = scene
    state = await home_of(cast.reporter)
    assert state.page.due

    carry(state, token="")
    await act(state, "load")

    assert state.page == HomePage()
