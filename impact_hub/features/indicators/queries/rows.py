"""Indicators with all that belongs to them, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, select

from impact_hub.features.indicators.models import (
    Assignment,
    Category,
    DefinitionSeen,
    Dimension,
    Indicator,
    PartnerBaseline,
    Split,
    SplitDimension,
    Target,
)
from impact_hub.features.indicators.queries.versions import VERSIONED
from impact_hub.features.indicators.rows import (
    AssignmentRow,
    CategoryRow,
    DimensionRow,
    IndicatorRow,
    SplitRow,
    TargetRow,
)
from impact_hub.identity.permissions import Actor
from impact_hub.kit.db import id_of


def indicator_rows(
    session: Session, actor: Actor, indicators: Iterable[Indicator]
) -> list[IndicatorRow]:
    """Rows of indicators that the caller has found, with all that belongs to them."""
    found = list(indicators)
    ids = [id_of(indicator) for indicator in found]
    splits = _splits(session, found)
    assignments = _assignments(session, ids)
    targets = _targets(session, ids)
    baselines = _baselines(session, ids)
    seen = _seen(session, ids)
    return [
        IndicatorRow(
            **_own(each),
            summed_over=_summed_over(each, splits[id_of(each)]),
            splits=tuple(splits[id_of(each)]),
            assignments=tuple(assignments[id_of(each)]),
            targets=tuple(t for t in targets[id_of(each)] if t.organisation_id is None),
            partner_targets=tuple(
                t for t in targets[id_of(each)] if t.organisation_id is not None
            ),
            partner_baselines=baselines[id_of(each)],
            seen_versions=seen[id_of(each)],
        )
        for each in found
    ]


def asked_row(
    session: Session,
    actor: Actor,
    initiative_id: int,
    indicator_id: int,
    organisation_id: int,
) -> IndicatorRow | None:
    """One indicator as one partner is asked for it, in two statements: without targets
    and baselines, and without what other partners are asked for.

    Whoever calls knows that the actor may see the partner's updates.
    """
    found = session.exec(
        select(Indicator, Assignment, DefinitionSeen)
        .outerjoin(
            Assignment,
            (col(Assignment.indicator_id) == Indicator.id)
            & (col(Assignment.organisation_id) == organisation_id),
        )
        .outerjoin(
            DefinitionSeen,
            (col(DefinitionSeen.indicator_id) == Indicator.id)
            & (col(DefinitionSeen.organisation_id) == organisation_id),
        )
        .where(Indicator.id == indicator_id, Indicator.initiative_id == initiative_id)
        .order_by(col(Assignment.starts))
    ).all()
    if not found:
        return None
    indicator, _, seen = found[0]
    assignments: list[Assignment | None] = [assignment for _, assignment, _ in found]
    splits = _splits(session, [indicator])[indicator_id]
    return IndicatorRow(
        **_own(indicator),
        summed_over=_summed_over(indicator, splits),
        splits=tuple(splits),
        assignments=tuple(_assignment_row(each) for each in assignments if each),
        seen_versions={organisation_id: seen.version} if seen else {},
    )


def dimension_rows(
    session: Session, actor: Actor, dimensions: Iterable[Dimension]
) -> list[DimensionRow]:
    """Rows of dimensions that the caller has found, with their categories."""
    found = list(dimensions)
    categories = _categories(session, [id_of(each) for each in found])
    return [_dimension_row(each, categories) for each in found]


# Of these the row has a field of the same name.
_SAME = (
    "revision",
    "code",
    "position",
    "version",
    "why",
    "result_id",
    *VERSIONED,
    "asked_of",
    "starts",
    "ends",
    "baseline",
    "baseline_on",
    "source",
    "source_url",
    "licence",
)


def _own(indicator: Indicator) -> dict[str, Any]:
    return {"id": id_of(indicator)} | {name: getattr(indicator, name) for name in _SAME}


def _summed_over(
    indicator: Indicator, splits: Iterable[SplitRow]
) -> DimensionRow | None:
    """The dimension whose categories make the total, as long as it is split by it."""
    each = (split.dimensions[0] for split in splits if len(split.dimensions) == 1)
    return next((d for d in each if d.id == indicator.summed_over_id), None)


def _assignments(session: Session, ids: list[int]) -> Mapping[int, list[AssignmentRow]]:
    found: defaultdict[int, list[AssignmentRow]] = defaultdict(list)
    for each in session.exec(
        select(Assignment)
        .where(col(Assignment.indicator_id).in_(ids))
        .order_by(col(Assignment.organisation_id), col(Assignment.starts))
    ):
        found[each.indicator_id].append(_assignment_row(each))
    return found


def _assignment_row(each: Assignment) -> AssignmentRow:
    return AssignmentRow(each.organisation_id, each.is_asked, each.starts, each.ends)


def _targets(session: Session, ids: list[int]) -> Mapping[int, list[TargetRow]]:
    found: defaultdict[int, list[TargetRow]] = defaultdict(list)
    for target in session.exec(
        select(Target)
        .where(col(Target.indicator_id).in_(ids))
        .order_by(col(Target.due), col(Target.id))
    ):
        row = TargetRow(target.due, target.figure, target.organisation_id)
        found[target.indicator_id].append(row)
    return found


def _baselines(session: Session, ids: list[int]) -> Mapping[int, dict[int, Decimal]]:
    found: defaultdict[int, dict[int, Decimal]] = defaultdict(dict)
    for each in session.exec(
        select(PartnerBaseline).where(col(PartnerBaseline.indicator_id).in_(ids))
    ):
        found[each.indicator_id][each.organisation_id] = each.figure
    return found


def _seen(session: Session, ids: list[int]) -> Mapping[int, dict[int, int]]:
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for each in session.exec(
        select(DefinitionSeen).where(col(DefinitionSeen.indicator_id).in_(ids))
    ):
        found[each.indicator_id][each.organisation_id] = each.version
    return found


def _splits(
    session: Session, indicators: list[Indicator]
) -> Mapping[int, list[SplitRow]]:
    """How indicators are split. Many of them share dimensions, whose categories are
    read once; those of a single one come along in the same statement."""
    ids = [id_of(each) for each in indicators]
    by_split: dict[int, tuple[int, dict[int, Dimension]]] = {}
    categories: defaultdict[int, dict[int, CategoryRow]] = defaultdict(dict)
    rows = _with_categories(session, ids) if len(ids) == 1 else _alone(session, ids)
    for split, dimension, category in rows:
        _, dimensions = by_split.setdefault(id_of(split), (split.indicator_id, {}))
        dimensions[id_of(dimension)] = dimension
        if category is not None:
            categories[id_of(dimension)][id_of(category)] = _category_row(category)
    dimensions = {n: one for _, each in by_split.values() for n, one in each.items()}
    listed = {number: list(each.values()) for number, each in categories.items()}
    if len(ids) != 1 and dimensions:
        listed = _categories(session, dimensions)
    made = {n: _dimension_row(one, listed) for n, one in dimensions.items()}
    found: defaultdict[int, list[SplitRow]] = defaultdict(list)
    for indicator_id, own in by_split.values():
        found[indicator_id].append(SplitRow(tuple(made[number] for number in own)))
    return found


SplitOf = tuple[Split, Dimension, Category | None]


def _with_categories(session: Session, ids: list[int]) -> Iterable[SplitOf]:
    return session.exec(
        select(Split, Dimension, Category)
        .join(SplitDimension, col(SplitDimension.split_id) == Split.id)
        .join(Dimension, col(Dimension.id) == SplitDimension.dimension_id)
        .outerjoin(Category, col(Category.dimension_id) == Dimension.id)
        .where(col(Split.indicator_id).in_(ids))
        .order_by(*_ORDER, col(Category.position), col(Category.id))
    ).all()


def _alone(session: Session, ids: list[int]) -> Iterable[SplitOf]:
    found = session.exec(
        select(Split, Dimension)
        .join(SplitDimension, col(SplitDimension.split_id) == Split.id)
        .join(Dimension, col(Dimension.id) == SplitDimension.dimension_id)
        .where(col(Split.indicator_id).in_(ids))
        .order_by(*_ORDER)
    )
    return ((split, dimension, None) for split, dimension in found)


_ORDER = (
    col(Split.position),
    col(Split.id),
    col(SplitDimension.position),
    col(SplitDimension.id),
)


def _categories(
    session: Session, dimension_ids: Iterable[int]
) -> Mapping[int, list[CategoryRow]]:
    found: defaultdict[int, list[CategoryRow]] = defaultdict(list)
    for category in session.exec(
        select(Category)
        .where(col(Category.dimension_id).in_(list(dimension_ids)))
        .order_by(col(Category.position), col(Category.id))
    ):
        found[category.dimension_id].append(_category_row(category))
    return found


def _category_row(category: Category) -> CategoryRow:
    return CategoryRow(
        id_of(category),
        category.code,
        category.titles,
        category.geo_code,
        category.retired_at is not None,
        category.revision,
    )


def _dimension_row(
    dimension: Dimension, categories: Mapping[int, list[CategoryRow]]
) -> DimensionRow:
    return DimensionRow(
        id_of(dimension),
        dimension.code,
        dimension.titles,
        tuple(categories.get(id_of(dimension), ())),
        dimension.is_levels,
        dimension.revision,
    )
