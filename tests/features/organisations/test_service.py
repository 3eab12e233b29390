"""Organisations are founded, handed over and joined; owners look after members."""

import pytest
from sqlmodel import select

from impact_hub.features.organisations import queries, service
from impact_hub.features.organisations.forms import Profile
from impact_hub.features.organisations.models import Invitation
from impact_hub.features.organisations.rules import InvitationStatus
from impact_hub.identity import sessions
from impact_hub.identity.models import Membership, OrganisationKind, Person
from impact_hub.identity.permissions import Role
from impact_hub.kit import db
from impact_hub.kit.audit import AuditLine
from impact_hub.kit.errors import Conflict, Forbidden, Invalid, NotFound, SignedOut
from tests.factories import (
    PASSWORD,
    join,
    make_invitation,
    make_member,
    make_organisation,
    make_person,
)
from tests.races import meanwhile

SCHOOL = OrganisationKind.SCHOOL


def role_of(session, person_id, organisation) -> Role | None:
    return session.exec(
        select(Membership.role).where(
            Membership.person_id == person_id,
            Membership.organisation_id == organisation.id,
        )
    ).one_or_none()


def membership_of(session, actor, organisation) -> int:
    return session.exec(
        select(Membership.id).where(
            Membership.person_id == actor.person_id,
            Membership.organisation_id == organisation.id,
        )
    ).one()


# Founding and sponsoring


def test_whoever_founds_an_organisation_owns_it(session, cast):
    founded = service.found_organisation(
        session, cast.stranger, name=" Haus  Süd ", kind=SCHOOL, place=" Bonn "
    )

    assert (founded.name, founded.slug, founded.place) == (
        "Haus Süd",
        "haus-sued",
        "Bonn",
    )
    assert role_of(session, cast.stranger.person_id, founded) is Role.OWNER


def test_a_program_of_the_house_founds_without_belonging(session, cast):
    founded = service.found_organisation(session, cast.house, name="Süd", kind=SCHOOL)

    assert not queries.has_members(session, cast.house, founded.id)


def test_two_organisations_may_have_the_same_name(session, cast):
    again = service.found_organisation(
        session, cast.stranger, name="Partner", kind=SCHOOL
    )

    assert again.slug == "partner-2"


def test_nobody_signed_out_founds_an_organisation(session, cast):
    with pytest.raises(SignedOut):
        service.found_organisation(session, cast.anyone, name="Süd", kind=SCHOOL)


def test_an_organisation_needs_a_name(session, cast):
    with pytest.raises(Invalid, match=r"organisations\.name_needed"):
        service.found_organisation(session, cast.stranger, name=" ", kind=SCHOOL)


def sponsor(session, cast, actor=None):
    return service.sponsor_organisation(
        session,
        actor or cast.coordinator,
        name="Neuer Partner",
        kind=SCHOOL,
        sponsor_id=cast.backbone.id,
    )


def test_a_backbone_enters_a_partner_without_belonging_to_it(session, cast):
    entered = sponsor(session, cast)

    assert entered.sponsor_id == cast.backbone.id
    assert not queries.has_members(session, cast.coordinator, entered.id)


def test_only_those_who_steer_enter_others(session, cast):
    with pytest.raises(Forbidden):
        sponsor(session, cast, cast.viewer)


# The profile


def test_an_owner_changes_the_profile(session, cast):
    profile = Profile(
        name="Partner  neu", kind=SCHOOL, place="Köln", website="example.org"
    )

    changed = service.edit_organisation(session, cast.partner_owner, "partner", profile)

    assert (changed.name, changed.slug) == ("Partner neu", "partner")
    assert (changed.kind, changed.place) == (SCHOOL, "Köln")
    assert changed.website == "https://example.org"


def test_an_editor_does_not_change_the_profile(session, cast):
    with pytest.raises(Forbidden):
        service.edit_organisation(
            session, cast.reporter, "partner", Profile(name="Anders", kind=SCHOOL)
        )


