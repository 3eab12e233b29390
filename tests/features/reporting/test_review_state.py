"""The page of a review: whoever only looks decides nothing, and two decide once."""

import pytest

from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.reporting.state.reviewing import ReviewState
from impact_hub.identity.permissions import Actor
from impact_hub.kit import db
from tests.features.reporting.sheets import Tab
from tests.people import Cast
from tests.states import act, errors, opened, submit
from tests.world import World, cast_in, world_in

pytestmark = pytest.mark.anyio


@pytest.fixture
def cast(hub) -> Cast:
    with db.transaction() as session:
        return cast_in(session)


@pytest.fixture
def world(cast) -> World:
    with db.transaction() as session:
        return world_in(session)


@pytest.fixture
def submitted(cast, world) -> int:
    """The partner's update, handed in."""
    with db.transaction() as session:
        tab = Tab(session, cast.reporter, world)
        tab.fill()
        return tab.submit().id or 0


async def review(actor: Actor, world: World) -> ReviewState:
    period = str(world.quarter.id)
    path = f"/i/world/review/{period}/partner"
    return await opened(
        ReviewState, actor, path, slug="world", period=period, partner="partner"
    )


def status(update_id: int) -> Status:
    with db.reading() as session:
        return session.get_one(Update, update_id).status


async def test_the_coordinator_may_decide(cast, world, submitted):
    state = await review(cast.coordinator, world)

    assert state.page.is_handed_in
    assert (state.page.may_approve, state.page.may_return) == (True, True)


@pytest.mark.parametrize(
    "who", ["viewer", "reporter", "other_reporter", "funder", "stranger"]
)
async def test_whoever_does_not_review_finds_no_such_page_and_decides_nothing(
    cast, world, submitted, who
):
    state = await review(getattr(cast, who), world)

    assert (state.missing, state.page.title) == (True, "")
    await act(state, "approve")
    await act(state, "begin_returning")
    await submit(state, "return_update", "return-update", reason="Nein")
    assert status(submitted) is Status.SUBMITTED


async def test_approving_is_said_and_shown(cast, world, submitted):
    state = await review(cast.coordinator, world)

    await act(state, "approve")

    assert status(submitted) is Status.APPROVED
    assert state.notice == "Approved. The figures count from now on."
    assert not state.page.may_approve


async def test_of_two_reviewers_the_second_is_told(cast, world, submitted):
    first, second = (
        await review(cast.coordinator, world),
        await review(cast.owner, world),
    )
    await act(first, "approve")

    await act(second, "begin_returning")
    await submit(second, "return_update", "return-update", reason="Bitte prüfen")

    assert status(submitted) is Status.APPROVED
    assert second.forms["return-update"].error or second.notice


async def test_what_goes_back_goes_with_a_reason(cast, world, submitted):
    state = await review(cast.coordinator, world)
    await act(state, "begin_returning")

    await submit(state, "return_update", "return-update", reason=" ")
    assert set(errors(state, "return-update")) == {"reason"}
    assert status(submitted) is Status.SUBMITTED

    await submit(state, "return_update", "return-update", reason="Bitte prüfen")
    assert status(submitted) is Status.RETURNED
    assert state.page.last_reason == "Bitte prüfen"
    assert "return-update" not in state.forms


async def test_one_reason_is_asked_for_at_a_time(cast, world, submitted):
    state = await review(cast.coordinator, world)

    await act(state, "begin_returning")
    await act(state, "begin_withdrawing")
    assert set(state.forms) == {"withdraw-update"}
    await act(state, "leave_it")
    assert state.forms == {}


async def test_what_must_not_count_is_withdrawn_with_a_reason(cast, world, submitted):
    state = await review(cast.coordinator, world)
    await act(state, "approve")
    await act(state, "begin_withdrawing")

    await submit(state, "withdraw", "withdraw-update", reason="Doppelt gezählt")

    with db.reading() as session:
        assert session.get_one(Update, submitted).approved_at is None
    assert "withdraw-update" not in state.forms


async def test_a_draft_is_not_shown_to_its_reviewer(cast, world):
    """What the partner has typed but not handed in is its own."""
    with db.transaction() as session:
        Tab(session, cast.reporter, world).write("7319426")

    state = await review(cast.coordinator, world)

    assert not state.page.is_handed_in
    assert "7319426" not in str(state.page)
    assert "7,319,426" not in str(state.page)
