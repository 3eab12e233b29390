"""Whole updates are their partner's and the backbone's affair; who owes what is seen
by whom it concerns."""

from datetime import UTC, date, datetime, timedelta

import pytest

from impact_hub.features.indicators.models import DefinitionSeen
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.service.assigning import confirm_definition
from impact_hub.features.reporting.queries import access, figures, forms, rounds
from impact_hub.features.reporting.rules.workflow import Lock, Status, Window
from impact_hub.kit import db
from impact_hub.kit.calendar import from_code
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import NotFound, SignedOut
from tests.factories import (
    Q1,
    Q3,
    make_initiative,
    make_organisation,
    make_period,
    make_update,
    make_value,
    take_part,
)
from tests.races import meanwhile
from tests.world import cast_in, world_in

SEE_PARTNERS_UPDATES = {
    "owner",
    "coordinator",
    "viewer",
    "partner_owner",
    "reporter",
    "partner_viewer",
    "house",
}


@pytest.fixture
def update(session, cast, world):
    update = make_update(session, world.quarter, cast.partner)
    make_value(session, update, world.people, figure=42, note="etwa", estimated=True)
    make_value(session, update, world.people, cell="age=0-17", figure=7)
    return update


# Access


def test_a_whole_update_is_seen_by_its_partner_and_the_backbone(session, cast, update):
    for name, actor in cast.everyone().items():
        if name in SEE_PARTNERS_UPDATES:
            assert access.get_update(session, actor, update.id) is update
            assert access.get_update(session, actor, update.id, lock=True) is update
        elif name == "anyone":
            with pytest.raises(SignedOut):
                access.get_update(session, actor, update.id)
        else:
            with pytest.raises(NotFound, match=r"reporting\.no_such_update"):
                access.get_update(session, actor, update.id)


def test_even_an_approved_one(session, cast, world, update, clock):
    update.status = Status.APPROVED
    world.initiative.opened_at = clock.now

    for actor in (cast.other_reporter, cast.funder, cast.stranger):
        with pytest.raises(NotFound, match=r"reporting\.no_such_update"):
            access.get_update(session, actor, update.id)


def test_an_update_is_locked_as_it_is_then(each_hub):
    """Whatever was read of it before, somebody else may have changed it since."""
    with db.transaction() as session:
        cast = cast_in(session)
        world = world_in(session)
        number = id_of(make_update(session, world.quarter, cast.partner))

    def change(session):
        access.get_update(session, cast.reporter, number).revision = 7

    def lock(session):
        before = access.get_update(session, cast.reporter, number)
        locked = access.get_update(session, cast.reporter, number, lock=True)
        assert locked is before
        assert locked.revision == 7

    assert meanwhile(change, lock) is None


def test_a_period_is_found_in_its_own_initiative_only(session, cast, world):
    found = access.get_period(session, cast.funder, "world", world.quarter.id)
    elsewhere = make_period(session, make_initiative(session, cast.backbone))

    assert found is world.quarter
    for number in (elsewhere.id, 999_999):
        with pytest.raises(NotFound, match=r"reporting\.no_such_period"):
            access.get_period(session, cast.reporter, "world", number)


def test_updates_are_those_of_partners(session, cast, world):
    def partner(actor, slug):
        return access.get_partner(session, actor, world.initiative, slug)

    assert partner(cast.reporter, "partner") is cast.partner
    assert partner(cast.viewer, "other-partner") is cast.other_partner
    for actor, slug in (
        (cast.reporter, "other-partner"),
        (cast.coordinator, "backbone"),
        (cast.coordinator, "funder"),
        (cast.funder, "partner"),
    ):
        with pytest.raises(NotFound, match=r"reporting\.no_such_update"):
            partner(actor, slug)
    with pytest.raises(NotFound, match=r"organisations\.no_such_organisation"):
        partner(cast.coordinator, "nowhere")


# The form


def form_for(session, actor, world, slug="partner"):
    return forms.get_form(session, actor, "world", world.quarter.id, slug)


def test_a_form_that_was_never_begun_is_an_empty_draft(session, cast, world):
    form = form_for(session, cast.reporter, world)

    assert (form.update_id, form.revision, form.status) == (None, 0, Status.DRAFT)
    assert (form.values, form.previous, form.corrections) == ({}, {}, ())
    assert form.previous_span is None
    assert [each.code for each in form.indicators] == ["people", "share"]


def test_a_form_holds_what_was_given(session, cast, world, update):
    form = form_for(session, cast.reporter, world)

    cells = form.values[world.people.id]
    assert (cells[TOTAL].figure, cells[TOTAL].note) == (42, "etwa")
    assert cells[TOTAL].estimated
    assert cells[Cell.read("age=0-17")].figure == 7
    assert forms.get_form_of(session, cast.reporter, update) == form


