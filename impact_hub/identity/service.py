"""Signing in, and what a person may change about themselves."""

from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from impact_hub.config import settings
from impact_hub.identity import attempts, passwords, sessions
from impact_hub.identity.attempts import Attempt
from impact_hub.identity.models import ExternalIdentity, Person
from impact_hub.identity.permissions import Actor
from impact_hub.kit import audit, clock
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import Conflict, Invalid, NotFound
from impact_hub.kit.forms import check_length
from impact_hub.texts import LANGUAGES

MAX_NAME_LENGTH = 120


@dataclass(frozen=True)
class Claims:
    """What an OpenID Connect provider says about somebody."""

    issuer: str
    subject: str
    email: str
    email_verified: bool
    name: str


@dataclass(frozen=True)
class WaysIn:
    """How a person can sign in."""

    has_password: bool
    providers: tuple[str, ...]


def sign_in(
    session: Session,
    actor: Actor,
    *,
    email: str,
    password: str,
    client: str = "",
    browser: str = "",
) -> str:
    """Sign in with e-mail and password: returns the token for the cookie.

    A wrong password and an unknown address get the same answer, after the same time.
    """
    email = _normalized(email) or ""  # which is nobody's
    attempt = Attempt(email, client, browser)
    attempts.check(attempt)
    person = session.exec(select(Person).where(Person.email == email)).one_or_none()
    kept = person.password_hash if person else None
    if not passwords.is_right(password, kept) or person is None:
        attempts.count(attempt)
        raise Invalid("identity.wrong_password", field="password")
    return sessions.open_session(session, id_of(person))


def browser_of(email: str) -> str:
    """What the browser of somebody who has just signed in keeps to be known again."""
    return attempts.browser_of(_normalized(email) or "")


def sign_in_elsewhere(session: Session, actor: Actor, claims: Claims) -> str:
    """Sign in as whom an OpenID Connect provider vouches for; new people are made.

    An address that a person here already has is not taken over: the provider does not
    decide who that is.
    """
    known = (
        select(Person)
        .join(ExternalIdentity)
        .where(
            ExternalIdentity.issuer == claims.issuer,
            ExternalIdentity.subject == claims.subject,
        )
    )
    person = session.exec(known).one_or_none()
    if person is None:
        person = _introduced(session, actor, claims)
    return sessions.open_session(session, id_of(person))


def sign_out(session: Session, actor: Actor, *, token: str) -> None:
    """Sign out this browser."""
    sessions.close_session(session, token)


def create_person(
    session: Session,
    actor: Actor,
    *,
    email: str,
    name: str,
    password: str | None = None,
) -> Person:
    """Add a person; whoever calls knows that they were invited or vouched for."""
    person = Person(
        email=checked_email(email),
        name=checked_name(name),
        password_hash=None if password is None else passwords.hash_password(password),
        locale=actor.locale,
        created_at=clock.now(),
    )
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError as error:  # somebody has it, perhaps since a moment ago
        raise Conflict("identity.email_taken") from error
    audit.record(session, actor, "person.create", person.id)
    return person


def set_locale(session: Session, actor: Actor, locale: str) -> None:
    """Remember the language that a person reads in."""
    if locale not in LANGUAGES:
        raise Invalid("identity.no_such_language", field="locale")
    person = _myself(session, actor)
    person.locale = locale
    audit.record(session, actor, "person.set_locale", person.id)


def rename(session: Session, actor: Actor, *, name: str) -> None:
    """Change one's own name."""
    person = _myself(session, actor)
    person.name = checked_name(name)
    audit.record(session, actor, "person.rename", person.id)


def change_password(session: Session, actor: Actor, *, current: str, new: str) -> str:
    """Change one's own password and sign out everywhere: returns a new token."""
    person = _myself(session, actor)
    attempt = Attempt(f"person {person.id}")
    attempts.check(attempt)
    if not passwords.is_right(current, person.password_hash):
        attempts.count(attempt)
        raise Invalid("identity.wrong_password", field="current")
    person.password_hash = passwords.hash_password(new, field="new")
    audit.record(session, actor, "person.change_password", person.id)
    sessions.close_all_sessions(session, id_of(person))
    return sessions.open_session(session, id_of(person))


def ways_in(session: Session, actor: Actor) -> WaysIn:
    """How a person can sign in: with a password here, and through whom elsewhere."""
    person = _myself(session, actor)
    named = {str(p.issuer).rstrip("/"): p.name for p in settings().oidc_providers}
    own = select(ExternalIdentity.issuer).where(ExternalIdentity.person_id == person.id)
    return WaysIn(
        has_password=person.password_hash is not None,
        providers=tuple(
            named.get(issuer.rstrip("/"), issuer)
            for issuer in session.exec(own.order_by(ExternalIdentity.issuer))
        ),
    )


def checked_email(email: str) -> str:
    """An address as it is kept; Invalid where it is none."""
    found = _normalized(email)
    if found is None:
        raise Invalid("identity.not_an_email", field="email")
    return found


def checked_name(name: str) -> str:
    """A name as it is kept; Invalid where it is none."""
    name = " ".join(name.split())
    if not name:
        raise Invalid("identity.name_needed", field="name")
    check_length(name, most=MAX_NAME_LENGTH, field="name")
    return name


def _introduced(session: Session, actor: Actor, claims: Claims) -> Person:
    """Somebody new, whom a provider vouches for."""
    if not claims.email:
        raise Conflict("identity.email_not_told")
    if not claims.email_verified:
        raise Conflict("identity.email_not_verified")
    name = claims.name.strip() or claims.email.partition("@")[0]
    person = create_person(
        session, actor, email=claims.email, name=name[:MAX_NAME_LENGTH]
    )
    session.add(
        ExternalIdentity(
            person_id=id_of(person), issuer=claims.issuer, subject=claims.subject
        )
    )
    return person


def _myself(session: Session, actor: Actor) -> Person:
    actor.require_sign_in()
    myself = select(Person).where(Person.id == actor.person_id)
    person = session.exec(myself).one_or_none()
    if person is None:
        raise NotFound("identity.no_such_person")
    return person


def _normalized(email: str) -> str | None:
    """An address in the one way in which it is kept; None where it is none."""
    try:
        checked = validate_email(email.strip(), check_deliverability=False)
    except EmailNotValidError:
        return None
    return checked.normalized.lower()
