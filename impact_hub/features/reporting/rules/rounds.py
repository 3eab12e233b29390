"""Which periods can be opened, when they are due, and which of them counts. Pure."""

from collections.abc import Collection
from datetime import date, timedelta

from impact_hub.kit.calendar import Rhythm, Span, calendar

# How long after a period's end its figures are due, unless somebody says otherwise.
USUAL_WINDOW = timedelta(days=28)
# So far ahead periods are offered.
AHEAD = timedelta(days=370)


def counts_already(ends: date, due_on: date | None, *, today: date) -> bool:
    """Whether a period is spoken of as one that should be reported by now.

    A period that was opened before its end is not: figures may come in, but nobody is
    behind as long as the period lasts and nothing is due.
    """
    return ends < today or (due_on is not None and due_on < today)


def usual_due(ends: date, *, today: date) -> date:
    """When the figures of a period are due if nobody says otherwise."""
    return max(ends, today) + USUAL_WINDOW


def to_open(
    known: Collection[str], starts: date, rhythm: Rhythm, *, today: date
) -> list[Span]:
    """The periods of a rhythm that can still be opened, from an initiative's beginning
    until a year from now. `known` has the codes of those that there are."""
    regular = Rhythm.QUARTER if rhythm is Rhythm.SPAN else rhythm
    every = calendar(starts, today + AHEAD, regular)
    return [span for span in every if span.code not in known]


def to_open_next(offered: Collection[Span], newest: date) -> Span | None:
    """The one that is proposed: the first that does not begin before the newest."""
    return next((span for span in offered if span.starts >= newest), None)
