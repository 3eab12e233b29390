"""The results table of one measure: every figure that its reader may ask for."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from impact_hub.features.indicators.rules.adding_up import (
    Accumulator,
    Due,
    Figure,
    NoFigure,
    PartialSum,
    begins_at_baseline,
    is_carried,
)
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import OverPartners, OverTime
from impact_hub.features.results.disclosure import FiguresTable, Key, suppress
from impact_hub.features.results.rules.book import Book
from impact_hub.features.results.rules.facts import (
    Audience,
    Fact,
    FigureRow,
    Measure,
    Periods,
)
from impact_hub.kit.calendar import Rhythm, Span

Rows = Mapping[Key, FigureRow]


def rows_of(
    measure: Measure,
    periods: Periods,
    facts: Collection[Fact],
    audience: Audience,
    *,
    threshold: int,
    headlines_only: bool = False,
) -> list[FigureRow]:
    """All rows for one reader: by period and to date, by partner and cell.

    Small numbers, and what they could be worked out from, are withheld from whoever is
    neither the partner nor the backbone. With `headlines_only`, those of all together
    alone; where there is no total, by the categories that there are.
    """
    has_total = not facts or any(fact.cell == TOTAL for fact in facts)
    headlines_only = headlines_only and has_total
    if headlines_only and not needs_all(measure, audience):
        facts = [fact for fact in facts if fact.cell == TOTAL]
    book = Book(measure, periods, facts)
    rows = dict(_series(book, None, TOTAL) if headlines_only else _rows(book, audience))
    if not is_masked(measure, audience):
        return list(rows.values())
    hidden = _withheld(book, rows, audience, threshold)
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
    measure: Measure, periods: Periods, sums: Mapping[int, PartialSum]
) -> list[FigureRow]:
    """The headlines alone, from what the database has added up, by period.

    What `rows_of` says of the same, for additive methods, readers who may see all of
    it, and partners who have given only what they owed.
    """
    book = Book(measure, periods, ())
    running = Accumulator(measure.method, _baseline(book, None, TOTAL))
    due = Due()
    rows: list[FigureRow] = []
    for at, number in enumerate(periods):
        running.begin()
        running.add_sum(sums.get(number, PartialSum()))
        now = book.due(None, at)
        due = _and(due, now)
        figures = running.figure(now, of_step=True), running.figure(due)
        rows += [row for _, row in _pair(book, at, (None, TOTAL), figures)]
    return rows


def _withheld(
    book: Book, rows: Rows, audience: Audience, threshold: int
) -> frozenset[Key]:
    """First what all see of all together, the same for all; then what else one sees.

    Who belongs to several partners is shown less while signed in; what they see signed
    out is made for people of one.
    """
    own, contributions = audience.own, book.contributions
    partners = contributions.partners
    if not partners:
        return frozenset()
    figures = {key: row.figure for key, row in rows.items() if key.partner not in own}
    together = {key: each for key, each in figures.items() if key.partner is None}
    first = begins_at_baseline(book.measure.method)
    hidden = suppress(
        FiguresTable(contributions, together, first),
        {frozenset[int](), own, *(frozenset((one,)) for one in partners)},
        threshold,
    )
    if len(figures) == len(together):
        return hidden
    shown = {key for key in together if key not in hidden}
    rest = {key: each for key, each in figures.items() if key not in hidden}
    remaining = FiguresTable(contributions, rest, first)
    return hidden | suppress(remaining, [own], threshold, shown)


def _rows(book: Book, audience: Audience) -> Iterator[tuple[Key, FigureRow]]:
    cells = [TOTAL, *book.cells]
    for cell in cells:
        yield from _series(book, None, cell)
    for partner in book.partners:
        knows = audience.sees_all or partner in audience.own
        if not (knows or audience.sees_partners):
            continue
        for cell in cells if knows else [TOTAL]:
            yield from _series(book, partner, cell)


def _series(
    book: Book, partner: int | None, cell: Cell
) -> Iterator[tuple[Key, FigureRow]]:
    """A figure per period, and the figure to date at the end of each.

    What is carried forward is so in both: how things stood when the period ended.
    """
    method = book.measure.method
    carried, all_asked = is_carried(method), not _is_made_elsewhere(book.measure)
    of_parts_only = cell == TOTAL and not book.has_total
    running = Accumulator(method, _baseline(book, partner, cell))
    due = Due()
    for at, given in enumerate(book.steps(partner, cell)):
        running.begin()
        for one in book.leaving(cell, at) if carried else ():
            if partner in (None, one):
                running.drop(one)
        for one, answer in given:
            running.add(one, answer)
        now = book.due(partner, at, given)
        due = _and(due, now)
        figures = running.figure(now, of_step=True), running.figure(due)
        if of_parts_only and book.has_figures(partner, at):
            figures = _without_total(figures[0]), _without_total(figures[1])
        if all_asked or given or cell == TOTAL:
            yield from _pair(book, at, (partner, cell), figures)


def _without_total(figure: Figure) -> Figure:
    return replace(figure, why=NoFigure.NO_TOTAL)


def _is_made_elsewhere(measure: Measure) -> bool:
    """Of statistics nobody is asked for every crossing of every year."""
    return measure.method.over_partners is OverPartners.NONE


def _baseline(book: Book, partner: int | None, cell: Cell) -> Decimal | None:
    """Where its running figure begins."""
    measure = book.measure
    if cell != TOTAL or not begins_at_baseline(measure.method):
        return None
    if partner is None:
        return measure.baseline
    return measure.partner_baselines.get(partner)


def _pair(
    book: Book,
    at: int,
    whose: tuple[int | None, Cell],
    figures: tuple[Figure, Figure],
) -> Iterator[tuple[Key, FigureRow]]:
    partner, cell = whose
    number, span = book.numbers[at], book.spans[at]
    whole = Span(book.spans[0].starts, span.ends, Rhythm.SPAN)
    complete = book.is_complete(partner, at)
    for to_date, stretch, figure in zip(
        (False, True), (span, whole), figures, strict=True
    ):
        yield (
            Key(at, partner, cell, to_date),
            FigureRow(
                book.measure.id,
                to_date,
                stretch,
                partner,
                cell,
                figure,
                number,
                complete,
            ),
        )


def _and(one: Due, other: Due) -> Due:
    return Due(
        one.expected + other.expected,
        one.received + other.received,
        one.being_corrected + other.being_corrected,
    )


def _bare(figure: Figure) -> Figure:
    """What may be said of a withheld figure: who reported, and nothing else."""
    return Figure(
        reported=figure.reported,
        received=figure.received,
        expected=figure.expected,
        why=NoFigure.WITHHELD,
    )
