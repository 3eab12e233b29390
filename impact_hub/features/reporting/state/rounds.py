"""Who owes what: the matrix, and opening periods."""

from datetime import date
from typing import Any

import reflex as rx

from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.reporting.forms import (
    OTHER_PERIOD,
    ApproveMany,
    ChangeWindow,
    OpenPeriod,
)
from impact_hub.features.reporting.queries import reviewing, rounds
from impact_hub.features.reporting.queries.rounds import Matrix
from impact_hub.features.reporting.rules.rounds import to_open, to_open_next, usual_due
from impact_hub.features.reporting.service import planning
from impact_hub.features.reporting.service import reviewing as service
from impact_hub.features.reporting.views.review import WaitingItem, waiting_items
from impact_hub.features.reporting.views.rounds import RoundsPage, rounds_page
from impact_hub.kit import clock
from impact_hub.kit.calendar import Span, from_code, span_of
from impact_hub.kit.errors import Invalid
from impact_hub.kit.forms import line_of, row_number
from impact_hub.texts import formats, text
from impact_hub.ui.formstate import submitting
from impact_hub.ui.formviews import Content
from impact_hub.ui.state import AppState, answering, arriving


class RoundsState(AppState):
    """Partners by periods, newest first."""

    page: RoundsPage = RoundsPage()
    lasts: str = ""  # the chosen period has not ended yet
    waiting: list[WaitingItem] = []  # for the reader as the backbone
    _whole: bool = False

    @rx.event
    @arriving
    async def load(self):
        await self._enter(initiatives.get_place)
        self._whole = False
        await self._load()

    @rx.event
    @answering
    async def show_older(self):
        self._whole = True
        await self._load()

    async def _load(self) -> None:
        matrix, waiting = await self._read(reviewing.get_figures, self._slug())
        base = f"/i/{self._slug()}"
        self.page = rounds_page(
            matrix, base, self.locale, today=clock.today(), whole=self._whole
        )
        self.waiting = waiting_items(waiting, base, self.locale)
        self._offer_approval()
        if matrix.may_plan:
            self._offer(matrix)
            shown = {each.id for each in self.page.periods}
            for each in matrix.periods:
                if str(each.id) not in shown:
                    continue
                window = {"opens_on": each.opens_on, "due_on": each.due_on}
                content = Content(
                    window,
                    each.revision,
                    title=formats.period(each.span, self.locale),
                )
                self._show(ChangeWindow, content, key=str(each.id))

    def _offer(self, matrix: Matrix, chosen: str = "") -> None:
        """The form that opens a period: the next one is proposed."""
        today = clock.today()
        known = {each.span.code for each in matrix.periods}
        offered = to_open(known, matrix.starts, matrix.rhythm, today=today)
        newest = max((p.span.starts for p in matrix.periods), default=matrix.starts)
        proposed = to_open_next(offered, newest)
        chosen = chosen or (proposed.code if proposed else OTHER_PERIOD)
        ends = today if chosen == OTHER_PERIOD else from_code(chosen).ends
        self.lasts = (
            text(
                "This period lasts until {day}. Partners can report on it already; "
                "nobody is behind before that.",
                self.locale,
                day=formats.day(ends, self.locale),
            )
            if ends > today or (ends == today and chosen != OTHER_PERIOD)
            else ""
        )
        options = [(span.code, formats.period(span, self.locale)) for span in offered]
        content = Content(
            {
                "period": chosen,
                "opens_on": today,
                "due_on": usual_due(ends, today=today),
            },
            options={
                "period": [
                    *options,
                    (OTHER_PERIOD, text("Another stretch of time", self.locale)),
                ]
            },
            without=() if chosen == OTHER_PERIOD else ("starts", "ends"),
        )
        self._show(OpenPeriod, content)

    def _offer_approval(self) -> None:
        """What can be approved at once: updates in which nothing is unusual."""
        usual = [each for each in self.waiting if each.is_unremarkable]
        if not usual:
            self._put_away(ApproveMany)
            return
        keys = [each.key for each in usual]
        options = {"updates": [(each.key, each.name) for each in usual]}
        self._show(ApproveMany, Content({"updates": keys}, options=options))

    @rx.event
    @submitting(ApproveMany)
    async def approve_many(self, form: ApproveMany):
        seen = [_seen(each) for each in form.updates]
        approved = await self._do(service.approve_many, seen)
        await self._load()
        self._say("reporting.approved_many", n=len(approved))

    @rx.event
    @answering
    async def choose(self, form_id: str, sent: dict[str, Any]):
        """Another period was chosen: its usual window is proposed."""
        matrix = await self._read(rounds.get_matrix, self._slug())
        code = line_of(sent, "period")
        if matrix.may_plan:
            self._offer(matrix, code)

    @rx.event
    @submitting(OpenPeriod)
    async def add(self, form: OpenPeriod):
        await self._do(
            planning.add_period,
            self._slug(),
            _span(form),
            opens_on=form.opens_on,
            due_on=form.due_on,
        )
        await self._load()
        self._say("reporting.period_opened")

    @rx.event
    @submitting(ChangeWindow)
    async def change_window(self, form: ChangeWindow):
        await self._do(
            planning.change_window,
            self._slug(),
            row_number(form.key),
            opens_on=form.opens_on,
            due_on=form.due_on,
            revision=form.revision,
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
        self._put_away(ChangeWindow, key=str(period_id))
        await self._load()
        self._say("done.removed")


def _seen(key: str) -> tuple[int, int]:
    """An update's number and revision, as the page had them."""
    number, _, revision = key.partition(":")
    return row_number(number), row_number(revision)


def _span(form: OpenPeriod) -> Span:
    """The stretch of time that was chosen, or given by its days."""
    if form.period != OTHER_PERIOD:
        return from_code(form.period)
    return span_of(_day(form.starts, "starts"), _day(form.ends, "ends"))


def _day(day: date | None, field: str) -> date:
    if day is None:
        raise Invalid("forms.day_needed", field=field)
    return day
