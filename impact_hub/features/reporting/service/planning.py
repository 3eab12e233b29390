"""Periods: opened once, for all partners together."""

from datetime import date

from sqlmodel import Session, col, exists, select

from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Period
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.rules.workflow import check_window
from impact_hub.identity.permissions import Actor
from impact_hub.kit import audit, clock
from impact_hub.kit.calendar import Rhythm, Span, containing
from impact_hub.kit.db import check_revision, id_of
from impact_hub.kit.errors import Conflict, Invalid, NotFound


def add_period(
    session: Session,
    actor: Actor,
    slug: str,
    span: Span,
    *,
    opens_on: date | None,
    due_on: date | None,
) -> Period:
    """Open a stretch of time for reporting, from `opens_on` on, due by `due_on`."""
    initiative = initiatives.get_to_edit(session, actor, slug)
    check_window(opens_on, due_on)
    _check_span(session, id_of(initiative), span)

    period = Period(
        initiative_id=id_of(initiative),
        rhythm=span.rhythm,
        starts=span.starts,
        ends=span.ends,
        opens_on=opens_on,
        due_on=due_on,
    )
    session.add(period)
    session.flush()
    _record(session, actor, "period.add", period)
    return period


def change_window(
    session: Session,
    actor: Actor,
    slug: str,
    period_id: int,
    *,
    opens_on: date | None,
    due_on: date | None,
    revision: int | None = None,
) -> None:
    """Change from when and until when a period can be reported on."""
    period = _period_to_edit(session, actor, slug, period_id)
    check_revision(period, revision)
    check_window(opens_on, due_on)

    period.opens_on, period.due_on = opens_on, due_on
    _record(session, actor, "period.change_window", period)


def close_period(session: Session, actor: Actor, slug: str, period_id: int) -> None:
    """End the reporting on a period. What was returned can still be corrected."""
    period = _period_to_edit(session, actor, slug, period_id)

    period.closed_at = period.closed_at or clock.now()
    _record(session, actor, "period.close", period)


def reopen_period(session: Session, actor: Actor, slug: str, period_id: int) -> None:
    """Let a closed period be reported on again."""
    period = _period_to_edit(session, actor, slug, period_id)

    period.closed_at = None
    _record(session, actor, "period.reopen", period)


def remove_period(session: Session, actor: Actor, slug: str, period_id: int) -> None:
    """Take back a period that nobody has reported on."""
    period = _period_to_edit(session, actor, slug, period_id)
    # Whoever is just beginning an update is waited for, and whoever comes later waits.
    session.refresh(period, with_for_update=True)
    begun = select(exists().where(col(Update.period_id) == period.id))
    if session.exec(begun).one():
        raise Conflict("reporting.period_has_updates")

    session.delete(period)
    _record(session, actor, "period.remove", period)


def _period_to_edit(
    session: Session, actor: Actor, slug: str, period_id: int
) -> Period:
    initiative = initiatives.get_to_edit(session, actor, slug)
    period = session.get(Period, period_id)
    if period is None or period.initiative_id != initiative.id:
        raise NotFound("reporting.no_such_period")
    return period


def _check_span(session: Session, initiative_id: int, span: Span) -> None:
    if span.ends < span.starts:
        raise Invalid("calendar.ends_before_start", field="ends")
    if span.rhythm is not Rhythm.SPAN and span != containing(span.starts, span.rhythm):
        raise Invalid("reporting.not_in_rhythm", field="ends")
    overlapping = select(Period).where(
        Period.initiative_id == initiative_id,
        Period.rhythm == span.rhythm,
        Period.starts <= span.ends,
        Period.ends >= span.starts,
    )
    other = session.exec(overlapping).first()
    if other is not None:
        raise Invalid(
            "reporting.period_overlaps",
            field="starts",
            starts=other.starts,
            ends=other.ends,
        )


def _record(session: Session, actor: Actor, action: str, period: Period) -> None:
    span = Span(period.starts, period.ends, period.rhythm)
    audit.record(
        session, actor, action, period.id, within=period.initiative_id, period=span.code
    )