@pytest.mark.parametrize(
    ("name", "may_write", "may_review"),
    [
        ("reporter", True, False),
        ("partner_viewer", False, False),
        ("coordinator", False, True),
        ("viewer", False, False),
    ],
)
def test_a_form_says_what_its_reader_may(
    session, cast, world, name, may_write, may_review
):
    form = form_for(session, cast.everyone()[name], world)

    assert (form.may_write, form.may_review) == (may_write, may_review)


def test_a_form_says_why_it_is_locked_and_who_can_open_it(session, cast, world, clock):
    assert form_for(session, cast.reporter, world).lock is None

    world.quarter.closed_at = clock.now

    form = form_for(session, cast.reporter, world)
    assert (form.lock, form.window, form.backbone) == (
        Lock.CLOSED,
        Window.CLOSED,
        "Backbone",
    )


def test_a_form_shows_the_update_before_it(session, cast, world, update):
    for span, figure in ((from_code("2025-Q4"), 30), (Q1, 38), (Q3, 99)):
        period = make_period(session, world.initiative, span)
        before = make_update(session, period, cast.partner)
        make_value(session, before, world.people, figure=figure)
    yearly = make_period(session, world.initiative, from_code("2025"))
    make_update(session, yearly, cast.partner)

    form = form_for(session, cast.reporter, world)

    assert form.previous_span == Q1
    assert form.previous[world.people.id][TOTAL].figure == 38


def test_what_is_asked_for_leaves_out_what_is_retired(session, cast, world, clock):
    world.share.ends = Q1.ends

    (asked,) = form_for(session, cast.reporter, world).asked()

    assert (asked.indicator_id, asked.summed_over) == (world.people.id, "")
    assert [str(cell) for cell in asked.cells] == ["age=0-17", "age=18-64"]


def test_a_changed_definition_is_unread_until_it_is_confirmed(session, cast, world):
    for partner in (cast.partner, cast.other_partner):
        at = {"organisation_id": partner.id, "indicator_id": world.people.id}
        session.add(DefinitionSeen(version=1, **at))
    world.people.version = 2
    assert form_for(session, cast.reporter, world).unread == {world.people.id}

    confirm_definition(session, cast.reporter, world.people.id, cast.partner.id)

    assert form_for(session, cast.reporter, world).unread == frozenset()
    other = form_for(session, cast.other_reporter, world, "other-partner")
    assert other.unread == {world.people.id}


def test_values_come_by_update_indicator_and_cell(session, cast, world, update):
    empty = make_update(
        session, make_period(session, world.initiative, Q1), cast.partner
    )

    found = figures.values_of(session, cast.reporter, [update.id, empty.id])

    assert set(found[update.id][world.people.id]) == {TOTAL, Cell.read("age=0-17")}
    assert found[empty.id] == {}


# Who owes what


def test_periods_come_newest_first(session, cast, world):
    make_period(session, world.initiative, Q1)
    make_period(session, world.initiative, Q3)

    periods = rounds.get_matrix(session, cast.funder, "world").periods

    assert [each.span.code for each in periods] == ["2026-Q3", "2026-Q2", "2026-Q1"]
    assert [each.window for each in periods] == [
        Window.PLANNED,
        Window.OPEN,
        Window.OVERDUE,
    ]


def test_the_backbone_sees_all_and_a_partner_its_own_line(session, cast, world, update):
    whole = rounds.get_matrix(session, cast.viewer, "world")
    own = rounds.get_matrix(session, cast.reporter, "world")
    none = rounds.get_matrix(session, cast.funder, "world")

    assert [each.name for each in whole.partners] == ["Other partner", "Partner"]
    assert whole.is_whole
    assert [each.name for each in own.partners] == ["Partner"]
    assert not own.is_whole
    assert none.partners == ()
    (cell,) = own.partners[0].cells
    assert (cell.is_expected, cell.status, cell.update_id) == (
        True,
        Status.DRAFT,
        update.id,
    )


def test_a_cell_says_whether_something_was_begun_and_is_in(session, cast, world):
    given = make_update(session, world.quarter, cast.partner, status=Status.SUBMITTED)

    other, partner = rounds.get_matrix(session, cast.coordinator, "world").partners

    assert (partner.cells[0].is_in, partner.cells[0].update_id) == (True, given.id)
    assert (other.cells[0].status, other.cells[0].is_in) == (None, False)


def test_nothing_is_expected_where_nothing_is_asked_for(session, cast, world):
    make_period(session, world.initiative, from_code("2025"))
    world.as_other_partner.ends = date(2026, 3, 31)

    other, partner = rounds.get_matrix(session, cast.coordinator, "world").partners

    assert [each.is_expected for each in partner.cells] == [True, False]
    assert [each.is_expected for each in other.cells] == [False, False]


