"""The life of an update, and of the window in which it can be given. Pure."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum, auto
from types import MappingProxyType

from impact_hub.kit.errors import Conflict, Invalid

# So much fits into a reason, and into a note on a period.
LONGEST_REASON = 2000
LONGEST_NOTE = 4000
LONGEST_REMARK = 1000


class Status(StrEnum):
    """Where an update is."""

    DRAFT = auto()
    SUBMITTED = auto()
    RETURNED = auto()
    APPROVED = auto()


MOVES: Mapping[Status, frozenset[Status]] = MappingProxyType(
    {
        Status.DRAFT: frozenset({Status.SUBMITTED}),
        Status.SUBMITTED: frozenset({Status.APPROVED, Status.RETURNED, Status.DRAFT}),
        Status.RETURNED: frozenset({Status.SUBMITTED}),
        # Its partner may begin a correction, too: see `service.correcting`.
        Status.APPROVED: frozenset({Status.RETURNED}),
    }
)

# In these the partner's people write.
OPEN_TO_PARTNER = frozenset({Status.DRAFT, Status.RETURNED})


def move(current: Status, target: Status) -> Status:
    """Return `target` if an update may go there from `current`."""
    if target not in MOVES[current]:
        raise Conflict("reporting.move", current=current.value, target=target.value)
    return target


def is_being_corrected(status: Status, approved_at: datetime | None) -> bool:
    """Whether what was approved still counts while its correction is on its way."""
    return approved_at is not None and status is not Status.APPROVED


class Window(StrEnum):
    """Where a period is in its life. Its dates decide, and the backbone's closing."""

    PLANNED = auto()  # cannot be reported on yet
    OPEN = auto()
    OVERDUE = auto()  # past its due date: late, but still possible
    CLOSED = auto()


def window(
    opens_on: date | None,
    due_on: date | None,
    closed_at: datetime | None,
    *,
    today: date,
) -> Window:
    """What a period allows today."""
    if closed_at is not None:
        return Window.CLOSED
    if opens_on is None or today < opens_on:
        return Window.PLANNED
    if due_on is not None and today > due_on:
        return Window.OVERDUE
    return Window.OPEN


def was_late(submitted_at: datetime | None, due_on: date | None, zone: tzinfo) -> bool:
    """Whether an update came after its due date was over, where the hub is at home.

    Due on 31 March, in Berlin: what came at 22:30 UTC of that day came on 1 April.
    """
    if submitted_at is None or due_on is None:
        return False
    return submitted_at >= datetime.combine(due_on + timedelta(days=1), time(), zone)


class Lock(StrEnum):
    """Why an update cannot be written in. It is told, with who can open it."""

    NOT_OPEN_YET = auto()
    CLOSED = auto()
    IN_REVIEW = auto()
    APPROVED = auto()


LOCK_SENTENCES: Mapping[Lock, str] = {
    Lock.NOT_OPEN_YET: "reporting.locked_not_open_yet",
    Lock.CLOSED: "reporting.locked_closed",
    Lock.IN_REVIEW: "reporting.locked_in_review",
    Lock.APPROVED: "reporting.locked_approved",
}


def lock(status: Status, now: Window, *, is_correction: bool = False) -> Lock | None:
    """Why the partner cannot write; None: it can.

    A returned update stays open after its period has closed: the backbone asked for it.
    So does a correction that the partner has begun: the backbone decides on it anyway.
    """
    if status is Status.SUBMITTED:
        return Lock.IN_REVIEW
    if status is Status.APPROVED:
        return Lock.APPROVED
    if status is Status.RETURNED or is_correction:
        return None
    if now is Window.PLANNED:
        return Lock.NOT_OPEN_YET
    return Lock.CLOSED if now is Window.CLOSED else None


def shown(status: Status | None, now: Window) -> str:
    """What an update is called: where nobody has begun it, "none", or "not_reported"
    once its period is closed."""
    if status is not None:
        return status.value
    return "not_reported" if now is Window.CLOSED else "none"


def check_window(opens_on: date | None, due_on: date | None) -> None:
    """Refuse a window that closes before it opens."""
    if opens_on is not None and due_on is not None and due_on < opens_on:
        raise Invalid("reporting.due_before_open", field="due_on")
