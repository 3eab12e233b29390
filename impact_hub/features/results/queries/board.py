"""The scoreboard, the coverage, and the whole results table."""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from threading import Lock

from sqlmodel import Session, col, select

from impact_hub.config import settings
from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.adding_up import can_be_heaped
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Period
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.queries.rounds import PeriodRow
from impact_hub.features.reporting.rules.workflow import Status, was_late
from impact_hub.features.results.queries.facts import (
    Sources,
    get_sources,
    read_facts,
    read_heaps,
)
from impact_hub.features.results.rules.facts import Audience, Fact, Measure, ResultRow
from impact_hub.features.results.rules.scoreboard import Score, score_of
from impact_hub.features.results.rules.table import (
    headlines_of,
    is_masked,
    needs_all,
    rows_of,
)
from impact_hub.identity.models import Organisation
from impact_hub.identity.permissions import Actor
from impact_hub.kit.audit import AuditLine
from impact_hub.kit.db import id_of, is_reading

# Scoreboards of a version are the same for all readers of a kind: made once.
KEPT_BOARDS = 64


@dataclass(frozen=True)
class Board:
    """Where every indicator stands, for one reader."""

    sources: Sources
    scores: tuple[Score, ...]  # in the order of the indicators


@dataclass(frozen=True)
class Coverage:
    """Who has given what for a period."""

    period: PeriodRow
    expected: int  # partners that owe something
    approved: int
    submitted: int
    returned: int
    late: int  # came after the due date


@dataclass(frozen=True)
class Table:
    """The results table with what its rows refer to."""

    sources: Sources
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True)
class ChangeRow:
    """Something that happened, for the list of what is new."""

    at: datetime
    action: str
    organisation: str
    period: PeriodRow | None


class _Kept:
    """The last few scoreboards, by what they depend on."""

    def __init__(self) -> None:
        self._boards: OrderedDict[object, tuple[Score, ...]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object) -> tuple[Score, ...] | None:
        with self._lock:
            return self._boards.get(key)

    def put(self, key: object, scores: tuple[Score, ...]) -> None:
        with self._lock:
            self._boards[key] = scores
            while len(self._boards) > KEPT_BOARDS:
                self._boards.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._boards.clear()


kept = _Kept()


def get_board(
    session: Session, actor: Actor, slug: str, *, as_public: bool = False
) -> Board:
    """Where an initiative stands against its targets."""
    sources = get_sources(session, actor, slug, as_public=as_public)
    if not is_reading(session):  # what is changed in here may not come to stay
        return Board(sources, _scores(session, actor, sources))
    key = _key(session, sources)
    scores = kept.get(key)
    if scores is None:
        scores = _scores(session, actor, sources)
        kept.put(key, scores)
    return Board(sources, scores)


def get_table(
    session: Session,
    actor: Actor,
    slug: str,
    code: str | None = None,
    *,
    as_public: bool = False,
    sources: Sources | None = None,
) -> Table:
    """The results table of an initiative, or of one of its indicators.

    `sources` are what `get_sources` has said of the same a moment ago.
    """
    if sources is None:
        sources = get_sources(session, actor, slug, as_public=as_public)
    wanted = list(sources.indicators)
    if code is not None:  # a retired one, too: what it showed can still be looked up
        wanted = [indicators.get_indicator(session, actor, slug, code)]
        sources = replace(sources, indicators=tuple(wanted))
    facts = read_facts(
        session,
        actor,
        id_of(sources.initiative),
        indicator_ids=None if code is None else [each.id for each in wanted],
    )
    sources = replace(sources, facts=facts)
    rows = [
        row for each in wanted for row in _rows(sources, each, facts.get(each.id, ()))
    ]
    return Table(sources, tuple(rows))


