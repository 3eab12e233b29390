"""Giving figures: each field is saved when it is left."""

import reflex as rx

from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import MissingReason, Part
from impact_hub.features.indicators.service import assigning
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.reporting.queries import forms
from impact_hub.features.reporting.rules.workflow import LOCK_SENTENCES
from impact_hub.features.reporting.service import submitting, writing
from impact_hub.features.reporting.service.writing import Place, Sheet
from impact_hub.features.reporting.state.views import (
    CorrectionLine,
    Line,
    corrections_of,
    lines_of,
)
from impact_hub.kit import clock
from impact_hub.kit.errors import AppError, InvalidFields, NotFound
from impact_hub.kit.forms import Form, row_number
from impact_hub.texts import formats
from impact_hub.texts.refusals import sentence
from impact_hub.ui.state import AppState, answering, arriving


class EntryState(AppState):
    """One partner's update of one period, as its people fill it in."""

    keep: str = ""  # whose typing is kept in the browser, and of what
    period_name: str = ""
    organisation_name: str = ""
    due: str = ""
    status: str = ""
    window: str = ""
    locked: str = ""  # why it can't be written in, and who can open it
    return_reason: str = ""
    submitted: str = ""
    note: str = ""
    note_stamp: int = 0
    lines: list[Line] = []
    corrections: list[CorrectionLine] = []
    done: int = 0
    may_take_back: bool = False
    may_review: bool = False
    review_href: str = ""
    before_name: str = ""
    saved_at: str = ""
    form_key: int = 0

    _revision: int = 0
    _update_id: int | None = None
    _organisation_id: int = 0
    _stamps: dict[str, int] = {}

    @rx.event
    @arriving
    async def load(self):
        await self._enter(initiatives.get_place)
        self._stamps = {}
        self.saved_at = ""
        self.form_key += 1
        await self._load()

    async def _load(self) -> None:
        form = await self._read(
            forms.get_form,
            self._slug(),
            row_number(self._part("period")),
            self._part("partner"),
        )
        locale = self.locale
        self._revision, self._update_id = form.revision, form.update_id
        self._organisation_id = form.organisation_id
        self.keep = f"{self._person_id}:{form.period_id}:{form.organisation_id}"
        self.period_name = formats.period(form.span, locale)
        self.organisation_name = form.organisation
        self.due = formats.day(form.due_on, locale) if form.due_on else ""
        self.status, self.window = str(form.status), str(form.window)
        self.locked = self._why_locked(form)
        self.return_reason = form.return_reason if form.status == "returned" else ""
        self.submitted = (
            formats.moment(form.submitted_at, locale) if form.submitted_at else ""
        )
        self.note = form.note
        self.note_stamp = self._stamps.get("note", 0)
        self.lines = lines_of(form, self._stamps, locale)
        self.corrections = corrections_of(form, locale)
        self.done = sum(line.is_done for line in self.lines)
        self.may_take_back = form.may_write and form.status == "submitted"
        self.may_review = form.may_review
        self.review_href = (
            f"/i/{self._slug()}/review/{form.period_id}/{form.organisation_slug}"
        )
        self.before_name = (
            formats.period_short(form.previous_span, locale)
            if form.previous_span
            else ""
        )

    def _why_locked(self, form: forms.FormRow) -> str:
        if form.lock is not None:
            code = LOCK_SENTENCES[form.lock]
            return sentence(code, self.locale, backbone=form.backbone)
        if not form.may_write:
            return sentence("reporting.read_only", self.locale)
        return ""

    @rx.event
    async def write(self, key: str, typed: str):
        """A field was left: keep what was typed in it."""
        key = str(key)[:200]
        rest = {name: said for name, said in self.errors.items() if name != key}
        self.notice = ""
        try:
            place = _place(key)
            await self._do(writing.write_figure, self._sheet(), place, str(typed))
        except AppError as error:
            self._refuse(error, focus=False)  # they are on their way to the next field
            self.errors = {**rest, **self.errors}
            return
        self.errors = rest
        await self._saved(key)

    @rx.event
    @answering
    async def write_reason(self, indicator_id: str, reason: str):
        given = (
            Form({"reason": reason}).choice("reason", MissingReason) if reason else None
        )
        await self._do(
            writing.write_reason, self._sheet(), row_number(indicator_id), given
        )
        self._stamps = {}
        await self._saved(f"{indicator_id}|reason")

    @rx.event
    @answering
    async def write_remark(self, indicator_id: str, note: str):
        await self._remark(indicator_id, note=str(note))
        await self._saved(f"{indicator_id}|note")

    @rx.event
    @answering
    async def mark_estimated(self, indicator_id: str, estimated: bool):
        await self._remark(indicator_id, estimated=estimated is True)
        await self._saved(f"{indicator_id}|estimated")

    @rx.event
    @answering
    async def write_note(self, note: str):
        await self._do(writing.write_note, self._sheet(), str(note))
        await self._saved("note")

    @rx.event
    @answering
    async def confirm_definition(self, indicator_id: str):
        await self._do(
            assigning.confirm_definition,
            row_number(indicator_id),
            self._organisation_id,
        )
        await self._load()

    @rx.event
    async def submit(self):
        """Hand the update in; what is missing is marked at its field."""
        self.errors, self.notice = {}, ""
        try:
            await self._do(submitting.submit, self._sheet())
        except InvalidFields as error:
            self._refuse(error)
            self.notice = sentence("forms.several_fields", self.locale)
            return
        except AppError as error:
            self._refuse(error)
            return
        await self._load()
        self._say("reporting.submitted")

    @rx.event
    @answering
    async def take_back(self):
        if self._update_id is None:
            raise NotFound("reporting.no_such_update")
        await self._do(submitting.take_back, self._update_id)
        await self._load()
        self._say("reporting.taken_back")

    async def _remark(
        self,
        indicator_id: str,
        *,
        note: str | None = None,
        estimated: bool | None = None,
    ) -> None:
        line = next((each for each in self.lines if each.id == str(indicator_id)), None)
        if line is None:
            raise NotFound("indicators.no_such_indicator")
        await self._do(
            writing.write_remark,
            self._sheet(),
            row_number(indicator_id),
            note=line.note if note is None else note,
            estimated=line.is_estimated if estimated is None else estimated,
        )

    async def _saved(self, key: str) -> None:
        self._stamps = {**self._stamps, key: self._stamps.get(key, 0) + 1}
        await self._load()
        self.saved_at = formats.time(clock.now(), self.locale)

    def _sheet(self) -> Sheet:
        return Sheet(
            self._slug(),
            row_number(self._part("period")),
            self._part("partner"),
            self._revision,
        )


def _place(key: str) -> Place:
    """The input behind a key such as `12|age=0-17|figure`."""
    number, _, rest = key.partition("|")
    cell, _, part = rest.rpartition("|")
    try:
        return Place(row_number(number), Cell.read(cell), Part(part))
    except ValueError:
        raise NotFound("indicators.no_such_cell", raw=key[:80]) from None
