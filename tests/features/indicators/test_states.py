"""The pages of indicators as their states hold them: what they show, say and refuse."""

import pytest
from sqlmodel import delete, select

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import Assignment, Category
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.indicators.state.editing import IndicatorFormState
from impact_hub.features.indicators.state.listing import IndicatorsState
from impact_hub.identity import sessions
from impact_hub.kit import db
from impact_hub.kit.specs import FormView
from tests.factories import make_dimension, make_update, make_value, take_part
from tests.states import act, state_of
from tests.world import cast_in, world_in

pytestmark = pytest.mark.anyio

FORM = "indicator-form"


def token_of(who: str = "coordinator") -> str:
    with db.transaction() as session:
        person = getattr(cast_in(session), who)
        return sessions.open_session(session, person.person_id or 0)


def number_of(code: str) -> str:
    with db.transaction() as session:
        found = session.exec(select(Category.id).where(Category.code == code)).one()
        return str(found)


def row_of(code: str):
    with db.transaction() as session:
        return queries.get_indicator(
            session, cast_in(session).coordinator, "world", code
        )


async def opened(cls, code: str = "", who: str = "coordinator"):
    state = state_of(cls, token=token_of(who), slug="world", code=code)
    is_new = cls is IndicatorFormState and not code
    await act(state, "load_new" if is_new else "load")
    return state


def fields(state, form: str = FORM) -> dict[str, object]:
    return {each.name: each for each in state.forms[form].fields}


def filled(view: FormView, **typed: object) -> dict[str, object]:
    sent = {
        each.name: list(each.chosen) if each.kind == "ticks" else each.value
        for each in view.fields
    }
    return sent | {name.replace("__", "."): value for name, value in typed.items()}


async def test_an_indicator_is_added_and_the_page_goes_on_to_it(hub):
    state = await opened(IndicatorFormState)
    sent = filled(state.forms[FORM], titles__de="Neu", units__de="Menschen")

    answer = await act(state, "save", FORM, sent)

    assert "/i/world/indicators/neu" in str(answer)
    assert row_of("neu").units == {"de": "Menschen"}
    assert state.taken["form"] == FORM


async def test_what_is_wrong_stands_at_its_fields(hub):
    state = await opened(IndicatorFormState)
    sent = filled(state.forms[FORM], aims__0__figure="viel", source_url="x" * 2001)

    await act(state, "save", FORM, sent)

    wrong = {name for name, each in fields(state).items() if each.error}
    assert wrong == {"titles.de", "aims.0.figure", "source_url"}
    assert state.forms[FORM].refusals == 1


async def test_another_kind_shows_other_fields_and_what_goes_with_them(hub):
    state = await opened(IndicatorFormState)
    assert (state.has_aims, state.has_splits) == (True, True)

    await act(state, "redraw", FORM, filled(state.forms[FORM], kind="text"))

    assert (state.has_aims, state.has_splits, state.example) == (False, False, "")
    assert "aims.0.figure" not in fields(state)
    await act(state, "redraw", FORM, filled(state.forms[FORM], kind="mean"))
    assert {"aims.0.figure", "part_names.de"} <= fields(state).keys()


async def test_there_are_as_many_targets_as_one_asks_for_up_to_a_limit(hub):
    state = await opened(IndicatorFormState, "people")
    for _ in range(20):
        await act(state, "add_aim")

    assert "aims.11.figure" in fields(state)
    assert "aims.12.figure" not in fields(state)
    assert not state.may_add_aim


async def test_saving_un_assigns_nobody_who_has_joined_meanwhile(hub):
    with db.transaction() as session:
        people = world_in(session).people
        session.exec(delete(Assignment).where(Assignment.indicator_id == people.id))
        people.asked_of = AskedOf.EVERYONE
        session.add(people)
    state = await opened(IndicatorFormState, "people")
    with db.transaction() as session:
        cast, world = cast_in(session), world_in(session)
        take_part(session, world.initiative, cast.outside)
        partner, other = cast.partner.id, cast.other_partner.id

    sent = filled(state.forms[FORM], titles__de="Neu", partners=[str(partner)])
    await act(state, "save", FORM, sent)

    (let_off,) = row_of("people").assignments
    assert (let_off.organisation_id, let_off.is_asked) == (other, False)
    assert row_of("people").titles["de"] == "Neu"


async def test_the_named_ones_become_all_but_those_without_a_tick(hub):
    with db.transaction() as session:
        cast = cast_in(session)
        partner, other = cast.partner.id, cast.other_partner.id
    state = await opened(IndicatorFormState, "people")
    assert fields(state)["asked_of"].value == "named"

    sent = filled(state.forms[FORM], asked_of="everyone", partners=[str(partner)])
    await act(state, "save", FORM, sent)

    row = row_of("people")
    assert row.asked_of is AskedOf.EVERYONE
    let_off = {one.organisation_id for one in row.assignments if not one.is_asked}
    assert let_off == {other}
    again = await opened(IndicatorFormState, "people")
    assert fields(again)["asked_of"].value == "everyone"
    assert fields(again)["partners"].chosen == (str(partner),)


