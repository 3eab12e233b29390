"""The overview of an initiative, for those who take part, and the page for everyone.

Each is read in one moment: what stands on it belongs together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from impact_hub.features.impact_logic import queries as impact_logic
from impact_hub.features.impact_logic import views as logic_views
from impact_hub.features.impact_logic.views import StairItem
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.results.charts.bars import height_of
from impact_hub.features.results.queries import board as queries
from impact_hub.features.results.queries.board import Board, Coverage
from impact_hub.features.results.views import rounds
from impact_hub.features.results.views.cards import Card, cards, verdict
from impact_hub.features.results.views.rounds import ApprovalItem, CoverageItem
from impact_hub.identity.permissions import Actor
from impact_hub.kit.db import Session
from impact_hub.texts import ntext, pick, text


@dataclass(frozen=True)
class OverviewPage:
    """Where an initiative stands, in the reader's words."""

    is_public: bool = False
    slug: str = ""
    name: str = ""
    goal: str = ""
    area: str = ""
    time: str = ""
    backbone: str = ""
    notice: str = ""
    summary: str = ""
    cards: tuple[Card, ...] = ()
    has_standings: bool = False
    standings_height: int = 0
    has_logic: bool = False
    stairs: tuple[StairItem, ...] = ()
    coverage: tuple[CoverageItem, ...] = ()
    changes: tuple[ApprovalItem, ...] = ()
    partners: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    indicators: str = ""  # where the pages of its indicators are
    routes: str = ""  # where its charts and files are
    query: str = ""  # what they are asked with


def overview(session: Session, actor: Actor, slug: str) -> OverviewPage:
    """An initiative as somebody sees it who takes part."""
    initiatives.get_own(session, actor, slug)
    return _page(session, actor, slug, as_public=False)


def public_page(session: Session, actor: Actor, slug: str) -> OverviewPage:
    """An initiative as everyone sees it, whoever asks."""
    return _page(session, actor, slug, as_public=True)


def _page(
    session: Session, actor: Actor, slug: str, *, as_public: bool
) -> OverviewPage:
    locale = actor.locale
    board = queries.get_board(session, actor, slug, as_public=as_public)
    coverage = queries.list_coverage(session, actor, board.sources)
    results = impact_logic.list_results(session, actor, slug)
    initiative = board.sources.initiative
    changes = [] if as_public else queries.list_changes(session, actor, board.sources)
    aimed = sum(score.aim is not None for score in board.scores)
    return OverviewPage(
        is_public=as_public,
        slug=slug,
        name=pick(initiative.names, locale),
        goal=pick(initiative.goals, locale),
        area=initiative.area,
        time=_time(initiative.starts, initiative.ends, locale),
        backbone=initiatives.lead_of(session, actor, initiative).name,
        notice=pick(initiative.notices, locale),
        summary=summary(board, coverage, locale),
        cards=cards(board, {each.id: each.step for each in results}, locale),
        has_standings=bool(aimed),
        standings_height=height_of(aimed),
        has_logic=bool(results),
        stairs=tuple(logic_views.stairs(results, locale)),
        coverage=rounds.items(coverage, locale),
        changes=rounds.changes(changes, locale),
        partners=_partners(board),
        sources=_sources(board),
        indicators=f"/{'p' if as_public else 'i'}/{slug}/indicators/",
        routes=f"/api/v1/initiatives/{slug}",
        query=query(board.sources.version, locale, as_public=as_public),
    )


def summary(board: Board, coverage: Sequence[Coverage], locale: str) -> str:
    """Where the initiative stands, in a sentence or two."""
    said = [
        rounds.summary(coverage, board.sources.today, locale),
        verdict(board.scores, locale),
    ]
    return " ".join(each for each in said if each) or _given(board, locale)


def _given(board: Board, locale: str) -> str:
    """Where nobody owes anything, and nothing is aimed at: what there is."""
    given = sum(score.latest is not None for score in board.scores)
    if not given:
        return text("Nothing is reported yet.", locale)
    return ntext(
        "There are figures for {n} of {total} indicators.",
        "There are figures for {n} of {total} indicators.",
        given,
        locale,
        total=len(board.scores),
    )


def query(version: int, locale: str, *, as_public: bool) -> str:
    """What charts and files are asked with. The version makes charts fetch again when
    something has changed."""
    return f"?lang={locale}&v={version}{'&public=true' if as_public else ''}"


def _partners(board: Board) -> tuple[str, ...]:
    """Who takes part, each once: whoever came back has two times."""
    names = {each.organisation_id: each.name for each in board.sources.partners}
    return tuple(names.values())


def _sources(board: Board) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            f"{each.source} ({each.licence})" if each.licence else each.source
            for each in board.sources.indicators
            if each.source
        )
    )


def _time(starts: date, ends: date | None, locale: str) -> str:
    if ends is None:
        return text("since {year}", locale, year=starts.year)
    first, last = starts.year, ends.year
    return f"{first}–{last}" if first != last else str(first)
