"""Which rows of a results table must be withheld, and all that hangs together in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Protocol

from impact_hub.features.indicators.rules.adding_up import Figure
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import Method, OverTime, ValueKind
from impact_hub.features.indicators.rules.protection import Entry, Sum, withheld

# The low end of a range: a single partner's figure, whoever that is.
LOW = "low"


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


class _Part(NamedTuple):
    """One number of a row. A ratio has three; the reader works out the last."""

    key: Key
    name: str  # figure; numerator, denominator, rest
    extra: str = ""  # a number that no row shows but sums contain


def withheld_keys(
    rows: Mapping[Key, HasFigure],
    method: Method,
    own: frozenset[int],
    threshold: int,
) -> frozenset[Key]:
    """The rows from which a small number could be read or worked out."""
    table = _Table(rows, method, own)
    hidden = withheld(table.entries, table.sums, threshold)
    return frozenset(part.key for part in hidden if part.extra in ("", LOW))


class _Table:
    """The rows as numbers, and every sum that holds between them."""

    def __init__(
        self, rows: Mapping[Key, HasFigure], method: Method, own: frozenset[int]
    ) -> None:
        self.rows, self.method, self.own = rows, method, own
        self.partners = sorted({k.partner for k in rows if k.partner is not None})
        self.cells = sorted({k.cell for k in rows} - {TOTAL}, key=str)
        self.splits = sorted({cell.dimensions for cell in self.cells})
        self.names = (
            ("numerator", "denominator", "rest")
            if method.kind is ValueKind.RATIO
            else ("figure",)
        )
        self.entries: dict[_Part, Entry] = {}
        for key, row in rows.items():
            for name in self.names:
                self.entries[_Part(key, name)] = Entry(
                    _number(row.figure, name), known=key.partner in own
                )
        self.sums = list(self._sums())

    def _sums(self) -> Iterator[Sum[_Part]]:
        for key in self.rows:
            if self.method.kind is ValueKind.RATIO:
                yield Sum(
                    _Part(key, "denominator"),
                    (_Part(key, "numerator"), _Part(key, "rest")),
                )
            yield from self._range(key)
            for name in self.names:
                yield from self._over_time(key, name)
                if key.partner is None:
                    yield from self._over_partners(key, name)
                if key.cell == TOTAL:
                    yield from self._over_cells(key, name)

    def _range(self, key: Key) -> Iterator[Sum[_Part]]:
        """A range shows the largest partner's figure, and with it that of the rest."""
        low = self.rows[key].figure.low
        if low is None:
            return
        total = _Part(key, "figure")
        largest = self._extra(key, "figure", LOW, low, shown=True)
        rest = self._extra(key, "figure", "besides", _less(self._value(total), low))
        yield Sum(total, (largest, rest))
        for other in self._partners_of(key):
            part = _Part(other, "figure")
            if part in self.entries and self._value(part) == low:
                yield Sum(largest, (part,))
                return

    def _over_time(self, key: Key, name: str) -> Iterator[Sum[_Part]]:
        """To date is what was to date before, and what this period adds."""
        if not key.to_date:
            return
        alone = _Part(Key(key.at, key.partner, key.cell, to_date=False), name)
        total = _Part(key, name)
        if key.at == 0:
            yield Sum(total, (alone,))
            return
        before = _Part(Key(key.at - 1, key.partner, key.cell, to_date=True), name)
        if self.method.over_time is OverTime.SUM:
            yield Sum(total, (before, alone))
            return
        # The latest figures replace earlier ones: what is left of those before is a
        # number of its own, which nobody sees but everyone can work out.
        left = self._extra(
            key, name, "left", _less(self._value(total), self._value(alone))
        )
        yield Sum(total, (alone, left))
        if self.method.over_time is OverTime.LATEST:
            gone = _less(self._value(before), self._value(left))
            yield Sum(before, (left, self._extra(key, name, "gone", gone)))

    def _over_partners(self, key: Key, name: str) -> Iterator[Sum[_Part]]:
        """All together are those in the table, and the others."""
        shown = [
            _Part(other, name)
            for other in self._partners_of(key)
            if _Part(other, name) in self.entries
        ]
        if not shown or self.method.over_time is OverTime.AVERAGE:
            return
        total = _Part(key, name)
        rest = _less(self._value(total), *(self._value(part) for part in shown))
        yield Sum(total, (*shown, self._extra(key, name, "others", rest)))

    def _partners_of(self, key: Key) -> Iterator[Key]:
        for partner in self.partners:
            yield Key(key.at, partner, key.cell, to_date=key.to_date)

    def _over_cells(self, key: Key, name: str) -> Iterator[Sum[_Part]]:
        """A total is its categories, and what is not specified."""
        if self.method.over_time is OverTime.AVERAGE and key.to_date:
            return
        for dimensions in self.splits:
            parts = [
                _Part(Key(key.at, key.partner, cell, to_date=key.to_date), name)
                for cell in self.cells
                if cell.dimensions == dimensions
            ]
            parts = [part for part in parts if part in self.entries]
            if not parts:
                continue
            total = _Part(key, name)
            rest = _less(self._value(total), *(self._value(part) for part in parts))
            label = f"rest of {'&'.join(dimensions)}"
            extra = self._extra(key, name, label, rest, shown=True)
            yield Sum(total, (*parts, extra))

    def _extra(
        self,
        key: Key,
        name: str,
        label: str,
        value: Decimal | None,
        *,
        shown: bool = False,
    ) -> _Part:
        part = _Part(key, name, label)
        self.entries[part] = Entry(value, known=key.partner in self.own, shown=shown)
        return part

    def _value(self, part: _Part) -> Decimal | None:
        return self.entries[part].value


def _number(figure: Figure, name: str) -> Decimal | None:
    match name:
        case "figure":
            return figure.value
        case "numerator":
            return figure.numerator
        case "denominator":
            return figure.denominator
        case _:
            return _less(figure.denominator, figure.numerator)


def _less(whole: Decimal | None, *parts: Decimal | None) -> Decimal | None:
    """What is left of a number after others; None where it is none itself."""
    if whole is None:
        return None
    return whole - sum((part for part in parts if part is not None), Decimal())
