"""How one indicator moved, and what each partner adds: for the chart and the table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pandas as pd

from impact_hub.features.indicators import words as indicator_words
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.cells import TOTAL
from impact_hub.features.indicators.rules.kinds import OverTime
from impact_hub.features.results import words
from impact_hub.features.results.charts import movement as chart
from impact_hub.features.results.queries.board import Table
from impact_hub.features.results.rules.facts import FigureRow
from impact_hub.features.results.rules.scoreboard import headlines, is_running
from impact_hub.kit.calendar import Rhythm, Span, calendar, containing
from impact_hub.texts import formats, text

PARTNER_COLUMNS = ("partner", "value", "label", "place")


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


@dataclass(frozen=True)
class _Step:
    """A period of the line: its own figures, those to date, and which are drawn."""

    alone: FigureRow
    to_date: FigureRow
    drawn: FigureRow
    is_apart: bool  # a time that nobody expected lies before it

    @property
    def is_there(self) -> bool:
        """Whether anybody has reported. Else there is a gap, and nothing carried on."""
        return bool(self.alone.figure.reported)


def steps_of(table: Table, indicator: IndicatorRow) -> Iterator[_Step]:
    """The periods that were asked for and are over, and those that were reported on.

    Of four years, of which the second was asked of nobody and the third nobody gave:

        2020  12    a point
        2021  –     left out: the next is apart from the one before
        2022  –     a gap, and a line "nothing reported"
        2023  15    a point
    """
    running, today = is_running(table.sources.measure(indicator)), table.sources.today
    before: Span | None = None
    for one, whole in zip(*headlines(table.rows), strict=True):
        span = one.span
        if not one.figure.reported and span.ends >= today:
            continue
        is_apart = before is not None and before.ends + timedelta(1) < span.starts
        yield _Step(one, whole, whole if running else one, is_apart)
        before = span


def frames(
    table: Table, indicator: IndicatorRow, locale: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Points and targets of the big chart."""
    points = [_point(step, indicator, locale) for step in steps_of(table, indicator)]
    points += [_ahead(span, locale) for span in _spans_ahead(table, indicator)]
    targets = [
        {
            "at": aim.due,
            "tick": _target_tick(indicator, aim.due, locale),
            "value": as_drawn(aim.figure, indicator),
            "label": indicator_words.written(aim.figure, indicator, locale),
        }
        for aim in indicator.targets
    ]
    return (
        pd.DataFrame(points, columns=list(chart.COLUMNS), dtype=object),
        pd.DataFrame(targets, columns=list(chart.TARGETS), dtype=object),
    )


def _point(step: _Step, indicator: IndicatorRow, locale: str) -> dict[str, Any]:
    row = step.drawn
    shows = step.is_there and not row.is_withheld
    return {
        "at": step.alone.span.ends,
        "tick": formats.period_short(step.alone.span, locale),
        "value": as_drawn(row.figure.value, indicator) if shows else None,
        "low": as_drawn(row.figure.low, indicator) if shows else None,
        "label": words.figure(row if step.is_there else step.alone, indicator, locale),
        "is_whole": step.alone.is_complete,
        "is_withheld": step.is_there and row.is_withheld,
        "is_apart": step.is_apart,
    }


def _ahead(span: Span, locale: str) -> dict[str, Any]:
    return {
        "at": span.ends,
        "tick": formats.period_short(span, locale),
        "label": "",
        "is_whole": True,
        "is_withheld": False,
        "is_apart": False,
    }


def period_lines(
    table: Table, indicator: IndicatorRow, locale: str
) -> tuple[PeriodLine, ...]:
    """The table under the big chart, newest first."""
    lines = [
        PeriodLine(
            period=formats.period(step.alone.span, locale),
            alone=words.figure(step.alone, indicator, locale),
            to_date=words.figure(step.to_date, indicator, locale),
            part_of=words.parts(step.alone, indicator, locale),
            coverage=words.coverage(step.alone.figure, locale),
            remark=words.remark(step.alone, locale),
        )
        for step in steps_of(table, indicator)
    ]
    return tuple(lines[::-1])


