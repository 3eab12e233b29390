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
    "result_id",
    "titles",
    "definitions",
    "units",
    "part_names",
    "whole_names",
    "currency",
    "kind",
    "over_time",
    "over_partners",
    "direction",
    "rhythm",
    "counts_people",
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
        row = AssignmentRow(each.organisation_id, each.is_asked, each.starts, each.ends)
        found[each.indicator_id].append(row)
    return found


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
    rows = session.exec(
        select(Split, Dimension)
        .join(SplitDimension, col(SplitDimension.split_id) == Split.id)
        .join(Dimension, col(Dimension.id) == SplitDimension.dimension_id)
        .where(col(Split.indicator_id).in_([id_of(each) for each in indicators]))
        .order_by(
            col(Split.position),
            col(Split.id),
            col(SplitDimension.position),
            col(SplitDimension.id),
        )
    ).all()
    categories = _categories(session, {id_of(dimension) for _, dimension in rows})
    by_split: dict[int, tuple[int, list[DimensionRow]]] = {}
    for split, dimension in rows:
        _, dimensions = by_split.setdefault(id_of(split), (split.indicator_id, []))
        dimensions.append(_dimension_row(dimension, categories))
    found: defaultdict[int, list[SplitRow]] = defaultdict(list)
    for indicator_id, dimensions in by_split.values():
        found[indicator_id].append(SplitRow(tuple(dimensions)))
    return found


def _categories(
    session: Session, dimension_ids: Iterable[int]
) -> Mapping[int, list[CategoryRow]]:
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
                category.geo_code,
                category.retired_at is not None,
                category.revision,
            )
        )
    return found


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
