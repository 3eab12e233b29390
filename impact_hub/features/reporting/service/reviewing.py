"""The backbone's decision on an update."""

from sqlmodel import Session

from impact_hub.features.initiatives.models import Initiative, Period
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.queries.access import get_update
from impact_hub.features.reporting.rules.workflow import Status, move
from impact_hub.features.reporting.service.submitting import record
from impact_hub.features.reporting.service.values import let_count
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit import clock
from impact_hub.kit.errors import Conflict, Invalid


def approve(session: Session, actor: Actor, update_id: int, *, revision: int) -> Update:
    """Accept an update as the reviewer has seen it; from now on its figures count."""
    update = _to_review(session, actor, update_id, revision)

    update.status = move(update.status, Status.APPROVED)
    _decided(update, actor)
    update.first_approved_at = update.first_approved_at or clock.now()
    update.return_reason = ""
    let_count(session, actor, update)
    record(session, actor, "update.approve", update)
    return update


def return_update(
    session: Session, actor: Actor, update_id: int, *, revision: int, reason: str
) -> Update:
    """Give an update back with a reason. An approved one stops counting meanwhile."""
    update = _to_review(session, actor, update_id, revision)
    if not reason.strip():
        raise Invalid("reporting.reason_needed", field="reason")

    update.status = move(update.status, Status.RETURNED)
    _decided(update, actor)
    update.return_reason = reason.strip()[:2000]
    record(session, actor, "update.return", update)
    return update


def _to_review(session: Session, actor: Actor, update_id: int, revision: int) -> Update:
    update = get_update(session, actor, update_id, lock=True)
    period = session.get_one(Period, update.period_id)
    initiative = session.get_one(Initiative, period.initiative_id)
    actor.require(Permission.FIGURES_REVIEW, at=initiative.lead_id)
    if update.revision != revision:
        raise Conflict("reporting.changed_elsewhere")
    return update


def _decided(update: Update, actor: Actor) -> None:
    update.reviewed_at, update.reviewed_by = clock.now(), actor.name
    update.reviewed_by_id = actor.person_id
