"""A clock that stands still."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from impact_hub.config import settings

NOON = datetime(2026, 7, 1, 10, tzinfo=UTC)  # 12:00 in Berlin


@dataclass
class Clock:
    """Whatever asks for the time is told `now`."""

    now: datetime = NOON

    def tick(self, **step: float) -> None:
        """Let time pass: `clock.tick(days=3)`."""
        self.now += timedelta(**step)

    def go_to(self, day: date, hour: int = 12) -> None:
        """Let it be noon of a day, where the hub is at home."""
        at_home = datetime(
            day.year, day.month, day.day, hour, tzinfo=settings().timezone
        )
        self.now = at_home.astimezone(UTC)
