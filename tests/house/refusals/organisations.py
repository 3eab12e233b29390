"""Organisations: profiles are open to whoever is signed in; the rest is its owners'."""

from sqlmodel import select

from impact_hub.features.organisations import queries, service
from impact_hub.features.organisations.forms import Profile
from impact_hub.identity.models import Membership, OrganisationKind
from impact_hub.identity.permissions import Role
from tests.factories import PASSWORD, make_invitation, make_member, make_organisation
from tests.house.refusals.expectations import (
    EVERYBODY,
    PARTNER_OWNS,
    PARTNER_SEES,
    PERSONS,
    SIGNED_IN,
    STEERS_THE_BACKBONE,
    Stage,
    Table,
    expected,
)

SCHOOL = OrganisationKind.SCHOOL

# An invitation into the partner: others do not even learn that there is one.
SEES_INVITATION = expected(
    allowed="partner_owner house",
    not_found="owner coordinator viewer reporter partner_viewer other_reporter funder "
    "stranger",
    signed_out="anyone",
)
# Its sponsor may hand an organisation without members to its people.
SPONSORS = STEERS_THE_BACKBONE


def token(at: Stage) -> str:
    return make_invitation(at.session, at.cast.partner)[1]


def membership(at: Stage) -> int:
    """Of somebody else in the partner."""
    person = make_member(at.session, at.cast.partner, Role.VIEWER)
    found = select(Membership.id).where(Membership.person_id == person.id)
    return at.session.exec(found).one() or 0


def get_invitation(at: Stage) -> object:
    invitation, _ = make_invitation(at.session, at.cast.partner)
    return queries.get_invitation(at.session, at.actor, invitation.id or 0)


def withdraw_invitation(at: Stage) -> object:
    invitation, _ = make_invitation(at.session, at.cast.partner)
    return service.withdraw_invitation(at.session, at.actor, invitation.id or 0)


def invite_first_owner(at: Stage) -> object:
    entered = make_organisation(at.session, sponsor_id=at.cast.backbone.id)
    return service.invite_first_owner(at.session, at.actor, entered.id or 0)


TABLE: Table = {
    queries.get_organisation: (
        SIGNED_IN,
        lambda at: queries.get_organisation(at.session, at.actor, "partner"),
    ),
    queries.get_by_id: (
        SIGNED_IN,
        lambda at: queries.get_by_id(at.session, at.actor, at.cast.partner.id or 0),
    ),
    queries.list_mine: (
        EVERYBODY,
        lambda at: queries.list_mine(at.session, at.actor),
    ),
    queries.list_members: (
        PARTNER_SEES,
        lambda at: queries.list_members(at.session, at.actor, "partner"),
    ),
    queries.list_invitations: (
        PARTNER_OWNS,
        lambda at: queries.list_invitations(at.session, at.actor, "partner"),
    ),
    queries.get_invitation: (SEES_INVITATION, get_invitation),
    # Holding the link is the right to read it.
    queries.read_invitation: (
        EVERYBODY,
        lambda at: queries.read_invitation(at.session, at.actor, token(at)),
    ),
    queries.by_token: (
        EVERYBODY,
        lambda at: queries.by_token(at.session, at.actor, token(at)),
    ),
    # Numbers about what the caller has found.
    queries.has_members: (
        EVERYBODY,
        lambda at: queries.has_members(at.session, at.actor, at.cast.partner.id or 0),
    ),
    queries.count_owners: (
        EVERYBODY,
        lambda at: queries.count_owners(at.session, at.actor, at.cast.partner.id or 0),
    ),
    service.found_organisation: (
        SIGNED_IN,
        lambda at: service.found_organisation(
            at.session, at.actor, name="Süd", kind=SCHOOL
        ),
    ),
    service.sponsor_organisation: (
        STEERS_THE_BACKBONE,
        lambda at: service.sponsor_organisation(
            at.session,
            at.actor,
            name="Süd",
            kind=SCHOOL,
            sponsor_id=at.cast.backbone.id or 0,
        ),
    ),
    service.edit_organisation: (
        PARTNER_OWNS,
        lambda at: service.edit_organisation(
            at.session, at.actor, "partner", Profile(name="Süd", kind=SCHOOL)
        ),
    ),
    service.invite: (
        PARTNER_OWNS,
        lambda at: service.invite(at.session, at.actor, "partner", role=Role.EDITOR),
    ),
    service.invite_first_owner: (SPONSORS, invite_first_owner),
    service.withdraw_invitation: (SEES_INVITATION, withdraw_invitation),
    service.accept_invitation: (
        PERSONS,
        lambda at: service.accept_invitation(at.session, at.actor, token(at)),
    ),
    service.register: (
        EVERYBODY,
        lambda at: service.register(
            at.session,
            at.actor,
            token(at),
            email="ada@example.org",
            name="Ada",
            password=PASSWORD,
        ),
    ),
    service.change_role: (
        PARTNER_OWNS,
        lambda at: service.change_role(
            at.session, at.actor, "partner", membership(at), role=Role.EDITOR
        ),
    ),
    # Somebody else; oneself may always leave.
    service.remove_member: (
        PARTNER_OWNS,
        lambda at: service.remove_member(
            at.session, at.actor, "partner", membership(at)
        ),
    ),
}
