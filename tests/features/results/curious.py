"""A reader who adds up and takes away whatever they see, in every way there is.

They know who has reported what and when, but no figures of others. Every figure that a
page, a chart or a file shows is a sum of what partners gave; what can be worked out
from such sums is a question of linear algebra, and answered here in another way than
the rules do it: in whole numbers, modulo a prime.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import Method, OverTime
from impact_hub.features.results.rules.facts import Fact, FigureRow, Measure, Periods

PRIME = 2**89 - 1

Atom = tuple[int, Cell, int, str]  # partner, cell, step in time, part of a ratio
Weights = Mapping[Atom, Fraction]


@dataclass(frozen=True)
class Question:
    """A number that might be worked out: what it is, and its sum of atoms."""

    name: str
    weights: Weights


class Truth:
    """All that partners gave: what every figure is made of."""

    def __init__(
        self, measure: Measure, periods: Periods, facts: Iterable[Fact]
    ) -> None:
        self.method: Method = measure.method
        kind = measure.method.of_kind
        self.is_share, self.is_quotient = kind.is_share, kind.is_quotient
        self.names = ("numerator", "denominator") if self.is_quotient else ("figure",)
        # Of a mean it matters how many there were, not what they sum up to.
        self.of_people = self.names if self.is_share else self.names[-1:]
        self.steps = range(len(periods))
        self.owing = [measure.expected.get(number, frozenset()) for number in periods]
        place = {number: at for at, number in enumerate(periods)}
        self.atoms: dict[Atom, Decimal] = {}
        for fact in facts:
            if fact.period in place and self._is_whole(fact):
                for name in self.names:
                    atom = (fact.partner, fact.cell, place[fact.period], name)
                    self.atoms[atom] = getattr(fact.answer, name)
        self.partners = sorted({partner for partner, *_ in self.atoms})
        self.cells = sorted({cell for _, cell, *_ in self.atoms} - {TOTAL}, key=str)

    def _is_whole(self, fact: Fact) -> bool:
        if self.is_quotient:
            return None not in (fact.answer.numerator, fact.answer.denominator)
        return fact.answer.figure is not None

    def value(self, weights: Weights) -> Fraction:
        """What a sum of atoms comes to."""
        return sum(
            (weight * Fraction(self.atoms[atom]) for atom, weight in weights.items()),
            Fraction(),
        )

    def given(
        self, partner: int | None, cell: Cell, at: int, name: str, *, to_date: bool
    ) -> Weights:
        """What the figure of a row is made of."""
        weights: dict[Atom, Fraction] = {}
        for each in self.partners if partner is None else [partner]:
            latest = self.method.over_time is OverTime.LATEST
            steps = [
                step
                for step in (range(at + 1) if to_date or latest else [at])
                if (each, cell, step, name) in self.atoms
            ]
            if latest:
                steps = [step for step in steps[-1:] if self.holds(each, step, at)]
            average = self.method.over_time is OverTime.AVERAGE
            weight = Fraction(1, len(steps)) if average and steps else Fraction(1)
            weights.update({(each, cell, step, name): weight for step in steps})
        return weights

    def holds(self, partner: int, step: int, at: int) -> bool:
        """Whether a partner's answer still stands: it has given no other total since,
        and was there all the time."""
        return all(
            partner in self.owing[later]
            and (partner, TOTAL, later, self.names[0]) not in self.atoms
            for later in range(step + 1, at + 1)
        )

    def largest(self, row: FigureRow, at: int) -> Weights:
        """What the low end of a range is made of: the largest single partner's."""
        alone = [
            self.given(partner, row.cell, at, "figure", to_date=row.to_date)
            for partner in self.partners
        ]
        return max(alone, key=self.value)

    def questions(self) -> Iterator[Question]:
        """Everything that a curious reader could want to know."""
        averages = self.method.over_time is OverTime.AVERAGE
        for to_date in (False,) if averages else (False, True):
            for at in self.steps:
                for partner in (None, *self.partners):
                    yield from self._questions(partner, at, to_date=to_date)

    def _questions(
        self, partner: int | None, at: int, *, to_date: bool
    ) -> Iterator[Question]:
        where = f"{partner or 'all'} at {at}{' to date' if to_date else ''}"
        for name in self.of_people:
            yield from self._of_margins(partner, at, name, where, to_date=to_date)
            for cell in (TOTAL, *self.cells):
                yield Question(
                    f"{name} of {where} in {str(cell) or 'total'}",
                    self.given(partner, cell, at, name, to_date=to_date),
                )
            for whole, dimensions in self.splits():
                weights = defaultdict(
                    Fraction, self.given(partner, whole, at, name, to_date=to_date)
                )
                if not weights:
                    continue
                for cell in self.cells_of(whole, dimensions):
                    part = self.given(partner, cell, at, name, to_date=to_date)
                    for atom, weight in part.items():
                        weights[atom] -= weight
                yield Question(
                    f"{name} of {where} in {str(whole) or 'total'} without "
                    f"{'&'.join(dimensions)}",
                    weights,
                )
        if self.is_share:
            yield from self._rests(partner, at, where, to_date=to_date)

    def _of_margins(
        self, partner: int | None, at: int, name: str, where: str, *, to_date: bool
    ) -> Iterator[Question]:
        """Those of a category that only crossings were given for."""
        for margin in self.margins():
            weights: dict[Atom, Fraction] = {}
            for cell in margin:
                weights.update(self.given(partner, cell, at, name, to_date=to_date))
            yield Question(f"{name} of {where} in {margin}", weights)

    def _rests(
        self, partner: int | None, at: int, where: str, *, to_date: bool
    ) -> Iterator[Question]:
        """Those of a share who are not in its numerator."""
        for cell in (TOTAL, *self.cells):
            whole, part = (
                self.given(partner, cell, at, name, to_date=to_date)
                for name in ("denominator", "numerator")
            )
            yield Question(
                f"the others of {where} in {str(cell) or 'total'}",
                {**whole, **{atom: -weight for atom, weight in part.items()}},
            )

    def splits(self) -> Iterator[tuple[Cell, tuple[str, ...]]]:
        """Each cell, and the ways in which it is split further."""
        ways = sorted({cell.dimensions for cell in self.cells})
        for whole in (TOTAL, *self.cells):
            for dimensions in ways:
                if set(whole.dimensions) < set(dimensions):
                    yield whole, dimensions

    def margins(self) -> Iterator[list[Cell]]:
        """Crossings that share some of their categories."""
        parts = {part for cell in self.cells for part in cell.parts}
        ways = {cell.dimensions for cell in self.cells if len(cell.parts) > 1}
        for part in sorted(parts):
            for way in sorted(ways):
                yield self.cells_of(Cell((part,)), way)

    def cells_of(self, whole: Cell, dimensions: tuple[str, ...]) -> list[Cell]:
        return [
            cell
            for cell in self.cells
            if cell.dimensions == dimensions and set(whole.parts) <= set(cell.parts)
        ]


