"""The page of one indicator."""

from dataclasses import dataclass

import reflex as rx

from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.rows import VersionRow
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.results import words
from impact_hub.features.results.queries import board as queries
from impact_hub.features.results.views import indicator as views
from impact_hub.features.results.views import splits
from impact_hub.features.results.views.indicator import PartnerLine, PeriodLine
from impact_hub.features.results.views.splits import SplitChoice, SplitLine
from impact_hub.texts import formats, pick
from impact_hub.ui.state import AppState, answering, arriving


@dataclass(frozen=True)
class VersionItem:
    """A definition as it once was."""

    number: str
    day: str
    who: str
    why: str
    title: str
    definition: str


class IndicatorState(AppState):
    """One indicator: its sentence, its charts, and what it means."""

    title: str = ""
    said: str = ""
    standing: str = ""
    target: str = ""
    unit: str = ""
    definition: str = ""
    kind: str = ""
    over_time: str = ""
    over_partners: str = ""
    rhythm: str = ""
    baseline: str = ""
    source: str = ""
    source_url: str = ""
    licence: str = ""
    base: str = ""  # of this indicator's routes
    chart_query: str = ""
    has_figures: bool = False
    chart_caption: str = ""
    lines: list[PeriodLine] = []
    splits: list[SplitChoice] = []
    split_by: str = ""
    split_lines: list[SplitLine] = []
    partner_lines: list[PartnerLine] = []
    versions: list[VersionItem] = []

    @rx.event
    @arriving
    async def load(self):
        await self._enter(initiatives.get_place)
        self.split_by = ""
        await self._load()

    @rx.event
    @answering
    async def choose_split(self, code: str):
        self.split_by = str(code)
        await self._load()

    async def _load(self) -> None:
        slug, code, locale = self._slug(), self._part("code"), self.locale
        row = await self._read(indicators.get_indicator, slug, code)
        table = await self._read(queries.get_table, slug, code)
        score = views.score(table, row)
        self.base = f"/api/v1/initiatives/{slug}/indicators/{row.code}"
        self.chart_query = f"?lang={locale}&v={table.sources.version}"
        self.title = pick(row.titles, locale)
        self.definition = pick(row.definitions, locale)
        self.said = words.sentence(score, row, locale)
        self.standing = str(score.standing) if score.aim else ""
        self.target = words.target(score, row, locale)
        self.unit = pick(row.units, locale)
        self.kind, self.rhythm = str(row.kind), str(row.rhythm)
        self.over_time, self.over_partners = str(row.over_time), str(row.over_partners)
        self.baseline = words.baseline(row, locale)
        self.source, self.source_url = row.source, row.source_url
        self.licence = row.licence
        self.has_figures = score.latest is not None
        self.chart_caption = views.chart_caption(table, row, locale)
        self.lines = views.period_lines(table, row, locale)
        self.splits = splits.split_choices(table, row, locale)
        known = [each.code for each in self.splits]
        if self.split_by not in known:
            self.split_by = known[0] if known else ""
        self.split_lines = (
            splits.split_lines(table, row, self.split_by, locale)
            if self.split_by
            else []
        )
        self.partner_lines = views.partner_lines(table, row, locale)
        self.versions = [
            _version(each, locale)
            for each in await self._read(indicators.list_versions, slug, code)
        ]


def _version(row: VersionRow, locale: str) -> VersionItem:
    return VersionItem(
        number=str(row.version),
        day=formats.day_of(row.replaced_at, locale),
        who=row.replaced_by,
        why=row.why,
        title=_words(row.definition.get("titles"), locale),
        definition=_words(row.definition.get("definitions"), locale),
    )


def _words(kept: object, locale: str) -> str:
    if not isinstance(kept, dict):
        return ""
    return pick({str(k): str(v) for k, v in kept.items()}, locale)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
