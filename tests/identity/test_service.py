"""Signing in here or elsewhere, and what people change about themselves."""

import pytest
from sqlmodel import func, select

from impact_hub.identity import passwords, service, sessions
from impact_hub.identity.models import ExternalIdentity, Person
from impact_hub.identity.permissions import ANYONE, Actor
from impact_hub.identity.service import Claims
from impact_hub.kit.audit import AuditLine
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import Conflict, Invalid, NotFound
from tests.factories import PASSWORD, make_person, make_person_with_password


@pytest.fixture
def ada(session) -> Person:
    return make_person_with_password(session, name="Ada", email="ada@example.org")


def claims(**changes: object) -> Claims:
    given = {
        "issuer": "https://id.example.org",
        "subject": "42",
        "email": "ada@example.org",
        "email_verified": True,
        "name": "Ada",
    }
    return Claims(**{**given, **changes})


# Signing in with a password


@pytest.mark.parametrize(
    "email", ["ada@example.org", " Ada@Example.ORG ", "ADA@EXAMPLE.ORG"]
)
def test_the_right_password_signs_in(session, ada, email):
    token = service.sign_in(session, ANYONE, email=email, password=PASSWORD)

    assert sessions.actor_of(session, token).person_id == ada.id


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ada@example.org", "wrong password"),
        ("ada@example.org", ""),
        ("nobody@example.org", PASSWORD),
        ("not an address", PASSWORD),
        ("ada@example.org\0", PASSWORD),
        ("", ""),
    ],
)
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    session, ada, email, password
):
    with pytest.raises(Invalid, match=r"identity\.wrong_password") as refused:
        service.sign_in(session, ANYONE, email=email, password=password)

    assert refused.value.field == "password"


def test_whoever_signs_in_elsewhere_has_no_password_here(session):
    make_person(session, email="ada@example.org")

    with pytest.raises(Invalid, match=r"identity\.wrong_password"):
        service.sign_in(session, ANYONE, email="ada@example.org", password=PASSWORD)


def test_signing_out_ends_the_session(session, ada):
    token = service.sign_in(session, ANYONE, email=ada.email, password=PASSWORD)

    service.sign_out(session, ANYONE, token=token)

    assert sessions.actor_of(session, token) is ANYONE


# Signing in elsewhere


def test_somebody_new_gets_an_account(empty_session):
    token = service.sign_in_elsewhere(empty_session, Actor(locale="de"), claims())

    person = empty_session.exec(select(Person)).one()
    assert sessions.actor_of(empty_session, token).person_id == person.id
    assert (person.email, person.name, person.locale) == (
        "ada@example.org",
        "Ada",
        "de",
    )
    assert person.password_hash is None


def test_somebody_known_is_recognised_by_issuer_and_subject(empty_session):
    service.sign_in_elsewhere(empty_session, ANYONE, claims())

    changed = claims(email="new@example.org", email_verified=False, name="")
    token = service.sign_in_elsewhere(empty_session, ANYONE, changed)

    person = empty_session.exec(select(Person)).one()
    assert sessions.actor_of(empty_session, token).person_id == person.id
    assert person.email == "ada@example.org"


def test_the_same_subject_of_another_issuer_is_somebody_else(session):
    service.sign_in_elsewhere(session, ANYONE, claims())

    other = claims(issuer="https://other.example.org", email="eve@example.org")
    service.sign_in_elsewhere(session, ANYONE, other)

    assert session.exec(select(func.count()).select_from(ExternalIdentity)).one() == 2


def test_an_address_that_was_not_verified_makes_no_account(empty_session):
    with pytest.raises(Conflict, match=r"identity\.email_not_verified"):
        service.sign_in_elsewhere(empty_session, ANYONE, claims(email_verified=False))

    assert empty_session.exec(select(Person)).all() == []