class Curious:
    """Somebody who has seen some rows, and knows some partners' figures anyway."""

    def __init__(self, truth: Truth, own: frozenset[int] = frozenset()) -> None:
        self.truth, self.own = truth, own
        self.solved: dict[Atom, dict[Atom, int]] = {}

    def see(self, rows: Iterable[FigureRow], spans: Sequence[object]) -> None:
        """Look at a table: every number in it becomes known."""
        for row in rows:
            at = spans.index(row.span.ends)
            if row.is_withheld:
                assert row.figure.value is None
                assert row.figure.numerator is row.figure.denominator is None
                assert row.figure.low is None
                continue
            self._see(row, at)

    def _see(self, row: FigureRow, at: int) -> None:
        figure, truth = row.figure, self.truth
        for name in truth.names:
            shown = figure.value if name == "figure" else getattr(figure, name)
            if shown is None:
                continue
            weights = truth.given(row.partner, row.cell, at, name, to_date=row.to_date)
            assert abs(truth.value(weights) - Fraction(shown)) < Fraction(1, 10**9)
            self._learn(weights)
        if figure.low is not None:
            weights = truth.largest(row, at)
            assert abs(truth.value(weights) - Fraction(figure.low)) < Fraction(1, 10**9)
            self._learn(weights)

    def works_out(self, question: Question) -> bool:
        """Whether the question's answer follows from what was seen."""
        return not self._rest(self._unknown(question.weights))

    def wants(self, question: Question, threshold: int) -> bool:
        """Whether it is about few people, none of them the reader's own."""
        of_others = {
            atom: weight
            for atom, weight in question.weights.items()
            if atom[0] not in self.own
        }
        return bool(of_others) and 0 < self.truth.value(of_others) < threshold

    def learns(self, threshold: int) -> list[str]:
        """The names of all small numbers that they work out."""
        return [
            question.name
            for question in self.truth.questions()
            if self.wants(question, threshold) and self.works_out(question)
        ]

    def _unknown(self, weights: Weights) -> dict[Atom, int]:
        row = {
            atom: weight.numerator * pow(weight.denominator, -1, PRIME) % PRIME
            for atom, weight in weights.items()
            if atom[0] not in self.own
        }
        return {atom: weight for atom, weight in row.items() if weight}

    def _learn(self, weights: Weights) -> None:
        row = self._rest(self._unknown(weights))
        if not row:
            return
        pivot, unit = next(iter(row.items()))
        inverse = pow(unit, -1, PRIME)
        solved = {atom: by * inverse % PRIME for atom, by in row.items()}
        for other, known in self.solved.items():
            if pivot in known:
                self.solved[other] = _less(known, solved, known[pivot])
        self.solved[pivot] = solved

    def _rest(self, row: dict[Atom, int]) -> dict[Atom, int]:
        for pivot in [atom for atom in row if atom in self.solved]:
            row = _less(row, self.solved[pivot], row[pivot])
        return row


def _less(row: dict[Atom, int], other: dict[Atom, int], times: int) -> dict[Atom, int]:
    result = dict(row)
    for atom, by in other.items():
        rest = (result.get(atom, 0) - times * by) % PRIME
        if rest:
            result[atom] = rest
        else:
            result.pop(atom, None)
    return result
