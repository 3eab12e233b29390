"""Who did what to what, and when: a line for every change, in the same transaction."""

from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import JSON, func
from sqlmodel import Field, Session, col, select

from impact_hub.kit import clock
from impact_hub.kit.db import Row


class Acting(Protocol):
    """Whoever acts: a person, or a named program of the house."""

    @property
    def person_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...


class AuditLine(Row, table=True):
    """One change. The subject is kept by its number, so that the line outlives it."""

    __tablename__ = "audit_line"  # pyright: ignore[reportAssignmentType]

    at: datetime
    person_id: int | None = Field(default=None, index=True)
    who: str
    action: str
    subject_id: int | None = None
    within_id: int | None = Field(default=None, index=True)  # the initiative it was in
    details: dict[str, str] = Field(default_factory=dict, sa_type=JSON)


def record(
    session: Session,
    actor: Acting,
    action: str,
    subject_id: int | None = None,
    *,
    within: int | None = None,
    **details: str,
) -> None:
    """Write down that `actor` did `action` (as in `update.approve`) to a subject.

    `within` is the whole that the subject belongs to: its lines make its `version()`.
    """
    session.add(
        AuditLine(
            at=clock.now(),
            person_id=actor.person_id,
            who=actor.name,
            action=action,
            subject_id=subject_id,
            within_id=within,
            details=details,
        )
    )


class Inside(Protocol):
    """Something that belongs to an initiative."""

    @property
    def id(self) -> int | None: ...
    @property
    def initiative_id(self) -> int: ...


def record_in(
    session: Session, actor: Acting, action: str, subject: Inside, **details: str
) -> None:
    """Write down what was done to something that knows its initiative."""
    within = subject.initiative_id
    record(session, actor, action, subject.id, within=within, **details)


def record_again(
    session: Session,
    actor: Acting,
    action: str,
    subject_id: int,
    *,
    within: int,
    among: str,
) -> None:
    """Write down what somebody does many times in a row, once an hour.

    Each time that they type, the line says when they typed last, and `among` which.
    """
    now = clock.now()
    lately = session.exec(
        select(AuditLine)
        .where(
            AuditLine.action == action,
            AuditLine.subject_id == subject_id,
            AuditLine.within_id == within,
            AuditLine.person_id == actor.person_id,
            AuditLine.at > now - timedelta(hours=1),
        )
        .order_by(col(AuditLine.id).desc())
        .limit(1)
    ).one_or_none()
    if lately is None:
        first = {"among": among, "last": now.isoformat()}
        record(session, actor, action, subject_id, within=within, **first)
        return
    before = lately.details.get("among", "").split()
    every = " ".join([*before, *({among} - set(before))])
    lately.details = {"among": every, "last": now.isoformat()}


def version(session: Session, within: int) -> int:
    """A number that grows with every recorded change within a whole."""
    # Their count, not the newest: a line may be numbered earlier and kept later.
    lines = select(func.count()).where(AuditLine.within_id == within)
    return session.exec(lines).one()
