"""A session is a random token in a cookie; what it allows is looked up every time."""

from datetime import timedelta

import pytest
from sqlmodel import select

from impact_hub.identity import sessions
from impact_hub.identity.models import Membership, SignIn
from impact_hub.identity.permissions import ANYONE, Role
from impact_hub.kit.db import id_of
from tests.factories import join, make_person


@pytest.fixture
def person(session):
    return make_person(session, name="Ada")


def test_whoever_holds_the_token_is_the_person(session, cast, person):
    join(session, person, cast.partner, Role.EDITOR)
    token = sessions.open_session(session, id_of(person))

    actor = sessions.actor_of(session, token)

    assert (actor.person_id, actor.name, actor.locale) == (person.id, "Ada", "en")
    assert actor.roles == {cast.partner.id: Role.EDITOR}


@pytest.mark.parametrize("token", [None, "", "made up"])
def test_any_other_token_is_nobodys(session, person, token):
    sessions.open_session(session, id_of(person))

    assert sessions.actor_of(session, token) is ANYONE


def test_the_token_itself_is_not_kept(session, person):
    token = sessions.open_session(session, id_of(person))

    assert token not in str(session.exec(select(SignIn)).one().model_dump())


def test_a_session_ends_after_its_days(session, person, clock):
    token = sessions.open_session(session, id_of(person))

    clock.tick(days=30, seconds=-1)
    assert sessions.actor_of(session, token).is_somebody
    clock.tick(seconds=1)
    assert sessions.actor_of(session, token) is ANYONE


def test_sessions_that_have_ended_are_cleared_away(session, person, clock):
    sessions.open_session(session, id_of(person))
    clock.tick(days=31)
    sessions.open_session(session, id_of(person))

    (left,) = session.exec(select(SignIn)).all()
    assert left.expires_at == clock.now + timedelta(days=30)


def test_signing_out_ends_one_session_and_no_other(session, person):
    here = sessions.open_session(session, id_of(person))
    there = sessions.open_session(session, id_of(person))

    sessions.close_session(session, here)

    assert sessions.actor_of(session, here) is ANYONE
    assert sessions.actor_of(session, there).is_somebody


def test_all_sessions_of_one_person_end_and_no_other_persons(session, person):
    mine = [sessions.open_session(session, id_of(person)) for _ in range(2)]
    other = sessions.open_session(session, id_of(make_person(session)))

    sessions.close_all_sessions(session, id_of(person))

    assert all(sessions.actor_of(session, each) is ANYONE for each in mine)
    assert sessions.actor_of(session, other).is_somebody


def test_a_lost_role_counts_at_once(session, cast, person):
    membership = join(session, person, cast.partner, Role.EDITOR)
    token = sessions.open_session(session, id_of(person))
    session.delete(session.get_one(Membership, membership.id))

    assert sessions.actor_of(session, token).roles == {}
