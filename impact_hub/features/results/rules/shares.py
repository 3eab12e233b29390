"""What figures are made of: what each partner has put into them, step by step."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from itertools import accumulate

from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import Method, OverTime, ValueKind
from impact_hub.features.results.rules.facts import Fact, Stretch

# Sums are exact: enough digits for any number of figures of the longest kind.
EXACT_DIGITS = 120

# The numbers of a ratio; its reader works out the third from the others.
NUMERATOR, DENOMINATOR, REST = "numerator", "denominator", "rest"

Series = Mapping[int, Decimal]  # by step in time
Line = Sequence[Decimal | None]  # for every step; None: nothing there


class Shares:
    """Who has put what into the figures of a measure, cell by cell."""

    def __init__(
        self, method: Method, stretches: Sequence[Stretch], facts: Iterable[Fact]
    ) -> None:
        self.method = method
        self.steps = range(len(stretches))
        self.is_ratio = method.kind is ValueKind.RATIO
        self.names = (NUMERATOR, DENOMINATOR, REST) if self.is_ratio else ("figure",)
        self._given: defaultdict[tuple[Cell, str], dict[int, dict[int, Decimal]]]
        self._given = defaultdict(lambda: defaultdict(dict))
        self._lines: dict[tuple[int | None, Cell, str], tuple[Line, Line]] = {}
        self._largest: dict[tuple[Cell, int, bool], int] = {}
        place = {stretch.id: at for at, stretch in enumerate(stretches)}
        with localcontext(prec=EXACT_DIGITS):
            for fact in facts:
                if fact.period in place:
                    self._add(fact, place[fact.period])

    def _add(self, fact: Fact, at: int) -> None:
        numbers: tuple[Decimal | None, ...] = (fact.figure,)
        if self.is_ratio:
            if fact.numerator is None or fact.denominator is None:
                return
            rest = fact.denominator - fact.numerator
            numbers = (fact.numerator, fact.denominator, rest)
        for name, number in zip(self.names, numbers, strict=True):
            if number is not None:
                self._given[fact.cell, name][fact.partner][at] = number

    @property
    def partners(self) -> list[int]:
        """Everyone who has given anything."""
        return sorted(
            {partner for series in self._given.values() for partner in series}
        )

    @property
    def cells(self) -> list[Cell]:
        """Every cell that something was given for."""
        return sorted({cell for cell, _ in self._given}, key=str)

    def series(self, cell: Cell, name: str) -> Mapping[int, Series]:
        """What each partner has given."""
        return self._given.get((cell, name), {})

    def value(
        self, partner: int | None, cell: Cell, name: str, at: int, *, to_date: bool
    ) -> Decimal | None:
        """A partner's number at a step, or that of all together."""
        return self.lines(partner, cell, name)[to_date][at]

    def lines(self, partner: int | None, cell: Cell, name: str) -> tuple[Line, Line]:
        """Their numbers at all steps, and to date."""
        key = partner, cell, name
        if key not in self._lines:
            with localcontext(prec=EXACT_DIGITS):
                self._lines[key] = self._made(partner, cell, name)
        return self._lines[key]

    def largest(self, cell: Cell, at: int, *, to_date: bool) -> int:
        """The partner whose figure is the largest: the low end of a range."""
        key = cell, at, to_date
        if key not in self._largest:

            def figure(partner: int) -> Decimal:
                found = self.value(partner, cell, "figure", at, to_date=to_date)
                return Decimal() if found is None else found

            self._largest[key] = max(self.partners, key=figure)
        return self._largest[key]

    def _made(self, partner: int | None, cell: Cell, name: str) -> tuple[Line, Line]:
        series = self.series(cell, name)
        if partner is not None:
            return self._own(series.get(partner, {}))
        pairs = [self._own(own) for own in series.values()]
        return (
            _added([alone for alone, _ in pairs], len(self.steps)),
            _added([to_date for _, to_date in pairs], len(self.steps)),
        )

    def _own(self, series: Series) -> tuple[Line, Line]:
        """What one partner gave at each step, and how it stood at the end of it."""
        alone = [series.get(at) for at in self.steps]
        if self.method.over_time is OverTime.LATEST:
            return alone, list(accumulate(alone, _latest))
        whole = list(accumulate(alone, _plus))
        if self.method.over_time is OverTime.SUM:
            return alone, whole
        times = accumulate(int(number is not None) for number in alone)
        pairs = zip(whole, times, strict=True)
        return alone, [None if w is None else w / n for w, n in pairs]


def _latest(before: Decimal | None, number: Decimal | None) -> Decimal | None:
    return before if number is None else number


def _plus(before: Decimal | None, number: Decimal | None) -> Decimal | None:
    """The sum; nothing and nothing is nothing."""
    if before is None or number is None:
        return _latest(before, number)
    return before + number


def _added(lines: Sequence[Line], steps: int) -> Line:
    """The lines added up, step by step."""
    whole: list[Decimal | None] = [None] * steps
    for line in lines:
        whole = list(map(_plus, whole, line))
    return whole
