"""Who did what to what, and when: a line for every change, in the same transaction."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import JSON, func
from sqlmodel import Field, Session, select

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


def version(session: Session, within: int) -> int:
    """A number that grows with every recorded change within a whole."""
    # Their count, not the newest: a line may be numbered earlier and kept later.
    lines = select(func.count()).where(AuditLine.within_id == within)
    return session.exec(lines).one()
