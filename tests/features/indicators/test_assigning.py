"""Of whom an indicator is asked, from when to when, and what they know of it."""

from datetime import date

import pytest
from sqlmodel import select

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import Assignment, DefinitionSeen
from impact_hub.features.indicators.rules.owing import AskedOf, is_asked
from impact_hub.features.indicators.service import assigning
from impact_hub.features.initiatives.rules import Part
from impact_hub.kit.audit import AuditLine
from impact_hub.kit.errors import Forbidden, NotFound, SignedOut
from tests.factories import (
    Q1,
    Q2,
    Q3,
    make_indicator,
    make_organisation,
    make_update,
    make_value,
    take_part,
)

IN_JULY = date(2026, 7, 1)


def asked(session, cast, organisation, code="people") -> list[str]:
    """The quarters for which a partner is asked."""
    row = queries.get_indicator(session, cast.coordinator, "world", code)
    return [span.code for span in (Q1, Q2, Q3) if is_asked(row, organisation.id, span)]


def change(session, actor, code="people", *, ask=(), let_off=(), since=IN_JULY):
    assigning.change_partners(
        session,
        actor,
        "world",
        code,
        ask=[each.id for each in ask],
        let_off=[each.id for each in let_off],
        since=since,
    )


@pytest.fixture
def asked_of_all(session, world):
    return make_indicator(
        session, world.initiative, code="all", asked_of=AskedOf.EVERYONE
    )


def test_a_partner_that_is_let_off_owes_what_was_before(session, cast, world):
    update = make_update(session, world.quarter, cast.partner)
    value = make_value(session, update, world.people, figure=7)

    change(session, cast.coordinator, let_off=[cast.partner])

    assert asked(session, cast, cast.partner) == ["2026-Q1", "2026-Q2"]
    session.refresh(value)
    assert value.figure == 7
    of_partner = select(Assignment).where(
        Assignment.organisation_id == cast.partner.id,
        Assignment.indicator_id == world.people.id,
    )
    assert session.exec(of_partner).one().ends == date(2026, 6, 30)


def test_and_is_asked_again_from_a_day_on(session, cast, world):
    change(session, cast.coordinator, let_off=[cast.partner], since=Q2.starts)
    change(session, cast.coordinator, ask=[cast.partner], since=Q3.starts)

    assert asked(session, cast, cast.partner) == ["2026-Q1", "2026-Q3"]


def test_who_is_not_named_stays_as_it_was(session, cast, world):
    """Somebody may have joined since the page was loaded."""
    change(session, cast.coordinator, let_off=[cast.partner])

    assert asked(session, cast, cast.other_partner) == ["2026-Q1", "2026-Q2", "2026-Q3"]


def test_what_is_asked_of_everyone_has_exceptions(session, cast, world, asked_of_all):
    change(session, cast.coordinator, "all", let_off=[cast.partner])

    assert asked(session, cast, cast.partner, "all") == ["2026-Q1", "2026-Q2"]
    assert asked(session, cast, cast.other_partner, "all") == [
        "2026-Q1",
        "2026-Q2",
        "2026-Q3",
    ]


def test_which_are_taken_back(session, cast, world, asked_of_all):
    change(session, cast.coordinator, "all", let_off=[cast.partner])
    change(session, cast.coordinator, "all", ask=[cast.partner])

    assert asked(session, cast, cast.partner, "all") == [
        "2026-Q1",
        "2026-Q2",
        "2026-Q3",
    ]


def test_saying_it_twice_changes_nothing(session, cast, world):
    before = len(session.exec(select(Assignment)).all())

    change(session, cast.coordinator, ask=[cast.partner])

    assert len(session.exec(select(Assignment)).all()) == before


ALL_QUARTERS = ["2026-Q1", "2026-Q2", "2026-Q3"]


def switch(session, actor, asked_of, code="people"):
    assigning.ask_of(session, actor, "world", code, asked_of)


def test_whoever_comes_later_is_asked_as_one_of_all(session, cast, world):
    there = make_organisation(session)
    take_part(session, world.initiative, there)
    change(session, cast.coordinator, let_off=[cast.partner])

    switch(session, cast.coordinator, AskedOf.EVERYONE)

    newcomer = make_organisation(session)
    take_part(session, world.initiative, newcomer, starts=Q2.starts)
    assert asked(session, cast, newcomer) == ALL_QUARTERS
    assert asked(session, cast, there) == []
    assert asked(session, cast, cast.partner) == ["2026-Q1", "2026-Q2"]
    assert asked(session, cast, cast.other_partner) == ALL_QUARTERS


