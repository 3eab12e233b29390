"""The list of indicators and the form of one: who is offered what, and two tabs."""

from datetime import date

import pytest

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.state.editing import IndicatorFormState
from impact_hub.features.indicators.state.listing import IndicatorsState
from impact_hub.identity.permissions import Actor
from impact_hub.kit import db
from tests.factories import make_update, make_value, take_part
from tests.people import Cast
from tests.states import (
    act,
    errors,
    fields,
    filled,
    leads_to,
    opened,
    state_of,
    submit,
    token_of,
)
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


async def listing(actor: Actor) -> IndicatorsState:
    return await opened(IndicatorsState, actor, "/i/world/indicators", slug="world")


async def form(actor: Actor, code: str = "people") -> IndicatorFormState:
    path = f"/i/world/indicators/{code}/edit"
    return await opened(IndicatorFormState, actor, path, slug="world", code=code)


async def new_form(actor: Actor) -> IndicatorFormState:
    path = "/i/world/indicators/new"
    state = state_of(IndicatorFormState, token=token_of(actor), path=path, slug="world")
    await act(state, "load_new")
    return state


def kept(cast: Cast, code: str = "people") -> IndicatorRow:
    with db.reading() as session:
        return queries.get_indicator(session, cast.coordinator, "world", code)


def codes(state: IndicatorsState) -> list[str]:
    return [each.code for group in state.groups for each in group.indicators]


# The list


@pytest.mark.parametrize("who", ["reporter", "funder", "viewer"])
async def test_those_who_read_the_list_are_offered_no_change(cast, who):
    state = await listing(getattr(cast, who))

    assert codes(state) == ["people", "share"]
    assert state.forms == {}


async def test_whoever_defines_them_finds_a_form_for_each(cast):
    state = await listing(cast.coordinator)

    assert {
        "new-dimension",
        "retire-indicator-people",
        "retire-indicator-share",
    } == set(state.forms)


async def test_a_retired_one_is_for_those_who_can_bring_it_back(cast):
    state = await listing(cast.coordinator)
    await submit(state, "retire", "retire-indicator-share", ends="2026-06-30")

    assert codes(state) == ["people", "share"]
    assert [e.is_retired for g in state.groups for e in g.indicators] == [False, True]
    assert codes(await listing(cast.reporter)) == ["people"]

    await act(state, "restore", "share")
    assert codes(await listing(cast.reporter)) == ["people", "share"]


async def test_one_is_moved_and_no_further_than_the_end(cast):
    state = await listing(cast.coordinator)

    await act(state, "move", "share", -1)
    assert codes(state) == ["share", "people"]
    await act(state, "move", "share", -1)
    assert codes(state) == ["share", "people"]


async def test_what_has_figures_is_not_deleted(cast, world):
    with db.transaction() as session:
        update = make_update(session, world.quarter, cast.partner)
        make_value(session, update, world.people, figure=3)
    state = await listing(cast.coordinator)

    await act(state, "delete", "people")
    assert codes(state) == ["people", "share"]
    assert state.notice
    await act(state, "delete", "share")
    assert codes(state) == ["people"]


@pytest.mark.parametrize("by", ["x", None, "", [1]])
async def test_nonsense_moves_nothing(cast, by):
    state = await listing(cast.coordinator)

    await act(state, "move", "share", by)

    assert codes(state) == ["people", "share"]


async def test_only_one_dimension_is_open_to_be_changed(cast, world):
    state = await listing(cast.coordinator)

    await act(state, "change_dimension", str(world.age.id))
    assert f"rename-dimension-{world.age.id}" in state.forms
    await act(state, "change_dimension", str(world.age.id))
    assert f"rename-dimension-{world.age.id}" not in state.forms


