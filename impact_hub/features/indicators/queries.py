"""Reads of indicators. Whoever sees an initiative sees its definitions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, select

from impact_hub.features.indicators.models import (
    Assignment,
    Category,
    Dimension,
    Indicator,
    IndicatorVersion,
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
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import NotFound


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
    """This partner reports it, from … to …"""

    organisation_id: int
    starts: date
    ends: date | None
    baseline: Decimal | None
    seen_version: int

    def covers(self, starts: date, ends: date) -> bool:
        """Whether a period lies in it, by its last day."""
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


@dataclass(frozen=True)
class VersionRow:
    """A definition as it once was."""

    version: int
    replaced_at: datetime
    replaced_by: str
    why: str
    definition: Mapping[str, object]


def list_indicators(
    session: Session, actor: Actor, slug: str, *, retired: bool = False
) -> list[IndicatorRow]:
    """The indicators of an initiative, in order; retired ones only when asked for."""
    initiative = initiatives.get_initiative(session, actor, slug)
    found = (
        select(Indicator)
        .where(Indicator.initiative_id == initiative.id)
        .order_by(col(Indicator.position), col(Indicator.id))
    )
    if not retired:
        found = found.where(col(Indicator.retired_at).is_(None))
    return _rows(session, session.exec(found).all())


def get_indicator(session: Session, actor: Actor, slug: str, code: str) -> IndicatorRow:
    """One indicator by its code, retired or not."""
    initiative = initiatives.get_initiative(session, actor, slug)
    return _rows(session, [_find(session, id_of(initiative), code)])[0]


def get_to_edit(session: Session, actor: Actor, slug: str, code: str) -> Indicator:
    """An indicator that the actor may change."""
    initiative = initiatives.get_to_edit(session, actor, slug)
    return _find(session, id_of(initiative), code)


def get_rows_by_id(
    session: Session, actor: Actor, slug: str, ids: Iterable[int]
) -> dict[int, IndicatorRow]:
    """Indicators by their numbers, whether or not they are retired."""
    wanted = set(ids)
    rows = list_indicators(session, actor, slug, retired=True)
    return {row.id: row for row in rows if row.id in wanted}


def list_dimensions(session: Session, actor: Actor, slug: str) -> list[DimensionRow]:
    """Every dimension of an initiative."""
    initiative = initiatives.get_initiative(session, actor, slug)
    dimensions = session.exec(
        select(Dimension)
        .where(Dimension.initiative_id == initiative.id)
        .order_by(col(Dimension.id))
    ).all()
    categories = _categories(session, [id_of(each) for each in dimensions])
    return [_dimension_row(each, categories) for each in dimensions]


def get_dimension_to_edit(
    session: Session, actor: Actor, dimension_id: int
) -> Dimension:
    """A dimension that the actor may change."""
    dimension = session.get(Dimension, dimension_id)
    if dimension is None:
        raise NotFound("indicators.no_such_dimension")
    initiative = initiatives.get_by_id(session, actor, dimension.initiative_id)
    actor.require(Permission.INITIATIVE_EDIT, at=initiative.lead_id)
    return dimension


def list_versions(
    session: Session, actor: Actor, slug: str, code: str
) -> list[VersionRow]:
    """The definitions that an indicator had before, newest first."""
    initiative = initiatives.get_initiative(session, actor, slug)
    indicator = _find(session, id_of(initiative), code)
    earlier = (
        select(IndicatorVersion)
        .where(IndicatorVersion.indicator_id == indicator.id)
        .order_by(col(IndicatorVersion.version).desc())
    )
    return [
        VersionRow(v.version, v.replaced_at, v.replaced_by, v.why, v.definition)
        for v in session.exec(earlier)
    ]


def _find(session: Session, initiative_id: int, code: str) -> Indicator:
    by_code = select(Indicator).where(
        Indicator.initiative_id == initiative_id, Indicator.code == code
    )
    found = session.exec(by_code).one_or_none()
    if found is None:
        raise NotFound("indicators.no_such_indicator")
    return found


def _rows(session: Session, indicators: Iterable[Indicator]) -> list[IndicatorRow]:
    """Rows with everything that belongs to them, in a fixed number of queries."""
    found = list(indicators)
    ids = [id_of(indicator) for indicator in found]
    dimensions = _dimensions_by_indicator(session, ids)
    assignments: defaultdict[int, list[AssignmentRow]] = defaultdict(list)
    for each in session.exec(
        select(Assignment)
        .where(col(Assignment.indicator_id).in_(ids))
        .order_by(col(Assignment.organisation_id))
    ):
        assignments[each.indicator_id].append(
            AssignmentRow(
                each.organisation_id,
                each.starts,
                each.ends,
                each.baseline,
                each.seen_version,
            )
        )
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
