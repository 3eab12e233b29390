"""Invitations. (People, organisations and memberships are identity's.)"""

from datetime import datetime

from sqlmodel import Field

from impact_hub.identity.permissions import Role
from impact_hub.kit.db import Row, choice


class Invitation(Row, table=True):
    """A link that makes one person a member, once. Only a hash of it is kept."""

    token_hash: str = Field(unique=True)
    organisation_id: int = Field(
        foreign_key="organisation.id", index=True, ondelete="CASCADE"
    )
    role: Role = Field(sa_type=choice(Role))
    note: str = ""  # who it is meant for, as the inviting person wrote it
    invited_by_id: int | None = Field(
        default=None, foreign_key="person.id", ondelete="SET NULL"
    )
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None = None
    accepted_by_id: int | None = Field(
        default=None, foreign_key="person.id", ondelete="SET NULL"
    )
    withdrawn_at: datetime | None = None
