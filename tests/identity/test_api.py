"""The forms of local sign-in: a cookie for the right password, a reason otherwise."""

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from impact_hub.identity import api, passwords, sessions
from impact_hub.identity.flash import read_flash
from impact_hub.identity.permissions import ANYONE
from impact_hub.kit import db
from impact_hub.rest import answer_refusals
from tests.client import Client
from tests.factories import PASSWORD, make_person_with_password

OTHER_SITE = {"sec-fetch-site": "cross-site"}


@pytest.fixture
def browser(hub):
    app = FastAPI()
    answer_refusals(app)
    app.include_router(api.router)
    with db.transaction() as session:
        make_person_with_password(session, name="Ada", email="ada@example.org")
    return Client(app)


def sign_in(browser: Client, **changes: str):
    form = {"email": "ada@example.org", "password": PASSWORD, **changes}
    return browser.post("/auth/sign-in", data=form)


def left(response):
    """What the answer leaves for the next page."""
    cookies = "; ".join(f"{k}={v}" for k, v in response.cookies.items())
    return read_flash(cookies, response.headers["location"])


def who(browser: Client) -> str:
    """Whom the browser's cookie stands for."""
    with db.reading() as session:
        token = browser.cookies.get(sessions.COOKIE)
        return sessions.actor_of(session, token).name


def test_the_right_password_signs_in_and_leads_back(browser):
    answer = sign_in(browser, next="/i/world")

    assert (answer.status_code, answer.headers["location"]) == (303, "/i/world")
    assert who(browser) == "Ada"


def test_a_wrong_password_leads_back_to_the_form_with_a_reason(browser):
    answer = sign_in(browser, password="wrong password", next="/i/world")

    assert answer.headers["location"] == "/sign-in"
    told = left(answer)
    assert (told.code, told.where) == ("identity.wrong_password", "password")
    assert told.typed == {"email": "ada@example.org", "next": "/i/world"}
    assert "wrong password" not in answer.headers["set-cookie"]
    assert who(browser) == ""


def test_what_went_wrong_before_is_forgotten_once_it_goes_right(browser):
    sign_in(browser, password="wrong password")
    sign_in(browser)

    assert not browser.cookies.get("hub_flash")


def test_too_many_attempts_are_told(browser):
    for _ in range(10):
        sign_in(browser, password="wrong password")

    assert left(sign_in(browser)).code == "identity.too_many_attempts"


def test_a_browser_that_somebody_signed_in_with_is_known(browser):
    known_by = sign_in(browser).headers.get_list("set-cookie")

    (kept,) = [each for each in known_by if each.startswith("hub_browser=")]
    assert "HttpOnly" in kept
    assert "Path=/auth" in kept
    assert "ada" not in kept.lower()


def test_an_empty_form_is_told_what_is_wrong(browser):
    answer = browser.post("/auth/sign-in")

    assert left(answer).code == "identity.wrong_password"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example.org/", "//evil.example.org"]
)
def test_signing_in_never_leads_to_another_site(browser, elsewhere):
    assert sign_in(browser, next=elsewhere).headers["location"] == "/"


def test_signing_out_takes_the_cookie_and_ends_the_session(browser):
    sign_in(browser)
    token = browser.cookies[sessions.COOKIE]

    answer = browser.post("/auth/sign-out")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert not browser.cookies.get(sessions.COOKIE)
    with db.reading() as session:
        assert sessions.actor_of(session, token) is ANYONE


def test_signing_out_twice_is_fine(browser):
    assert browser.post("/auth/sign-out").headers["location"] == "/"


def test_a_new_password_keeps_this_browser_signed_in(browser):
    sign_in(browser)
    before = browser.cookies[sessions.COOKIE]

    answer = browser.post(
        "/auth/password", data={"current": PASSWORD, "new": "another good password"}
    )

    assert answer.headers["location"] == "/account"
    assert left(answer).code == "identity.password_changed"
    assert browser.cookies[sessions.COOKIE] != before
    assert who(browser) == "Ada"


def test_a_refused_password_is_told_at_its_field(browser):
    sign_in(browser)

    answer = browser.post("/auth/password", data={"current": PASSWORD, "new": "short"})

    told = left(answer)
    assert (told.code, told.where) == ("identity.password_length", "new")
    assert who(browser) == "Ada"


def test_whoever_is_signed_out_signs_in_before_changing_a_password(browser):
    answer = browser.post("/auth/password", data={"current": "x", "new": "y"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize("form", ["sign-in", "sign-out", "password"])
def test_forms_that_another_site_submits_are_refused(browser, form):
    sign_in(browser)

    answer = browser.post(f"/auth/{form}", headers=OTHER_SITE)

    assert answer.status_code == 403
    assert answer.json()["code"] == "identity.other_site"
    assert who(browser) == "Ada"


@pytest.mark.parametrize(
    "email", ["ada@example.org", "nobody@example.org", "no address"]
)
def test_a_password_is_compared_whether_there_is_such_a_person_or_not(
    browser, email, monkeypatch
):
    passwords.is_right("the hash of nobody is made once", None)
    compared = []
    verify = PasswordHasher.verify

    def counted(hasher: PasswordHasher, *given: str) -> bool:
        compared.append(given)
        return verify(hasher, *given)

    monkeypatch.setattr(PasswordHasher, "verify", counted)

    sign_in(browser, email=email, password="wrong password")

    assert len(compared) == 1


def test_a_session_that_was_brought_along_does_not_become_anybodys(browser):
    browser.cookies.set(sessions.COOKIE, "known-to-somebody-else")

    answer = sign_in(browser)

    assert answer.cookies[sessions.COOKIE] != "known-to-somebody-else"
    with db.reading() as session:
        assert sessions.actor_of(session, "known-to-somebody-else") is ANYONE
