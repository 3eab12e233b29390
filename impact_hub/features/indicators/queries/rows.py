"""Indicators with all that belongs to them, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select as plain_select
from sqlmodel import Session, and_, col, select

from impact_hub.features.indicators.models import (
    Assignment,
    Category,
    Dimension,
    Indicator,
    Split,
    Target,
)
from impact_hub.features.indicators.rules.kinds import (
    Direction,
    Method,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.initiatives.models import Participation
from impact_hub.features.initiatives.rules import Part
from impact_hub.identity.permissions import Actor
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.db import id_of


@dataclass(frozen=True)
class CategoryRow:
    """One category of a dimension."""

    id: int
    code: str
    titles: Mapping[str, str]
    is_retired: bool


@dataclass(frozen=True)
class DimensionRow:
    """How figures are split, with every category in order."""

    id: int
    code: str
    titles: Mapping[str, str]
    categories: tuple[CategoryRow, ...]

    @property
    def asked(self) -> tuple[CategoryRow, ...]:
        """The categories that are still asked for."""
        return tuple(each for each in self.categories if not each.is_retired)


@dataclass(frozen=True)
class TargetRow:
    """Where we want to be by a day."""

    due: date
    figure: Decimal
    organisation_id: int | None = None


@dataclass(frozen=True)
class AssignmentRow:
    """This partner reports it, from … to …, as long as it takes part."""

    organisation_id: int
    starts: date
    ends: date | None
    baseline: Decimal | None
    seen_version: int

    def covers(self, starts: date, ends: date) -> bool:
        """Whether it shares a day with a period."""
        return self.starts <= ends and (self.ends is None or starts <= self.ends)


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with all that belongs to its definition."""

    id: int
    code: str
    position: int
    version: int
    result_id: int | None
    titles: Mapping[str, str]
    definitions: Mapping[str, str]
    units: Mapping[str, str]
    currency: str
    kind: ValueKind
    over_time: OverTime
    over_partners: OverPartners
    direction: Direction
    rhythm: Rhythm
    counts_people: bool
    total_is_sum: bool
    baseline: Decimal | None
    baseline_on: date | None
    source: str
    source_url: str
    licence: str
    is_retired: bool
    dimensions: tuple[DimensionRow, ...] = ()
    assignments: tuple[AssignmentRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    partner_targets: tuple[TargetRow, ...] = field(default=())

    @property
    def method(self) -> Method:
        """How its values add up."""
        return Method(self.kind, self.over_time, self.over_partners)


def indicator_rows(
    session: Session, actor: Actor, indicators: Iterable[Indicator]
) -> list[IndicatorRow]:
    """Rows of indicators that the caller has found, with all that belongs to them."""
    found = list(indicators)
    ids = [id_of(indicator) for indicator in found]
    dimensions = _dimensions_by_indicator(session, ids)
    assignments = _assignments_by_indicator(session, ids)
    targets: defaultdict[int, list[TargetRow]] = defaultdict(list)
    for target in session.exec(
        select(Target)
        .where(col(Target.indicator_id).in_(ids))
        .order_by(col(Target.due), col(Target.id))
    ):
        row = TargetRow(target.due, target.figure, target.organisation_id)
        targets[target.indicator_id].append(row)
    return [
        _row(
            each,
            dimensions[id_of(each)],
            assignments[id_of(each)],
            targets[id_of(each)],
        )
        for each in found
    ]


def _row(
    indicator: Indicator,
    dimensions: list[DimensionRow],
    assignments: list[AssignmentRow],
    targets: list[TargetRow],
) -> IndicatorRow:
    return IndicatorRow(
        id=id_of(indicator),
        code=indicator.code,
        position=indicator.position,
        version=indicator.version,
        result_id=indicator.result_id,
        titles=indicator.titles,
        definitions=indicator.definitions,
        units=indicator.units,
        currency=indicator.currency,
        kind=indicator.kind,
        over_time=indicator.over_time,
        over_partners=indicator.over_partners,
        direction=indicator.direction,
        rhythm=indicator.rhythm,
        counts_people=indicator.counts_people,
        total_is_sum=indicator.total_is_sum,
        baseline=indicator.baseline,
        baseline_on=indicator.baseline_on,
        source=indicator.source,
        source_url=indicator.source_url,
        licence=indicator.licence,
        is_retired=indicator.retired_at is not None,
        dimensions=tuple(dimensions),
        assignments=tuple(assignments),
        targets=tuple(t for t in targets if t.organisation_id is None),
        partner_targets=tuple(t for t in targets if t.organisation_id is not None),
    )


def dimension_rows(
    session: Session, actor: Actor, dimensions: Iterable[Dimension]
) -> list[DimensionRow]:
    """Rows of dimensions that the caller has found, with their categories."""
    found = list(dimensions)
    categories = _categories(session, [id_of(each) for each in found])
    return [_dimension_row(each, categories) for each in found]


def _assignments_by_indicator(
    session: Session, ids: list[int]
) -> defaultdict[int, list[AssignmentRow]]:
    taking_part = and_(
        col(Participation.initiative_id) == Indicator.initiative_id,
        col(Participation.organisation_id) == Assignment.organisation_id,
        col(Participation.part) == Part.PARTNER,
    )
    found: defaultdict[int, list[AssignmentRow]] = defaultdict(list)
    # Partners times indicators: plain columns are much faster than objects here.
    columns = (
        col(Assignment.indicator_id),
        col(Assignment.organisation_id),
        col(Assignment.starts),
        col(Assignment.baseline),
        col(Assignment.seen_version),
        col(Assignment.ends),
        col(Participation.ends),
    )
    session.flush()
    rows = session.connection().execute(
        plain_select(*columns)
        .join(Indicator, col(Indicator.id) == Assignment.indicator_id)
        .join(Participation, taking_part, isouter=True)
        .where(col(Assignment.indicator_id).in_(ids))
        .order_by(col(Assignment.organisation_id))
    )
    for each in rows:
        indicator_id, partner, starts, baseline, seen, *until = tuple[Any, ...](each)
        ends = min((day for day in until if day is not None), default=None)
        row = AssignmentRow(partner, starts, ends, baseline, seen)
        found[indicator_id].append(row)
    return found


def _dimensions_by_indicator(
    session: Session, ids: list[int]
) -> defaultdict[int, list[DimensionRow]]:
    splits = session.exec(
        select(Split.indicator_id, Dimension)
        .join(Dimension, col(Dimension.id) == Split.dimension_id)
        .where(col(Split.indicator_id).in_(ids))
        .order_by(col(Split.position), col(Split.id))
    ).all()
    categories = _categories(session, {id_of(dimension) for _, dimension in splits})
    found: defaultdict[int, list[DimensionRow]] = defaultdict(list)
    for indicator_id, dimension in splits:
        found[indicator_id].append(_dimension_row(dimension, categories))
    return found


def _categories(
    session: Session, dimension_ids: Iterable[int]
) -> defaultdict[int, list[CategoryRow]]:
    found: defaultdict[int, list[CategoryRow]] = defaultdict(list)
    for category in session.exec(
        select(Category)
        .where(col(Category.dimension_id).in_(list(dimension_ids)))
        .order_by(col(Category.position), col(Category.id))
    ):
        found[category.dimension_id].append(
            CategoryRow(
                id_of(category),
                category.code,
                category.titles,
                category.retired_at is not None,
            )
        )
    return found


def _dimension_row(
    dimension: Dimension, categories: Mapping[int, list[CategoryRow]]
) -> DimensionRow:
    own = categories.get(id_of(dimension), [])
    return DimensionRow(id_of(dimension), dimension.code, dimension.titles, tuple(own))
