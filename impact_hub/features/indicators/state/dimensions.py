"""Changing how figures are split, on whichever page it is offered."""

from typing import ParamSpec

import reflex as rx

from impact_hub.features.indicators.forms import (
    AddCategories,
    MergeCategory,
    MergeDimension,
    NewDimension,
    RenameCategory,
    RenameDimension,
)
from impact_hub.features.indicators.rows import DimensionRow
from impact_hub.features.indicators.service import merging, splitting
from impact_hub.features.indicators.views import dimensions as views
from impact_hub.features.indicators.views.dimensions import DimensionItem
from impact_hub.kit.db import id_of
from impact_hub.kit.forms import row_number, whole
from impact_hub.ui.formstate import submitting
from impact_hub.ui.formviews import Content
from impact_hub.ui.state import AppState, Work, answering

P = ParamSpec("P")

_OURS = {
    spec.spec()
    for spec in (
        AddCategories,
        MergeCategory,
        MergeDimension,
        NewDimension,
        RenameCategory,
        RenameDimension,
    )
}


class DimensionsState(AppState, mixin=True):
    """What a page can do with dimensions. The state's own `_load` reads the page anew
    and shows what there is."""

    dimensions: list[DimensionItem] = []
    changing: str = ""  # the dimension that is open to be changed

    _languages: tuple[str, ...] = ()
    _dimension_rows: tuple[DimensionRow, ...] = ()

    async def _load(self, made: int = 0) -> None:
        """Read the page anew; `made` is a dimension that there was not before."""
        raise NotImplementedError

    def _show_dimensions(
        self, rows: tuple[DimensionRow, ...], languages: tuple[str, ...]
    ) -> None:
        """All dimensions, and the forms of the one that is open."""
        self._languages, self._dimension_rows = languages, rows
        self.dimensions = views.dimension_items(rows, self.locale)
        self.forms = {k: v for k, v in self.forms.items() if v.spec not in _OURS}
        self._show(NewDimension, Content(languages=languages))
        for row in rows:
            if str(row.id) == self.changing:
                self._show_forms_of(row)

    def _show_forms_of(self, row: DimensionRow) -> None:
        languages, key = self._languages, str(row.id)
        titled = Content({"titles": row.titles}, row.revision, languages=languages)
        self._show(RenameDimension, titled, key=key)
        self._show(
            AddCategories, Content({}, row.revision, languages=languages), key=key
        )
        into = views.others(self._dimension_rows, row, self.locale)
        merge = Content({}, row.revision, options={"into": into})
        self._show(MergeDimension, merge, key=key)
        for each in row.categories:
            named = Content({"titles": each.titles}, each.revision, languages=languages)
            self._show(RenameCategory, named, key=str(each.id))
            into = views.other_categories(row, each.id, self.locale)
            merge = Content({}, each.revision, options={"into": into})
            self._show(MergeCategory, merge, key=str(each.id))

    def _category_lines(self, lines: dict[str, str]) -> list[splitting.NewCategory]:
        return views.categories_of(lines, self._languages)

    @rx.event
    async def change_dimension(self, dimension_id: str):
        """Open a dimension to be changed, or close it."""
        wanted = str(dimension_id)
        self.changing = "" if wanted == self.changing else wanted
        if self._languages:
            await self._load()

    @rx.event
    @submitting(NewDimension)
    async def add_dimension(self, form: NewDimension):
        made = await self._do(
            splitting.add_dimension,
            self._slug(),
            titles=form.titles,
            categories=self._category_lines(form.categories),
        )
        await self._load(id_of(made))
        self._say("done.saved")

    @rx.event
    @submitting(RenameDimension)
    async def rename_dimension(self, form: RenameDimension):
        await self._changed(
            splitting.rename_dimension,
            row_number(form.key),
            form.titles,
            revision=form.revision,
        )

    @rx.event
    @submitting(AddCategories)
    async def add_categories(self, form: AddCategories):
        await self._changed(
            splitting.add_categories,
            row_number(form.key),
            self._category_lines(form.categories),
        )

    @rx.event
    @submitting(MergeDimension)
    async def merge_dimension(self, form: MergeDimension):
        self.changing = form.into
        await self._changed(
            merging.merge_dimensions,
            row_number(form.key),
            row_number(form.into),
            revision=form.revision,
        )

    @rx.event
    @submitting(RenameCategory)
    async def rename_category(self, form: RenameCategory):
        await self._changed(
            splitting.rename_category,
            row_number(form.key),
            form.titles,
            revision=form.revision,
        )

    @rx.event
    @submitting(MergeCategory)
    async def merge_category(self, form: MergeCategory):
        await self._changed(
            merging.merge_categories,
            row_number(form.key),
            row_number(form.into),
            revision=form.revision,
        )

    @rx.event
    @answering
    async def move_dimension(self, dimension_id: str, by: int):
        number, places = row_number(dimension_id), whole(by, field="by")
        await self._changed(splitting.move_dimension, number, by=places)

    @rx.event
    @answering
    async def remove_dimension(self, dimension_id: str):
        await self._changed(merging.remove_dimension, row_number(dimension_id))

    @rx.event
    @answering
    async def move_category(self, category_id: str, by: int):
        number, places = row_number(category_id), whole(by, field="by")
        await self._changed(splitting.move_category, number, by=places)

    @rx.event
    @answering
    async def retire_category(self, category_id: str):
        await self._changed(splitting.retire_category, row_number(category_id))

    @rx.event
    @answering
    async def restore_category(self, category_id: str):
        await self._changed(splitting.restore_category, row_number(category_id))

    @rx.event
    @answering
    async def remove_category(self, category_id: str):
        number = row_number(category_id)
        is_gone = await self._do(merging.remove_category, number)
        await self._load()
        self._say("done.removed" if is_gone else "indicators.category_kept")

    async def _changed(
        self, verb: Work[P, None], *given: P.args, **named: P.kwargs
    ) -> None:
        """Do it, read the page anew, and say so."""
        await self._do(verb, *given, **named)
        await self._load()
        self._say("done.saved")
