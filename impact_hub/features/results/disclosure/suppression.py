"""Which rows of a results table are withheld, so that nobody works out a small number.

Row by row, the most important first, it is asked whether somebody who sees this one too
could work out a small number: then it is withheld. So a row is withheld only where
showing it would tell something, given what is shown already.

    total 63    shown
    0-17  40    shown
    18-64 20    withheld: with it, 63 - 40 - 20 = 3 would be known
    65+    3    withheld: three people

Many people read the same figures, and everybody may look without signing in. So what is
shown of all together must be safe before several readers at once: the public, and each
partner, who knows their own part.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from impact_hub.features.indicators.rules.adding_up import Figure
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import OverTime
from impact_hub.features.results.disclosure.contributions import (
    DENOMINATOR,
    FIGURE,
    NUMERATOR,
    Contributions,
)
from impact_hub.features.results.disclosure.equations import Equations, Row
from impact_hub.features.results.disclosure.sensitive import Sensitive
from impact_hub.features.results.disclosure.terms import Terms


@dataclass(frozen=True, slots=True)
class Key:
    """The place of a row: which step in time, alone or to date, whose, which cell."""

    at: int
    partner: int | None
    cell: Cell
    to_date: bool


@dataclass(frozen=True, slots=True)
class FiguresTable:
    """The rows that might be shown, and what they are made of.

    With `running_first`, figures to date matter more than those of the periods.
    """

    contributions: Contributions
    figures: Mapping[Key, Figure]
    running_first: bool


def suppress(
    table: FiguresTable,
    readers: Iterable[Collection[int]],
    threshold: int,
    known: Collection[Key] = (),
) -> frozenset[Key]:
    """The rows that are withheld from these readers, who know some rows already.

    Each reader is the set of the partners whose figures they know anyway.
    """
    contributions = table.contributions
    hidden: set[Key] = set()
    if contributions.method.over_time is OverTime.AVERAGE:
        if not _anything_is_small(contributions, threshold):
            return frozenset()
        hidden = {
            key
            for key in table.figures
            if key.to_date and not _is_newest(key, contributions)
        }
    wanted = sorted(
        (key for key in table.figures if key not in hidden),
        key=lambda key: _rank(key, table),
    )
    view = _View(table, wanted, readers, threshold)
    view.show(key for key in wanted if key in known)
    return frozenset(hidden | view.withheld(key for key in wanted if key not in known))


def _anything_is_small(contributions: Contributions, threshold: int) -> bool:
    """Whether anybody has given a small number, or one of theirs is small on average.

    Averages to date tell how often each partner has reported what; they are withheld
    then. Only the newest of a total can be told in few terms, and so be shown.
    """
    everyone = set(product(contributions.partners, contributions.steps))
    terms = Terms(contributions, dict.fromkeys(contributions.cells, everyone))
    averages = (
        contributions.value(partner, cell, FIGURE, at, to_date=True)
        for partner in (None, *contributions.partners)
        for cell in contributions.cells
        for at in contributions.steps
    )
    return any(one and 0 < one < threshold for one in averages) or bool(
        Sensitive(contributions, terms, (), threshold).rows
    )


def _is_newest(key: Key, contributions: Contributions) -> bool:
    return key.cell == TOTAL and key.at == contributions.steps[-1]


class _View:
    """The rows as sums of terms, and what each of its readers knows of them."""

    def __init__(
        self,
        table: FiguresTable,
        keys: Sequence[Key],
        readers: Iterable[Collection[int]],
        threshold: int,
    ) -> None:
        self._contributions, self._figures = table.contributions, table.figures
        self._terms = Terms(self._contributions, self._apart(keys))
        self._readers: list[tuple[Sensitive, Equations]] = []
        for own in readers:
            sensitive = Sensitive(self._contributions, self._terms, own, threshold)
            if sensitive.rows:
                self._readers.append((sensitive, Equations(sensitive.rows)))

    def show(self, keys: Iterable[Key]) -> None:
        """Let all readers see these rows."""
        for key in keys:
            rows = list(self._rows(key))
            for sensitive, equations in self._readers:
                equations.learn(sensitive.unknown(row) for row in rows)

    def withheld(self, keys: Iterable[Key]) -> set[Key]:
        """Let all readers see these rows, but for those that would tell something."""
        hidden: set[Key] = set()
        for key in keys:
            rows = list(self._rows(key))
            if any(
                equations.determine(sensitive.unknown(row) for row in rows)
                for sensitive, equations in self._readers
            ):
                hidden.add(key)
            else:
                self.show([key])
        return hidden

    def _rows(self, key: Key) -> Iterator[Row]:
        """The numbers that a row shows, as sums of terms."""
        figure = self._figures[key]
        is_quotient = self._contributions.is_quotient
        names = (NUMERATOR, DENOMINATOR) if is_quotient else (FIGURE,)
        if is_quotient or figure.value is not None:
            for name in names:
                yield self._row(key, key.partner, name)
        if figure.low is not None:
            yield self._row(key, self._largest(key), FIGURE)

    def _row(self, key: Key, partner: int | None, name: str) -> Row:
        return self._terms.row(partner, key.cell, name, key.at, to_date=key.to_date)

    def _apart(self, keys: Iterable[Key]) -> dict[Cell, set[tuple[int, int]]]:
        """The partners who are seen by themselves, and when, by cell."""
        apart: dict[Cell, set[tuple[int, int]]] = {}
        for key in keys:
            seen = apart.setdefault(key.cell, set())
            to_date = key.to_date or self._contributions.is_carried
            steps = range(key.at + 1) if to_date else [key.at]
            if key.partner is not None:
                seen.update((key.partner, at) for at in steps)
            if self._figures[key].low is not None:
                seen.update((self._largest(key), at) for at in steps)
        return apart

    def _largest(self, key: Key) -> int:
        return self._contributions.largest(key.cell, key.at, to_date=key.to_date)


def _rank(key: Key, table: FiguresTable) -> tuple[object, ...]:
    """What matters most comes first: totals, then what is newest; zeros harm nobody."""
    figure = table.figures[key]
    is_last = key.at == table.contributions.steps[-1]
    running = key.to_date and (is_last or (table.running_first and key.cell == TOTAL))
    value = figure.value if figure.denominator is None else figure.denominator
    return (
        key.partner is not None,
        key.cell != TOTAL,
        0 if running else 2 if key.to_date else 1,
        -key.at,
        bool(value),
        -abs(value or Decimal()),
        key.partner or 0,
        str(key.cell),
    )
