"""Strangers at the socket of a hub that really serves."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing

import anyio
import httpx2
import pytest
from socketio.exceptions import ConnectionError as Refused

from impact_hub.identity import sessions
from tests.databases import Template
from tests.house.strangers.closed import Asker, Closed, Watch, closed_hub
from tests.house.strangers.hostile import HALF, HUGE, VALUES
from tests.house.strangers.server import Caller, Server, event, serving
from tests.house.strangers.sockets import framework_handlers, our_handlers, parameters


@pytest.fixture(scope="module")
def closed(
    sqlite: Template, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Closed]:
    with closed_hub(sqlite, tmp_path_factory.mktemp("closed")) as found:
        with closing(sqlite3.connect(found.file, isolation_level=None)) as database:
            # The server's clock does not stand still.
            database.execute("UPDATE sign_in SET expires_at = '2999-01-01 00:00:00'")
        yield found


@pytest.fixture(scope="module")
def server(
    closed: Closed, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with serving(closed.file, tmp_path_factory.mktemp("server")) as found:
        yield found


def cookie(asker: Asker) -> dict[str, str]:
    return {"Cookie": f"{sessions.COOKIE}={asker.session}"}


def speak(caller: Caller, *steps: Callable[[Caller], Awaitable[None]]) -> str:
    """What a caller hears when it opens a page after all that."""

    async def run() -> str:
        async with caller:
            for step in steps:
                await step(caller)
            return await caller.load("/sign-in")

    return anyio.run(run)


def test_whoever_is_signed_in_is_known_at_the_socket(server, closed):
    heard = speak(Caller(server, cookie(closed.insiders[0])))

    assert "Olga Owner" in heard


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example.org",
        "null",
        "http://localhost",
        "http://localhost.evil.org",
    ],
)
def test_no_page_of_another_site_opens_a_socket(server, closed, origin):
    """The browser would send the person's cookie along."""
    headers = {**cookie(closed.insiders[0]), "Origin": origin}

    with pytest.raises(Refused):
        speak(Caller(server, headers))


def test_pages_of_the_hub_open_one(server, closed):
    headers = {**cookie(closed.insiders[0]), "Origin": server.url}

    assert "Olga Owner" in speak(Caller(server, headers))


def test_no_page_of_another_site_reads_answers(server):
    asks = {
        "Origin": "https://evil.example.org",
        "Access-Control-Request-Method": "POST",
    }
    for path in ("/", "/auth/sign-in", "/api/v1/initiatives/world/figures.csv"):
        answer = httpx2.options(server.url + path, headers=asks)

        assert "access-control-allow-origin" not in answer.headers


def test_a_forged_cookie_in_an_event_is_nobodys(server, closed):
    async def forge(caller: Caller) -> None:
        sent = event(our_handlers()["AppState.arrive"])
        theirs = cookie(closed.insiders[0])["Cookie"]
        sent["router_data"]["headers"] = {"cookie": theirs}
        await caller.send(sent)

    heard = speak(Caller(server), forge)

    assert "Olga Owner" not in heard


MISSHAPEN = [
    *(value for value in VALUES if value != HALF),
    "{",
    "[]",
    event("no.such.handler"),
    event(HUGE),
    event(["a"]),
    event(None),
    {"name": our_handlers()["HomeState.load"]},
    {**event(our_handlers()["HomeState.load"]), "router_data": "x"},
    {**event(our_handlers()["HomeState.load"]), "router_data": {"query": ["x"]}},
    {**event(our_handlers()["HomeState.load"]), "router_data": {"pathname": 1}},
    {**event(our_handlers()["HomeState.load"]), "token": "somebody else's"},
    event(our_handlers()["HomeState.load"], payload=["a"]),
]


@pytest.mark.parametrize("misshapen", MISSHAPEN, ids=range(len(MISSHAPEN)))
def test_a_misshapen_event_breaks_nothing(server, misshapen):
    async def send(caller: Caller) -> None:
        await caller.send(misshapen)

    heard = speak(Caller(server), send)

    assert "Traceback" not in heard


def test_handlers_of_the_framework_can_be_sent_anything(server, closed):
    async def send(caller: Caller) -> None:
        for wire in sorted(framework_handlers()):
            for value in (None, "x", ["x"], {"x": 1}):
                payload = dict.fromkeys(parameters(wire), value)
                await caller.send(event(wire, payload=payload))
        for _ in range(30):
            await caller.send({"message": "x\nforged"}, name="client_error")
        await caller.send(HUGE, name="ping")

    watch = Watch(closed.file)
    heard = speak(Caller(server), send)

    assert "Traceback" not in heard
    assert not watch.changed()
    assert not closed.leaks(closed.askers[0], heard)


def test_whoever_sends_too_much_is_cut_off_alone(server):
    async def run() -> str:
        async with Caller(server) as greedy, Caller(server) as honest:
            await greedy.send("x" * 2_000_000)
            await greedy.socket.wait()
            return await honest.load("/sign-in")

    assert "sign_in_state" in anyio.run(run)


def test_nothing_can_be_uploaded_to_the_framework(server):
    answer = httpx2.post(
        f"{server.url}/_upload",
        files={"files": b"x"},
        headers={
            "reflex-client-token": "tab",
            "reflex-event-handler": our_handlers()["ImportState.take"],
        },
    )

    assert answer.status_code in (404, 405)


def test_no_session_of_anybody_is_in_the_log(server, closed):
    owner = closed.insiders[0]

    async def send(caller: Caller) -> None:
        await caller.send(event("no.such.handler"))
        await caller.send("not JSON")

    speak(Caller(server, cookie(owner)), send)

    log = server.log.read_text()
    assert "no.such.handler" in log
    assert owner.session not in log
