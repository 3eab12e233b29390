"""What is written down when an approved value changes, however it was changed."""

from sqlmodel import Session

from impact_hub.features.reporting.models import Correction, Update, Value
from impact_hub.features.reporting.rules.corrections import written
from impact_hub.identity.permissions import Actor
from impact_hub.kit import clock
from impact_hub.kit.db import id_of


def note_correction(
    session: Session,
    actor: Actor,
    update: Update,
    value: Value,
    *,
    before: str,
    why: str,
) -> None:
    """After an approval, write down what a value was and what it is now."""
    after = written(value)
    if update.first_approved_at is None or after == before:
        return
    session.add(
        Correction(
            update_id=id_of(update),
            indicator_id=value.indicator_id,
            cell=value.cell,
            before=before,
            after=after,
            at=clock.now(),
            who=actor.name,
            why=why,
        )
    )
