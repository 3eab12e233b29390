"""The form that makes an account for somebody who was invited."""

import pytest
from fastapi import FastAPI
from sqlmodel import select

from impact_hub.features.organisations import api
from impact_hub.identity import sessions
from impact_hub.identity.flash import read_flash
from impact_hub.identity.models import Person
from impact_hub.identity.permissions import Role
from impact_hub.kit import db
from impact_hub.rest import answer_refusals
from tests.client import Client
from tests.factories import PASSWORD, make_invitation, make_organisation


@pytest.fixture
def browser(empty_hub):
    app = FastAPI()
    answer_refusals(app)
    app.include_router(api.router)
    return Client(app)


@pytest.fixture
def token(empty_hub):
    with db.transaction() as session:
        partner = make_organisation(session, name="Partner")
        _, token = make_invitation(session, partner, role=Role.OWNER)
    return token


def register(browser, token, **changes):
    form = {
        "token": token,
        "email": "ada@example.org",
        "name": "Ada",
        "password": PASSWORD,
        **changes,
    }
    return browser.post("/auth/register", data=form)


def people() -> list[str]:
    with db.reading() as session:
        return list(session.exec(select(Person.name)))


def left(answer):
    cookies = "; ".join(f"{k}={v}" for k, v in answer.cookies.items())
    return read_flash(cookies, answer.headers["location"])


def test_an_invitation_makes_an_account_and_signs_it_in(browser, token):
    answer = register(browser, token)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    with db.reading() as session:
        actor = sessions.actor_of(session, browser.cookies[sessions.COOKIE])
    assert (actor.name, list(actor.roles.values())) == ("Ada", [Role.OWNER])


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"email": "ada"}, "identity.not_an_email", "email"),
        ({"name": " "}, "identity.name_needed", "name"),
        ({"password": "short"}, "identity.password_length", "password"),
        ({"token": "made up"}, "organisations.no_such_invitation", ""),
    ],
)
def test_a_refusal_leads_back_with_its_reason_and_makes_nobody(
    browser, token, changes, code, field
):
    answer = register(browser, **{"token": token, **changes})

    back = changes.get("token", token).replace(" ", "%20")
    assert answer.headers["location"] == f"/invite/{back}"
    told = left(answer)
    assert (told.code, told.where) == (code, field)
    assert "password" not in told.typed
    assert people() == []
    assert sessions.COOKIE not in browser.cookies


def test_an_invitation_makes_one_account(browser, token):
    register(browser, token)

    answer = register(browser, token, email="eve@example.org", name="Eve")

    assert left(answer).code == "organisations.invitation_accepted"
    assert people() == ["Ada"]


def test_a_form_of_another_site_is_refused(browser, token):
    answer = browser.post("/auth/register", headers={"origin": "https://evil.example"})

    assert answer.status_code == 403
    assert people() == []
