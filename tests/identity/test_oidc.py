"""Sign-in through a real provider: who comes back, how, and what is refused."""

import json
import socket
import threading
from base64 import b64decode, b64encode
from contextlib import closing
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

import pytest
from authlib.integrations.starlette_client import StarletteOAuth2App
from fastapi import FastAPI
from itsdangerous import TimestampSigner
from sqlmodel import func, select
from structlog.testing import capture_logs

from impact_hub.config import settings
from impact_hub.features.organisations import service as organisations
from impact_hub.identity import api, oidc, service, sessions
from impact_hub.identity.flash import read_flash
from impact_hub.identity.models import Membership, Person
from impact_hub.identity.permissions import ANYONE
from impact_hub.kit import db
from impact_hub.kit.errors import Conflict
from tests.client import Client
from tests.factories import make_invitation, make_organisation, make_person
from tests.races import meanwhile

HUB = "http://hub.example.org"
KEY = "known to everyone"


@pytest.fixture
def start(empty_hub, configure, oidc_provider):
    """Start a hub, and a browser on it: `start(client_id="other")`."""

    def started(public_url: str = HUB, **changes: str) -> Client:
        configure(
            HUB_PUBLIC_URL=public_url,
            HUB_SECRET_KEY=KEY,
            HUB_OIDC_PROVIDERS=oidc_provider.setting(**changes),
        )
        app = FastAPI()
        app.include_router(api.router)
        app.mount(oidc.PATH, oidc.routes)
        return Client(app)

    return started


@pytest.fixture
def browser(start):
    return start()


@pytest.fixture
def visit(oidc_provider):
    """What somebody does at the provider; returns the address that leads back."""
    return oidc_provider.visit


def leave(browser: Client, way_back: str = "/") -> str:
    """Press the provider's button: the address that it leads to."""
    answer = browser.get("/auth/oidc/test", params={"next": way_back})
    assert answer.status_code == 302
    return answer.headers["location"]


def sign_in(browser: Client, visit, way_back: str = "/", **who: str):
    """All of it: there, and back again."""
    return browser.get(visit(leave(browser, way_back), **who))


def who(browser: Client) -> str:
    """Whom the browser's cookie stands for."""
    with db.reading() as session:
        token = browser.cookies.get(sessions.COOKIE)
        return sessions.actor_of(session, token).name


def people() -> int:
    with db.reading() as session:
        return session.exec(select(func.count()).select_from(Person)).one()


def told(answer) -> str:
    """The code that leads back to the form to sign in."""
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    return left(answer).code


def left(answer):
    cookies = "; ".join(f"{k}={v}" for k, v in answer.cookies.items())
    return read_flash(cookies, answer.headers["location"])


def cookies(answer) -> SimpleCookie:
    """The cookies of an answer with all that it says about them."""
    return SimpleCookie("\n".join(answer.headers.get_list("set-cookie")))


def query(address: str) -> dict[str, str]:
    return {k: v for k, (v,) in parse_qs(urlsplit(address).query).items()}


# There and back


def test_somebody_new_gets_an_account_and_goes_where_they_wanted(browser, visit):
    answer = sign_in(browser, visit, "/i/world?period=1")

    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/i/world?period=1",
    )
    assert who(browser) == "Ada Lovelace"
    with db.reading() as session:
        assert session.exec(select(Person.email)).all() == ["ada@id.example.org"]


def test_whoever_comes_again_is_the_same_person(browser, start, visit):
    sign_in(browser, visit)
    another = start()

    sign_in(another, visit)

    assert who(another) == "Ada Lovelace"
    assert people() == 1


def test_two_people_are_not_taken_for_each_other(browser, start, visit):
    sign_in(browser, visit)

    refused = told(sign_in(start(), visit, person="ben"))

    assert refused == "identity.email_not_verified"
    assert people() == 1


def test_whoever_was_invited_signs_in_and_accepts(browser, visit):
    with db.transaction() as session:
        _, secret = make_invitation(session, make_organisation(session))

    answer = sign_in(browser, visit, f"/invite/{secret}")

    assert answer.headers["location"] == f"/invite/{secret}"
    with db.transaction() as session:
        ada = sessions.actor_of(session, browser.cookies[sessions.COOKIE])
        organisations.accept_invitation(session, ada, secret)
        assert session.exec(select(Membership.person_id)).all() == [ada.person_id]


def test_a_client_needs_no_secret(start, visit):
    browser = start(client_id="hub-without-secret", client_secret=None)

    sign_in(browser, visit)

    assert who(browser) == "Ada Lovelace"


