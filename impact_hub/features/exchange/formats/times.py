"""What stretch of time the labels of a Year column stand for.

Most labels can be read in one way only. Some could be two things: "2011-12" is a
school year or a December, "2003-06" a June or four years. Such a label is read as
those labels of its file are that leave no choice. Where they say nothing, a school
year goes before a month, and a month before a span of years; where they disagree,
nobody can know, and the label is unknown.

Some are read in a way that somebody should look at: 2023/24 need not begin in August,
and 2026-01-01 beside 2026-02-01 hardly means two days.
"""

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

from impact_hub.kit.calendar import SCHOOL_YEAR_BEGINS, Rhythm, Span, containing

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


# What a label can mean, the likelier first.
Readings = list[Span]

_LONGEST = 60  # what is longer is no label of a time, and is not looked at closely

_MIDNIGHT = re.compile(r"(?<=\d)[T ]00:00(:00(\.0+)?)?(Z|\+00:00)?$", re.ASCII)
_YEAR = re.compile(r"([12]\d{3})(?:\.0)?", re.ASCII)
_TWO_YEARS = re.compile(r"([12]\d{3})\s*([-–/])\s*([12]\d{3})", re.ASCII)
_TWO_DIGITS = re.compile(r"([12]\d{3})\s*[-–/]\s*(\d{2})", re.ASCII)
_NUMBERED = re.compile(r"([12]\d{3})\s*([-/])\s*([1-9]|1[0-2])", re.ASCII)
_MONTH_FIRST = re.compile(r"(0[1-9]|1[0-2])\s*[/.]\s*([12]\d{3})", re.ASCII)
_PARTS = (
    r"(?P<year>[12]\d{3})[-\s/]?(?P<kind>[QHSM])(?P<number>\d{1,2})",
    r"(?P<kind>[QHS])(?P<number>\d)[-\s/]+(?P<year>[12]\d{3})",
    r"(?P<number>\d)(\.|st|nd|rd|th)?\s*(?P<kind>q|h)"
    r"(uarter|uartal|alf([-\s]year)?|albjahr|j\.?)\s*(of\s+)?(?P<year>[12]\d{3})",
)
_PART_PATTERNS = tuple(re.compile(p, re.ASCII | re.IGNORECASE) for p in _PARTS)
_KINDS = {
    "q": Rhythm.QUARTER,
    "h": Rhythm.HALF_YEAR,
    "s": Rhythm.HALF_YEAR,
    "m": Rhythm.MONTH,
}
_PER_YEAR = {Rhythm.MONTH: 12, Rhythm.QUARTER: 4, Rhythm.HALF_YEAR: 2}


class YearBegins(StrEnum):
    """When a year begins that is written like 2023/24."""

    SCHOOL = auto()  # in August
    APRIL = auto()
    JULY = auto()
    OCTOBER = auto()
    CALENDAR = auto()  # these are two calendar years


# What days in a column of years may stand for, as the person says it.
DATES: Mapping[str, Rhythm] = {
    "day": Rhythm.SPAN,
    "month": Rhythm.MONTH,
    "quarter": Rhythm.QUARTER,
    "half_year": Rhythm.HALF_YEAR,
    "year": Rhythm.YEAR,
}
_BEGINS = {YearBegins.APRIL: 4, YearBegins.JULY: 7, YearBegins.OCTOBER: 10}


@dataclass(frozen=True, slots=True)
class Times:
    """What the labels of a file stand for, and which of them could be meant otherwise.

    `school_years` and `days` are such labels: of years like 2023/24, and of days that
    begin or end a month, a quarter or a year.
    """

    spans: Mapping[str, Span | None]
    school_years: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


def read_years(
    labels: Iterable[str],
    *,
    begins: YearBegins | None = None,
    dates: Rhythm | None = None,
) -> Times:
    """The span of each label, read together; None where it is unknown.

    Years, school years, spans of years, half-years, quarters, months, days and
    stretches of days. "2018/1" is a half-year where no label of the file goes beyond
    /2, a quarter up to /4, and a month beyond that. `begins` and `dates` are how the
    person wants 2023/24 and 2026-01-01 to be read; `dates` as a span is the day itself.
    """
    given = list(dict.fromkeys(labels))
    most = _largest_parts(given)
    found = {label: _readings(_without_midnight(label), most) for label in given}
    settled = {one[0].rhythm for one in found.values() if len(one) == 1}
    spans = {label: _chosen(readings, settled) for label, readings in found.items()}
    school = [label for label, one in spans.items() if _is(one, Rhythm.SCHOOL_YEAR)]
    if begins:
        spans |= {label: _year_from(spans[label], begins) for label in school}
    days = {label: one.starts for label, one in spans.items() if one and _is_day(one)}
    rhythm = dates or rhythm_of_days(days.values())
    if rhythm is None or rhythm is Rhythm.SPAN:
        return Times(spans, () if begins else tuple(school))
    read = {label: containing(day, rhythm) for label, day in days.items()}
    return Times(
        {**spans, **read},
        () if begins else tuple(school),
        () if dates else tuple(days),
    )