def test_an_address_that_somebody_here_has_is_not_taken_over(session, ada):
    with pytest.raises(Conflict, match=r"identity\.email_taken"):
        service.sign_in_elsewhere(session, ANYONE, claims(email="ADA@example.org"))

    assert session.exec(select(ExternalIdentity)).all() == []


@pytest.mark.parametrize(
    ("given", "name"), [("", "ada"), ("  ", "ada"), ("A" * 500, "A" * 120)]
)
def test_a_provider_that_gives_no_fitting_name_keeps_nobody_out(
    empty_session, given, name
):
    service.sign_in_elsewhere(empty_session, ANYONE, claims(name=given))

    assert empty_session.exec(select(Person)).one().name == name


# People


def test_a_person_is_added_in_the_language_that_they_read(session):
    person = service.create_person(
        session,
        Actor(locale="de"),
        email=" Max.Müller@Example.ORG ",
        name=" Max   Müller ",
        password="correct horse battery",
    )

    assert (person.email, person.name) == ("max.müller@example.org", "Max Müller")
    assert person.locale == "de"
    assert passwords.is_right("correct horse battery", person.password_hash)
    assert session.exec(select(AuditLine.action)).all() == ["person.create"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"email": "ada"}, "identity.not_an_email", "email"),
        ({"email": "a@b@c.org"}, "identity.not_an_email", "email"),
        ({"email": ""}, "identity.not_an_email", "email"),
        ({"name": "  "}, "identity.name_needed", "name"),
        ({"name": "x" * 121}, "forms.too_long", "name"),
        ({"password": "short"}, "identity.password_length", "password"),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_field(session, changes, code, field):
    given = {"email": "eve@example.org", "name": "Eve", "password": PASSWORD, **changes}

    with pytest.raises(Invalid, match=code) as refused:
        service.create_person(session, ANYONE, **given)

    assert refused.value.field == field


def test_an_address_belongs_to_one_person(session, ada):
    with pytest.raises(Conflict, match=r"identity\.email_taken"):
        service.create_person(session, ANYONE, email="Ada@Example.org", name="Eve")


def test_people_change_their_name_and_language(session, ada):
    actor = sessions.as_actor(session, ada)

    service.rename(session, actor, name=" Ada  Lovelace ")
    service.set_locale(session, actor, "de")

    assert (ada.name, ada.locale) == ("Ada Lovelace", "de")


def test_a_language_that_the_hub_does_not_speak_is_refused(session, ada):
    with pytest.raises(Invalid, match=r"identity\.no_such_language"):
        service.set_locale(session, sessions.as_actor(session, ada), "tlh")


def test_a_person_that_is_gone_changes_nothing(session, ada):
    actor = sessions.as_actor(session, ada)
    session.delete(ada)

    with pytest.raises(NotFound, match=r"identity\.no_such_person"):
        service.rename(session, actor, name="Eve")


# Changing the password


def test_a_new_password_signs_out_every_other_browser(session, ada):
    actor = sessions.as_actor(session, ada)
    before = [sessions.open_session(session, id_of(ada)) for _ in range(2)]

    token = service.change_password(
        session, actor, current=PASSWORD, new="another good password"
    )

    assert all(sessions.actor_of(session, each) is ANYONE for each in before)
    assert sessions.actor_of(session, token).person_id == ada.id
    assert passwords.is_right("another good password", ada.password_hash)
    assert not passwords.is_right(PASSWORD, ada.password_hash)


@pytest.mark.parametrize(
    ("current", "new", "code", "field"),
    [
        ("wrong", "another good password", "identity.wrong_password", "current"),
        (PASSWORD, "short", "identity.password_length", "new"),
    ],
)
def test_a_refused_change_changes_nothing(session, ada, current, new, code, field):
    token = sessions.open_session(session, id_of(ada))
    kept = ada.password_hash

    with pytest.raises(Invalid, match=code) as refused:
        service.change_password(
            session, sessions.as_actor(session, ada), current=current, new=new
        )

    assert refused.value.field == field
    assert ada.password_hash == kept
    assert sessions.actor_of(session, token).is_somebody