def test_the_provider_is_asked_with_pkce_state_and_nonce(browser, oidc_provider):
    address = leave(browser)

    asked = query(address)
    assert address.startswith(oidc_provider.issuer)
    assert asked["redirect_uri"] == f"{HUB}/auth/oidc/test/callback"
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert query(leave(browser))["state"] != asked["state"]


def test_the_way_back_is_the_hubs_address_whatever_host_a_request_names(browser):
    answer = browser.get("/auth/oidc/test", headers={"host": "evil.example.org"})

    asked = query(answer.headers["location"])
    assert asked["redirect_uri"] == f"{HUB}/auth/oidc/test/callback"


def test_the_database_is_not_asked_on_the_servers_loop(browser, visit, monkeypatch):
    threads: list[threading.Thread] = []

    def noting(*args, **kwargs):
        threads.append(threading.current_thread())
        return sign_in_elsewhere(*args, **kwargs)

    sign_in_elsewhere = service.sign_in_elsewhere
    monkeypatch.setattr(service, "sign_in_elsewhere", noting)
    sign_in(browser, visit)

    assert threads
    assert threading.main_thread() not in threads


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example.org/",
        "//evil.example.org",
        "/\\evil.example.org",
        "/\t/evil.example.org",
        "javascript:alert(1)",
        "evil.example.org",
        "",
    ],
)
def test_signing_in_never_leads_to_another_site(browser, visit, elsewhere):
    answer = sign_in(browser, visit, elsewhere)

    target = urlsplit(answer.headers["location"])
    assert (target.scheme, target.netloc) == ("", "")
    assert target.path.startswith("/")
    assert not target.path.startswith("//")


# Cookies


def test_what_has_to_be_remembered_travels_for_ten_minutes_on_these_routes(browser):
    answer = browser.get("/auth/oidc/test")

    cookie = cookies(answer)["hub_oidc"]
    assert cookie["httponly"]
    assert not cookie["secure"]
    assert (cookie["samesite"], cookie["path"]) == ("lax", "/auth/oidc")
    assert cookie["max-age"] == "600"


def test_on_https_the_cookies_are_for_https(start, visit):
    browser = start("https://hub.example.org")

    answer = browser.get("https://hub.example.org/auth/oidc/test")
    assert cookies(answer)["hub_oidc"]["secure"]

    back = browser.get(visit(answer.headers["location"]))
    cookie = cookies(back)[sessions.COOKIE]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"]) == ("lax", "/")


def test_once_signed_in_there_is_nothing_left_to_remember(browser, visit):
    answer = sign_in(browser, visit)

    cookie = cookies(answer)["hub_oidc"]
    assert (cookie.value, cookie["path"]) == ("null", "/auth/oidc")
    assert cookie["expires"].startswith("Thu, 01 Jan 1970")
    assert "hub_oidc" not in browser.cookies


def test_no_other_route_sets_or_sees_that_cookie(browser):
    leave(browser)

    answer = browser.post("/auth/sign-out")

    assert "hub_oidc" not in answer.request.headers.get("cookie", "")
    assert "hub_oidc" not in cookies(answer)


def test_without_a_key_in_the_settings_the_hub_makes_one_when_it_is_needed(
    start, configure, visit
):
    browser = start()
    configure(HUB_SECRET_KEY="")
    file = settings().data_dir / "secret_key"
    assert not file.exists()

    sign_in(browser, visit)

    assert who(browser) == "Ada Lovelace"
    assert file.exists()


def test_what_went_wrong_before_is_forgotten_once_it_goes_right(browser, visit):
    sign_in(browser, visit, answer="no")
    sign_in(browser, visit)

    assert not browser.cookies.get("hub_flash")


# Refusals


def test_whoever_declines_is_back_at_the_form(browser, visit):
    back = sign_in(browser, visit, "/i/world", answer="no")

    assert told(back) == "identity.sign_in_declined"
    assert left(back).params == {"provider": "Test provider"}
    assert left(back).typed == {"next": "/i/world"}
    assert "hub_oidc" not in browser.cookies
    assert who(browser) == ""


@pytest.mark.parametrize(
    ("person", "code"),
    [("ben", "identity.email_not_verified"), ("nemo", "identity.email_not_told")],
)
def test_without_an_address_that_is_verified_nobody_gets_an_account(
    browser, visit, person, code
):
    assert told(sign_in(browser, visit, person=person)) == code
    assert people() == 0


def test_an_address_that_somebody_here_has_is_not_taken_over(browser, visit):
    with db.transaction() as session:
        make_person(session, name="Ada", email="ada@id.example.org")

    assert told(sign_in(browser, visit)) == "identity.email_taken"
    assert who(browser) == ""


