"""One partner's update of one period, with everything that its form needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.models import CellRecord
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.owing import owes
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative, Period
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.reporting.models import ApprovedValue, Correction, Update
from impact_hub.features.reporting.queries.access import get_partner, get_period
from impact_hub.features.reporting.queries.figures import (
    EntryRow,
    Values,
    asked_of,
    held_of,
    is_unread,
    summed,
    values_of,
    versions_of,
)
from impact_hub.features.reporting.rules.completeness import Asked, Held
from impact_hub.features.reporting.rules.slots import Slot
from impact_hub.features.reporting.rules.workflow import (
    Lock,
    Status,
    Window,
    is_being_corrected,
    lock,
    window,
)
from impact_hub.identity.models import Organisation
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit import clock
from impact_hub.kit.calendar import Span
from impact_hub.kit.db import id_of


@dataclass(frozen=True)
class CorrectionRow:
    """A value that changed after its approval."""

    indicator_id: int
    cell: Cell
    before: str
    after: str
    at: datetime
    who: str
    why: str


@dataclass(frozen=True)
class FormRow:
    """One partner's update of one period."""

    initiative_slug: str
    backbone: str
    period_id: int
    span: Span
    opens_on: date | None
    due_on: date | None
    window: Window
    organisation_id: int
    organisation_slug: str
    organisation: str
    update_id: int | None
    status: Status
    revision: int  # of the update; 0: nothing was begun
    note: str
    return_reason: str
    correction_reason: str
    withdrawal_reason: str
    is_being_corrected: bool  # what was approved counts until this is
    submitted_at: datetime | None
    submitted_by: str
    reviewed_at: datetime | None
    reviewed_by: str
    first_approved_at: datetime | None
    lock: Lock | None
    may_write: bool
    may_review: bool
    indicators: tuple[IndicatorRow, ...]
    values: Values
    previous: Values
    previous_span: Span | None
    approved: Values  # what counts, while it is being corrected
    held: Mapping[Slot, Held]
    unread: frozenset[int]  # indicators whose newest definition was not confirmed yet
    corrections: tuple[CorrectionRow, ...]

    def asked(self, locale: str = "") -> tuple[Asked, ...]:
        """What is asked for, as the rules look at it."""
        return tuple(asked_of(each, locale) for each in self.indicators)

    @property
    def entries(self) -> tuple[EntryRow, ...]:
        """Each indicator with what stands in it, in order."""
        return tuple(
            EntryRow(
                indicator=each,
                values=self.values.get(each.id, {}),
                previous=self.previous.get(each.id, {}),
                counts=self.approved.get(each.id, {}),
                held={s: h for s, h in self.held.items() if s.indicator_id == each.id},
                is_unread=each.id in self.unread,
            )
            for each in self.indicators
        )


def get_form(
    session: Session, actor: Actor, slug: str, period_id: int, organisation_slug: str
) -> FormRow:
    """An update for its partner to fill in, or for the backbone to review."""
    period = get_period(session, actor, slug, period_id)
    initiative = session.get_one(Initiative, period.initiative_id)
    organisation = get_partner(session, actor, initiative, organisation_slug)
    update = _update_of(session, period, id_of(organisation))
    return _form(session, actor, initiative, period, organisation, update)


def get_form_of(session: Session, actor: Actor, update: Update) -> FormRow:
    """The same for an update that is known."""
    period = session.get_one(Period, update.period_id)
    initiative = session.get_one(Initiative, period.initiative_id)
    organisation = session.get_one(Organisation, update.organisation_id)
    return get_form(session, actor, initiative.slug, id_of(period), organisation.slug)


