"""Exact arithmetic with decimals: no digit of a sum is lost, whatever the figures.

Python's decimals round to 28 digits unless told otherwise. Sums here keep every digit;
only a quotient is cut, at as many digits as a reader could ever want.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from decimal import Context, Decimal, localcontext

# Enough digits for any number of figures of the longest kind.
DIGITS = 120
QUOTIENT_DIGITS = 28


def exact() -> AbstractContextManager[Context]:
    """Inside, sums and differences keep every digit."""
    return localcontext(prec=DIGITS)


def total(figures: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of those that are there; None, never 0, where there are none."""
    given = [figure for figure in figures if figure is not None]
    with exact():
        return sum(given, Decimal()) if given else None


def difference(one: Decimal, other: Decimal) -> Decimal:
    """One less the other, with every digit."""
    with exact():
        return one - other


def quotient(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """One by the other; undefined, not zero, with nothing to divide by."""
    if part is None or not whole:
        return None
    with localcontext(prec=QUOTIENT_DIGITS):
        return part / whole
