"""Pages in a real browser: how long until there is something, and how much it takes."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, BrowserContext

from impact_hub.identity import sessions
from impact_hub.kit import db
from scripts.bench.generator import COORDINATOR, SLUG
from scripts.bench.report import Line, Section, against, seconds, sized
from scripts.browsers import browser
from tests.browser.hubs import Hub

RUNS = 5
MAX_SCRIPT = 220_000  # bytes, as they come over the wire
OVERVIEW = f"/i/{SLUG}"
INDICATOR = f"/i/{SLUG}/indicators/indicator-01"
WITHOUT_CHARTS = {
    "/": "home",
    "/account": "account",
    f"/i/{SLUG}/logic": "impact logic",
    f"/i/{SLUG}/indicators": "indicators",
    f"/i/{SLUG}/indicators/new": "a new indicator",
    f"/i/{SLUG}/figures": "figures",
    f"/i/{SLUG}/figures/2025-Q4/organisation-01": "entry",
    f"/i/{SLUG}/review/2025-Q4/organisation-01": "review",
    f"/i/{SLUG}/partners": "who takes part",
    f"/i/{SLUG}/settings": "settings",
    f"/i/{SLUG}/import": "import",
}
HEADING = "main h1"  # on every page, once the server has said what it holds
SCORE = ".scores .score-figure"
CHART = "[data-drawn]"


@dataclass(frozen=True)
class Visit:
    """What one look at a page took."""

    took: float
    everything: int  # bytes, with what came over the socket
    scripts: int  # bytes of JavaScript


class Visitor:
    """A browser whose cache begins empty, with the coordinator's session."""

    def __init__(self, hub: Hub, context: BrowserContext, token: str) -> None:
        self.hub = hub
        context.add_cookies(
            [{"name": sessions.COOKIE, "value": token, "url": hub.address}]
        )
        self.page = context.new_page()
        self.wire = context.new_cdp_session(self.page)
        self.wire.send("Network.enable")
        self.kinds: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        self.over_socket = 0
        self.wire.on("Network.responseReceived", self._answered)
        self.wire.on("Network.loadingFinished", self._arrived)
        self.wire.on("Network.webSocketFrameReceived", self._told)

    def visit(self, path: str, *, until: str) -> Visit:
        """Open a page, as by its address, and wait until `until` can be seen."""
        self.kinds.clear()
        self.sizes.clear()
        self.over_socket = 0
        began = time.perf_counter()
        self.page.goto(self.hub.address + path, wait_until="commit")
        self.page.locator(until).first.wait_for()
        took = time.perf_counter() - began
        self.page.wait_for_load_state("networkidle")
        scripts = sum(
            size
            for each, size in self.sizes.items()
            if self.kinds.get(each) == "Script"
        )
        return Visit(took, sum(self.sizes.values()) + self.over_socket, scripts)

    def _answered(self, event: dict) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def _arrived(self, event: dict) -> None:
        self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    def _told(self, event: dict) -> None:
        self.over_socket += len(event["response"]["payloadData"].encode())


def measure(hub: Hub) -> Section:
    """Look at pages with an empty cache and with a full one."""
    with db.transaction() as session:
        token = sessions.open_session(session, COORDINATOR)
    with browser() as opened:

        def visitor(*, scripts: bool = True) -> Visitor:
            context = opened.new_context(locale="en-GB", java_script_enabled=scripts)
            return Visitor(hub, context, token)

        lines = [
            *_cold_and_warm("first chart", visitor, INDICATOR, until=CHART),
            *_cold_and_warm("overview, its figures", visitor, OVERVIEW, until=SCORE),
            _static(visitor),
            _scripts(visitor),
        ]
    return Section(f"Pages in {_name(opened)}", lines)


def _cold_and_warm(
    what: str, visitor: Callable[..., Visitor], path: str, *, until: str
) -> list[Line]:
    cold, warm = [], []
    for _ in range(RUNS):
        someone = visitor()
        cold.append(someone.visit(path, until=until))
        warm.append(someone.visit(path, until=until))
        someone.page.context.close()
    return [
        _line(f"{what}, empty cache", cold),
        _line(f"{what}, full cache", warm),
    ]


def _line(what: str, visits: list[Visit], told: str = "") -> Line:
    size = sized(median(each.everything for each in visits))
    beside = f"{size} over the wire"
    took = seconds(median(each.took for each in visits))
    return Line(what, took, f"{beside}; {told}" if told else beside)


def _static(visitor: Callable[..., Visitor]) -> Line:
    """The yardstick: the same server, browser and page, but nothing to work out."""
    visits = []
    for _ in range(RUNS):
        someone = visitor(scripts=False)
        visits.append(someone.visit("/sign-in", until="body"))
        someone.page.context.close()
    return _line("a page without its scripts, empty cache", visits, "yardstick")


def _scripts(visitor: Callable[..., Visitor]) -> Line:
    """JavaScript on the page without charts that has most of it."""
    sizes = {}
    for path, name in WITHOUT_CHARTS.items():
        someone = visitor()
        sizes[name] = someone.visit(path, until=HEADING).scripts
        someone.page.context.close()
    name, most = max(sizes.items(), key=lambda each: each[1])
    told = against(most, MAX_SCRIPT, sized(MAX_SCRIPT))
    return Line(
        f"JavaScript, gzipped, without charts (most: {name})", sized(most), told
    )


def _name(opened: Browser) -> str:
    return f"{opened.browser_type.name.title()} {opened.version.partition('.')[0]}"
