"""Who reports an indicator, from when to when, and what they know of its definition."""

from datetime import date

import pytest
from sqlmodel import select

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import Assignment
from impact_hub.features.indicators.service import assigning
from impact_hub.features.initiatives.rules import Part
from impact_hub.kit.errors import Forbidden, NotFound, SignedOut
from tests.factories import (
    make_indicator,
    make_organisation,
    make_update,
    make_value,
    take_part,
)


def assigned(session, cast, code="people") -> set[int]:
    row = queries.get_indicator(session, cast.coordinator, "world", code)
    return {each.organisation_id for each in row.assignments}


def assignment(session, indicator, organisation) -> Assignment:
    return session.exec(
        select(Assignment).where(
            Assignment.indicator_id == indicator.id,
            Assignment.organisation_id == organisation.id,
        )
    ).one()


@pytest.fixture
def newcomer(session, cast, world):
    """A partner that joined in May."""
    organisation = make_organisation(session, name="Newcomer")
    take_part(session, world.initiative, organisation, starts=date(2026, 5, 1))
    return organisation


def test_some_partners_report_and_others_do_not(session, cast, world, newcomer):
    update = make_update(session, world.quarter, cast.other_partner)
    value = make_value(session, update, world.people, figure=7)

    assigning.assign_partners(
        session,
        cast.coordinator,
        "world",
        "people",
        {cast.partner.id, newcomer.id},
    )

    assert assigned(session, cast) == {cast.partner.id, newcomer.id}
    assert assignment(session, world.people, newcomer).starts == date(2026, 5, 1)
    session.refresh(value)
    assert value.figure == 7


@pytest.mark.parametrize("who", ["funding", "outside", "backbone"])
def test_only_partners_report(session, cast, world, who):
    with pytest.raises(NotFound, match=r"initiatives\.no_such_participation"):
        assigning.assign_partners(
            session, cast.coordinator, "world", "people", {getattr(cast, who).id}
        )

    assert assigned(session, cast) == {cast.partner.id, cast.other_partner.id}


def test_partners_assign_nobody(session, cast, world):
    with pytest.raises(Forbidden):
        assigning.assign_partners(session, cast.reporter, "world", "people", set())


def test_every_partner_is_assigned_once(session, cast, world, newcomer):
    before = assignment(session, world.people, cast.partner)
    world.people.version = 3

    assigning.assign_every_partner(
        session, cast.coordinator, world.initiative, world.people
    )

    assert assigned(session, cast) == {
        cast.partner.id,
        cast.other_partner.id,
        newcomer.id,
    }
    assert before.seen_version == 1
    assert assignment(session, world.people, newcomer).seen_version == 3


def test_a_new_partner_is_assigned_to_everything_that_is_asked_for(
    session, cast, world, newcomer, clock
):
    make_indicator(session, world.initiative, code="old", retired_at=clock.now)
    assigning.assign_partners(
        session,
        cast.coordinator,
        "world",
        "people",
        {cast.partner.id, cast.other_partner.id, newcomer.id},
    )

    assigning.assign_every_indicator(session, cast.coordinator, "world", newcomer.id)

    assert newcomer.id in assigned(session, cast)
    assert newcomer.id in assigned(session, cast, "share")
    assert newcomer.id not in assigned(session, cast, "old")


def test_only_partners_are_assigned_to_everything(session, cast, world):
    with pytest.raises(NotFound, match=r"initiatives\.no_such_participation"):
        assigning.assign_every_indicator(
            session, cast.coordinator, "world", cast.funding.id
        )


def test_an_assignment_in_another_initiative_counts_there_only(
    session, cast, world, newcomer
):
    """The same organisation may take part in several initiatives."""
    take_part(session, world.initiative, newcomer, Part.FUNDER)

    assigning.assign_every_indicator(session, cast.coordinator, "world", newcomer.id)

    assert newcomer.id in assigned(session, cast)


# Figures from elsewhere


def assign_for(session, actor, organisation, starts, ends):
    assigning.assign_for(
        session,
        actor,
        "world",
        "people",
        organisation.id,
        starts=starts,
        ends=ends,
    )


def test_a_partner_reports_for_a_time_that_figures_are_brought_for(
    session, cast, world, newcomer
):
    assign_for(
        session, cast.coordinator, newcomer, date(2020, 1, 1), date(2020, 12, 31)
    )

    made = assignment(session, world.people, newcomer)
    assert (made.starts, made.ends) == (date(2020, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("kept", "brought", "now"),
    [
        ((2022, 2024), (2023, 2023), (2022, 2024)),
        ((2022, 2024), (2020, 2023), (2020, 2024)),
        ((2022, 2024), (2023, 2026), (2022, 2026)),
        ((2022, None), (2023, 2030), (2022, None)),
        ((2022, None), (2020, 2023), (2020, None)),
    ],
)
def test_a_time_is_only_ever_extended(session, cast, world, kept, brought, now):
    def days(years):
        first, last = years
        return date(first, 1, 1), last and date(last, 12, 31)

    present = assignment(session, world.people, cast.partner)
    present.starts, present.ends = days(kept)

    assign_for(session, cast.coordinator, cast.partner, *days(brought))

    assert (present.starts, present.ends) == days(now)


def test_figures_are_brought_for_partners_only(session, cast, world):
    with pytest.raises(NotFound, match=r"initiatives\.no_such_participation"):
        assign_for(
            session,
            cast.coordinator,
            cast.outside,
            date(2020, 1, 1),
            date(2020, 12, 31),
        )


# Reading the definition


def test_a_partner_confirms_the_newest_definition(session, cast, world):
    world.people.version = 4

    assigning.confirm_definition(
        session, cast.reporter, world.people.id, cast.partner.id
    )

    assert assignment(session, world.people, cast.partner).seen_version == 4
    assert assignment(session, world.people, cast.other_partner).seen_version == 1


def test_nobody_confirms_for_others(session, cast, world):
    for actor in (cast.coordinator, cast.other_reporter, cast.partner_viewer):
        with pytest.raises(Forbidden):
            assigning.confirm_definition(
                session, actor, world.people.id, cast.partner.id
            )
    with pytest.raises(SignedOut):
        assigning.confirm_definition(
            session, cast.anyone, world.people.id, cast.partner.id
        )


def test_a_partner_confirms_only_what_is_asked_of_it(session, cast, world):
    other = make_indicator(session, world.initiative)

    with pytest.raises(NotFound, match=r"indicators\.no_such_indicator"):
        assigning.confirm_definition(session, cast.reporter, other.id, cast.partner.id)
