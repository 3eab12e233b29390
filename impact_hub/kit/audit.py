"""Who did what to what, and when: a line for every change, in the same transaction."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import JSON
from sqlmodel import Field, Session, SQLModel

from impact_hub.kit import clock


class Acting(Protocol):
    """Whoever acts: a person, or a named program of the house."""

    @property
    def person_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...


class AuditLine(SQLModel, table=True):
    """One change. The subject is kept by its number, so that the line outlives it."""

    __tablename__ = "audit_line"  # pyright: ignore[reportAssignmentType]

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    person_id: int | None = Field(default=None, index=True)
    who: str
    action: str
    subject_id: int | None = None
    details: dict[str, str] = Field(default_factory=dict, sa_type=JSON)


def record(
    session: Session,
    actor: Acting,
    action: str,
    subject_id: int | None = None,
    **details: str,
) -> None:
    """Write down that `actor` did `action` (as in `update.approve`) to a subject."""
    session.add(
        AuditLine(
            at=clock.now(),
            person_id=actor.person_id,
            who=actor.name,
            action=action,
            subject_id=subject_id,
            details=details,
        )
    )
