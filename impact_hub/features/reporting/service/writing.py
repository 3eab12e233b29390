"""Giving figures. Each field is kept as soon as it is left; nothing is overwritten."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, exists, select

from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import MissingReason, Part
from impact_hub.features.indicators.service.placing import cell_ids
from impact_hub.features.reporting.models import HeldEntry, Update, Value
from impact_hub.features.reporting.queries.figures import EntryRow, answer_of
from impact_hub.features.reporting.queries.opening import (
    OpenIndicator,
    OpenUpdate,
    Sheet,
    open_for_writing,
    open_indicator,
)
from impact_hub.features.reporting.rules.completeness import (
    LONGEST_NUMBER,
    LONGEST_TEXT,
    Held,
    asks_below_zero,
    read_figure,
    sum_of_cells,
)
from impact_hub.features.reporting.rules.slots import Slot
from impact_hub.features.reporting.rules.workflow import (
    LONGEST_NOTE,
    LONGEST_REMARK,
    Status,
)
from impact_hub.identity.permissions import Actor
from impact_hub.kit import audit, clock
from impact_hub.kit.db import id_of, touch
from impact_hub.kit.errors import Conflict, Invalid, NotFound
from impact_hub.kit.forms import check_length
from impact_hub.texts import formats


@dataclass(frozen=True)
class Written:
    """What a verb has left: the update, and the one indicator that changed."""

    update: Update | None  # None: what was written last was taken out again
    entry: EntryRow | None = None

    @property
    def revision(self) -> int:
        """What the tab knows from now on."""
        return self.update.revision if self.update else 0


@dataclass(frozen=True)
class Remark:
    """What is said about a figure; None leaves it as it is."""

    note: str | None = None
    estimated: bool | None = None
    may_quote: bool | None = None  # whether words may be quoted with the partner's name


def write_entry(
    session: Session,
    actor: Actor,
    sheet: Sheet,
    slot: Slot,
    typed: str,
    *,
    is_sure: bool = False,
) -> Written:
    """Keep what was typed into one input; "" takes it out again.

    What can't be read, or may be a slip, is held back with its reason: the field shows
    it, it counts as nothing, and nothing is submitted over it. `is_sure` answers when
    an amount below zero was asked about. A figure takes the place of a reason for
    there being none.
    """
    at = _open(session, actor, sheet, slot.indicator_id, slot.cell)
    if not _has(at, slot):
        raise NotFound("indicators.no_such_cell", raw=str(slot.cell))
    text = typed.strip()
    if slot.part is Part.TEXT:
        check_length(text, most=LONGEST_TEXT, field=str(slot))
        return _keep(session, actor, at, slot, text, None)
    check_length(text, most=LONGEST_NUMBER, field=str(slot))
    figure, held = _read(at, slot, text, actor.locale, is_sure=is_sure)
    return _keep(session, actor, at, slot, figure, held)


def write_reason(
    session: Session,
    actor: Actor,
    sheet: Sheet,
    indicator_id: int,
    reason: MissingReason | None,
) -> Written:
    """Say why an indicator has no figure; it replaces what was typed before.

    None takes the reason out again, and leaves figures alone.
    """
    at = _open(session, actor, sheet, indicator_id)
    if reason is None and TOTAL not in at.values:
        return Written(at.of.update, at.entry())
    _begin(session, at.of)
    if reason is not None:
        for value in at.values.values():
            value.figure = value.numerator = value.denominator = None
            value.text, value.estimated, value.may_quote = "", False, False
        for slot in list(at.held):
            _drop_held(session, at, slot)
    _value(session, actor, at, TOTAL).reason = reason
    return _written(session, actor, at)


def write_remark(
    session: Session,
    actor: Actor,
    sheet: Sheet,
    indicator_id: int,
    said: Remark,
) -> Written:
    """Say something about a figure."""
    at = _open(session, actor, sheet, indicator_id)
    note = (said.note or "").strip()
    check_length(note, most=LONGEST_REMARK, field=f"{indicator_id}|note")
    if not (note or said.estimated or said.may_quote) and TOTAL not in at.values:
        return Written(at.of.update, at.entry())
    _begin(session, at.of)
    total = _value(session, actor, at, TOTAL)
    if said.note is not None:
        total.note = note
    if said.estimated is not None:
        total.estimated = said.estimated
    if said.may_quote is not None:
        total.may_quote = said.may_quote and bool(total.text)
    return _written(session, actor, at)


def write_note(session: Session, actor: Actor, sheet: Sheet, note: str) -> Written:
    """Say something about the whole period."""
    of = open_for_writing(session, actor, sheet)
    check_length(note, most=LONGEST_NOTE, field="note")
    if of.update is None and not note.strip():
        return Written(None)

    _begin(session, of).note = note.strip()
    has_more = bool(note.strip())
    return Written(_changed(session, actor, of, "note", has_more=has_more))


def add_up(session: Session, actor: Actor, of: OpenUpdate, indicator_id: int) -> None:
    """Set a total that is never typed, where its rule is newer than its figures.

    Whoever calls has opened the update for writing.
    """
    at = open_indicator(session, actor, of, indicator_id)
    if at.row.summed_over is not None:
        _sum_up(session, actor, at)
        session.flush()


def _open(
    session: Session, actor: Actor, sheet: Sheet, indicator_id: int, cell: Cell = TOTAL
) -> OpenIndicator:
    of = open_for_writing(session, actor, sheet)
    return open_indicator(session, actor, of, indicator_id, cell)


def _has(at: OpenIndicator, slot: Slot) -> bool:
    """Whether the form has this input: what is asked for, and what was filled in
    before its category was retired, so that it can still be corrected."""
    if slot.part not in at.row.of_kind.parts:
        return False
    if slot.cell.is_total:
        return not at.row.summed_over
    return slot.cell in at.row.cells or slot.cell in at.values or slot in at.held


def _read(
    at: OpenIndicator, slot: Slot, text: str, locale: str, *, is_sure: bool
) -> tuple[Decimal | None, Held | None]:
    """The figure that was typed, or why it is held back."""
    if not text:
        return None, None
    decimal = formats.decimal_sign(locale)
    try:
        figure = read_figure(text, at.row.kind, slot, decimal=decimal)
    except Invalid as refusal:
        return None, Held(text, refusal.code)
    before = at.values.get(slot.cell)
    is_new = before is None or answer_of(before).number(slot.part) != figure
    if is_new and not is_sure and asks_below_zero(figure, at.row.kind, slot.part):
        return None, Held(text, "reporting.is_it_below_zero")
    return figure, None


def _keep(
    session: Session,
    actor: Actor,
    at: OpenIndicator,
    slot: Slot,
    given: Decimal | str | None,
    held: Held | None,
) -> Written:
    is_something = given not in (None, "") or held is not None
    if not is_something and slot.cell not in at.values and slot not in at.held:
        return Written(at.of.update, at.entry())
    _begin(session, at.of)
    if given not in (None, "") or slot.cell in at.values:
        value = _value(session, actor, at, slot.cell)
        setattr(value, slot.part.value, given)
        value.definition_version = at.row.version
        value.may_quote = value.may_quote and bool(value.text)
    if held is None:
        _drop_held(session, at, slot)
    else:
        _hold(session, actor, at, slot, held)
    if given not in (None, "") and TOTAL in at.values:
        at.values[TOTAL].reason = None
    if at.row.summed_over and not slot.cell.is_total:
        _sum_up(session, actor, at)
    return _written(session, actor, at)


def _sum_up(session: Session, actor: Actor, at: OpenIndicator) -> None:
    """The total that is never typed."""
    cells = {cell: answer_of(value) for cell, value in at.values.items()}
    code = at.row.summed_over.code if at.row.summed_over else ""
    summed = sum_of_cells(code, cells)
    if summed.is_empty and TOTAL not in at.values:
        return
    total = _value(session, actor, at, TOTAL)
    total.figure = summed.figure
    total.numerator, total.denominator = summed.numerator, summed.denominator
    total.definition_version = at.row.version


def _value(session: Session, actor: Actor, at: OpenIndicator, cell: Cell) -> Value:
    if cell not in at.values:
        at.values[cell] = Value(
            update_id=id_of(_begin(session, at.of)),
            indicator_id=at.row.id,
            cell_id=_cell_id(session, actor, at, cell),
            definition_version=at.row.version,
        )
        session.add(at.values[cell])
    return at.values[cell]


def _cell_id(session: Session, actor: Actor, at: OpenIndicator, cell: Cell) -> int:
    if cell not in at.cells:
        at.cells.update(cell_ids(session, actor, id_of(at.of.initiative), [cell]))
    return at.cells[cell]


def _hold(
    session: Session, actor: Actor, at: OpenIndicator, slot: Slot, held: Held
) -> None:
    if slot not in at.held:
        at.held[slot] = HeldEntry(
            update_id=id_of(_begin(session, at.of)),
            indicator_id=at.row.id,
            cell_id=_cell_id(session, actor, at, slot.cell),
            part=slot.part,
            typed=held.typed,
            code=held.code,
        )
        session.add(at.held[slot])
    at.held[slot].typed, at.held[slot].code = held.typed, held.code


def _drop_held(session: Session, at: OpenIndicator, slot: Slot) -> None:
    entry = at.held.pop(slot, None)
    if entry is not None:
        session.delete(entry)


def _begin(session: Session, of: OpenUpdate) -> Update:
    """The update; it appears with the first thing that is said in it."""
    if of.update is None:
        of.update = Update(
            period_id=id_of(of.period), organisation_id=of.organisation_id
        )
        try:
            session.add(of.update)
            session.flush()
        except IntegrityError:  # another tab was faster by a moment
            raise Conflict("reporting.changed_elsewhere") from None
    return of.update


def _written(session: Session, actor: Actor, at: OpenIndicator) -> Written:
    """Leave no empty rows behind, and write down who wrote."""
    for cell, value in list(at.values.items()):
        if answer_of(value).is_empty and not value.note and not value.estimated:
            del at.values[cell]
            (session.expunge if value in session.new else session.delete)(value)
    has_more = bool(at.values or at.held)
    return Written(
        _changed(session, actor, at.of, at.row.code, has_more=has_more), at.entry()
    )


def _changed(
    session: Session, actor: Actor, of: OpenUpdate, among: str, *, has_more: bool
) -> Update | None:
    update, within = _begin(session, of), id_of(of.initiative)
    audit.record_again(
        session, actor, "update.write", id_of(update), within=within, among=among
    )
    touch(update, "changed_at", clock.now())
    session.flush()
    if not has_more and _is_untouched(session, update):
        session.delete(update)
        session.flush()
        of.update = None
    return of.update


def _is_untouched(session: Session, update: Update) -> bool:
    """Whether nothing is left of what was typed into a draft: then it is none."""
    if update.status is not Status.DRAFT or update.note or update.submitted_at:
        return False
    left = select(
        exists().where(col(Value.update_id) == update.id)
        | exists().where(col(HeldEntry.update_id) == update.id)
    )
    return not session.exec(left).one()
