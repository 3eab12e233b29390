"""States of the front door."""

from dataclasses import dataclass

import reflex as rx

from impact_hub.features.home.forms import NewPassword, OwnName, SignIn
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.organisations import queries as organisations
from impact_hub.features.reporting.queries import rounds
from impact_hub.identity import service as identity
from impact_hub.kit.errors import SignedOut
from impact_hub.texts import formats, ntext, text
from impact_hub.texts.refusals import sentence
from impact_hub.ui.formstate import submitting
from impact_hub.ui.formviews import Content
from impact_hub.ui.providers import ProviderItem, provider_items
from impact_hub.ui.state import AppState, arriving


@dataclass(frozen=True)
class DueItem:
    """An update that is owed."""

    href: str
    period: str
    whose: str
    due: str
    status: str
    reason: str


@dataclass(frozen=True)
class ReviewItem:
    """An update that waits for the reader's decision."""

    href: str
    period: str
    whose: str
    submitted: str


@dataclass(frozen=True)
class InitiativeItem:
    """An initiative in a list."""

    href: str
    name: str
    goal: str
    backbone: str
    area: str


@dataclass(frozen=True)
class OrganisationItem:
    """An organisation in a list."""

    href: str
    name: str


class HomeState(AppState):
    """What is due, what needs me, and what I take part in."""

    needed: str = ""  # how much is due, and how much waits for the reader
    due: list[DueItem] = []
    to_review: list[ReviewItem] = []
    initiatives: list[InitiativeItem] = []
    organisations: list[OrganisationItem] = []
    open_initiatives: list[InitiativeItem] = []
    may_look_around: bool = False  # whoever is new finds something to look at

    @rx.event
    @arriving
    async def load(self):
        self._leave()
        if self.signed_in:
            await self._load_mine()
        found = await self._read(initiatives.list_open)
        self.open_initiatives = [
            InitiativeItem(f"/p/{i.slug}", i.name, i.goal, i.backbone, i.area)
            for i in found
        ]
        self.may_look_around = bool(found) and not self.initiatives

    async def _load_mine(self) -> None:
        locale = self.locale
        self.due = [
            DueItem(
                href=f"/i/{d.initiative_slug}/figures/{d.period_id}/{d.organisation_slug}",
                period=formats.period(d.span, locale),
                whose=f"{d.organisation} · {d.initiative}",
                due=formats.day(d.due_on, locale) if d.due_on else "",
                status="returned" if d.return_reason else str(d.window),
                reason=d.return_reason,
            )
            for d in await self._read(rounds.list_due)
        ]
        self.to_review = [
            ReviewItem(
                href=f"/i/{r.initiative_slug}/review/{r.period_id}/{r.organisation_slug}",
                period=formats.period(r.span, locale),
                whose=f"{r.organisation} · {r.initiative}",
                submitted=formats.moment(r.submitted_at, locale)
                if r.submitted_at
                else "",
            )
            for r in await self._read(rounds.list_to_review)
        ]
        self.needed = _needed(len(self.due), len(self.to_review), locale)
        self.initiatives = [
            InitiativeItem(f"/i/{i.slug}", i.name, i.goal, i.backbone, i.area)
            for i in await self._read(initiatives.list_mine)
        ]
        self.organisations = [
            OrganisationItem(f"/o/{o.slug}", o.name)
            for o in await self._read(organisations.list_mine)
        ]


def _needed(due: int, to_review: int, locale: str) -> str:
    """What needs the reader, in a sentence or two. Nothing is not counted."""
    said = [
        ntext(
            "{n} update is due from you.", "{n} updates are due from you.", due, locale
        )
        if due
        else "",
        ntext(
            "{n} update waits for your review.",
            "{n} updates wait for your review.",
            to_review,
            locale,
        )
        if to_review
        else "",
    ]
    stands = " ".join(filter(None, said))
    return stands or text("Nothing is due. Have a good day.", locale)


class SignInState(AppState):
    """The sign-in form: what was typed before, and why it was refused."""

    way_back: str = "/"
    providers: list[ProviderItem] = []

    @rx.event
    @arriving
    async def load(self):
        self._leave()
        flash = self._flash()
        asked = str(self.router.url.query_parameters.get("next", ""))
        self.way_back = asked or flash.typed.get("next", "/")
        self._show(SignIn, Content(flash.typed))
        if flash.code:
            said = sentence(flash.code, self.locale, **flash.params)
            self._mark(SignIn, flash.where, said)
        self.providers = provider_items(self.way_back)


class AccountState(AppState):
    """What a person may change about themselves."""

    told: str = ""
    has_password: bool = True
    signs_in_with: str = ""  # whoever else vouches for them

    @rx.event
    @arriving
    async def load(self):
        self._leave()
        if not self.signed_in:
            raise SignedOut("identity.signed_out")
        ways = await self._read(identity.ways_in)
        self.has_password = ways.has_password
        self.signs_in_with = ", ".join(ways.providers)
        await self._load()
        flash = self._flash()
        said = sentence(flash.code, self.locale, **flash.params) if flash.code else ""
        self.told = "" if flash.is_refusal else said
        if flash.is_refusal:
            self._mark(NewPassword, flash.where, said)

    async def _load(self) -> None:
        self._show(OwnName, Content({"name": self.person_name}))
        self._show(NewPassword)

    @rx.event
    @submitting(OwnName)
    async def rename(self, form: OwnName):
        await self._do(identity.rename, name=form.name)
        await self._arrive()
        await self._load()
        self._say("identity.renamed")
