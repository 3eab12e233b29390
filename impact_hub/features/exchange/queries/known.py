"""What an initiative has already: all that a file is compared with."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from impact_hub.features.exchange.rules.known import (
    Known,
    KnownCategory,
    KnownDimension,
    KnownIndicator,
    KnownPartner,
    KnownUpdate,
    KnownValue,
    Place,
    Values,
)
from impact_hub.features.exchange.rules.own_format import Record
from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.models import (
    Category,
    CellRecord,
    Dimension,
    Indicator,
)
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative, Period
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.reporting.models import Update, Value
from impact_hub.features.reporting.queries.access import seen_by
from impact_hub.identity.models import Organisation
from impact_hub.identity.permissions import Actor
from impact_hub.kit.calendar import Span
from impact_hub.kit.db import id_of


def get_known(
    session: Session, actor: Actor, slug: str, *, lock: bool = False
) -> Known:
    """Definitions, partners, periods and updates, for somebody who takes part.

    Locked for whoever is about to import: one at a time, and no tab writes meanwhile.
    """
    initiative = initiatives.get_own(session, actor, slug)
    if lock:
        _lock(session, id_of(initiative))
    rows = indicators.list_indicators(session, actor, slug, retired=True)
    dimensions = _dimensions(session, id_of(initiative), rows)
    partners = initiatives.list_participants(
        session, actor, id_of(initiative), Part.PARTNER
    )
    periods = session.exec(
        select(Period).where(Period.initiative_id == initiative.id)
    ).all()
    return Known(
        languages=tuple(initiative.languages),
        indicators={row.code: _indicator(row, dimensions) for row in rows},
        dimensions=tuple(dimensions.values()),
        partners={
            each.slug: KnownPartner(each.organisation_id, each.slug, each.name)
            for each in partners
        },
        periods=frozenset(_span(period) for period in periods),
        updates=_updates(session, actor, id_of(initiative)),
    )


def get_values(
    session: Session,
    actor: Actor,
    slug: str,
    *,
    codes: Collection[str] | None = None,
    partners: Collection[str] | None = None,
) -> Values:
    """The values of updates that the actor may see: all, or of some codes and slugs."""
    initiative = initiatives.get_own(session, actor, slug)
    found: Any = (
        columns(*_VALUE)
        .join(Update, col(Update.id) == Value.update_id)
        .join(CellRecord, col(CellRecord.id) == Value.cell_id)
        .join(Period, col(Period.id) == Update.period_id)
        .join(Indicator, col(Indicator.id) == Value.indicator_id)
        .join(Organisation, col(Organisation.id) == Update.organisation_id)
        .where(col(Period.initiative_id) == initiative.id, seen_by(actor))
    )
    if codes is not None:
        found = found.where(col(Indicator.code).in_(codes))
    if partners is not None:
        found = found.where(col(Organisation.slug).in_(partners))
    cells: dict[str, Cell] = {}
    values: dict[Place, KnownValue] = {}
    for row in session.exec(found):
        if row.cell not in cells:
            cells[row.cell] = Cell.read(row.cell)
        record = _record(row, cells[row.cell])
        values[record.place] = KnownValue(row.id, record)
    return values


# Columns, not objects: there may be tens of thousands.
_VALUE: tuple[Any, ...] = (
    col(Value.id),
    col(Indicator.code).label("indicator"),
    col(Organisation.slug).label("partner"),
    Period.starts,
    Period.ends,
    Period.rhythm,
    col(CellRecord.key).label("cell"),
    Value.figure,
    Value.numerator,
    Value.denominator,
    Value.reason,
    Value.estimated,
    Value.note,
    Update.status,
)


def _record(row: Any, cell: Cell) -> Record:  # noqa: ANN401 - columns by name
    """A value as it goes out. Half a ratio is none: it is still being typed."""
    is_half = (row.numerator is None) != (row.denominator is None)
    return Record(
        indicator=row.indicator,
        partner=row.partner,
        period=Span(row.starts, row.ends, row.rhythm),
        cell=cell,
        figure=row.figure,
        numerator=None if is_half else row.numerator,
        denominator=None if is_half else row.denominator,
        reason=row.reason,
        estimated=row.estimated,
        note=row.note,
        status=row.status,
    )


def _lock(session: Session, initiative_id: int) -> None:
    own = select(Initiative).where(Initiative.id == initiative_id)
    session.exec(own.with_for_update(key_share=True)).one()
    updates = (
        select(Update.id)
        .join(Period, col(Period.id) == Update.period_id)
        .where(Period.initiative_id == initiative_id)
        .order_by(col(Update.id))
    )
    session.exec(updates.with_for_update(of=Update)).all()


def _dimensions(
    session: Session, initiative_id: int, rows: list[IndicatorRow]
) -> Mapping[str, KnownDimension]:
    """Every dimension by its code, in the order in which they were made."""
    asked = {
        dimension.id
        for row in rows
        if row.kind is not ValueKind.STATISTIC
        for dimension in row.dimensions
    }
    categories: defaultdict[int, list[KnownCategory]] = defaultdict(list)
    for category in session.exec(
        select(Category)
        .join(Dimension, col(Dimension.id) == Category.dimension_id)
        .where(Dimension.initiative_id == initiative_id)
        .order_by(col(Category.position), col(Category.id))
    ):
        categories[category.dimension_id].append(
            KnownCategory(category.code, category.titles, category.geo_code)
        )
    dimensions = session.exec(
        select(Dimension)
        .where(Dimension.initiative_id == initiative_id)
        .order_by(col(Dimension.id))
    )
    return {
        each.code: KnownDimension(
            id_of(each),
            each.code,
            each.titles,
            tuple(categories[id_of(each)]),
            is_asked=each.id in asked,
        )
        for each in dimensions
    }


def _indicator(
    row: IndicatorRow, dimensions: Mapping[str, KnownDimension]
) -> KnownIndicator:
    return KnownIndicator(
        id=row.id,
        code=row.code,
        titles=row.titles,
        units=row.units,
        kind=row.kind,
        rhythm=row.rhythm,
        summed_over=row.summed_over.code if row.summed_over else "",
        dimensions=tuple(dimensions[each.code] for each in row.dimensions),
    )


def _updates(
    session: Session, actor: Actor, initiative_id: int
) -> Mapping[tuple[str, Span], KnownUpdate]:
    found = session.exec(
        select(Update, Period, Organisation.slug)
        .join(Period, col(Period.id) == Update.period_id)
        .join(Organisation, col(Organisation.id) == Update.organisation_id)
        .where(Period.initiative_id == initiative_id, seen_by(actor))
    )
    return {
        (slug, _span(period)): KnownUpdate(
            update.status, was_approved=update.first_approved_at is not None
        )
        for update, period, slug in found
    }


def _span(period: Period) -> Span:
    return Span(period.starts, period.ends, period.rhythm)
