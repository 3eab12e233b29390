"""Stretches of time: their rhythms, codes, and calendar."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

from impact_hub.kit.errors import Invalid


class Rhythm(StrEnum):
    """How often a stretch of time begins."""

    MONTH = auto()
    QUARTER = auto()
    HALF_YEAR = auto()
    YEAR = auto()
    SCHOOL_YEAR = auto()  # 1 August to 31 July
    SPAN = auto()  # any other stretch, such as a project or a survey


MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.HALF_YEAR: 6, Rhythm.YEAR: 12}
SCHOOL_YEAR_BEGINS = 8  # the month

_CODES = {
    Rhythm.MONTH: re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
    Rhythm.QUARTER: re.compile(r"(\d{4})-Q([1-4])"),
    Rhythm.HALF_YEAR: re.compile(r"(\d{4})-H([12])"),
    Rhythm.YEAR: re.compile(r"(\d{4})()"),
    Rhythm.SCHOOL_YEAR: re.compile(r"(\d{4})/(\d{2})"),
}
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From the first day to the last, both included, in a rhythm."""

    starts: date
    ends: date
    rhythm: Rhythm

    @property
    def code(self) -> str:
        """Its name in addresses and files.

        `2026-03`, `2026-Q2`, `2026-H1`, `2026`, `2025/26`, `2023-05-17..2023-06-11`.
        """
        year, month = self.starts.year, self.starts.month
        match self.rhythm:
            case Rhythm.MONTH:
                return f"{year}-{month:02}"
            case Rhythm.QUARTER:
                return f"{year}-Q{(month + 2) // 3}"
            case Rhythm.HALF_YEAR:
                return f"{year}-H{(month + 5) // 6}"
            case Rhythm.YEAR:
                return f"{year}"
            case Rhythm.SCHOOL_YEAR:
                return f"{year}/{(year + 1) % 100:02}"
            case Rhythm.SPAN:
                return f"{self.starts}..{self.ends}"

    def overlaps(self, other: "Span") -> bool:
        """Whether both share a day. Only periods of one rhythm must not."""
        return self.starts <= other.ends and other.starts <= self.ends


def span_of(starts: date, ends: date, rhythm: Rhythm = Rhythm.SPAN) -> Span:
    """The span between two days, refused where it ends before it starts."""
    if ends < starts:
        raise Invalid("calendar.ends_before_start", field="ends")
    return Span(starts, ends, rhythm)


def containing(day: date, rhythm: Rhythm) -> Span:
    """The period of a regular rhythm that `day` lies in."""
    if rhythm is Rhythm.SCHOOL_YEAR:
        year = day.year if day.month >= SCHOOL_YEAR_BEGINS else day.year - 1
        begins = date(year, SCHOOL_YEAR_BEGINS, 1)
        return Span(begins, _add_months(begins, 12) - timedelta(days=1), rhythm)
    months = MONTHS[rhythm]
    begins = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Span(begins, _add_months(begins, months) - timedelta(days=1), rhythm)


def calendar(first: date, last: date, rhythm: Rhythm) -> Iterator[Span]:
    """Every period of a regular rhythm that begins between two days, in order.

    The one that `first` lies in is the first, even where it began earlier.
    """
    span = containing(first, rhythm)
    while span.starts <= last:
        yield span
        if span.ends >= date(date.max.year - 2, 1, 1):
            return
        span = containing(span.ends + timedelta(days=1), rhythm)


def from_code(code: str) -> Span:
    """The span for its code; Invalid where the code is none."""
    for rhythm, pattern in _CODES.items():
        if found := pattern.fullmatch(code):
            return _numbered(rhythm, int(found[1]), found[2], code)
    if found := _SPAN.fullmatch(code):
        try:
            return span_of(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
        except ValueError:
            raise _no_period(code) from None
    raise _no_period(code)


def _numbered(rhythm: Rhythm, year: int, number: str, code: str) -> Span:
    if not 1 <= year < date.max.year - 2:
        raise _no_period(code)
    if rhythm is Rhythm.SCHOOL_YEAR:
        if int(number) != (year + 1) % 100:
            raise _no_period(code)
        return containing(date(year, SCHOOL_YEAR_BEGINS, 1), rhythm)
    month = (int(number or 1) - 1) * MONTHS[rhythm] + 1
    return containing(date(year, month, 1), rhythm)


def _no_period(code: str) -> Invalid:
    return Invalid("calendar.no_such_code", field="period", raw=code[:40])


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
