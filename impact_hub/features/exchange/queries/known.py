"""What an initiative has already: all that a file is compared with."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from impact_hub.features.exchange.rules.records import (
    Known,
    KnownPartner,
    KnownUpdate,
    KnownValue,
    Place,
    Record,
    UpdateKey,
    Values,
)
from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.models import CellRecord, Indicator
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.indicators.rules.values import Answer
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
    periods = session.exec(
        select(Period).where(Period.initiative_id == initiative.id)
    ).all()
    return Known(
        languages=tuple(initiative.languages),
        indicators={row.code: row for row in rows},
        dimensions=tuple(indicators.list_dimensions(session, actor, slug)),
        asked=frozenset(
            dimension.code
            for row in rows
            if row.kind is not ValueKind.STATISTIC
            for dimension in row.dimensions
        ),
        partners=_partners(session, actor, id_of(initiative)),
        periods=frozenset(map(_span, periods)),
        updates=_updates(session, actor, id_of(initiative)),
    )


class Numbered(NamedTuple):
    """An indicator's number, and the version of its definition."""

    id: int
    version: int


def indicator_ids(session: Session, actor: Actor, slug: str) -> Mapping[str, Numbered]:
    """Every indicator of an initiative by its code, retired or not."""
    initiative = initiatives.get_own(session, actor, slug)
    found = session.exec(
        select(Indicator.code, Indicator.id, Indicator.version).where(
            Indicator.initiative_id == initiative.id
        )
    )
    return {code: Numbered(number or 0, version) for code, number, version in found}


def _partners(
    session: Session, actor: Actor, initiative_id: int
) -> Mapping[str, KnownPartner]:
    """Who takes part, or has taken part, and the day on which they left for good."""
    found: dict[str, KnownPartner] = {}
    for each in initiatives.list_participants(
        session, actor, initiative_id, Part.PARTNER
    ):
        known = found.get(each.slug)
        both = (known.ends, each.ends) if known else (each.ends,)
        ends = None if None in both else max(end for end in both if end)
        found[each.slug] = KnownPartner(
            each.organisation_id, each.slug, each.name, ends
        )
    return found


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
    Value.text,
    Value.may_quote,
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
        answer=Answer(
            figure=row.figure,
            numerator=None if is_half else row.numerator,
            denominator=None if is_half else row.denominator,
            text=row.text,
            reason=row.reason,
            estimated=row.estimated,
            note=row.note,
            may_quote=row.may_quote,
        ),
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


def _updates(
    session: Session, actor: Actor, initiative_id: int
) -> Mapping[UpdateKey, KnownUpdate]:
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
