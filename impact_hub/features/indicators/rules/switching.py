"""From everyone to the named ones and back: what was asked of a partner stays so.

Who is there, or was, is asked afterwards for exactly what it was asked for before. Only
for those that come later it is otherwise.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from impact_hub.features.indicators.rules.owing import Assigned, Stretch, Time
from impact_hub.kit.calendar import Rhythm, containing

_DAY = timedelta(days=1)


def to_name(times: Iterable[Stretch], assigned: Iterable[Assigned]) -> list[Time]:
    """For which time a partner is to be named, so that it is asked as it was as one of
    all. Its exceptions stay: they hold for named ones too."""
    whole = _whole(times)
    is_named = any(
        one.is_asked and one.starts <= whole.starts and one.ends is None
        for one in assigned
    )
    return [] if is_named else [whole]


def to_let_off(
    times: Iterable[Stretch],
    assigned: Iterable[Assigned],
    starts: date,
    rhythm: Rhythm,
) -> list[Time]:
    """The exceptions that a partner needs, so that it is not asked for more than it was
    named for. An exception lets off for every period that it touches, and a name counts
    for each of them: so names are widened to whole periods.

    takes part          ├──────────────────────────→
    named                   ├─────┤
    quarters      │  Q1   │  Q2   │  Q3   │  Q4   │
    named, whole          ├───────────────┤
    exceptions          ├─┤               ├─────────→
    """
    whole = _widened(_whole(times), rhythm)
    begins, gaps = max(whole.starts, starts), list[Time]()
    names = (_widened(one, rhythm) for one in assigned if one.is_asked)
    for name in sorted(names, key=lambda each: each.starts):
        if name.starts > begins:
            gaps.append(Time(begins, name.starts - _DAY))
        if name.ends is None:
            return _until(gaps, whole.ends)
        begins = max(begins, name.ends + _DAY)
    return _until([*gaps, Time(begins)], whole.ends)


def _whole(times: Iterable[Stretch]) -> Time:
    """From when a partner takes part at first to when it does no longer."""
    every = list(times)
    ends = [one.ends for one in every if one.ends is not None]
    is_there = len(ends) < len(every)
    return Time(min(one.starts for one in every), None if is_there else max(ends))


def _widened(one: Stretch, rhythm: Rhythm) -> Time:
    """A time with all of the periods that it touches; spans have no calendar."""
    if rhythm is Rhythm.SPAN:
        return Time(one.starts, one.ends)
    ends = None if one.ends is None else containing(one.ends, rhythm).ends
    return Time(containing(one.starts, rhythm).starts, ends)


def _until(gaps: Iterable[Time], last: date | None) -> list[Time]:
    """The gaps as far as they lie before the end."""
    if last is None:
        return list(gaps)
    return [
        Time(gap.starts, last if gap.ends is None else min(gap.ends, last))
        for gap in gaps
        if gap.starts <= last
    ]
