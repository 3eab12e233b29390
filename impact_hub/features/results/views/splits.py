"""One indicator by categories, and what its total has beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pandas as pd

from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.adding_up import Figure
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import OverPartners, OverTime
from impact_hub.features.results import words
from impact_hub.features.results.charts import splits as chart
from impact_hub.features.results.queries.board import Table
from impact_hub.features.results.rules.facts import FigureRow
from impact_hub.features.results.views.movement import as_drawn
from impact_hub.kit.calendar import Span
from impact_hub.kit.exact import difference, quotient, total
from impact_hub.texts import formats, text

MOST_CATEGORIES = 12  # can be told apart; more of them are put together
MOST_LINES = 400  # of a table on a page: whoever needs more takes the file

Dimensions = tuple[str, ...]  # the codes of one split, sorted


@dataclass(frozen=True)
class SplitLine:
    """A category in a period."""

    period: str = ""
    category: str = ""
    figure: str = ""
    part_of: str = ""


@dataclass(frozen=True)
class SplitChoice:
    """A dimension that the indicator can be split by, or several that are crossed."""

    key: str = ""
    title: str = ""


@dataclass
class _Period:
    """What a period has of one split: its total, and a row per category."""

    span: Span
    whole: FigureRow | None = None
    cells: dict[Cell, FigureRow] = field(default_factory=dict[Cell, FigureRow])

    @property
    def reported(self) -> list[Cell]:
        """The categories that somebody has reported."""
        return [cell for cell, row in self.cells.items() if row.figure.reported]

    @property
    def is_asked(self) -> bool:
        """Whether anybody owed it."""
        return self.whole is not None and bool(self.whole.figure.expected)

    @property
    def is_hiding(self) -> bool:
        """Whether a category is withheld from this reader."""
        return any(row.is_withheld for row in self.cells.values())

    @property
    def everybody(self) -> Decimal | None:
        """All that there is: the total, or else the sum of all categories."""
        if self.whole is not None and self.whole.figure.value is not None:
            return self.whole.figure.value
        return None if self.is_hiding else self.sum_of([*self.cells])

    def sum_of(self, cells: Sequence[Cell]) -> Decimal | None:
        """Of the categories that are to be seen."""
        return total(self.cells[c].figure.value for c in cells if c in self.cells)

    def beside(self) -> Decimal | None:
        """What the total has beside the categories to be seen; None: it isn't told."""
        if self.whole is None or self.whole.is_withheld:
            return None
        whole, parts = self.whole.figure.value, self.sum_of([*self.cells])
        return None if whole is None else difference(whole, parts or Decimal())

    def not_specified(self, indicator: IndicatorRow) -> Decimal | None:
        """What no category has. Of ranges nothing is worked out: their ends belong to
        different people."""
        is_range = indicator.over_partners is OverPartners.RANGE
        if not is_stacked(indicator) or is_range:
            return None
        rest = self.beside()
        return rest if rest and rest > 0 else None


def key_of(dimensions: Dimensions) -> str:
    """How a split is written in addresses: age, or age,sex."""
    return ",".join(dimensions)


def read(key: str) -> Dimensions:
    """The split that is written so; whether there is such a one is another question."""
    return tuple(sorted(code for code in key.split(",") if code))


def choices(
    table: Table, indicator: IndicatorRow, locale: str
) -> tuple[SplitChoice, ...]:
    """Every dimension and crossing that there are figures for: the simple ones first.

    Levels come last: an indicator that has them shows them first of all.
    """
    order = {each.code: at for at, each in enumerate(indicator.dimensions)}
    levels = {each.code for each in indicator.dimensions if each.is_levels}
    used = {
        row.cell.dimensions
        for row in table.rows
        if row.partner is None and not row.cell.is_total and row.figure.reported
    }

    def place(dimensions: Dimensions) -> tuple[int, list[int]]:
        return len(dimensions), [order.get(code, len(order)) for code in dimensions]

    return tuple(
        SplitChoice(key_of(each), _title(indicator, each, order, locale))
        for each in sorted(used, key=place)
        if set(each) != levels
    )


