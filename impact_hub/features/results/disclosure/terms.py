"""Terms that figures can be taken apart into, and every figure as a sum of them.

Whoever knows two figures knows their difference; so it matters which contributions are
in one and not in the other. Those that are always together are one term.

    A gave 10 in spring, B gave 20 and 30       figures: the totals, and A by itself
    term 1: A in spring                         A in spring           = 1
    term 2: B in spring                         all in spring         = 1 + 2
    term 3: B in summer                         all up to summer      = 1 + 2 + 3

Without A by itself, A and B in spring would be one term: nothing tells them apart.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import OverTime
from impact_hub.features.results.disclosure.contributions import (
    DENOMINATOR,
    NUMERATOR,
    REST,
    Contributions,
)
from impact_hub.features.results.disclosure.equations import PRIME, Row, combined


@dataclass(frozen=True, slots=True)
class Term:
    """What some partners gave at one step: figures have all of it, or nothing."""

    at: int
    until: int  # how long it counts; of averages, how many times it is divided by
    partners: set[int] = field(default_factory=set[int])


class Terms:
    """What partners gave, in as few terms as the figures tell apart.

    `apart` has, by cell, the partners and steps that are seen in some figure by
    themselves. Of averages to date, only the newest total is made of terms.
    """

    def __init__(
        self,
        contributions: Contributions,
        apart: Mapping[Cell, Collection[tuple[int, int]]],
    ) -> None:
        self._over_time = contributions.method.over_time
        self._is_carried = contributions.is_carried
        self._terms: list[Term] = []
        self.places: list[tuple[Cell, str]] = []  # where each belongs, by number
        self._cells = contributions.cells
        self._last = len(contributions.steps) - 1
        self._all: defaultdict[tuple[Cell, str], list[int]] = defaultdict(list)
        self._own: defaultdict[tuple[int, Cell, str], list[int]] = defaultdict(list)
        for cell in contributions.cells:
            for name in contributions.names:
                if name != REST:
                    self._cut(contributions, cell, name, apart.get(cell, ()))

    def __iter__(self) -> Iterator[Term]:
        """The terms, in the order of their numbers."""
        return iter(self._terms)

    def cells(self, at: int, *, to_date: bool) -> list[Cell]:
        """The cells whose numbers are made of terms."""
        if to_date and self._over_time is OverTime.AVERAGE:
            return [TOTAL] if at == self._last else []
        return self._cells

    def row(
        self, partner: int | None, cell: Cell, name: str, at: int, *, to_date: bool
    ) -> Row:
        """A number as a sum of terms; of a partner's, those which they are in."""
        if name == REST:
            whole = self.row(partner, cell, DENOMINATOR, at, to_date=to_date)
            part = self.row(partner, cell, NUMERATOR, at, to_date=to_date)
            return combined([(1, whole), (-1, part)])
        numbers = (
            self._all[cell, name] if partner is None else self._own[partner, cell, name]
        )
        weights = (
            (number, self._weight(self._terms[number], at, to_date=to_date))
            for number in numbers
        )
        return {number: weight for number, weight in weights if weight}

    def _cut(
        self,
        contributions: Contributions,
        cell: Cell,
        name: str,
        apart: Collection[tuple[int, int]],
    ) -> None:
        numbers: dict[object, int] = {}
        for partner, series in contributions.series(cell).items():
            for at in series:
                alone = partner if (partner, at) in apart else None
                until = self._until(contributions, partner, cell, at)
                key = at, until, alone
                if key not in numbers:
                    numbers[key] = len(self._terms)
                    self._all[cell, name].append(numbers[key])
                    self._terms.append(Term(at, until))
                    self.places.append((cell, name))
                self._terms[numbers[key]].partners.add(partner)
                self._own[partner, cell, name].append(numbers[key])

    def _until(
        self,
        contributions: Contributions,
        partner: int,
        cell: Cell,
        at: int,
    ) -> int:
        """Before which step it no longer counts; how many an average is made of."""
        match self._over_time:
            case OverTime.LATEST:
                return contributions.until(partner, cell, at)
            case OverTime.AVERAGE:
                own = contributions.series(cell)[partner]
                return len(own) if cell == TOTAL else 0
            case OverTime.SUM | OverTime.LIST:
                return len(contributions.steps)

    def _weight(self, term: Term, at: int, *, to_date: bool) -> int:
        """How often a term is in a figure. What is carried forward is in every figure
        until it is replaced, also in those of single periods."""
        if self._is_carried:
            return int(term.at <= at < term.until)
        if not to_date or term.at > at:
            return int(term.at == at)
        if self._over_time is OverTime.AVERAGE:
            return pow(term.until, -1, PRIME)
        return 1
