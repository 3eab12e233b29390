"""The small numbers behind a results table that a reader must not work out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from itertools import product
from typing import NamedTuple

from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import OverPartners, OverTime
from impact_hub.features.results.rules.knowledge import Row, combined
from impact_hub.features.results.rules.pieces import Pieces
from impact_hub.features.results.rules.shares import EXACT_DIGITS, Line, Shares


class Number(NamedTuple):
    """A number behind the table: whose (None: all together), of what, and when."""

    partner: int | None
    cell: Cell
    name: str
    at: int
    to_date: bool


class Secrets:
    """What is small, and none of the reader's business.

    The reader knows everything about their `own` partners, and nothing of the others.
    """

    def __init__(
        self, shares: Shares, pieces: Pieces, own: Collection[int], threshold: int
    ) -> None:
        self._shares, self._pieces = shares, pieces
        self._own, self._threshold = sorted(own), threshold
        self._adds_up = shares.method.over_time is OverTime.SUM
        self._splits = list(_splits(shares.cells))
        others = [piece.partners.difference(own) for piece in pieces]
        self._known = {number for number, one in enumerate(others) if not one}
        # Of a piece that several others are in, no figure tells what each has given.
        self._single = {number for number, one in enumerate(others) if len(one) == 1}
        self._told = self._told_apart(others)
        self._lines: dict[tuple[Cell, str], tuple[list[Decimal], list[Decimal]]] = {}
        with localcontext(prec=EXACT_DIGITS):
            self.rows = list(self._rows())
        places = pieces.places
        self._places = {places[number] for row in self.rows for number in row}

    def unknown(self, row: Row) -> Row:
        """What of a sum the reader doesn't know, and needs to work out a secret."""
        return {
            number: by
            for number, by in row.items()
            if number not in self._known and self._pieces.places[number] in self._places
        }

    def _told_apart(
        self, others: Sequence[Collection[int]]
    ) -> dict[int, dict[Cell, tuple[Collection[int], Collection[int]]]]:
        """Others, cells, and the steps (alone; to date) that might be worked out."""
        steps: dict[tuple[int, Cell], set[int]] = {}
        for number, piece in enumerate(self._pieces):
            if number in self._single:
                cell, _ = self._pieces.places[number]
                for partner in others[number]:
                    steps.setdefault((partner, cell), set()).add(piece.at)
        told: dict[int, dict[Cell, tuple[Collection[int], Collection[int]]]] = {}
        for (partner, cell), alone in steps.items():
            first = min(alone)
            given = self._shares.series(cell, self._shares.names[0])[partner]
            never = self._adds_up and first != min(given)
            to_date = range(0) if never else self._shares.steps[first:]
            told.setdefault(partner, {})[cell] = alone, to_date
        return told

    def _rows(self) -> Iterator[Row]:
        """Each secret, as a sum of pieces."""
        if not (self._told or self._splits or self._has_small_numbers()):
            return
        for at, name in product(self._shares.steps, self._shares.names):
            for to_date in (False, True):
                cells = self._pieces.cells(at, to_date=to_date)
                number = {c: Number(None, c, name, at, to_date) for c in cells}
                yield from self._of(number)
                yield from self._besides_largest(number.values())
                for partner, by_cell in self._told.items():
                    own = {
                        cell: number[cell]._replace(partner=partner)
                        for cell, steps in by_cell.items()
                        if cell in number and at in steps[to_date]
                    }
                    yield from self._of(own)
                if TOTAL in number:
                    yield from self._small_partners(number[TOTAL])

    def _has_small_numbers(self) -> bool:
        """Whether any number of all others is small; without it, mostly nothing is."""
        is_range = self._shares.method.over_partners is OverPartners.RANGE
        return is_range or any(
            0 < number < self._threshold
            for cell, name in product(self._shares.cells, self._shares.names)
            for line in self._others(cell, name)
            for number in line
        )

    def _of(self, number: Mapping[Cell, Number]) -> Iterator[Row]:
        """Small numbers, what is left without categories, and small groups of them."""
        for one in number.values():
            yield from self._if_small([one])
        for whole, split in self._splits if len(number) > 1 else ():
            parts = [number[cell] for cell in split if cell in number]
            if whole in number and parts:
                yield from self._of_split(number[whole], parts)

    def _besides_largest(self, numbers: Iterable[Number]) -> Iterator[Row]:
        """What a range tells of the others, beside the largest of them."""
        if self._shares.method.over_partners is OverPartners.RANGE:
            for one in numbers:
                at, to_date = one.at, one.to_date
                largest = self._shares.largest(one.cell, at, to_date=to_date)
                if largest not in self._own:
                    yield from self._if_small([one], [one._replace(partner=largest)])

    def _of_split(self, whole: Number, parts: Sequence[Number]) -> Iterator[Row]:
        """What is not specified, and small categories that are small even together."""
        small = [part for part in parts if self._is_small(part)]
        yield from self._if_small([whole], parts)
        if small:
            yield from self._if_small(small)
            yield from self._if_small([whole], [p for p in parts if p not in small])

    def _small_partners(self, number: Number) -> Iterator[Row]:
        """Small partners who are small even together."""
        each = [number._replace(partner=partner) for partner in self._told]
        small = [one for one in each if self._is_small(one)]
        if len(small) > 1:
            yield from self._if_small(small)

    def _if_small(
        self, numbers: Sequence[Number], without: Sequence[Number] = ()
    ) -> Iterator[Row]:
        """What some numbers come to without others, if that is small."""
        whole = sum((self._value(one) for one in numbers), Decimal())
        whole -= sum((self._value(one) for one in without), Decimal())
        if 0 < whole < self._threshold:
            signed = [*((1, one) for one in numbers), *((-1, one) for one in without)]
            rows = [(sign, one.partner, self._row(one)) for sign, one in signed]
            if all(p is None or row.keys() <= self._single for _, p, row in rows):
                yield combined((sign, row) for sign, _, row in rows)

    def _is_small(self, number: Number) -> bool:
        return 0 < self._value(number) < self._threshold

    def _value(self, number: Number) -> Decimal:
        """A number without what the reader's own partners have put into it."""
        partner, cell, name, at, to_date = number
        if partner is None:
            return self._others(cell, name)[to_date][at]
        value = self._shares.value(partner, cell, name, at, to_date=to_date)
        return Decimal() if value is None else value

    def _others(self, cell: Cell, name: str) -> tuple[list[Decimal], list[Decimal]]:
        """What all others have put in, at all steps and to date."""
        if (cell, name) not in self._lines:
            alone, to_date = (
                [Decimal() if number is None else number for number in line]
                for line in self._shares.lines(None, cell, name)
            )
            for one in self._own:
                own, own_to_date = self._shares.lines(one, cell, name)
                alone = _less(alone, own)
                to_date = _less(to_date, own_to_date)
            self._lines[cell, name] = alone, to_date
        return self._lines[cell, name]

    def _row(self, number: Number) -> Row:
        partner, cell, name, at, to_date = number
        row = self._pieces.row(partner, cell, name, at, to_date=to_date)
        return {piece: by for piece, by in row.items() if piece not in self._known}


def _less(line: list[Decimal], other: Line) -> list[Decimal]:
    return [a if b is None else a - b for a, b in zip(line, other, strict=True)]


def _splits(cells: Collection[Cell]) -> Iterator[tuple[Cell, list[Cell]]]:
    """Each cell that is split further, and the cells that it is split into, by way."""
    ways = sorted({cell.dimensions for cell in cells if cell != TOTAL})
    for whole in cells:
        for way in ways:
            if set(whole.dimensions) < set(way):
                parts = [
                    cell
                    for cell in cells
                    if cell.dimensions == way and set(whole.parts) <= set(cell.parts)
                ]
                if parts:
                    yield whole, parts
