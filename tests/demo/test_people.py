"""Everybody of the demo world can sign in, and finds something to do or to read."""

import pytest

from impact_hub.demo.load import SLUG
from impact_hub.demo.story import PASSWORD, PEOPLE
from impact_hub.features.home.state import HomeState
from impact_hub.identity import service as identity
from impact_hub.identity.permissions import ANYONE
from impact_hub.kit import clock as the_clock
from impact_hub.kit import db
from tests.clock import Clock
from tests.states import act, state_of

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("demo", ["sqlite"], indirect=True),
]


@pytest.fixture
def today(demo, clock: Clock) -> Clock:
    """The day of loading, which the story leads up to."""
    return clock


async def home_of(email: str) -> HomeState:
    with db.transaction() as session:
        token = identity.sign_in(session, ANYONE, email=email, password=PASSWORD)
    state = state_of(HomeState, token=token)
    await act(state, "load")
    return state


@pytest.mark.parametrize("person", PEOPLE, ids=lambda each: each.email)
async def test_everybody_can_sign_in_and_is_at_home_somewhere(today, person):
    home = await home_of(person.email)

    assert home.person_name == person.name
    assert home.page.organisations
    assert {"de", "en"} <= set(person.who)


async def test_the_coordinator_has_updates_to_review(today):
    home = await home_of("koordination@demo.example")

    assert home.page.to_review
    assert [each.href for each in home.page.initiatives] == [f"/i/{SLUG}"]


async def test_reporters_owe_something(today):
    due = {
        person: [each.status for each in (await home_of(person)).page.due]
        for person in (
            "bericht@demo.example",
            "ehrenamt@demo.example",
            "sportverein@demo.example",
        )
    }

    assert all(due.values())
    assert "overdue" in due["ehrenamt@demo.example"]
    assert "returned" in due["sportverein@demo.example"]


async def test_the_funder_has_something_to_read(today):
    home = await home_of("foerderung@demo.example")

    assert (home.page.due, home.page.to_review) == ((), ())
    assert [each.href for each in home.page.initiatives] == [f"/i/{SLUG}"]


async def test_the_newcomer_takes_part_in_nothing_yet(today):
    home = await home_of("neu@demo.example")

    assert home.page.initiatives == ()
    assert len(home.page.open_initiatives) == 2
    assert home.page.needed == "Nothing is due. Have a good day."


async def test_nobody_signs_in_with_another_password(today):
    assert the_clock.today() == today.now.date()
    with db.transaction() as session, pytest.raises(identity.Invalid):
        identity.sign_in(session, ANYONE, email=PEOPLE[0].email, password="another one")
