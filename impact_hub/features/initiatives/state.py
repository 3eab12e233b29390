"""States of the pages about an initiative itself."""

from typing import Any, cast

import reflex as rx

from impact_hub.features.initiatives import queries, service
from impact_hub.features.initiatives.forms import NewInitiative, Outline
from impact_hub.features.initiatives.models import Initiative
from impact_hub.features.organisations import queries as organisations
from impact_hub.identity.permissions import Permission
from impact_hub.kit import clock
from impact_hub.texts import LANGUAGES, language_name
from impact_hub.ui.formstate import submitting
from impact_hub.ui.formviews import Content
from impact_hub.ui.state import AppState, answering, arriving


class NewInitiativeState(AppState):
    """Beginning an initiative."""

    may_begin: bool = False
    _leads: list[tuple[str, str]] = []
    _languages: list[str] = []

    @rx.event
    @arriving
    async def load(self):
        self._leave()
        actor = await self._arrive()
        actor.require_sign_in()
        self._leads = [
            (each.slug, each.name)
            for each in await self._read(organisations.list_mine)
            if actor.may(Permission.INITIATIVE_CREATE, at=each.id)
        ]
        self.may_begin = bool(self._leads)
        self._languages = [self.locale]
        self._draw()

    def _draw(self) -> None:
        starts = clock.today().replace(month=1, day=1)
        content = _content(
            {"languages": [self.locale], "starts": starts},
            self._languages,
            self.locale,
            lead=self._leads,
        )
        if self.may_begin:
            self._show(NewInitiative, content)

    @rx.event
    @answering
    async def redraw(self, form_id: str, sent: dict[str, Any]):
        self._languages = _chosen(sent, self._languages)
        self._draw()

    @rx.event
    @submitting(NewInitiative)
    async def create(self, form: NewInitiative):
        initiative = await self._do(service.create_initiative, form.lead, form)
        return rx.redirect(f"/i/{initiative.slug}/logic")


class SettingsState(AppState):
    """Changing what an initiative is about, and who may see it."""

    _values: dict[str, Any] = {}
    _revision: int = 0
    _languages: list[str] = []

    @rx.event
    @arriving
    async def load(self):
        await self._enter(queries.get_place)
        await self._load()

    async def _load(self) -> None:
        found = await self._read(queries.get_to_edit, self._slug())
        self._values, self._revision = _values(found), found.revision
        self._languages = list(found.languages)
        self._draw()

    def _draw(self) -> None:
        content = _content(
            self._values, self._languages, self.locale, revision=self._revision
        )
        self._show(Outline, content)

    @rx.event
    @answering
    async def redraw(self, form_id: str, sent: dict[str, Any]):
        await self._read(queries.get_to_edit, self._slug())
        self._languages = _chosen(sent, self._languages)
        self._draw()

    @rx.event
    @submitting(Outline)
    async def save(self, form: Outline):
        await self._do(
            service.edit_initiative, self._slug(), form, revision=form.revision
        )
        await self._enter(queries.get_place)
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def open_to_public(self):
        await self._do(service.open_to_public, self._slug())
        await self._enter(queries.get_place)
        await self._load()
        self._say("initiatives.opened")

    @rx.event
    @answering
    async def close_to_public(self):
        await self._do(service.close_to_public, self._slug())
        await self._enter(queries.get_place)
        await self._load()
        self._say("initiatives.closed")


def _values(found: Initiative) -> dict[str, Any]:
    """What the form begins with; its share is in per cent."""
    return {
        **found.model_dump(include=set(Outline.model_fields)),
        "coverage": int(found.min_coverage * 100),
    }


def _content(
    values: dict[str, Any],
    languages: list[str],
    locale: str,
    *,
    revision: int = 0,
    lead: list[tuple[str, str]] | None = None,
) -> Content:
    """The languages that are chosen come first, and the main one at the top."""
    others = [each for each in LANGUAGES if each not in languages]
    offered = [(each, language_name(each, locale)) for each in (*languages, *others)]
    options = {"languages": offered, **({"lead": lead} if lead else {})}
    drawn_for = {"languages": languages}
    return Content(values, revision, languages, options, drawn_for=drawn_for)


def _chosen(sent: object, before: list[str]) -> list[str]:
    """The languages that are ticked; whichever was there before keeps its place."""
    form = cast("dict[str, object]", sent) if isinstance(sent, dict) else {}
    ticked = form.get("languages")
    ticked = cast("list[object]", ticked) if isinstance(ticked, list) else []
    order = [*before, *(each for each in LANGUAGES if each not in before)]
    return [each for each in order if each in ticked] or before
