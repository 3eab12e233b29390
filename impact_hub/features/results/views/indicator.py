"""The page of one indicator, for those who take part and for everyone: one moment."""

from dataclasses import dataclass, field, replace

from impact_hub.config import settings
from impact_hub.features.impact_logic import queries as impact_logic
from impact_hub.features.indicators.rows import DimensionRow, IndicatorRow
from impact_hub.features.indicators.views.history import HistoryItem, history
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.results import words
from impact_hub.features.results.charts.bars import height_of
from impact_hub.features.results.queries import board as queries
from impact_hub.features.results.queries.board import Table
from impact_hub.features.results.rules.scoreboard import Score
from impact_hub.features.results.views import cards, movement, splits
from impact_hub.features.results.views.answers import Answers, answers
from impact_hub.features.results.views.movement import PartnerLine, PeriodLine
from impact_hub.features.results.views.overview import query
from impact_hub.features.results.views.splits import SplitChoice, SplitLine
from impact_hub.identity.permissions import Actor
from impact_hub.kit.db import Session
from impact_hub.texts import formats, pick, text


@dataclass(frozen=True)
class Meaning:
    """What an indicator means, and where its figures come from."""

    definition: str = ""
    parts: str = ""  # of a quotient: what its two numbers count
    kind: str = ""
    over_time: str = ""
    over_partners: str = ""
    rhythm: str = ""
    baseline: str = ""
    targets: tuple[str, ...] = ()
    result: str = ""
    categories: tuple[str, ...] = ()
    source: str = ""
    source_url: str = ""
    licence: str = ""
    cite_as: str = ""
    history: tuple[HistoryItem, ...] = ()


@dataclass(frozen=True)
class IndicatorPage:
    """One indicator: its sentence, its charts and tables, and what it means."""

    is_public: bool = False
    is_empty: bool = True  # nothing is approved that this reader could see
    initiative: str = ""
    notice: str = ""  # what holds for all of the initiative: that it is an example
    overview: str = ""  # where the initiative's page is
    public: str = ""  # where everyone reads this page; "" where nobody else does
    code: str = ""
    title: str = ""
    said: str = ""
    standing: str = ""
    as_of: str = ""
    routes: str = ""  # where its charts and files are
    query: str = ""  # what they are asked with
    has_line: bool = False  # totals that can be drawn in time
    has_levels: bool = False
    caption: str = ""
    lines: tuple[PeriodLine, ...] = ()
    splits: tuple[SplitChoice, ...] = ()
    split_by: str = ""
    split_title: str = ""
    split_lines: tuple[SplitLine, ...] = ()
    level_lines: tuple[SplitLine, ...] = ()
    partner_lines: tuple[PartnerLine, ...] = ()
    partners_height: int = 0
    answers: tuple[Answers, ...] = ()
    meaning: Meaning = field(default_factory=Meaning)


def indicator_page(
    session: Session, actor: Actor, slug: str, code: str, split_by: str = ""
) -> IndicatorPage:
    """An indicator as somebody sees it who takes part."""
    initiatives.get_own(session, actor, slug)
    return _page(session, actor, slug, code, split_by, as_public=False)


def public_indicator_page(
    session: Session, actor: Actor, slug: str, code: str, split_by: str = ""
) -> IndicatorPage:
    """An indicator as everyone sees it, whoever asks."""
    return _page(session, actor, slug, code, split_by, as_public=True)


def the_indicator(table: Table) -> IndicatorRow:
    """The indicator that the table is of."""
    (found,) = table.sources.indicators
    return found


def _page(
    session: Session,
    actor: Actor,
    slug: str,
    code: str,
    split_by: str,
    *,
    as_public: bool,
) -> IndicatorPage:
    table = queries.get_table(session, actor, slug, code, as_public=as_public)
    row, locale = the_indicator(table), actor.locale
    score = table.sources.score(row, table.rows)
    choices = splits.choices(table, row, locale)
    by = _chosen(choices, split_by)
    has_line, said = _has_line(table, row), answers(table, locale)
    level_lines = splits.lines(table, row, splits.levels_of(row), locale)
    partner_lines = movement.partner_lines(table, row, locale)
    return IndicatorPage(
        is_public=as_public,
        is_empty=not (has_line or level_lines or choices or said),
        initiative=pick(table.sources.initiative.names, locale),
        notice=pick(table.sources.initiative.notices, locale),
        overview=f"/{'p' if as_public else 'i'}/{slug}",
        public=_public(table, row),
        code=row.code,
        title=pick(row.titles, locale),
        said=_said(score, row, choices, locale),
        standing=str(score.standing) if score.aim else "",
        as_of=_as_of(score, locale),
        routes=f"/api/v1/initiatives/{slug}/indicators/{row.code}",
        query=query(table.sources.version, locale, as_public=as_public),
        has_line=has_line,
        has_levels=bool(level_lines),
        caption=movement.caption(table, row, locale),
        lines=movement.period_lines(table, row, locale),
        splits=choices,
        split_by=by.key,
        split_title=by.title,
        split_lines=splits.lines(table, row, splits.read(by.key), locale),
        level_lines=level_lines,
        partner_lines=partner_lines,
        partners_height=height_of(len(partner_lines)),
        answers=said,
        meaning=_meaning(session, actor, table, as_public=as_public),
    )


