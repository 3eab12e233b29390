"""One indicator: how it moved, and what each partner adds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd

from impact_hub.features.indicators import words as indicator_words
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.cells import TOTAL
from impact_hub.features.indicators.rules.kinds import OverTime, ValueKind
from impact_hub.features.results import words
from impact_hub.features.results.queries.board import Table
from impact_hub.features.results.rules.facts import ResultRow
from impact_hub.features.results.rules.scoreboard import (
    Score,
    headlines,
    is_running,
)
from impact_hub.kit.calendar import Rhythm, calendar, containing
from impact_hub.texts import formats, text


@dataclass(frozen=True)
class PeriodLine:
    """A period in the table under the chart."""

    period: str
    alone: str
    to_date: str
    part_of: str
    coverage: str
    remark: str


@dataclass(frozen=True)
class PartnerLine:
    """What a partner has added up to now."""

    partner: str
    figure: str
    part_of: str
    coverage: str


def the_indicator(table: Table) -> IndicatorRow:
    """The indicator that the table is of."""
    (found,) = table.sources.indicators
    return found


def score(table: Table, indicator: IndicatorRow) -> Score:
    """Where it stands."""
    return table.sources.score(indicator, table.rows)


def chart_caption(table: Table, indicator: IndicatorRow, locale: str) -> str:
    """What the line of the big chart shows, and what its diamonds are."""
    if not _shows_running(table, indicator):
        line = text("Period by period.", locale)
    elif indicator.over_time is OverTime.LATEST:
        line = text("Where things stood at the end of each period.", locale)
    else:
        line = text("Added up from the beginning.", locale)
    diamonds = text("Diamonds are targets.", locale)
    return f"{line} {diamonds}" if indicator.targets else line


def movement_frames(
    table: Table, indicator: IndicatorRow, locale: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Points and targets of the big chart."""
    alone, to_date = headlines(table.rows)
    drawn = to_date if _shows_running(table, indicator) else alone
    points = [
        {
            "period": formats.period_short(one.span, locale),
            "value": drawn_value(row, indicator),
            "label": words.shown(
                row.figure, indicator, locale, is_withheld=row.is_withheld
            ).figure,
        }
        for one, row in zip(alone, drawn, strict=True)
        if row.figure.expected or row.figure.reported
    ]
    targets = [
        {
            "period": _target_period(table, indicator, aim.due, locale),
            "value": as_drawn(aim.figure, indicator),
            "label": indicator_words.written(aim.figure, indicator, locale),
        }
        for aim in indicator.targets
    ]
    points += [
        {"period": period, "value": None, "label": ""}
        for period in _periods_ahead(table, indicator, locale)
    ]
    columns = ["period", "value", "label"]
    return pd.DataFrame(points, columns=columns), pd.DataFrame(targets, columns=columns)


def period_lines(
    table: Table, indicator: IndicatorRow, locale: str
) -> list[PeriodLine]:
    """The table under the big chart, newest first."""
    lines: list[PeriodLine] = []
    for alone, whole in zip(*headlines(table.rows), strict=True):
        said = words.shown(
            alone.figure, indicator, locale, is_withheld=alone.is_withheld
        )
        to_date = words.shown(
            whole.figure, indicator, locale, is_withheld=whole.is_withheld
        )
        lines.append(
            PeriodLine(
                period=formats.period(alone.span, locale),
                alone=said.figure,
                to_date=to_date.figure,
                part_of=said.part_of,
                coverage=said.coverage,
                remark=said.remark,
            )
        )
    return lines[::-1]


def partner_frame(table: Table, indicator: IndicatorRow, locale: str) -> pd.DataFrame:
    """What the chart by partners draws: what each has added up to now."""
    rows = [
        {
            "partner": name,
            "value": drawn_value(row, indicator),
            "label": words.shown(
                row.figure, indicator, locale, is_withheld=row.is_withheld
            ).figure,
            "place": place,
        }
        for place, name, row in _partner_rows(table)
    ]
    return pd.DataFrame(rows, columns=["partner", "value", "label", "place"])


def partner_lines(
    table: Table, indicator: IndicatorRow, locale: str
) -> list[PartnerLine]:
    """The same as a table."""
    return [
        PartnerLine(name, said.figure, said.part_of, said.coverage)
        for _, name, row in _partner_rows(table)
        for said in [
            words.shown(row.figure, indicator, locale, is_withheld=row.is_withheld)
        ]
    ]


def _shows_running(table: Table, indicator: IndicatorRow) -> bool:
    """Whether the line shows figures to date, and not those of each period."""
    return is_running(table.sources.measure(indicator))


def _partner_rows(table: Table) -> Iterable[tuple[int, str, ResultRow]]:
    """Each partner's newest figure to date, in the order of the partners."""
    newest: dict[int, ResultRow] = {}
    for row in table.rows:
        if row.partner is not None and row.to_date and row.cell == TOTAL:
            newest[row.partner] = row
    for place, partner in enumerate(table.sources.partners):
        if partner.organisation_id in newest:
            yield place, partner.name, newest[partner.organisation_id]


def _target_period(
    table: Table, indicator: IndicatorRow, due: date, locale: str
) -> str:
    """Where a target stands on the axis: its period, or its day."""
    for span in table.sources.spans(indicator).values():
        if span.starts <= due <= span.ends:
            return formats.period_short(span, locale)
    if indicator.rhythm is not Rhythm.SPAN:
        return formats.period_short(containing(due, indicator.rhythm), locale)
    return formats.day(due, locale)


def _periods_ahead(table: Table, indicator: IndicatorRow, locale: str) -> list[str]:
    """The periods until the last target: the axis keeps time, also where nothing is."""
    spans = list(table.sources.spans(indicator).values())
    if not (spans and indicator.targets) or indicator.rhythm is Rhythm.SPAN:
        return []
    last = max(aim.due for aim in indicator.targets)
    ahead = calendar(spans[-1].ends + timedelta(days=1), last, indicator.rhythm)
    return [formats.period_short(span, locale) for span in ahead]


def drawn_value(row: ResultRow, indicator: IndicatorRow) -> float | None:
    """The figure of a row as charts draw it; None where there is none to be seen."""
    return None if row.is_withheld else as_drawn(row.figure.value, indicator)


def as_drawn(value: Decimal | None, indicator: IndicatorRow) -> float | None:
    """A figure as charts draw it: shares in per cent."""
    if value is None:
        return None
    return float(value * 100 if indicator.kind is ValueKind.RATIO else value)