def test_or_is_not_where_partners_are_named(session, cast, world, asked_of_all):
    left = make_organisation(session)
    take_part(session, world.initiative, left, ends=Q1.ends)
    change(session, cast.coordinator, "all", let_off=[cast.partner])

    switch(session, cast.coordinator, AskedOf.NAMED, "all")

    newcomer = make_organisation(session)
    take_part(session, world.initiative, newcomer, starts=Q2.starts)
    assert asked(session, cast, newcomer, "all") == []
    assert asked(session, cast, left, "all") == ["2026-Q1"]
    assert asked(session, cast, cast.partner, "all") == ["2026-Q1", "2026-Q2"]
    assert asked(session, cast, cast.other_partner, "all") == ALL_QUARTERS


def test_who_was_not_named_can_be_asked_from_a_day_on(session, cast, world):
    there = make_organisation(session)
    take_part(session, world.initiative, there)

    switch(session, cast.coordinator, AskedOf.EVERYONE)
    change(session, cast.coordinator, ask=[there])

    assert asked(session, cast, there) == ["2026-Q3"]


def test_there_and_back_again_changes_nothing(session, cast, world):
    change(session, cast.coordinator, let_off=[cast.partner])
    for asked_of in (AskedOf.EVERYONE, AskedOf.NAMED, AskedOf.EVERYONE, AskedOf.NAMED):
        switch(session, cast.coordinator, asked_of)
        before = len(session.exec(select(Assignment)).all())
        switch(session, cast.coordinator, asked_of)

        assert len(session.exec(select(Assignment)).all()) == before
        assert asked(session, cast, cast.partner) == ["2026-Q1", "2026-Q2"]
        assert asked(session, cast, cast.other_partner) == ALL_QUARTERS


@pytest.mark.parametrize(
    ("who", "error"),
    [("reporter", Forbidden), ("funder", Forbidden), ("anyone", SignedOut)],
)
def test_only_the_backbone_says_of_whom_it_is_asked(session, cast, world, who, error):
    with pytest.raises(error):
        switch(session, getattr(cast, who), AskedOf.EVERYONE)

    row = queries.get_indicator(session, cast.coordinator, "world", "people")
    assert row.asked_of is AskedOf.NAMED


@pytest.mark.parametrize("part", [None, Part.FUNDER])
def test_only_partners_report(session, cast, world, part):
    other = make_organisation(session)
    if part is not None:
        take_part(session, world.initiative, other, part)

    with pytest.raises(NotFound, match=r"initiatives\.no_such_participation"):
        change(session, cast.coordinator, ask=[other])


def test_a_partners_people_do_not_let_themselves_off(session, cast, world):
    with pytest.raises(Forbidden):
        change(session, cast.reporter, let_off=[cast.partner])


# Figures from elsewhere


def test_figures_from_elsewhere_are_expected_for_their_time_alone(session, cast, world):
    """A series with 2010 and 2012 is not expected to have 2011."""
    for year in (2010, 2012):
        assigning.assign_for(
            session,
            cast.coordinator,
            "world",
            "people",
            cast.partner.id,
            times=[(date(year, 1, 1), date(year, 12, 31))],
        )

    row = queries.get_indicator(session, cast.coordinator, "world", "people")
    times = {
        (one.starts.year, one.ends.year)
        for one in row.assignments
        if one.organisation_id == cast.partner.id and one.ends
    }
    assert times == {(2010, 2010), (2012, 2012)}
    assert row.starts == date(2010, 1, 1)


def test_a_time_that_is_assigned_already_is_not_assigned_again(session, cast, world):
    before = len(session.exec(select(Assignment)).all())

    assigning.assign_for(
        session,
        cast.coordinator,
        "world",
        "people",
        cast.partner.id,
        times=[(Q2.starts, Q2.ends)],
    )

    assert len(session.exec(select(Assignment)).all()) == before


# What partners know of a definition


def test_a_partner_confirms_that_it_has_read_a_definition(session, cast, world):
    world.people.version = 3

    for _ in range(2):
        assigning.confirm_definition(
            session, cast.reporter, world.people.id, cast.partner.id
        )

    seen = session.exec(select(DefinitionSeen)).one()
    assert (seen.organisation_id, seen.version) == (cast.partner.id, 3)
    row = queries.get_indicator(session, cast.coordinator, "world", "people")
    assert row.seen_versions == {cast.partner.id: 3}
    lines = session.exec(
        select(AuditLine.action).where(AuditLine.action == "indicator.confirm")
    ).all()
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("partner_viewer", Forbidden),
        ("other_reporter", Forbidden),
        ("coordinator", Forbidden),
        ("anyone", SignedOut),
    ],
)
def test_nobody_confirms_for_others(session, cast, world, who, error):
    with pytest.raises(error):
        assigning.confirm_definition(
            session, getattr(cast, who), world.people.id, cast.partner.id
        )


def test_nor_for_an_initiative_that_one_takes_no_part_in(session, cast, world):
    with pytest.raises(NotFound):
        assigning.confirm_definition(
            session, cast.stranger, world.people.id, cast.outside.id
        )
