"""A hub that really serves, in a process of its own, and tabs that speak with it."""

import json
import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import anyio
import httpx2
import socketio
from socketio.exceptions import ConnectionError as Refused

from impact_hub.cli.serving import SERVE_WHAT_IS_BUILT
from impact_hub.config import ROOT
from tests.house.strangers.sockets import HYDRATE

STARTS_WITHIN_SECONDS = 60
ANSWERS_WITHIN_SECONDS = 20


@dataclass(frozen=True)
class Server:
    """Where it is, and what it logs."""

    url: str
    log: Path


@contextmanager
def serving(database: Path, folder: Path) -> Iterator[Server]:
    """Serve a database. Of the pages there is only an empty one: none is built."""
    web = make_pages(folder / "web")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Server(f"http://localhost:{port}", folder / "log.txt")
    ours = {
        "HUB_DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{database}",
        "HUB_PUBLIC_URL": server.url,
        "HUB_LOG_LEVEL": "debug",
        "REFLEX_WEB_WORKDIR": str(web),
        "REFLEX_TELEMETRY_ENABLED": "false",
        **SERVE_WHAT_IS_BUILT,
    }
    start = ["-m", "granian", "--interface", "asgi", "--factory", "--workers", "1"]
    where = ["--host", "127.0.0.1", "--port", str(port), "impact_hub.impact_hub:app"]
    with server.log.open("w") as log:
        process = subprocess.Popen(  # noqa: S603 - Python, and our own arguments
            [sys.executable, *start, *where],
            cwd=ROOT,
            env=os.environ | ours,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.terminate()
            process.wait()


def make_pages(web: Path) -> Path:
    """What Reflex wants to find of a build."""
    client = web / "build" / "client"
    client.mkdir(parents=True)
    for page in ("index.html", "404.html", "sign-in.html"):
        (client / page).write_text("<!doctype html><title>Hub</title>")
    (web / "backend").mkdir()
    (web / "backend" / "stateful_pages.json").write_text("[]")
    return web


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        with suppress(httpx2.TransportError):
            httpx2.get(f"{server.url}/healthz")
            return
        assert process.poll() is None, server.log.read_text()
        time.sleep(0.05)
    raise AssertionError(server.log.read_text())


@dataclass
class Caller:
    """A socket, with whatever it has been sent."""

    server: Server
    headers: Mapping[str, str] = field(default_factory=dict)
    heard: list[Any] = field(default_factory=list)

    async def __aenter__(self) -> "Caller":
        self._http = aiohttp.ClientSession()
        self.socket = socketio.AsyncClient(reconnection=False, http_session=self._http)
        self._news = anyio.Event()
        self.socket.on("event", self._hear, namespace="/_event")
        self.socket.on("pong", self._hear, namespace="/_event")

        try:
            await self._connect()
        except Refused:
            await self._http.close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.disconnect()
        await self._http.close()

    async def _connect(self) -> None:
        await self.socket.connect(
            f"{self.server.url}?token={uuid.uuid4()}",
            headers=dict(self.headers),
            socketio_path="/_event",
            namespaces=["/_event"],
            transports=["websocket"],
        )

    async def send(self, event: object, *, name: str = "event") -> None:
        await self.socket.emit(name, event, namespace="/_event")

    async def load(self, path: str) -> str:
        """Open a page; returns all that has been heard up to its end."""
        self.heard.clear()
        await self.send(event(HYDRATE, path))
        with anyio.fail_after(ANSWERS_WITHIN_SECONDS):
            while '"is_hydrated_rx_state_": true' not in json.dumps(self.heard):
                self._news = anyio.Event()
                await self._news.wait()
        return json.dumps(self.heard, ensure_ascii=False)

    async def _hear(self, update: object = None) -> None:
        self.heard.append(update)
        self._news.set()


def event(name: object, path: str = "/", payload: object = None) -> dict[str, Any]:
    """An event as browsers send it."""
    where = {"pathname": path, "asPath": path, "query": {}}
    return {"name": name, "payload": payload or {}, "router_data": where}
