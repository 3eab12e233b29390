"""The results table of one measure: every figure that its reader may ask for."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from impact_hub.features.indicators.rules.adding_up import (
    Figure,
    Given,
    Heap,
    aggregate,
    running,
    running_heaps,
)
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import OverTime
from impact_hub.features.results.rules.facts import (
    Audience,
    Fact,
    Measure,
    ResultRow,
    Stretch,
)
from impact_hub.features.results.rules.masking import Key, withheld_keys
from impact_hub.features.results.rules.scoreboard import is_running
from impact_hub.features.results.rules.shares import Shares
from impact_hub.kit.calendar import Rhythm, Span


def rows_of(
    measure: Measure,
    stretches: Sequence[Stretch],
    facts: Collection[Fact],
    audience: Audience,
    *,
    threshold: int,
    headlines_only: bool = False,
) -> list[ResultRow]:
    """All rows for one reader: by period and to date, by partner and category.

    `stretches` are the periods in the measure's rhythm, in time. Small numbers, and
    what they could be worked out from, are withheld from whoever is neither the partner
    nor the backbone.
    """
    if headlines_only and not needs_all(measure, audience):
        facts = [fact for fact in facts if fact.cell == TOTAL]
    book = _Book(measure, stretches, facts)
    rows = dict(_series(book, None, TOTAL) if headlines_only else _rows(book, audience))
    if not is_masked(measure, audience):
        return list(rows.values())
    hidden = withheld_keys(
        rows,
        Shares(measure.method, stretches, facts),
        audience.own,
        threshold,
        running_first=is_running(measure),
    )
    return [
        replace(row, figure=_bare(row.figure), is_withheld=True)
        if key in hidden
        else row
        for key, row in rows.items()
    ]


def is_masked(measure: Measure, audience: Audience) -> bool:
    """Whether something of it may be withheld, so that single values matter."""
    return measure.is_protected and not audience.sees_all


def needs_all(measure: Measure, audience: Audience) -> bool:
    """Whether even its headlines depend on categories: what they would tell of them."""
    averages = measure.method.over_time is OverTime.AVERAGE
    return averages and is_masked(measure, audience)


def headlines_of(
    measure: Measure,
    stretches: Sequence[Stretch],
    heaps: Mapping[int, Heap],
) -> list[ResultRow]:
    """The headlines alone, from what the database has added up, by period.

    What `rows_of` says of the same, for methods that can be heaped and readers who may
    see all of it.
    """
    steps = [heaps.get(stretch.id, Heap()) for stretch in stretches]
    expected = [len(measure.expected.get(s.id, frozenset())) for s in stretches]
    to_date = running_heaps(steps, measure.method, expected=expected)
    rows: list[ResultRow] = []
    for at, step in enumerate(steps):
        alone = running_heaps([step], measure.method, expected=[expected[at]])[0]
        pair = _pair(measure, stretches, at, (None, TOTAL), alone, to_date[at])
        rows += [row for _, row in pair]
    return rows


class _Book:
    """The facts of one measure, by cell and partner, step by step in time."""

    def __init__(
        self, measure: Measure, stretches: Sequence[Stretch], facts: Iterable[Fact]
    ) -> None:
        self.measure, self.stretches = measure, stretches
        self._place = {stretch.id: at for at, stretch in enumerate(stretches)}
        self._steps: dict[tuple[int | None, Cell], list[list[Given]]] = {}
        self.partners: set[int] = set()
        for fact in facts:
            if fact.period in self._place:
                self._add(fact)

    def _add(self, fact: Fact) -> None:
        at = self._place[fact.period]
        given = Given(
            partner=fact.partner,
            until=self.stretches[at].span.ends,
            figure=fact.figure,
            numerator=fact.numerator,
            denominator=fact.denominator,
            reason=fact.reason,
            estimated=fact.estimated,
        )
        self.partners.add(fact.partner)
        for whose in (None, fact.partner):
            self.steps(whose, fact.cell)[at].append(given)

    def steps(self, partner: int | None, cell: Cell) -> list[list[Given]]:
        """What was given in each step, by everyone or by one partner."""
        empty: list[list[Given]] = [[] for _ in self.stretches]
        return self._steps.setdefault((partner, cell), empty)

    def expected(self, partner: int | None) -> list[int]:
        """How many were due in each step."""
        owed = [self.measure.expected.get(s.id, frozenset()) for s in self.stretches]
        if partner is None:
            return [len(partners) for partners in owed]
        return [int(partner in partners) for partners in owed]


def _rows(book: _Book, audience: Audience) -> Iterator[tuple[Key, ResultRow]]:
    cells = [TOTAL, *book.measure.cells]
    for cell in cells:
        yield from _series(book, None, cell)
    for partner in sorted(book.partners):
        knows = audience.sees_all or partner in audience.own
        if not (knows or audience.sees_partners):
            continue
        for cell in cells if knows else [TOTAL]:
            yield from _series(book, partner, cell)


def _series(
    book: _Book, partner: int | None, cell: Cell
) -> Iterator[tuple[Key, ResultRow]]:
    """A figure per period, and the figure to date at the end of each."""
    steps, expected = book.steps(partner, cell), book.expected(partner)
    method = book.measure.method
    to_date = running(steps, method, expected=expected)
    for at in range(len(book.stretches)):
        alone = aggregate(steps[at], method, expected=expected[at])
        pair = _pair(
            book.measure, book.stretches, at, (partner, cell), alone, to_date[at]
        )
        yield from pair


def _pair(
    measure: Measure,
    stretches: Sequence[Stretch],
    at: int,
    whose: tuple[int | None, Cell],
    alone: Figure,
    to_date: Figure,
) -> Iterator[tuple[Key, ResultRow]]:
    partner, cell = whose
    span = stretches[at].span
    whole = _whole(stretches[0].span, span)
    yield (
        Key(at, partner, cell, to_date=False),
        ResultRow(measure.id, False, span, partner, cell, alone),  # noqa: FBT003
    )
    yield (
        Key(at, partner, cell, to_date=True),
        ResultRow(measure.id, True, whole, partner, cell, to_date),  # noqa: FBT003
    )


def _whole(first: Span, last: Span) -> Span:
    return Span(first.starts, last.ends, Rhythm.SPAN)


def _bare(figure: Figure) -> Figure:
    """What may be said of a withheld figure: who reported, and nothing else."""
    return Figure(reported=figure.reported, expected=figure.expected)
