"""When the story happens: everything is counted from the day of loading."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zlib import crc32

from impact_hub.config import settings
from impact_hub.kit.calendar import Rhythm, Span, containing

FIRST, NEWEST, COMING = -11, 0, 1  # quarters
SETTLING = 5  # a quarter that has just ended is not reported on yet
GIVEN = 28  # days from the end of a quarter until its figures are due
LEFT = 14  # … of which so many are left for the newest one
LATELY = 20  # days in which partners have begun with the newest one
CLOSING = 24  # days after the deadline a period is closed


@dataclass(frozen=True)
class Days:
    """The days of the story, for somebody who loads it `today`."""

    today: date

    def span(self, quarter: int) -> Span:
        """A quarter by its number: 0 is the last one that is complete."""
        running = containing(self.today - timedelta(days=SETTLING), Rhythm.QUARTER)
        month = running.starts.year * 12 + running.starts.month - 1
        month += (quarter - 1) * 3
        return containing(date(month // 12, month % 12 + 1, 1), Rhythm.QUARTER)

    def opens(self, quarter: int) -> date:
        """From when on a quarter can be reported on. The coming one can't be yet."""
        day = self.span(quarter).ends + timedelta(days=1)
        soon = self.today + timedelta(days=7)
        return day if quarter <= NEWEST else max(day, soon)

    def due(self, quarter: int) -> date:
        """Until when its figures are asked for."""
        if quarter == NEWEST:
            return self.today + timedelta(days=LEFT)
        return self.opens(quarter) + timedelta(days=GIVEN - 1)

    def first_due(self, quarter: int) -> date:
        """Until when they were at first: a deadline can be put off."""
        return min(self.opens(quarter) + timedelta(days=GIVEN - 1), self.due(quarter))

    def inside(self, quarter: int, share: float) -> datetime:
        """A working hour of the last days that a quarter was open, up to yesterday."""
        first = max(self.opens(quarter), self.today - timedelta(days=LATELY))
        room = (self.today - timedelta(days=1) - first).days
        return moment(first + timedelta(days=round(room * share)), str(share))


def moment(day: date, salt: str, *, hour: int = 9) -> datetime:
    """An instant of a day, always the same one for the same salt."""
    minutes = crc32(salt.encode()) % (7 * 60)
    at_home = datetime.combine(day, time(hour), settings().timezone)
    return (at_home + timedelta(minutes=minutes)).astimezone(UTC)


def among(salt: str, first: int, last: int) -> int:
    """One of several numbers, always the same one for the same salt."""
    return first + crc32(salt.encode()) % (last - first + 1)