async def test_of_whom_it_is_asked_is_one_of_two(hub):
    state = await opened(IndicatorFormState, "people")

    await act(state, "save", FORM, filled(state.forms[FORM], asked_of="nobody"))

    assert fields(state)["asked_of"].error
    assert row_of("people").asked_of is AskedOf.NAMED


async def test_the_second_of_two_tabs_is_refused_and_sees_what_there_is(hub):
    first, second = [await opened(IndicatorFormState, "people") for _ in range(2)]
    await act(first, "save", FORM, filled(first.forms[FORM], titles__de="Erste"))

    await act(second, "save", FORM, filled(second.forms[FORM], titles__de="Zweite"))

    assert row_of("people").titles["de"] == "Erste"
    assert second.forms[FORM].error
    assert fields(second)["titles.de"].value == "Erste"
    await act(second, "save", FORM, filled(second.forms[FORM], titles__de="Zweite"))
    assert row_of("people").titles["de"] == "Zweite"


async def test_a_dimension_that_is_made_within_the_form_is_ticked_there(hub):
    state = await opened(IndicatorFormState)
    await act(state, "redraw", FORM, filled(state.forms[FORM], kind="ratio"))

    new = filled(
        state.forms["new-dimension"], titles__de="Geschlecht", categories__de="w\nm"
    )
    await act(state, "add_dimension", "new-dimension", new)

    made = state.dimensions[-1]
    assert made.id in fields(state)["splits"].chosen
    assert "part_names.de" in fields(state), "the kind that was chosen is forgotten"


async def test_categories_are_renamed_merged_and_removed_within_the_form(hub):
    state = await opened(IndicatorFormState, "people")
    young, old = number_of("0-17"), number_of("18-64")
    await act(state, "change_dimension", state.dimensions[0].id)

    rename = f"rename-category-{young}"
    await act(state, "rename_category", rename, {"titles.de": "jung"})
    assert state.dimensions[0].categories[0].title == "jung"
    await act(state, "rename_category", rename, {"titles.de": ""})
    assert fields(state, rename)["titles.de"].error

    await act(state, "move_category", young, 1)
    assert [each.id for each in state.dimensions[0].categories] == [old, young]
    await act(state, "merge_category", f"merge-category-{young}", {"into": old})
    assert [each.id for each in state.dimensions[0].categories] == [old]
    assert row_of("people").version == 3


async def test_a_category_with_figures_is_kept_and_it_is_said(hub):
    with db.transaction() as session:
        cast, world = cast_in(session), world_in(session)
        update = make_update(session, world.quarter, cast.partner)
        make_value(session, update, world.people, cell="age=0-17", figure=3)
    state = await opened(IndicatorsState)

    await act(state, "remove_category", number_of("0-17"))
    assert "they are kept" in state.notice
    await act(state, "remove_category", number_of("18-64"))
    assert state.notice == "Removed."
    (kept,) = state.dimensions[0].categories
    assert kept.is_retired


async def test_dimensions_are_renamed_moved_merged_and_removed(hub):
    with db.transaction() as session:
        world = world_in(session)
        make_dimension(session, world.initiative, "jahre", "0-17")
        make_dimension(session, world.initiative, "unused", "x")
    state = await opened(IndicatorsState)
    age, years, unused = [each.id for each in state.dimensions]

    await act(state, "change_dimension", years)
    rename = f"rename-dimension-{years}"
    await act(state, "rename_dimension", rename, {"titles.de": "Jahre"})
    await act(state, "move_dimension", unused, -1)
    assert [each.title for each in state.dimensions] == ["age", "unused", "Jahre"]
    await act(state, "remove_dimension", unused)
    merge = f"merge-dimension-{years}"
    await act(state, "merge_dimension", merge, {"into": age})
    assert [each.id for each in state.dimensions] == [age]
    await act(state, "remove_dimension", age)
    assert "Indicators are split by it" in state.notice


async def test_an_indicator_is_retired_asked_again_and_deleted(hub):
    state = await opened(IndicatorsState)
    retire = "retire-indicator-people"
    assert fields(state, retire)["ends"].value == "2026-03-31"

    await act(state, "retire", retire, {"ends": "2026-06-30"})
    assert str(row_of("people").ends) == "2026-06-30"
    (item,) = [i for g in state.groups for i in g.indicators if i.code == "people"]
    assert (item.is_retired, item.asked) == (True, "asked for until 30 Jun 2026")
    await act(state, "retire", retire, {"ends": "2020-01-01"})
    assert fields(state, retire)["ends"].error
    await act(state, "restore", "people")
    await act(state, "delete", "people")
    assert [i.code for g in state.groups for i in g.indicators] == ["share"]


async def test_indicators_move_and_stand_where_they_belong(hub):
    with db.transaction() as session:
        world = world_in(session)
        world.people.result_id = world.lower.id
        session.add(world.people)
    state = await opened(IndicatorsState, who="reporter")

    assert [(g.step, g.noun) for g in state.groups] == [("2", "Service"), ("", "")]
    assert "retire-indicator-people" not in state.forms
    assert state.dimensions[0].title == "age"
    await act(state, "move", "people", 1)
    assert state.notice
