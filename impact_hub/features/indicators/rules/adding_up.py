"""How values add up: the one engine behind every figure that leaves the house.

Whoever needs a figure feeds an `Accumulator` with what was given, in the order of time,
and asks it how it stands. Of two partners, by the rule over time:

    given                      sum      latest              average
    spring: A 3, B 4           7        7                   7
    summer: A 5                12       9 (B's 4 carried)   8 (A's 4 and B's 4)
    B's time ends              12       5                   8
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from enum import StrEnum, auto
from math import lcm
from typing import NamedTuple

from impact_hub.features.indicators.rules.kinds import (
    Kind,
    Method,
    MissingReason,
    OverPartners,
    OverTime,
)
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.kit.exact import DIGITS, exact, quotient


class NoFigure(StrEnum):
    """Why there is no figure, or no progress. Each is another word on the page."""

    NOTHING_REPORTED = auto()  # it was asked for
    NOT_ASKED = auto()  # nobody owed it
    WITHHELD = auto()  # by the partners, or from this reader
    UNDEFINED = auto()  # the denominator is 0
    NO_TOTAL = auto()  # there are figures, but none of all together
    NO_TARGET = auto()
    TARGET_IS_BASELINE = auto()


@dataclass(frozen=True, slots=True)
class PartialSum:
    """What several partners gave in one step, already added up by the database."""

    figure: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    reported: int = 0
    estimated: int = 0
    withheld: frozenset[int] = frozenset()  # the partners that withhold it


@dataclass(frozen=True, slots=True)
class Due:
    """What is known of the updates behind a figure: how many (partner, period) pairs.

    expected         owed it, or gave it unasked
    received         were handed in: waiting for the backbone, or approved
    being_corrected  count as they were approved, while their partner corrects them
    """

    expected: int = 0
    received: int = 0
    being_corrected: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed figure, and how sure it is.

    value            the figure; a ratio as a fraction (0.125 is 12.5 %); a mean as it
                     is; None: see `why`
    low              lower end where `value` is only the upper end of a range, else None
    numerator        of a ratio; of a mean: the sum; of yes/no: how many said yes
    denominator      of a ratio; of a mean: of how many; of yes/no: how many answered
    reported         updates that are approved and counted in it
    received         updates that were handed in: approved, or waiting for it
    expected         updates that would be there if every partner had handed in
    withheld         partners that withhold it, in however many periods
    estimated        estimates among the values that it is made of: those given, or of
                     each partner the latest
    carried          partners whose last answer was carried forward from before
    being_corrected  updates that count as approved, while they are being corrected
    why              why there is no value
    """

    value: Decimal | None = None
    low: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    reported: int = 0
    received: int = 0
    expected: int = 0
    withheld: int = 0
    estimated: int = 0
    carried: int = 0
    being_corrected: int = 0
    why: NoFigure | None = None


def is_additive(method: Method) -> bool:
    """Whether nothing but sums matters, so that it is no matter who gave what."""
    return method.over_time is OverTime.SUM and method.over_partners is OverPartners.SUM


def is_carried(method: Method) -> bool:
    """Whether a partner's last answer holds until the next one.

    Figures that stand side by side are not: a statistic of 2010 says nothing of 2011.
    """
    return (
        method.over_time is OverTime.LATEST
        and method.over_partners is not OverPartners.NONE
    )


def begins_at_baseline(method: Method) -> bool:
    """Whether the baseline is what had been reached before the first period.

    Then the running figure begins there: with 100 before, and 20 reported, it is 120.
    """
    return method.over_time is OverTime.SUM and not method.of_kind.is_quotient


class Addend(NamedTuple):
    """What one partner adds to the whole. An average stays undivided until the end."""

    figure: Decimal
    of: int
    numerator: Decimal
    denominator: Decimal
    estimated: int

    def number(self, name: str) -> Decimal:
        """One of its numbers, an average divided."""
        if name != "figure" or self.of == 1:
            return getattr(self, name)
        return quotient(self.figure, Decimal(self.of)) or Decimal()


_NONE = Decimal()
_plus = Context(prec=DIGITS).add  # exact, and quicker than to enter a context each time


def part_of(answer: Answer | PartialSum) -> Addend:
    """What is added with one answer."""
    return Addend(
        _NONE if answer.figure is None else answer.figure,
        1,
        _NONE if answer.numerator is None else answer.numerator,
        _NONE if answer.denominator is None else answer.denominator,
        int(answer.estimated),
    )


def joined(before: Addend | None, new: Addend, method: Method) -> Addend:
    """A partner's part with one more answer, later than those before."""
    if before is None or method.over_time is OverTime.LATEST:
        return new
    estimated = before.estimated + new.estimated
    if method.of_kind.is_quotient:
        numerator = _plus(before.numerator, new.numerator)
        denominator = _plus(before.denominator, new.denominator)
        return Addend(_NONE, 1, numerator, denominator, estimated)
    of = before.of + 1 if method.over_time is OverTime.AVERAGE else 1
    return Addend(_plus(before.figure, new.figure), of, _NONE, _NONE, estimated)


def counts_as_given(answer: Answer, kind: Kind) -> bool:
    """Whether there is a whole figure, or words, of this kind in it."""
    if kind.is_quotient:
        return answer.numerator is not None and answer.denominator is not None
    return answer.figure is not None if kind.is_number else bool(answer.text)


