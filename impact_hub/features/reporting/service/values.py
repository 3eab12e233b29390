"""What counts of an update, and what is written down when an approved value changes."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import insert, literal
from sqlalchemy import select as columns
from sqlmodel import Session, col, delete, select

from impact_hub.features.indicators.rules.values import NO_ANSWER, Answer, written
from impact_hub.features.reporting.models import (
    ApprovedValue,
    Correction,
    Figures,
    HeldEntry,
    SubmittedValue,
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

Kept = Mapping[tuple[int, int], Answer]  # by indicator and cell


@dataclass(frozen=True)
class Author:
    """Whose figures they are: the name as it was, and the number of the person."""

    name: str
    person_id: int | None


def let_count(
    session: Session, actor: Actor, update: Update, *, by: Author, why: str
) -> None:
    """From now on the figures of an update count as they are now, in place of those
    that were approved before. What changed by that is kept as a correction.

    Whoever calls knows that the actor may approve it.
    """
    now = clock.now()
    if update.first_approved_at is not None:
        before = _kept(session, update, ApprovedValue)
        after = _kept(session, update, Value)
        _note_corrections(session, update, before, after, by, why)
    update.approved_at = now
    update.first_approved_at = update.first_approved_at or now
    update.correction_reason = update.withdrawal_reason = ""
    _forget(session, update, ApprovedValue)
    _copy(session, update, Value, ApprovedValue)


def withdraw(session: Session, actor: Actor, update: Update, *, why: str) -> None:
    """Let the figures of an update count no longer; what they were stays on record.

    Whoever calls knows that the actor may do that.
    """
    before = _kept(session, update, ApprovedValue)
    by = Author(actor.name, actor.person_id)
    _note_corrections(session, update, before, {}, by, why)
    update.approved_at, update.withdrawal_reason = None, why
    _forget(session, update, ApprovedValue)


def keep_submission(session: Session, actor: Actor, update: Update) -> None:
    """Keep an update as it is handed in now, beside how it was the time before.

    Whoever calls knows that the actor may hand it in.
    """
    update.submissions += 1
    session.flush()
    older = delete(SubmittedValue).where(
        col(SubmittedValue.update_id) == update.id,
        col(SubmittedValue.submission) < update.submissions - 1,
    )
    session.exec(older)
    own = columns(
        literal(id_of(update)),
        literal(update.submissions),
        *(getattr(Value, name) for name in _COPIED),
    ).where(col(Value.update_id) == update.id)
    session.connection().execute(
        insert(SubmittedValue).from_select(["update_id", "submission", *_COPIED], own)
    )


def restore(session: Session, actor: Actor, update: Update) -> None:
    """Let the partner's figures be again what was approved.

    Whoever calls knows that the actor may write in this update.
    """
    _forget(session, update, Value)
    _forget(session, update, HeldEntry)
    _copy(session, update, ApprovedValue, Value)


def _kept(session: Session, update: Update, table: type[Value | ApprovedValue]) -> Kept:
    found = session.exec(select(table).where(col(table.update_id) == update.id))
    return {(each.indicator_id, each.cell_id): answer_of(each) for each in found}


def _note_corrections(
    session: Session, update: Update, before: Kept, after: Kept, by: Author, why: str
) -> None:
    answered = {indicator_id for indicator_id, _ in before}
    for place in sorted(before.keys() | after.keys()):
        was = written(before.get(place, NO_ANSWER))
        now = written(after.get(place, NO_ANSWER))
        # What had no approved figure at all is added, not corrected.
        if was != now and (update.approved_at is None or place[0] in answered):
            session.add(
                Correction(
                    update_id=id_of(update),
                    indicator_id=place[0],
                    cell_id=place[1],
                    before=was,
                    after=now,
                    at=clock.now(),
                    who=by.name,
                    who_id=by.person_id,
                    why=why,
                )
            )


def _forget(
    session: Session,
    update: Update,
    table: type[Value | ApprovedValue | HeldEntry],
) -> None:
    session.flush()
    gone = delete(table).where(col(table.update_id) == update.id)
    session.exec(gone.execution_options(synchronize_session="fetch"))


def _copy(
    session: Session,
    update: Update,
    source: type[Value | ApprovedValue],
    target: type[Value | ApprovedValue],
) -> None:
    session.flush()
    own = columns(
        literal(id_of(update)), *(getattr(source, name) for name in _COPIED)
    ).where(col(source.update_id) == update.id)
    session.connection().execute(
        insert(target).from_select(["update_id", *_COPIED], own)
    )
