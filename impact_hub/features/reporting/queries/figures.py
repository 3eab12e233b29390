"""What stands in the cells of updates."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlmodel import Session, col, select

from impact_hub.features.indicators.models import CellRecord
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.values import NO_ANSWER, Answer
from impact_hub.features.reporting.models import ApprovedValue, Figures, Value
from impact_hub.features.reporting.rules.completeness import sum_of_cells
from impact_hub.identity.permissions import Actor

Values = Mapping[int, Mapping[Cell, Answer]]  # by indicator


def values_of(
    session: Session,
    actor: Actor,
    update_ids: list[int],
    *,
    table: type[Value | ApprovedValue] = Value,
) -> dict[int, Values]:
    """Every value of updates that the caller has found, by update.

    Of `ApprovedValue`: what counts, while the partner may be correcting it.
    """
    found: dict[int, dict[int, dict[Cell, Answer]]] = {
        update_id: {} for update_id in update_ids
    }
    for value, key in session.exec(
        select(table, CellRecord.key)
        .join(CellRecord, col(CellRecord.id) == table.cell_id)
        .where(col(table.update_id).in_(update_ids))
    ):
        cells = found[value.update_id].setdefault(value.indicator_id, {})
        cells[Cell.read(key)] = answer_of(value)
    return dict(found)


def answer_of(value: Figures) -> Answer:
    """A row of the database as the rules look at it."""
    return Answer(
        value.figure,
        value.numerator,
        value.denominator,
        value.text,
        value.reason,
        value.estimated,
        value.note,
        value.may_quote,
    )


def summed(asked: Iterable[IndicatorRow], values: Values) -> Values:
    """The values of indicators whose totals are sums, with these totals.

    What was typed as a total before it became one counts no longer.
    """
    found: dict[int, Mapping[Cell, Answer]] = {}
    for each in asked:
        cells = values.get(each.id, {})
        total = cells.get(TOTAL, NO_ANSWER)
        if each.summed_over and cells and total.reason is None:
            added = sum_of_cells(each.summed_over.code, cells)
            row = replace(added, estimated=total.estimated, note=total.note)
            found[each.id] = {**cells, TOTAL: row}
    return found
