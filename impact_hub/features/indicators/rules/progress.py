"""How far along: progress from the baseline to the target, and what it is called."""

from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from typing import NamedTuple

# Progress against the share of time that has passed: from here on it is called …
ON_TRACK_FROM = Decimal("0.9")
WATCH_FROM = Decimal("0.7")


class Standing(StrEnum):
    """Where an indicator stands. Shown as a word and a shape, then a colour."""

    REACHED = auto()
    ON_TRACK = auto()
    WATCH = auto()
    BEHIND = auto()
    UNCERTAIN = auto()  # the ends of a range say different things
    TOO_LITTLE = auto()  # too little is reported to say anything
    NO_FIGURE = auto()


class Made(NamedTuple):
    """How far along: of a range both ends, else twice the same."""

    low: Decimal
    high: Decimal


def progress(
    actual: Decimal | None, *, baseline: Decimal | None, target: Decimal | None
) -> Decimal | None:
    """(actual - baseline) / (target - baseline), for rising and falling targets alike.

    Undefined where a part is missing or the target is the baseline. Not capped: below 0
    it went the wrong way, above 1 it went past the target. A missing baseline counts
    as 0 only where the caller says so by giving 0.
    """
    if actual is None or baseline is None or target is None or target == baseline:
        return None
    return (actual - baseline) / (target - baseline)


def both_ends(
    low: Decimal | None, high: Decimal | None, *, baseline: Decimal, target: Decimal
) -> Made | None:
    """The progress of a figure, judged at both ends where it is a range.

    677-2,166 of 2,900 is 23-75 %. Towards a falling target the upper end of the figure
    is the lower end of the progress.
    """
    ends = [
        progress(end, baseline=baseline, target=target)
        for end in (high if low is None else low, high)
    ]
    known = [end for end in ends if end is not None]
    return Made(min(known), max(known)) if known else None


def time_passed(today: date, *, since: date, due: date) -> Decimal:
    """The share of the time from `since` to `due` that has passed, from 0 to 1."""
    if due <= since:
        return Decimal(today >= due)
    share = Decimal((today - since).days) / Decimal((due - since).days)
    return min(max(share, Decimal(0)), Decimal(1))


def standing(
    made: Made | None, passed: Decimal, *, is_covered: bool = True
) -> Standing:
    """Name the progress `made` when the share `passed` of the time has passed.

    There is a verdict only where enough was reported, and both ends of a range agree.
    """
    if made is None:
        return Standing.NO_FIGURE
    if not is_covered:
        return Standing.TOO_LITTLE
    low, high = (_standing(end, passed) for end in made)
    return low if low is high else Standing.UNCERTAIN


def _standing(made: Decimal, passed: Decimal) -> Standing:
    if made >= 1:
        return Standing.REACHED
    if made >= passed * ON_TRACK_FROM:
        return Standing.ON_TRACK
    if made >= passed * WATCH_FROM:
        return Standing.WATCH
    return Standing.BEHIND
