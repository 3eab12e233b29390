"""Reads of organisations, members and invitations, cut to what the actor may see."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, exists, select

from impact_hub.features.organisations import rules
from impact_hub.features.organisations.models import Invitation
from impact_hub.identity.models import Membership, Organisation, Person
from impact_hub.identity.permissions import Actor, Permission, Role
from impact_hub.identity.sessions import hashed
from impact_hub.kit import clock
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import NotFound
from impact_hub.kit.order import alphabetical


@dataclass(frozen=True)
class MemberRow:
    """Somebody in an organisation."""

    membership_id: int
    person_id: int
    name: str
    email: str
    role: Role


@dataclass(frozen=True)
class MemberInvitationRow:
    """An invitation, as those who manage members see it."""

    id: int
    role: Role
    note: str
    status: rules.InvitationStatus
    expires_at: datetime


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation, as whoever holds its link sees it."""

    organisation: str
    organisation_slug: str
    role: Role
    invited_by: str
    status: rules.InvitationStatus
    expires_at: datetime


def get_organisation(session: Session, actor: Actor, slug: str) -> Organisation:
    """A profile. Everybody who is signed in may read it."""
    actor.require_sign_in()
    found = session.exec(select(Organisation).where(Organisation.slug == slug))
    organisation = found.one_or_none()
    if organisation is None:
        raise NotFound("organisations.no_such_organisation")
    return organisation


def get_by_id(session: Session, actor: Actor, organisation_id: int) -> Organisation:
    """A profile by its number."""
    actor.require_sign_in()
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound("organisations.no_such_organisation")
    return organisation


def list_mine(session: Session, actor: Actor) -> list[Organisation]:
    """The organisations that the actor belongs to, by name."""
    mine = col(Organisation.id).in_(list(actor.roles))
    found = session.exec(select(Organisation).where(mine))
    return sorted(found, key=lambda each: alphabetical(each.name))


def list_members(session: Session, actor: Actor, slug: str) -> list[MemberRow]:
    """Who belongs to an organisation. Only its own people learn that."""
    organisation_id = id_of(get_organisation(session, actor, slug))
    actor.require(Permission.FIGURES_SEE, at=organisation_id)
    members = (
        select(Membership, Person)
        .join(Person)
        .where(Membership.organisation_id == organisation_id)
    )
    found = sorted(session.exec(members), key=lambda row: alphabetical(row[1].name))
    return [
        MemberRow(
            id_of(membership), id_of(person), person.name, person.email, membership.role
        )
        for membership, person in found
    ]


def list_invitations(
    session: Session, actor: Actor, slug: str
) -> list[MemberInvitationRow]:
    """Invitations that were not accepted, for those who manage members."""
    organisation_id = id_of(get_organisation(session, actor, slug))
    actor.require(Permission.MEMBERS_MANAGE, at=organisation_id)
    waiting = (
        select(Invitation)
        .where(
            Invitation.organisation_id == organisation_id,
            col(Invitation.accepted_at).is_(None),
            col(Invitation.withdrawn_at).is_(None),
        )
        .order_by(col(Invitation.created_at).desc())
    )
    return [
        MemberInvitationRow(id_of(row), row.role, row.note, status(row), row.expires_at)
        for row in session.exec(waiting)
    ]


def get_invitation(session: Session, actor: Actor, invitation_id: int) -> Invitation:
    """An invitation by its number; only those who could have sent it see it."""
    actor.require_sign_in()
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or not _may_invite(session, actor, invitation):
        raise NotFound("organisations.no_such_invitation")
    return invitation


def read_invitation(session: Session, actor: Actor, token: str) -> OpenInvitation:
    """What an invitation's link says. Holding the link is the right to read it."""
    invitation = by_token(session, actor, token)
    organisation = session.get_one(Organisation, invitation.organisation_id)
    inviter = (
        session.get(Person, invitation.invited_by_id)
        if invitation.invited_by_id
        else None
    )
    return OpenInvitation(
        organisation.name,
        organisation.slug,
        invitation.role,
        inviter.name if inviter else "",
        status(invitation),
        invitation.expires_at,
    )


def by_token(
    session: Session, actor: Actor, token: str, *, lock: bool = False
) -> Invitation:
    """The invitation behind a link; locked for whoever is about to accept it."""
    behind = select(Invitation).where(Invitation.token_hash == hashed(token))
    found = session.exec(behind.with_for_update() if lock else behind).one_or_none()
    if found is None:
        raise NotFound("organisations.no_such_invitation")
    return found


def status(invitation: Invitation) -> rules.InvitationStatus:
    """Where an invitation is now."""
    return rules.status_of(
        accepted_at=invitation.accepted_at,
        withdrawn_at=invitation.withdrawn_at,
        expires_at=invitation.expires_at,
        now=clock.now(),
    )


def has_members(session: Session, actor: Actor, organisation_id: int) -> bool:
    """Whether anybody belongs to it yet."""
    some = select(exists().where(col(Membership.organisation_id) == organisation_id))
    return bool(session.exec(some).one())


def count_owners(
    session: Session, actor: Actor, organisation_id: int, *, lock: bool = False
) -> int:
    """How many people own it; locked for whoever is about to take one out."""
    owners = select(Membership.id).where(
        Membership.organisation_id == organisation_id, Membership.role == Role.OWNER
    )
    return len(session.exec(owners.with_for_update() if lock else owners).all())


def _may_invite(session: Session, actor: Actor, invitation: Invitation) -> bool:
    if actor.may(Permission.MEMBERS_MANAGE, at=invitation.organisation_id):
        return True
    organisation = session.get_one(Organisation, invitation.organisation_id)
    return actor.may(Permission.INITIATIVE_EDIT, at=organisation.sponsor_id)
