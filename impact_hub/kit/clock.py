"""The only place that reads the clock. Everything else is given the time."""

from datetime import UTC, date, datetime

from impact_hub.config import settings


def now() -> datetime:
    """The current instant, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place


def today() -> date:
    """The current day where the hub is at home."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The day that an instant lies on, where the hub is at home."""
    return instant.astimezone(settings().timezone).date()
