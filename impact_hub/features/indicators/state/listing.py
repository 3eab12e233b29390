"""The list of indicators, and the dimensions that they are split by."""

import reflex as rx

from impact_hub.features.indicators.forms import RetireIndicator
from impact_hub.features.indicators.service import defining
from impact_hub.features.indicators.state.dimensions import DimensionsState
from impact_hub.features.indicators.views.dimensions import dimension_items
from impact_hub.features.indicators.views.listing import GroupItem, indicator_list
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.rules import Right
from impact_hub.kit.forms import whole
from impact_hub.ui.formstate import submitting
from impact_hub.ui.formviews import Content
from impact_hub.ui.state import AppState, answering, arriving


class IndicatorsState(DimensionsState, AppState):
    """The indicators along the stairs, from the top."""

    groups: list[GroupItem] = []

    @rx.event
    @arriving
    async def load(self):
        await self._enter(initiatives.get_place)
        self.changing = ""
        await self._load()

    async def _load(self, made: int = 0) -> None:
        page = await self._read(indicator_list, self._slug())
        self.groups = list(page.groups)
        self.forms = {}
        if Right.EDIT not in self.place_rights:
            self.dimensions = dimension_items(page.dimensions, self.locale)
            return
        self._show_dimensions(page.dimensions, page.languages)
        for group in page.groups:
            for item in group.indicators:
                ends = Content({"ends": item.ends}, title=item.title)
                self._show(RetireIndicator, ends, key=item.code)

    @rx.event
    @answering
    async def move(self, code: str, by: int):
        places = whole(by, field="by")
        await self._do(defining.move_indicator, self._slug(), str(code), by=places)
        await self._load()

    @rx.event
    @submitting(RetireIndicator)
    async def retire(self, form: RetireIndicator):
        await self._do(
            defining.retire_indicator, self._slug(), form.key, ends=form.ends
        )
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
    async def delete(self, code: str):
        await self._do(defining.delete_indicator, self._slug(), str(code))
        await self._load()
        self._say("done.removed")