def rhythm_of_days(days: Collection[date]) -> Rhythm | None:
    """What days stand for that all begin a period, or that all end one.

    The longest that fits: 31 December of two years are two years, the first of January
    and of February are two months. A single 1 July may begin half a year, but is taken
    for a month. None: they are days.
    """
    months = {(day.month - 1) for day in days if day.day == 1}
    if days and not all(day.day == 1 for day in days):
        last = [day + timedelta(days=1) for day in days]
        if not all(day.day == 1 for day in last):
            return None
        months = {(day.month - 1) for day in last}
    for rhythm, every in _LONGEST_FIRST if months else ():
        if all(month % every == 0 for month in months):
            is_sure = rhythm in (Rhythm.YEAR, Rhythm.MONTH) or len(months) > 1
            if is_sure:
                return rhythm
    return None


_LONGEST_FIRST = (
    (Rhythm.YEAR, 12),
    (Rhythm.HALF_YEAR, 6),
    (Rhythm.QUARTER, 3),
    (Rhythm.MONTH, 1),
)


def _without_midnight(label: str) -> str:
    """A program that knows only moments writes midnight behind a day."""
    return _MIDNIGHT.sub("", label.strip())


def _is(span: Span | None, rhythm: Rhythm) -> bool:
    return span is not None and span.rhythm is rhythm


def _is_day(span: Span) -> bool:
    return span.rhythm is Rhythm.SPAN and span.starts == span.ends


def _year_from(school_year: Span | None, begins: YearBegins) -> Span | None:
    if school_year is None or begins is YearBegins.SCHOOL:
        return school_year
    year = school_year.starts.year
    if begins is YearBegins.CALENDAR:
        return _years(year, year + 1)
    starts = date(year, _BEGINS[begins], 1)
    return Span(starts, starts.replace(year=year + 1) - timedelta(days=1), Rhythm.SPAN)


def _chosen(readings: Readings, settled: set[Rhythm]) -> Span | None:
    fitting = [span for span in readings if span.rhythm in settled]
    if len(fitting) > 1:
        return None
    return next(iter(fitting or readings), None)


def _readings(text: str, most: Mapping[str, int]) -> Readings:
    """All that a label can mean by itself."""
    if len(text) > _LONGEST:
        return []
    for pattern, read in _READERS:
        if found := pattern.fullmatch(text):
            return read(found)
    if found := _NUMBERED.fullmatch(text):
        return [_numbered(int(found[1]), int(found[3]), most[found[2]])]
    span = read_days(text)
    return [span] if span else []


def _one_year(found: re.Match[str]) -> Readings:
    return [_part(int(found[1]), Rhythm.YEAR, 1)]


def _month_first(found: re.Match[str]) -> Readings:
    return [_part(int(found[2]), Rhythm.MONTH, int(found[1]))]


def _part_of_year(found: re.Match[str]) -> Readings:
    rhythm, number = _KINDS[found["kind"].casefold()], int(found["number"])
    if 1 <= number <= _PER_YEAR[rhythm]:
        return [_part(int(found["year"]), rhythm, number)]
    return []


def _two_years(found: re.Match[str]) -> Readings:
    """2012/2013 is a school year; 2012-2013 may be two years; 2003-2006 is four."""
    first, mark, last = int(found[1]), found[2], int(found[3])
    spans = [_years(first, last)] if first < last else []
    if last != first + 1:
        return spans
    return [_school_year(first), *(spans if mark != "/" else [])]


def _two_digits(found: re.Match[str]) -> Readings:
    """2012/13 is a school year, 2018-03 a month, 2014-17 four years."""
    year, number = int(found[1]), int(found[2])
    readings: Readings = []
    if number == (year + 1) % 100:
        readings.append(_school_year(year))
    if 1 <= number <= 12:
        readings.append(_part(year, Rhythm.MONTH, number))
    last = year - year % 100 + number
    if last > year + 1:
        readings.append(_years(year, last))
    return readings


def _numbered(year: int, number: int, most: int) -> Span:
    """2018/1: what it is depends on how far the numbers of the file go."""
    rhythm = next(
        rhythm
        for rhythm in (Rhythm.HALF_YEAR, Rhythm.QUARTER, Rhythm.MONTH)
        if most <= _PER_YEAR[rhythm]
    )
    return _part(year, rhythm, number)


def _largest_parts(labels: Iterable[str]) -> dict[str, int]:
    """How far the numbers behind "-" and "/" go, possible school years left aside."""
    most: dict[str, int] = {}
    for label in labels:
        found = _NUMBERED.fullmatch(label.strip())
        if found and found[3] != f"{(int(found[1]) + 1) % 100:02}":
            most[found[2]] = max(most.get(found[2], 0), int(found[3]))
    return most


def _part(year: int, rhythm: Rhythm, number: int) -> Span:
    months = 12 // _PER_YEAR.get(rhythm, 1)
    return containing(date(year, (number - 1) * months + 1, 1), rhythm)


def _school_year(year: int) -> Span:
    return containing(date(year, SCHOOL_YEAR_BEGINS, 1), Rhythm.SCHOOL_YEAR)


def _years(first: int, last: int) -> Span:
    return Span(date(first, 1, 1), date(last, 12, 31), Rhythm.SPAN)


_READERS = (
    (_YEAR, _one_year),
    *((pattern, _part_of_year) for pattern in _PART_PATTERNS),
    (_MONTH_FIRST, _month_first),
    (_TWO_YEARS, _two_years),
    (_TWO_DIGITS, _two_digits),
)