@dataclass(slots=True)
class Accumulator:
    """Takes what was given, step by step in time, and says how it stands."""

    method: Method
    baseline: Decimal | None = None  # where the running figure begins
    _parts: dict[int | None, Addend] = field(default_factory=dict[int | None, Addend])
    _now: dict[int | None, Addend] = field(default_factory=dict[int | None, Addend])
    _withheld: set[int] = field(default_factory=set[int])
    _withheld_now: set[int] = field(default_factory=set[int])
    _reported: int = 0
    _reported_now: int = 0

    def begin(self) -> None:
        """A further step in time: what is there from before is carried forward."""
        self._now.clear()
        self._withheld_now.clear()
        self._reported_now = 0

    def add(self, partner: int, answer: Answer) -> None:
        """Take what a partner gave in this step."""
        if counts_as_given(answer, self.method.of_kind):
            self._take(partner, part_of(answer), 1)
        elif answer.reason is MissingReason.WITHHELD:
            self._withheld.add(partner)
            self._withheld_now.add(partner)

    def add_sum(self, step: PartialSum) -> None:
        """Take what the database has added up; for methods that are additive."""
        if step.reported:
            self._take(None, part_of(step), step.reported)
        self._withheld.update(step.withheld)
        self._withheld_now.update(step.withheld)

    def drop(self, partner: int) -> None:
        """Carry a partner's last answer no further."""
        self._parts.pop(partner, None)

    def figure(self, due: Due, *, of_step: bool = False) -> Figure:
        """How it stands now; `of_step`: what this step alone has brought.

        What is carried forward is in both; then `of_step` counts only its updates.
        """
        alone = of_step and not is_carried(self.method)
        parts = self._now if alone else self._parts
        shown = _over_partners(parts.values(), self.method)
        if self.baseline is not None and not of_step:
            shown = shown.on_top_of(self.baseline)
        reported = self._reported_now if of_step else self._reported
        withheld = len(self._withheld_now if of_step else self._withheld)
        has_none = shown.value is None
        return Figure(
            *shown,
            reported,
            max(due.received, reported),
            due.expected,
            withheld,
            sum(part.estimated for part in parts.values()),
            self._carried(),
            due.being_corrected,
            self._why(shown, due, withheld, any_=bool(parts)) if has_none else None,
        )

    def _take(self, partner: int | None, new: Addend, reported: int) -> None:
        self._parts[partner] = joined(self._parts.get(partner), new, self.method)
        self._now[partner] = new
        self._reported += reported
        self._reported_now += reported
        if is_carried(self.method) and partner is not None:
            self._withheld.discard(partner)

    def _carried(self) -> int:
        if not is_carried(self.method):
            return 0
        return len(self._parts) - len(self._now)

    def _why(
        self, shown: "_Shown", due: Due, withheld: int, *, any_: bool
    ) -> NoFigure | None:
        if shown.denominator is not None:
            return NoFigure.UNDEFINED
        if any_:  # words have no value; statistics stand side by side
            return NoFigure.NO_TOTAL if self.method.of_kind.is_number else None
        if withheld:
            return NoFigure.WITHHELD
        return NoFigure.NOTHING_REPORTED if due.expected else NoFigure.NOT_ASKED


def lasting(
    given: Sequence[int], replaced: Collection[int], owed: Sequence[bool]
) -> dict[int, int]:
    """Of a partner's answers that are carried forward: until which step each holds.

    Until the next one (`replaced`: steps in which anything was given), and never past
    the end of the partner's time, from which on it owes nothing.

        step        0    1    2    3    4
        gave        7         9
        owes        yes  yes  yes  yes  no
        in figures  7    7    9    9    –        {0: 2, 2: 4}
    """
    until: dict[int, int] = {}
    for at in given:
        end = at + 1
        while end < len(owed) and owed[end] and end not in replaced:
            end += 1
        until[at] = end
    return until


class _Shown(NamedTuple):
    value: Decimal | None = None
    low: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    def on_top_of(self, baseline: Decimal) -> "_Shown":
        """Beginning there: both ends of a range, where there is a figure at all."""
        if self.value is None:
            return self
        with exact():
            low = None if self.low is None else self.low + baseline
            return self._replace(value=self.value + baseline, low=low)


def _over_partners(of_each: Collection[Addend], method: Method) -> _Shown:
    kind = method.of_kind
    if not of_each or not kind.is_number:
        return _Shown()
    parts = list(of_each)
    with exact():
        if kind.is_quotient:
            numerator = sum((part.numerator for part in parts), _NONE)
            denominator = sum((part.denominator for part in parts), _NONE)
            value = quotient(numerator, denominator)
            return _Shown(value, None, numerator, denominator)
        if method.over_partners is OverPartners.NONE and len(parts) > 1:
            return _Shown()
        return _added(parts, method)


def _added(parts: Sequence[Addend], method: Method) -> _Shown:
    common = lcm(*(part.of for part in parts))
    figures = [part.figure * (common // part.of) for part in parts]
    total = sum(figures, _NONE)
    if method.of_kind.counts_answers:
        return _Shown(total, None, total, Decimal(len(figures)))
    if method.over_partners is not OverPartners.RANGE:
        return _Shown(_over(total, common))
    value, largest = _over(total, common), _over(max(figures), common)
    return _Shown(value, largest if largest != value else None)


def _over(figure: Decimal, of: int) -> Decimal | None:
    return figure if of == 1 else quotient(figure, Decimal(of))
