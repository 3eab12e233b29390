"""Days, months and stretches of days as people write them, in English and German."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from impact_hub.kit.calendar import Rhythm, Span, containing

_NAMES = (
    ("january", "januar", "jänner", "jan"),
    ("february", "februar", "feb"),
    ("march", "märz", "maerz", "mar", "mrz"),
    ("april", "apr"),
    ("may", "mai"),
    ("june", "juni", "jun"),
    ("july", "juli", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oktober", "oct", "okt"),
    ("november", "nov"),
    ("december", "dezember", "dec", "dez"),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}

_WRITTEN = (
    r"(?P<year>[12]\d{3})-(?P<month>\d{2})-(?P<day>\d{2})",
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>[12]\d{3})?",
    r"((?P<day>\d{1,2})(st|nd|rd|th|\.)?\s*)?(?P<month>[a-zä]{3,9})\.?,?"
    r"\s*(?P<year>[12]\d{3})?",
    r"(?P<month>[a-zä]{3,9})\.?\s+(?P<day>\d{1,2})(st|nd|rd|th)?"
    r"(,?\s+(?P<year>[12]\d{3}))?",
    r"(?P<year>[12]\d{3})",
    r"(?P<day>\d{1,2})(st|nd|rd|th|\.)?",
)
_PATTERNS = tuple(re.compile(pattern, re.ASCII) for pattern in _WRITTEN)
_FROM = re.compile(r"(from|von|vom)\s+")
_TO = re.compile(
    r"\s+(?:to|until|till|through|bis(?:\s+zum)?)\s+"
    r"|\s*–\s*|\s+-\s+|\.\.|(?<=[a-zä])-(?=[a-zä])"
)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A day, a month or a year; in the first half of a stretch also parts of one."""

    year: int | None
    month: int | None
    day: int | None


def read_days(text: str) -> Span | None:
    """The span that a day, a month or a stretch of days, months or years stands for.

    In "17 May to 11 June 2023" the first day takes its year from the last one; where it
    would come after it, the year before. Days like "3/4/2023" are unknown: one cannot
    tell the day from the month.
    """
    ends = _TO.split(_FROM.sub("", text.casefold(), count=1))
    moments = [_moment(end.strip()) for end in ends]
    try:
        match moments:
            case [_Moment(year=int()) as only]:
                return _single(only)
            case [_Moment() as first, _Moment(year=int()) as last]:
                return _stretch(first, last)
            case _:
                return None
    except ValueError:  # no such day, such as 31 June
        return None


def _moment(text: str) -> _Moment | None:
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            month = parts.get("month")
            number = _MONTHS.get(month, 0) if month and month.isalpha() else month
            return _Moment(
                _number(parts.get("year")), _number(number), _number(parts.get("day"))
            )
    return None


def _number(text: str | int | None) -> int | None:
    return None if text is None else int(text)


def _single(moment: _Moment) -> Span | None:
    if moment.month is None:
        return None  # a year: that is not for here
    first = _first_day(moment)
    if moment.day is None:
        return containing(first, Rhythm.MONTH)
    return Span(first, first, Rhythm.SPAN)


def _stretch(first: _Moment, last: _Moment) -> Span | None:
    if first.year is None and last.month is None:
        return None  # "17 May to 2020"
    if first.month is None and first.day is not None:
        if last.day is None:
            return None  # "17 to May 2020"
        first = _Moment(last.year, last.month, first.day)
    ends = _last_day(last)
    if first.year is not None:
        starts = _first_day(first)
    else:
        starts = _first_day(_Moment(last.year, first.month, first.day))
        if starts > ends:
            starts = _first_day(_Moment(ends.year - 1, first.month, first.day))
    return Span(starts, ends, Rhythm.SPAN) if starts <= ends else None


def _first_day(moment: _Moment) -> date:
    return date(moment.year or 0, _or(moment.month, 1), _or(moment.day, 1))


def _last_day(moment: _Moment) -> date:
    year, month = moment.year or 0, _or(moment.month, 12)
    if moment.day is None and 1 <= month <= 12:
        return date(year, month, monthrange(year, month)[1])
    return date(year, month, _or(moment.day, 1))


def _or(number: int | None, default: int) -> int:
    return default if number is None else number
