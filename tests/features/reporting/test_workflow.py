"""The life of an update, and of the window in which it can be given."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.indicators.rules.values import Answer, written
from impact_hub.features.reporting.rules import workflow
from impact_hub.features.reporting.rules.workflow import Lock, Status, Window
from impact_hub.kit.errors import Conflict, Invalid

OPENS, DUE = date(2026, 7, 1), date(2026, 7, 31)
CLOSED = datetime(2026, 8, 15, tzinfo=UTC)

ALLOWED = {
    (Status.DRAFT, Status.SUBMITTED),
    (Status.SUBMITTED, Status.APPROVED),
    (Status.SUBMITTED, Status.RETURNED),
    (Status.SUBMITTED, Status.DRAFT),
    (Status.RETURNED, Status.SUBMITTED),
    (Status.APPROVED, Status.RETURNED),
}


@pytest.mark.parametrize("target", Status)
@pytest.mark.parametrize("current", Status)
def test_an_update_goes_only_where_its_life_leads(current, target):
    if (current, target) in ALLOWED:
        assert workflow.move(current, target) is target
    else:
        with pytest.raises(Conflict, match=r"reporting\.move"):
            workflow.move(current, target)


@pytest.mark.parametrize(
    ("submitted", "is_late"),
    [
        ((2026, 3, 31, 21, 59), False),
        ((2026, 3, 31, 22, 0), True),  # midnight in Berlin, in summer
        ((2026, 3, 31, 22, 30), True),
        ((2026, 4, 1, 0, 30), True),
        ((2026, 3, 1, 0, 0), False),
    ],
)
def test_late_is_what_comes_after_the_last_day_where_the_hub_is(submitted, is_late):
    at, due = datetime(*submitted, tzinfo=UTC), date(2026, 3, 31)

    assert workflow.was_late(at, due, ZoneInfo("Europe/Berlin")) is is_late
    assert not workflow.was_late(None, due, UTC)
    assert not workflow.was_late(at, None, UTC)


def test_what_was_handed_in_can_always_be_handed_back():
    for status in Status:
        assert workflow.MOVES[status]


@pytest.mark.parametrize(
    ("opens", "due", "closed", "today", "window"),
    [
        (None, None, None, DUE, Window.PLANNED),
        (OPENS, DUE, None, date(2026, 6, 30), Window.PLANNED),
        (OPENS, DUE, None, OPENS, Window.OPEN),
        (OPENS, DUE, None, DUE, Window.OPEN),
        (OPENS, DUE, None, date(2026, 8, 1), Window.OVERDUE),
        (OPENS, None, None, date(2030, 1, 1), Window.OPEN),
        (OPENS, DUE, CLOSED, OPENS, Window.CLOSED),
        (None, None, CLOSED, OPENS, Window.CLOSED),
    ],
)
def test_a_window_follows_its_dates_and_the_backbone(opens, due, closed, today, window):
    assert workflow.window(opens, due, closed, today=today) is window


@pytest.mark.parametrize(
    ("status", "window", "lock"),
    [
        (Status.DRAFT, Window.OPEN, None),
        (Status.DRAFT, Window.OVERDUE, None),
        (Status.DRAFT, Window.PLANNED, Lock.NOT_OPEN_YET),
        (Status.DRAFT, Window.CLOSED, Lock.CLOSED),
        *[(Status.SUBMITTED, each, Lock.IN_REVIEW) for each in Window],
        *[(Status.APPROVED, each, Lock.APPROVED) for each in Window],
        *[(Status.RETURNED, each, None) for each in Window],
    ],
)
def test_a_lock_says_why(status, window, lock):
    assert workflow.lock(status, window) is lock


@pytest.mark.parametrize(
    ("opens", "due"), [(OPENS, DUE), (OPENS, OPENS), (None, DUE), (OPENS, None)]
)
def test_a_window_is_open_for_a_day_at_least(opens, due):
    workflow.check_window(opens, due)


def test_a_window_does_not_close_before_it_opens():
    with pytest.raises(Invalid, match=r"reporting\.due_before_open") as refused:
        workflow.check_window(DUE, OPENS)

    assert refused.value.field == "due_on"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Answer(), ""),
        (Answer(reason=MissingReason.NOT_COLLECTED), "not_collected"),
        (Answer(figure=Decimal(0)), "0"),
    ],
)
def test_a_corrected_value_is_written_as_files_write_it(value, text):
    assert written(value) == text
