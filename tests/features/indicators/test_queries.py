"""Whoever sees an initiative sees how its indicators are defined."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.rules.kinds import (
    Method,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.service.aiming import NewTarget, set_partner_aims
from impact_hub.features.indicators.service.defining import edit_indicator
from impact_hub.kit.errors import Forbidden, NotFound, SignedOut
from tests.factories import (
    make_category,
    make_dimension,
    make_indicator,
    make_initiative,
    make_target,
)
from tests.features.indicators.definitions import definition_of


def codes(rows) -> list[str]:
    return [row.code for row in rows]


def test_indicators_come_in_their_order(session, cast, world):
    make_indicator(session, world.initiative, code="first", position=-1)
    make_indicator(session, make_initiative(session, cast.backbone), code="elsewhere")

    rows = queries.list_indicators(session, cast.funder, "world")

    assert codes(rows) == ["first", "people", "share"]


def test_retired_ones_come_only_when_asked_for(session, cast, world, clock):
    world.people.ends = clock.now.date()

    asked = queries.list_indicators(session, cast.reporter, "world")
    every = queries.list_indicators(session, cast.reporter, "world", retired=True)

    assert codes(asked) == ["share"]
    assert [(row.code, row.is_retired) for row in every] == [
        ("people", True),
        ("share", False),
    ]


def test_an_indicator_carries_all_that_belongs_to_it(session, cast, world, clock):
    make_category(
        session, world.age, "65", position=9, retired_at=clock.now, titles={"de": "65+"}
    )
    make_target(session, world.people, due=date(2027, 1, 1), figure=Decimal("20.50"))
    make_target(session, world.people, due=date(2026, 1, 1), figure=Decimal(10))
    make_target(session, world.people, organisation_id=cast.partner.id)

    row = queries.get_indicator(session, cast.reporter, "world", "people")

    assert row.method == Method(ValueKind.COUNT, OverTime.SUM, OverPartners.SUM)
    (age,) = row.dimensions
    assert [each.code for each in age.categories] == ["0-17", "18-64", "65"]
    assert [each.code for each in age.asked] == ["0-17", "18-64"]
    assert {each.organisation_id for each in row.assignments} == {
        cast.partner.id,
        cast.other_partner.id,
    }
    assert [str(each.figure) for each in row.targets] == ["10", "20.50"]
    assert [each.organisation_id for each in row.partner_targets] == [cast.partner.id]


def test_splits_keep_their_order(session, cast, world):
    sex = make_dimension(session, world.initiative, "sex", "f", "m")
    make_indicator(session, world.initiative, sex, world.age, code="both")

    row = queries.get_indicator(session, cast.reporter, "world", "both")

    assert [each.code for each in row.dimensions] == ["sex", "age"]


def test_an_indicator_that_does_not_exist_is_not_found(session, cast, world):
    other = make_initiative(session, cast.backbone)
    make_indicator(session, other, code="elsewhere")

    for code in ("elsewhere", "nowhere"):
        with pytest.raises(NotFound, match=r"indicators\.no_such_indicator"):
            queries.get_indicator(session, cast.reporter, "world", code)


def test_strangers_see_no_definitions_until_they_are_open(session, cast, world, clock):
    for read in (
        lambda: queries.list_indicators(session, cast.stranger, "world"),
        lambda: queries.get_indicator(session, cast.stranger, "world", "people"),
        lambda: queries.list_dimensions(session, cast.stranger, "world"),
        lambda: queries.list_versions(session, cast.stranger, "world", "people"),
    ):
        with pytest.raises(NotFound, match=r"initiatives\.no_such_initiative"):
            read()

    world.initiative.opened_at = clock.now

    assert codes(queries.list_indicators(session, cast.anyone, "world")) == [
        "people",
        "share",
    ]


def test_the_backbones_people_change_definitions(session, cast, world):
    found = queries.get_to_edit(session, cast.coordinator, "world", "people")

    assert found is world.people
    with pytest.raises(Forbidden):
        queries.get_to_edit(session, cast.reporter, "world", "people")


def test_dimensions_come_with_their_categories(session, cast, world):
    make_dimension(session, world.initiative, "empty")

    age, empty = queries.list_dimensions(session, cast.reporter, "world")

    assert (age.code, [each.code for each in age.categories]) == (
        "age",
        ["0-17", "18-64"],
    )
    assert (empty.code, empty.categories) == ("empty", ())


def test_strangers_cannot_tell_a_hidden_dimension_from_none(session, cast, world):
    found = queries.get_dimension_to_edit(session, cast.coordinator, world.age.id)

    assert found is world.age
    for number in (world.age.id, 999_999):
        with pytest.raises(NotFound, match=r"indicators\.no_such_dimension"):
            queries.get_dimension_to_edit(session, cast.stranger, number)
        with pytest.raises(SignedOut):
            queries.get_dimension_to_edit(session, cast.anyone, number)
    with pytest.raises(Forbidden):
        queries.get_dimension_to_edit(session, cast.reporter, world.age.id)


def test_earlier_definitions_are_kept_newest_first(session, cast, world, clock):
    for title in ("Zweite", "Dritte"):
        clock.tick(days=1)
        changed = replace(definition_of(world.people, world.age), titles={"de": title})
        edit_indicator(
            session, cast.coordinator, "world", "people", changed, why=f"nun {title}"
        )

    second, first = queries.list_versions(session, cast.reporter, "world", "people")

    assert (second.version, second.why, second.replaced_at) == (
        2,
        "nun Dritte",
        clock.now,
    )
    assert second.definition["titles"] == {"de": "Zweite"}
    assert (first.version, first.replaced_by) == (1, "Cora Coordinator")
    assert first.definition["splits"] == [["age"]]


def test_what_partners_aim_at_themselves_is_for_those_who_take_part(
    session, cast, world, clock
):
    world.initiative.opened_at = clock.now
    aims = [NewTarget(date(2026, 12, 31), Decimal(50))]
    set_partner_aims(
        session,
        cast.coordinator,
        "world",
        "people",
        cast.partner.id,
        baseline=Decimal(7),
        aims=aims,
    )

    def seen(actor):
        listed = queries.list_indicators(session, actor, "world")[0]
        assert queries.get_indicator(session, actor, "world", "people") == listed
        baselines = set(listed.partner_baselines.values())
        return baselines, [each.figure for each in listed.partner_targets]

    for member in (cast.reporter, cast.other_reporter, cast.funder, cast.viewer):
        assert seen(member) == ({Decimal(7)}, [Decimal(50)])
    for other in (cast.stranger, cast.anyone):
        assert seen(other) == (set(), [])


def test_what_is_asked_for_in_several_initiatives_comes_at_once(
    session, cast, world, clock
):
    make_indicator(session, world.initiative, ends=clock.now.date())
    other = make_initiative(session, cast.outside)
    make_indicator(session, other, code="theirs")
    both = [world.initiative.id, other.id]

    def codes(actor) -> dict[int, list[str]]:
        asked = queries.list_asked(session, actor, both)
        return {at: [row.code for row in rows] for at, rows in asked.items()}

    assert codes(cast.reporter) == {world.initiative.id: ["people", "share"]}
    assert codes(cast.stranger) == {other.id: ["theirs"]}
    assert codes(cast.anyone) == {}
    whole = queries.list_indicators(session, cast.reporter, "world")
    assert queries.list_asked(session, cast.reporter, both) == {
        world.initiative.id: whole
    }
