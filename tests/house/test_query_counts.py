"""No page asks the database more often because there is more in it."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import anyio
import pytest

from impact_hub.identity import sessions
from impact_hub.identity.permissions import Actor
from impact_hub.impact_hub import PAGES
from impact_hub.kit import clock, db
from tests.client import Client
from tests.clock import NOON
from tests.databases import Template, hub_on
from tests.forgetting import forget_what_was_seen
from tests.house.growing import Grown, grow
from tests.house.strangers.assembled import assembled
from tests.statements import asked
from tests.states import act, state_of

READERS = ("coordinator", "reporter", "funder", "anyone")
INITIATIVE = "/api/v1/initiatives/world"
ROUTES = [
    f"{INITIATIVE}{path}"
    for path in (
        "/results.csv",
        "/results-to-date.csv",
        "/indicators/people/results.csv",
        "/indicators/people/results-to-date.csv",
        "/figures.csv",
        "/codebook.csv",
        "/charts/standings",
        "/charts/coverage",
        "/indicators/people/charts/movement",
        "/indicators/people/charts/partners",
        "/indicators/people/charts/split?by=age",
    )
]
# An invitation says what is asked in each initiative of the one that it is for:
# so many times, which is hardly ever more than twice.
FOR_EACH_INITIATIVE = {"/invite/[invitation]"}
Counts = dict[tuple[str, str], list[str]]  # what was asked, by reader and address


def in_a_world(sqlite: Template, folder: Path, times: int) -> Counts:
    """What every page and route asks the database, in a world of this size."""
    folder.mkdir()
    counts: Counts = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOON)
        with hub_on(sqlite, folder, patch):
            with db.transaction() as session:
                grown = grow(session, times)
                tokens = {
                    name: _token(session, getattr(grown.cast, name)) for name in READERS
                }
            for name, token in tokens.items():
                for route, _, _, load in PAGES:
                    counts[name, route] = _page(route, load, token, grown)
                for route in ROUTES:
                    counts[name, route] = _route(route, token)
    forget_what_was_seen()
    return counts


def _token(session: Any, actor: Actor) -> str:
    return sessions.open_session(session, actor.person_id) if actor.person_id else ""


def _page(route: str, load: Any, token: str, grown: Grown) -> list[str]:
    state = state_of(
        load.state,
        token=token,
        slug="world",
        code="people",
        period=str(grown.world.quarter.id),
        partner="other-partner" if "review" in route else "partner",
        org="partner",
        invitation=grown.invitation,
    )
    forget_what_was_seen()
    with asked() as found:
        anyio.run(act, state, load.fn.__name__)
    if grown.cast.coordinator.person_id == state._person_id:
        assert not state.missing, route
    return found


def _route(route: str, token: str) -> list[str]:
    client = Client(assembled())
    if token:
        client.cookies.set(sessions.COOKIE, token)
    forget_what_was_seen()
    with asked() as found:
        client.get(route)
    return found


@pytest.fixture(scope="module")
def worlds(
    sqlite: Template, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Counts, Counts]:
    """The same hub, small and grown."""
    folder = tmp_path_factory.mktemp("worlds")
    return tuple(in_a_world(sqlite, folder / str(n), n) for n in (1, 5))


@pytest.mark.parametrize("address", [*(route for route, *_ in PAGES), *ROUTES])
@pytest.mark.parametrize("reader", READERS)
def test_a_grown_hub_is_asked_no_more_often(worlds, reader, address):
    small, grown = (counts[reader, address] for counts in worlds)

    more = Counter(grown) - Counter(small)

    if address in FOR_EACH_INITIATIVE:
        assert {_bare(each) for each in grown} == {_bare(each) for each in small}
    else:
        assert len(grown) <= len(small), dict(more)


def _bare(statement: str) -> str:
    """A statement, however many it asks for: `IN (?, ?, ?)` as `IN (?)`."""
    return re.sub(r"\?(, \?)+", "?", statement)


def test_pages_ask_the_database_at_all(worlds):
    """Otherwise all of the above would be easy."""
    small, _ = worlds

    assert all(small["coordinator", route] for route, *_ in PAGES)
    assert all(small["coordinator", route] for route in ROUTES)
