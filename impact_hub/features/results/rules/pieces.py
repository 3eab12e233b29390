"""Pieces that figures can be taken apart into, and every figure as a sum of them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import OverTime
from impact_hub.features.results.rules.knowledge import PRIME, Row, combined
from impact_hub.features.results.rules.shares import (
    DENOMINATOR,
    NUMERATOR,
    REST,
    Series,
    Shares,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """What some partners gave at one step: figures have all of it, or nothing."""

    at: int
    until: int  # how long it counts; of averages, how many times it is divided by
    partners: set[int] = field(default_factory=set[int])


class Pieces:
    """What partners gave, in as few pieces as the figures tell apart.

    `apart` has, by cell, the partners and steps that are seen in some figure by
    themselves. Of averages to date, only the newest total is made of pieces.
    """

    def __init__(
        self, shares: Shares, apart: Mapping[Cell, Collection[tuple[int, int]]]
    ) -> None:
        self._over_time = shares.method.over_time
        self._pieces: list[Piece] = []
        self.places: list[tuple[Cell, str]] = []  # where each belongs, by number
        self._cells = shares.cells
        self._last = len(shares.steps) - 1
        self._all: defaultdict[tuple[Cell, str], list[int]] = defaultdict(list)
        self._own: defaultdict[tuple[int, Cell, str], list[int]] = defaultdict(list)
        for cell in shares.cells:
            for name in shares.names:
                if name != REST:
                    self._cut(shares, cell, name, apart.get(cell, ()))

    def __iter__(self) -> Iterator[Piece]:
        """The pieces, in the order of their numbers."""
        return iter(self._pieces)

    def cells(self, at: int, *, to_date: bool) -> list[Cell]:
        """The cells whose numbers are made of pieces."""
        if to_date and self._over_time is OverTime.AVERAGE:
            return [TOTAL] if at == self._last else []
        return self._cells

    def row(
        self, partner: int | None, cell: Cell, name: str, at: int, *, to_date: bool
    ) -> Row:
        """A number as a sum of pieces; of a partner's, those which they are in."""
        if name == REST:
            whole = self.row(partner, cell, DENOMINATOR, at, to_date=to_date)
            part = self.row(partner, cell, NUMERATOR, at, to_date=to_date)
            return combined([(1, whole), (-1, part)])
        numbers = (
            self._all[cell, name] if partner is None else self._own[partner, cell, name]
        )
        weights = (
            (number, self._weight(self._pieces[number], at, to_date=to_date))
            for number in numbers
        )
        return {number: weight for number, weight in weights if weight}

    def _cut(
        self,
        shares: Shares,
        cell: Cell,
        name: str,
        apart: Collection[tuple[int, int]],
    ) -> None:
        numbers: dict[object, int] = {}
        for partner, series in shares.series(cell, name).items():
            for at in series:
                alone = partner if (partner, at) in apart else None
                until = self._until(series, cell, at, len(shares.steps))
                key = at, until, alone
                if key not in numbers:
                    numbers[key] = len(self._pieces)
                    self._all[cell, name].append(numbers[key])
                    self._pieces.append(Piece(at, until))
                    self.places.append((cell, name))
                self._pieces[numbers[key]].partners.add(partner)
                self._own[partner, cell, name].append(numbers[key])

    def _until(self, series: Series, cell: Cell, at: int, end: int) -> int:
        """When a latest figure is replaced; how many figures an average is made of."""
        match self._over_time:
            case OverTime.SUM:
                return end
            case OverTime.LATEST:
                return min((step for step in series if step > at), default=end)
            case OverTime.AVERAGE:
                return len(series) if cell == TOTAL else 0
            case OverTime.LIST:  # words: there is nothing to add up
                return 0

    def _weight(self, piece: Piece, at: int, *, to_date: bool) -> int:
        """How often a piece is in a figure."""
        if not to_date or piece.at > at:
            return int(piece.at == at)
        if self._over_time is OverTime.AVERAGE:
            return pow(piece.until, -1, PRIME)
        return int(at < piece.until)
