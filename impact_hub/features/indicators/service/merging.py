"""Categories and dimensions become one, or go. No value is lost by it.

Two categories that become one:     what stood under both, by update
    sex=f   4    sex=w   3          sex=f   7     (added, where the kind adds up)
    sex=f   4    –                  sex=f   4
    –            sex=w   3          sex=f   3     (it moves)

Two dimensions that become one each split the same total: their figures are never added.
Where an update has both, it is refused.
"""

from collections.abc import Mapping

from sqlmodel import Session, col, delete, select

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import (
    Category,
    CellCategory,
    CellRecord,
    Dimension,
    Indicator,
    Split,
    SplitDimension,
)
from impact_hub.features.indicators.queries import holding
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.service.placing import cell_ids
from impact_hub.features.indicators.service.versions import keeping, split_by
from impact_hub.identity.permissions import Actor
from impact_hub.kit import audit, clock
from impact_hub.kit.db import check_revision, id_of
from impact_hub.kit.errors import Conflict, NotFound
from impact_hub.kit.slugs import unique_slug

Part = tuple[str, str]  # codes of a dimension and a category of it


def merge_categories(
    session: Session,
    actor: Actor,
    category_id: int,
    into_id: int,
    *,
    revision: int | None = None,
) -> None:
    """Make a category a part of another one: what stood under it stands there."""
    gone, dimension = queries.get_category_to_edit(session, actor, category_id)
    kept, other = queries.get_category_to_edit(session, actor, into_id)
    check_revision(gone, revision)
    if other.id != dimension.id or kept.id == gone.id:
        raise NotFound("indicators.no_such_category")

    part = (dimension.code, gone.code), (dimension.code, kept.code)
    with keeping(session, actor, split_by(session, actor, id_of(dimension))):
        _rekey(session, actor, dimension.initiative_id, dict([part]), adding=True)
        session.delete(gone)
        session.flush()
    audit.record_in(
        session,
        actor,
        "category.merge",
        dimension,
        category=gone.code,
        into=kept.code,
    )


def remove_category(
    session: Session, actor: Actor, category_id: int, *, revision: int | None = None
) -> bool:
    """Take a category away; where figures stand under it, it is only asked for no
    longer, and False is returned."""
    category, dimension = queries.get_category_to_edit(session, actor, category_id)
    check_revision(category, revision)
    cells = _cells(session, [id_of(category)])
    is_filled = bool(holding.filled_cells(session, actor, cells))

    with keeping(session, actor, split_by(session, actor, id_of(dimension))):
        if is_filled:
            category.retired_at = category.retired_at or clock.now()
        else:
            _delete_cells(session, cells)
            session.delete(category)
        session.flush()
    action = "category.retire" if is_filled else "category.delete"
    audit.record_in(session, actor, action, dimension, category=category.code)
    return not is_filled


def merge_dimensions(
    session: Session,
    actor: Actor,
    dimension_id: int,
    into_id: int,
    *,
    revision: int | None = None,
) -> None:
    """Make two ways to split one: categories of one code or name become one, others
    are added at the end."""
    gone = queries.get_dimension_to_edit(session, actor, dimension_id)
    kept = queries.get_dimension_to_edit(session, actor, into_id)
    check_revision(gone, revision)
    if gone.initiative_id != kept.initiative_id or gone.id == kept.id:
        raise NotFound("indicators.no_such_dimension")
    if gone.is_levels is not kept.is_levels:
        raise Conflict("indicators.levels_are_no_categories")

    touched = split_by(session, actor, id_of(gone), id_of(kept))
    with keeping(session, actor, touched):
        parts = _pair(session, gone, kept)
        _rekey(session, actor, gone.initiative_id, parts, adding=False)
        _split_by_kept(session, gone, kept)
        session.flush()
        session.delete(gone)
        session.flush()
    audit.record_in(
        session, actor, "dimension.merge", kept, dimension=gone.code, into=kept.code
    )