def _title(
    indicator: IndicatorRow, dimensions: Dimensions, order: Mapping[str, int], loc: str
) -> str:
    codes = sorted(dimensions, key=lambda code: order.get(code, len(order)))
    return " × ".join(words.dimension(indicator, code, loc) for code in codes)


def is_stacked(indicator: IndicatorRow) -> bool:
    """Whether its categories add up to the total of a period."""
    kind = indicator.of_kind
    return (
        kind.adds_up
        and not kind.is_level
        and indicator.over_time is not OverTime.AVERAGE
    )


def frame(
    table: Table, indicator: IndicatorRow, dimensions: Dimensions, locale: str
) -> pd.DataFrame:
    """What the chart by categories draws."""
    periods = _periods(table, dimensions, gaps=not is_stacked(indicator))
    drawn = _Drawn(indicator, locale)
    cells = list(dict.fromkeys(c for period in periods for c in period.reported))
    first, others = cells[:MOST_CATEGORIES], cells[MOST_CATEGORIES:]
    rows: list[dict[str, Any]] = []
    for period in periods:
        if not is_stacked(indicator):
            rows += [drawn.cell(period, cell) for cell in first]
            rows += [drawn.hidden(period, None)] if period.is_hiding else []
        elif period.is_hiding and period.beside() is None:
            rows.append(drawn.hidden(period, None))  # a lower bar would be a fall
        else:
            rows += [drawn.cell(period, cell) for cell in first]
            rows += drawn.beside(period, others)
    return pd.DataFrame(rows, columns=list(chart.COLUMNS))


def level_frame(table: Table, indicator: IndicatorRow, locale: str) -> pd.DataFrame:
    """What the chart of levels draws: how many per cent of all are on each."""
    drawn = _Drawn(indicator, locale)
    rows: list[dict[str, Any]] = []
    for period in _periods(table, levels_of(indicator)):
        whole = period.everybody
        for cell in period.cells:
            piece = drawn.cell(period, cell)
            value = period.cells[cell].figure.value
            rows.append({**piece, "value": _hundredths(value, whole)})
        if period.is_hiding:
            rows.append(drawn.hidden(period, _share(period.beside(), whole)))
    return pd.DataFrame(rows, columns=list(chart.COLUMNS))


def level_order(indicator: IndicatorRow) -> list[str]:
    """The keys of an ordinal's levels, from the first to the last."""
    return [
        str(Cell.of({dimension.code: each.code}))
        for dimension in indicator.dimensions
        if dimension.is_levels
        for each in dimension.categories
    ]


def levels_of(indicator: IndicatorRow) -> Dimensions:
    """The split that has an ordinal's levels."""
    return tuple(each.code for each in indicator.dimensions if each.is_levels)


def lines(
    table: Table, indicator: IndicatorRow, dimensions: Dimensions, locale: str
) -> tuple[SplitLine, ...]:
    """The same as a table, newest first; a category that was asked and not reported
    has its line, too."""
    found: list[SplitLine] = []
    for period in reversed(_periods(table, dimensions)):
        name = formats.period(period.span, locale)
        found += [
            SplitLine(
                name,
                words.cell(indicator, cell, locale),
                words.figure(row, indicator, locale),
                _part_of(period, row, indicator, locale),
            )
            for cell, row in period.cells.items()
            if row.figure.reported or row.figure.expected
        ]
        rest = period.not_specified(indicator)
        if rest and not period.is_hiding:
            said = text("not specified", locale)
            figure = words.written(Figure(value=rest), indicator, locale)
            found.append(SplitLine(name, said, figure, ""))
    return tuple(found[:MOST_LINES])


