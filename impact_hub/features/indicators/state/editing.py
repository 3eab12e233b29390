"""The form of one indicator."""

from typing import Any

import reflex as rx

from impact_hub.features.indicators.forms import IndicatorForm
from impact_hub.features.indicators.service import saving
from impact_hub.features.indicators.state.dimensions import DimensionsState
from impact_hub.features.indicators.views.content import (
    MAX_TARGETS,
    Beside,
    as_saved,
    chosen,
    content,
    example,
)
from impact_hub.features.indicators.views.form import (
    IndicatorFormPage,
    filled_in,
    indicator_form,
)
from impact_hub.features.indicators.words import KIND_NAMES
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.texts import text
from impact_hub.ui.formstate import submitting
from impact_hub.ui.state import AppState, answering, arriving


class IndicatorFormState(DimensionsState, AppState):
    """Defining an indicator, new or known."""

    is_new: bool = True
    kind_name: str = ""  # of one that is known: it can't be changed
    has_aims: bool = True
    may_add_aim: bool = True
    has_splits: bool = True
    has_partners: bool = True
    example: str = ""  # what baseline and target mean, with what is typed just now

    _page: IndicatorFormPage | None = None
    _typed: dict[str, Any] = {}
    _targets: int = 1  # lines for them
    _made: int = 0  # a dimension that was made meanwhile: it is meant to be used

    @rx.event
    @arriving
    async def load_new(self):
        await self._begin(is_new=True)

    @rx.event
    @arriving
    async def load(self):
        await self._begin(is_new=False)

    async def _begin(self, *, is_new: bool) -> None:
        await self._enter(initiatives.get_place)
        self.is_new, self.changing = is_new, ""
        self._typed, self._targets, self._made = {}, 1, 0
        await self._load()

    async def _load(self, made: int = 0) -> None:
        code = None if self.is_new else self._part("code")
        self._page = await self._read(indicator_form, self._slug(), code)
        self._made = made or self._made
        if made and "splits" in self._typed:
            self._typed = self._typed | {"splits": [*self._typed["splits"], str(made)]}
        row = self._page.row
        self.kind_name = text(KIND_NAMES[row.kind], self.locale) if row else ""
        if row and not self._typed:
            self._targets = max(self._targets, len(row.targets))
        self._draw()
        self._show_dimensions(self._page.dimensions, self._page.languages)

    def _draw(self) -> None:
        """The form, with the fields that what is typed asks for."""
        page = self._page
        if page is None:
            return
        now = chosen(page, self._typed)
        result = str(self.router.url.query_parameters.get("result", ""))
        made = str(self._made or "")
        shown = content(page, now, self.locale, Beside(self._targets, result, made))
        self._show(IndicatorForm, shown)
        self.has_aims = "aims" not in shown.without
        self.may_add_aim = self._targets < MAX_TARGETS
        self.has_splits = now.of_kind.has_categories
        self.has_partners = bool(page.partners)
        typed = self._typed or as_saved(page, self.locale)
        self.example = example(chosen(page, typed), self.locale)

    @rx.event
    @answering
    async def redraw(self, form_id: str, sent: dict[str, Any]):
        """Show the fields that follow from what is typed."""
        self._typed = dict(sent) if isinstance(sent, dict) else {}
        self._draw()

    @rx.event
    @answering
    async def add_aim(self):
        """One more line for a target."""
        self._targets = min(self._targets + 1, MAX_TARGETS)
        self._draw()

    @rx.event
    @submitting(IndicatorForm)
    async def save(self, form: IndicatorForm):
        page = self._page
        if page is None:
            return None
        indicator = await self._do(
            saving.save_indicator,
            self._slug(),
            None if self.is_new else self._part("code"),
            filled_in(page, form),
            revision=form.revision or None,
        )
        return rx.redirect(f"/i/{self._slug()}/indicators/{indicator.code}")