def list_coverage(session: Session, actor: Actor, sources: Sources) -> list[Coverage]:
    """How many of the expected updates are there, period by period."""
    initiatives.get_by_id(session, actor, id_of(sources.initiative))
    found = session.exec(
        select(
            Update.period_id,
            Update.organisation_id,
            Update.status,
            col(Update.submitted_at),
        )
        .join(Period, col(Period.id) == Update.period_id)
        .where(Period.initiative_id == sources.initiative.id)
    ).all()
    rows: list[Coverage] = []
    zone = settings().timezone
    for period in sources.periods:
        owed = sources.owed.anybody(period.span)
        given = [
            (status, submitted)
            for period_id, partner, status, submitted in found
            if period_id == period.id and partner in owed
        ]
        rows.append(
            Coverage(
                period=period,
                expected=len(owed),
                approved=sum(s is Status.APPROVED for s, _ in given),
                submitted=sum(s is Status.SUBMITTED for s, _ in given),
                returned=sum(s is Status.RETURNED for s, _ in given),
                late=sum(was_late(at, period.due_on, zone) for _, at in given),
            )
        )
    return rows


def list_changes(
    session: Session, actor: Actor, sources: Sources, *, limit: int = 5
) -> list[ChangeRow]:
    """What has been approved lately, newest first."""
    initiatives.get_by_id(session, actor, id_of(sources.initiative))
    found = session.exec(
        select(AuditLine, Update, Organisation.name)
        .join(Update, col(Update.id) == AuditLine.subject_id)
        .join(Organisation, col(Organisation.id) == Update.organisation_id)
        .where(
            AuditLine.within_id == sources.initiative.id,
            AuditLine.action == "update.approve",
        )
        .order_by(col(AuditLine.id).desc())
        .limit(limit)
    )
    periods = {period.id: period for period in sources.periods}
    return [
        ChangeRow(line.at, line.action, name, periods.get(update.period_id))
        for line, update, name in found
    ]


def _key(session: Session, sources: Sources) -> tuple[object, ...]:
    return (
        str(session.get_bind().engine.url),
        sources.initiative.id,
        sources.version,
        sources.today,
        _kind_of(sources.audience),
    )


def _kind_of(audience: Audience) -> object:
    """Headlines are the same for whoever sees all, and for all others.

    Only who belongs to several partners sees less: they know more already.
    """
    several = len(audience.own) > 1
    return audience.sees_all or (audience.own if several else False)


def _scores(session: Session, actor: Actor, sources: Sources) -> tuple[Score, ...]:
    """Every score: from heaps where nothing but sums matters, else value by value."""
    measures = [(each.id, sources.measure(each)) for each in sources.indicators]
    heaped = [id_ for id_, each in measures if _is_heaped(each, sources.audience)]
    whole = [id_ for id_, each in measures if needs_all(each, sources.audience)]
    totals = [id_ for id_, _ in measures if id_ not in {*heaped, *whole}]
    read = partial(read_facts, session, actor, id_of(sources.initiative))
    facts = {
        **read(indicator_ids=totals, totals_only=True),
        **(read(indicator_ids=whole) if whole else {}),
    }
    heaps = read_heaps(session, actor, id_of(sources.initiative), heaped)
    return tuple(
        score_of(
            measure,
            headlines_of(measure, sources.stretches(each), heaps.get(each.id, {}))
            if each.id in heaped
            else _rows(sources, each, facts.get(each.id, ()), headlines_only=True),
            since=sources.initiative.starts,
            today=sources.today,
        )
        for each, (_, measure) in zip(sources.indicators, measures, strict=True)
    )


def _is_heaped(measure: Measure, audience: Audience) -> bool:
    return can_be_heaped(measure.method) and not is_masked(measure, audience)


def _rows(
    sources: Sources,
    indicator: IndicatorRow,
    facts: Collection[Fact],
    *,
    headlines_only: bool = False,
) -> list[ResultRow]:
    return rows_of(
        sources.measure(indicator),
        sources.stretches(indicator),
        facts,
        sources.audience,
        threshold=sources.initiative.threshold,
        headlines_only=headlines_only,
    )
