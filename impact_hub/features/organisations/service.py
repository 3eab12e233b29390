"""Verbs on organisations, their members and invitations."""

from datetime import timedelta

from sqlmodel import Session, col, select

from impact_hub.config import settings
from impact_hub.features.organisations import queries, rules
from impact_hub.features.organisations.forms import Invite, NewOrganisation, Profile
from impact_hub.features.organisations.models import Invitation
from impact_hub.identity import service as identity
from impact_hub.identity import sessions
from impact_hub.identity.models import Membership, Organisation, OrganisationKind
from impact_hub.identity.permissions import Actor, Permission, Role
from impact_hub.kit import audit, clock
from impact_hub.kit.db import check_revision, id_of
from impact_hub.kit.errors import Conflict, NotFound
from impact_hub.kit.slugs import unique_slug


def found_organisation(
    session: Session,
    actor: Actor,
    *,
    name: str,
    kind: OrganisationKind,
    place: str = "",
) -> Organisation:
    """Enter one's own organisation, and be its first owner."""
    actor.require_sign_in()
    organisation = _added(session, actor, name=name, kind=kind, place=place)
    if actor.person_id is not None:
        _join(session, actor.person_id, id_of(organisation), Role.OWNER)
    return organisation


def sponsor_organisation(
    session: Session,
    actor: Actor,
    *,
    name: str,
    kind: OrganisationKind,
    sponsor_id: int,
    place: str = "",
) -> Organisation:
    """Enter an organisation for others, as the backbone that wants it as a partner."""
    actor.require(Permission.INITIATIVE_EDIT, at=sponsor_id)
    organisation = _added(session, actor, name=name, kind=kind, place=place)
    organisation.sponsor_id = sponsor_id
    return organisation


def edit_organisation(
    session: Session,
    actor: Actor,
    slug: str,
    profile: Profile,
    *,
    revision: int | None = None,
) -> Organisation:
    """Change the profile; `revision` is that of the profile that was read before."""
    organisation = queries.get_organisation(session, actor, slug)
    actor.require(Permission.ORGANISATION_EDIT, at=organisation.id)
    check_revision(organisation, revision)
    profile.check_limits()

    organisation.name = rules.checked_name(profile.name)
    organisation.kind = profile.kind
    organisation.place = profile.place
    organisation.website = rules.checked_website(profile.website)
    organisation.description = profile.description
    audit.record(session, actor, "organisation.edit", organisation.id)
    return organisation


def invite(
    session: Session, actor: Actor, slug: str, *, role: Role, note: str = ""
) -> str:
    """Invite somebody into one's own organisation: returns the secret of the link."""
    organisation = queries.get_organisation(session, actor, slug)
    actor.require(Permission.MEMBERS_MANAGE, at=organisation.id)

    return _invited(session, actor, organisation, role, note)


def invite_first_owner(
    session: Session, actor: Actor, organisation_id: int, *, note: str = ""
) -> str:
    """Hand an organisation to its own people. Only its sponsor may, and only once:
    whoever runs a backbone never gets into somebody else's organisation. There is
    one link at a time, so that none is left when somebody has come through it."""
    organisation = queries.get_by_id(session, actor, organisation_id)
    actor.require(Permission.INITIATIVE_EDIT, at=organisation.sponsor_id)
    _withdraw_earlier(session, actor, organisation)
    if queries.has_members(session, actor, organisation_id):
        raise Conflict("organisations.has_members")

    return _invited(session, actor, organisation, Role.OWNER, note)


def withdraw_invitation(session: Session, actor: Actor, invitation_id: int) -> None:
    """Make an invitation's link worthless, or clear an expired one away."""
    invitation = queries.get_invitation(session, actor, invitation_id)
    rules.check_withdrawable(queries.status(invitation))

    invitation.withdrawn_at = clock.now()
    audit.record(session, actor, "invitation.withdraw", invitation.id)


def accept_invitation(session: Session, actor: Actor, token: str) -> Organisation:
    """Become a member, as somebody who has an account and is signed in."""
    actor.require_sign_in()
    if actor.person_id is None:
        raise NotFound("identity.no_such_person")
    return _accepted(session, actor, token, actor.person_id)


def register(
    session: Session,
    actor: Actor,
    token: str,
    *,
    email: str,
    name: str,
    password: str,
) -> str:
    """Become a member as somebody new: makes the account, signs it in."""
    invitation = queries.by_token(session, actor, token, lock=True)
    rules.check_acceptable(queries.status(invitation))

    person = identity.create_person(
        session, actor, email=email, name=name, password=password
    )
    _accepted(session, sessions.as_actor(session, person), token, id_of(person))
    return sessions.open_session(session, id_of(person))


