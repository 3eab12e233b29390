"""How values add up: the one function behind every figure that leaves the house."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from math import lcm

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
    (yes is 1, no is 0). With neither there is at most a `reason`. No partner gives two
    for one last day: only periods of one rhythm are added up.
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
        """Whether there is a figure. A zero is one; half a ratio is none."""
        return self.figure is not None or self.is_ratio

    @property
    def is_ratio(self) -> bool:
        """Whether both halves of a ratio are there."""
        return self.numerator is not None and self.denominator is not None


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed figure, and how sure it is.

    value         the figure; a ratio as a fraction (0.125 is 12.5 %); None: no figure
    low           lower end where `value` is only the upper end of a range, else None
    numerator     of a ratio; of yes/no: how many said yes
    denominator   of a ratio; of yes/no: how many answered
    reported      values that were given
    expected      values that would be if every partner had reported every period
    withheld      values that were withheld by their partner
    estimated     estimates among the values that it is made of: those given, or of each
                  partner the latest
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
    """What one partner adds to the whole. An average stays undivided until the end."""

    figure: Decimal
    of: int
    numerator: Decimal
    denominator: Decimal
    estimated: int


def aggregate(given: Iterable[Given], method: Method, *, expected: int) -> Figure:
    """Add up what partners gave: first over time for each partner, then over partners.

    Nothing reported is None, never 0; a ratio without a denominator is None, never 0 %.
    `expected` is the number of (partner, period) pairs that were due.
    """
    by_partner: defaultdict[int, list[Given]] = defaultdict(list)
    reported = withheld = 0
    for one in given:
        if _is_of_kind(one, method.kind):
            by_partner[one.partner].append(one)
            reported += 1
        elif one.reason is MissingReason.WITHHELD:
            withheld += 1
    with localcontext(prec=_EXACT_DIGITS):
        parts = [_over_time(values, method) for values in by_partner.values()]
        value, low, numerator, denominator = _over_partners(parts, method)
    estimated = sum(part.estimated for part in parts)
    return Figure(
        value, low, numerator, denominator, reported, expected, withheld, estimated
    )


def running(
    steps: Iterable[Sequence[Given]], method: Method, *, expected: Sequence[int]
) -> list[Figure]:
    """The figure as it stands at the end of each step in time.

    What `aggregate` says of everything up to that step, in one go: `expected` has the
    pairs that were due in each step alone.
    """
    parts: dict[int, _Part] = {}
    reported = withheld = due = 0
    figures: list[Figure] = []
    for step, more in zip(steps, expected, strict=True):
        due += more
        for one in step:
            if _is_of_kind(one, method.kind):
                new = _alone(one)
                parts[one.partner] = _joined(parts.get(one.partner), new, method)
                reported += 1
            elif one.reason is MissingReason.WITHHELD:
                withheld += 1
        with localcontext(prec=_EXACT_DIGITS):
            shown = _over_partners(list(parts.values()), method)
        estimated = sum(part.estimated for part in parts.values())
        figures.append(Figure(*shown, reported, due, withheld, estimated))
    return figures


def _alone(one: Given) -> _Part:
    """What a partner's part is with one value."""
    none = Decimal()
    return _Part(
        one.figure or none,
        1,
        one.numerator or none,
        one.denominator or none,
        int(one.estimated),
    )


def _joined(before: _Part | None, new: _Part, method: Method) -> _Part:
    """A partner's part with one more value, later than those before."""
    if before is None or method.over_time is OverTime.LATEST:
        return new
    with localcontext(prec=_EXACT_DIGITS):
        return _Part(
            figure=before.figure + new.figure,
            of=before.of + 1 if method.over_time is OverTime.AVERAGE else 1,
            numerator=before.numerator + new.numerator,
            denominator=before.denominator + new.denominator,
            estimated=before.estimated + new.estimated,
        )


@dataclass(frozen=True, slots=True)
class Heap:
    """What several partners gave in one step, already added up by the database."""

    figure: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    reported: int = 0
    withheld: int = 0
    estimated: int = 0


def can_be_heaped(method: Method) -> bool:
    """Whether nothing but sums matters, so that it is no matter who gave what."""
    return (
        method.over_time is OverTime.SUM
        and method.over_partners is OverPartners.SUM
        and method.kind is not ValueKind.YES_NO
    )


def running_heaps(
    steps: Iterable[Heap], method: Method, *, expected: Sequence[int]
) -> list[Figure]:
    """What `running` says, from heaps, for methods that can be heaped."""
    whole, due, figures = Heap(), 0, list[Figure]()
    for step, more in zip(steps, expected, strict=True):
        due += more
        with localcontext(prec=_EXACT_DIGITS):
            whole = Heap(
                _both(whole.figure, step.figure),
                _both(whole.numerator, step.numerator),
                _both(whole.denominator, step.denominator),
                whole.reported + step.reported,
                whole.withheld + step.withheld,
                whole.estimated + step.estimated,
            )
        is_ratio = method.kind is ValueKind.RATIO
        figures.append(
            Figure(
                divided(whole.numerator, whole.denominator)
                if is_ratio
                else whole.figure,
                None,
                whole.numerator if is_ratio else None,
                whole.denominator if is_ratio else None,
                whole.reported,
                due,
                whole.withheld,
                whole.estimated,
            )
        )
    return figures


def _both(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return one if other is None else other if one is None else one + other


def _is_of_kind(one: Given, kind: ValueKind) -> bool:
    return one.is_ratio if kind is ValueKind.RATIO else one.figure is not None


def _over_time(values: Sequence[Given], method: Method) -> _Part:
    if method.over_time is OverTime.LATEST:
        values = [max(values, key=lambda one: one.until)]
    return _Part(
        figure=_sum(one.figure for one in values),
        of=len(values) if method.over_time is OverTime.AVERAGE else 1,
        numerator=_sum(one.numerator for one in values),
        denominator=_sum(one.denominator for one in values),
        estimated=sum(one.estimated for one in values),
    )


def _over_partners(
    parts: Sequence[_Part], method: Method
) -> tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]:
    """Value, low end, numerator, denominator."""
    if not parts:
        return None, None, None, None
    if method.kind is ValueKind.RATIO:
        numerator = _sum(part.numerator for part in parts)
        denominator = _sum(part.denominator for part in parts)
        return divided(numerator, denominator), None, numerator, denominator
    common = lcm(*(part.of for part in parts))
    figures = [part.figure * (common // part.of) for part in parts]
    total = _sum(figures)
    if method.kind is ValueKind.YES_NO:
        return total, None, total, Decimal(len(figures))
    if method.over_partners is OverPartners.NONE and len(figures) > 1:
        return None, None, None, None
    value, largest = _over(total, common), _over(max(figures), common)
    is_range = method.over_partners is OverPartners.RANGE and largest != value
    return value, (largest if is_range else None), None, None


def _sum(figures: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in figures if one is not None), Decimal())


def _over(figure: Decimal, of: int) -> Decimal | None:
    return figure if of == 1 else divided(figure, Decimal(of))


def divided(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """The ratio as a fraction; undefined, not zero, with nothing to divide by."""
    if numerator is None or not denominator:
        return None
    with localcontext(prec=_QUOTIENT_DIGITS):
        return numerator / denominator
