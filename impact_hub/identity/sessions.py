"""Sessions in browsers: a random token in a cookie, and only its hash kept here."""

import hashlib
import secrets
from datetime import timedelta

from sqlmodel import Session, col, delete, select

from impact_hub.config import settings
from impact_hub.identity.models import Membership, Person, SignIn
from impact_hub.identity.permissions import ANYONE, Actor, Role
from impact_hub.kit import clock
from impact_hub.kit.errors import NotFound

COOKIE = "hub_session"


def new_token() -> str:
    """A secret that nobody guesses, fit for a cookie or an address."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is kept of a token. It is random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(session: Session, person_id: int) -> str:
    """Sign a person in, in one browser: returns the token for its cookie."""
    token = new_token()
    now = clock.now()
    session.exec(delete(SignIn).where(col(SignIn.expires_at) < now))
    session.add(
        SignIn(
            token_hash=hashed(token),
            person_id=person_id,
            created_at=now,
            expires_at=now + timedelta(days=settings().session_days),
        )
    )
    return token


def close_session(session: Session, token: str) -> None:
    """Sign out one browser; its open pages lose their rights at once."""
    session.exec(delete(SignIn).where(col(SignIn.token_hash) == hashed(token)))


def close_all_sessions(session: Session, person_id: int) -> None:
    """Sign a person out everywhere."""
    session.exec(delete(SignIn).where(col(SignIn.person_id) == person_id))


def actor_of(session: Session, token: str | None) -> Actor:
    """Whoever holds this token, looked up anew every time."""
    if not token:
        return ANYONE
    valid = (
        select(Person)
        .join(SignIn)
        .where(SignIn.token_hash == hashed(token), SignIn.expires_at > clock.now())
    )
    person = session.exec(valid).one_or_none()
    return ANYONE if person is None else as_actor(session, person)


def actor_called(session: Session, email: str) -> Actor:
    """A person by their address, for whoever runs the hub and acts for them."""
    own = select(Person).where(Person.email == email.strip().lower())
    person = session.exec(own).one_or_none()
    if person is None:
        raise NotFound("identity.no_such_address", email=email)
    return as_actor(session, person)


def as_actor(session: Session, person: Person) -> Actor:
    """A person with all their roles."""
    roles = select(Membership.organisation_id, Membership.role).where(
        Membership.person_id == person.id
    )
    return Actor(
        person_id=person.id,
        name=person.name,
        roles={at: Role(role) for at, role in session.exec(roles)},
        locale=person.locale,
    )
