"""From when an indicator is asked, and until when: time does not reach backwards."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Protocol

_DAY = timedelta(days=1)


class KnownPeriod(Protocol):
    """A period, and whether it can still be reported on."""

    @property
    def starts(self) -> date: ...
    @property
    def ends(self) -> date: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def closed_at(self) -> datetime | None: ...


def is_to_come(period: KnownPeriod, today: date) -> bool:
    """Whether a period is open, or will be: neither closed nor past its due date."""
    return period.closed_at is None and (
        period.due_on is None or today <= period.due_on
    )


def usual_start(
    periods: Iterable[KnownPeriod], *, today: date, otherwise: date
) -> date:
    """From when something new is asked for: the first period that is not over yet.

    `periods` are those of the indicator's rhythm. Where there are none it is
    `otherwise`, the initiative's beginning. On 10 July, with a month to report:

        Q1 closed    Q2 due 31 July    Q3 not planned     asked from 1 April (Q2)
        Q1 closed    Q2 closed                            asked from 1 July
    """
    every = list(periods)
    to_come = [each.starts for each in every if is_to_come(each, today)]
    if to_come:
        return min(to_come)
    return max((each.ends for each in every), default=otherwise - _DAY) + _DAY


def day_before(start: date) -> date:
    """The last day of what is asked no longer, where something new would start."""
    return start - _DAY
