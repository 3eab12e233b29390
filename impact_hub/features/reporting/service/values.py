"""What counts of an update, and what is written down when an approved value changes."""

from sqlalchemy import insert, literal
from sqlalchemy import select as columns
from sqlmodel import Session, col, delete

from impact_hub.features.indicators.rules.values import Answer, written
from impact_hub.features.reporting.models import (
    ApprovedValue,
    Correction,
    Figures,
    Update,
    Value,
)
from impact_hub.features.reporting.queries.figures import answer_of
from impact_hub.identity.permissions import Actor
from impact_hub.kit import clock
from impact_hub.kit.db import id_of

_COPIED = tuple(
    name for name in Figures.model_fields if name not in ("id", "update_id")
)


def let_count(session: Session, actor: Actor, update: Update) -> None:
    """From now on the figures of an update count as they are now.

    Whoever calls knows that the actor may approve it.
    """
    now = clock.now()
    update.approved_at = now
    update.first_approved_at = update.first_approved_at or now
    withdraw(session, actor, update, keeps_time=True)
    own = columns(
        literal(id_of(update)), *(getattr(Value, name) for name in _COPIED)
    ).where(col(Value.update_id) == update.id)
    session.flush()
    session.connection().execute(
        insert(ApprovedValue).from_select(["update_id", *_COPIED], own)
    )


def withdraw(
    session: Session, actor: Actor, update: Update, *, keeps_time: bool = False
) -> None:
    """Let the figures of an update count no longer."""
    if not keeps_time:
        update.approved_at = None
    session.exec(delete(ApprovedValue).where(col(ApprovedValue.update_id) == update.id))


def note_correction(
    session: Session,
    actor: Actor,
    update: Update,
    value: Value,
    *,
    before: Answer,
    why: str,
) -> None:
    """After an approval, write down what a value was and what it is now."""
    was, now = written(before), written(answer_of(value))
    if update.first_approved_at is None or now == was:
        return
    session.add(
        Correction(
            update_id=id_of(update),
            indicator_id=value.indicator_id,
            cell_id=value.cell_id,
            before=was,
            after=now,
            at=clock.now(),
            who=actor.name,
            who_id=actor.person_id,
            why=why,
        )
    )
