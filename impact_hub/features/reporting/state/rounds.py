"""Who owes what: the matrix, and opening periods."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import reflex as rx

from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.reporting.queries import rounds
from impact_hub.features.reporting.queries.rounds import (
    CellRow,
    Matrix,
    PartnerRow,
    PeriodRow,
)
from impact_hub.features.reporting.service import planning
from impact_hub.kit import clock
from impact_hub.kit.calendar import Rhythm, calendar, from_code, span_of
from impact_hub.kit.forms import Form, row_number
from impact_hub.texts import formats, ntext, text
from impact_hub.ui.state import AppState, answering, arriving

# How long after a period's end its figures are due, unless somebody says otherwise.
USUAL_WINDOW = timedelta(days=28)
OTHER = "other"
SHOWN_PERIODS = 8


@dataclass(frozen=True)
class PeriodItem:
    """A period, with its window."""

    id: str
    name: str
    short: str
    status: str
    opens: str
    due: str
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
    cells: list[MatrixCell]


@dataclass(frozen=True)
class Option:
    """A period that can be opened next."""

    value: str
    label: str


class RoundsState(AppState):
    """Partners by periods, newest first."""

    summary: str = ""
    is_whole: bool = False
    periods: list[PeriodItem] = []
    lines: list[MatrixLine] = []
    has_older: bool = False
    show_all: bool = False
    next_periods: list[Option] = []
    chosen: str = ""
    opens_on: str = ""
    due_on: str = ""
    form_key: int = 0

    @rx.event
    @arriving
    async def load(self):
        await self._enter(initiatives.get_place)
        self.show_all = False
        await self._load()

    @rx.event
    @answering
    async def show_older(self):
        self.show_all = True
        await self._load()

    async def _load(self) -> None:
        matrix = await self._read(rounds.get_matrix, self._slug())
        initiative = await self._read(initiatives.get_own, self._slug())
        self.is_whole = matrix.is_whole
        self.summary = self._summary(matrix)
        shown = len(matrix.periods) if self.show_all else SHOWN_PERIODS
        self.has_older = len(matrix.periods) > shown
        self.periods = [
            self._period(each, [p.cells[place] for p in matrix.partners])
            for place, each in enumerate(matrix.periods[:shown])
        ]
        self.lines = [
            MatrixLine(
                partner.name,
                [
                    self._cell(partner, period, cell, whole=matrix.is_whole)
                    for period, cell in zip(
                        matrix.periods[:shown], partner.cells[:shown], strict=True
                    )
                ],
            )
            for partner in matrix.partners
        ]
        self._offer_next(matrix, initiative.rhythm, initiative.starts)
        self.form_key += 1

    def _summary(self, matrix: Matrix) -> str:
        """What stands in the first sentence: the newest period that is due or open."""
        for place, period in enumerate(matrix.periods):
            if period.window not in ("open", "overdue"):
                continue
            cells = [p.cells[place] for p in matrix.partners]
            expected = [cell for cell in cells if cell.is_expected]
            return ntext(
                "{period}: {n} of {total} partners has reported.",
                "{period}: {n} of {total} partners have reported.",
                sum(cell.is_in for cell in expected),
                self.locale,
                period=formats.period(period.span, self.locale),
                total=len(expected),
            )
        return text("No period is open at the moment.", self.locale)

    def _period(self, row: PeriodRow, cells: list[CellRow]) -> PeriodItem:
        expected = [cell for cell in cells if cell.is_expected]
        is_complete = bool(expected) and all(cell.is_in for cell in expected)
        is_late = row.window == "overdue"
        return PeriodItem(
            id=str(row.id),
            name=formats.period(row.span, self.locale),
            short=formats.period_short(row.span, self.locale),
            status="complete" if is_complete and is_late else str(row.window),
            opens=row.opens_on.isoformat() if row.opens_on else "",
            due=row.due_on.isoformat() if row.due_on else "",
            due_day=formats.day(row.due_on, self.locale) if row.due_on else "",
            is_closed=row.closed_at is not None,
        )

    def _cell(
        self, partner: PartnerRow, period: PeriodRow, cell: CellRow, *, whole: bool
    ) -> MatrixCell:
        if cell.status is not None:
            status = str(cell.status)
        elif not cell.is_expected:
            status = "not_expected"
        else:
            status = "overdue" if period.window == "overdue" else "none"
        door = "review" if whole and cell.status in ("submitted",) else "figures"
        return MatrixCell(
            href=f"/i/{self._slug()}/{door}/{period.id}/{partner.slug}",
            status=status,
            label=f"{partner.name}, {formats.period(period.span, self.locale)}",
        )

    def _offer_next(self, matrix: Matrix, rhythm: Rhythm, starts: date) -> None:
        known = {period.span.code for period in matrix.periods}
        regular = Rhythm.QUARTER if rhythm is Rhythm.SPAN else rhythm
        until = clock.today() + timedelta(days=370)
        offered = [
            span for span in calendar(starts, until, regular) if span.code not in known
        ]
        self.next_periods = [
            *(Option(s.code, formats.period(s, self.locale)) for s in offered),
            Option(OTHER, text("Another stretch of time", self.locale)),
        ]
        newest = max((p.span.starts for p in matrix.periods), default=starts)
        self.chosen = next((s.code for s in offered if s.starts >= newest), OTHER)
        self.opens_on = clock.today().isoformat()
        self.due_on = self._usual_due(self.chosen)

    def _usual_due(self, code: str) -> str:
        if code == OTHER:
            return (clock.today() + USUAL_WINDOW).isoformat()
        ends = from_code(code).ends
        return (max(ends, clock.today()) + USUAL_WINDOW).isoformat()

    @rx.event
    @answering
    async def choose(self, code: str):
        self.chosen = str(code)
        self.due_on = self._usual_due(self.chosen)

    @rx.event
    @answering
    async def add(self, sent: dict[str, Any]):
        form = Form(sent)
        code = form.line("period")
        span = (
            span_of(form.needed_day("starts"), form.needed_day("ends"))
            if code == OTHER
            else from_code(code)
        )
        await self._do(
            planning.add_period,
            self._slug(),
            span,
            opens_on=form.day("opens_on"),
            due_on=form.day("due_on"),
        )
        await self._load()
        self._say("reporting.period_opened")

    @rx.event
    @answering
    async def change_window(self, sent: dict[str, Any]):
        form = Form(sent)
        await self._do(
            planning.change_window,
            self._slug(),
            row_number(form.line("period_id")),
            opens_on=form.day("opens_on"),
            due_on=form.day("due_on"),
        )
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def close(self, period_id: str):
        await self._do(planning.close_period, self._slug(), row_number(period_id))
        await self._load()
        self._say("reporting.period_closed")

    @rx.event
    @answering
    async def reopen(self, period_id: str):
        await self._do(planning.reopen_period, self._slug(), row_number(period_id))
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def remove(self, period_id: str):
        await self._do(planning.remove_period, self._slug(), row_number(period_id))
        await self._load()
        self._say("done.removed")