def test_a_wrong_state_is_refused(browser, visit):
    back = visit(leave(browser))
    state = query(back)["state"]

    answer = browser.get(back.replace(state, "x" * len(state)))

    assert told(answer) == "identity.sign_in_expired"
    assert who(browser) == ""


def test_whoever_did_not_leave_from_here_does_not_come_back(browser, start, visit):
    """Otherwise one could be signed in as somebody else by following a link."""
    back = visit(leave(browser))

    somebody_else = start()

    assert told(somebody_else.get(back)) == "identity.sign_in_expired"
    assert who(somebody_else) == ""


def test_coming_back_without_anything_is_refused(browser):
    answer = browser.get("/auth/oidc/test/callback")

    assert told(answer) == "identity.sign_in_expired"


def test_a_second_attempt_takes_the_place_of_the_first(browser, visit):
    first, second = leave(browser, "/first"), leave(browser, "/second")

    assert browser.get(visit(second)).headers["location"] == "/second"
    assert told(browser.get(visit(first))) == "identity.sign_in_expired"


def remembered(browser: Client) -> dict:
    signed = browser.cookies["hub_oidc"]
    return json.loads(b64decode(TimestampSigner(KEY).unsign(signed)))


def remember(browser: Client, data: dict, signer: TimestampSigner | None = None):
    """Give the browser a cookie as the hub would sign it."""
    signer = signer or TimestampSigner(KEY)
    value = signer.sign(b64encode(json.dumps(data).encode())).decode()
    browser.cookies.clear()
    browser.cookies.set("hub_oidc", value, "hub.example.org", "/auth/oidc")


def test_the_same_answer_counts_only_once(browser, visit):
    back = visit(leave(browser))
    kept = remembered(browser)
    browser.get(back)

    assert told(browser.get(back)) == "identity.sign_in_expired"
    remember(browser, kept)  # even where somebody kept the cookie
    assert told(browser.get(back)) == "identity.provider_failed"
    assert who(browser) == ""


def test_an_id_token_for_another_attempt_is_refused(browser, visit):
    back = visit(leave(browser))
    kept = remembered(browser)
    (state,) = (key for key in kept if key != "next")
    kept[state]["data"]["nonce"] = "of another attempt"
    remember(browser, kept)

    with capture_logs() as lines:
        assert told(browser.get(back)) == "identity.provider_failed"
    assert "nonce" in lines[0]["reason"]


class Earlier(TimestampSigner):
    def get_timestamp(self) -> int:
        return super().get_timestamp() - 601


@pytest.mark.parametrize(
    "signer", [Earlier(KEY), TimestampSigner("a key of somebody else")]
)
def test_a_cookie_of_long_ago_or_of_others_is_none(browser, visit, signer):
    back = visit(leave(browser))
    remember(browser, remembered(browser), signer)

    assert told(browser.get(back)) == "identity.sign_in_expired"


@pytest.mark.parametrize("path", ["/auth/oidc/other", "/auth/oidc/other/callback"])
def test_a_provider_that_the_hub_does_not_know_is_refused(browser, path):
    assert told(browser.get(path)) == "identity.no_such_provider"


def test_another_address_below_is_simply_not_there(browser):
    assert browser.get("/auth/oidc/test/other").status_code == 404
    assert browser.post("/auth/oidc/test").status_code == 405


# Providers in trouble


@pytest.fixture
def silent():
    """A server that takes what it is sent and never answers."""
    with closing(socket.create_server(("localhost", 0))) as server:
        yield f"http://localhost:{server.getsockname()[1]}"


@pytest.fixture
def nobody():
    """An address where nobody listens."""
    with closing(socket.create_server(("localhost", 0))) as server:
        port = server.getsockname()[1]
    return f"http://localhost:{port}"


def failed_to_leave(browser: Client) -> str:
    """What the log says about it."""
    with capture_logs() as lines:
        answer = browser.get("/auth/oidc/test", params={"next": "/i/world"})
    assert told(answer) == "identity.provider_failed"
    assert left(answer).params == {"provider": "Test provider"}
    assert left(answer).typed == {"next": "/i/world"}
    (line,) = lines
    assert line["provider"] == "test"
    return line["reason"]


def test_a_provider_that_is_down_is_told(start, nobody):
    assert failed_to_leave(start(issuer=nobody)).startswith("ConnectError")


def test_a_provider_that_does_not_answer_is_not_waited_for(start, silent, monkeypatch):
    monkeypatch.setattr(oidc, "TIMEOUT_SECONDS", 0.1)

    assert failed_to_leave(start(issuer=silent)).startswith("ReadTimeout")


