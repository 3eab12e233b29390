"""The page of an organisation: who sees what of it, and what it answers."""

import pytest

from impact_hub.features.organisations import queries
from impact_hub.features.organisations.state import (
    NewOrganisationState,
    OrganisationState,
)
from impact_hub.identity.kinds import OrganisationKind
from impact_hub.identity.permissions import ANYONE, Actor
from impact_hub.kit import db
from tests.people import Cast
from tests.states import act, errors, leads_to, opened, submit
from tests.world import cast_in

pytestmark = pytest.mark.anyio


@pytest.fixture
def cast(hub) -> Cast:
    with db.transaction() as session:
        return cast_in(session)


async def page(actor: Actor) -> OrganisationState:
    return await opened(OrganisationState, actor, "/o/partner", org="partner")


def profile(actor: Actor):
    with db.reading() as session:
        return queries.get_organisation(session, actor, "partner")


async def test_its_owner_sees_people_and_invitations_and_may_change_all(cast):
    await submit(await page(cast.partner_owner), "invite", "invite", note="Vito")

    state = await page(cast.partner_owner)

    assert {each.name for each in state.members} == {
        "Paul Owner",
        "Rita Reporter",
        "Vito Viewer",
    }
    assert [each.name for each in state.members if each.is_me] == ["Paul Owner"]
    assert [each.note for each in state.invitations] == ["Vito"]
    assert set(state.forms) == {"profile", "invite"}


async def test_those_who_only_look_see_its_people_and_no_form(cast):
    await submit(await page(cast.partner_owner), "invite", "invite", note="Vito")

    state = await page(cast.partner_viewer)

    assert len(state.members) == 3
    assert (state.invitations, state.forms, state.may_edit) == ([], {}, False)


@pytest.mark.parametrize("who", ["stranger", "coordinator"])
async def test_others_see_what_it_says_about_itself_and_nobody_in_it(cast, who):
    state = await page(getattr(cast, who))

    assert (state.name, state.members, state.invitations) == ("Partner", [], [])
    assert (state.is_member, state.forms) == (False, {})


async def test_what_is_saved_is_kept_and_shown(cast):
    state = await page(cast.partner_owner)

    await submit(state, "save", "profile", name="Verein Süd", website="https://s.org")

    assert (state.name, state.notice) == ("Verein Süd", "Saved.")
    assert profile(cast.stranger).website == "https://s.org"


async def test_a_wrong_address_stands_at_its_field_and_nothing_is_saved(cast):
    state = await page(cast.partner_owner)

    await submit(state, "save", "profile", name="Verein Süd", website="ftp://s.org")

    assert errors(state, "profile") == {"website": "A web address begins with https://"}
    assert profile(cast.stranger).name == "Partner"


async def test_the_second_of_two_tabs_overwrites_nothing(cast):
    first, second = await page(cast.partner_owner), await page(cast.partner_owner)
    await submit(first, "save", "profile", place="Köln")

    await submit(second, "save", "profile", place="Bonn")

    assert profile(cast.stranger).place == "Köln"
    assert second.forms["profile"].error


async def test_the_link_of_an_invitation_is_shown_once(cast):
    state = await page(cast.partner_owner)

    await submit(state, "invite", "invite", role="viewer")
    link = state.link
    await act(state, "load")

    assert link.startswith("http://localhost:3000/invite/")
    assert (state.link, [each.role for each in state.invitations]) == ("", ["viewer"])


async def test_an_invitation_that_is_withdrawn_is_gone(cast):
    state = await page(cast.partner_owner)
    await submit(state, "invite", "invite")

    await act(state, "withdraw", state.invitations[0].id)

    assert (state.invitations, state.notice) == ([], "The invitation is withdrawn.")


@pytest.mark.parametrize("number", ["999999", "", "x", "-1"])
async def test_what_is_not_there_is_told_and_the_page_stays(cast, number):
    state = await page(cast.partner_owner)

    for handler in ("withdraw", "remove"):
        await act(state, handler, number)

        assert state.notice
        assert len(state.members) == 3


async def test_another_role_is_shown_at_once(cast):
    state = await page(cast.partner_owner)
    rita = next(each for each in state.members if each.name == "Rita Reporter")

    await act(state, "change_role", rita.id, "owner")

    assert next(e.role for e in state.members if e.name == "Rita Reporter") == "owner"


async def test_a_role_that_there_is_not_changes_nothing(cast):
    state = await page(cast.partner_owner)
    rita = next(each for each in state.members if each.name == "Rita Reporter")

    await act(state, "change_role", rita.id, "king")

    assert state.errors == {"role": "Please choose one."}
    await act(state, "load")
    assert next(e.role for e in state.members if e.name == "Rita Reporter") == "editor"


async def test_the_last_owner_can_not_leave(cast):
    state = await page(cast.partner_owner)
    me = next(each for each in state.members if each.is_me)

    await act(state, "remove", me.id)

    assert state.notice.startswith("An organisation needs an owner.")
    assert len(state.members) == 3


async def test_whoever_is_removed_is_gone(cast):
    state = await page(cast.partner_owner)
    vito = next(each for each in state.members if each.name == "Vito Viewer")

    await act(state, "remove", vito.id)

    assert "Vito Viewer" not in {each.name for each in state.members}


async def test_only_somebody_signed_in_adds_an_organisation(cast):
    state = await opened(NewOrganisationState, ANYONE)

    assert state.forms == {}


async def test_a_new_organisation_leads_to_its_page(cast):
    state = await opened(NewOrganisationState, cast.stranger)

    answer = await submit(state, "create", "new-organisation", name="Haus Süd")

    assert leads_to(answer) == "/o/haus-sued"
    with db.reading() as session:
        made = queries.get_organisation(session, cast.stranger, "haus-sued")
    assert made.kind is OrganisationKind.NONPROFIT


async def test_an_organisation_has_a_name(cast):
    state = await opened(NewOrganisationState, cast.stranger)

    assert await submit(state, "create", "new-organisation", name="  ") is None

    assert set(errors(state, "new-organisation")) == {"name"}
