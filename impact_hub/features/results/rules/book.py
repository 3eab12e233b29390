"""The facts of one measure, by cell and partner, step by step in time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from impact_hub.features.indicators.rules.adding_up import (
    Due,
    counts_as_given,
    is_carried,
    lasting,
)
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.results.disclosure import Contribution, Contributions
from impact_hub.features.results.rules.facts import (
    NOBODY,
    NOTHING,
    Fact,
    Measure,
    Periods,
)

Given = Sequence[tuple[int, Answer]]  # partner and answer


class Book:
    """What was given, and what is known of the updates in which it came."""

    def __init__(
        self, measure: Measure, periods: Periods, facts: Iterable[Fact]
    ) -> None:
        self.measure = measure
        self.numbers, self.spans = list(periods), list(periods.values())
        self._place = {number: at for at, number in enumerate(self.numbers)}
        self._of_all: dict[Cell, list[list[tuple[int, Answer]]]] = {}
        self._own: defaultdict[tuple[int, Cell], dict[int, Answer]] = defaultdict(dict)
        self._known: dict[tuple[frozenset[int], int], Due] = {}
        for fact in facts:
            at = self._place.get(fact.period)
            if at is not None:
                self._add(fact, at)
        owing = (measure.expected.get(number, NOBODY) for number in self.numbers)
        self.partners = sorted({one for one, _ in self._own}.union(*owing))

    def _add(self, fact: Fact, at: int) -> None:
        if fact.cell not in self._of_all:
            self._of_all[fact.cell] = [[] for _ in self.numbers]
        self._of_all[fact.cell][at].append((fact.partner, fact.answer))
        self._own[fact.partner, fact.cell][at] = fact.answer

    @cached_property
    def cells(self) -> list[Cell]:
        """Every cell beside the total: what is asked for, and what there is."""
        both = dict.fromkeys([*self.measure.cells, *self._of_all])
        return [cell for cell in both if cell != TOTAL]

    @property
    def has_total(self) -> bool:
        """Whether anybody has given a total; else there are only categories."""
        return TOTAL in self._of_all

    def has_figures(self, partner: int | None, at: int) -> bool:
        """Whether anything was given in a step, for whichever cell."""
        return any(
            counts_as_given(answer, self.measure.method.of_kind)
            for cell in self.cells
            for _, answer in self.steps(partner, cell)[at]
        )

    def steps(self, partner: int | None, cell: Cell) -> Sequence[Given]:
        """What was given in each step, by everyone or by one partner."""
        if partner is None:
            return self._of_all.get(cell, [()] * len(self.numbers))
        own = self._own.get((partner, cell), {})
        return [
            ((partner, own[at]),) if at in own else ()
            for at in range(len(self.numbers))
        ]

    def due(self, partner: int | None, at: int, given: Given = ()) -> Due:
        """How many updates were owed in a step (or came unasked), and handed in."""
        number = self.numbers[at]
        owed = self.measure.expected.get(number, NOBODY)
        kind = self.measure.method.of_kind
        unasked = {
            one
            for one, answer in given
            if one not in owed and counts_as_given(answer, kind)
        }
        who = (owed if partner is None else owed & {partner}) | unasked
        if (who, at) not in self._known:
            handed_in = self.measure.handed_in.get(number, NOTHING)
            self._known[who, at] = Due(
                expected=len(who),
                received=len(handed_in.received & who),
                being_corrected=len(handed_in.being_corrected & who),
            )
        return self._known[who, at]

    def is_complete(self, partner: int | None, at: int) -> bool:
        """Whether every update that is owed is approved."""
        number = self.numbers[at]
        owed = self.measure.expected.get(number, NOBODY)
        if partner is not None:
            owed &= {partner}
        return owed <= self.measure.handed_in.get(number, NOTHING).approved

    def leaving(self, cell: Cell, at: int) -> Collection[int]:
        """Whose last answer is carried forward up to here, and not into this step."""
        return self._leaving(cell).get(at, ())

    def _leaving(self, cell: Cell) -> Mapping[int, Sequence[int]]:
        if cell not in self._left:
            found: defaultdict[int, list[int]] = defaultdict(list)
            for one in self._held(cell):
                found[one.until].append(one.partner)
            self._left[cell] = found
        return self._left[cell]

    @cached_property
    def _left(self) -> dict[Cell, Mapping[int, Sequence[int]]]:
        return {}

    @cached_property
    def contributions(self) -> Contributions:
        """What each partner has put into its figures."""
        given = (one for cell in [TOTAL, *self.cells] for one in self._held(cell))
        return Contributions(self.measure.method, len(self.numbers), given)

    def _held(self, cell: Cell) -> Iterator[Contribution]:
        """Every answer for a cell, and how long it holds.

        A category is replaced whenever its partner gives a new total: what it had in
        spring is no part of what it has in summer.
        """
        carried = is_carried(self.measure.method)
        for partner in self.partners:
            own = self._given_at(partner, cell)
            if not carried:
                until = dict.fromkeys(own, len(self.numbers))
            else:
                replaced = {*own, *self._given_at(partner, TOTAL)}
                until = lasting(list(own), replaced, self._owes(partner))
            for at, answer in own.items():
                yield Contribution(partner, cell, at, until[at], answer)

    def _given_at(self, partner: int, cell: Cell) -> Mapping[int, Answer]:
        kind = self.measure.method.of_kind
        own = self._own.get((partner, cell), {})
        return {at: each for at, each in own.items() if counts_as_given(each, kind)}

    def _owes(self, partner: int) -> Sequence[bool]:
        expected = self.measure.expected
        return [partner in expected.get(number, NOBODY) for number in self.numbers]
