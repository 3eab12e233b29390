"""The page of importing: for whom it is, and how it shows what was answered."""

import pytest

from impact_hub.features.exchange.state import ImportState
from impact_hub.identity.permissions import Actor
from impact_hub.kit import db
from tests.people import Cast
from tests.states import act, opened
from tests.world import cast_in

pytestmark = pytest.mark.anyio

PLAN = {
    "is_possible": True,
    "changes_something": True,
    "rows": 12,
    "added": 10,
    "removed": 1,
    "updates": [
        {
            "partner_name": "Partner",
            "period": {"name": "Q2 2026"},
            "added": 10,
            "changed": 1,
            "removed": 1,
        }
    ],
    "problems": [{"line": 3, "column": "Value", "message": "no number"}],
    "problems_total": 1,
    "doubts": [{"line": 4, "column": "Year", "message": "sure?", "field": "decimal"}],
    "fields": [{"field": "source", "message": "Please say where from."}],
}


@pytest.fixture
def cast(hub) -> Cast:
    with db.transaction() as session:
        return cast_in(session)


async def importing(actor: Actor) -> ImportState:
    return await opened(ImportState, actor, "/i/world/import", slug="world")


@pytest.mark.parametrize("who", ["coordinator", "reporter"])
async def test_whoever_reports_or_steers_brings_in_files(cast, who):
    state = await importing(getattr(cast, who))

    assert [each.value for each in state.codes] == ["people", "share"]
    assert state.action == "/api/v1/initiatives/world/import?lang=en"


@pytest.mark.parametrize("who", ["funder", "stranger"])
async def test_for_others_there_is_no_such_page(cast, who):
    state = await importing(getattr(cast, who))

    assert (state.missing, state.action) == (True, "")


async def test_a_plan_is_shown_before_anything_is_brought_in(cast):
    state = await importing(cast.coordinator)

    await act(state, "take", {"plan": PLAN})

    assert (state.has_plan, state.is_possible, state.is_done) == (True, True, False)
    assert (state.rows, state.added, state.removed) == (12, 10, 1)
    assert [each.partner for each in state.updates] == ["Partner"]
    assert [each.message for each in state.problems] == ["no number"]
    assert [each.field for each in state.doubts] == ["decimal"]
    assert state.errors == {"source": "Please say where from."}


@pytest.mark.parametrize("lacks", ["is_possible", "changes_something"])
async def test_what_is_impossible_or_changes_nothing_is_not_offered(cast, lacks):
    state = await importing(cast.coordinator)

    await act(state, "take", {"plan": {**PLAN, lacks: False}})

    assert (state.has_plan, state.is_possible) == (True, False)


async def test_what_is_done_is_said_and_the_plan_goes(cast):
    state = await importing(cast.coordinator)

    await act(state, "take", {"plan": PLAN, "done": True, "message": "Imported."})

    assert (state.is_done, state.has_plan) == (True, False)
    assert (state.told, state.tone) == ("Imported.", "good")


async def test_a_refusal_stands_at_its_field_or_above_all(cast):
    state = await importing(cast.coordinator)

    await act(state, "take", {"field": "file", "message": "Please choose a file."})
    assert state.errors == {"file": "Please choose a file."}

    await act(state, "take", {"message": "The hub is busy."})
    assert (state.told, state.tone) == ("The hub is busy.", "behind")
    assert state.errors == {}


async def test_another_file_puts_the_answer_away(cast):
    state = await importing(cast.coordinator)
    await act(state, "take", {"plan": PLAN})

    await act(state, "forget")

    assert (state.has_plan, state.told, state.errors) == (False, "", {})


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "x",
        [],
        {"plan": "x"},
        {"plan": {"updates": "x", "problems": [1, None], "rows": "many"}},
        {"plan": {"updates": [{"period": "x"}], "periods": [{"name": 1, "days": []}]}},
        {"plan": {"fields": [{"field": {}, "message": []}], "doubts": [{"line": {}}]}},
    ],
)
async def test_whatever_a_browser_says_was_answered_breaks_nothing(cast, answer):
    state = await importing(cast.coordinator)

    await act(state, "take", answer)

    assert not state.is_possible
