"""Every page begins with finding out who reads, and in which language."""

import pytest

from impact_hub.features.home.state import HomeState
from impact_hub.identity import sessions
from impact_hub.kit import db
from impact_hub.kit.db import id_of
from impact_hub.ui.state import AppState
from tests.factories import make_person
from tests.states import act, carry, state_of
from tests.world import cast_in, world_in

pytestmark = pytest.mark.anyio


def signed_in(**person: object) -> str:
    """The token of somebody new."""
    with db.transaction() as session:
        return sessions.open_session(session, id_of(make_person(session, **person)))


async def test_whoever_has_a_session_is_known(hub):
    state = state_of(AppState, token=signed_in(name="Ada", locale="de"))

    await act(state, "arrive")

    assert (state.signed_in, state.person_name, state.locale) == (True, "Ada", "de")


@pytest.mark.parametrize(
    ("accepts", "locale"), [("en-GB,de;q=0.5", "en"), ("fr,de", "de"), ("fr", "de")]
)
async def test_without_one_the_browsers_language_decides(hub, accepts, locale):
    state = state_of(AppState, accepts=accepts)

    await act(state, "arrive")

    assert (state.signed_in, state.locale) == (False, locale)


async def test_what_is_due_stands_on_the_first_page(hub):
    with db.transaction() as session:
        cast = cast_in(session)
        world = world_in(session)
        token = sessions.open_session(session, cast.reporter.person_id or 0)
    state = state_of(HomeState, token=token)

    await act(state, "load")

    assert [each.href for each in state.page.due] == [
        f"/i/world/figures/{world.quarter.id}/partner"
    ]


async def test_what_was_said_on_one_page_is_not_said_on_the_next(hub):
    state = state_of(AppState, path="/here")
    await act(state, "arrive")
    state._say("done.saved")

    await act(state, "arrive")
    assert state.notice

    carry(state, path="/there")
    await act(state, "arrive")
    assert state.notice == ""


async def test_what_is_meant_for_the_next_page_is_said_there_once(hub):
    state = state_of(AppState, path="/here")
    await act(state, "arrive")
    state._say_there("done.saved")

    carry(state, path="/there")
    await act(state, "arrive")
    assert state.notice

    carry(state, path="/elsewhere")
    await act(state, "arrive")
    assert state.notice == ""
