"""Approved values and all that they need to become results, in a few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import ScalarSelect, case, func, literal
from sqlalchemy import select as plain_select
from sqlmodel import Session, col, select

from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.models import CellRecord
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.adding_up import PartialSum
from impact_hub.features.indicators.rules.cells import Cell, crossed
from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.indicators.rules.owing import Owed
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative, Period
from impact_hub.features.initiatives.rows import ParticipantRow
from impact_hub.features.initiatives.rules import Part, Reader
from impact_hub.features.reporting.models import ApprovedValue, Update
from impact_hub.features.reporting.queries import rounds
from impact_hub.features.reporting.queries.rounds import PeriodRow
from impact_hub.features.reporting.rules.workflow import Status, Window
from impact_hub.features.results.rules.facts import (
    Aim,
    Audience,
    Fact,
    FigureRow,
    HandedIn,
    Measure,
    Periods,
)
from impact_hub.features.results.rules.scoreboard import Score, score_of
from impact_hub.identity.permissions import Actor
from impact_hub.kit import audit, clock
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import NotFound
from impact_hub.kit.sums import exact_sum


@dataclass(frozen=True)
class UpdateRow:
    """Where one partner's update for a period is."""

    period: int
    partner: int
    status: Status
    submitted_at: datetime | None
    counts: bool  # a version of it is approved


@dataclass(frozen=True)
class Sources:
    """An initiative with its indicators, periods and partners, for one reader."""

    initiative: Initiative
    reader: Reader
    audience: Audience
    version: int
    today: date
    indicators: tuple[IndicatorRow, ...]
    retired: tuple[IndicatorRow, ...]  # what they showed can still be looked up
    periods: tuple[PeriodRow, ...]  # in time, without those not open yet
    partners: tuple[ParticipantRow, ...]
    owed: Owed
    updates: tuple[UpdateRow, ...]

    def spans(self, indicator: IndicatorRow) -> Periods:
        """The periods in the rhythm of an indicator, in time."""
        return {
            each.id: each.span
            for each in self.periods
            if each.span.rhythm == indicator.rhythm
        }

    def measure(self, indicator: IndicatorRow) -> Measure:
        """An indicator, as far as the rules need it."""
        if indicator.id not in self._measures:
            self._measures[indicator.id] = self._measure(indicator)
        return self._measures[indicator.id]

    @cached_property
    def _measures(self) -> dict[int, Measure]:
        return {}

    def _measure(self, indicator: IndicatorRow) -> Measure:
        spans = self.spans(indicator)
        owed = {
            number: self.owed.partners(indicator, spans[number]) for number in spans
        }
        return Measure(
            id=indicator.id,
            method=indicator.method,
            counts_people=indicator.counts_people,
            baseline=indicator.baseline,
            baseline_on=indicator.baseline_on,
            aims=tuple(Aim(each.due, each.figure) for each in indicator.targets),
            cells=tuple(_cells(indicator)),
            expected=owed,
            handed_in=self.handed_in,
            due=self.due,
            partner_baselines=indicator.partner_baselines,
        )

    @cached_property
    def due(self) -> frozenset[int]:
        """The periods whose updates are due by now."""
        return frozenset(
            each.id for each in self.periods if _is_due(each, today=self.today)
        )

    @cached_property
    def handed_in(self) -> Mapping[int, HandedIn]:
        """Who has handed in what, by period."""
        found: defaultdict[int, list[UpdateRow]] = defaultdict(list)
        for update in self.updates:
            found[update.period].append(update)
        return {number: _handed_in(updates) for number, updates in found.items()}

    def indicator(self, code: str) -> IndicatorRow:
        """One indicator by its code, retired or not."""
        for each in (*self.indicators, *self.retired):
            if each.code == code:
                return each
        raise NotFound("indicators.no_such_indicator")

    def score(self, indicator: IndicatorRow, rows: Sequence[FigureRow]) -> Score:
        """Where an indicator stands, from its rows."""
        return score_of(
            self.measure(indicator),
            rows,
            since=self.initiative.starts,
            today=self.today,
            min_coverage=self.initiative.min_coverage,
        )


