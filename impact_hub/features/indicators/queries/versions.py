"""Definitions as they are kept when they are replaced."""

from collections import defaultdict

from sqlmodel import Session, col, select

from impact_hub.features.indicators.models import (
    Category,
    Dimension,
    Indicator,
    Split,
    SplitDimension,
)
from impact_hub.identity.permissions import Actor
from impact_hub.kit.db import id_of

# A change of one of these changes what the figures mean.
VERSIONED = (
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
)


def snapshot(session: Session, actor: Actor, indicator: Indicator) -> dict[str, object]:
    """The definition as it is kept: its words and rules, and how it is split."""
    rows = session.exec(
        select(Split.id, Dimension)
        .join(SplitDimension, col(SplitDimension.split_id) == Split.id)
        .join(Dimension, col(Dimension.id) == SplitDimension.dimension_id)
        .where(Split.indicator_id == indicator.id)
        .order_by(col(Split.position), col(SplitDimension.position))
    ).all()
    splits: defaultdict[int | None, list[str]] = defaultdict(list)
    for split_id, dimension in rows:
        splits[split_id].append(dimension.code)
    dimensions = {id_of(each): each for _, each in rows}
    codes = {number: each.code for number, each in dimensions.items()}
    return {
        **{name: getattr(indicator, name) for name in VERSIONED},
        "splits": list(splits.values()),
        "summed_over": codes.get(indicator.summed_over_id or 0, ""),
        "categories": _categories(session, dimensions),
    }


def _categories(
    session: Session, dimensions: dict[int, Dimension]
) -> dict[str, list[dict[str, object]]]:
    """What is asked for of each dimension. The order of levels is part of what they
    mean, that of other categories is not."""
    found = session.exec(
        select(Category)
        .where(
            col(Category.dimension_id).in_(dimensions),
            col(Category.retired_at).is_(None),
        )
        .order_by(col(Category.position), col(Category.id))
    ).all()
    asked: dict[str, list[dict[str, object]]] = {}
    for number, dimension in dimensions.items():
        own = [each for each in found if each.dimension_id == number]
        if not dimension.is_levels:
            own.sort(key=lambda each: each.code)
        asked[dimension.code] = [
            {"code": each.code, "titles": dict(each.titles)} for each in own
        ]
    return asked
