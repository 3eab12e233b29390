"""Who owes what, in the reader's words: the matrix, its first sentence, the periods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from impact_hub.features.reporting.queries.rounds import (
    CellRow,
    Matrix,
    PartnerRow,
    PeriodRow,
)
from impact_hub.features.reporting.rules.rounds import counts_already
from impact_hub.features.reporting.rules.workflow import Status, Window
from impact_hub.texts import formats, ntext, text

SHOWN_PERIODS = 8


@dataclass(frozen=True)
class PeriodItem:
    """A period, with its window."""

    id: str
    name: str
    short: str
    status: str
    due_day: str
    is_closed: bool


@dataclass(frozen=True)
class MatrixCell:
    """One partner in one period."""

    href: str
    status: str
    label: str


@dataclass(frozen=True)
class MatrixLine:
    """A partner's line."""

    name: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class RoundsPage:
    """Partners by periods, newest first."""

    summary: str = ""
    periods: tuple[PeriodItem, ...] = ()
    lines: tuple[MatrixLine, ...] = ()
    has_older: bool = False
    may_plan: bool = False


def rounds_page(
    matrix: Matrix, base: str, locale: str, *, today: date, whole: bool = False
) -> RoundsPage:
    """The matrix, cut to its newest periods unless the `whole` of it is wanted."""
    shown = len(matrix.periods) if whole else SHOWN_PERIODS
    periods = matrix.periods[:shown]
    return RoundsPage(
        summary=summary(matrix, locale, today=today),
        periods=tuple(
            _period(each, [p.cells[place] for p in matrix.partners], locale)
            for place, each in enumerate(periods)
        ),
        lines=tuple(
            _line(each, matrix, periods, base, locale) for each in matrix.partners
        ),
        has_older=len(matrix.periods) > shown,
        may_plan=matrix.may_plan,
    )


def summary(matrix: Matrix, locale: str, *, today: date) -> str:
    """How far the newest period is that should be reported by now. One that was opened
    before its end does not take its place, but stands beside it."""
    now = [
        place
        for place, each in enumerate(matrix.periods)
        if each.window in (Window.OPEN, Window.OVERDUE)
    ]
    due = [place for place in now if _counts(matrix.periods[place], today)]
    said = [_reported(matrix, place, locale) for place in due[:1]]
    early = next((place for place in now if place not in due), None)
    if early is not None:
        said.append(_lasts(matrix.periods[early], locale))
    return " ".join(said) or text("No period is open at the moment.", locale)


def _counts(period: PeriodRow, today: date) -> bool:
    return counts_already(period.span.ends, period.due_on, today=today)


def _reported(matrix: Matrix, place: int, locale: str) -> str:
    cells = [partner.cells[place] for partner in matrix.partners]
    expected = [cell for cell in cells if cell.is_expected]
    return ntext(
        "{period}: {n} of {total} partners has reported.",
        "{period}: {n} of {total} partners have reported.",
        sum(cell.is_in for cell in expected),
        locale,
        period=formats.period(matrix.periods[place].span, locale),
        total=len(expected),
    )


def _lasts(period: PeriodRow, locale: str) -> str:
    return text(
        "{period} lasts until {day}; it can be reported on already.",
        locale,
        period=formats.period(period.span, locale),
        day=formats.day(period.span.ends, locale),
    )


def _period(row: PeriodRow, cells: Sequence[CellRow], locale: str) -> PeriodItem:
    expected = [cell for cell in cells if cell.is_expected]
    is_complete = bool(expected) and all(cell.is_in for cell in expected)
    is_late = row.window is Window.OVERDUE
    return PeriodItem(
        id=str(row.id),
        name=formats.period(row.span, locale),
        short=formats.period_short(row.span, locale),
        status="complete" if is_complete and is_late else str(row.window),
        due_day=formats.day(row.due_on, locale) if row.due_on else "",
        is_closed=row.closed_at is not None,
    )


def _line(
    partner: PartnerRow,
    matrix: Matrix,
    periods: Iterable[PeriodRow],
    base: str,
    locale: str,
) -> MatrixLine:
    return MatrixLine(
        partner.name,
        tuple(
            MatrixCell(
                href=_href(matrix, partner, period, cell, base),
                status=cell_status(cell, period.window),
                label=f"{partner.name}, {formats.period(period.span, locale)}",
            )
            for period, cell in zip(periods, partner.cells, strict=False)
        ),
    )


def cell_status(cell: CellRow, now: Window) -> str:
    """What is said of a partner in a period. Once a period is closed, whoever has
    handed nothing in has not reported, whatever they may have begun."""
    if cell.counts and cell.status is not Status.APPROVED:
        return "correcting"
    if now is Window.CLOSED and cell.status in (None, Status.DRAFT):
        return "not_reported" if cell.is_expected else "not_expected"
    if cell.status is not None:
        return str(cell.status)
    if not cell.is_expected:
        return "not_expected"
    return "overdue" if now is Window.OVERDUE else "none"


def _href(
    matrix: Matrix, partner: PartnerRow, period: PeriodRow, cell: CellRow, base: str
) -> str:
    waits = matrix.is_whole and cell.status is Status.SUBMITTED
    return f"{base}/{'review' if waits else 'figures'}/{period.id}/{partner.slug}"
