"""The backbone's review of one update, and the way to the next."""

from typing import Any

import reflex as rx

from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.reporting.queries import forms, rounds
from impact_hub.features.reporting.service import reviewing
from impact_hub.features.reporting.views.lines import (
    CorrectionLine,
    Line,
    corrections_of,
    lines_of,
)
from impact_hub.kit.errors import NotFound
from impact_hub.kit.forms import Form, row_number
from impact_hub.texts import formats
from impact_hub.ui.state import AppState, answering, arriving


class ReviewState(AppState):
    """One update as its reviewer sees it."""

    period_name: str = ""
    organisation_name: str = ""
    status: str = ""
    submitted: str = ""
    submitted_by: str = ""
    reviewed: str = ""
    reviewed_by: str = ""
    return_reason: str = ""
    note: str = ""
    before_name: str = ""
    lines: list[Line] = []
    corrections: list[CorrectionLine] = []
    changes: int = 0
    missing_count: int = 0
    may_decide: bool = False
    may_withdraw: bool = False
    is_returning: bool = False
    is_withdrawing: bool = False
    is_being_corrected: bool = False
    correction_reason: str = ""
    next_href: str = ""
    waiting: int = 0

    _revision: int = 0
    _update_id: int | None = None

    @rx.event
    @arriving
    async def load(self):
        await self._enter(initiatives.get_place)
        self.is_returning = self.is_withdrawing = False
        await self._load()

    async def _load(self) -> None:
        period_id = row_number(self._part("period"))
        form = await self._read(
            forms.get_form, self._slug(), period_id, self._part("partner")
        )
        if not form.may_review:
            raise NotFound("reporting.no_such_update")
        locale = self.locale
        self._revision, self._update_id = form.revision, form.update_id
        self.period_name = formats.period(form.span, locale)
        self.organisation_name = form.organisation
        self.status = str(form.status) if form.update_id is not None else "none"
        self.submitted = (
            formats.moment(form.submitted_at, locale) if form.submitted_at else ""
        )
        self.submitted_by = form.submitted_by
        self.reviewed = (
            formats.moment(form.reviewed_at, locale) if form.reviewed_at else ""
        )
        self.reviewed_by = form.reviewed_by
        self.return_reason, self.note = form.return_reason, form.note
        self.before_name = (
            formats.period_short(form.previous_span, locale)
            if form.previous_span
            else ""
        )
        self.lines = lines_of(form.entries, {}, locale)
        self.corrections = corrections_of(form.corrections, form.indicators, locale)
        self.changes = sum(bool(line.warning) for line in self.lines)
        self.missing_count = sum(bool(line.reason) for line in self.lines)
        self.may_decide = form.status in ("submitted", "approved")
        self.is_being_corrected = form.is_being_corrected
        self.may_withdraw = form.is_being_corrected or form.status == "approved"
        self.correction_reason = form.correction_reason
        await self._find_next(form.period_id, form.organisation_slug)

    async def _find_next(self, period_id: int, organisation_slug: str) -> None:
        waiting = [
            each
            for each in await self._read(rounds.list_to_review)
            if (each.period_id, each.organisation_slug)
            != (period_id, organisation_slug)
        ]
        self.waiting = len(waiting)
        self.next_href = (
            f"/i/{waiting[0].initiative_slug}/review/"
            f"{waiting[0].period_id}/{waiting[0].organisation_slug}"
            if waiting
            else ""
        )

    @rx.event
    @answering
    async def approve(self):
        await self._do(reviewing.approve, self._id(), revision=self._revision)
        await self._load()
        self._say("reporting.approved")

    @rx.event
    async def begin_returning(self):
        self.is_returning = not self.is_returning

    @rx.event
    async def begin_withdrawing(self):
        self.is_withdrawing = not self.is_withdrawing

    @rx.event
    @answering
    async def withdraw(self, sent: dict[str, Any]):
        await self._do(
            reviewing.withdraw_update,
            self._id(),
            revision=self._revision,
            reason=Form(sent).line("reason"),
        )
        self.is_withdrawing = False
        await self._load()
        self._say("reporting.withdrawn")

    @rx.event
    @answering
    async def return_update(self, sent: dict[str, Any]):
        await self._do(
            reviewing.return_update,
            self._id(),
            revision=self._revision,
            reason=Form(sent).line("reason"),
        )
        self.is_returning = False
        await self._load()
        self._say("reporting.returned")

    def _id(self) -> int:
        if self._update_id is None:
            raise NotFound("reporting.no_such_update")
        return self._update_id
