"""Who owes what: which partner is asked for which indicator, and for which periods.

Forms, the matrix, what is due, coverage and reminders ask only this. Four things must
all share a day with a period: the indicator is asked for at that time, the partner
takes part, it is asked (as everyone, or named), and no exception lets it off.

    indicator   ├──────────────────────────→          asked of everyone since January
    partner            ├───────────────────→          takes part since May
    exception                  ├────┤                 let off in August and September
    quarters    │  Q1   │  Q2   │  Q3   │  Q4   │
    owed                    ✓               ✓         Q3 shares days with the exception

An exception that only touches a period lets off for all of it: half a quarter is not
asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Protocol, TypeVar

from impact_hub.kit.calendar import Rhythm, Span


class AskedOf(StrEnum):
    """Of whom an indicator is asked."""

    EVERYONE = auto()  # all partners, but for exceptions
    NAMED = auto()  # the partners that are assigned


class Stretch(Protocol):
    """From a day to a day, both included; without an end: until further notice."""

    @property
    def starts(self) -> date: ...
    @property
    def ends(self) -> date | None: ...


class PartnerStretch(Stretch, Protocol):
    """A time in which something holds for a partner."""

    @property
    def organisation_id(self) -> int: ...


P = TypeVar("P", bound=PartnerStretch)


class TakesPart(Protocol):
    """A partner, and when it takes part: once, or again after a while."""

    @property
    def organisation_id(self) -> int: ...
    @property
    def times(self) -> Sequence[Stretch]: ...


class Assigned(PartnerStretch, Protocol):
    """This partner is asked, or expressly not asked, from … to …"""

    @property
    def is_asked(self) -> bool: ...


class Asking(Stretch, Protocol):
    """An indicator, as far as it matters who owes it."""

    @property
    def id(self) -> int: ...
    @property
    def rhythm(self) -> Rhythm: ...
    @property
    def asked_of(self) -> AskedOf: ...
    @property
    def assignments(self) -> Sequence[Assigned]: ...


@dataclass(frozen=True, slots=True)
class Time:
    """A stretch of time as a value."""

    starts: date
    ends: date | None = None


def meets(stretch: Stretch, span: Stretch) -> bool:
    """Whether two stretches of time share a day."""
    return (stretch.ends is None or span.starts <= stretch.ends) and (
        span.ends is None or stretch.starts <= span.ends
    )


def takes_part(times: Iterable[Stretch], span: Span) -> bool:
    """Whether somebody who takes part at these times does so in a period."""
    return any(meets(one, span) for one in times)


def is_asked(indicator: Asking, organisation_id: int, span: Span) -> bool:
    """Whether an indicator is asked of a partner that takes part in this period."""
    if indicator.rhythm != span.rhythm or not meets(indicator, span):
        return False
    named = [
        one.is_asked
        for one in indicator.assignments
        if one.organisation_id == organisation_id and meets(one, span)
    ]
    if indicator.asked_of is AskedOf.EVERYONE:
        return all(named)
    return any(named) and all(named)


def owes(
    indicator: Asking,
    organisation_id: int,
    partners: Iterable[TakesPart],
    span: Span,
) -> bool:
    """Whether a partner owes an indicator for a period."""
    there = any(
        one.organisation_id == organisation_id and takes_part(one.times, span)
        for one in partners
    )
    return there and is_asked(indicator, organisation_id, span)


class Owed:
    """Who owes what, of many indicators and partners at once."""

    def __init__(
        self, indicators: Iterable[Asking], partners: Iterable[TakesPart]
    ) -> None:
        self._indicators = list(indicators)
        self._times = {one.organisation_id: one.times for one in partners}
        self._assignments = {
            each.id: _by_partner(each.assignments) for each in self._indicators
        }
        self._partners: dict[tuple[int, Span], frozenset[int]] = {}
        self._there: dict[Span, frozenset[int]] = {}

    def partners(self, indicator: Asking, span: Span) -> frozenset[int]:
        """The partners that owe an indicator for a period."""
        key = indicator.id, span
        if key not in self._partners:
            self._partners[key] = self._find(indicator, span)
        return self._partners[key]

    def indicators(self, organisation_id: int, span: Span) -> list[Asking]:
        """What a partner owes for a period, in the order of the indicators."""
        return [
            each
            for each in self._indicators
            if organisation_id in self.partners(each, span)
        ]

    def anybody(self, span: Span) -> frozenset[int]:
        """The partners that owe anything for a period."""
        each = (self.partners(one, span) for one in self._indicators)
        return frozenset[int]().union(*each)

    def _find(self, indicator: Asking, span: Span) -> frozenset[int]:
        if indicator.rhythm != span.rhythm or not meets(indicator, span):
            return frozenset()
        there = self._taking_part(span)
        everyone = indicator.asked_of is AskedOf.EVERYONE
        named = {
            partner: [one.is_asked for one in assignments if meets(one, span)]
            for partner, assignments in self._assignments.get(indicator.id, {}).items()
        }
        let_off = {partner for partner, asked in named.items() if not all(asked)}
        asked_for = {partner for partner, asked in named.items() if asked}
        return (there if everyone else there & asked_for) - let_off

    def _taking_part(self, span: Span) -> frozenset[int]:
        if span not in self._there:
            self._there[span] = frozenset(
                partner
                for partner, times in self._times.items()
                if takes_part(times, span)
            )
        return self._there[span]


def _by_partner(stretches: Iterable[P]) -> Mapping[int, list[P]]:
    found: defaultdict[int, list[P]] = defaultdict(list)
    for one in stretches:
        found[one.organisation_id].append(one)
    return found
