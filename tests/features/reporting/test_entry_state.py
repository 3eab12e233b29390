"""The entry page's state: what stands beside its fields."""

import pytest

from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.reporting.state.entering import EntryState
from impact_hub.identity import sessions
from impact_hub.kit import db
from tests.factories import assign, make_indicator
from tests.states import act, state_of
from tests.world import cast_in, world_in

pytestmark = pytest.mark.anyio


async def test_a_field_for_money_says_in_which_currency(hub, clock):
    with db.transaction() as session:
        cast = cast_in(session)
        world = world_in(session)
        given = make_indicator(
            session,
            world.initiative,
            code="given",
            kind=ValueKind.AMOUNT,
            currency="EUR",
            titles={"en": "Given"},
        )
        assign(session, given, cast.partner)
        token = sessions.open_session(session, cast.reporter.person_id or 0)
        period, partner = str(world.quarter.id), cast.partner.slug
    place = {"slug": "world", "period": period, "partner": partner}
    state = state_of(EntryState, token=token, **place)

    await act(state, "load")

    asked_in = {line.title: line.asked_in for line in state.lines}
    assert asked_in["Given"] == "€"
