"""The state of the impact logic: the stairs, and what is being edited on them."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from impact_hub.features.impact_logic import queries, service
from impact_hub.features.impact_logic.queries import ResultRow
from impact_hub.features.impact_logic.rules import STEPS, group_of
from impact_hub.features.impact_logic.service import Wording
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.kit.errors import Invalid
from impact_hub.kit.forms import Form, row_number
from impact_hub.texts import pick
from impact_hub.ui.state import AppState, answering, arriving


@dataclass(frozen=True)
class LinkItem:
    """This leads to that, if …"""

    id: str
    effect: str
    assumption: str


@dataclass(frozen=True)
class ResultItem:
    """A box on a step."""

    id: str
    step: str
    title: str
    description: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    links: list[LinkItem]


@dataclass(frozen=True)
class StepItem:
    """A step with its results."""

    number: str
    group: str
    results: list[ResultItem]


@dataclass(frozen=True)
class ResultOption:
    """A result that another can lead to."""

    value: str
    label: str


class LogicState(AppState):
    """The stairs, from the top step down."""

    steps: list[StepItem] = []
    is_empty: bool = True
    languages: list[str] = []
    words: dict[str, str] = {}
    adding_to: str = ""
    editing: str = ""
    targets: list[ResultOption] = []
    form_key: int = 0  # changes with the data, so that forms begin anew

    @rx.event
    @arriving
    async def load(self):
        await self._enter(initiatives.get_place)
        self.adding_to = self.editing = ""
        await self._load()

    async def _load(self) -> None:
        initiative = await self._read(initiatives.get_own, self._slug())
        self.languages = initiative.languages
        rows = await self._read(queries.list_results, self._slug())
        titles = {row.id: pick(row.titles, self.locale) for row in rows}
        self.is_empty = not rows
        self.steps = [
            StepItem(
                str(step),
                str(group_of(step)),
                [self._item(row, titles) for row in rows if row.step == step],
            )
            for step in reversed(STEPS)
        ]
        self.targets = self._others()
        self.form_key += 1

    def _others(self) -> list[ResultOption]:
        """What the result that is being edited can lead to: any but itself."""
        return [
            ResultOption(each.id, f"{each.step} · {each.title}")
            for step in self.steps
            for each in step.results
            if each.id != self.editing
        ]

    def _item(self, row: ResultRow, titles: dict[int, str]) -> ResultItem:
        return ResultItem(
            id=str(row.id),
            step=str(row.step),
            title=titles[row.id],
            description=pick(row.descriptions, self.locale),
            titles=row.titles,
            descriptions=row.descriptions,
            links=[
                LinkItem(
                    str(link.id),
                    titles.get(link.effect_id, ""),
                    pick(link.assumptions, self.locale),
                )
                for link in row.links
            ],
        )

    @rx.event
    async def begin_adding(self, step: str):
        self.adding_to, self.editing, self.errors = str(step), "", {}

    @rx.event
    async def begin_editing(self, result_id: str):
        self.editing, self.adding_to, self.errors = str(result_id), "", {}
        self.targets = self._others()

    @rx.event
    async def cancel(self):
        self.editing = self.adding_to = ""
        self.errors = {}

    @rx.event
    @answering
    async def add(self, sent: dict[str, Any]):
        form = Form(sent)
        await self._do(
            service.add_result,
            self._slug(),
            step=form.whole("step"),
            wording=self._wording(form),
        )
        self.adding_to = ""
        await self._load()

    @rx.event
    @answering
    async def save(self, sent: dict[str, Any]):
        form = Form(sent)
        await self._do(
            service.edit_result,
            row_number(form.line("id")),
            step=form.whole("step"),
            wording=self._wording(form),
        )
        self.editing = ""
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def move(self, result_id: str, by: int):
        await self._do(
            service.move_result,
            row_number(result_id),
            by=Form({"by": by}).whole("by"),
        )
        await self._load()

    @rx.event
    @answering
    async def remove(self, result_id: str):
        await self._do(service.remove_result, row_number(result_id))
        self.editing = ""
        await self._load()
        self._say("done.removed")

    @rx.event
    @answering
    async def link(self, sent: dict[str, Any]):
        form = Form(sent)
        effect = form.number("leads_to")
        if effect is None:
            raise Invalid("forms.choose_one", field="leads_to")
        await self._do(
            service.add_link,
            row_number(form.line("id")),
            effect_id=effect,
            assumptions=form.texts("assumption", list(self.languages)),
        )
        await self._load()

    @rx.event
    @answering
    async def unlink(self, link_id: str):
        await self._do(service.remove_link, row_number(link_id))
        await self._load()

    def _wording(self, form: Form) -> Wording:
        languages = list(self.languages)
        return Wording(
            form.texts("title", languages), form.texts("description", languages)
        )
