"""Stretches of time: their rhythms, codes, and calendar."""

import re
from collections.abc import Iterable, Iterator
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

# Periods begin in these years: what comes after them can still be written as a date.
_YEARS = range(1, date.max.year)

_CODES = {
    Rhythm.MONTH: re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII),
    Rhythm.QUARTER: re.compile(r"(\d{4})-Q([1-4])", re.ASCII),
    Rhythm.HALF_YEAR: re.compile(r"(\d{4})-H([12])", re.ASCII),
    Rhythm.YEAR: re.compile(r"(\d{4})()", re.ASCII),
    Rhythm.SCHOOL_YEAR: re.compile(r"(\d{4})/(\d{2})", re.ASCII),
}
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", re.ASCII)


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
                return f"{year:04}-{month:02}"
            case Rhythm.QUARTER:
                return f"{year:04}-Q{(month + 2) // 3}"
            case Rhythm.HALF_YEAR:
                return f"{year:04}-H{(month + 5) // 6}"
            case Rhythm.YEAR:
                return f"{year:04}"
            case Rhythm.SCHOOL_YEAR:
                return f"{year:04}/{(year + 1) % 100:02}"
            case _:
                return f"{self.starts}..{self.ends}"

    def overlaps(self, other: "Span") -> bool:
        """Whether both share a day. Only periods of one rhythm must not."""
        return self.starts <= other.ends and other.starts <= self.ends


def runs_of(spans: Iterable[Span]) -> list[tuple[date, date]]:
    """The stretches that spans cover, from a day to a day, without the gaps between.

    2010, 2011 and 2013 are two: 2010 to 2011, and 2013.
    """
    runs: list[tuple[date, date]] = []
    for span in sorted(spans):
        starts, ends = runs[-1] if runs else (span.starts, date.min)
        if runs and span.starts <= ends + timedelta(days=1):
            runs[-1] = starts, max(ends, span.ends)
        else:
            runs.append((span.starts, span.ends))
    return runs


def span_of(starts: date, ends: date, rhythm: Rhythm = Rhythm.SPAN) -> Span:
    """The span between two days, refused where it ends before it starts."""
    if ends < starts:
        raise Invalid("calendar.ends_before_start", field="ends")
    return Span(starts, ends, rhythm)


def containing(day: date, rhythm: Rhythm) -> Span:
    """The period of a regular rhythm that `day` lies in."""
    if rhythm is Rhythm.SCHOOL_YEAR:
        year = day.year if day.month >= SCHOOL_YEAR_BEGINS else day.year - 1
        month, months = SCHOOL_YEAR_BEGINS, 12
    else:
        months = MONTHS[rhythm]
        year, month = day.year, (day.month - 1) // months * months + 1
    if year not in _YEARS:
        raise _no_period(day.isoformat())
    next_month = year * 12 + month - 1 + months
    next_begins = date(next_month // 12, next_month % 12 + 1, 1)
    return Span(date(year, month, 1), next_begins - timedelta(days=1), rhythm)


def calendar(first: date, last: date, rhythm: Rhythm) -> Iterator[Span]:
    """Every period of a regular rhythm that begins between two days, in order.

    The one that `first` lies in is the first, even where it began earlier.
    """
    span = containing(first, rhythm)
    while span.starts <= last:
        yield span
        following = span.ends + timedelta(days=1)
        if following.year not in _YEARS:
            return
        span = containing(following, rhythm)


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
    if year not in _YEARS:
        raise _no_period(code)
    if rhythm is Rhythm.SCHOOL_YEAR:
        if int(number) != (year + 1) % 100:
            raise _no_period(code)
        return containing(date(year, SCHOOL_YEAR_BEGINS, 1), rhythm)
    month = (int(number or 1) - 1) * MONTHS[rhythm] + 1
    return containing(date(year, month, 1), rhythm)


def _no_period(code: str) -> Invalid:
    return Invalid("calendar.no_such_code", field="period", raw=code[:40])
