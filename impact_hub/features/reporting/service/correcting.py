"""A partner corrects what was approved; until that is approved, the old counts."""

from sqlmodel import Session, select

from impact_hub.features.reporting.models import ApprovedValue, Update, Value
from impact_hub.features.reporting.queries.access import get_update
from impact_hub.features.reporting.rules.workflow import Status, is_being_corrected
from impact_hub.features.reporting.service.reviewing import needed_reason
from impact_hub.features.reporting.service.submitting import record
from impact_hub.features.reporting.service.values import restore
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit.errors import Conflict


def begin_correction(
    session: Session, actor: Actor, update_id: int, *, reason: str
) -> Update:
    """Open an approved update again, saying why; what was approved counts meanwhile."""
    update = get_update(session, actor, update_id, lock=True)
    actor.require(Permission.FIGURES_WRITE, at=update.organisation_id)
    reason = needed_reason(reason)
    if update.status is not Status.APPROVED:
        raise Conflict(
            "reporting.move", current=update.status, target=Status.DRAFT.value
        )

    update.status, update.correction_reason = Status.DRAFT, reason
    record(session, actor, "update.begin_correction", update)
    return update


def drop_correction(session: Session, actor: Actor, update_id: int) -> Update:
    """Give up a correction that the partner has begun: what was approved stays."""
    update = get_update(session, actor, update_id, lock=True)
    actor.require(Permission.FIGURES_WRITE, at=update.organisation_id)
    is_own = is_being_corrected(update.status, update.approved_at)
    if not (is_own and update.status is Status.DRAFT):
        raise Conflict(
            "reporting.move", current=update.status, target=Status.APPROVED.value
        )

    restore(session, actor, update)
    update.status, update.correction_reason = Status.APPROVED, ""
    record(session, actor, "update.drop_correction", update)
    return update


def withdraw_consent(
    session: Session, actor: Actor, update_id: int, indicator_id: int
) -> Update:
    """Let a partner's words be quoted no longer: at once, wherever the update is."""
    update = get_update(session, actor, update_id, lock=True)
    actor.require(Permission.FIGURES_WRITE, at=update.organisation_id)
    for table in (Value, ApprovedValue):
        for value in session.exec(
            select(table).where(
                table.update_id == update.id, table.indicator_id == indicator_id
            )
        ):
            value.may_quote = False
    record(session, actor, "update.withdraw_consent", update)
    return update
