"""The pages of results: who is led where, and what the public page never carries."""

import dataclasses
import json

import pytest

from impact_hub.features.initiatives import service as initiatives
from impact_hub.features.results.state.board import BoardState
from impact_hub.features.results.state.indicator import IndicatorState
from impact_hub.features.results.views.indicator import IndicatorPage
from impact_hub.identity.permissions import ANYONE, Actor
from impact_hub.kit import db
from tests.features.results.scenes import Scene, make_scene
from tests.states import act, leads_to, opened, state_of, token_of

pytestmark = pytest.mark.anyio

MEMBERS = ["coordinator", "viewer", "reporter", "funder"]


@pytest.fixture
def scene(hub) -> Scene:
    with db.transaction() as session:
        return make_scene(session)


@pytest.fixture
def public(scene) -> Scene:
    with db.transaction() as session:
        initiatives.open_to_public(session, scene.cast.owner, "world")
    return scene


async def board(actor: Actor) -> BoardState:
    return await opened(BoardState, actor, "/i/world", slug="world")


async def indicator(actor: Actor, code: str = "people") -> IndicatorState:
    path = f"/i/world/indicators/{code}"
    return await opened(IndicatorState, actor, path, slug="world", code=code)


async def public_page(cls: type, actor: Actor, **parts: str):
    state = state_of(cls, token=token_of(actor), path="/p/world", slug="world", **parts)
    await act(state, "load_public")
    return state


def carried(state: BoardState | IndicatorState) -> str:
    """All that travels to the browser with a page."""
    return json.dumps(dataclasses.asdict(state.page), default=str)


@pytest.mark.parametrize("who", MEMBERS)
async def test_whoever_takes_part_sees_where_it_stands(scene, who):
    state = await board(getattr(scene.cast, who))

    assert len(state.page.cards) == 2
    assert not state.page.is_public
    assert state.place_slug == "world"


@pytest.mark.parametrize("cls", [BoardState, IndicatorState])
async def test_a_stranger_is_not_told_that_there_is_something(scene, cls):
    parts = {"slug": "world", "code": "people"}
    state = await opened(cls, scene.cast.stranger, "/i/world", **parts)

    assert state.missing
    assert (state.page.query, state.place_slug) == ("", "")


@pytest.mark.parametrize("cls", [BoardState, IndicatorState])
async def test_nobody_signed_in_is_asked_to_sign_in_first(scene, cls):
    state = state_of(cls, path="/i/world", slug="world", code="people")

    assert leads_to(await act(state, "load")) == "/sign-in?next=/i/world"


@pytest.mark.parametrize(
    ("cls", "path"),
    [(BoardState, "/p/world"), (IndicatorState, "/p/world/indicators/people")],
)
async def test_where_it_is_open_others_are_led_to_the_page_for_everyone(
    public, cls, path
):
    token = token_of(public.cast.stranger)
    state = state_of(cls, token=token, path="/i/world", slug="world", code="people")

    assert leads_to(await act(state, "load")) == path


@pytest.mark.parametrize("cls", [BoardState, IndicatorState])
async def test_a_closed_initiative_has_no_page_for_everyone(scene, cls):
    state = await public_page(cls, scene.cast.stranger, code="people")

    assert state.missing


@pytest.mark.parametrize("cls", [BoardState, IndicatorState])
async def test_everyone_gets_the_same_whoever_they_are(public, cls):
    """Also its coordinator: what is shown to all is protected for all."""
    nobody = await public_page(cls, ANYONE, code="people")
    coordinator = await public_page(cls, public.cast.coordinator, code="people")

    assert nobody.page.is_public
    assert carried(nobody) == carried(coordinator)


async def test_what_was_approved_when_does_not_travel_to_everyone(public):
    state = await public_page(BoardState, ANYONE)

    assert state.page.changes == ()


async def test_an_indicator_that_there_is_not_is_missing(scene):
    state = await indicator(scene.cast.reporter, "no-such")

    assert (state.missing, state.page.title) == (True, "")


async def test_another_split_is_shown_and_what_is_none_breaks_nothing(scene):
    state = await indicator(scene.cast.coordinator)
    first = state.page.split_by

    for key in ("no-such", "", first):
        await act(state, "choose_split", key)
        assert state.page.split_by == first
        assert state.page.title == "People reached"


async def test_choosing_a_split_on_the_page_for_everyone_stays_there(public):
    state = await public_page(IndicatorState, public.cast.coordinator, code="people")

    await act(state, "choose_split", "age")

    assert state.page.is_public


@pytest.mark.parametrize("key", ["age,age", None, 7, ["age"], "x" * 999])
async def test_an_odd_split_is_the_first_one(public, key):
    state = await public_page(IndicatorState, ANYONE, code="people")

    await act(state, "choose_split", key)

    assert state.page.split_by == "age"


@pytest.mark.parametrize("who", ["stranger", "anyone"])
async def test_nobody_gets_at_a_closed_indicator_by_choosing_a_split(scene, who):
    """The event comes without the page having loaded, as from a program."""
    token = token_of(getattr(scene.cast, who))
    state = state_of(IndicatorState, token=token, slug="world", code="people")

    await act(state, "choose_split", "age")

    assert state.page == IndicatorPage()
