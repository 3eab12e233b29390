"""Importing the hub's own format: what is planned is done, all or nothing."""

from decimal import Decimal

import pytest
from sqlmodel import Session, select

from impact_hub.features.exchange.rules.plans import Refused
from impact_hub.features.indicators.models import CellRecord
from impact_hub.features.initiatives.models import Period
from impact_hub.features.reporting.models import Correction, Update, Value
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.audit import AuditLine
from impact_hub.kit.calendar import Rhythm, from_code
from tests.factories import (
    make_update,
    make_value,
)
from tests.features.exchange.files import (
    bring,
    corrections,
    everything,
    figures_by_cell,
    own,
    planned,
    row,
    wrong,
)

THE_TOTAL = select(Value).join(CellRecord).where(CellRecord.key == "")

BINARY = bytes(range(256))


def update_of(session: Session, world, cast) -> Update:
    return session.exec(
        select(Update).where(
            Update.period_id == world.quarter.id,
            Update.organisation_id == cast.partner.id,
        )
    ).one()


def test_a_plan_says_what_would_happen_and_changes_nothing(session, world, cast):
    before = everything(session)

    found = planned(
        session, cast.coordinator, own(row(), row(categories="age=0-17", value="20"))
    )

    assert everything(session) == before
    assert (found.format, found.rows, found.added, found.changed) == ("own", 2, 2, 0)
    assert found.is_possible
    assert found.periods == ()
    (update,) = found.updates
    assert (update.partner, update.partner_name) == ("partner", "Partner")
    assert (update.period.code, update.before) == ("2026-Q2", None)
    assert (update.status, update.added) == (Status.APPROVED, 2)


def test_what_was_planned_is_done(session, world, cast, clock):
    rows = [row(estimated="true", note="Yes"), row(categories="age=0-17", value="20.0")]
    expected = planned(session, cast.coordinator, own(*rows))

    done = bring(session, cast.coordinator, own(*rows))

    assert done == expected
    assert figures_by_cell(session) == {"": Decimal(42), "age=0-17": Decimal("20.0")}
    total = session.exec(THE_TOTAL).one()
    assert (total.estimated, total.note) == (True, "Yes")
    update = update_of(session, world, cast)
    assert update.status is Status.APPROVED
    assert (update.submitted_at, update.reviewed_at) == (None, clock.now)
    assert update.first_approved_at == clock.now
    assert update.submitted_by == update.reviewed_by == "Cora Coordinator"
    line = session.exec(
        select(AuditLine).where(AuditLine.action == "figures.import")
    ).one()
    assert line.within_id == line.subject_id == world.initiative.id
    assert line.details == {
        "file": "figures.csv",
        "added": "2",
        "changed": "0",
        "removed": "0",
        "why": "Counted again",
    }


def test_importing_twice_leaves_no_trace(session, world, cast, clock):
    upload = own(row(), row(partner="other-partner", indicator="people", value="7"))
    bring(session, cast.coordinator, upload)
    before = everything(session)
    clock.tick(days=1)

    again = bring(session, cast.coordinator, upload)

    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert not again.changes_something
    assert everything(session) == before


def test_a_period_that_is_missing_is_made_and_closed(session, world, cast, clock):
    bring(session, cast.coordinator, own(row(period="2025-Q4")))

    period = session.exec(select(Period).where(Period.id != world.quarter.id)).one()
    assert (period.starts, period.ends) == (
        from_code("2025-Q4").starts,
        from_code("2025-Q4").ends,
    )
    assert (period.rhythm, period.closed_at) == (Rhythm.QUARTER, clock.now)


def test_values_that_are_not_in_the_file_stay(session, world, cast):
    bring(session, cast.coordinator, own(row(), row(categories="age=0-17", value="20")))

    bring(session, cast.coordinator, own(row(value="43")))

    assert figures_by_cell(session) == {"": Decimal(43), "age=0-17": Decimal(20)}


def test_a_row_without_a_figure_empties_its_cell(session, world, cast):
    bring(session, cast.coordinator, own(row(), row(categories="age=0-17", value="20")))

    found = bring(
        session, cast.coordinator, own(row(categories="age=0-17", value=""), row())
    )

    assert (found.removed, found.unchanged) == (1, 1)
    assert figures_by_cell(session) == {"": Decimal(42), "age=0-17": None}


def test_a_row_that_says_nothing_makes_nothing(session, world, cast):
    found = bring(session, cast.coordinator, own(row(value="", status="draft")))

    assert (found.blank, found.changes_something) == (1, False)
    assert session.exec(select(Update)).all() == []


def test_a_change_after_approval_is_written_down(session, world, cast, clock):
    rows = [row(), row(categories="age=0-17", value="20")]
    bring(session, cast.coordinator, own(*rows))
    clock.tick(days=1)

    changed = own(row(value="40"), row(categories="age=18-64", value="5"))
    bring(session, cast.coordinator, changed)

    assert corrections(session) == [("", "42", "40"), ("age=18-64", "", "5")]
    found = session.exec(select(Correction)).all()
    assert {(one.who, one.why, one.at) for one in found} == {
        ("Cora Coordinator", "Counted again (figures.csv)", clock.now)
    }
    update = update_of(session, world, cast)
    assert update.first_approved_at != clock.now


