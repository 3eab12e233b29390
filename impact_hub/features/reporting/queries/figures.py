"""What stands in the cells of updates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session, col, select

from impact_hub.features.indicators.queries import IndicatorRow
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.reporting.models import Value
from impact_hub.features.reporting.rules.completeness import Entered, sum_of_cells
from impact_hub.identity.permissions import Actor


@dataclass(frozen=True)
class ValueRow:
    """What stands in one cell of an update."""

    figure: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    reason: MissingReason | None
    estimated: bool
    note: str

    @property
    def entered(self) -> Entered:
        """Its figure and reason, as the rules look at them."""
        return Entered(self.figure, self.numerator, self.denominator, self.reason)


NOTHING = ValueRow(None, None, None, None, estimated=False, note="")
Values = Mapping[int, Mapping[Cell, ValueRow]]  # by indicator


def values_of(
    session: Session, actor: Actor, update_ids: list[int]
) -> dict[int, Values]:
    """Every value of updates that the caller has found, by update."""
    found: dict[int, dict[int, dict[Cell, ValueRow]]] = {
        update_id: {} for update_id in update_ids
    }
    for value in session.exec(
        select(Value).where(col(Value.update_id).in_(update_ids))
    ):
        cells = found[value.update_id].setdefault(value.indicator_id, {})
        cells[Cell.read(value.cell)] = ValueRow(
            value.figure,
            value.numerator,
            value.denominator,
            value.reason,
            value.estimated,
            value.note,
        )
    return dict(found)


def summed(asked: Iterable[IndicatorRow], values: Values) -> Values:
    """The values of indicators whose totals are sums, with these totals.

    What was typed as a total before it became one counts no longer.
    """
    found: dict[int, Mapping[Cell, ValueRow]] = {}
    for each in asked:
        cells = values.get(each.id, {})
        total = cells.get(TOTAL, NOTHING)
        if each.total_is_sum and cells and total.reason is None:
            added = sum_of_cells(
                each.dimensions[0].code, {c: row.entered for c, row in cells.items()}
            )
            row = ValueRow(
                *(added.figure, added.numerator, added.denominator, None),
                *(total.estimated, total.note),
            )
            found[each.id] = {**cells, TOTAL: row}
    return found
