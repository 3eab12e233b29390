"""The stairs as a page holds them."""

import pytest

from impact_hub.features.impact_logic.state import LogicState
from impact_hub.identity import sessions
from impact_hub.kit import db
from tests.factories import make_result
from tests.states import act, state_of
from tests.world import cast_in, world_in

pytestmark = pytest.mark.anyio


async def test_a_result_can_lead_to_any_other_but_not_to_itself(hub):
    with db.transaction() as session:
        cast = cast_in(session)
        world = world_in(session)
        here = make_result(
            session, world.initiative, step=2, titles={"en": "They come"}
        )
        make_result(session, world.initiative, step=6, titles={"en": "They stay"})
        token = sessions.open_session(session, cast.coordinator.person_id or 0)
        edited = str(here.id)
    state = state_of(LogicState, token=token, slug="world")
    await act(state, "load")

    await act(state, "begin_editing", edited)

    labels = [each.label for each in state.targets]
    assert "6 · They stay" in labels
    assert "2 · They come" not in labels
