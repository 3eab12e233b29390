"""The backbone's decision on an update."""

from collections.abc import Sequence

from sqlmodel import Session

from impact_hub.features.initiatives.models import Initiative, Period
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.queries.access import get_update
from impact_hub.features.reporting.rules.workflow import LONGEST_REASON, Status, move
from impact_hub.features.reporting.service.submitting import record
from impact_hub.features.reporting.service.values import Author, let_count, withdraw
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit import clock
from impact_hub.kit.errors import Conflict, Invalid
from impact_hub.kit.forms import check_length


def approve(session: Session, actor: Actor, update_id: int, *, revision: int) -> Update:
    """Accept an update as the reviewer has seen it; from now on its figures count."""
    update = _to_review(session, actor, update_id, revision)

    update.status = move(update.status, Status.APPROVED)
    _decided(update, actor)
    let_count(
        session,
        actor,
        update,
        by=Author(update.submitted_by, update.submitted_by_id),
        why=update.correction_reason
        or update.return_reason
        or update.withdrawal_reason,
    )
    update.return_reason = ""
    record(session, actor, "update.approve", update)
    return update


def approve_many(
    session: Session, actor: Actor, seen: Sequence[tuple[int, int]]
) -> list[Update]:
    """Accept several updates, each as it was seen, by number and revision; all of them
    or none."""
    return [
        approve(session, actor, update_id, revision=revision)
        for update_id, revision in seen
    ]


def return_update(
    session: Session, actor: Actor, update_id: int, *, revision: int, reason: str
) -> Update:
    """Give an update back with a reason. What was approved of it counts meanwhile."""
    update = _to_review(session, actor, update_id, revision)
    reason = needed_reason(reason)

    update.status = move(update.status, Status.RETURNED)
    _decided(update, actor)
    update.return_reason = reason
    record(session, actor, "update.return", update)
    return update


def withdraw_update(
    session: Session, actor: Actor, update_id: int, *, revision: int, reason: str
) -> Update:
    """Let what was approved count no longer, with a reason that the partner reads.

    An approved update goes back to its partner; where a correction is on its way
    already, it goes on.
    """
    update = _to_review(session, actor, update_id, revision)
    reason = needed_reason(reason)
    if update.approved_at is None:
        raise Conflict("reporting.does_not_count")

    if update.status is not Status.SUBMITTED:
        update.status = Status.RETURNED
    _decided(update, actor)
    withdraw(session, actor, update, why=reason)
    record(session, actor, "update.withdraw", update)
    return update


def needed_reason(reason: str, field: str = "reason") -> str:
    """Why something is done: it must be given, and is kept whole."""
    given = reason.strip()
    if not given:
        raise Invalid("reporting.reason_needed", field=field)
    check_length(given, most=LONGEST_REASON, field=field)
    return given


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