def test_a_changed_note_is_no_correction(session, world, cast):
    bring(session, cast.coordinator, own(row()))

    found = bring(session, cast.coordinator, own(row(note="Counted twice")))

    assert found.changed == 1
    assert session.exec(select(Correction)).all() == []


def test_a_change_before_any_approval_is_no_correction(session, world, cast):
    bring(session, cast.coordinator, own(row(status="submitted")))

    bring(session, cast.coordinator, own(row(status="submitted", value="41")))

    assert session.exec(select(Correction)).all() == []
    assert update_of(session, world, cast).first_approved_at is None


@pytest.mark.parametrize(
    ("status", "brought", "reviewed", "approved"),
    [
        (Status.DRAFT, False, False, False),
        (Status.SUBMITTED, True, False, False),
        (Status.RETURNED, True, True, False),
        (Status.APPROVED, True, True, True),
    ],
)
def test_a_new_update_has_the_times_of_its_status(
    session, world, cast, status, brought, reviewed, approved
):
    bring(session, cast.coordinator, own(row(status=status)))

    update = update_of(session, world, cast)
    assert update.status is status
    assert update.submitted_at is None  # nobody knows when its partner gave it
    assert update.submitted_by == ("Cora Coordinator" if brought else "")
    assert (update.reviewed_at is not None) == reviewed
    assert (update.first_approved_at is not None) == approved


def test_an_update_keeps_its_times_and_gets_the_files_status(
    session, world, cast, clock
):
    yesterday = clock.now
    update = make_update(
        session,
        world.quarter,
        cast.partner,
        status=Status.SUBMITTED,
        submitted_at=yesterday,
        submitted_by="Rita Reporter",
    )
    make_value(session, update, world.people, figure=Decimal(42))
    clock.tick(days=1)

    found = bring(session, cast.coordinator, own(row()))

    assert (found.unchanged, found.changes_something) == (1, True)
    (planned_update,) = found.updates
    assert planned_update.before is Status.SUBMITTED
    assert update.status is Status.APPROVED
    assert (update.submitted_at, update.submitted_by) == (yesterday, "Rita Reporter")
    assert (update.reviewed_by, update.first_approved_at) == (
        "Cora Coordinator",
        clock.now,
    )


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"indicator": "peeple"}, "indicator", "exchange.no_such_indicator"),
        ({"partner": "backbone"}, "partner", "exchange.no_such_partner"),
        ({"categories": "age=65-99"}, "categories", "exchange.no_such_category"),
        ({"categories": "sex=f"}, "categories", "exchange.no_such_category"),
        ({"period": "2026"}, "period", "exchange.other_rhythm"),
        ({"value": "-1"}, "value", "reporting.negative_count"),
        ({"value": "1.5"}, "value", "reporting.not_a_whole_number"),
        (
            {"value": "", "numerator": "1", "denominator": "2"},
            "numerator",
            "exchange.other_columns",
        ),
        ({"indicator": "share"}, "value", "exchange.other_columns"),
        (
            {"indicator": "share", "value": "", "numerator": "3", "denominator": "0"},
            "denominator",
            "reporting.denominator_zero",
        ),
        (
            {"indicator": "share", "value": "", "numerator": "-3", "denominator": "4"},
            "numerator",
            "reporting.negative_count",
        ),
        ({"value": "forty"}, "value", "indicators.not_a_number"),
    ],
)
def test_what_does_not_fit_is_named_by_row_and_column_and_nothing_is_imported(
    session, world, cast, changes, column, code
):
    good = row(partner="other-partner")
    before = everything(session)

    with pytest.raises(Refused) as refused:
        bring(session, cast.coordinator, own(good, row(**changes)))

    assert wrong(refused.value.plan) == [(3, column, code)]
    assert refused.value.params == {"n": 1}
    assert everything(session) == before
    assert wrong(planned(session, cast.coordinator, own(good, row(**changes)))) == [
        (3, column, code)
    ]


def test_an_unknown_indicator_of_an_unknown_partner_is_wrong_twice(
    session, world, cast
):
    found = planned(session, cast.coordinator, own(row(indicator="x", partner="y")))

    assert [code for _, _, code in wrong(found)] == [
        "exchange.no_such_indicator",
        "exchange.no_such_partner",
    ]


def test_all_rows_of_an_update_have_one_status(session, world, cast):
    found = planned(
        session,
        cast.coordinator,
        own(row(), row(categories="age=0-17", value="1", status="draft")),
    )

    assert wrong(found) == [(3, "status", "exchange.status_contradicts")]
    assert found.problems[0].params == {"first": 2, "raw": "approved"}
