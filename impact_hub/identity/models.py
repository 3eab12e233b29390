"""People, organisations, who belongs where, and who is signed in."""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from impact_hub.identity.kinds import OrganisationKind
from impact_hub.identity.permissions import Role
from impact_hub.kit.db import Row, Versioned, choice


class Person(Row, table=True):
    """Somebody who signs in."""

    email: str = Field(unique=True)  # lower case
    name: str
    password_hash: str | None = None  # None: signs in elsewhere
    locale: str = ""  # "": as the browser says
    created_at: datetime


class ExternalIdentity(Row, table=True):
    """A person as an OpenID Connect provider knows them."""

    __tablename__ = "external_identity"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    issuer: str
    subject: str


class Organisation(Versioned, table=True):
    """A nonprofit, public body, company, foundation, school, group …"""

    slug: str = Field(unique=True)
    name: str
    kind: OrganisationKind = Field(sa_type=choice(OrganisationKind))
    place: str = ""
    website: str = ""
    description: str = ""
    # The organisation that entered it here; it may invite the first member.
    sponsor_id: int | None = Field(
        default=None, foreign_key="organisation.id", ondelete="SET NULL"
    )
    created_at: datetime


class Membership(Row, table=True):
    """This person belongs to this organisation, in this role."""

    __table_args__ = (UniqueConstraint("person_id", "organisation_id"),)

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    organisation_id: int = Field(
        foreign_key="organisation.id", index=True, ondelete="CASCADE"
    )
    role: Role = Field(sa_type=choice(Role))


class SignIn(Row, table=True):
    """A session in one browser. Only a hash of its token is kept."""

    __tablename__ = "sign_in"  # pyright: ignore[reportAssignmentType]

    token_hash: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    created_at: datetime
    expires_at: datetime
