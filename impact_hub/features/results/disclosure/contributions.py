"""What figures are made of: what each partner has put into them, step by step."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from impact_hub.features.indicators.rules.adding_up import (
    Addend,
    is_carried,
    joined,
    part_of,
)
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import Method
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.kit.exact import exact

# The numbers of a quotient. Of a ratio a reader works out the third from the others.
NUMERATOR, DENOMINATOR, REST = "numerator", "denominator", "rest"
FIGURE = "figure"

Line = Sequence[Decimal | None]  # for every step; None: nothing there


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a partner gave at a step, in a cell: a whole answer.

    Where it is carried forward, it holds until before a later step.
    """

    partner: int
    cell: Cell
    at: int
    until: int
    answer: Answer


class Contributions:
    """Who has put what into the figures of an indicator, cell by cell.

    names    the numbers that a figure is made of
    counting those that count people, so that small ones are protected: a ratio's three,
             of a mean only how many there were
    """

    def __init__(
        self, method: Method, steps: int, given: Iterable[Contribution]
    ) -> None:
        self.method = method
        self.steps = range(steps)
        self.is_carried = is_carried(method)
        self.is_quotient = method.of_kind.is_quotient
        self.names, self.counting = _names(method)
        self._parts: defaultdict[Cell, defaultdict[int, dict[int, Addend]]]
        self._parts = defaultdict(lambda: defaultdict(dict))
        self._stands: dict[tuple[int, Cell], Sequence[Addend | None]] = {}
        self._until: dict[tuple[int, Cell, int], int] = {}
        self._lines: dict[tuple[int | None, Cell, str], tuple[Line, Line]] = {}
        self._largest: dict[tuple[Cell, int, bool], int] = {}
        for one in given:
            self._parts[one.cell][one.partner][one.at] = part_of(one.answer)
            self._until[one.partner, one.cell, one.at] = one.until

    @cached_property
    def partners(self) -> list[int]:
        """Everyone who has given anything."""
        return sorted(
            {one for by_partner in self._parts.values() for one in by_partner}
        )

    @cached_property
    def cells(self) -> list[Cell]:
        """Every cell that something was given for."""
        return sorted(self._parts, key=str)

    def series(self, cell: Cell) -> Mapping[int, Collection[int]]:
        """At which steps each partner has given something."""
        return self._parts.get(cell, {})

    def until(self, partner: int, cell: Cell, at: int) -> int:
        """Before which step an answer that is carried forward no longer holds."""
        return self._until[partner, cell, at]

    def value(
        self, partner: int | None, cell: Cell, name: str, at: int, *, to_date: bool
    ) -> Decimal | None:
        """A partner's number at a step, or that of all together."""
        return self.lines(partner, cell, name)[to_date][at]

    def lines(self, partner: int | None, cell: Cell, name: str) -> tuple[Line, Line]:
        """Their numbers at all steps, and to date."""
        key = partner, cell, name
        if key not in self._lines:
            with exact():
                self._lines[key] = self._made(partner, cell, name)
        return self._lines[key]

    def largest(self, cell: Cell, at: int, *, to_date: bool) -> int:
        """The partner whose figure is the largest: the low end of a range."""
        key = cell, at, to_date
        if key not in self._largest:

            def figure(partner: int) -> Decimal:
                found = self.value(partner, cell, FIGURE, at, to_date=to_date)
                return Decimal() if found is None else found

            self._largest[key] = max(self.partners, key=figure)
        return self._largest[key]

    def _made(self, partner: int | None, cell: Cell, name: str) -> tuple[Line, Line]:
        if partner is not None:
            return self._own(partner, cell, name)
        pairs = [self._own(one, cell, name) for one in self.series(cell)]
        return (
            _added([alone for alone, _ in pairs], len(self.steps)),
            _added([to_date for _, to_date in pairs], len(self.steps)),
        )

    def _own(self, partner: int, cell: Cell, name: str) -> tuple[Line, Line]:
        """What one partner gave at each step, and how it stood at the end of it."""
        to_date = [_number(part, name) for part in self._standing(partner, cell)]
        if self.is_carried:
            return to_date, to_date
        given = self._given(partner, cell)
        return [_number(given.get(at), name) for at in self.steps], to_date

    def _given(self, partner: int, cell: Cell) -> Mapping[int, Addend]:
        by_partner = self._parts.get(cell)
        return {} if by_partner is None else by_partner.get(partner, {})

    def _standing(self, partner: int, cell: Cell) -> Sequence[Addend | None]:
        if (partner, cell) not in self._stands:
            found = list(self._stood(partner, cell))
            self._stands[partner, cell] = found
        return self._stands[partner, cell]

    def _stood(self, partner: int, cell: Cell) -> Iterator[Addend | None]:
        given = self._given(partner, cell)
        whole, ends = None, 0
        for at in self.steps:
            part = given.get(at)
            if part is not None:
                whole = joined(whole, part, self.method)
                ends = self._until[partner, cell, at]
            elif self.is_carried and at >= ends:
                whole = None
            yield whole


def _names(method: Method) -> tuple[tuple[str, ...], tuple[str, ...]]:
    kind = method.of_kind
    if kind.is_share:
        return (NUMERATOR, DENOMINATOR, REST), (NUMERATOR, DENOMINATOR, REST)
    if kind.is_quotient:
        return (NUMERATOR, DENOMINATOR), (DENOMINATOR,)
    return (FIGURE,), (FIGURE,)


def _number(part: Addend | None, name: str) -> Decimal | None:
    if part is None:
        return None
    return part.denominator - part.numerator if name == REST else part.number(name)


def _plus(before: Decimal | None, number: Decimal | None) -> Decimal | None:
    """The sum; nothing and nothing is nothing."""
    if before is None or number is None:
        return before if number is None else number
    return before + number


def _added(lines: Sequence[Line], steps: int) -> Line:
    """The lines added up, step by step."""
    whole: list[Decimal | None] = [None] * steps
    for line in lines:
        whole = list(map(_plus, whole, line))
    return whole
