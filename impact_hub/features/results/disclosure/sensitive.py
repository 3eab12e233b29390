"""The small numbers behind a results table that a reader must not work out.

With a threshold of 5, of a total of 63 with three ages:

    0-17: 40    18-64: 20    65+: 3        3 is sensitive; 63 - 40 - 20 would tell it
    0-17: 40    18-64: 2     65+: 2        both are, and so are the 4 that they make
    0-17: 40    18-64: 20    not given     63 - 40 - 20 = 3 are not specified: sensitive

The same for each partner by itself, for all but the reader's own, for the others of a
share (of 60 all but 58), and for what a range tells beside its largest partner.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product
from typing import NamedTuple

from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import OverPartners, OverTime
from impact_hub.features.results.disclosure.contributions import (
    Contributions,
    Line,
)
from impact_hub.features.results.disclosure.equations import Row, combined
from impact_hub.features.results.disclosure.terms import Terms
from impact_hub.kit.exact import exact


class Number(NamedTuple):
    """A number behind the table: whose (None: all together), of what, and when."""

    partner: int | None
    cell: Cell
    name: str
    at: int
    to_date: bool


class Sensitive:
    """What is small, and none of the reader's business.

    The reader knows everything about their `own` partners, and nothing of the others.
    """

    def __init__(
        self,
        contributions: Contributions,
        terms: Terms,
        own: Collection[int],
        threshold: int,
    ) -> None:
        self._contributions, self._terms = contributions, terms
        self._own, self._threshold = sorted(own), threshold
        self._is_summed = contributions.method.over_time is OverTime.SUM
        self._splits = list(_splits(contributions.cells))
        self._margins = list(_margins(contributions.cells))
        others = [term.partners.difference(own) for term in terms]
        self._known = {number for number, one in enumerate(others) if not one}
        # Of a term that several others are in, no figure tells what each has given.
        self._single = {number for number, one in enumerate(others) if len(one) == 1}
        # What is carried forward is in figures of single periods as in those to date.
        self._ways = (True,) if contributions.is_carried else (False, True)
        self._told = self._told_apart(others)
        self._lines: dict[tuple[Cell, str], tuple[list[Decimal], list[Decimal]]] = {}
        with exact():
            self.rows = list(self._rows())
        places = terms.places
        self._places = {places[number] for row in self.rows for number in row}

    def unknown(self, row: Row) -> Row:
        """What of a sum the reader doesn't know, and needs for a small number."""
        return {
            number: by
            for number, by in row.items()
            if number not in self._known and self._terms.places[number] in self._places
        }

    def _told_apart(
        self, others: Sequence[Collection[int]]
    ) -> dict[int, dict[Cell, tuple[Collection[int], Collection[int]]]]:
        """Others, cells, and the steps (alone; to date) that might be worked out."""
        steps: dict[tuple[int, Cell], set[int]] = {}
        for number, term in enumerate(self._terms):
            if number in self._single:
                cell, _ = self._terms.places[number]
                for partner in others[number]:
                    steps.setdefault((partner, cell), set()).add(term.at)
        told: dict[int, dict[Cell, tuple[Collection[int], Collection[int]]]] = {}
        for (partner, cell), alone in steps.items():
            first = min(alone)
            given = self._contributions.series(cell)[partner]
            never = self._is_summed and first != min(given)
            to_date = range(0) if never else self._contributions.steps[first:]
            told.setdefault(partner, {})[cell] = alone, to_date
        return told

    def _rows(self) -> Iterator[Row]:
        """Each small number, as a sum of terms."""
        if not (self._told or self._splits or self._has_small_numbers()):
            return
        for at, name in product(
            self._contributions.steps, self._contributions.counting
        ):
            for to_date in self._ways:
                cells = self._terms.cells(at, to_date=to_date)
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
        is_range = self._contributions.method.over_partners is OverPartners.RANGE
        return is_range or any(
            0 < number < self._threshold
            for cell, name in product(
                self._contributions.cells, self._contributions.counting
            )
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

        for margin in self._margins if len(number) > 1 else ():
            yield from self._if_small([number[c] for c in margin if c in number])

    def _besides_largest(self, numbers: Iterable[Number]) -> Iterator[Row]:
        """What a range tells of the others, beside the largest of them."""
        if self._contributions.method.over_partners is OverPartners.RANGE:
            for one in numbers:
                at, to_date = one.at, one.to_date
                largest = self._contributions.largest(one.cell, at, to_date=to_date)
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
        value = self._contributions.value(partner, cell, name, at, to_date=to_date)
        return Decimal() if value is None else value

    def _others(self, cell: Cell, name: str) -> tuple[list[Decimal], list[Decimal]]:
        """What all others have put in, at all steps and to date."""
        if (cell, name) not in self._lines:
            alone, to_date = (
                [Decimal() if number is None else number for number in line]
                for line in self._contributions.lines(None, cell, name)
            )
            for one in self._own:
                own, own_to_date = self._contributions.lines(one, cell, name)
                alone = _less(alone, own)
                to_date = _less(to_date, own_to_date)
            self._lines[cell, name] = alone, to_date
        return self._lines[cell, name]

    def _row(self, number: Number) -> Row:
        partner, cell, name, at, to_date = number
        row = self._terms.row(partner, cell, name, at, to_date=to_date)
        return {term: by for term, by in row.items() if term not in self._known}


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


def _margins(cells: Collection[Cell]) -> Iterator[list[Cell]]:
    """Crossings that share categories which no cell of its own is given for.

    Girls of 0-17 and boys of 0-17 are all of 0-17, also where nobody wrote that down.
    """
    groups: dict[tuple[tuple[str, ...], Cell], list[Cell]] = {}
    for cell in cells:
        for size in range(1, len(cell.parts)):
            for parts in combinations(cell.parts, size):
                groups.setdefault((cell.dimensions, Cell(parts)), []).append(cell)
    for (_, margin), group in groups.items():
        if margin not in cells and len(group) > 1:
            yield group
