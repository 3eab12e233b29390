"""Approved figures of every kind, as partners might give them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product

from hypothesis import strategies as st

from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import (
    KINDS,
    Method,
    MissingReason,
)
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.results.rules.facts import Fact, Measure
from impact_hub.kit.calendar import Rhythm, Span, calendar

SPANS = list(calendar(date(2026, 1, 1), date(2027, 12, 31), Rhythm.QUARTER))
METHODS = [
    Method(kind, over_time, over_partners)
    for kind, of in KINDS.items()
    if of.is_number
    for over_time, over_partners in product(of.over_time, of.over_partners)
]
PROTECTED = [m for m in METHODS if m.of_kind.may_be_of_people]

YOUNG, OLD = Cell((("age", "young"),)), Cell((("age", "old"),))
GIRLS, BOYS = Cell((("sex", "f"),)), Cell((("sex", "m"),))
CROSSED = tuple(
    Cell((("age", age), ("sex", sex))) for age in ("young", "old") for sex in "fm"
)
SPLITS = {
    "no split": (),
    "one": (YOUNG, OLD),
    "three": (YOUNG, OLD, Cell((("age", "unknown"),))),
    "two": (YOUNG, OLD, GIRLS, BOYS),
    "crossed": (YOUNG, OLD, *CROSSED),
    "only crossed": CROSSED,
}


@dataclass(frozen=True)
class Case:
    """A measure, its periods, and what was given."""

    measure: Measure
    periods: dict[int, Span]
    facts: list[Fact]

    @property
    def partners(self) -> list[int]:
        return sorted({fact.partner for fact in self.facts})


def spans(steps: int) -> dict[int, Span]:
    """So many periods, by number."""
    return {at: SPANS[at] for at in range(steps)}


EVERYONE = frozenset({1, 2, 3, 4})


def measure_of(
    method: Method,
    cells: tuple[Cell, ...] = (),
    steps: int = 8,
    owing: Mapping[int, frozenset[int]] | None = None,
) -> Measure:
    """A measure of people that two partners owe."""
    return Measure(
        id=1,
        method=method,
        counts_people=True,
        baseline=None,
        baseline_on=None,
        aims=(),
        cells=cells,
        expected=owing or {at: frozenset({1, 2}) for at in range(steps)},
    )


def data_of_owing(draw: st.DrawFn, steps: int) -> dict[int, frozenset[int]]:
    """Who owes what: mostly everyone; some join late, some leave."""
    owing = dict.fromkeys(range(steps), EVERYONE)
    for partner in draw(st.sets(st.integers(1, 4), max_size=2)):
        ends = draw(st.integers(0, steps))
        for at in range(ends, steps):
            owing[at] -= {partner}
    return owing


Pair = tuple[int, int]  # the one number; of a ratio the part, and the rest

COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 6), st.integers(0, 40), st.just(0))


@st.composite
def cases(
    draw: st.DrawFn,
    methods: list[Method] = PROTECTED,
    numbers: st.SearchStrategy[int] = COUNTS,
) -> Case:
    """Few partners, few periods, many small numbers; gaps everywhere.

    With other `numbers`, only these, and nothing that is not specified.
    """
    method = draw(st.sampled_from(methods))
    cells = SPLITS[draw(st.sampled_from(sorted(SPLITS)))]
    steps = draw(st.integers(1, 4))
    partners = range(1, draw(st.integers(1, 4)) + 1)
    gaps = draw(st.sampled_from([0, 0, 3]))
    facts: list[Fact] = []
    for partner, at in product(partners, range(steps)):
        if gaps and not draw(st.integers(0, gaps)):
            continue
        given = Given(draw, numbers, gaps, may_have_more=numbers is COUNTS)
        facts += [
            fact_of(method, partner, at, cell, value)
            for cell, value in given.by_cell(cells).items()
        ]
    owing = data_of_owing(draw, steps)
    return Case(measure_of(method, cells, owing=owing), spans(steps), facts)


def fact_of(
    method: Method,
    partner: int,
    at: int,
    cell: Cell = TOTAL,
    value: Pair | None = (0, 0),
    reason: MissingReason | None = None,
) -> Fact:
    """One value: the first number, or that of a ratio beside those who are left."""
    if value is None:
        return Fact(partner, at, cell, Answer(reason=reason))
    part, rest = map(Decimal, value)
    if method.of_kind.is_share:
        answer = Answer(numerator=part, denominator=part + rest)
    elif method.of_kind.is_quotient:  # how many there were, and what they sum up to
        answer = Answer(numerator=part * 3 + rest, denominator=part)
    else:
        answer = Answer(figure=part)
    return Fact(partner, at, cell, answer)


@dataclass(frozen=True)
class Given:
    """One partner's update: categories, and a total that has room for them."""

    draw: st.DrawFn
    numbers: st.SearchStrategy[int]
    gaps: int
    may_have_more: bool

    def by_cell(self, cells: tuple[Cell, ...]) -> dict[Cell, Pair]:
        finest = [
            c for c in cells if not any(set(c.parts) < set(o.parts) for o in cells)
        ]
        given: dict[Cell, Pair] = {}
        for cell in finest:
            if not (self.gaps and not self.draw(st.integers(0, self.gaps))):
                given[cell] = self._number()
        for cell in sorted(set(cells) - set(finest), key=str):
            within = [v for c, v in given.items() if set(cell.parts) < set(c.parts)]
            given[cell] = self._and_more(_sum(within))
        by_way: dict[tuple[str, ...], list[Pair]] = {}
        for cell, value in given.items():
            by_way.setdefault(cell.dimensions, []).append(value)
        sums = [_sum(values) for values in by_way.values()]
        least = (
            max((n for n, _ in sums), default=0),
            max((r for _, r in sums), default=0),
        )
        given[TOTAL] = self._and_more(least) if sums else self._number()
        return given

    def _number(self) -> Pair:
        return self.draw(self.numbers), self.draw(self.numbers)

    def _and_more(self, value: Pair) -> Pair:
        """A total, mostly without anything that is not specified."""
        more = st.sampled_from([0, 0, 0, 2, 20] if self.may_have_more else [0])
        return value[0] + self.draw(more), value[1] + self.draw(more)


def _sum(values: list[Pair]) -> Pair:
    return sum(n for n, _ in values), sum(r for _, r in values)
