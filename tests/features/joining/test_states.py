"""The pages of joining: inviting, who takes part, and coming in."""

from datetime import date

import pytest

from impact_hub.features.joining.state.invitation import InvitationState
from impact_hub.features.joining.state.partners import PartnersState
from impact_hub.features.organisations import service as organisations
from impact_hub.identity.flash import Flash
from impact_hub.identity.permissions import ANYONE, Actor, Role
from impact_hub.kit import db
from tests.people import Cast
from tests.states import act, errors, fields, leads_to, opened, submit
from tests.world import cast_in

pytestmark = pytest.mark.anyio

FORM = "invite-organisations"


@pytest.fixture
def cast(hub) -> Cast:
    with db.transaction() as session:
        return cast_in(session)


async def partners(actor: Actor) -> PartnersState:
    return await opened(PartnersState, actor, "/i/world/partners", slug="world")


def names(state: PartnersState) -> set[str]:
    return {each.name for each in state.page.partners}


async def test_a_partner_sees_who_takes_part_and_invites_nobody(cast):
    state = await partners(cast.reporter)

    assert names(state) == {"Partner", "Other partner"}
    assert state.forms == {}


async def test_a_stranger_finds_no_such_page(cast):
    state = await partners(cast.stranger)

    assert (state.missing, names(state)) == (True, set())


async def test_a_form_that_was_never_shown_is_not_taken(cast):
    state = await partners(cast.reporter)

    await act(state, "invite", FORM, {"people": "Haus Süd"})

    assert state.notice == "This does not exist any more."
    assert names(state) == {"Partner", "Other partner"}


async def test_many_are_invited_at_once_and_each_gets_a_letter(cast):
    state = await partners(cast.coordinator)

    await submit(state, "invite", FORM, people="Haus Süd; a@s.example\nHaus Nord")

    assert names(state) >= {"Haus Süd", "Haus Nord"}
    assert [each.name for each in state.letters] == ["Haus Süd", "Haus Nord"]
    assert "a@s.example" in state.all_letters
    links = [each.text.partition("/invite/")[2].split()[0] for each in state.letters]
    assert len(set(links)) == 2


async def test_letters_are_shown_once(cast):
    state = await partners(cast.coordinator)
    await submit(state, "invite", FORM, people="Haus Süd")

    await act(state, "load")

    assert (state.letters, state.all_letters) == ([], "")


async def test_whoever_invites_nobody_is_told_at_the_field(cast):
    state = await partners(cast.coordinator)

    await submit(state, "invite", FORM, people=" \n ")

    assert set(errors(state, FORM)) == {"people"}
    assert state.letters == []


async def test_a_day_is_asked_only_where_another_one_is_wanted(cast):
    state = await partners(cast.coordinator)
    assert "day" not in fields(state, FORM)

    await act(state, "redraw", FORM, {"since": "other"})
    assert "day" in fields(state, FORM)
    await submit(state, "invite", FORM, people="Haus Süd", since="other")

    assert set(errors(state, FORM)) == {"day"}
    assert "Haus Süd" not in names(state)


async def test_a_new_link_takes_the_place_of_the_old_one(cast):
    state = await partners(cast.coordinator)
    await submit(state, "invite", FORM, people="Haus Süd")
    old = state.letters[0].text
    invited = next(e for e in state.page.partners if e.name == "Haus Süd")

    await act(state, "invite_again", invited.id)

    assert [each.name for each in state.letters] == ["Haus Süd"]
    assert state.letters[0].text != old


async def test_whoever_ends_can_come_back(cast, clock):
    state = await partners(cast.coordinator)
    partner = next(e for e in state.page.partners if e.name == "Partner")

    await act(state, "end", partner.id)
    ended = next(e for e in state.page.partners if e.name == "Partner")
    assert ended != partner

    clock.go_to(date(2026, 7, 20))
    await act(state, "resume", partner.id)
    back = next(e for e in state.page.partners if e.name == "Partner")
    assert back != ended
    assert state.notice == "Saved."


@pytest.mark.parametrize("handler", ["end", "resume", "invite_again"])
async def test_a_partner_ends_nobody_and_invites_nobody_again(cast, handler):
    theirs = await partners(cast.coordinator)
    number = theirs.page.partners[0].id
    state = await partners(cast.reporter)
    before = state.page

    await act(state, handler, number)

    assert state.notice == "You don't have the right to do this."
    assert (state.page, state.letters) == (before, [])


# Coming in


def invited(cast: Cast, note: str = "") -> str:
    """The secret of a link into the partner."""
    with db.transaction() as session:
        return organisations.invite(
            session, cast.partner_owner, "partner", role=Role.EDITOR, note=note
        )


async def invitation(actor: Actor, token: str) -> InvitationState:
    return await opened(InvitationState, actor, f"/invite/{token}", invitation=token)


async def test_an_invitation_says_whose_it_is_and_until_when(cast):
    state = await invitation(ANYONE, invited(cast))

    page = state.page
    assert (page.organisation, page.invited_by) == ("Partner", "Paul Owner")
    assert (page.is_open, page.why_not) == (True, "")
    assert page.last_day == "15 Jul 2026"
    assert set(fields(state, "registration")) == {"name", "email", "password"}


async def test_a_link_that_leads_nowhere_says_so_and_nothing_else(cast):
    state = await invitation(ANYONE, "no-such-link")

    assert not state.page.is_open
    assert state.page.organisation == ""
    assert state.page.why_not.startswith("This invitation does not exist.")


async def test_whoever_accepts_is_told_on_the_next_page(cast):
    state = await invitation(cast.stranger, invited(cast))

    answer = await act(state, "accept")

    assert leads_to(answer) == "/"
    assert state.notice == "You belong to Partner now."


async def test_a_link_is_used_once(cast):
    token = invited(cast)
    await act(await invitation(cast.stranger, token), "accept")

    late = await invitation(cast.funder, token)
    assert late.page.why_not == "This invitation has been used already."
    assert await act(late, "accept") is None
    assert late.notice == "This invitation has been used already."


async def test_what_was_refused_stands_at_its_field_with_what_was_typed(
    cast, monkeypatch
):
    """The browser itself submits the form; the answer comes back in a cookie."""
    flash = Flash(
        code="identity.password_length",
        is_refusal=True,
        where="password",
        params={"least": "10"},
        typed={"name": "Ada", "email": "ada@example.org"},
    )
    monkeypatch.setattr(InvitationState, "_flash", lambda _: flash)

    state = await invitation(ANYONE, invited(cast))

    assert errors(state, "registration") == {
        "password": "Please choose at least 10 characters."
    }
    assert fields(state, "registration")["email"].value == "ada@example.org"
