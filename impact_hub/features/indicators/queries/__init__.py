"""Reads of indicators. Whoever sees an initiative sees its definitions.

What partners aim at themselves is seen by those who take part.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlmodel import Session, col, select

from impact_hub.features.indicators.models import (
    AimChange,
    Category,
    Dimension,
    Indicator,
    IndicatorVersion,
)
from impact_hub.features.indicators.queries import versions
from impact_hub.features.indicators.queries.rows import (
    dimension_rows,
    indicator_rows,
)
from impact_hub.features.indicators.rows import (
    AimChangeRow,
    DimensionRow,
    IndicatorRow,
    VersionRow,
)
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import NotFound


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
        found = found.where(col(Indicator.ends).is_(None))
    rows = indicator_rows(session, actor, session.exec(found).all())
    return _seen(session, actor, initiative, rows)


def list_asked(
    session: Session, actor: Actor, initiative_ids: Iterable[int]
) -> dict[int, list[IndicatorRow]]:
    """What is asked for now, in several of the actor's initiatives at once."""
    found = session.exec(
        select(Indicator)
        .join(Initiative, col(Initiative.id) == Indicator.initiative_id)
        .where(
            col(Initiative.id).in_(set(initiative_ids)),
            col(Indicator.ends).is_(None),
            initiatives.belongs_to(actor),
        )
    ).all()
    asked: defaultdict[int, list[IndicatorRow]] = defaultdict(list)
    rows = indicator_rows(session, actor, found)
    for indicator, row in zip(found, rows, strict=True):
        asked[indicator.initiative_id].append(row)
    return asked


def get_indicator(session: Session, actor: Actor, slug: str, code: str) -> IndicatorRow:
    """One indicator by its code, retired or not."""
    initiative = initiatives.get_initiative(session, actor, slug)
    rows = indicator_rows(session, actor, [_find(session, id_of(initiative), code)])
    return _seen(session, actor, initiative, rows)[0]


def get_to_edit(session: Session, actor: Actor, slug: str, code: str) -> Indicator:
    """An indicator that the actor may change."""
    initiative = initiatives.get_to_edit(session, actor, slug)
    return _find(session, id_of(initiative), code)


def list_dimensions(session: Session, actor: Actor, slug: str) -> list[DimensionRow]:
    """Every dimension of an initiative."""
    initiative = initiatives.get_initiative(session, actor, slug)
    dimensions = session.exec(
        select(Dimension)
        .where(Dimension.initiative_id == initiative.id)
        .order_by(col(Dimension.position), col(Dimension.id))
    )
    return dimension_rows(session, actor, dimensions)


def get_dimension_to_edit(
    session: Session, actor: Actor, dimension_id: int
) -> Dimension:
    """A dimension that the actor may change."""
    actor.require_sign_in()
    seen = (
        select(Dimension, col(Initiative.lead_id))
        .join(Initiative, col(Initiative.id) == Dimension.initiative_id)
        .where(Dimension.id == dimension_id, initiatives.seen_by(actor))
    )
    found = session.exec(seen).one_or_none()
    if found is None:
        raise NotFound("indicators.no_such_dimension")
    dimension, lead_id = found
    actor.require(Permission.INITIATIVE_EDIT, at=lead_id)
    return dimension


def get_category_to_edit(
    session: Session, actor: Actor, category_id: int
) -> tuple[Category, Dimension]:
    """A category that the actor may change, and its dimension."""
    actor.require_sign_in()
    seen = (
        select(Category)
        .join(Dimension, col(Dimension.id) == Category.dimension_id)
        .join(Initiative, col(Initiative.id) == Dimension.initiative_id)
        .where(Category.id == category_id, initiatives.seen_by(actor))
    )
    category = session.exec(seen).one_or_none()
    if category is None:
        raise NotFound("indicators.no_such_category")
    return category, get_dimension_to_edit(session, actor, category.dimension_id)


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
    rows: list[VersionRow] = []
    after: Mapping[str, object] = versions.snapshot(session, actor, indicator)
    for each in session.exec(earlier):
        rows.append(
            VersionRow(
                each.version,
                each.replaced_at,
                each.replaced_by,
                each.why,
                each.definition,
                after,
            )
        )
        after = each.definition
    return rows


def list_aim_changes(
    session: Session, actor: Actor, slug: str, code: str
) -> list[AimChangeRow]:
    """How baseline and targets were changed, newest first. What single partners aim
    at is for those who take part."""
    initiative = initiatives.get_initiative(session, actor, slug)
    indicator = _find(session, id_of(initiative), code)
    is_member = initiatives.reader_of(session, actor, initiative).is_member
    found = (
        select(AimChange)
        .where(AimChange.indicator_id == indicator.id)
        .order_by(col(AimChange.at).desc(), col(AimChange.id).desc())
    )
    return [
        AimChangeRow(
            each.at, each.who, each.why, each.before, each.after, each.organisation_id
        )
        for each in session.exec(found)
        if is_member or each.organisation_id is None
    ]


def _seen(
    session: Session, actor: Actor, initiative: Initiative, rows: list[IndicatorRow]
) -> list[IndicatorRow]:
    """Partners' own baselines and targets are for those who take part."""
    if initiatives.reader_of(session, actor, initiative).is_member:
        return rows
    return [replace(row, partner_targets=(), partner_baselines={}) for row in rows]


def _find(session: Session, initiative_id: int, code: str) -> Indicator:
    by_code = select(Indicator).where(
        Indicator.initiative_id == initiative_id, Indicator.code == code
    )
    found = session.exec(by_code).one_or_none()
    if found is None:
        raise NotFound("indicators.no_such_indicator")
    return found
