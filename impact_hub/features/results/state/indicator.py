"""The page of one indicator: for those who take part, and for everyone."""

import reflex as rx

from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.results.views import indicator as views
from impact_hub.features.results.views.indicator import IndicatorPage
from impact_hub.kit.errors import NotFound
from impact_hub.ui.state import AppState, answering, arriving


class IndicatorState(AppState):
    """One indicator, split as its reader has chosen."""

    page: IndicatorPage = IndicatorPage()

    @rx.event
    @arriving
    async def load(self):
        """Whoever does not take part is led to the page for everyone, if there is."""
        slug, code = self._slug(), self._part("code")
        try:
            await self._enter(initiatives.get_place)
        except NotFound:
            if self.signed_in and await self._read(initiatives.is_open, slug):
                return rx.redirect(f"/p/{slug}/indicators/{code}")
            raise
        self.page = await self._read(views.indicator_page, slug, code)
        return None

    @rx.event
    @arriving
    async def load_public(self):
        self._leave()
        where = self._slug(), self._part("code")
        self.page = await self._read(views.public_indicator_page, *where)

    @rx.event
    @answering
    async def choose_split(self, key: str):
        """Show the categories of another dimension, or a crossing."""
        view = (
            views.public_indicator_page if self.page.is_public else views.indicator_page
        )
        where = self._slug(), self._part("code")
        self.page = await self._read(view, *where, str(key))
