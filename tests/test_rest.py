"""The REST door: one unit of work per request, refusals as JSON in one's language."""

import pytest
from fastapi import FastAPI
from sqlmodel import select

from impact_hub.identity import sessions
from impact_hub.identity.models import Organisation
from impact_hub.identity.permissions import Permission
from impact_hub.kit import db
from impact_hub.kit.errors import Conflict, Invalid, InvalidFields
from impact_hub.rest import Changer, Reader, Reading, Transaction, answer_refusals
from tests.client import Client
from tests.factories import make_organisation, make_person

api = FastAPI()
answer_refusals(api)


@api.get("/who")
def who(actor: Reader) -> dict[str, str]:
    return {"name": actor.name, "locale": actor.locale}


@api.get("/count")
def count(session: Reading) -> int:
    return len(session.exec(select(Organisation)).all())


@api.post("/add")
def add(session: Transaction, actor: Changer) -> str:
    make_organisation(session, name=f"Of {actor.name}")
    return "added"


@api.post("/add-and-fail")
def add_and_fail(session: Transaction) -> None:
    make_organisation(session)
    raise Conflict("initiatives.takes_part_already")


@api.get("/write-while-reading")
def write_while_reading(session: Reading) -> None:
    make_organisation(session)


@api.get("/signed-in-only")
def signed_in_only(actor: Reader) -> None:
    actor.require(Permission.FIGURES_SEE, at=1)


@api.get("/wrong-field")
def wrong_field() -> None:
    raise Invalid("identity.password_length", field="password", least=10)


@api.get("/wrong-fields")
def wrong_fields() -> None:
    raise InvalidFields(
        [
            Invalid("forms.choose_one", field="kind"),
            Invalid("forms.day_needed", field="starts"),
        ]
    )


@api.get("/numbers")
def numbers(actor: Reader, first: int, second: int = 0) -> int:
    return first + second


@pytest.fixture
def client(empty_hub):
    return Client(api)


@pytest.fixture
def ada(client):
    """A client that Ada is signed in with; she reads German."""
    with db.transaction() as session:
        person = make_person(session, name="Ada", locale="de")
        token = sessions.open_session(session, person.id)
    client.cookies.set(sessions.COOKIE, token)
    return client


def test_the_cookie_says_who_asks(ada):
    assert ada.get("/who").json() == {"name": "Ada", "locale": "de"}


def test_without_a_cookie_nobody_asks(client):
    assert client.get("/who").json()["name"] == ""


def test_a_request_that_ends_well_is_kept(ada):
    assert ada.post("/add").json() == "added"
    assert ada.get("/count").json() == 1


def test_a_refused_request_leaves_nothing(client):
    assert client.post("/add-and-fail").status_code == 409
    assert client.get("/count").json() == 0


def test_a_reading_route_cannot_write(client):
    with pytest.raises(Exception, match=r"read-?only"):
        client.get("/write-while-reading")
    assert client.get("/count").json() == 0


def test_whoever_is_signed_out_is_told_so(client):
    answer = client.get("/signed-in-only")

    assert (answer.status_code, answer.json()["code"]) == (401, "identity.signed_out")


def test_whoever_may_not_is_told_so(ada):
    answer = ada.get("/signed-in-only")

    assert (answer.status_code, answer.json()["code"]) == (403, "identity.may_not")


def test_a_wrong_field_is_named(client):
    answer = client.get("/wrong-field?lang=en")

    assert answer.status_code == 422
    assert answer.json() == {
        "code": "identity.password_length",
        "field": "password",
        "message": "Please choose at least 10 characters.",
        "problems": [],
    }


def test_a_refusal_is_told_in_the_readers_language(client):
    message = client.get("/wrong-field?lang=de").json()["message"]

    assert "10 Zeichen" in message


def test_every_one_of_several_wrong_fields_is_named(client):
    answer = client.get("/wrong-fields?lang=en")

    assert answer.status_code == 422
    assert answer.json()["code"] == "forms.several_fields"
    assert [(p["field"], p["message"]) for p in answer.json()["problems"]] == [
        ("kind", "Please choose one."),
        ("starts", "Please enter a date."),
    ]


def test_a_refusal_is_told_in_the_persons_own_language(ada):
    english = {"accept-language": "en"}

    answer = ada.get("/signed-in-only", headers=english)

    assert answer.json()["message"] == "Dazu haben Sie kein Recht."


def test_a_parameter_that_can_t_be_read_is_named_as_every_wrong_field_is(client):
    answer = client.get("/numbers?first=many&lang=en")

    assert answer.status_code == 422
    assert answer.json() == {
        "code": "rest.not_usable",
        "field": "first",
        "message": "“first” is missing, or its value can't be used.",
        "problems": [],
    }


def test_several_parameters_that_can_t_be_read_are_all_named(ada):
    answer = ada.get("/numbers?second=x")

    assert answer.json()["code"] == "forms.several_fields"
    assert [(p["field"], p["message"]) for p in answer.json()["problems"]] == [
        ("first", "„first“ fehlt, oder der Wert ist nicht brauchbar."),
        ("second", "„second“ fehlt, oder der Wert ist nicht brauchbar."),
    ]


@pytest.mark.parametrize(
    ("query", "cookie", "accepts", "locale"),
    [
        ("", "", "", "de"),
        ("", "", "fr, en;q=0.8, de;q=0.5", "en"),
        ("", "", "fr", "de"),
        ("", "en", "de", "en"),
        ("?lang=de", "en", "en", "de"),
        ("?lang=fr", "", "en-GB", "en"),
    ],
)
def test_the_language_is_the_address_s_then_the_chosen_one_then_the_browsers(
    client, query, cookie, accepts, locale
):
    if cookie:
        client.cookies.set("hub_language", cookie)

    answer = client.get(f"/who{query}", headers={"accept-language": accepts})

    assert answer.json()["locale"] == locale


def test_a_persons_own_language_comes_before_the_browsers(ada):
    english = {"accept-language": "en"}

    assert ada.get("/who", headers=english).json()["locale"] == "de"
    assert ada.get("/who?lang=en", headers=english).json()["locale"] == "en"


def test_the_hubs_own_language_is_a_setting(client, configure):
    configure(HUB_LANGUAGE="en")

    assert client.get("/who").json()["locale"] == "en"
