"""How values add up: the one function behind every figure that leaves the house."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from impact_hub.features.indicators.rules.kinds import (
    Method,
    MissingReason,
    OverPartners,
    OverTime,
    ValueKind,
)

# Sums are exact: enough digits for any number of figures of the longest kind.
_EXACT_DIGITS = 120
# Quotients have as many digits as a reader could ever want.
_QUOTIENT_DIGITS = 28


@dataclass(frozen=True, slots=True)
class Given:
    """What one partner gave for one period, in one cell (the total, or a category).

    A ratio has `numerator` and `denominator`; every other kind has `figure`
    (yes is 1, no is 0). With neither there is at most a `reason`.
    """

    partner: int
    until: date  # the period's last day
    figure: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    reason: MissingReason | None = None
    estimated: bool = False

    @property
    def is_figure(self) -> bool:
        """Whether there is a figure. A zero is one."""
        return self.figure is not None or self.numerator is not None


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed figure, and how sure it is.

    value         the figure; a ratio as a fraction (0.125 is 12.5 %); None: no figure
    low           lower end where `value` is only the upper end of a range, else None
    numerator     of a ratio; of yes/no: how many said yes
    denominator   of a ratio; of yes/no: how many answered
    reported      values it rests on
    expected      values it would rest on if every partner had reported every period
    withheld      values that were withheld by their partner
    estimated     values it rests on that are estimates
    """

    value: Decimal | None = None
    low: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    reported: int = 0
    expected: int = 0
    withheld: int = 0
    estimated: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    figure: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def aggregate(given: Iterable[Given], method: Method, *, expected: int) -> Figure:
    """Add up what partners gave: first over time for each partner, then over partners.

    Nothing reported is None, never 0; a ratio without a denominator is None, never 0 %.
    `expected` is the number of (partner, period) pairs that were due.
    """
    by_partner: defaultdict[int, list[Given]] = defaultdict(list)
    reported = withheld = estimated = 0
    for one in given:
        if one.is_figure:
            by_partner[one.partner].append(one)
            reported += 1
            estimated += one.estimated
        elif one.reason is MissingReason.WITHHELD:
            withheld += 1
    with localcontext(prec=_EXACT_DIGITS):
        parts = [_over_time(values, method) for values in by_partner.values()]
        value, low, numerator, denominator = _over_partners(parts, method)
    return Figure(
        value, low, numerator, denominator, reported, expected, withheld, estimated
    )


def _over_time(values: Sequence[Given], method: Method) -> _Part:
    if method.over_time is OverTime.LATEST:
        latest = max(values, key=lambda one: one.until)
        return _Part(latest.figure, latest.numerator, latest.denominator)
    if method.kind is ValueKind.RATIO:
        return _Part(
            numerator=sum(
                (v.numerator for v in values if v.numerator is not None), Decimal()
            ),
            denominator=sum(
                (v.denominator for v in values if v.denominator is not None), Decimal()
            ),
        )
    total = sum((v.figure for v in values if v.figure is not None), Decimal())
    if method.over_time is OverTime.AVERAGE:
        total = divided(total, Decimal(len(values)))
    return _Part(figure=total)


def _over_partners(
    parts: Sequence[_Part], method: Method
) -> tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]:
    """Value, low end, numerator, denominator."""
    if not parts:
        return None, None, None, None
    if method.kind is ValueKind.RATIO:
        numerator = sum(
            (p.numerator for p in parts if p.numerator is not None), Decimal()
        )
        denominator = sum(
            (p.denominator for p in parts if p.denominator is not None), Decimal()
        )
        return divided(numerator, denominator), None, numerator, denominator
    figures = [p.figure for p in parts if p.figure is not None]
    total = sum(figures, Decimal())
    if method.kind is ValueKind.YES_NO:
        return total, None, total, Decimal(len(figures))
    if method.over_partners is OverPartners.NONE:
        return (figures[0] if len(figures) == 1 else None), None, None, None
    if method.over_partners is OverPartners.RANGE and len(figures) > 1:
        largest = max(figures)
        return total, (largest if largest != total else None), None, None
    return total, None, None, None


def divided(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """The ratio as a fraction; undefined, not zero, with nothing to divide by."""
    if numerator is None or not denominator:
        return None
    with localcontext(prec=_QUOTIENT_DIGITS):
        return numerator / denominator
