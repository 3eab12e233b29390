"""Giving figures: each field is saved when it is left."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import reflex as rx

from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.indicators.service import assigning
from impact_hub.features.reporting.forms import BeginCorrection
from impact_hub.features.reporting.queries.opening import Sheet
from impact_hub.features.reporting.rules.slots import Slot
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.reporting.service import correcting, submitting, writing
from impact_hub.features.reporting.service.writing import Remark, Written
from impact_hub.features.reporting.views.corrections import CorrectionLine
from impact_hub.features.reporting.views.entry import EntryPage, Head, entry_page
from impact_hub.features.reporting.views.lines import Line, line
from impact_hub.kit import clock
from impact_hub.kit.errors import AppError, NotFound
from impact_hub.kit.forms import keepable, one_of, row_number
from impact_hub.texts import formats
from impact_hub.ui import formstate
from impact_hub.ui.state import HEADING, AppState, answering, arriving


class EntryState(AppState):
    """One partner's update of one period, as its people fill it in.

    The lines are sent when the page is loaded. Afterwards each answer holds only the
    one line that has changed, in the next of a few places: the page puts it into the
    list (assets/js/lines.js).
    """

    keep: str = ""  # whose typing is kept in the browser, and of what
    head: Head = Head()
    lines: list[Line] = []
    changed_a: Line = Line()
    changed_b: Line = Line()
    changed_c: Line = Line()
    changed_d: Line = Line()
    corrections: list[CorrectionLine] = []
    note: str = ""
    note_stamp: int = 0
    done: int = 0
    saved_at: str = ""
    is_correcting: bool = False  # asks why, before an approved update is opened again
    form_key: int = 0

    _revision: int = 0
    _update_id: int | None = None
    _organisation_id: int = 0
    _stamps: dict[str, int] = {}
    _done: dict[str, bool] = {}
    _answers: int = 0

    @rx.event
    @arriving
    async def load(self):
        self._stamps = {}
        self.saved_at = ""
        self.is_correcting = False
        self.form_key += 1
        page = await self._load()
        self._stand_in(page.place)

    async def _load(self) -> EntryPage:
        page = await self._read(
            entry_page,
            self._slug(),
            row_number(self._part("period")),
            self._part("partner"),
            stamps=self._stamps,
        )
        self._revision, self._update_id = page.revision, page.update_id
        self._organisation_id = page.organisation_id
        self.keep = f"{self._person_id}:{page.period_id}:{page.organisation_id}"
        self.head, self.corrections = page.head, page.corrections
        self.note, self.note_stamp = page.note, self._stamps.get("note", 0)
        self.lines = page.lines
        self.changed_a = self.changed_b = self.changed_c = self.changed_d = Line()
        self._done = {each.id: each.is_done for each in page.lines}
        self.done = sum(self._done.values())
        if page.head.may_correct:
            self._show(BeginCorrection)
        return page

    @rx.event
    async def write(self, key: str, typed: str):
        """Keep what was typed, also where it can't be read: then its field says why."""
        await self._write(str(key), str(typed), is_sure=False)

    @rx.event
    async def confirm(self, key: str, typed: str):
        """What was asked about is right."""
        await self._write(str(key), str(typed), is_sure=True)

    async def _write(self, key: str, typed: str, *, is_sure: bool) -> None:
        async def work() -> Written:
            slot, text = Slot.read(key), keepable(typed)
            return await self._do(
                writing.write_entry, self._sheet(), slot, text, is_sure=is_sure
            )

        await self._save(key, work)

    @rx.event
    async def write_reason(self, indicator_id: str, reason: str):
        async def work() -> Written:
            number = row_number(indicator_id)
            given = one_of(MissingReason, reason, field="reason") if reason else None
            return await self._do(writing.write_reason, self._sheet(), number, given)

        await self._save(f"{indicator_id}|reason", work)

    @rx.event
    async def write_remark(self, indicator_id: str, note: str):
        await self._remark(indicator_id, "note", Remark(note=keepable(str(note))))

    @rx.event
    async def mark_estimated(self, indicator_id: str, estimated: bool):
        is_one = estimated is True
        await self._remark(indicator_id, "estimated", Remark(estimated=is_one))

    @rx.event
    async def mark_quotable(self, indicator_id: str, may_quote: bool):
        await self._remark(indicator_id, "quote", Remark(may_quote=may_quote is True))

    async def _remark(self, indicator_id: str, which: str, said: Remark) -> None:
        async def work() -> Written:
            number = row_number(indicator_id)
            return await self._do(writing.write_remark, self._sheet(), number, said)

        await self._save(f"{indicator_id}|{which}", work)

    @rx.event
    async def write_note(self, note: str):
        text = keepable(str(note))

        async def work() -> Written:
            return await self._do(writing.write_note, self._sheet(), text)

        if await self._save("note", work):
            self.note, self.note_stamp = text.strip(), self._stamps["note"]

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
    @answering
    async def submit(self):
        """Hand the update in; what is missing or can't be read is marked at its field,
        and the first such field gets the cursor."""
        await self._do(submitting.submit, self._sheet())
        await self._load()
        self._say("reporting.submitted")
        return rx.set_focus(HEADING)

    @rx.event
    @answering
    async def take_back(self):
        await self._do(submitting.take_back, self._id())
        await self._load()
        self._say("reporting.taken_back")
        return rx.set_focus(HEADING)

    @rx.event
    async def ask_why(self):
        """Ask why an approved update is to be corrected, or leave it."""
        self.is_correcting = not self.is_correcting

    @rx.event
    @formstate.submitting(BeginCorrection)
    async def begin_correction(self, form: BeginCorrection):
        await self._do(correcting.begin_correction, self._id(), reason=form.reason)
        self.is_correcting = False
        await self._load()
        self._say("reporting.correction_begun")
        return rx.set_focus(HEADING)

    @rx.event
    @answering
    async def drop_correction(self):
        await self._do(correcting.drop_correction, self._id())
        self._stamps = {}
        self.form_key += 1
        await self._load()
        self._say("reporting.correction_dropped")
        return rx.set_focus(HEADING)

    @rx.event
    @answering
    async def withdraw_consent(self, indicator_id: str):
        number = row_number(indicator_id)
        await self._do(correcting.withdraw_consent, self._id(), number)
        await self._load()
        self._say("reporting.consent_withdrawn")

    async def _save(self, key: str, work: Callable[[], Awaitable[Written]]) -> bool:
        """Keep one field; what is wrong with others stays said. They are on their way
        to the next field: a refusal takes no cursor."""
        rest = {name: said for name, said in self.errors.items() if name != key}
        self.notice = ""
        try:
            written = await work()
        except AppError as error:
            self.errors = {}
            self._refuse(error, focus=False)
            self.errors = {**rest, **self.errors}
            return False
        if rest != self.errors:
            self.errors = rest
        self._take(written, key)
        return True

    def _take(self, written: Written, key: str) -> None:
        """Show the line that has changed, and that it is saved."""
        self._revision = written.revision
        self._update_id = written.update.id if written.update else None
        self._stamps = {**self._stamps, key: self._stamps.get(key, 0) + 1}
        if written.entry is not None:
            self._answers += 1
            self._put_line(
                line(written.entry, self._stamps, self.locale, number=self._answers)
            )
        begun = str(written.update.status) if written.update else "none"
        if begun != self.head.status and self.head.status in (Status.DRAFT, "none"):
            self.head = replace(self.head, status=begun)
        self.saved_at = formats.time(clock.now(), self.locale)

    def _put_line(self, changed: Line) -> None:
        match self._answers % 4:
            case 0:
                self.changed_a = changed
            case 1:
                self.changed_b = changed
            case 2:
                self.changed_c = changed
            case _:
                self.changed_d = changed
        self._done = {**self._done, changed.id: changed.is_done}
        self.done = sum(self._done.values())

    def _id(self) -> int:
        if self._update_id is None:
            raise NotFound("reporting.no_such_update")
        return self._update_id

    def _sheet(self) -> Sheet:
        return Sheet(
            self._slug(),
            row_number(self._part("period")),
            self._part("partner"),
            self._revision,
        )