def change_role(
    session: Session, actor: Actor, slug: str, membership_id: int, *, role: Role
) -> None:
    """Give a member another role."""
    membership = _membership(session, actor, slug, membership_id)
    actor.require(Permission.MEMBERS_MANAGE, at=membership.organisation_id)
    _check_owner_remains(session, actor, membership, stays=role is Role.OWNER)

    membership.role = role
    audit.record(session, actor, "member.change_role", membership.person_id, role=role)


def remove_member(
    session: Session, actor: Actor, slug: str, membership_id: int
) -> None:
    """Take a member out, or leave. Their open pages lose their rights at once."""
    membership = _membership(session, actor, slug, membership_id)
    if membership.person_id != actor.person_id:
        actor.require(Permission.MEMBERS_MANAGE, at=membership.organisation_id)
    _check_owner_remains(session, actor, membership, stays=False)

    session.delete(membership)
    audit.record(session, actor, "member.remove", membership.person_id)


def _added(
    session: Session, actor: Actor, *, name: str, kind: OrganisationKind, place: str
) -> Organisation:
    NewOrganisation(name=name, kind=kind, place=place).check_limits()
    name = rules.checked_name(name)

    def is_taken(slug: str) -> bool:
        taken = select(Organisation.id).where(Organisation.slug == slug)
        return session.exec(taken).one_or_none() is not None

    organisation = Organisation(
        slug=unique_slug(name, is_taken),
        name=name,
        kind=kind,
        place=place.strip(),
        created_at=clock.now(),
    )
    session.add(organisation)
    session.flush()
    audit.record(session, actor, "organisation.add", organisation.id)
    return organisation


def _invited(
    session: Session, actor: Actor, organisation: Organisation, role: Role, note: str
) -> str:
    Invite(role=role, note=note).check_limits()
    token, now = sessions.new_token(), clock.now()
    invitation = Invitation(
        token_hash=sessions.hashed(token),
        organisation_id=id_of(organisation),
        role=role,
        note=note.strip(),
        invited_by_id=actor.person_id,
        created_at=now,
        expires_at=now + timedelta(days=settings().invitation_days),
    )
    session.add(invitation)
    session.flush()
    audit.record(session, actor, "invitation.send", invitation.id)
    return token


def _withdraw_earlier(
    session: Session, actor: Actor, organisation: Organisation
) -> None:
    # Whoever else is just making or accepting a link is waited for.
    this = select(Organisation.id).where(Organisation.id == organisation.id)
    session.exec(this.with_for_update(key_share=True)).one()
    waiting = select(Invitation).where(
        Invitation.organisation_id == organisation.id,
        col(Invitation.accepted_at).is_(None),
        col(Invitation.withdrawn_at).is_(None),
    )
    for earlier in session.exec(waiting.with_for_update()):
        earlier.withdrawn_at = clock.now()
        audit.record(session, actor, "invitation.withdraw", earlier.id)


def _accepted(
    session: Session, actor: Actor, token: str, person_id: int
) -> Organisation:
    invitation = queries.by_token(session, actor, token, lock=True)
    rules.check_acceptable(queries.status(invitation))

    invitation.accepted_at = clock.now()
    invitation.accepted_by_id = person_id
    _join(session, person_id, invitation.organisation_id, invitation.role)
    audit.record(session, actor, "invitation.accept", invitation.id)
    return session.get_one(Organisation, invitation.organisation_id)


def _join(session: Session, person_id: int, organisation_id: int, role: Role) -> None:
    found = session.exec(
        select(Membership).where(
            Membership.person_id == person_id,
            Membership.organisation_id == organisation_id,
        )
    ).one_or_none()
    if found is not None:
        found.role = rules.higher(found.role, role)
        return
    session.add(
        Membership(person_id=person_id, organisation_id=organisation_id, role=role)
    )


def _membership(
    session: Session, actor: Actor, slug: str, membership_id: int
) -> Membership:
    organisation = queries.get_organisation(session, actor, slug)
    actor.require(Permission.FIGURES_SEE, at=organisation.id)
    membership = session.get(Membership, membership_id)
    if membership is None or membership.organisation_id != organisation.id:
        raise NotFound("organisations.no_such_member")
    return membership


def _check_owner_remains(
    session: Session, actor: Actor, membership: Membership, *, stays: bool
) -> None:
    rules.check_owner_remains(
        queries.count_owners(session, actor, membership.organisation_id, lock=True),
        was_owner=membership.role is Role.OWNER,
        stays_owner=stays,
    )
