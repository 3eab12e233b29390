"""Giving figures. Each field is kept as soon as it is left; nothing is overwritten."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from impact_hub.features.indicators.models import CellRecord, Indicator
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import KINDS, MissingReason, Part
from impact_hub.features.indicators.rules.numbers import parse_number
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.indicators.service.placing import cell_ids
from impact_hub.features.reporting.models import Update, Value
from impact_hub.features.reporting.queries import forms
from impact_hub.features.reporting.queries.access import get_update
from impact_hub.features.reporting.queries.figures import answer_of
from impact_hub.features.reporting.queries.forms import FormRow
from impact_hub.features.reporting.rules.completeness import (
    check_figure,
    field_of,
    sum_of_cells,
)
from impact_hub.features.reporting.rules.workflow import LOCK_SENTENCES
from impact_hub.features.reporting.service.values import note_correction
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit import clock
from impact_hub.kit.db import id_of, touch
from impact_hub.kit.errors import Conflict, NotFound
from impact_hub.texts import formats


@dataclass(frozen=True)
class Sheet:
    """The update that a tab writes in: whose, when, and as it last knew it."""

    slug: str
    period_id: int
    organisation_slug: str
    revision: int


@dataclass(frozen=True)
class Place:
    """One input of an update."""

    indicator_id: int
    cell: Cell = TOTAL
    part: Part = Part.FIGURE


def write_figure(
    session: Session, actor: Actor, sheet: Sheet, place: Place, typed: str
) -> Update:
    """Keep what was typed into one input; "" takes it out again.

    A figure takes the place of a reason for there being none.
    """
    form, begun = open_sheet(session, actor, sheet)
    indicator = _asked(form, place.indicator_id)
    if not _has(form, indicator, place):
        raise NotFound("indicators.no_such_cell", raw=str(place.cell))
    field = field_of(place.indicator_id, place.cell, place.part)
    figure: Decimal | None = None
    if typed.strip():
        figure = parse_number(
            typed, decimal=formats.decimal_sign(actor.locale), field=field
        )
        check_figure(figure, indicator.kind, field=field)

    update = begun or _begin(session, form)
    value = _value(session, actor, update, place.indicator_id, place.cell)
    before = answer_of(value)
    setattr(value, place.part.value, figure)
    if figure is not None:
        value.reason = None
    _keep(session, actor, update, value, before)
    if figure is not None:
        _drop_reason(session, actor, update, place.indicator_id)
    if indicator.summed_over and not place.cell.is_total:
        add_up(session, actor, update, indicator)
    return _changed(session, update)


def write_reason(
    session: Session,
    actor: Actor,
    sheet: Sheet,
    indicator_id: int,
    reason: MissingReason | None,
) -> Update:
    """Say why an indicator has no figure; it replaces figures typed before.

    None takes the reason out again, and leaves figures alone.
    """
    form, begun = open_sheet(session, actor, sheet)
    _asked(form, indicator_id)
    update = begun or _begin(session, form)

    total = _value(session, actor, update, indicator_id, TOTAL)
    for value in _values(session, update, indicator_id).values():
        before = answer_of(value)
        if reason is not None:
            value.figure = value.numerator = value.denominator = None
            value.estimated = False
        if value.cell_id == total.cell_id:
            value.reason = reason
        _keep(session, actor, update, value, before)
    return _changed(session, update)


def write_remark(
    session: Session,
    actor: Actor,
    sheet: Sheet,
    indicator_id: int,
    *,
    note: str,
    estimated: bool,
) -> Update:
    """Say something about a figure, and whether it is an estimate."""
    form, begun = open_sheet(session, actor, sheet)
    _asked(form, indicator_id)
    update = begun or _begin(session, form)

    total = _value(session, actor, update, indicator_id, TOTAL)
    total.note, total.estimated = note.strip()[:1000], estimated
    return _changed(session, update)


def write_note(session: Session, actor: Actor, sheet: Sheet, note: str) -> Update:
    """Say something about the whole period."""
    form, begun = open_sheet(session, actor, sheet)

    update = begun or _begin(session, form)
    update.note = note.strip()[:4000]
    return _changed(session, update)


def open_sheet(
    session: Session, actor: Actor, sheet: Sheet
) -> tuple[FormRow, Update | None]:
    """The update behind a tab, as it is now; refused if locked or moved on."""
    form = forms.get_form(
        session, actor, sheet.slug, sheet.period_id, sheet.organisation_slug
    )
    actor.require(Permission.FIGURES_WRITE, at=form.organisation_id)
    if form.lock is not None:
        raise Conflict(LOCK_SENTENCES[form.lock], backbone=form.backbone)
    update = None
    if form.update_id is not None:
        update = get_update(session, actor, form.update_id, lock=True)
    # Only now is it certain that nobody changes it in between.
    if sheet.revision != (update.revision if update else 0):
        raise Conflict("reporting.changed_elsewhere")
    return form, update


def _begin(session: Session, form: FormRow) -> Update:
    update = Update(period_id=form.period_id, organisation_id=form.organisation_id)
    try:
        with session.begin_nested():
            session.add(update)
    except IntegrityError:  # another tab was faster by a moment
        raise Conflict("reporting.changed_elsewhere") from None
    return update


def _asked(form: FormRow, indicator_id: int) -> IndicatorRow:
    """The indicator, if this partner is asked for it."""
    for indicator in form.indicators:
        if indicator.id == indicator_id:
            return indicator
    raise NotFound("indicators.no_such_indicator")


def _has(form: FormRow, indicator: IndicatorRow, place: Place) -> bool:
    """Whether the form has this input: what is asked for, and what was filled in
    before its category was retired, so that it can still be corrected."""
    if place.part not in KINDS[indicator.kind].parts:
        return False
    if place.cell.is_total:
        return not indicator.summed_over
    filled = form.values.get(indicator.id, {})
    return place.cell in forms.asked_of(indicator).cells or place.cell in filled


def add_up(
    session: Session, actor: Actor, update: Update, indicator: IndicatorRow
) -> None:
    """Set the total that is never typed: the sum over the first dimension.

    Whoever calls knows that the actor may write in this update.
    """
    cells = {
        cell: answer_of(value)
        for cell, value in _values(session, update, indicator.id).items()
    }
    code = indicator.summed_over.code if indicator.summed_over else ""
    summed = sum_of_cells(code, cells)
    total = _value(session, actor, update, indicator.id, TOTAL)
    before = answer_of(total)
    total.figure = summed.figure
    total.numerator, total.denominator = summed.numerator, summed.denominator
    _keep(session, actor, update, total, before)


def _drop_reason(
    session: Session, actor: Actor, update: Update, indicator_id: int
) -> None:
    """There is a figure now."""
    total = _found(session, update, indicator_id, TOTAL)
    if total is not None and total.reason is not None:
        before = answer_of(total)
        total.reason = None
        _keep(session, actor, update, total, before)


def _found(
    session: Session, update: Update, indicator_id: int, cell: Cell
) -> Value | None:
    return session.exec(
        select(Value)
        .join(CellRecord, col(CellRecord.id) == Value.cell_id)
        .where(
            Value.update_id == update.id,
            Value.indicator_id == indicator_id,
            CellRecord.key == str(cell),
        )
    ).one_or_none()


def _value(
    session: Session, actor: Actor, update: Update, indicator_id: int, cell: Cell
) -> Value:
    found = _found(session, update, indicator_id, cell)
    if found is None:
        indicator = session.get_one(Indicator, indicator_id)
        cells = cell_ids(session, actor, indicator.initiative_id, [cell])
        found = Value(
            update_id=id_of(update), indicator_id=indicator_id, cell_id=cells[cell]
        )
        session.add(found)
        session.flush()
    return found


def _values(session: Session, update: Update, indicator_id: int) -> dict[Cell, Value]:
    found = session.exec(
        select(Value, CellRecord.key)
        .join(CellRecord, col(CellRecord.id) == Value.cell_id)
        .where(Value.update_id == update.id, Value.indicator_id == indicator_id)
    )
    return {Cell.read(key): value for value, key in found}


def _keep(
    session: Session, actor: Actor, update: Update, value: Value, before: Answer
) -> None:
    why = update.return_reason
    note_correction(session, actor, update, value, before=before, why=why)


def _changed(session: Session, update: Update) -> Update:
    touch(update, "changed_at", clock.now())
    session.flush()
    return update