# Invitations


def test_an_owner_invites_with_a_link_that_works_once(session, cast, clock):
    token = service.invite(
        session, cast.partner_owner, "partner", role=Role.EDITOR, note=" Ada "
    )
    ada = sessions.as_actor(session, make_person(session, name="Ada"))

    joined = service.accept_invitation(session, ada, token)

    assert joined is cast.partner
    assert role_of(session, ada.person_id, cast.partner) is Role.EDITOR
    invitation = session.exec(select(Invitation)).one()
    assert (invitation.accepted_by_id, invitation.accepted_at) == (
        ada.person_id,
        clock.now,
    )
    assert invitation.note == "Ada"
    with pytest.raises(Conflict, match=r"organisations\.invitation_accepted"):
        service.accept_invitation(session, cast.stranger, token)


def test_the_links_secret_is_not_kept(session, cast):
    token = service.invite(session, cast.partner_owner, "partner", role=Role.EDITOR)

    kept = session.exec(select(Invitation)).one()
    lines = session.exec(select(AuditLine)).all()
    assert token not in f"{kept.model_dump()} {[line.model_dump() for line in lines]}"


def test_an_editor_does_not_invite(session, cast):
    with pytest.raises(Forbidden):
        service.invite(session, cast.reporter, "partner", role=Role.VIEWER)


def test_an_invitation_takes_no_rights_away(session, cast):
    _, token = make_invitation(session, cast.partner, role=Role.VIEWER)

    service.accept_invitation(session, cast.partner_owner, token)

    assert role_of(session, cast.partner_owner.person_id, cast.partner) is Role.OWNER


def test_an_invitation_gives_more_rights(session, cast):
    _, token = make_invitation(session, cast.partner, role=Role.OWNER)

    service.accept_invitation(session, cast.reporter, token)

    assert role_of(session, cast.reporter.person_id, cast.partner) is Role.OWNER


def test_an_expired_invitation_is_told_as_such(session, cast, clock):
    _, token = make_invitation(session, cast.partner)
    clock.tick(days=14)

    with pytest.raises(Conflict, match=r"organisations\.invitation_expired"):
        service.accept_invitation(session, cast.stranger, token)


def test_a_withdrawn_invitation_is_told_as_such(session, cast):
    invitation, token = make_invitation(session, cast.partner)

    service.withdraw_invitation(session, cast.partner_owner, invitation.id)

    with pytest.raises(Conflict, match=r"organisations\.invitation_withdrawn"):
        service.accept_invitation(session, cast.stranger, token)
    with pytest.raises(Conflict, match=r"organisations\.invitation_withdrawn"):
        service.withdraw_invitation(session, cast.partner_owner, invitation.id)


def test_an_expired_invitation_can_be_cleared_away(session, cast, clock):
    invitation, _ = make_invitation(session, cast.partner)
    clock.tick(days=14)

    service.withdraw_invitation(session, cast.partner_owner, invitation.id)

    assert queries.status(invitation) is InvitationStatus.WITHDRAWN


def test_an_unknown_invitation_leads_nowhere(session, cast):
    with pytest.raises(NotFound, match=r"organisations\.no_such_invitation"):
        service.accept_invitation(session, cast.stranger, "made up")


def test_one_has_to_be_somebody_to_accept(session, cast):
    _, token = make_invitation(session, cast.partner)

    with pytest.raises(SignedOut):
        service.accept_invitation(session, cast.anyone, token)
    with pytest.raises(NotFound, match=r"identity\.no_such_person"):
        service.accept_invitation(session, cast.house, token)