async def test_an_error_stands_under_its_own_category_only(cast, world):
    """One form for each category: none takes the other's error or its id."""
    state = await listing(cast.coordinator)
    await act(state, "change_dimension", str(world.age.id))
    first, second = sorted(n for n in state.forms if n.startswith("rename-category"))

    await submit(state, "rename_category", first, titles__de=" ")

    assert set(errors(state, first)) == {"titles.de"}
    assert errors(state, second) == {}
    ids = [each.id for view in state.forms.values() for each in view.fields]
    assert len(ids) == len(set(ids))


async def test_the_second_of_two_tabs_renames_nothing(cast, world):
    first, second = await listing(cast.coordinator), await listing(cast.owner)
    for state in (first, second):
        await act(state, "change_dimension", str(world.age.id))
    name = f"rename-dimension-{world.age.id}"
    await submit(first, "rename_dimension", name, titles__de="Alter")

    await submit(second, "rename_dimension", name, titles__de="Jahre")

    assert [each.title for each in second.dimensions] == ["Alter"]
    assert second.forms[name].error


# The form of one


@pytest.mark.parametrize("who", ["reporter", "funder"])
async def test_whoever_takes_part_may_not_open_the_form(cast, who):
    state = await form(getattr(cast, who))

    assert state.barred == "You don't have the right to do this."
    assert state.forms == {}


async def test_a_form_that_does_not_exist_is_missing(cast):
    state = await form(cast.coordinator, "no-such-indicator")

    assert (state.missing, state.forms) == (True, {})


async def test_saving_leads_to_the_indicator(cast):
    state = await form(cast.coordinator)

    answer = await submit(
        state, "save", "indicator-form", titles__de="Menschen", why="kürzer"
    )

    assert leads_to(answer) == "/i/world/indicators/people"
    assert kept(cast).titles["de"] == "Menschen"


async def test_a_partner_that_joins_meanwhile_keeps_what_it_owes(cast):
    """Two tabs: the form was loaded before the partner came."""
    state = await form(cast.coordinator)
    with db.transaction() as session:
        take_part(session, world_in(session).initiative, cast_in(session).outside)
    before = kept(cast)

    await submit(state, "save", "indicator-form", titles__de="Menschen", why="kürzer")

    after = kept(cast)
    assert after.titles["de"] == "Menschen"
    assert after.assignments == before.assignments


async def test_the_second_of_two_tabs_is_shown_what_the_first_has_saved(cast):
    first, second = await form(cast.coordinator), await form(cast.owner)
    await submit(first, "save", "indicator-form", titles__de="Menschen", why="a")

    late = await submit(second, "save", "indicator-form", titles__de="Leute", why="b")

    assert leads_to(late) == ""
    assert kept(cast).titles["de"] == "Menschen"
    assert second.forms["indicator-form"].error
    assert fields(second, "indicator-form")["titles.de"].value == "Menschen"


async def test_the_fields_follow_from_the_kind_while_it_is_typed(cast):
    state = await new_form(cast.coordinator)
    assert "currency" not in fields(state, "indicator-form")

    sent = filled(state, "indicator-form", kind="amount")
    await act(state, "redraw", "indicator-form", sent)

    assert "currency" in fields(state, "indicator-form")


async def test_there_are_only_so_many_targets(cast):
    state = await new_form(cast.coordinator)

    for _ in range(40):
        await act(state, "add_aim")

    lines = [n for n in fields(state, "indicator-form") if n.endswith(".figure")]
    assert len(lines) == 12
    assert not state.may_add_aim


async def test_a_new_indicator_leads_to_its_page(cast):
    state = await new_form(cast.coordinator)

    answer = await submit(
        state,
        "save",
        "indicator-form",
        titles__de="Beratungen",
        titles__en="Consultations",
        kind="count",
    )

    assert errors(state, "indicator-form") == {}
    assert leads_to(answer) == "/i/world/indicators/beratungen"
    assert kept(cast, "beratungen").starts <= date(2026, 7, 1)


async def test_a_new_indicator_needs_a_name(cast):
    state = await new_form(cast.coordinator)

    assert leads_to(await submit(state, "save", "indicator-form", kind="count")) == ""

    assert "titles.de" in errors(state, "indicator-form")
