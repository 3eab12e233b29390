"""Periods are opened once, for all partners together."""

from datetime import date

import pytest
from sqlmodel import select

from impact_hub.features.initiatives.models import Period
from impact_hub.features.reporting.queries import rounds
from impact_hub.features.reporting.rules.workflow import Window
from impact_hub.features.reporting.service import planning
from impact_hub.kit import db
from impact_hub.kit.audit import AuditLine
from impact_hub.kit.calendar import Rhythm, Span, from_code
from impact_hub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from tests.factories import Q1, Q3, make_initiative, make_period, make_update
from tests.features.reporting.sheets import Tab
from tests.races import meanwhile
from tests.world import cast_in, world_in

OPENS, DUE = date(2026, 10, 1), date(2026, 10, 31)


def add(session, actor, span, opens_on=OPENS, due_on=DUE):
    return planning.add_period(
        session, actor, "world", span, opens_on=opens_on, due_on=due_on
    )


def test_a_period_is_added_with_its_window(session, cast, world):
    added = add(session, cast.coordinator, Q3)

    assert (added.starts, added.ends, added.rhythm) == (Q3.starts, Q3.ends, Q3.rhythm)
    assert (added.opens_on, added.due_on, added.closed_at) == (OPENS, DUE, None)
    line = session.exec(select(AuditLine)).one()
    assert (line.action, line.details) == ("period.add", {"period": "2026-Q3"})


def test_a_period_may_be_planned_without_a_window(session, cast, world):
    add(session, cast.coordinator, Q3, None, None)

    newest, _ = rounds.get_matrix(session, cast.reporter, "world").periods
    assert (newest.span, newest.window) == (Q3, Window.PLANNED)


@pytest.mark.parametrize(
    "code", ["2026-H1", "2026", "2025/26", "2026-04", "2026-04-01..2026-06-30"]
)
def test_periods_of_another_rhythm_may_overlap(session, cast, world, code):
    assert (
        add(session, cast.coordinator, from_code(code)).rhythm is from_code(code).rhythm
    )


@pytest.mark.parametrize(
    ("kept", "added"),
    [
        ("2026-Q2", "2026-Q2"),
        ("2026-01-01..2026-06-30", "2026-06-30..2026-07-31"),
        ("2026-01-01..2026-06-30", "2026-02-01..2026-02-28"),
        ("2026-01-01..2026-06-30", "2025-01-01..2027-01-01"),
    ],
)
def test_periods_of_one_rhythm_do_not_overlap(session, cast, world, kept, added):
    span = from_code(kept)
    if span.rhythm is Rhythm.SPAN:
        make_period(session, world.initiative, span)

    with pytest.raises(Invalid, match=r"reporting\.period_overlaps") as refused:
        add(session, cast.coordinator, from_code(added))

    assert refused.value.field == "starts"
    assert refused.value.params == {"starts": span.starts, "ends": span.ends}


def test_periods_of_another_initiative_are_none_of_its_business(session, cast, world):
    make_period(session, make_initiative(session, cast.backbone), Q3)

    add(session, cast.coordinator, Q3)


@pytest.mark.parametrize(
    ("starts", "ends", "rhythm", "code"),
    [
        ("2026-09-30", "2026-07-01", "quarter", "calendar.ends_before_start"),
        ("2026-09-30", "2026-07-01", "span", "calendar.ends_before_start"),
        ("2026-07-01", "2026-09-29", "quarter", "reporting.not_in_rhythm"),
        ("2026-07-02", "2026-09-30", "quarter", "reporting.not_in_rhythm"),
        ("2026-07-01", "2026-12-31", "quarter", "reporting.not_in_rhythm"),
        ("2026-01-01", "2026-12-31", "school_year", "reporting.not_in_rhythm"),
    ],
)
def test_what_is_no_period_is_refused(session, cast, world, starts, ends, rhythm, code):
    span = Span(date.fromisoformat(starts), date.fromisoformat(ends), Rhythm(rhythm))

    with pytest.raises(Invalid, match=code) as refused:
        add(session, cast.coordinator, span)

    assert refused.value.field == "ends"


def test_a_deadline_before_the_opening_is_refused(session, cast, world):
    with pytest.raises(Invalid, match=r"reporting\.due_before_open"):
        add(session, cast.coordinator, Q3, DUE, OPENS)
    with pytest.raises(Invalid, match=r"reporting\.due_before_open"):
        planning.change_window(
            session,
            cast.coordinator,
            "world",
            world.quarter.id,
            opens_on=DUE,
            due_on=OPENS,
        )


def test_partners_plan_nothing(session, cast, world):
    with pytest.raises(Forbidden):
        add(session, cast.reporter, Q3)


def test_a_window_is_changed(session, cast, world):
    planning.change_window(
        session, cast.coordinator, "world", world.quarter.id, opens_on=None, due_on=DUE
    )

    assert (world.quarter.opens_on, world.quarter.due_on) == (None, DUE)


def test_a_period_is_closed_and_reopened(session, cast, world, clock):
    closed = clock.now
    planning.close_period(session, cast.coordinator, "world", world.quarter.id)
    clock.tick(days=1)
    planning.close_period(session, cast.coordinator, "world", world.quarter.id)

    assert world.quarter.closed_at == closed

    planning.reopen_period(session, cast.coordinator, "world", world.quarter.id)

    assert world.quarter.closed_at is None


def test_a_period_that_nobody_has_reported_on_is_taken_back(session, cast, world):
    planning.remove_period(session, cast.coordinator, "world", world.quarter.id)

    assert session.exec(select(Period)).all() == []


def test_a_period_with_updates_stays(session, cast, world):
    make_update(session, world.quarter, cast.partner)

    with pytest.raises(Conflict, match=r"reporting\.period_has_updates"):
        planning.remove_period(session, cast.coordinator, "world", world.quarter.id)


def test_a_period_of_another_initiative_is_not_found(session, cast, world):
    elsewhere = make_period(session, make_initiative(session, cast.backbone), Q1)

    for number in (elsewhere.id, 999_999):
        with pytest.raises(NotFound, match=r"reporting\.no_such_period"):
            planning.close_period(session, cast.coordinator, "world", number)


def test_a_period_is_not_removed_under_a_partner_who_is_just_beginning(each_hub):
    with db.transaction() as session:
        cast = cast_in(session)
        world = world_in(session)

    refused = meanwhile(
        lambda session: Tab(session, cast.reporter, world).write("1"),
        lambda session: planning.remove_period(
            session, cast.coordinator, "world", world.quarter.id
        ),
    )

    assert isinstance(refused, Conflict)
    assert refused.code == "reporting.period_has_updates"


def test_a_partner_who_begins_in_a_period_that_is_just_removed_is_told(each_hub):
    with db.transaction() as session:
        cast = cast_in(session)
        world = world_in(session)

    refused = meanwhile(
        lambda session: planning.remove_period(
            session, cast.coordinator, "world", world.quarter.id
        ),
        lambda session: Tab(session, cast.reporter, world).write("1"),
    )

    assert isinstance(refused, Conflict | NotFound)
