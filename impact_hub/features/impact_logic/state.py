"""The state of the impact logic: the stairs, and the one form that is open on them."""

import reflex as rx

from impact_hub.features.impact_logic import service, views, words
from impact_hub.features.impact_logic.forms import (
    EditLink,
    EditResult,
    NewLink,
    NewResult,
)
from impact_hub.features.impact_logic.rules import STEPS
from impact_hub.features.impact_logic.views import LogicPage, ResultItem
from impact_hub.kit.forms import row_number, whole
from impact_hub.texts import text
from impact_hub.ui.formstate import submitting
from impact_hub.ui.formviews import Content
from impact_hub.ui.state import AppState, answering, arriving


class LogicState(AppState):
    """The stairs. On one of them something may be added, edited or linked."""

    page: LogicPage = LogicPage()
    adding_to: str = ""  # a step
    editing: str = ""  # a result
    linking: str = ""  # the result whose links are at hand

    @rx.event
    @arriving
    async def load(self):
        place, self.page = await self._read(views.arriving, self._slug())
        self._stand_in(place)
        self._open()
        self._show_forms()

    async def _load(self) -> None:
        self.page = await self._read(views.logic_page, self._slug())
        self._show_forms()

    def _open(
        self, *, adding_to: str = "", editing: str = "", linking: str = ""
    ) -> None:
        """Put one thing on the stairs at hand, and the others away."""
        self.adding_to, self.editing, self.linking = adding_to, editing, linking

    def _show_forms(self) -> None:
        """The forms of what is at hand, with what is in the database."""
        self.forms = {}
        if self.adding_to in map(str, STEPS):
            self._show_new(int(self.adding_to))
        if edited := views.find(self.page, self.editing):
            self._show_edited(edited)
        if linked := views.find(self.page, self.linking):
            self._show_links(linked)

    def _show_new(self, step: int) -> None:
        noun = words.noun(step, self.locale)
        content = Content(languages=self.page.languages, labels={"title": noun})
        self._show(NewResult, content, key=str(step))

    def _show_edited(self, result: ResultItem) -> None:
        steps = [(str(step), words.step_named(step, self.locale)) for step in STEPS]
        content = Content(
            {
                "title": result.titles,
                "description": result.descriptions,
                "step": result.step,
            },
            result.revision,
            languages=self.page.languages,
            options={"step": steps},
            labels={"title": words.noun(int(result.step), self.locale)},
        )
        self._show(EditResult, content, key=result.id)

    def _show_links(self, result: ResultItem) -> None:
        languages = self.page.languages
        for link in result.effects:
            content = Content(
                {"assumption": link.assumptions},
                link.revision,
                languages=languages,
                title=text("leads to: {effect}", self.locale, effect=link.title),
            )
            self._show(EditLink, content, key=link.id)
        targets = views.targets(self.page, result)
        if targets:
            content = Content(languages=languages, options={"leads_to": targets})
            self._show(NewLink, content, key=result.id)

    @rx.event
    async def begin_adding(self, step: str):
        self._open(adding_to=str(step))
        self._show_forms()

    @rx.event
    async def begin_editing(self, result_id: str):
        self._open(editing=str(result_id))
        self._show_forms()

    @rx.event
    async def begin_linking(self, result_id: str):
        self._open(linking=str(result_id))
        self._show_forms()

    @rx.event
    async def cancel(self):
        self._open()
        self._show_forms()

    @rx.event
    @submitting(NewResult)
    async def add(self, form: NewResult):
        step = whole(form.key, field="step")
        await self._do(service.add_result, self._slug(), step=step, form=form)
        self._open()
        await self._load()

    @rx.event
    @submitting(EditResult)
    async def save(self, form: EditResult):
        result_id = row_number(form.key)
        await self._do(service.edit_result, result_id, form, revision=form.revision)
        self._open()
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def move(self, result_id: str, by: int):
        await self._do(
            service.move_result,
            row_number(result_id),
            by=whole(by, field="by"),
        )
        await self._load()

    @rx.event
    @answering
    async def remove(self, result_id: str):
        await self._do(service.remove_result, row_number(result_id))
        self._open()
        await self._load()
        self._say("done.removed")

    @rx.event
    @submitting(NewLink)
    async def link(self, form: NewLink):
        await self._do(service.add_link, row_number(form.key), form)
        await self._load()

    @rx.event
    @submitting(EditLink)
    async def assume(self, form: EditLink):
        link_id = row_number(form.key)
        await self._do(service.edit_link, link_id, form, revision=form.revision)
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def unlink(self, link_id: str):
        await self._do(service.remove_link, row_number(link_id))
        await self._load()