def _public(table: Table, row: IndicatorRow) -> str:
    """Where everyone reads of it; "" where nobody else may."""
    initiative = table.sources.initiative
    is_open = initiative.opened_at is not None
    return f"/p/{initiative.slug}/indicators/{row.code}" if is_open else ""


def _chosen(choices: tuple[SplitChoice, ...], wanted: str) -> SplitChoice:
    """The split that was chosen; where it is none, the first."""
    known = {each.key: each for each in choices}
    return known.get(wanted) or next(iter(choices), SplitChoice())


def _has_line(table: Table, row: IndicatorRow) -> bool:
    """Whether there are totals, or periods in which they are missing."""
    is_number = row.of_kind.is_number and not row.of_kind.has_levels
    steps = movement.steps_of(table, row)
    return is_number and any(step.is_there for step in steps)


def _said(
    score: Score, row: IndicatorRow, choices: tuple[SplitChoice, ...], locale: str
) -> str:
    if score.by and choices:
        return text(
            "There is no total of it, but figures by {dimension}.",
            locale,
            dimension=choices[0].title,
        )
    return words.sentence(score, row, locale)


def _as_of(score: Score, locale: str) -> str:
    """Of when the figure is, how many it rests on, and what is missing since."""
    total = None if score.by else score.latest
    coverage = words.coverage(total.figure, locale) if total else ""
    later = cards.later(score.later, locale)
    said = [cards.as_of(score, locale), coverage, later]
    return " · ".join(each for each in said if each)


def _meaning(
    session: Session, actor: Actor, table: Table, *, as_public: bool
) -> Meaning:
    row, locale = the_indicator(table), actor.locale
    slug = table.sources.initiative.slug
    results = impact_logic.list_results(session, actor, slug)
    boxes = {r.id: f"{r.step} · {pick(r.titles, locale)}" for r in results}
    changes = history(session, actor, slug, row.code)
    return Meaning(
        definition=pick(row.definitions, locale),
        parts=words.part_names(row, locale),
        kind=str(row.kind),
        over_time=str(row.over_time),
        over_partners=str(row.over_partners),
        rhythm=str(row.rhythm),
        baseline=words.baseline(row, locale),
        targets=tuple(words.aim(t.figure, t.due, row, locale) for t in row.targets),
        result=boxes.get(row.result_id or 0, ""),
        categories=tuple(_categories(each, locale) for each in row.dimensions),
        source=row.source,
        source_url=row.source_url,
        licence=row.licence,
        cite_as=_cite_as(table, row, locale),
        history=tuple(map(_for_everyone, changes) if as_public else changes),
    )


def _categories(row: DimensionRow, locale: str) -> str:
    """A dimension with what it is split into: Age: 0–17, 18–64."""
    names = ", ".join(pick(each.titles, locale) for each in row.asked)
    return f"{pick(row.titles, locale)}: {names}"


def _cite_as(table: Table, row: IndicatorRow, locale: str) -> str:
    """How somebody refers to the page: what, whose, of which day, where."""
    public = _public(table, row)
    if not public:
        return ""
    return text(
        "{initiative}: {title}. {hub}, as of {day}, {address}",
        locale,
        initiative=pick(table.sources.initiative.names, locale),
        title=pick(row.titles, locale),
        hub=settings().name,
        day=formats.day(table.sources.today, locale),
        address=str(settings().public_url).rstrip("/") + public,
    )


def _for_everyone(item: HistoryItem) -> HistoryItem:
    """A change as outsiders read it: not who made it; of a definition, why."""
    return replace(item, who="", why=item.why if item.is_definition else "")
