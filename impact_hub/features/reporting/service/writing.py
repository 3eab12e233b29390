"""Giving figures. Each field is kept as soon as it is left; nothing is overwritten."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from impact_hub.features.indicators.queries import IndicatorRow
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import MissingReason, ValueKind
from impact_hub.features.indicators.rules.numbers import parse_number
from impact_hub.features.reporting.models import Update, Value
from impact_hub.features.reporting.queries import forms
from impact_hub.features.reporting.queries.access import get_update
from impact_hub.features.reporting.queries.forms import FormRow
from impact_hub.features.reporting.rules.completeness import (
    Entered,
    check_figure,
    field_of,
    sum_of_cells,
)
from impact_hub.features.reporting.rules.corrections import written
from impact_hub.features.reporting.rules.workflow import LOCK_SENTENCES
from impact_hub.features.reporting.service.values import note_correction
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import Conflict, NotFound
from impact_hub.texts import formats


class Part(StrEnum):
    """Which part of a value an input holds."""

    FIGURE = "figure"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True)
class Sheet:
    """The update that a tab writes in: whose, when, and as it last knew it."""

    slug: str
    period_id: int
    organisation_slug: str
    version: int


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
    form, update = _open(session, actor, sheet)
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

    value = _value(session, update, place.indicator_id, place.cell)
    before = written(value)
    setattr(value, place.part, figure)
    if figure is not None:
        value.reason = None
    _keep(session, actor, update, value, before)
    if figure is not None:
        _drop_reason(session, actor, update, place.indicator_id)
    if indicator.total_is_sum and not place.cell.is_total:
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
    form, update = _open(session, actor, sheet)
    _asked(form, indicator_id)

    _value(session, update, indicator_id, TOTAL)
    for value in _values(session, update, indicator_id):
        before = written(value)
        if reason is not None:
            value.figure = value.numerator = value.denominator = None
            value.estimated = False
        if not value.cell:
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
    form, update = _open(session, actor, sheet)
    _asked(form, indicator_id)

    total = _value(session, update, indicator_id, TOTAL)
    total.note, total.estimated = note.strip()[:1000], estimated
    return _changed(session, update)


def write_note(session: Session, actor: Actor, sheet: Sheet, note: str) -> Update:
    """Say something about the whole period."""
    _, update = _open(session, actor, sheet)

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
    if sheet.version != (update.version if update else 0):
        raise Conflict("reporting.changed_elsewhere")
    return form, update


def _open(session: Session, actor: Actor, sheet: Sheet) -> tuple[FormRow, Update]:
    form, update = open_sheet(session, actor, sheet)
    if update is not None:
        return form, update
    update = Update(period_id=form.period_id, organisation_id=form.organisation_id)
    try:
        with session.begin_nested():
            session.add(update)
    except IntegrityError:  # another tab was faster by a moment
        raise Conflict("reporting.changed_elsewhere") from None
    return form, update


def _asked(form: FormRow, indicator_id: int) -> IndicatorRow:
    """The indicator, if this partner is asked for it."""
    for indicator in form.indicators:
        if indicator.id == indicator_id:
            return indicator
    raise NotFound("indicators.no_such_indicator")


def _has(form: FormRow, indicator: IndicatorRow, place: Place) -> bool:
    """Whether the form has this input: what is asked for, and what was filled in
    before its category was retired, so that it can still be corrected."""
    parts = (
        (Part.NUMERATOR, Part.DENOMINATOR)
        if indicator.kind is ValueKind.RATIO
        else (Part.FIGURE,)
    )
    if place.part not in parts:
        return False
    if place.cell.is_total:
        return not indicator.total_is_sum
    filled = form.values.get(indicator.id, {})
    return place.cell in forms.asked_of(indicator).cells or place.cell in filled


def add_up(
    session: Session, actor: Actor, update: Update, indicator: IndicatorRow
) -> None:
    """Set the total that is never typed: the sum over the first dimension.

    Whoever calls knows that the actor may write in this update.
    """
    cells = {
        Cell.read(v.cell): Entered(v.figure, v.numerator, v.denominator)
        for v in _values(session, update, indicator.id)
    }
    summed = sum_of_cells(indicator.dimensions[0].code, cells)
    total = _value(session, update, indicator.id, TOTAL)
    before = written(total)
    total.figure = summed.figure
    total.numerator, total.denominator = summed.numerator, summed.denominator
    _keep(session, actor, update, total, before)


def _drop_reason(
    session: Session, actor: Actor, update: Update, indicator_id: int
) -> None:
    """There is a figure now."""
    total = _found(session, update, indicator_id, TOTAL)
    if total is not None and total.reason is not None:
        before = written(total)
        total.reason = None
        _keep(session, actor, update, total, before)


def _found(
    session: Session, update: Update, indicator_id: int, cell: Cell
) -> Value | None:
    return session.exec(
        select(Value).where(
            Value.update_id == update.id,
            Value.indicator_id == indicator_id,
            Value.cell == str(cell),
        )
    ).one_or_none()


def _value(session: Session, update: Update, indicator_id: int, cell: Cell) -> Value:
    found = _found(session, update, indicator_id, cell)
    if found is None:
        found = Value(
            update_id=id_of(update), indicator_id=indicator_id, cell=str(cell)
        )
        session.add(found)
        session.flush()
    return found


def _values(session: Session, update: Update, indicator_id: int) -> list[Value]:
    return list(
        session.exec(
            select(Value).where(
                Value.update_id == update.id, Value.indicator_id == indicator_id
            )
        )
    )


def _keep(
    session: Session, actor: Actor, update: Update, value: Value, before: str
) -> None:
    why = update.return_reason
    note_correction(session, actor, update, value, before=before, why=why)


def _changed(session: Session, update: Update) -> Update:
    update.version += 1
    session.flush()
    return update
