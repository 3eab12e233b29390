"""Events as a browser's tab sends them, through Reflex's own processor.

The socket's namespace, the event processor and the states are the real ones; only what
would be sent to the browser is kept here instead.
"""

import asyncio
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from reflex.istate.manager.memory import StateManagerMemory
from reflex_base.registry import RegisteredEventHandler, RegistrationContext
from reflex_base.utils.format import json_dumps

from impact_hub.identity import sessions
from impact_hub.impact_hub import app
from impact_hub.ui.state import AppState

HYDRATE = "reflex___state____state.hydrate_and_load"


def our_handlers() -> dict[str, str]:
    """Every handler of our states: `LogicState.add` and its name on the wire."""
    return {
        f"{registered.states[0].__name__}.{wire.rpartition('.')[2]}": wire
        for wire, registered in _registered().items()
        if issubclass(registered.states[0], AppState)
        if not wire.endswith(".setvar")
    }


def framework_handlers() -> set[str]:
    """All the others, by their names on the wire."""
    return _registered().keys() - set(our_handlers().values())


def parameters(wire: str) -> list[str]:
    """What a handler wants to be sent."""
    return list(_registered()[wire].handler.get_parameters())[1:]


class Sockets:
    """The server's end of sockets: events go in, what browsers would get is kept."""

    def __init__(self) -> None:
        self.failures: list[Exception] = []
        self._heard: dict[str, list[str]] = {}

    async def open_tab(self, session: str, place: Mapping[str, str]) -> "Tab":
        """A new tab of a browser with this session, on the pages of a place."""
        tab = Tab(self, uuid.uuid4().hex, place)
        await self.connect(tab, session)
        return tab

    async def connect(self, tab: "Tab", session: str) -> None:
        """Let a tab's socket begin anew, with the cookie that its browser has now."""
        headers = [(b"cookie", f"{sessions.COOKIE}={session}".encode())]
        scope = {"headers": headers if session else [], "client": ("127.0.0.1", 1)}
        namespace = app.event_namespace
        await namespace.link_token_to_sid(tab.sid, tab.sid, update_state=False)
        namespace._static_router_data[tab.sid] = namespace._build_static_router_data(
            tab.sid, {"asgi.scope": scope}
        )

    async def send(self, sid: str, event: Mapping[str, Any]) -> str:
        """What a browser hears after an event: deltas and events, as they travel."""
        self._heard[sid] = []
        await app.event_namespace.on_event(sid, dict(event))
        while running := [*app.event_processor._futures.values()]:
            for future in running:
                with suppress(Exception):
                    await future.wait_all()
        while tasks := [*app.event_processor._tasks.values()]:
            await asyncio.wait(tasks)
        return "\n".join(self._heard[sid])

    async def _emit(self, update: object, token: str) -> None:
        self._heard.setdefault(token, []).append(json_dumps(update))


@dataclass
class Tab:
    """One tab of a browser."""

    server: Sockets
    sid: str
    place: Mapping[str, str]
    page: str = "/"

    async def load(self, page: str) -> str:
        """Open a page by its route, such as /i/[slug]."""
        self.page = page
        return await self.send(HYDRATE, {})

    async def send(self, name: str, payload: object) -> str:
        """Send an event, as this page would."""
        path = self.page
        for part, value in self.place.items():
            path = path.replace(f"[{part}]", quote(value, safe=""))
        router_data = {"pathname": path, "asPath": path, "query": dict(self.place)}
        event = {"name": name, "payload": payload, "router_data": router_data}
        return await self.server.send(self.sid, event)


@asynccontextmanager
async def running_sockets() -> AsyncIterator[Sockets]:
    """The app's event processor, at work."""
    server = Sockets()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "_state_manager", StateManagerMemory())
        patch.setattr(app.event_namespace, "emit_update", server._emit)
        async with app._setup_event_processor():
            app.event_processor.backend_exception_handler = server.failures.append
            yield server


def _registered() -> Mapping[str, RegisteredEventHandler]:
    return RegistrationContext.get().event_handlers
