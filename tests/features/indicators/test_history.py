"""What was changed about an indicator is told with its reason, from what to what."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from impact_hub.features.indicators.rules.kinds import Direction, OverTime
from impact_hub.features.indicators.service import splitting
from impact_hub.features.indicators.service.aiming import NewTarget
from impact_hub.features.indicators.service.defining import edit_indicator
from impact_hub.features.indicators.service.saving import (
    Aims,
    Filled,
    save_indicator,
)
from impact_hub.features.indicators.views.history import history
from tests.factories import make_dimension
from tests.features.indicators.definitions import definition_of


def lines(item) -> list[tuple[str, str, str]]:
    return [(each.what, each.before, each.after) for each in item.lines]


def read(session, actor, locale="en"):
    return history(session, replace(actor, locale=locale), "world", "people")


def save(session, cast, definition, why, *aims) -> None:
    filled = Filled(definition, Aims(targets=aims), why=why)
    save_indicator(session, cast.coordinator, "world", "people", filled)


def test_definition_and_targets_changed_at_once_are_told_at_once(
    session, cast, world, clock
):
    same = definition_of(world.people, world.age)
    save(session, cast, same, "", NewTarget(date(2026, 12, 31), Decimal(200)))
    clock.tick(days=1)
    changed = replace(
        same,
        titles={"de": "Jugendliche", "en": "Young people"},
        over_time=OverTime.LATEST,
        direction=Direction.DOWN,
        counts_people=False,
        splits=(),
    )
    save(
        session,
        cast,
        changed,
        "Decided in May",
        NewTarget(date(2026, 12, 31), Decimal(2500)),
    )

    (item,) = read(session, cast.reporter)

    assert (item.who, item.why) == ("Cora Coordinator", "Decided in May")
    assert item.is_definition
    assert set(lines(item)) == {
        ("Name", "People reached", "Young people"),
        ("Over time", "added up", "the latest counts"),
        ("Better is", "more", "less"),
        ("It counts people: protect small numbers", "yes", "no"),
        ("Split by", "age", "–"),
        ("Targets", "200 by 31 Dec 2026", "2,500 by 31 Dec 2026"),
    }


def test_targets_alone_are_no_new_definition(session, cast, world, clock):
    same = definition_of(world.people, world.age)
    save(session, cast, same, "", NewTarget(date(2026, 12, 31), Decimal(200)))
    clock.tick(days=1)
    save(session, cast, same, "more money")

    (item,) = read(session, cast.reporter, "de")

    assert not item.is_definition
    assert lines(item) == [("Zielwerte", "200 bis 31.12.2026", "–")]


def test_categories_and_crossings_are_told_by_their_names(session, cast, world, clock):
    sex = make_dimension(session, world.initiative, "sex", "f", "m")
    definition = replace(
        definition_of(world.people),
        splits=((world.age.id,), (sex.id, world.age.id)),
        summed_over_id=world.age.id,
    )
    edit_indicator(session, cast.coordinator, "world", "people", definition)
    clock.tick(days=1)
    splitting.add_categories(
        session,
        cast.coordinator,
        sex.id,
        [splitting.NewCategory({"de": "divers"})],
    )

    added, crossed = read(session, cast.reporter)

    assert lines(added) == [("sex", "f, m", "divers, f, m")]
    assert lines(crossed) == [
        ("Split by", "age", "age, sex × age"),
        ("The total is the sum over", "–", "age"),
    ]
