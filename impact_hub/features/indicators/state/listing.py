"""The list of indicators, and the dimensions that they are split by."""

from dataclasses import dataclass, replace
from typing import Any

import reflex as rx

from impact_hub.features.impact_logic import queries as impact_logic
from impact_hub.features.indicators import queries, words
from impact_hub.features.indicators.rows import DimensionRow, IndicatorRow
from impact_hub.features.indicators.service import defining, splitting
from impact_hub.features.indicators.service.splitting import NewCategory
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.rules import Right
from impact_hub.kit.errors import Invalid
from impact_hub.kit.forms import Form, row_number
from impact_hub.texts import formats, pick
from impact_hub.ui.state import AppState, answering, arriving


@dataclass(frozen=True)
class IndicatorItem:
    """An indicator in the list."""

    code: str
    href: str
    title: str
    unit: str
    kind: str
    splits: str
    target: str
    target_due: str
    is_retired: bool
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class GroupItem:
    """The indicators of one result."""

    step: str
    result: str
    indicators: list[IndicatorItem]


@dataclass(frozen=True)
class CategoryItem:
    """A category of a dimension."""

    id: str
    title: str
    titles: dict[str, str]
    is_retired: bool


@dataclass(frozen=True)
class DimensionItem:
    """A dimension with its categories."""

    id: str
    title: str
    categories: list[CategoryItem]


class IndicatorsState(AppState):
    """The indicators along the stairs, from the top."""

    groups: list[GroupItem] = []
    dimensions: list[DimensionItem] = []
    languages: list[str] = []
    words: dict[str, str] = {}
    form_key: int = 0

    @rx.event
    @arriving
    async def load(self):
        await self._enter(initiatives.get_place)
        await self._load()

    async def _load(self) -> None:
        initiative = await self._read(initiatives.get_own, self._slug())
        self.languages = initiative.languages
        results = await self._read(impact_logic.list_results, self._slug())
        rows = await self._read(
            queries.list_indicators,
            self._slug(),
            retired=Right.EDIT in self.place_rights,
        )
        known = {result.id for result in results}
        groups = [
            (
                str(r.step),
                pick(r.titles, self.locale),
                [i for i in rows if i.result_id == r.id],
            )
            for r in reversed(results)
        ]
        groups.append(("", "", [i for i in rows if i.result_id not in known]))
        self.groups = [
            GroupItem(step, title, self._items(own))
            for step, title, own in groups
            if own
        ]
        self.dimensions = [
            self._dimension(each)
            for each in await self._read(queries.list_dimensions, self._slug())
        ]
        self.form_key += 1

    def _items(self, rows: list[IndicatorRow]) -> list[IndicatorItem]:
        last = len(rows) - 1
        return [
            replace(self._item(row), is_first=place == 0, is_last=place == last)
            for place, row in enumerate(rows)
        ]

    def _item(self, row: IndicatorRow) -> IndicatorItem:
        target = row.targets[-1] if row.targets else None
        return IndicatorItem(
            code=row.code,
            href=f"/i/{self._slug()}/indicators/{row.code}",
            title=pick(row.titles, self.locale),
            unit=words.unit(row, self.locale),
            kind=str(row.kind),
            splits=", ".join(pick(d.titles, self.locale) for d in row.dimensions),
            target=words.written(target.figure, row, self.locale) if target else "",
            target_due=formats.day(target.due, self.locale) if target else "",
            is_retired=row.is_retired,
        )

    def _dimension(self, row: DimensionRow) -> DimensionItem:
        return DimensionItem(
            str(row.id),
            pick(row.titles, self.locale),
            [
                CategoryItem(
                    str(c.id), pick(c.titles, self.locale), dict(c.titles), c.is_retired
                )
                for c in row.categories
            ],
        )

    @rx.event
    @answering
    async def move(self, code: str, by: int):
        await self._do(
            defining.move_indicator,
            self._slug(),
            str(code),
            by=Form({"by": by}).whole("by"),
        )
        await self._load()

    @rx.event
    @answering
    async def retire(self, code: str):
        await self._do(defining.retire_indicator, self._slug(), str(code))
        await self._load()
        self._say("indicators.retired")

    @rx.event
    @answering
    async def restore(self, code: str):
        await self._do(defining.restore_indicator, self._slug(), str(code))
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def add_dimension(self, sent: dict[str, Any]):
        form, languages = Form(sent), list(self.languages)
        await self._do(
            splitting.add_dimension,
            self._slug(),
            titles=form.texts("dimension", languages),
            categories=_categories(form, languages),
        )
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def add_categories(self, sent: dict[str, Any]):
        form = Form(sent)
        new = _categories(form, list(self.languages))
        await self._do(
            splitting.add_categories, row_number(form.line("dimension_id")), new
        )
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def rename_category(self, sent: dict[str, Any]):
        form = Form(sent)
        await self._do(
            splitting.rename_category,
            row_number(form.line("category_id")),
            form.texts("category", list(self.languages)),
        )
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def retire_category(self, category_id: str):
        await self._do(splitting.retire_category, row_number(category_id))
        await self._load()

    @rx.event
    @answering
    async def restore_category(self, category_id: str):
        await self._do(splitting.restore_category, row_number(category_id))
        await self._load()


def _categories(form: Form, languages: list[str]) -> list[NewCategory]:
    """Categories, one a line; the lines of every language belong together in order."""
    lines = {
        each: [line.strip() for line in form.line(f"categories.{each}").splitlines()]
        for each in languages
    }
    kept = {each: [line for line in found if line] for each, found in lines.items()}
    main = kept[languages[0]] if languages else []
    for each in languages[1:]:
        if kept[each] and len(kept[each]) != len(main):
            raise Invalid("indicators.categories_differ", field=f"categories.{each}")
    return [
        NewCategory({each: kept[each][place] for each in languages if kept[each]})
        for place in range(len(main))
    ]