def test_an_invitation_is_accepted_once_even_by_two_at_the_same_moment(each_hub):
    with db.transaction() as session:
        partner = make_organisation(session)
        _, token = make_invitation(session, partner)
        first, second = (
            sessions.as_actor(session, make_person(session)) for _ in range(2)
        )

    refused = meanwhile(
        lambda session: service.accept_invitation(session, first, token),
        lambda session: service.accept_invitation(session, second, token),
    )

    assert isinstance(refused, Conflict)
    assert refused.code == "organisations.invitation_accepted"
    with db.reading() as session:
        assert role_of(session, first.person_id, partner) is Role.EDITOR
        assert role_of(session, second.person_id, partner) is None


# Handing an organisation to its own people


def test_the_sponsor_invites_the_first_owner(session, cast):
    entered = sponsor(session, cast)

    token = service.invite_first_owner(session, cast.coordinator, entered.id)
    service.accept_invitation(session, cast.stranger, token)

    assert role_of(session, cast.stranger.person_id, entered) is Role.OWNER


def test_nobody_but_the_sponsor_invites_the_first_owner(session, cast):
    entered = sponsor(session, cast)

    for actor in (cast.reporter, cast.viewer, cast.stranger):
        with pytest.raises(Forbidden):
            service.invite_first_owner(session, actor, entered.id)


def test_the_backbone_cannot_invite_itself_into_a_partner_that_has_members(
    session, cast
):
    entered = sponsor(session, cast)
    make_member(session, entered, Role.OWNER)

    with pytest.raises(Conflict, match=r"organisations\.has_members"):
        service.invite_first_owner(session, cast.coordinator, entered.id)


def test_no_earlier_link_is_left_for_the_backbone_once_the_partner_has_come(
    session, cast
):
    entered = sponsor(session, cast)
    spare = service.invite_first_owner(session, cast.coordinator, entered.id)
    token = service.invite_first_owner(session, cast.coordinator, entered.id)
    service.accept_invitation(session, cast.stranger, token)

    with pytest.raises(Conflict, match=r"organisations\.invitation_withdrawn"):
        service.accept_invitation(session, cast.coordinator, spare)


def sponsored(session):
    """A backbone's coordinator, and a partner that it has entered."""
    backbone = make_organisation(session)
    coordinator = make_member(session, backbone, Role.EDITOR)
    partner = make_organisation(session, sponsor_id=backbone.id)
    return sessions.as_actor(session, coordinator), partner


def test_two_links_made_at_the_same_moment_leave_one_that_works(each_hub):
    with db.transaction() as session:
        coordinator, partner = sponsored(session)

    def invite(session):
        service.invite_first_owner(session, coordinator, partner.id)

    assert meanwhile(invite, invite) is None
    with db.reading() as session:
        waiting = [
            queries.status(each) for each in session.exec(select(Invitation)).all()
        ]
    assert sorted(waiting) == [InvitationStatus.OPEN, InvitationStatus.WITHDRAWN]


def test_no_link_is_made_while_the_first_owner_is_just_coming(each_hub):
    with db.transaction() as session:
        coordinator, partner = sponsored(session)
        _, token = make_invitation(session, partner, role=Role.OWNER)
        owner = sessions.as_actor(session, make_person(session))

    refused = meanwhile(
        lambda session: service.accept_invitation(session, owner, token),
        lambda session: service.invite_first_owner(session, coordinator, partner.id),
    )

    assert refused is not None
    assert refused.code == "organisations.has_members"


# Registering


def test_somebody_new_registers_with_an_invitation(session, cast):
    _, token = make_invitation(session, cast.partner, role=Role.EDITOR)

    cookie = service.register(
        session,
        cast.anyone,
        token,
        email="ada@example.org",
        name="Ada",
        password=PASSWORD,
    )

    actor = sessions.actor_of(session, cookie)
    assert (actor.name, actor.roles) == ("Ada", {cast.partner.id: Role.EDITOR})