def get_sources(
    session: Session, actor: Actor, slug: str, *, as_public: bool = False
) -> Sources:
    """Everything about an initiative's results but the values.

    With `as_public`, what everyone may see, whoever asks.
    """
    initiative = initiatives.get_initiative(session, actor, slug)
    reader = initiatives.reader_of(session, actor, initiative)
    if as_public or not reader.is_member:
        reader = Reader()
    periods = session.exec(
        select(Period)
        .where(Period.initiative_id == initiative.id)
        .order_by(col(Period.ends), col(Period.starts))
    )
    rows = [rounds.period_row(each) for each in periods]
    today = clock.today()
    asked = indicators.list_indicators(session, actor, slug, retired=True)
    partners = initiatives.list_participants(
        session, actor, id_of(initiative), Part.PARTNER
    )
    return Sources(
        initiative=initiative,
        reader=reader,
        audience=Audience(
            sees_all=reader.is_backbone,
            own=reader.partners,
            sees_partners=reader.is_member,
        ),
        version=audit.version(session, id_of(initiative)),
        today=today,
        indicators=tuple(each for each in asked if not _is_over(each, today)),
        retired=tuple(each for each in asked if _is_over(each, today)),
        periods=tuple(row for row in rows if row.window is not Window.PLANNED),
        partners=tuple(partners),
        owed=Owed(asked, partners),
        updates=tuple(_updates(session, id_of(initiative))),
    )


def _updates(session: Session, initiative_id: int) -> Iterator[UpdateRow]:
    found = session.execute(
        plain_select(
            col(Update.period_id),
            col(Update.organisation_id),
            col(Update.status),
            col(Update.submitted_at),
            col(Update.approved_at).is_not(None),
        )
        .join(Period, col(Period.id) == Update.period_id)
        .where(col(Period.initiative_id) == initiative_id)
    )
    for period, partner, status, submitted_at, counts in found:
        yield UpdateRow(period, partner, status, submitted_at, bool(counts))


def _handed_in(updates: Iterable[UpdateRow]) -> HandedIn:
    counting = {each.partner: each.status for each in updates if each.counts}
    waiting = (each.partner for each in updates if each.status is Status.SUBMITTED)
    return HandedIn(
        received=frozenset([*counting, *waiting]),
        approved=frozenset(counting),
        being_corrected=frozenset(
            partner
            for partner, status in counting.items()
            if status is not Status.APPROVED
        ),
    )


def _is_over(indicator: IndicatorRow, today: date) -> bool:
    return indicator.ends is not None and indicator.ends < today


def _is_due(period: PeriodRow, *, today: date) -> bool:
    """Whether nobody has time left for it: by its due date, or when it was over."""
    last = period.due_on or period.span.ends
    return period.window is Window.CLOSED or last < today


def _cells(indicator: IndicatorRow) -> Iterator[Cell]:
    """Every cell that it is split by, with categories that are asked for no longer."""
    for split in indicator.splits:
        codes = [(d.code, [c.code for c in d.categories]) for d in split.dimensions]
        yield from crossed(codes)


def read_partial_sums(
    session: Session, actor: Actor, initiative_id: int, indicator_ids: Sequence[int]
) -> dict[int, dict[int, PartialSum]]:
    """The approved totals of some indicators, added up by the database: by period."""
    initiatives.get_by_id(session, actor, initiative_id)
    if not indicator_ids:
        return {}
    figure, numerator, denominator = (
        col(ApprovedValue.figure),
        col(ApprovedValue.numerator),
        col(ApprovedValue.denominator),
    )
    is_given = case(
        (figure.is_not(None), 1),
        (numerator.is_not(None) & denominator.is_not(None), 1),
        else_=0,
    )
    added_up = (
        plain_select(
            col(ApprovedValue.indicator_id),
            col(Update.period_id),
            exact_sum(figure),
            exact_sum(case((denominator.is_not(None), numerator))),
            exact_sum(case((numerator.is_not(None), denominator))),
            func.sum(is_given),
            func.sum(case((col(ApprovedValue.estimated), is_given), else_=0)),
        )
        .join(Update, col(Update.id) == ApprovedValue.update_id)
        .join(Period, col(Period.id) == Update.period_id)
        .where(
            col(Period.initiative_id) == initiative_id,
            col(ApprovedValue.cell_id) == _total_cell(initiative_id),
            col(ApprovedValue.indicator_id).in_(indicator_ids),
        )
        .group_by(col(ApprovedValue.indicator_id), col(Update.period_id))
    )
    session.flush()
    withheld = _withheld(session, initiative_id, indicator_ids)
    sums: defaultdict[int, dict[int, PartialSum]] = defaultdict(dict)
    for row in session.connection().execute(added_up):
        indicator, period, *numbers, reported, estimated = row
        sums[indicator][period] = PartialSum(
            *map(_decimal, numbers),
            reported=int(reported),
            estimated=int(estimated),
            withheld=withheld.get((indicator, period), frozenset()),
        )
    return sums


