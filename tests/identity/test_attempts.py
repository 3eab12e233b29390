"""Wrong passwords are counted: nobody tries endlessly, and nobody locks others out."""

import pytest
from sqlmodel import Session

from impact_hub.identity import service, sessions
from impact_hub.identity.models import Person
from impact_hub.identity.permissions import ANYONE
from impact_hub.kit.errors import Invalid, TooMany
from tests.factories import PASSWORD, make_person_with_password

HOME = "192.0.2.1"
ELSEWHERE = "198.51.100.{}"


@pytest.fixture
def ada(session: Session) -> Person:
    return make_person_with_password(session, name="Ada", email="ada@example.org")


def sign_in(session: Session, email: str = "ada@example.org", **changes: str) -> str:
    given = {"password": PASSWORD, "client": HOME, **changes}
    return service.sign_in(session, ANYONE, email=email, **given)


def sign_in_wrongly(session: Session, times: int, **who: str) -> None:
    for _ in range(times):
        with pytest.raises(Invalid):
            sign_in(session, password="wrong password", **who)


def attack_from_everywhere(session: Session) -> None:
    """A hundred wrong passwords for Ada's account, ten from each of ten places."""
    for place in range(10):
        sign_in_wrongly(session, 10, client=ELSEWHERE.format(place))


def test_after_ten_wrong_passwords_even_the_right_one_has_to_wait(session, ada):
    sign_in_wrongly(session, 10)

    with pytest.raises(TooMany, match=r"identity\.too_many_attempts") as refused:
        sign_in(session)

    assert refused.value.params == {"minutes": 15}


def test_another_way_to_write_the_address_doesn_t_help(session, ada):
    sign_in_wrongly(session, 5)
    sign_in_wrongly(session, 5, email=" ADA@Example.org ")

    with pytest.raises(TooMany):
        sign_in(session)


def test_right_passwords_are_not_counted(session, ada):
    sign_in_wrongly(session, 9)

    for _ in range(3):
        sign_in(session)


def test_nobody_else_has_to_wait(session, ada):
    sign_in_wrongly(session, 10)
    make_person_with_password(session, name="Bob", email="bob@example.org")

    sign_in(session, client="192.0.2.2")
    sign_in(session, email="bob@example.org")


def test_many_places_together_don_t_get_more_than_ten_times_as_many(session, ada):
    attack_from_everywhere(session)

    with pytest.raises(TooMany):
        sign_in(session, client="203.0.113.9")


def test_one_place_doesn_t_get_through_many_accounts_either(session):
    for number in range(100):
        sign_in_wrongly(session, 1, email=f"person-{number}@example.org")

    with pytest.raises(TooMany):
        sign_in(session, email="person-100@example.org")


def test_a_browser_that_is_known_is_not_locked_out_by_strangers(session, ada):
    browser = service.browser_of("Ada@example.org")
    attack_from_everywhere(session)

    sign_in(session, client="203.0.113.9", browser=browser)


def test_a_known_browser_has_a_limit_too(session, ada):
    browser = service.browser_of(ada.email)
    sign_in_wrongly(session, 10, browser=browser)

    with pytest.raises(TooMany):
        sign_in(session, browser=browser)


@pytest.mark.parametrize("forged", ["", ".", "x", "number.signature", "ü.ü"])
def test_a_forged_browser_is_a_stranger(session, ada, forged):
    sign_in_wrongly(session, 10)

    with pytest.raises(TooMany):
        sign_in(session, browser=forged)


def test_a_browser_is_known_for_its_own_person_only(session, ada):
    make_person_with_password(session, name="Bob", email="bob@example.org")
    sign_in_wrongly(session, 10)

    with pytest.raises(TooMany):
        sign_in(session, browser=service.browser_of("bob@example.org"))


def test_the_limit_is_a_setting(session, ada, configure):
    configure(HUB_SIGN_IN_ATTEMPTS="2/hour")
    sign_in_wrongly(session, 2)

    with pytest.raises(TooMany) as refused:
        sign_in(session)

    assert refused.value.params == {"minutes": 60}


def test_whoever_took_over_a_session_can_t_guess_the_password(session, ada):
    me = sessions.as_actor(session, ada)
    for _ in range(10):
        with pytest.raises(Invalid, match=r"identity\.wrong_password"):
            service.change_password(
                session, me, current="wrong password", new="another good password"
            )

    with pytest.raises(TooMany):
        service.change_password(
            session, me, current=PASSWORD, new="another good password"
        )

    sign_in(session)  # which is counted for itself
