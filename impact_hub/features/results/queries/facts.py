"""Approved values and all that they need to become results, in a few queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import case, func
from sqlalchemy import select as plain_select
from sqlmodel import Session, col, select

from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.models import CellRecord
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.adding_up import Heap
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.indicators.rules.owing import Owed
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative, Period
from impact_hub.features.initiatives.rows import ParticipantRow
from impact_hub.features.initiatives.rules import Part, Reader
from impact_hub.features.reporting.models import ApprovedValue, Update
from impact_hub.features.reporting.queries import rounds
from impact_hub.features.reporting.queries.rounds import PeriodRow
from impact_hub.features.reporting.rules.workflow import Window
from impact_hub.features.results.rules.facts import (
    Aim,
    Audience,
    Fact,
    Measure,
    Stretch,
)
from impact_hub.identity.permissions import Actor
from impact_hub.kit import audit, clock
from impact_hub.kit.db import id_of
from impact_hub.kit.sums import exact_sum


@dataclass(frozen=True)
class Sources:
    """An initiative with its indicators, periods and partners, for one reader."""

    initiative: Initiative
    reader: Reader
    audience: Audience
    version: int
    today: date
    indicators: tuple[IndicatorRow, ...]
    periods: tuple[PeriodRow, ...]  # in time, without those not open yet
    partners: tuple[ParticipantRow, ...]
    owed: Owed
    facts: Mapping[int, Sequence[Fact]] = field(default_factory=dict[int, list[Fact]])

    def stretches(self, indicator: IndicatorRow) -> list[Stretch]:
        """The periods in the rhythm of an indicator."""
        return [
            Stretch(each.id, each.span)
            for each in self.periods
            if each.span.rhythm == indicator.rhythm
        ]

    def measure(self, indicator: IndicatorRow) -> Measure:
        """An indicator, as far as the rules need it."""
        return Measure(
            id=indicator.id,
            method=indicator.method,
            counts_people=indicator.counts_people,
            baseline=indicator.baseline,
            baseline_on=indicator.baseline_on,
            aims=tuple(Aim(each.due, each.figure) for each in indicator.targets),
            cells=tuple(self._cells(indicator)),
            expected={
                stretch.id: self.owed.partners(indicator, stretch.span)
                for stretch in self.stretches(indicator)
            },
        )

    def _cells(self, indicator: IndicatorRow) -> list[Cell]:
        """Every category that it is split by, and every cell that has a value."""
        cells = {
            Cell(((dimension.code, category.code),)): None
            for dimension in indicator.dimensions
            for category in dimension.categories
        }
        reported = {fact.cell: None for fact in self.facts.get(indicator.id, ())}
        return [cell for cell in {**cells, **reported} if not cell.is_total]


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
        today=clock.today(),
        indicators=tuple(each for each in asked if not each.is_retired),
        periods=tuple(row for row in rows if row.window is not Window.PLANNED),
        partners=tuple(partners),
        owed=Owed(asked, partners),
    )


def read_heaps(
    session: Session, actor: Actor, initiative_id: int, indicator_ids: Sequence[int]
) -> dict[int, dict[int, Heap]]:
    """The approved totals of some indicators, added up by the database: by period."""
    initiatives.get_by_id(session, actor, initiative_id)
    is_figure = case(
        (col(ApprovedValue.figure).is_not(None), 1),
        (
            col(ApprovedValue.numerator).is_not(None)
            & col(ApprovedValue.denominator).is_not(None),
            1,
        ),
        else_=0,
    )
    is_whole = col(ApprovedValue.denominator).is_not(None)
    added_up = (
        plain_select(
            col(ApprovedValue.indicator_id),
            col(Update.period_id),
            exact_sum(ApprovedValue.figure),
            exact_sum(case((is_whole, col(ApprovedValue.numerator)))),
            exact_sum(
                case(
                    (
                        col(ApprovedValue.numerator).is_not(None),
                        col(ApprovedValue.denominator),
                    )
                )
            ),
            func.sum(is_figure),
            func.sum(
                case((col(ApprovedValue.reason) == MissingReason.WITHHELD, 1), else_=0)
            ),
            func.sum(case((col(ApprovedValue.estimated), is_figure), else_=0)),
        )
        .join(Update, col(Update.id) == ApprovedValue.update_id)
        .join(CellRecord, col(CellRecord.id) == ApprovedValue.cell_id)
        .join(Period, col(Period.id) == Update.period_id)
        .where(
            col(Period.initiative_id) == initiative_id,
            col(CellRecord.key) == "",
            col(ApprovedValue.indicator_id).in_(indicator_ids),
        )
        .group_by(col(ApprovedValue.indicator_id), col(Update.period_id))
    )
    session.flush()
    heaps: defaultdict[int, dict[int, Heap]] = defaultdict(dict)
    for row in session.connection().execute(added_up):
        indicator, period, figure, numerator, denominator, *counts = row
        heaps[indicator][period] = Heap(
            _decimal(figure),
            _decimal(numerator),
            _decimal(denominator),
            reported=int(counts[0]),
            withheld=int(counts[1]),
            estimated=int(counts[2]),
        )
    return heaps


def _decimal(added_up: Decimal | str | None) -> Decimal | None:
    return None if added_up is None else Decimal(added_up)


def read_facts(
    session: Session,
    actor: Actor,
    initiative_id: int,
    *,
    indicator_ids: Sequence[int] | None = None,
    totals_only: bool = False,
) -> dict[int, list[Fact]]:
    """The approved values of an initiative, by indicator.

    Whoever calls protects them before they leave the house.
    """
    initiatives.get_by_id(session, actor, initiative_id)
    approved = (
        plain_select(
            col(ApprovedValue.indicator_id),
            col(Update.organisation_id),
            col(Update.period_id),
            col(CellRecord.key),
            col(ApprovedValue.figure),
            col(ApprovedValue.numerator),
            col(ApprovedValue.denominator),
            col(ApprovedValue.reason),
            col(ApprovedValue.estimated),
        )
        .join(Update, col(Update.id) == ApprovedValue.update_id)
        .join(CellRecord, col(CellRecord.id) == ApprovedValue.cell_id)
        .join(Period, col(Period.id) == Update.period_id)
        .where(col(Period.initiative_id) == initiative_id)
    )
    if indicator_ids is not None:
        approved = approved.where(col(ApprovedValue.indicator_id).in_(indicator_ids))
    if totals_only:
        approved = approved.where(col(CellRecord.key) == "")
    session.flush()
    cells: dict[str, Cell] = {}
    facts: defaultdict[int, list[Fact]] = defaultdict(list)
    for row in session.connection().execute(approved):
        indicator, partner, period, cell, *parts = tuple[Any, ...](row)
        if cell not in cells:
            cells[cell] = Cell.read(cell)
        facts[indicator].append(Fact(partner, period, cells[cell], *parts))
    return facts
