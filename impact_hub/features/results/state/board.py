"""The overview of an initiative: for those who take part, and for everyone."""

from datetime import date

import reflex as rx

from impact_hub.features.impact_logic import queries as impact_logic
from impact_hub.features.impact_logic import views as logic_views
from impact_hub.features.impact_logic.views import StairItem
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.results.queries import board as queries
from impact_hub.features.results.views import dashboard
from impact_hub.features.results.views.dashboard import (
    ChangeItem,
    CoverageItem,
    ScoreItem,
)
from impact_hub.kit.errors import NotFound
from impact_hub.texts import pick, text
from impact_hub.ui.state import AppState, arriving


class BoardState(AppState):
    """Where an initiative stands."""

    slug_shown: str = ""
    name: str = ""
    goal: str = ""
    area: str = ""
    backbone: str = ""
    time: str = ""
    summary: str = ""
    public_notice: str = ""
    scores: list[ScoreItem] = []
    stairs: list[StairItem] = []
    coverage: list[CoverageItem] = []
    changes: list[ChangeItem] = []
    partners: list[str] = []
    funders: list[str] = []
    has_standings: bool = False
    has_logic: bool = False
    chart_query: str = ""
    sources: list[str] = []
    is_public_page: bool = False

    @rx.event
    @arriving
    async def load(self):
        try:
            await self._enter(initiatives.get_place)
        except NotFound:
            if self.signed_in and await self._read(initiatives.is_open, self._slug()):
                return rx.redirect(f"/p/{self._slug()}")
            raise
        return await self._load(as_public=False)

    @rx.event
    @arriving
    async def load_public(self):
        self._leave()
        await self._load(as_public=True)

    async def _load(self, *, as_public: bool) -> None:
        slug, locale = self._slug(), self.locale
        board = await self._read(queries.get_board, slug, as_public=as_public)
        coverage = await self._read(queries.list_coverage, board.sources)
        changes = await self._read(queries.list_changes, board.sources)
        results = await self._read(impact_logic.list_results, slug)
        initiative = board.sources.initiative
        self.slug_shown, self.is_public_page = slug, as_public
        self.name = pick(initiative.names, locale)
        self.goal = pick(initiative.goals, locale)
        self.public_notice = pick(initiative.notices, locale)
        self.area = initiative.area
        self.time = _time(initiative.starts.year, initiative.ends, locale)
        self.backbone = (await self._read(initiatives.lead_of, initiative)).name
        self.partners = [each.name for each in board.sources.partners]
        steps = {result.id: result.step for result in results}
        self.scores = dashboard.score_items(board, steps, locale)
        self.sources = list(
            dict.fromkeys(
                f"{each.source} ({each.licence})" if each.licence else each.source
                for each in board.sources.indicators
                if each.source
            )
        )
        self.summary = dashboard.summary(board, coverage, locale)
        self.coverage = dashboard.coverage_items(coverage, locale)
        self.changes = dashboard.change_items(changes, locale)
        self.has_standings = any(score.aim for score in board.scores)
        self.has_logic = bool(results)
        self.stairs = logic_views.stairs(results, locale)
        # The version makes charts fetch again when something has changed.
        public = "&public=true" if as_public else ""
        self.chart_query = f"?lang={locale}&v={board.sources.version}{public}"


def _time(first: int, ends: date | None, locale: str) -> str:
    if ends is None:
        return text("since {year}", locale, year=first)
    return f"{first}–{ends.year}" if ends.year != first else str(first)