def remove_dimension(
    session: Session, actor: Actor, dimension_id: int, *, revision: int | None = None
) -> None:
    """Take a way to split away. Where an indicator is split by it, or figures stand
    under it, it is refused: take it out of the indicators, it bothers nobody then."""
    dimension = queries.get_dimension_to_edit(session, actor, dimension_id)
    check_revision(dimension, revision)
    if split_by(session, actor, dimension_id):
        raise Conflict("indicators.dimension_in_use")
    cells = _cells(session, _categories(session, dimension))
    if holding.filled_cells(session, actor, cells):
        raise Conflict("indicators.dimension_has_figures")

    audit.record_in(
        session, actor, "dimension.delete", dimension, dimension=dimension.code
    )
    _delete_cells(session, cells)
    session.delete(dimension)
    session.flush()


def _pair(session: Session, gone: Dimension, kept: Dimension) -> dict[Part, Part]:
    """Which category of the one dimension becomes which of the other; those that have
    no match move over."""
    present = session.exec(
        select(Category).where(Category.dimension_id == kept.id)
    ).all()
    by_code = {each.code: each for each in present}
    by_title = {_folded(each): each for each in present}
    taken = set(by_code)
    position = max((each.position for each in present), default=-1)
    parts: dict[Part, Part] = {}
    for each in session.exec(
        select(Category)
        .where(Category.dimension_id == gone.id)
        .order_by(col(Category.position), col(Category.id))
    ).all():
        before = gone.code, each.code
        match = by_title.get(_folded(each)) or by_code.get(each.code)
        if match is None:
            position += 1
            match = Category(
                dimension_id=id_of(kept),
                code=unique_slug(each.code, taken.__contains__),
                titles=each.titles,
                geo_code=each.geo_code,
                position=position,
                retired_at=each.retired_at,
            )
            taken.add(match.code)
            session.add(match)
        parts[before] = kept.code, match.code
    session.flush()
    return parts


def _folded(category: Category) -> tuple[str, ...]:
    return tuple(sorted(title.casefold() for title in category.titles.values()))


def _split_by_kept(session: Session, gone: Dimension, kept: Dimension) -> None:
    """Indicators that were split by the one are split by the other; once is enough."""
    for indicator in session.exec(
        select(Indicator).where(Indicator.summed_over_id == gone.id)
    ):
        indicator.summed_over_id = kept.id
    for place in session.exec(
        select(SplitDimension).where(SplitDimension.dimension_id == gone.id)
    ).all():
        place.dimension_id = id_of(kept)
    session.flush()
    seen: set[tuple[int, tuple[int, ...]]] = set()
    for split in session.exec(select(Split).order_by(col(Split.position))).all():
        by = session.exec(
            select(SplitDimension.dimension_id)
            .where(SplitDimension.split_id == split.id)
            .order_by(col(SplitDimension.dimension_id))
        ).all()
        key = split.indicator_id, tuple(by)
        if key in seen:
            session.delete(split)
        seen.add(key)


def _rekey(
    session: Session,
    actor: Actor,
    initiative_id: int,
    parts: Mapping[Part, Part],
    *,
    adding: bool,
) -> None:
    """Move everything from the cells of some categories to those of others."""
    records = session.exec(
        select(CellRecord).where(CellRecord.initiative_id == initiative_id)
    ).all()
    after: dict[int, Cell] = {}
    for record in records:
        cell = Cell.read(record.key)
        changed = tuple(parts.get(part, part) for part in cell.parts)
        if changed == cell.parts:
            continue
        if len({dimension for dimension, _ in changed}) < len(changed):
            raise Conflict("indicators.crossed_with_each_other")
        after[id_of(record)] = Cell(tuple(sorted(changed)))
    numbers = cell_ids(session, actor, initiative_id, set(after.values()))
    moves = {number: numbers[cell] for number, cell in after.items()}
    holding.move_figures(session, actor, moves, adding=adding)
    _delete_cells(session, list(moves))


def _categories(session: Session, dimension: Dimension) -> list[int]:
    found = select(Category.id).where(Category.dimension_id == dimension.id)
    return [number for number in session.exec(found) if number is not None]


def _cells(session: Session, category_ids: list[int]) -> list[int]:
    found = select(CellCategory.cell_id).where(
        col(CellCategory.category_id).in_(category_ids)
    )
    return list(session.exec(found))


def _delete_cells(session: Session, cells: list[int]) -> None:
    session.flush()
    session.exec(delete(CellRecord).where(col(CellRecord.id).in_(cells)))
    session.expire_all()
