"""What counts of an update, and what is written down when an approved value changes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, insert, literal
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

_AT_ONCE = 500

Kept = Mapping[tuple[int, int], Answer]  # by indicator and cell


@dataclass(frozen=True)
class Author:
    """Whose figures they are: the name as it was, and the number of the person."""

    name: str
    person_id: int | None


def let_count(
    session: Session,
    actor: Actor,
    *updates: Update,
    by: Author,
    why: str,
    only: Collection[int] | None = None,
) -> None:
    """From now on the figures of updates count as they are now, in place of those
    that were approved before. What changed by that is kept as a correction.

    Whoever calls knows that the actor may approve them, and, with `only`, that the
    figures of no other indicators have changed.
    """
    now = clock.now()
    corrected = [one for one in updates if one.first_approved_at is not None]
    before = _kept_of(session, corrected, ApprovedValue, only)
    after = _kept_of(session, corrected, Value, only)
    for one in corrected:
        number = id_of(one)
        _note_corrections(session, one, before[number], after[number], by, why)
    for one in updates:
        one.approved_at = now
        one.first_approved_at = one.first_approved_at or now
        one.correction_reason = one.withdrawal_reason = ""
    session.flush()
    for some in _some_at_once([id_of(one) for one in updates]):
        session.exec(delete(ApprovedValue).where(*_those(ApprovedValue, some, only)))
        own = columns(
            col(Value.update_id), *(getattr(Value, name) for name in _COPIED)
        ).where(*_those(Value, some, only))
        session.connection().execute(
            insert(ApprovedValue).from_select(["update_id", *_COPIED], own)
        )


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


def _kept_of(
    session: Session,
    updates: Sequence[Update],
    table: type[Value | ApprovedValue],
    only: Collection[int] | None,
) -> Mapping[int, Kept]:
    """What stands in each of many updates."""
    found: dict[int, dict[tuple[int, int], Answer]] = {
        id_of(update): {} for update in updates
    }
    for some in _some_at_once(list(found)):
        for each in session.exec(select(table).where(*_those(table, some, only))):
            place = each.indicator_id, each.cell_id
            found[each.update_id][place] = answer_of(each)
    return dict(found)


def _those(
    table: type[Value | ApprovedValue], ids: list[int], only: Collection[int] | None
) -> list[ColumnElement[bool]]:
    those: list[ColumnElement[bool]] = [col(table.update_id).in_(ids)]
    return those if only is None else [*those, col(table.indicator_id).in_(only)]


def _some_at_once(ids: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(ids), _AT_ONCE):
        yield ids[first : first + _AT_ONCE]


def _kept(session: Session, update: Update, table: type[Value | ApprovedValue]) -> Kept:
    found = session.exec(select(table).where(col(table.update_id) == update.id))
    return {(each.indicator_id, each.cell_id): answer_of(each) for each in found}


def _note_corrections(
    session: Session, update: Update, before: Kept, after: Kept, by: Author, why: str
) -> None:
    answered = {indicator_id for indicator_id, _ in before}
    same: dict[str, object] = {
        "update_id": id_of(update),
        "at": clock.now(),
        "who": by.name,
        "who_id": by.person_id,
        "why": why,
    }
    lines: list[dict[str, object]] = []
    for indicator_id, cell_id in sorted(before.keys() | after.keys()):
        # What had no approved figure at all is added, not corrected.
        if update.approved_at is not None and indicator_id not in answered:
            continue
        was = written(before.get((indicator_id, cell_id), NO_ANSWER))
        now = written(after.get((indicator_id, cell_id), NO_ANSWER))
        if was != now:
            place: dict[str, object] = {
                "indicator_id": indicator_id,
                "cell_id": cell_id,
            }
            lines.append(same | place | {"before": was, "after": now})
    if lines:  # many at once: a file may correct thousands
        session.connection().execute(insert(Correction), lines)


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
