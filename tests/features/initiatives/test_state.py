"""The forms of an initiative: what is typed is what is kept, in all its languages."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from impact_hub.features.initiatives import queries
from impact_hub.features.initiatives.models import Initiative
from impact_hub.features.initiatives.state import NewInitiativeState, SettingsState
from impact_hub.identity import sessions
from impact_hub.kit import db
from impact_hub.kit.specs import FieldView
from impact_hub.ui.state import AppState
from tests.people import Cast
from tests.states import act, state_of
from tests.world import cast_in, world_in

pytestmark = pytest.mark.anyio


@pytest.fixture
def cast(hub) -> Cast:
    with db.transaction() as session:
        cast = cast_in(session)
        world_in(session)
        return cast


def token_of(cast: Cast) -> str:
    with db.transaction() as session:
        return sessions.open_session(session, cast.owner.person_id or 0)


def initiative(cast: Cast, slug: str) -> Initiative:
    with db.reading() as session:
        return queries.get_initiative(session, cast.owner, slug)


def fields(state: AppState, form: str) -> dict[str, FieldView]:
    return {each.name: each for each in state.forms[form].fields}


def filled(state: AppState, form: str, **changes: object) -> dict[str, object]:
    """What a browser sends of a form where only this was typed."""
    begun: dict[str, Any] = {
        each.name: list(each.chosen) if each.kind == "ticks" else each.value
        for each in state.forms[form].fields
    }
    return {**begun, **{name.replace("__", "."): v for name, v in changes.items()}}


@pytest.fixture
async def settings(cast) -> SettingsState:
    state = state_of(
        SettingsState, token=token_of(cast), path="/i/world/settings", slug="world"
    )
    await act(state, "load")
    return state


async def test_an_initiative_is_begun_as_it_was_filled_in(cast):
    state = state_of(NewInitiativeState, token=token_of(cast))
    await act(state, "load")
    sent = filled(
        state,
        "new-initiative",
        names__en="Future",
        goals__en="A goal",
        starts="2025-01-01",
        coverage="40",
    )

    await act(state, "create", "new-initiative", sent)

    begun = initiative(cast, "future")
    assert (begun.languages, begun.names) == (["en"], {"en": "Future"})
    assert (begun.starts, begun.ends) == (date(2025, 1, 1), None)
    assert begun.min_coverage == Decimal("0.4")
    assert state.taken["form"] == "new-initiative"


async def test_another_language_brings_its_fields(cast):
    state = state_of(NewInitiativeState, token=token_of(cast))
    await act(state, "load")
    assert "names.de" not in fields(state, "new-initiative")

    sent = filled(state, "new-initiative", languages=["de", "en"])
    await act(state, "redraw", "new-initiative", sent)

    found = fields(state, "new-initiative")
    assert [n for n in found if n.startswith("names")] == ["names.en", "names.de"]
    assert found["names.en"].needed  # the first one stays the main one
    assert found["languages"].drawn_for == "en,de"


async def test_saving_settings_changes_only_what_was_typed(cast, settings):
    before = initiative(cast, "world")

    sent = filled(settings, "outline", area="Elsewhere")
    await act(settings, "save", "outline", sent)

    after = initiative(cast, "world")
    assert after.area == "Elsewhere"
    assert (after.names, after.goals) == (before.names, before.goals)
    assert (after.languages, after.starts) == (before.languages, before.starts)
    assert (after.threshold, after.rhythm) == (before.threshold, before.rhythm)
    assert after.min_coverage == before.min_coverage


async def test_the_second_of_two_tabs_sees_what_the_first_has_saved(cast, settings):
    late = state_of(
        SettingsState, token=token_of(cast), path="/i/world/settings", slug="world"
    )
    await act(late, "load")
    await act(settings, "save", "outline", filled(settings, "outline", area="Köln"))

    await act(late, "save", "outline", filled(late, "outline", area="Bonn"))

    assert initiative(cast, "world").area == "Köln"
    form = late.forms["outline"]
    assert (form.error, form.refusals) != ("", 0)
    assert fields(late, "outline")["area"].value == "Köln"

    await act(late, "save", "outline", filled(late, "outline", area="Bonn"))
    assert initiative(cast, "world").area == "Bonn"


async def test_a_refusal_stands_at_its_field(settings):
    sent = filled(settings, "outline", area="x" * 161, coverage="101", ends="1999")

    await act(settings, "save", "outline", sent)

    wrong = {n for n, each in fields(settings, "outline").items() if each.error}
    assert wrong == {"area", "ends"}  # a rule of the service comes when all can be read


async def test_a_form_that_is_not_on_the_page_is_not_taken(settings):
    await act(settings, "save", "new-initiative", {})

    assert settings.notice == "This does not exist any more."
    assert settings.taken == {}