def _withheld(
    session: Session, initiative_id: int, indicator_ids: Sequence[int]
) -> Mapping[tuple[int, int], frozenset[int]]:
    """The partners that withhold a total, by indicator and period."""
    found = session.exec(
        select(
            ApprovedValue.indicator_id, Update.period_id, col(Update.organisation_id)
        )
        .join(Update, col(Update.id) == ApprovedValue.update_id)
        .join(Period, col(Period.id) == Update.period_id)
        .where(
            col(Period.initiative_id) == initiative_id,
            col(ApprovedValue.cell_id) == _total_cell(initiative_id),
            col(ApprovedValue.indicator_id).in_(indicator_ids),
            ApprovedValue.reason == MissingReason.WITHHELD,
        )
    )
    partners: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for indicator, period, partner in found:
        partners[indicator, period].add(partner)
    return {key: frozenset(each) for key, each in partners.items()}


def _total_cell(initiative_id: int) -> ScalarSelect[int]:
    """The number of the total's cell. (A join here takes SQLite ten times as long.)"""
    return (
        plain_select(col(CellRecord.id))
        .where(
            col(CellRecord.initiative_id) == initiative_id, col(CellRecord.key) == ""
        )
        .scalar_subquery()
    )


def _cells_by_number(session: Session, initiative_id: int) -> Mapping[int, Cell]:
    found = session.execute(
        plain_select(col(CellRecord.id), col(CellRecord.key)).where(
            col(CellRecord.initiative_id) == initiative_id
        )
    )
    return {number: Cell.read(key) for number, key in found}


def _decimal(added_up: Decimal | str | None) -> Decimal | None:
    return None if added_up is None else Decimal(added_up)


def read_facts(
    session: Session,
    actor: Actor,
    initiative_id: int,
    *,
    indicator_ids: Collection[int] | None = None,
    totals_only: bool = False,
    with_words: bool = True,
) -> dict[int, list[Fact]]:
    """The approved values of an initiative, by indicator; notes are words, too.

    Whoever calls protects them before they leave the house.
    """
    initiatives.get_by_id(session, actor, initiative_id)
    if indicator_ids is not None and not indicator_ids:
        return {}
    approved = (
        plain_select(
            col(ApprovedValue.indicator_id),
            col(Update.organisation_id),
            col(Update.period_id),
            col(ApprovedValue.cell_id),
            col(ApprovedValue.figure),
            col(ApprovedValue.numerator),
            col(ApprovedValue.denominator),
            col(ApprovedValue.text) if with_words else literal(""),
            col(ApprovedValue.reason),
            col(ApprovedValue.estimated),
            *(
                (col(ApprovedValue.note), col(ApprovedValue.may_quote))
                if with_words
                else ()
            ),
        )
        .join(Update, col(Update.id) == ApprovedValue.update_id)
        .join(Period, col(Period.id) == Update.period_id)
        .where(col(Period.initiative_id) == initiative_id)
    )
    if indicator_ids is not None:
        approved = approved.where(col(ApprovedValue.indicator_id).in_(indicator_ids))
    if totals_only:
        is_total = col(ApprovedValue.cell_id) == _total_cell(initiative_id)
        approved = approved.where(is_total)
    session.flush()
    cells = _cells_by_number(session, initiative_id)
    facts: defaultdict[int, list[Fact]] = defaultdict(list)
    for row in session.connection().execute(approved):
        indicator, partner, period, cell, *parts = tuple[Any, ...](row)
        facts[indicator].append(Fact(partner, period, cells[cell], Answer(*parts)))
    return facts