# What is due


def due(session, actor) -> list[tuple[str, str]]:
    return [
        (each.span.code, each.organisation) for each in rounds.list_due(session, actor)
    ]


def test_what_is_open_is_owed(session, cast, world):
    (row,) = rounds.list_due(session, cast.reporter)

    assert (row.initiative_slug, row.period_id) == ("world", world.quarter.id)
    assert (row.organisation_slug, row.status) == ("partner", None)
    assert (row.window, row.due_on) == (Window.OPEN, world.quarter.due_on)


def test_what_is_late_is_still_owed(session, cast, world, clock):
    clock.go_to(date(2026, 12, 1))

    assert rounds.list_due(session, cast.reporter)[0].window is Window.OVERDUE


@pytest.mark.parametrize("name", ["partner_viewer", "coordinator", "funder", "anyone"])
def test_those_who_cannot_give_figures_owe_none(session, cast, world, name):
    assert rounds.list_due(session, cast.everyone()[name]) == []


def test_what_is_planned_closed_or_not_asked_is_not_owed(session, cast, world, clock):
    make_period(session, world.initiative, Q3)
    make_period(session, world.initiative, Q1, closed_at=clock.now)
    make_period(session, world.initiative, from_code("2025"))

    assert due(session, cast.reporter) == [("2026-Q2", "Partner")]


@pytest.mark.parametrize(
    ("status", "owed"),
    [
        (Status.DRAFT, True),
        (Status.RETURNED, True),
        (Status.SUBMITTED, False),
        (Status.APPROVED, False),
    ],
)
def test_what_is_in_is_not_owed(session, cast, world, status, owed):
    make_update(session, world.quarter, cast.partner, status=status)

    assert bool(due(session, cast.reporter)) is owed


def test_what_was_returned_is_owed_even_after_closing(session, cast, world, clock):
    make_update(
        session,
        world.quarter,
        cast.partner,
        status=Status.RETURNED,
        return_reason="Zwei fehlen",
    )
    world.quarter.closed_at = clock.now

    (row,) = rounds.list_due(session, cast.reporter)

    assert (row.status, row.return_reason) == (Status.RETURNED, "Zwei fehlen")


def test_what_was_returned_comes_first_then_what_is_due_sooner(session, cast, world):
    make_period(session, world.initiative, Q1)
    returned = make_period(
        session, world.initiative, from_code("2025-Q4"), due_on=date(2030, 1, 1)
    )
    make_update(session, returned, cast.partner, status=Status.RETURNED)
    world.quarter.due_on = None

    assert due(session, cast.reporter) == [
        ("2025-Q4", "Partner"),
        ("2026-Q1", "Partner"),
        ("2026-Q2", "Partner"),
    ]


def test_a_funder_that_also_reports_owes_as_a_partner_only(session, cast, world):
    take_part(session, world.initiative, cast.funding)

    assert due(session, cast.funder) == []  # nothing was assigned to it


# What waits for the backbone


def test_what_was_handed_in_waits_oldest_first(session, cast, world, clock):
    make_update(
        session,
        world.quarter,
        cast.partner,
        status=Status.SUBMITTED,
        submitted_at=clock.now,
    )
    make_update(
        session,
        world.quarter,
        cast.other_partner,
        status=Status.SUBMITTED,
        submitted_at=clock.now - timedelta(days=1),
    )
    third = make_organisation(session)
    make_update(session, world.quarter, third, status=Status.APPROVED)

    waiting = rounds.list_to_review(session, cast.coordinator)

    assert [each.organisation for each in waiting] == ["Other partner", "Partner"]
    assert waiting[0].initiative_slug == "world"
    for actor in (cast.viewer, cast.reporter, cast.funder, cast.anyone):
        assert rounds.list_to_review(session, actor) == []


@pytest.mark.parametrize(
    ("submitted", "is_late"),
    [
        (datetime(2026, 7, 31, 21, 59, tzinfo=UTC), False),
        (datetime(2026, 7, 31, 22, 1, tzinfo=UTC), True),  # 0:01 in Berlin
        (None, False),
    ],
)
def test_late_is_what_comes_after_the_last_day_at_home(
    session, cast, world, submitted, is_late
):
    make_update(
        session,
        world.quarter,
        cast.partner,
        status=Status.SUBMITTED,
        submitted_at=submitted,
    )

    (waiting,) = rounds.list_to_review(session, cast.coordinator)

    assert waiting.is_late is is_late


def test_without_a_deadline_nothing_is_late(session, cast, world, clock):
    world.quarter.due_on = None
    make_update(
        session,
        world.quarter,
        cast.partner,
        status=Status.SUBMITTED,
        submitted_at=clock.now,
    )

    assert not rounds.list_to_review(session, cast.coordinator)[0].is_late
