"""What stands in the cells of updates, and what was typed there and held back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session, col, func, select

from impact_hub.features.indicators.models import CellRecord
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.values import NO_ANSWER, Answer
from impact_hub.features.reporting.models import (
    ApprovedValue,
    Figures,
    HeldEntry,
    Value,
)
from impact_hub.features.reporting.rules.completeness import (
    Asked,
    Held,
    is_answered,
    sum_of_cells,
)
from impact_hub.features.reporting.rules.slots import Slot
from impact_hub.identity.permissions import Actor
from impact_hub.texts import pick

Values = Mapping[int, Mapping[Cell, Answer]]  # by indicator


@dataclass(frozen=True)
class EntryRow:
    """One indicator of an update: what it asks for, and what stands in it."""

    indicator: IndicatorRow
    values: Mapping[Cell, Answer]
    previous: Mapping[Cell, Answer]  # in the partner's update before
    counts: Mapping[Cell, Answer]  # what was approved, while it is being corrected
    held: Mapping[Slot, Held]
    is_unread: bool  # its newest definition was not confirmed yet

    def asked(self, locale: str = "") -> Asked:
        """What it asks for, as the rules look at it."""
        return asked_of(self.indicator, locale)

    @property
    def is_done(self) -> bool:
        """Whether it needs nothing more to be submitted."""
        return is_answered(self.asked(), self.values, self.held)


def asked_of(indicator: IndicatorRow, locale: str = "") -> Asked:
    """What an indicator asks for: its kind, and the cells that can be filled."""
    return Asked(
        indicator.id,
        indicator.kind,
        indicator.summed_over.code if indicator.summed_over else "",
        indicator.cells,
        {each.code: pick(each.titles, locale) for each in indicator.dimensions},
    )


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


def held_of(
    session: Session, actor: Actor, update_id: int, indicator_id: int | None = None
) -> dict[Slot, Held]:
    """What waits to be read in an update that the caller has found."""
    found = select(HeldEntry, CellRecord.key).join(
        CellRecord, col(CellRecord.id) == HeldEntry.cell_id
    )
    found = found.where(HeldEntry.update_id == update_id)
    if indicator_id is not None:
        found = found.where(HeldEntry.indicator_id == indicator_id)
    return {
        Slot(each.indicator_id, Cell.read(key), each.part): Held(each.typed, each.code)
        for each, key in session.exec(found)
    }


def versions_of(session: Session, actor: Actor, update_id: int) -> dict[int, int]:
    """Under which version of its definition each indicator was answered in an update
    that the caller has found."""
    newest = func.max(Value.definition_version)
    found = (
        select(Value.indicator_id, newest)
        .where(Value.update_id == update_id)
        .group_by(col(Value.indicator_id))
    )
    return dict(session.exec(found).all())


def is_unread(
    indicator: IndicatorRow, organisation_id: int, answered: int | None
) -> bool:
    """Whether its definition has changed since the partner has confirmed it, or has
    answered it last (under the version `answered`)."""
    seen = indicator.seen_versions.get(organisation_id)
    known = max(seen or 0, answered or 0) or indicator.version
    return known < indicator.version


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
