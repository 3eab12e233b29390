"""The overview of an initiative: for those who take part, and for everyone."""

import reflex as rx

from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.results.views import overview as views
from impact_hub.features.results.views.overview import OverviewPage
from impact_hub.kit.errors import NotFound
from impact_hub.ui.state import AppState, arriving


class BoardState(AppState):
    """Where an initiative stands."""

    page: OverviewPage = OverviewPage()

    @rx.event
    @arriving
    async def load(self):
        """Whoever does not take part is led to the page for everyone, if there is."""
        try:
            await self._enter(initiatives.get_place)
        except NotFound:
            if self.signed_in and await self._read(initiatives.is_open, self._slug()):
                return rx.redirect(f"/p/{self._slug()}")
            raise
        self.page = await self._read(views.overview, self._slug())
        return None

    @rx.event
    @arriving
    async def load_public(self):
        self._leave()
        self.page = await self._read(views.public_page, self._slug())
