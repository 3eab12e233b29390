"""One indicator by categories, and what its total has beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.adding_up import Figure
from impact_hub.features.indicators.rules.cells import not_specified
from impact_hub.features.indicators.rules.kinds import (
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.results import words
from impact_hub.features.results.queries.board import Table
from impact_hub.features.results.rules.facts import ResultRow
from impact_hub.features.results.rules.scoreboard import headlines
from impact_hub.features.results.views.indicator import as_drawn, drawn_value
from impact_hub.kit.calendar import Span
from impact_hub.texts import formats, pick, text

MOST_CATEGORIES = 12  # can be told apart; more of them are left to the table


@dataclass(frozen=True)
class SplitLine:
    """A category in a period."""

    period: str
    category: str
    figure: str
    part_of: str


@dataclass(frozen=True)
class SplitChoice:
    """A dimension that the indicator can be split by."""

    code: str
    title: str


def split_choices(
    table: Table, indicator: IndicatorRow, locale: str
) -> list[SplitChoice]:
    """The dimensions that there are figures for."""
    used = {
        row.cell.dimensions[0]
        for row in table.rows
        if len(row.cell.dimensions) == 1 and row.figure.reported
    }
    return [
        SplitChoice(each.code, pick(each.titles, locale))
        for each in indicator.dimensions
        if each.code in used
    ]


def split_frame(
    table: Table, indicator: IndicatorRow, dimension: str, locale: str
) -> pd.DataFrame:
    """What the chart by categories draws."""
    found = [*_split_rows(table, dimension)]
    asked = indicator.kind is not ValueKind.STATISTIC  # then a gap has its place, too
    used = dict.fromkeys(row.cell for row in found if asked or row.figure.reported)
    first = [*used][:MOST_CATEGORIES]
    rows = [
        {
            "period": formats.period_short(row.span, locale),
            "category": words.category(indicator, *row.cell.parts[0], locale),
            "value": drawn_value(row, indicator),
            "is_rest": False,
        }
        for row in found
        if row.cell in first and (row.figure.expected or row.figure.reported)
    ]
    rows += [
        {
            "period": formats.period_short(span, locale),
            "category": text("not specified", locale),
            "value": as_drawn(rest, indicator),
            "is_rest": True,
        }
        for span, rest in _rests(table, indicator, dimension)
    ]
    return pd.DataFrame(rows, columns=["period", "category", "value", "is_rest"])


def split_lines(
    table: Table, indicator: IndicatorRow, dimension: str, locale: str
) -> list[SplitLine]:
    """The same as a table."""
    lines = [
        SplitLine(
            period=formats.period(row.span, locale),
            category=words.category(indicator, *row.cell.parts[0], locale),
            figure=said.figure,
            part_of=said.part_of,
        )
        for row in _split_rows(table, dimension)
        if row.figure.reported
        for said in [
            words.shown(row.figure, indicator, locale, is_withheld=row.is_withheld)
        ]
    ]
    lines += [
        SplitLine(
            period=formats.period(span, locale),
            category=text("not specified", locale),
            figure=words.shown(
                Figure(value=rest), indicator, locale, is_withheld=False
            ).figure,
            part_of="",
        )
        for span, rest in _rests(table, indicator, dimension)
    ]
    return lines


def is_stacked(indicator: IndicatorRow) -> bool:
    """Whether its categories add up to the total of a period."""
    return (
        indicator.kind in (ValueKind.COUNT, ValueKind.AMOUNT)
        and indicator.over_time is not OverTime.AVERAGE
    )


def _split_rows(table: Table, dimension: str) -> Iterator[ResultRow]:
    for row in table.rows:
        by_this = row.cell.dimensions == (dimension,)
        if by_this and row.partner is None and not row.to_date:
            yield row


def _rests(
    table: Table, indicator: IndicatorRow, dimension: str
) -> Iterator[tuple[Span, Decimal]]:
    """What the totals have beside the categories, by period.

    Only where the reader sees the total and every category, so that nothing is told
    that is withheld; and not of ranges, whose ends belong to different people.
    """
    if not is_stacked(indicator) or indicator.over_partners is OverPartners.RANGE:
        return
    by_period: dict[Span, list[ResultRow]] = {}
    for row in [*headlines(table.rows)[0], *_split_rows(table, dimension)]:
        by_period.setdefault(row.span, []).append(row)
    for span, rows in by_period.items():
        cells = {r.cell: r.figure.value for r in rows if r.figure.value is not None}
        rest = not_specified(cells, (dimension,))
        if rest and rest > 0 and not any(row.is_withheld for row in rows):
            yield span, rest
