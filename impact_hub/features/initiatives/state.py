"""States of the pages about an initiative itself."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from impact_hub.features.initiatives import queries, service
from impact_hub.features.initiatives.rules import DEFAULT_THRESHOLD
from impact_hub.features.initiatives.service import Outline
from impact_hub.features.organisations import queries as organisations
from impact_hub.identity.permissions import Permission
from impact_hub.kit import clock
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.errors import Invalid
from impact_hub.kit.forms import Form
from impact_hub.texts import LANGUAGES
from impact_hub.ui.state import AppState, answering, arriving


@dataclass(frozen=True)
class Option:
    """A choice in a select."""

    value: str
    label: str


def outline_of(form: Form, languages: list[str]) -> Outline:
    """What a form says about an initiative."""
    return Outline(
        names=form.texts("name", languages),
        goals=form.texts("goal", languages),
        notices=form.texts("notice", languages),
        languages=languages,
        area=form.line("area"),
        starts=form.needed_day("starts"),
        ends=form.day("ends"),
        rhythm=form.choice("rhythm", Rhythm),
        threshold=form.whole("threshold"),
    )


class NewInitiativeState(AppState):
    """Beginning an initiative."""

    leads: list[Option] = []
    languages: list[str] = []
    names: dict[str, str] = {}
    goals: dict[str, str] = {}
    area: str = ""
    starts: str = ""
    ends: str = ""
    rhythm: str = str(Rhythm.QUARTER)
    threshold: str = str(DEFAULT_THRESHOLD)

    @rx.event
    @arriving
    async def load(self):
        self._leave()
        actor = await self._arrive()
        actor.require_sign_in()
        self.leads = [
            Option(each.slug, each.name)
            for each in await self._read(organisations.list_mine)
            if actor.may(Permission.INITIATIVE_CREATE, at=each.id)
        ]
        self.languages = [self.locale]
        self.starts = clock.today().replace(month=1, day=1).isoformat()

    @rx.event
    async def toggle_language(self):
        others = [each for each in LANGUAGES if each not in self.languages]
        self.languages = [*self.languages[:1], *others]

    @rx.event
    @answering
    async def create(self, sent: dict[str, Any]):
        form = Form(sent)
        if not form.line("lead"):
            raise Invalid("forms.choose_one", field="lead")
        initiative = await self._do(
            service.create_initiative,
            form.line("lead"),
            outline_of(form, list(self.languages)),
        )
        return rx.redirect(f"/i/{initiative.slug}/logic")


class SettingsState(AppState):
    """Changing what an initiative is about, and who may see it."""

    languages: list[str] = []
    names: dict[str, str] = {}
    goals: dict[str, str] = {}
    notices: dict[str, str] = {}
    area: str = ""
    starts: str = ""
    ends: str = ""
    rhythm: str = ""
    threshold: str = ""
    form_key: int = 0

    @rx.event
    @arriving
    async def load(self):
        await self._enter(queries.get_place)
        await self._load()

    async def _load(self) -> None:
        found = await self._read(queries.get_to_edit, self._slug())
        self.languages = found.languages
        self.names, self.goals = found.names, found.goals
        self.notices = found.notices
        self.area = found.area
        self.starts = found.starts.isoformat()
        self.ends = found.ends.isoformat() if found.ends else ""
        self.rhythm, self.threshold = str(found.rhythm), str(found.threshold)
        self.form_key += 1

    @rx.event
    async def toggle_language(self):
        others = [each for each in LANGUAGES if each not in self.languages]
        self.languages = [*self.languages[:1], *others]

    @rx.event
    @answering
    async def save(self, sent: dict[str, Any]):
        outline = outline_of(Form(sent), list(self.languages))
        await self._do(service.edit_initiative, self._slug(), outline)
        await self._enter(queries.get_place)
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def open_to_public(self):
        await self._do(service.open_to_public, self._slug())
        await self._enter(queries.get_place)
        self._say("initiatives.opened")

    @rx.event
    @answering
    async def close_to_public(self):
        await self._do(service.close_to_public, self._slug())
        await self._enter(queries.get_place)
        self._say("initiatives.closed")
