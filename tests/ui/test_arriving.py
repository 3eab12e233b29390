"""A page that can't be shown says so, and keeps nothing of another page or person."""

from datetime import timedelta

import pytest
from sqlmodel import select

from impact_hub.features.home.state import HomeState
from impact_hub.features.home.views import HomePage
from impact_hub.features.initiatives.models import Period
from impact_hub.features.initiatives.state import SettingsState
from impact_hub.features.reporting.state.entering import EntryState
from impact_hub.features.results.state.board import BoardState
from impact_hub.identity import sessions
from impact_hub.identity.permissions import Actor
from impact_hub.kit import db
from tests.factories import make_initiative
from tests.people import Cast
from tests.states import act, carry, state_of
from tests.world import cast_in, world_in

pytestmark = pytest.mark.anyio


@pytest.fixture
def cast(hub, clock) -> Cast:
    """… with one initiative that is closed, and another one that is open to all."""
    with db.transaction() as session:
        cast = cast_in(session)
        world_in(session)
        opened = clock.now - timedelta(days=1)
        make_initiative(session, cast.backbone, slug="open", opened_at=opened)
        return cast


def token_of(actor: Actor) -> str:
    with db.transaction() as session:
        return sessions.open_session(session, actor.person_id or 0)


async def board_at(slug: str, actor: Actor) -> tuple[BoardState, object]:
    state = state_of(BoardState, token=token_of(actor), path=f"/i/{slug}", slug=slug)
    return state, await act(state, "load")


async def test_a_missing_page_does_not_keep_the_name_of_the_one_before(cast):
    token = token_of(cast.coordinator)
    state = state_of(BoardState, token=token, slug="world")
    await act(state, "load")
    assert state.page.name

    carry(state, token=token, slug="nothing-there")
    await act(state, "load")

    assert (state.missing, state.page.name, state.place_slug) == (True, "", "")


async def test_whoever_takes_no_part_is_led_to_the_page_for_everyone(cast):
    state, answer = await board_at("open", cast.stranger)

    assert "/p/open" in str(answer)
    assert not state.missing


async def test_a_closed_initiative_is_missing_for_whoever_takes_no_part(cast):
    state, answer = await board_at("world", cast.stranger)

    assert answer is None
    assert state.missing


async def test_without_a_session_one_signs_in_first(cast):
    state = state_of(BoardState, path="/i/open", slug="open")

    assert "/sign-in?next=/i/open" in str(await act(state, "load"))


async def test_a_page_that_one_may_know_of_but_not_open_says_why(cast):
    token = token_of(cast.reporter)
    state = state_of(SettingsState, token=token, slug="world")

    await act(state, "load")

    assert state.barred == "You don't have the right to do this."
    assert (state.missing, state.place_slug) == (False, "world")


async def test_the_next_page_is_not_barred(cast):
    token = token_of(cast.reporter)
    state = state_of(SettingsState, token=token, slug="world")
    await act(state, "load")

    await act(await state.get_state(HomeState), "load")

    assert state.barred == ""


async def test_another_person_in_the_same_tab_finds_nothing_in_any_room(cast):
    home = state_of(HomeState, token=token_of(cast.reporter))
    await act(home, "load")
    assert home.page.due

    board = await home.get_state(BoardState)
    carry(board, slug="open", token=token_of(cast.stranger))
    await act(board, "load")

    assert home.page == HomePage()
    assert board.person_name == "Stella Stranger"


async def test_what_is_typed_is_kept_under_the_number_of_its_person(cast):
    parts = {"slug": "world", "partner": "partner"}
    with db.reading() as session:
        parts["period"] = str(session.exec(select(Period.id)).one())
    state = state_of(EntryState, token=token_of(cast.reporter), **parts)
    await act(state, "load")

    assert state.reader == str(cast.reporter.person_id)
    assert state.keep.startswith(f"{state.reader}:")


async def test_nobody_has_no_number(cast):
    state = state_of(HomeState)
    await act(state, "load")

    assert state.reader == ""
