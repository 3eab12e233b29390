"""What one field of an update needs to be written, in as few questions as can be.

Whoever types on a phone waits for each of them: so nothing is read of other indicators
and other partners.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, col, or_, select

from impact_hub.features.indicators.models import CellRecord
from impact_hub.features.indicators.queries.rows import asked_row
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.owing import is_asked, takes_part
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative, Participation, Period
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.reporting.models import (
    ApprovedValue,
    HeldEntry,
    Update,
    Value,
)
from impact_hub.features.reporting.queries.access import get_partner, get_period
from impact_hub.features.reporting.queries.figures import (
    EntryRow,
    answer_of,
    is_unread,
)
from impact_hub.features.reporting.rules.completeness import Held
from impact_hub.features.reporting.rules.slots import Slot
from impact_hub.features.reporting.rules.workflow import (
    LOCK_SENTENCES,
    Status,
    is_being_corrected,
    lock,
    window,
)
from impact_hub.identity.models import Organisation
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit import clock
from impact_hub.kit.calendar import Span
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import Conflict, NotFound


@dataclass(frozen=True)
class Sheet:
    """The update that a tab writes in: whose, when, and as it last knew it."""

    slug: str
    period_id: int
    organisation_slug: str
    revision: int


@dataclass
class OpenUpdate:
    """An update that its partner may write in; None where nobody has begun it."""

    initiative: Initiative
    period: Period
    organisation_id: int
    takes_part: tuple[Participation, ...]
    update: Update | None

    @property
    def span(self) -> Span:
        """The days that it is about."""
        return Span(self.period.starts, self.period.ends, self.period.rhythm)


@dataclass
class OpenIndicator:
    """One indicator of it, with the rows that are about to change."""

    of: OpenUpdate
    row: IndicatorRow
    cells: dict[Cell, int]
    previous: Mapping[Cell, Answer]
    answered: int | None  # the version of its definition that was answered last
    values: dict[Cell, Value] = field(default_factory=dict[Cell, Value])
    held: dict[Slot, HeldEntry] = field(default_factory=dict[Slot, HeldEntry])
    counts: dict[Cell, Answer] = field(default_factory=dict[Cell, Answer])

    def entry(self) -> EntryRow:
        """It, as pages read it."""
        return EntryRow(
            indicator=self.row,
            values={cell: answer_of(value) for cell, value in self.values.items()},
            previous=self.previous,
            counts=self.counts,
            held={
                slot: Held(each.typed, each.code) for slot, each in self.held.items()
            },
            is_unread=is_unread(self.row, self.of.organisation_id, self.answered),
        )


def open_for_writing(session: Session, actor: Actor, sheet: Sheet) -> OpenUpdate:
    """The update behind a tab, as it is now; refused if locked or moved on."""
    actor.require_sign_in()
    found = _find(session, actor, sheet)
    actor.require(Permission.FIGURES_WRITE, at=found.organisation_id)
    own = select(Update).where(
        Update.period_id == found.period.id,
        Update.organisation_id == found.organisation_id,
    )
    # Read as it is once nobody else can change it, whatever was read of it before.
    own = own.with_for_update().execution_options(populate_existing=True)
    found.update = session.exec(own).one_or_none()
    _check_lock(session, actor, found)
    if sheet.revision != (found.update.revision if found.update else 0):
        raise Conflict("reporting.changed_elsewhere")
    return found


def open_indicator(
    session: Session,
    actor: Actor,
    of: OpenUpdate,
    indicator_id: int,
    cell: Cell = TOTAL,
) -> OpenIndicator:
    """One indicator of an open update, if its partner is asked for it."""
    initiative_id, at = id_of(of.initiative), of.organisation_id
    row = asked_row(session, actor, initiative_id, indicator_id, at)
    is_there = takes_part(of.takes_part, of.span)
    if row is None or not (is_there and is_asked(row, at, of.span)):
        raise NotFound("indicators.no_such_indicator")
    opened = _with_values(session, of, row, {TOTAL, cell})
    if of.update is not None:
        _add_what_waits(session, opened, of.update)
        if is_being_corrected(of.update.status, of.update.approved_at):
            _add_what_counts(session, opened, of.update)
    return opened


def _find(session: Session, actor: Actor, sheet: Sheet) -> OpenUpdate:
    found = session.exec(
        select(Period, Initiative, Organisation, Participation)
        .join(Initiative, col(Initiative.id) == Period.initiative_id)
        .join(Organisation, col(Organisation.slug) == sheet.organisation_slug)
        .join(
            Participation,
            (col(Participation.initiative_id) == Initiative.id)
            & (col(Participation.organisation_id) == Organisation.id)
            & (col(Participation.part) == Part.PARTNER),
        )
        .where(Initiative.slug == sheet.slug, Period.id == sheet.period_id)
    ).all()
    for period, initiative, organisation, _ in found:
        own = {initiative.lead_id, id_of(organisation)} & actor.roles.keys()
        if actor.is_house or own:
            times = tuple(each for *_, each in found)
            return OpenUpdate(
                initiative, period, id_of(organisation), times, update=None
            )
    raise _why_not(session, actor, sheet)


def _why_not(session: Session, actor: Actor, sheet: Sheet) -> NotFound:
    """What of it there is not, as far as the actor may know."""
    period = get_period(session, actor, sheet.slug, sheet.period_id)
    initiative = session.get_one(Initiative, period.initiative_id)
    get_partner(session, actor, initiative, sheet.organisation_slug)
    return NotFound("reporting.no_such_update")


def _check_lock(session: Session, actor: Actor, of: OpenUpdate) -> None:
    update, period = of.update, of.period
    locked = lock(
        update.status if update else Status.DRAFT,
        window(period.opens_on, period.due_on, period.closed_at, today=clock.today()),
        is_correction=update is not None
        and is_being_corrected(update.status, update.approved_at),
    )
    if locked is not None:
        backbone = initiatives.lead_of(session, actor, of.initiative).name
        raise Conflict(LOCK_SENTENCES[locked], backbone=backbone)


def _with_values(
    session: Session, of: OpenUpdate, row: IndicatorRow, cells: Collection[Cell]
) -> OpenIndicator:
    """The indicator's values in this update and in the one before; the numbers of the
    cells that may be written in come along."""
    before = _before(of)
    own = col(Value.update_id) == (of.update.id if of.update else None)
    found = session.exec(
        select(CellRecord, Value)
        .outerjoin(
            Value,
            (col(Value.cell_id) == CellRecord.id)
            & (col(Value.indicator_id) == row.id)
            & or_(own, col(Value.update_id) == before),
        )
        .where(
            CellRecord.initiative_id == of.initiative.id,
            or_(
                col(Value.id).is_not(None),
                col(CellRecord.key).in_([str(cell) for cell in cells]),
            ),
        )
    ).all()
    values: dict[Cell, Value] = {}
    previous: dict[Cell, Value] = {}
    numbers: dict[Cell, int] = {}
    for record, value in found:
        cell = Cell.read(record.key)
        numbers[cell] = id_of(record)
        if value is not None:  # pyright: ignore[reportUnnecessaryComparison]
            is_own = of.update is not None and value.update_id == of.update.id
            (values if is_own else previous)[cell] = value
    return OpenIndicator(
        of,
        row,
        numbers,
        previous={cell: answer_of(value) for cell, value in previous.items()},
        answered=max((v.definition_version for v in previous.values()), default=None),
        values=values,
    )


def _before(of: OpenUpdate):  # noqa: ANN202 - a part of a statement
    """The partner's last update before this period, to compare with."""
    return (
        select(Update.id)
        .join(Period, col(Period.id) == Update.period_id)
        .where(
            Update.organisation_id == of.organisation_id,
            Period.initiative_id == of.initiative.id,
            Period.rhythm == of.period.rhythm,
            Period.starts < of.period.starts,
        )
        .order_by(col(Period.starts).desc())
        .limit(1)
        .scalar_subquery()
    )


def _add_what_waits(session: Session, to: OpenIndicator, update: Update) -> None:
    for entry, key in session.exec(
        select(HeldEntry, CellRecord.key)
        .join(CellRecord, col(CellRecord.id) == HeldEntry.cell_id)
        .where(HeldEntry.update_id == update.id, HeldEntry.indicator_id == to.row.id)
    ):
        to.held[Slot(to.row.id, Cell.read(key), entry.part)] = entry


def _add_what_counts(session: Session, to: OpenIndicator, update: Update) -> None:
    for value, key in session.exec(
        select(ApprovedValue, CellRecord.key)
        .join(CellRecord, col(CellRecord.id) == ApprovedValue.cell_id)
        .where(
            ApprovedValue.update_id == update.id,
            ApprovedValue.indicator_id == to.row.id,
        )
    ):
        to.counts[Cell.read(key)] = answer_of(value)
