"""The scoreboard, the coverage, and the whole results table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from impact_hub.config import settings
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.adding_up import is_additive
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.queries.rounds import PeriodRow
from impact_hub.features.reporting.rules.workflow import Status, was_late
from impact_hub.features.results.queries.facts import (
    Sources,
    get_sources,
    read_facts,
    read_partial_sums,
)
from impact_hub.features.results.queries.kept import Kept
from impact_hub.features.results.rules.facts import (
    NOTHING,
    Audience,
    Fact,
    FigureRow,
    Measure,
    Quote,
)
from impact_hub.features.results.rules.quotes import quotes_of
from impact_hub.features.results.rules.scoreboard import Score
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

# What was made of a version is the same for all readers of a kind: made once.
KEPT_SCORES, KEPT_ROWS = 2_000, 200_000


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
    approved: int  # count: what was approved stands while it is being corrected
    submitted: int  # wait for their first approval
    returned: int  # were never approved
    late: int  # came after the due date
    being_corrected: int = 0  # of those approved

    @property
    def received(self) -> int:
        """Handed in: approved, or waiting for it."""
        return self.approved + self.submitted


@dataclass(frozen=True)
class Table:
    """The results table with what its rows refer to."""

    sources: Sources
    rows: tuple[FigureRow, ...]
    quotes: tuple[Quote, ...] = ()  # answers in words, side by side


@dataclass(frozen=True)
class ChangeRow:
    """Something that happened, for the list of what is new."""

    at: datetime
    action: str
    organisation: str
    period: PeriodRow | None


@dataclass(frozen=True)
class _Made:
    """What the results table has of one indicator."""

    rows: tuple[FigureRow, ...]
    quotes: tuple[Quote, ...]

    def __len__(self) -> int:
        return 1 + len(self.rows) + len(self.quotes)


kept: Kept[tuple[Score, ...]] = Kept(KEPT_SCORES)
kept_tables: Kept[_Made] = Kept(KEPT_ROWS)


def get_board(
    session: Session,
    actor: Actor,
    slug: str,
    *,
    as_public: bool = False,
    sources: Sources | None = None,
) -> Board:
    """Where an initiative stands against its targets.

    `sources` are what `get_sources` has said of the same a moment ago.
    """
    sources = _sources(session, actor, slug, sources, as_public=as_public)
    if not is_reading(session):  # what is changed in here may not come to stay
        return Board(sources, _scores(session, actor, sources))
    key = *_key(session, sources), _kind_of(sources.audience)
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
    sources = _sources(session, actor, slug, sources, as_public=as_public)
    wanted = sources.indicators
    if code is not None:
        wanted = (sources.indicator(code),)
        sources = replace(sources, indicators=wanted)
    made = _tables(session, actor, sources)
    return Table(
        sources,
        tuple(row for each in wanted for row in made[each.id].rows),
        tuple(quote for each in wanted for quote in made[each.id].quotes),
    )


def _sources(
    session: Session,
    actor: Actor,
    slug: str,
    known: Sources | None,
    *,
    as_public: bool,
) -> Sources:
    """What is known of the initiative already, by somebody who may know it."""
    if known is None:
        return get_sources(session, actor, slug, as_public=as_public)
    initiatives.get_by_id(session, actor, id_of(known.initiative))
    return known


def list_coverage(session: Session, actor: Actor, sources: Sources) -> list[Coverage]:
    """How many of the expected updates are there, period by period."""
    initiatives.get_by_id(session, actor, id_of(sources.initiative))
    return [_coverage(sources, period) for period in sources.periods]


def _coverage(sources: Sources, period: PeriodRow) -> Coverage:
    owed = sources.owed.anybody(period.span)
    zone = settings().timezone
    given = [
        update
        for update in sources.updates
        if update.period == period.id and update.partner in owed
    ]

    def waiting(status: Status) -> int:
        return sum(each.status is status and not each.counts for each in given)

    return Coverage(
        period=period,
        expected=len(owed),
        approved=sum(each.counts for each in given),
        submitted=waiting(Status.SUBMITTED),
        returned=waiting(Status.RETURNED),
        late=sum(was_late(each.submitted_at, period.due_on, zone) for each in given),
        being_corrected=sum(
            each.counts and each.status is not Status.APPROVED for each in given
        ),
    )


def list_changes(
    session: Session, actor: Actor, sources: Sources, *, limit: int = 5
) -> list[ChangeRow]:
    """What has been approved lately, newest first: for the backbone.

    Whoever reads live totals, and knows whose figures came just now, could take the
    totals from before away: so nobody else is told.
    """
    initiatives.get_by_id(session, actor, id_of(sources.initiative))
    if not sources.reader.is_backbone:
        return []
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
    )


def _kind_of(audience: Audience) -> object:
    """Headlines are the same for whoever sees all, and for all others.

    Only who belongs to several partners sees less: they know more already.
    """
    several = len(audience.own) > 1
    return audience.sees_all or (audience.own if several else False)


def _tables(session: Session, actor: Actor, sources: Sources) -> Mapping[int, _Made]:
    """The rows of each indicator: kept, or made anew."""
    whole = _key(session, sources)
    keys = {each.id: (*whole, each.id, sources.audience) for each in sources.indicators}
    reading = is_reading(session)  # what is changed in here may not come to stay
    made: dict[int, _Made] = {}
    for number, key in keys.items() if reading else ():
        found = kept_tables.get(key)
        if found is not None:
            made[number] = found
    missing = [each for each in sources.indicators if each.id not in made]
    if missing:
        made |= _make_tables(session, actor, sources, missing)
    for each in missing if reading else ():
        kept_tables.put(keys[each.id], made[each.id])
    return made


def _make_tables(
    session: Session, actor: Actor, sources: Sources, wanted: Sequence[IndicatorRow]
) -> Mapping[int, _Made]:
    facts = _read(session, actor, sources, [each.id for each in wanted])
    return {
        each.id: _Made(
            tuple(_rows(sources, each, facts.get(each.id, ()))),
            tuple(_quotes(sources, each, facts.get(each.id, ()))),
        )
        for each in wanted
    }


def _scores(session: Session, actor: Actor, sources: Sources) -> tuple[Score, ...]:
    """Every score: from partial sums where nothing but sums matters, else value by
    value; of those without any total, from their categories."""
    measures = {each.id: sources.measure(each) for each in sources.indicators}
    summed = [number for number, each in measures.items() if _is_summed(each, sources)]
    whole = [n for n, each in measures.items() if needs_all(each, sources.audience)]
    totals = [number for number in measures if number not in {*summed, *whole}]
    sums = read_partial_sums(session, actor, id_of(sources.initiative), summed)
    facts = _read(session, actor, sources, totals, totals_only=True)
    rest = [*whole, *(n for n in (*summed, *totals) if n not in sums | facts)]
    facts |= _read(session, actor, sources, rest)

    def rows(each: IndicatorRow) -> list[FigureRow]:
        if each.id in sums:
            return headlines_of(measures[each.id], sources.spans(each), sums[each.id])
        return _rows(sources, each, facts.get(each.id, ()), headlines_only=True)

    return tuple(sources.score(each, rows(each)) for each in sources.indicators)


def _read(
    session: Session,
    actor: Actor,
    sources: Sources,
    ids: Sequence[int],
    *,
    totals_only: bool = False,
) -> dict[int, list[Fact]]:
    """The values of some indicators; texts only where one of them is in words."""
    wanted = [each for each in sources.indicators if each.id in ids]
    return read_facts(
        session,
        actor,
        id_of(sources.initiative),
        indicator_ids=ids,
        totals_only=totals_only,
        with_words=any(not each.of_kind.is_number for each in wanted),
    )


def _is_summed(measure: Measure, sources: Sources) -> bool:
    """Whether the database may add it up: nobody has given what they didn't owe."""
    return (
        is_additive(measure.method)
        and not is_masked(measure, sources.audience)
        and all(
            measure.handed_in.get(period, NOTHING).approved <= owed
            for period, owed in measure.expected.items()
        )
    )


def _rows(
    sources: Sources,
    indicator: IndicatorRow,
    facts: Sequence[Fact],
    *,
    headlines_only: bool = False,
) -> list[FigureRow]:
    return rows_of(
        sources.measure(indicator),
        sources.spans(indicator),
        facts,
        sources.audience,
        threshold=sources.initiative.threshold,
        headlines_only=headlines_only,
    )


def _quotes(
    sources: Sources, indicator: IndicatorRow, facts: Iterable[Fact]
) -> list[Quote]:
    if indicator.of_kind.is_number:
        return []
    spans = sources.spans(indicator)
    return quotes_of(indicator.id, spans, facts, sources.audience)