def _form(
    session: Session,
    actor: Actor,
    initiative: Initiative,
    period: Period,
    organisation: Organisation,
    update: Update | None,
) -> FormRow:
    at = id_of(organisation)
    partners = initiatives.list_participants(
        session, actor, id_of(initiative), Part.PARTNER
    )
    span = Span(period.starts, period.ends, period.rhythm)
    asked = tuple(
        each
        for each in indicators.list_indicators(
            session, actor, initiative.slug, retired=True
        )
        if owes(each, at, partners, span)
    )
    before = _before(session, period, at)
    answered = versions_of(session, actor, before[0]) if before else {}
    update_id = None if update is None else id_of(update)
    ids = [i for i in (update_id, before[0] if before else None) if i is not None]
    values = values_of(session, actor, ids)
    shown = update or Update(period_id=id_of(period), organisation_id=at)
    now = window(period.opens_on, period.due_on, period.closed_at, today=clock.today())
    is_correction = is_being_corrected(shown.status, shown.approved_at)
    locked = lock(shown.status, now, is_correction=is_correction)
    current = values[update_id] if update_id is not None else {}
    if locked is None:  # a total that is a sum by now may have been typed before
        current = {**current, **summed(asked, current)}
    approved = (
        values_of(session, actor, [update_id], table=ApprovedValue)[update_id]
        if update_id is not None and is_correction
        else {}
    )
    return FormRow(
        initiative_slug=initiative.slug,
        backbone=initiatives.lead_of(session, actor, initiative).name,
        period_id=id_of(period),
        span=Span(period.starts, period.ends, period.rhythm),
        opens_on=period.opens_on,
        due_on=period.due_on,
        window=now,
        organisation_id=at,
        organisation_slug=organisation.slug,
        organisation=organisation.name,
        update_id=update_id,
        status=shown.status,
        revision=shown.revision if update else 0,
        note=shown.note,
        return_reason=shown.return_reason,
        correction_reason=shown.correction_reason,
        withdrawal_reason=shown.withdrawal_reason,
        is_being_corrected=is_correction,
        submitted_at=shown.submitted_at,
        submitted_by=shown.submitted_by,
        reviewed_at=shown.reviewed_at,
        reviewed_by=shown.reviewed_by,
        first_approved_at=shown.first_approved_at,
        lock=locked,
        may_write=actor.may(Permission.FIGURES_WRITE, at=at),
        may_review=actor.may(Permission.FIGURES_REVIEW, at=initiative.lead_id),
        indicators=asked,
        values=current,
        previous=values[before[0]] if before else {},
        previous_span=before[1] if before else None,
        approved=approved,
        held=held_of(session, actor, update_id) if update_id is not None else {},
        unread=frozenset(
            each.id for each in asked if is_unread(each, at, answered.get(each.id))
        ),
        corrections=_corrections(session, update_id),
    )


def _update_of(session: Session, period: Period, organisation_id: int) -> Update | None:
    return session.exec(
        select(Update).where(
            Update.period_id == period.id, Update.organisation_id == organisation_id
        )
    ).one_or_none()


def _before(
    session: Session, period: Period, organisation_id: int
) -> tuple[int, Span] | None:
    """The partner's last update before this period, to compare with."""
    last = (
        select(Update, Period)
        .join(Period, col(Period.id) == Update.period_id)
        .where(
            Update.organisation_id == organisation_id,
            Period.initiative_id == period.initiative_id,
            Period.rhythm == period.rhythm,
            Period.starts < period.starts,
        )
        .order_by(col(Period.starts).desc())
        .limit(1)
    )
    found = session.exec(last).one_or_none()
    if found is None:
        return None
    update, when = found
    return id_of(update), Span(when.starts, when.ends, when.rhythm)


def _corrections(session: Session, update_id: int | None) -> tuple[CorrectionRow, ...]:
    if update_id is None:
        return ()
    found = session.exec(
        select(Correction, CellRecord.key)
        .join(CellRecord, col(CellRecord.id) == Correction.cell_id)
        .where(Correction.update_id == update_id)
        .order_by(col(Correction.at), col(Correction.id))
    )
    return tuple(
        CorrectionRow(
            each.indicator_id,
            Cell.read(key),
            each.before,
            each.after,
            each.at,
            each.who,
            each.why,
        )
        for each, key in found
    )
