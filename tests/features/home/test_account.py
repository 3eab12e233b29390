"""Signing in and one's own account: the way back, and what a form's answer leaves."""

import pytest

from impact_hub.features.home.state import AccountState, SignInState
from impact_hub.identity.flash import Flash
from impact_hub.identity.permissions import ANYONE
from impact_hub.kit import db
from tests.people import Cast
from tests.states import (
    act,
    carry,
    errors,
    fields,
    leads_to,
    opened,
    state_of,
    submit,
    token_of,
)
from tests.world import cast_in

pytestmark = pytest.mark.anyio


@pytest.fixture
def cast(hub) -> Cast:
    with db.transaction() as session:
        return cast_in(session)


def left(monkeypatch, page: type, **flash: object) -> None:
    """What the answer to a form has left for this page, in its cookie."""
    monkeypatch.setattr(page, "_flash", lambda _: Flash(**flash))


async def test_a_refused_password_is_said_at_its_field_and_the_address_stays(
    hub, monkeypatch
):
    left(
        monkeypatch,
        SignInState,
        code="identity.wrong_password",
        is_refusal=True,
        where="password",
        typed={"email": "ada@example.org", "next": "/i/world"},
    )

    state = await opened(SignInState, ANYONE, "/sign-in")

    assert errors(state, "sign-in") == {
        "password": "E-mail address and password don't match."
    }
    assert fields(state, "sign-in")["email"].value == "ada@example.org"
    assert state.way_back == "/i/world"


async def test_without_a_way_back_one_goes_home(hub):
    assert (await opened(SignInState, ANYONE, "/sign-in")).way_back == "/"


async def test_the_account_is_for_whoever_is_signed_in(hub):
    state = state_of(AccountState, path="/account")

    assert leads_to(await act(state, "load")) == "/sign-in?next=/account"
    assert state.forms == {}


async def test_another_name_is_shown_at_once(cast):
    state = await opened(AccountState, cast.reporter, "/account")
    assert fields(state, "own-name")["name"].value == "Rita Reporter"

    await submit(state, "rename", "own-name", name="Rita Richter")

    assert (state.person_name, state.notice) == ("Rita Richter", "Your name is saved.")
    assert fields(state, "own-name")["name"].value == "Rita Richter"


async def test_a_person_has_a_name(cast):
    state = await opened(AccountState, cast.reporter, "/account")

    await submit(state, "rename", "own-name", name=" ")

    assert set(errors(state, "own-name")) == {"name"}
    assert state.person_name == "Rita Reporter"


async def test_a_changed_password_is_told_and_a_refused_one_at_its_field(
    cast, monkeypatch
):
    left(monkeypatch, AccountState, code="identity.password_changed")
    state = await opened(AccountState, cast.reporter, "/account")
    assert state.told.startswith("Your password is changed.")

    left(
        monkeypatch,
        AccountState,
        code="identity.wrong_password",
        is_refusal=True,
        where="current",
    )
    state = await opened(AccountState, cast.reporter, "/account")
    assert state.told == ""
    assert set(errors(state, "new-password")) == {"current"}


async def test_the_next_person_in_the_tab_sees_nothing_of_the_one_before(cast):
    state = await opened(AccountState, cast.reporter, "/account")
    carry(state, token=token_of(cast.funder), path="/account")
    await act(state, "load")

    assert fields(state, "own-name")["name"].value == "Fiona Funder"
