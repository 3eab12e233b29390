"""Profiles are open to whoever is signed in; members and invitations are not."""

import pytest

from impact_hub.features.organisations import queries
from impact_hub.features.organisations.rules import InvitationStatus
from impact_hub.identity.permissions import Role
from impact_hub.kit.errors import Forbidden, NotFound, SignedOut
from tests.factories import make_invitation, make_member, make_organisation


def test_everybody_signed_in_reads_a_profile(session, cast):
    assert queries.get_organisation(session, cast.stranger, "partner").name == "Partner"
    by_id = queries.get_by_id(session, cast.stranger, cast.partner.id)
    assert by_id is cast.partner


def test_a_profile_that_does_not_exist_is_not_found(session, cast):
    with pytest.raises(NotFound, match=r"organisations\.no_such_organisation"):
        queries.get_organisation(session, cast.owner, "nowhere")
    with pytest.raises(NotFound, match=r"organisations\.no_such_organisation"):
        queries.get_by_id(session, cast.owner, 999_999)


def test_my_organisations_are_those_that_i_belong_to_by_name(session, cast):
    assert queries.list_mine(session, cast.reporter) == [cast.partner]
    assert queries.list_mine(session, cast.anyone) == []


def test_members_see_each_other_by_name(session, cast):
    make_member(session, cast.partner, Role.VIEWER, name="Anna")

    members = queries.list_members(session, cast.partner_viewer, "partner")

    assert [(each.name, each.role) for each in members] == [
        ("Anna", Role.VIEWER),
        ("Paul Owner", Role.OWNER),
        ("Rita Reporter", Role.EDITOR),
        ("Vito Viewer", Role.VIEWER),
    ]


def test_nobody_else_learns_who_the_members_are(session, cast):
    with pytest.raises(Forbidden):
        queries.list_members(session, cast.coordinator, "partner")


def test_owners_see_the_invitations_that_wait_newest_first(session, cast, clock):
    make_invitation(session, cast.partner, note="first")
    clock.tick(days=15)
    make_invitation(session, cast.partner, note="second")
    make_invitation(session, cast.partner, accepted_at=clock.now)
    make_invitation(session, cast.partner, withdrawn_at=clock.now)
    make_invitation(session, cast.backbone)

    waiting = queries.list_invitations(session, cast.partner_owner, "partner")

    assert [(each.note, each.status) for each in waiting] == [
        ("second", InvitationStatus.OPEN),
        ("first", InvitationStatus.EXPIRED),
    ]


def test_editors_do_not_see_invitations(session, cast):
    with pytest.raises(Forbidden):
        queries.list_invitations(session, cast.reporter, "partner")


def test_whoever_holds_the_link_reads_the_invitation(session, cast):
    _, token = make_invitation(
        session, cast.partner, invited_by_id=cast.partner_owner.person_id
    )

    found = queries.read_invitation(session, cast.anyone, token)

    assert (found.organisation, found.organisation_slug) == ("Partner", "partner")
    assert (found.role, found.invited_by) == (Role.EDITOR, "Paul Owner")
    assert found.status is InvitationStatus.OPEN


def test_an_invitation_of_the_house_names_nobody(session, cast):
    _, token = make_invitation(session, cast.partner)

    assert queries.read_invitation(session, cast.anyone, token).invited_by == ""


def test_any_other_link_leads_nowhere(session, cast):
    with pytest.raises(NotFound, match=r"organisations\.no_such_invitation"):
        queries.read_invitation(session, cast.anyone, "made up")


def test_those_who_could_have_sent_an_invitation_find_it(session, cast):
    sponsored = make_organisation(session, sponsor_id=cast.backbone.id)
    invitation, _ = make_invitation(session, sponsored)

    found = queries.get_invitation(session, cast.coordinator, invitation.id)

    assert found is invitation


def test_others_do_not_learn_that_there_is_an_invitation(session, cast):
    invitation, _ = make_invitation(session, cast.partner)

    for actor in (cast.coordinator, cast.reporter, cast.stranger):
        with pytest.raises(NotFound, match=r"organisations\.no_such_invitation"):
            queries.get_invitation(session, actor, invitation.id)
    with pytest.raises(NotFound, match=r"organisations\.no_such_invitation"):
        queries.get_invitation(session, cast.partner_owner, 999_999)
    with pytest.raises(SignedOut):
        queries.get_invitation(session, cast.anyone, invitation.id)


def test_an_organisation_has_members_once_somebody_has_come(session, cast):
    empty = make_organisation(session)

    assert queries.has_members(session, cast.owner, cast.partner.id)
    assert not queries.has_members(session, cast.owner, empty.id)
    assert queries.count_owners(session, cast.owner, cast.partner.id) == 1
    assert queries.count_owners(session, cast.owner, empty.id, lock=True) == 0
