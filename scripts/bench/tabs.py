"""What the server keeps in memory: idle, and for every tab that is open."""

import asyncio
import time
import uuid
from dataclasses import dataclass

import psutil
import socketio

from impact_hub.features.results.state.board import BoardState
from impact_hub.identity import sessions
from impact_hub.kit import db
from scripts.bench.generator import COORDINATOR, INDICATORS, SLUG
from scripts.bench.report import Line, Section, sized
from tests.browser.hubs import Hub

TABS = 200
AT_ONCE = 10
PATH = f"/i/{SLUG}"
NAMESPACE = "/_event"
HYDRATE = "reflex___state____state.hydrate_and_load"
PAGE = "page_rx_state_"
SETTLED = 3  # seconds until a server has tidied up after itself


@dataclass(frozen=True)
class Memory:
    """The memory of a process and all those that it started, in bytes."""

    rss: int  # with what it shares with others
    pss: int  # with its part of that; 0 where the system doesn't tell
    uss: int  # its own alone

    def line(self, what: str) -> Line:
        return Line(what, sized(self.pss or self.uss), self.told())

    def told(self) -> str:
        return f"RSS {sized(self.rss)}, USS {sized(self.uss)}"

    def since(self, before: "Memory", *, tabs: int) -> "Memory":
        """What each tab has added."""
        return Memory(
            (self.rss - before.rss) // tabs,
            (self.pss - before.pss) // tabs,
            (self.uss - before.uss) // tabs,
        )


class Tab:
    """Does what a browser's tab does: connects, and arrives at the overview."""

    def __init__(self, hub: Hub, token: str) -> None:
        self.hub = hub
        self.headers = {
            "Cookie": f"{sessions.COOKIE}={token}",
            "Accept-Language": "en",
        }
        self.arrived = asyncio.Event()
        self.received = 0
        self.socket = socketio.AsyncClient(reconnection=False)
        self.socket.on("event", self._told, namespace=NAMESPACE)

    async def open(self) -> None:
        """Connect, and wait for the scoreboard."""
        place = {"pathname": PATH, "asPath": PATH, "query": {"slug": SLUG}}
        event = {"name": HYDRATE, "payload": {}, "router_data": place}
        await self.socket.connect(
            f"{self.hub.address}?token={uuid.uuid4()}",
            headers=self.headers,
            socketio_path=NAMESPACE,
            namespaces=[NAMESPACE],
            transports=["websocket"],
            auth={"event": event},
        )
        async with asyncio.timeout(60):
            await self.arrived.wait()

    async def close(self) -> None:
        await self.socket.disconnect()

    async def _told(self, news: dict) -> None:
        board = (news.get("delta") or {}).get(BoardState.get_full_name(), {})
        if len(board.get(PAGE, {}).get("cards", ())) == len(INDICATORS):
            self.arrived.set()


def measure(hub: Hub) -> Section:
    """Watch the memory of a server before and while the tabs are open."""
    with db.transaction() as session:
        token = sessions.open_session(session, COORDINATOR)
    return asyncio.run(_measure(hub, token))


async def _measure(hub: Hub, token: str) -> Section:
    idle = await memory_of(hub)
    first = Tab(hub, token)
    await first.open()
    one = await memory_of(hub)
    tabs = [Tab(hub, token) for _ in range(TABS)]
    began = time.perf_counter()
    turn = asyncio.Semaphore(AT_ONCE)

    async def open_in_turn(tab: Tab) -> None:
        async with turn:
            await tab.open()

    await asyncio.gather(*map(open_in_turn, tabs))
    took = time.perf_counter() - began
    all_of_them = await memory_of(hub)
    await asyncio.gather(*(tab.close() for tab in (first, *tabs)))
    return Section(
        "Memory of the server (PSS)",
        [
            idle.line("idle, just started"),
            one.line("with one tab at the overview"),
            all_of_them.line(f"with {TABS} more"),
            all_of_them.since(one, tabs=TABS).line("each of these tabs"),
            Line(f"opening {TABS} tabs, {AT_ONCE} at once", f"{took:.1f} s"),
        ],
    )


async def memory_of(hub: Hub) -> Memory:
    """What the server and its worker have, once they are at rest."""
    await asyncio.sleep(SETTLED)
    server = psutil.Process(hub.process.pid)
    found = [
        each.memory_full_info() for each in (server, *server.children(recursive=True))
    ]
    return Memory(
        sum(each.rss for each in found),
        sum(getattr(each, "pss", 0) for each in found),
        sum(each.uss for each in found),
    )