def test_an_address_without_a_provider_is_told(start, oidc_provider):
    reason = failed_to_leave(start(issuer=f"{oidc_provider.issuer}/elsewhere"))

    assert reason.startswith("HTTPStatusError")
    assert "404" in reason


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"issuer": "https://other.example.org"}, "wrong_issuer"),
        ({}, "KeyError"),
        (["nonsense"], "TypeError"),
    ],
)
def test_whatever_a_provider_says_about_itself_is_told_not_shown(
    browser, monkeypatch, answer, reason
):
    async def said(_: object) -> object:
        return answer

    monkeypatch.setattr(StarletteOAuth2App, "load_server_metadata", said)

    assert failed_to_leave(browser) == reason


def test_a_provider_that_fails_in_between_is_told(
    browser, start, visit, nobody, configure, oidc_provider
):
    back = visit(leave(browser, "/i/world"))
    configure(HUB_OIDC_PROVIDERS=oidc_provider.setting(issuer=nobody))

    answer = browser.get(back)

    assert told(answer) == "identity.provider_failed"
    assert left(answer).typed == {"next": "/i/world"}


def test_a_wrong_secret_is_told_and_no_secret_logged(start, visit):
    browser = start(client_secret="a wrong secret")
    back = visit(leave(browser))
    (attempt,) = (v["data"] for k, v in remembered(browser).items() if k != "next")

    with capture_logs() as lines:
        assert told(browser.get(back)) == "identity.provider_failed"

    (line,) = lines
    assert line["reason"] == "invalid_client"
    secrets = ["a wrong secret", *query(back).values(), attempt["code_verifier"]]
    assert [each for each in secrets if each in json.dumps(line)] == []


def test_what_anybody_may_write_into_an_address_is_not_logged(browser):
    with capture_logs() as lines:
        answer = browser.get(
            "/auth/oidc/test/callback",
            params={"error": "a\nline of\tmy own", "error_description": "secret"},
        )

    assert told(answer) == "identity.provider_failed"
    assert [line["reason"] for line in lines] == ["OAuthError"]


@pytest.mark.parametrize("template", ["postgresql"], indirect=True)
def test_somebody_new_twice_at_the_same_moment_is_one_person(each_empty_hub):
    claims = service.Claims(
        issuer="https://id.example.org",
        subject="1",
        email="ada@example.org",
        email_verified=True,
        name="Ada",
    )

    refused = meanwhile(
        lambda session: service.sign_in_elsewhere(session, ANYONE, claims),
        lambda session: service.sign_in_elsewhere(session, ANYONE, claims),
    )

    assert isinstance(refused, Conflict)
    assert people() == 1


# What a provider says about somebody


class Provider:
    """A provider's client that says what it is told to."""

    def __init__(self, more: dict[str, object] | None = None) -> None:
        self.more = more
        self.asked = 0

    async def load_server_metadata(self) -> dict[str, object]:
        return {} if self.more is None else {"userinfo_endpoint": "https://…"}

    async def userinfo(self, *, token: object) -> dict[str, object]:
        self.asked += 1
        assert self.more is not None
        return self.more


ALL = {"sub": "1", "email": "a@example.org", "email_verified": True, "name": "A"}


@pytest.mark.anyio
async def test_whoever_said_everything_is_not_asked_again():
    provider = Provider(more={"sub": "1", "name": "B"})

    assert await oidc._said(provider, {"userinfo": ALL}) == ALL
    assert provider.asked == 0


@pytest.mark.anyio
async def test_what_is_missing_is_asked_for():
    provider = Provider(more=ALL)

    assert await oidc._said(provider, {"userinfo": {"sub": "1"}}) == ALL


@pytest.mark.anyio
async def test_where_there_is_nothing_to_ask_the_id_token_is_enough():
    assert await oidc._said(Provider(), {"userinfo": {"sub": "1"}}) == {"sub": "1"}


@pytest.mark.anyio
async def test_what_is_said_about_somebody_else_does_not_count():
    provider = Provider(more={**ALL, "sub": "2"})

    with pytest.raises(oidc.OAuthError, match="wrong_subject"):
        await oidc._said(provider, {"userinfo": {"sub": "1"}})


@pytest.mark.parametrize(
    ("word", "verified"),
    [(True, True), ("true", True), (False, False), ("false", False), (1, False)],
)
def test_only_a_clear_yes_verifies_an_address(word, verified):
    said = {**ALL, "iss": "https://id.example.org", "email_verified": word}

    assert oidc._claims(said).email_verified is verified


@pytest.mark.anyio
async def test_only_the_providers_own_signature_counts(start):
    start()
    (provider,) = settings().oidc_providers

    about = await (await oidc._client(provider)).load_server_metadata()

    accepted = about["id_token_signing_alg_values_supported"]
    assert "RS256" in accepted
    assert not {"none", "HS256", "HS384", "HS512"} & {*accepted}