@pytest.mark.parametrize(
    ("changes", "refusal", "code"),
    [
        ({"token": "made up"}, NotFound, "organisations.no_such_invitation"),
        ({"email": "ada"}, Invalid, "identity.not_an_email"),
        ({"email": "taken@example.org"}, Conflict, "identity.email_taken"),
        ({"password": "short"}, Invalid, "identity.password_length"),
    ],
)
def test_a_refused_registration_makes_nobody(session, cast, changes, refusal, code):
    make_person(session, email="taken@example.org")
    _, token = make_invitation(session, cast.partner)
    before = len(session.exec(select(Person)).all())
    given = {
        "token": token,
        "email": "ada@example.org",
        "name": "Ada",
        "password": PASSWORD,
        **changes,
    }

    with pytest.raises(refusal, match=code):
        service.register(session, cast.anyone, given.pop("token"), **given)

    assert len(session.exec(select(Person)).all()) == before


def test_a_used_invitation_registers_nobody(session, cast, clock):
    _, token = make_invitation(session, cast.partner, accepted_at=clock.now)

    with pytest.raises(Conflict, match=r"organisations\.invitation_accepted"):
        service.register(
            session,
            cast.anyone,
            token,
            email="ada@example.org",
            name="Ada",
            password=PASSWORD,
        )


# Members


def test_an_owner_gives_members_other_roles(session, cast):
    membership = membership_of(session, cast.reporter, cast.partner)

    service.change_role(
        session, cast.partner_owner, "partner", membership, role=Role.OWNER
    )

    assert role_of(session, cast.reporter.person_id, cast.partner) is Role.OWNER


def test_an_owner_takes_a_member_out(session, cast):
    membership = membership_of(session, cast.reporter, cast.partner)

    service.remove_member(session, cast.partner_owner, "partner", membership)

    assert role_of(session, cast.reporter.person_id, cast.partner) is None
    assert session.get(Person, cast.reporter.person_id) is not None


def test_everybody_may_leave(session, cast):
    membership = membership_of(session, cast.partner_viewer, cast.partner)

    service.remove_member(session, cast.partner_viewer, "partner", membership)

    assert role_of(session, cast.partner_viewer.person_id, cast.partner) is None


def test_an_editor_manages_nobody_else(session, cast):
    membership = membership_of(session, cast.partner_viewer, cast.partner)

    with pytest.raises(Forbidden):
        service.change_role(
            session, cast.reporter, "partner", membership, role=Role.OWNER
        )
    with pytest.raises(Forbidden):
        service.remove_member(session, cast.reporter, "partner", membership)


def test_the_last_owner_cannot_leave(session, cast):
    membership = membership_of(session, cast.partner_owner, cast.partner)

    with pytest.raises(Conflict, match=r"organisations\.last_owner"):
        service.remove_member(session, cast.partner_owner, "partner", membership)
    with pytest.raises(Conflict, match=r"organisations\.last_owner"):
        service.change_role(
            session, cast.partner_owner, "partner", membership, role=Role.EDITOR
        )


def test_an_owner_leaves_another_behind(session, cast):
    make_member(session, cast.partner, Role.OWNER)
    membership = membership_of(session, cast.partner_owner, cast.partner)

    service.remove_member(session, cast.partner_owner, "partner", membership)

    assert queries.count_owners(session, cast.house, cast.partner.id) == 1


def test_the_last_two_owners_cannot_leave_at_the_same_moment(each_hub):
    with db.transaction() as session:
        partner = make_organisation(session, slug="club")
        people = [make_person(session) for _ in range(2)]
        memberships = [join(session, each, partner, Role.OWNER).id for each in people]
        owners = [sessions.as_actor(session, each) for each in people]

    def leave(number):
        return lambda session: service.remove_member(
            session, owners[number], "club", memberships[number]
        )

    refused = meanwhile(leave(0), leave(1))

    assert refused is not None
    assert refused.code == "organisations.last_owner"


def test_a_member_of_another_organisation_is_not_found(session, cast):
    membership = membership_of(session, cast.coordinator, cast.backbone)

    for number in (membership, 999_999):
        with pytest.raises(NotFound, match=r"organisations\.no_such_member"):
            service.remove_member(session, cast.partner_owner, "partner", number)
