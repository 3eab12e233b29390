"""Who takes part in an initiative, and inviting more."""

from datetime import date
from typing import Any

import reflex as rx

from impact_hub.config import settings
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives import service as taking_part
from impact_hub.features.initiatives.rules import Part, Right
from impact_hub.features.joining import queries, service
from impact_hub.features.joining.forms import (
    OTHER_DAY,
    AddOwn,
    InviteOrganisations,
    Scope,
)
from impact_hub.features.joining.rows import InvitedRow, PartnersRow
from impact_hub.features.joining.rules import read_invitees
from impact_hub.features.joining.views.letters import LetterItem, letter_of
from impact_hub.features.joining.views.partners import (
    PartnersPage,
    partners_page,
    since_options,
)
from impact_hub.identity.kinds import OrganisationKind
from impact_hub.kit import clock
from impact_hub.kit.errors import Invalid
from impact_hub.kit.forms import line_of, row_number
from impact_hub.ui.formstate import submitting
from impact_hub.ui.formviews import Content
from impact_hub.ui.state import AppState, answering, arriving


class PartnersState(AppState):
    """Who takes part, and inviting more."""

    page: PartnersPage = PartnersPage()
    letters: list[LetterItem] = []  # of the invitations just made: shown once
    all_letters: str = ""

    @rx.event
    @arriving
    async def load(self):
        await self._enter(initiatives.get_place)
        self.letters, self.all_letters = [], ""
        await self._load()

    async def _load(self) -> PartnersRow:
        row = await self._read(queries.get_partners, self._slug())
        self.page = partners_page(row, self.locale, today=clock.today())
        if Right.EDIT in self.place_rights:
            self._show(InviteOrganisations, self._invitation(row))
            if row.own:
                own = Content({"part": Part.PARTNER}, options={"organisation": row.own})
                self._show(AddOwn, own)
            else:
                self._put_away(AddOwn)
        return row

    def _invitation(self, row: PartnersRow, since: str = "") -> Content:
        """The form, with a day to choose only where another one is wanted."""
        hidden = [] if since == OTHER_DAY else ["day"]
        if not row.names_partners:
            hidden.append("scope")
        return Content(
            {
                "part": Part.PARTNER,
                "kind": OrganisationKind.NONPROFIT,
                "scope": Scope.EVERYTHING,
                "since": since or row.first_to_report.isoformat(),
            },
            options={"since": since_options(row, self.locale)},
            without=hidden,
        )

    @rx.event
    @answering
    async def redraw(self, form_id: str, sent: dict[str, Any]):
        row = await self._read(queries.get_partners, self._slug())
        since = line_of(sent, "since")
        if Right.EDIT in self.place_rights:
            self._show(InviteOrganisations, self._invitation(row, since))

    @rx.event
    @submitting(InviteOrganisations)
    async def invite(self, form: InviteOrganisations):
        invited = await self._do(
            service.invite,
            self._slug(),
            read_invitees(form.people),
            part=form.part,
            kind=form.kind,
            starts=_since(form),
            of_all=form.scope is Scope.EVERYTHING,
        )
        self._offer(await self._load(), invited, form.part)

    @rx.event
    @submitting(AddOwn)
    async def add_own(self, form: AddOwn):
        await self._do(
            service.add_known, self._slug(), form.organisation, part=form.part
        )
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def invite_again(self, participation_id: str):
        invited = await self._do(
            service.invite_again, self._slug(), row_number(participation_id)
        )
        row = await self._load()
        funders = {each.name for each in row.funders}
        part = Part.FUNDER if invited.name in funders else Part.PARTNER
        self._offer(row, [invited], part)

    @rx.event
    @answering
    async def end(self, participation_id: str):
        await self._do(
            taking_part.end_participation,
            self._slug(),
            row_number(participation_id),
            ends=clock.today(),
        )
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def resume(self, participation_id: str):
        await self._do(
            taking_part.resume_participation,
            self._slug(),
            row_number(participation_id),
            starts=clock.today(),
        )
        await self._load()
        self._say("done.saved")

    def _offer(self, row: PartnersRow, invited: list[InvitedRow], part: Part) -> None:
        base = str(settings().public_url).rstrip("/")
        self.letters = [letter_of(each, row, base, part) for each in invited]
        self.all_letters = "\n\n———\n\n".join(
            f"{each.name} {each.address}".strip() + f"\n\n{each.text}"
            for each in self.letters
        )
        self._say("joining.invited")


def _since(form: InviteOrganisations) -> date:
    """The day that was chosen: of a period, or another one."""
    if form.since != OTHER_DAY:
        return date.fromisoformat(form.since)
    if form.day is None:
        raise Invalid("forms.day_needed", field="day")
    return form.day