def _part_of(
    period: _Period, row: FigureRow, indicator: IndicatorRow, locale: str
) -> str:
    """What a quotient is made of; of a level, what share of all it is."""
    whole = period.everybody
    if not indicator.of_kind.has_levels:
        return words.parts(row, indicator, locale)
    share = None if row.is_withheld else quotient(row.figure.value, whole)
    return "" if share is None else formats.percent(share, locale)


@dataclass(frozen=True)
class _Drawn:
    """Pieces of bars and lines, as the table of the chart has them."""

    indicator: IndicatorRow
    locale: str

    def cell(self, period: _Period, cell: Cell) -> dict[str, Any]:
        """A category in a period."""
        name = words.cell(self.indicator, cell, self.locale)
        row = period.cells.get(cell)
        if row is None:
            return self._piece(period, str(cell), name, None, "", chart.CATEGORY)
        value = None if row.is_withheld else as_drawn(row.figure.value, self.indicator)
        label = words.figure(row, self.indicator, self.locale)
        return self._piece(period, str(cell), name, value, label, chart.CATEGORY)

    def beside(
        self, period: _Period, others: Sequence[Cell]
    ) -> Iterator[dict[str, Any]]:
        """What stands on top of the categories: further ones, the rest, the withheld.

        Of a period with a total of 40, and two categories withheld beside one of 30,
        ten are hatched: whoever sees the 40 and the 30 knows as much.
        """
        further, rest = period.sum_of(others), period.not_specified(self.indicator)
        if further:
            yield self._rest(period, "further", further)
        if period.is_hiding:
            yield self.hidden(period, period.beside())
        elif rest:
            yield self._rest(period, "rest", rest)

    def hidden(self, period: _Period, value: Decimal | None) -> dict[str, Any]:
        """What is withheld: hatched so far, or only said."""
        said = text("withheld", self.locale)
        height = None if value is None else float(value)
        return self._piece(period, chart.HIDDEN, said, height, said, chart.HIDDEN)

    def _rest(self, period: _Period, key: str, value: Decimal) -> dict[str, Any]:
        name = {
            "further": text("further categories", self.locale),
            "rest": text("not specified", self.locale),
        }[key]
        label = words.written(Figure(value=value), self.indicator, self.locale)
        drawn = as_drawn(value, self.indicator)
        return self._piece(period, key, name, drawn, label, chart.REST)

    def _piece(
        self,
        period: _Period,
        key: str,
        name: str,
        value: float | None,
        label: str,
        piece: str,
    ) -> dict[str, Any]:
        return {
            "starts": period.span.starts,
            "ends": period.span.ends,
            "tick": formats.period_short(period.span, self.locale),
            "key": key,
            "category": name,
            "value": value,
            "label": label,
            "piece": piece,
        }


def _periods(
    table: Table, dimensions: Dimensions, *, gaps: bool = False
) -> list[_Period]:
    """The periods in which anything of a split is reported, in time.

    With `gaps` also those between in which it was asked for and nobody gave it: there
    a line breaks off.
    """
    if not dimensions:
        return []
    found: dict[Span, _Period] = {}
    for row in table.rows:
        if row.partner is not None or row.to_date:
            continue
        if row.cell == TOTAL or row.cell.dimensions == dimensions:
            period = found.setdefault(row.span, _Period(row.span))
            if row.cell == TOTAL:
                period.whole = row
            else:
                period.cells[row.cell] = row
    every = list(found.values())
    there = [at for at, period in enumerate(every) if period.reported]
    if not gaps:
        return [every[at] for at in there]
    between = every[there[0] : there[-1] + 1] if there else []
    return [period for period in between if period.reported or period.is_asked]


def _share(value: Decimal | None, whole: Decimal | None) -> Decimal | None:
    found = quotient(value, whole)
    return None if found is None else found * 100


def _hundredths(value: Decimal | None, whole: Decimal | None) -> float | None:
    found = _share(value, whole)
    return None if found is None else float(found)
