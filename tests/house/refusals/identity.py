"""Identity: whoever holds a password, a token or a claim is the person."""

from impact_hub.identity import service, sessions
from impact_hub.identity.models import Person
from impact_hub.identity.passwords import hash_password
from impact_hub.identity.service import Claims
from impact_hub.kit.db import id_of
from tests.factories import PASSWORD, make_person_with_password
from tests.house.refusals.expectations import EVERYBODY, PERSONS, Stage, Table

CLAIMS = Claims("https://id.example.org", "42", "ada@example.org", True, "Ada")


def sign_in(at: Stage) -> object:
    ada = make_person_with_password(at.session)
    return service.sign_in(at.session, at.actor, email=ada.email, password=PASSWORD)


def sign_out(at: Stage) -> object:
    token = sessions.open_session(at.session, at.cast.reporter.person_id or 0)
    return service.sign_out(at.session, at.actor, token=token)


def change_password(at: Stage) -> object:
    if at.actor.person_id is not None:
        me = at.session.get_one(Person, at.actor.person_id)
        me.password_hash = hash_password(PASSWORD)
        assert id_of(me)
    return service.change_password(
        at.session, at.actor, current=PASSWORD, new="another good password"
    )


TABLE: Table = {
    service.sign_in: (EVERYBODY, sign_in),
    service.sign_in_elsewhere: (
        EVERYBODY,
        lambda at: service.sign_in_elsewhere(at.session, at.actor, CLAIMS),
    ),
    service.sign_out: (EVERYBODY, sign_out),
    # Whoever calls it knows that the person was invited or vouched for.
    service.create_person: (
        EVERYBODY,
        lambda at: service.create_person(
            at.session, at.actor, email="ada@example.org", name="Ada"
        ),
    ),
    service.set_locale: (
        PERSONS,
        lambda at: service.set_locale(at.session, at.actor, "de"),
    ),
    service.rename: (
        PERSONS,
        lambda at: service.rename(at.session, at.actor, name="Ada"),
    ),
    service.ways_in: (PERSONS, lambda at: service.ways_in(at.session, at.actor)),
    service.change_password: (PERSONS, change_password),
}
