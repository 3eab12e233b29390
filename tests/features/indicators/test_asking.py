"""From when an indicator is asked, and until when: time does not reach backwards."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.queries import asking
from impact_hub.features.indicators.rules.asking import day_before, usual_start
from impact_hub.features.indicators.service import defining
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.errors import Conflict, Invalid
from tests.factories import Q1, Q3, make_period, make_update, make_value
from tests.features.indicators.definitions import definition_of

TODAY = date(2026, 7, 10)
BEGAN = date(2025, 6, 1)


@dataclass
class Quarter:
    starts: date
    ends: date
    due_on: date | None = None
    closed_at: datetime | None = None


def first(*, due=None, closed=False) -> Quarter:
    shut = datetime(2026, 5, 1) if closed else None  # noqa: DTZ001 - it is only there
    return Quarter(date(2026, 1, 1), date(2026, 3, 31), due, shut)


def second(**given) -> Quarter:
    found = first(**given)
    found.starts, found.ends = date(2026, 4, 1), date(2026, 6, 30)
    return found


@pytest.mark.parametrize(
    ("periods", "starts"),
    [
        ([], BEGAN),
        ([first(due=TODAY), second(due=date(2026, 7, 31))], date(2026, 1, 1)),
        ([first(due=date(2026, 7, 9)), second()], date(2026, 4, 1)),
        ([first(closed=True), second(due=date(2026, 7, 31))], date(2026, 4, 1)),
        ([first(closed=True), second(closed=True)], date(2026, 7, 1)),
        ([second(due=date(2026, 7, 1)), first(closed=True)], date(2026, 7, 1)),
    ],
)
def test_something_new_is_asked_from_the_first_period_that_is_not_over(periods, starts):
    found = usual_start(iter(periods), today=TODAY, otherwise=BEGAN)

    assert found == starts
    assert day_before(found).toordinal() == starts.toordinal() - 1


def test_periods_of_another_rhythm_do_not_matter(session, cast, world, clock):
    make_period(session, world.initiative, Q1, closed_at=clock.now)

    found = asking.usual_starts(session, cast.coordinator, "world")

    assert found[Rhythm.QUARTER] == world.quarter.starts
    assert found[Rhythm.YEAR] == world.initiative.starts


def test_an_indicator_that_is_added_later_is_not_asked_in_earlier_periods(
    session, cast, world, clock
):
    make_period(session, world.initiative, Q1, closed_at=clock.now)
    definition = definition_of(world.people, world.age)

    added = defining.add_indicator(session, cast.coordinator, "world", definition)
    given = defining.add_indicator(
        session, cast.coordinator, "world", definition, starts=date(2026, 1, 1)
    )

    assert added.starts == world.quarter.starts
    assert given.starts == date(2026, 1, 1)


def test_its_start_can_be_changed_but_not_to_after_its_end(session, cast, world):
    def edit(starts: date) -> None:
        defining.edit_indicator(
            session,
            cast.coordinator,
            "world",
            "people",
            definition_of(world.people, world.age),
            starts=starts,
        )

    edit(date(2025, 1, 1))
    assert (world.people.starts, world.people.version) == (date(2025, 1, 1), 1)

    world.people.ends = date(2026, 6, 30)
    with pytest.raises(Invalid, match=r"calendar\.ends_before_start"):
        edit(date(2026, 7, 1))


def test_a_retired_one_ends_before_the_first_period_that_is_not_over(
    session, cast, world
):
    make_period(session, world.initiative, Q3)
    retire = defining.retire_indicator

    retire(session, cast.coordinator, "world", "people")
    assert world.people.ends == date(2026, 3, 31)

    retire(session, cast.coordinator, "world", "people", ends=date(2026, 6, 30))
    assert world.people.ends == date(2026, 6, 30)

    with pytest.raises(Invalid, match=r"calendar\.ends_before_start"):
        retire(session, cast.coordinator, "world", "people", ends=date(2025, 12, 30))


def test_only_what_nobody_has_reported_can_be_deleted(session, cast, world):
    update = make_update(session, world.quarter, cast.partner)
    make_value(session, update, world.people, cell="age=0-17", figure=7)

    with pytest.raises(Conflict, match=r"indicators\.has_figures"):
        defining.delete_indicator(session, cast.coordinator, "world", "people")
    defining.delete_indicator(session, cast.coordinator, "world", "share")

    rows = queries.list_indicators(session, cast.reporter, "world", retired=True)
    assert [row.code for row in rows] == ["people"]
