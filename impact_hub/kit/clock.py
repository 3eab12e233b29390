"""The only place that reads the clock. Everything else is given the time."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from impact_hub.config import settings

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The current instant, in UTC."""
    return _told.get() or datetime.now(UTC)  # noqa: TID251 - the one place


@contextmanager
def at(moment: datetime) -> Generator[None]:
    """Tell a story: inside, it is `moment`. For the demo world and for tests."""
    before = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(before)


def today() -> date:
    """The current day where the hub is at home."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The day that an instant lies on, where the hub is at home."""
    return instant.astimezone(settings().timezone).date()
