"""Which rows of a results table are withheld, so that nobody works out a small number.

Row by row, the most important first, it is asked whether somebody who sees this one too
could work out a secret: then it is withheld. So a row is withheld only where showing it
would tell something, given what is shown already.

Many people read the same figures, and everybody may look without signing in. So what is
shown of all together is the same for all: what is safe before the public, and before
each partner, who knows their own part. What else a reader sees builds on that. Whoever
belongs to several partners is shown less while signed in; what they see signed out is
made for people of one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Protocol

from impact_hub.features.indicators.rules.adding_up import Figure
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import OverTime
from impact_hub.features.results.rules.knowledge import Knowledge, Row
from impact_hub.features.results.rules.pieces import Pieces
from impact_hub.features.results.rules.secrets import Secrets
from impact_hub.features.results.rules.shares import DENOMINATOR, NUMERATOR, Shares


@dataclass(frozen=True, slots=True)
class Key:
    """The place of a row: which step in time, alone or to date, whose, which cell."""

    at: int
    partner: int | None
    cell: Cell
    to_date: bool


class HasFigure(Protocol):
    """A row, as far as it matters here."""

    @property
    def figure(self) -> Figure: ...


def withheld_keys(
    rows: Mapping[Key, HasFigure],
    shares: Shares,
    own: frozenset[int],
    threshold: int,
    *,
    running_first: bool,
) -> frozenset[Key]:
    """The rows from which a small number could be read or worked out.

    With `running_first`, figures to date matter more than those of the periods.
    """
    if not shares.partners:
        return frozenset()
    figures = {key: row.figure for key, row in rows.items() if key.partner not in own}
    hidden: set[Key] = set()
    if shares.method.over_time is OverTime.AVERAGE:
        if not _anything_is_small(shares, threshold):
            return frozenset()
        hidden = {key for key in figures if key.to_date and not _is_newest(key, shares)}
    in_order = sorted(
        figures.keys() - hidden,
        key=lambda key: _rank(key, figures[key], shares, running_first),
    )
    of_all = [key for key in in_order if key.partner is None]
    of_partners = [key for key in in_order if key.partner is not None]

    readers = {frozenset[int](), own, *(frozenset((p,)) for p in shares.partners)}
    common = _Table(shares, figures, of_all, readers, threshold)
    hidden |= common.withheld(of_all)
    if of_partners:
        table = _Table(shares, figures, in_order, [own], threshold)
        table.show(key for key in of_all if key not in hidden)
        hidden |= table.withheld(of_partners)
    return frozenset(hidden)


def _anything_is_small(shares: Shares, threshold: int) -> bool:
    """Whether anybody has given a small number, or one of theirs is small on average.

    Averages to date tell how often each partner has reported what; they are withheld
    then. Only the newest of a total can be told in few pieces, and so be shown.
    """
    everyone = set(product(shares.partners, shares.steps))
    pieces = Pieces(shares, dict.fromkeys(shares.cells, everyone))
    averages = (
        shares.value(partner, cell, "figure", at, to_date=True)
        for partner in (None, *shares.partners)
        for cell in shares.cells
        for at in shares.steps
    )
    return any(one and 0 < one < threshold for one in averages) or bool(
        Secrets(shares, pieces, (), threshold).rows
    )


def _is_newest(key: Key, shares: Shares) -> bool:
    return key.cell == TOTAL and key.at == shares.steps[-1]


class _Table:
    """The rows as sums of pieces, and what each of its readers knows of them."""

    def __init__(
        self,
        shares: Shares,
        figures: Mapping[Key, Figure],
        keys: Collection[Key],
        readers: Iterable[Collection[int]],
        threshold: int,
    ) -> None:
        self._shares, self._figures = shares, figures
        self._pieces = Pieces(shares, self._apart(keys))
        self._readers: list[tuple[Secrets, Knowledge]] = []
        for own in readers:
            secrets = Secrets(shares, self._pieces, own, threshold)
            if secrets.rows:
                self._readers.append((secrets, Knowledge(secrets.rows)))

    def show(self, keys: Iterable[Key]) -> None:
        """Let all readers see these rows."""
        for key in keys:
            rows = list(self._rows(key))
            for secrets, knowledge in self._readers:
                knowledge.learn(secrets.unknown(row) for row in rows)

    def withheld(self, keys: Iterable[Key]) -> set[Key]:
        """Let all readers see these rows, but for those that would tell a secret."""
        hidden: set[Key] = set()
        for key in keys:
            rows = list(self._rows(key))
            if any(
                knowledge.tells(secrets.unknown(row) for row in rows)
                for secrets, knowledge in self._readers
            ):
                hidden.add(key)
            else:
                self.show([key])
        return hidden

    def _rows(self, key: Key) -> Iterator[Row]:
        """The numbers that a row shows, as sums of pieces."""
        figure = self._figures[key]
        names = (NUMERATOR, DENOMINATOR) if self._shares.is_ratio else ("figure",)
        if self._shares.is_ratio or figure.value is not None:
            for name in names:
                yield self._row(key, key.partner, name)
        if figure.low is not None:
            yield self._row(key, self._largest(key), "figure")

    def _row(self, key: Key, partner: int | None, name: str) -> Row:
        return self._pieces.row(partner, key.cell, name, key.at, to_date=key.to_date)

    def _apart(self, keys: Collection[Key]) -> dict[Cell, set[tuple[int, int]]]:
        """The partners who are seen by themselves, and when, by cell."""
        apart: dict[Cell, set[tuple[int, int]]] = {}
        for key in keys:
            seen = apart.setdefault(key.cell, set())
            steps = range(key.at + 1) if key.to_date else [key.at]
            if key.partner is not None:
                seen.update((key.partner, at) for at in steps)
            if self._figures[key].low is not None:
                seen.update((self._largest(key), at) for at in steps)
        return apart

    def _largest(self, key: Key) -> int:
        return self._shares.largest(key.cell, key.at, to_date=key.to_date)


def _rank(
    key: Key,
    figure: Figure,
    shares: Shares,
    running_first: bool,  # noqa: FBT001
) -> tuple[object, ...]:
    """What matters most comes first: totals, then what is newest; zeros harm nobody."""
    is_last = key.at == shares.steps[-1]
    running = key.to_date and (is_last or (running_first and key.cell == TOTAL))
    value = figure.value if figure.denominator is None else figure.denominator
    return (
        key.cell != TOTAL,
        0 if running else 2 if key.to_date else 1,
        -key.at,
        bool(value),
        -abs(value or Decimal()),
        key.partner or 0,
        str(key.cell),
    )