def caption(table: Table, indicator: IndicatorRow, locale: str) -> str:
    """What the line of the big chart shows, and what its signs mean."""
    if not is_running(table.sources.measure(indicator)):
        said = [text("Period by period.", locale)]
    elif indicator.over_time is OverTime.LATEST:
        said = [text("Where things stood at the end of each period.", locale)]
    else:
        said = [text("Added up from the beginning.", locale)]
    steps = [*steps_of(table, indicator)]
    shown = [s for s in steps if s.is_there]
    if not all(s.alone.is_complete for s in shown):
        said.append(text("Hollow points: not everybody has reported.", locale))
    if any(s.drawn.figure.low is not None for s in shown):
        said.append(text("The band reaches from “at least” to “at most”.", locale))
    if any(s.drawn.is_withheld for s in shown):
        said.append(text("Withheld: too few people to be shown.", locale))
    if any(s.is_apart for s in steps):
        said.append(text("Dotted: nobody was asked in between.", locale))
    if indicator.targets:
        said.append(text("Diamonds are targets.", locale))
    return " ".join(said)


def partner_frame(table: Table, indicator: IndicatorRow, locale: str) -> pd.DataFrame:
    """What the chart by partners draws: what each has added up to now."""
    rows: list[dict[str, Any]] = [
        {
            "partner": name,
            "value": drawn_value(row, indicator),
            "label": words.figure(row, indicator, locale),
            "place": place,
        }
        for place, name, row in _partner_rows(table)
    ]
    return pd.DataFrame(rows, columns=list(PARTNER_COLUMNS))


def partner_lines(
    table: Table, indicator: IndicatorRow, locale: str
) -> tuple[PartnerLine, ...]:
    """The same as a table."""
    return tuple(
        PartnerLine(
            name,
            words.figure(row, indicator, locale),
            words.parts(row, indicator, locale),
            words.coverage(row.figure, locale),
        )
        for _, name, row in _partner_rows(table)
    )


def _partner_rows(table: Table) -> Iterator[tuple[int, str, FigureRow]]:
    """Each partner's newest figure to date, in the order of the partners.

    Nothing at all where no partner has a total: answers in words have none.
    """
    newest: dict[int, FigureRow] = {}
    for row in table.rows:
        if row.partner is not None and row.to_date and row.cell == TOTAL:
            newest[row.partner] = row
    names = {each.organisation_id: each.name for each in table.sources.partners}
    if not any(_says_something(row) for row in newest.values()):
        return
    for place, (partner, name) in enumerate(names.items()):
        if partner in newest:
            yield place, name, newest[partner]


def _says_something(row: FigureRow) -> bool:
    """Whether there is a figure, if only for others to see."""
    return row.is_withheld or row.figure.value is not None


def _target_tick(indicator: IndicatorRow, due: date, locale: str) -> str:
    """What a target's day is called at the axis: its period, or the day."""
    if indicator.rhythm is not Rhythm.SPAN:
        own = containing(due, indicator.rhythm)
        if own.ends == due:
            return formats.period_short(own, locale)
    return formats.day(due, locale)


def _spans_ahead(table: Table, indicator: IndicatorRow) -> list[Span]:
    """The periods until the last target, so that the axis names them."""
    spans = table.sources.spans(indicator).values()
    if not (spans and indicator.targets) or indicator.rhythm is Rhythm.SPAN:
        return []
    last = max(aim.due for aim in indicator.targets)
    newest = max(span.ends for span in spans)
    return [*calendar(newest + timedelta(days=1), last, indicator.rhythm)]


def drawn_value(row: FigureRow, indicator: IndicatorRow) -> float | None:
    """The figure of a row as charts draw it; None where there is none to be seen."""
    return None if row.is_withheld else as_drawn(row.figure.value, indicator)


def as_drawn(value: Decimal | None, indicator: IndicatorRow) -> float | None:
    """A figure as charts draw it: shares in per cent."""
    if value is None:
        return None
    return float(value * 100 if indicator.of_kind.is_share else value)
