"""Who takes part, and what each of them reports."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import reflex as rx

from impact_hub.config import settings
from impact_hub.features.indicators import queries
from impact_hub.features.indicators.rules.owing import is_asked
from impact_hub.features.indicators.service import inviting
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives import service
from impact_hub.features.initiatives.queries import ParticipantRow
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.organisations import queries as organisations
from impact_hub.identity.kinds import OrganisationKind
from impact_hub.kit import clock
from impact_hub.kit.calendar import Rhythm, containing
from impact_hub.kit.forms import Form, row_number
from impact_hub.texts import formats, text
from impact_hub.ui.state import AppState, answering, arriving


@dataclass(frozen=True)
class Option:
    """A choice in a select."""

    value: str
    label: str


@dataclass(frozen=True)
class ParticipantItem:
    """An organisation that takes part."""

    id: str
    organisation_id: str
    href: str
    name: str
    facts: str  # where it is, what it reports, until when it takes part
    is_waiting: bool
    has_ended: bool
    reports_nothing: bool


class PartnersState(AppState):
    """Who takes part, and inviting more."""

    backbone: str = ""
    partners: list[ParticipantItem] = []
    funders: list[ParticipantItem] = []
    known: list[Option] = []
    link: str = ""
    link_for: str = ""
    indicators: int = 0  # so many are asked for
    form_key: int = 0

    @rx.event
    @arriving
    async def load(self):
        await self._enter(initiatives.get_place)
        self.link = ""
        await self._load()

    async def _load(self) -> None:
        initiative = await self._read(initiatives.get_own, self._slug())
        self.backbone = (await self._read(initiatives.lead_of, initiative)).name
        asked = await self._read(queries.list_indicators, self._slug())
        self.indicators = len(asked)
        number = initiative.id or 0
        rows = await self._read(initiatives.list_participants, number, Part.PARTNER)
        now = containing(clock.today(), Rhythm.MONTH)
        reports = Counter(
            row.organisation_id
            for indicator in asked
            for row in rows
            if is_asked(
                indicator, row.organisation_id, replace(now, rhythm=indicator.rhythm)
            )
        )
        self.partners = await self._items(number, Part.PARTNER, reports)
        self.funders = await self._items(number, Part.FUNDER, reports)
        taking = {each.href for each in (*self.partners, *self.funders)}
        self.known = [
            Option(each.slug, each.name)
            for each in await self._read(organisations.list_mine)
            if f"/o/{each.slug}" not in taking
        ]
        self.form_key += 1

    async def _items(
        self, initiative_id: int, part: Part, reports: Counter[int]
    ) -> list[ParticipantItem]:
        rows = await self._read(initiatives.list_participants, initiative_id, part)
        return [self._item(row, reports[row.organisation_id]) for row in rows]

    def _item(self, row: ParticipantRow, reports: int) -> ParticipantItem:
        owes = row.part is Part.PARTNER and self.indicators > 0
        return ParticipantItem(
            id=str(row.participation_id),
            organisation_id=str(row.organisation_id),
            href=f"/o/{row.slug}",
            name=row.name,
            facts=" · ".join(filter(None, self._facts(row, reports, owes=owes))),
            is_waiting=not row.has_people,
            has_ended=row.ends is not None,
            reports_nothing=owes and reports == 0 and row.ends is None,
        )

    def _facts(self, row: ParticipantRow, reports: int, *, owes: bool) -> Iterator[str]:
        yield row.place
        if owes and reports == self.indicators:
            yield text("reports every indicator", self.locale)
        elif owes:
            yield text(
                "reports {n} of {total} indicators",
                self.locale,
                n=reports,
                total=self.indicators,
            )
        if row.ends is not None:
            day = formats.day(row.ends, self.locale)
            yield text("until {day}", self.locale, day=day)
        elif not row.has_people:
            yield text("invited, nobody here yet", self.locale)

    @rx.event
    @answering
    async def invite(self, sent: dict[str, Any]):
        form = Form(sent)
        token = await self._do(
            inviting.invite,
            self._slug(),
            part=form.choice("part", Part),
            name=form.line("name"),
            kind=form.choice("kind", OrganisationKind),
            note=form.line("note"),
            reports_all=form.ticked("reports_all"),
        )
        self._offer(token, form.line("name"))
        await self._load()

    @rx.event
    @answering
    async def add_known(self, sent: dict[str, Any]):
        form = Form(sent)
        await self._do(
            inviting.add_known,
            self._slug(),
            part=form.choice("known_part", Part),
            organisation_slug=form.line("organisation"),
            reports_all=form.ticked("known_reports_all"),
        )
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def assign_all(self, organisation_id: str):
        await self._do(inviting.ask_for_all, self._slug(), row_number(organisation_id))
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def invite_again(self, participation_id: str, name: str):
        token = await self._do(
            service.invite_again, self._slug(), row_number(participation_id)
        )
        self._offer(token, str(name))

    @rx.event
    @answering
    async def end(self, participation_id: str):
        await self._do(
            service.end_participation,
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
            service.resume_participation, self._slug(), row_number(participation_id)
        )
        await self._load()
        self._say("done.saved")

    def _offer(self, token: str, name: str) -> None:
        base = str(settings().public_url).rstrip("/")
        self.link, self.link_for = f"{base}/invite/{token}", name
