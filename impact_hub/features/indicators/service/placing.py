"""The places that values stand in: cells are made where a value first needs them."""

from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select

from impact_hub.features.indicators.models import (
    Category,
    CellCategory,
    CellRecord,
    Dimension,
)
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.identity.permissions import Actor
from impact_hub.kit.db import add_missing, id_of

_AT_ONCE = 500


def cell_ids(
    session: Session, actor: Actor, initiative_id: int, cells: Collection[Cell]
) -> Mapping[Cell, int]:
    """The number of each cell; those that did not exist are made.

    Whoever calls knows that the actor may write in this initiative.
    """
    initiative = initiatives.get_by_id(session, actor, initiative_id)
    wanted = {str(cell): cell for cell in cells}
    known = _known(session, id_of(initiative), wanted)
    missing = [key for key in wanted if key not in known]
    if missing:
        _make(session, id_of(initiative), {key: wanted[key] for key in missing})
        known |= _known(session, id_of(initiative), missing)
    return {cell: known[key] for key, cell in wanted.items()}


def _known(
    session: Session, initiative_id: int, keys: Collection[str]
) -> dict[str, int]:
    every = list(keys)
    found: dict[str, int] = {}
    for first in range(0, len(every), _AT_ONCE):
        rows = select(CellRecord.key, CellRecord.id).where(
            CellRecord.initiative_id == initiative_id,
            col(CellRecord.key).in_(every[first : first + _AT_ONCE]),
        )
        found |= {key: number for key, number in session.exec(rows) if number}
    return found


def _make(session: Session, initiative_id: int, cells: Mapping[str, Cell]) -> None:
    """Make cells, with their categories; somebody else may make the same just now."""
    add_missing(
        session,
        CellRecord,
        [{"initiative_id": initiative_id, "key": key} for key in cells],
    )
    numbers = _known(session, initiative_id, cells.keys())
    categories = {
        (dimension, category): number
        for dimension, category, number in session.exec(
            select(Dimension.code, Category.code, Category.id)
            .join(Category, col(Category.dimension_id) == Dimension.id)
            .where(Dimension.initiative_id == initiative_id)
        )
    }
    add_missing(
        session,
        CellCategory,
        [
            {"cell_id": numbers[key], "category_id": categories[part]}
            for key, cell in cells.items()
            for part in cell.parts
            if part in categories
        ],
    )
