"""No words break a page: long ones, names like numbers, two partners of one name.

On every page, on two phones and a desk: nothing is wider than the screen, sticks out of
its place, is cut off, or lies on its neighbour.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import select

from impact_hub.identity.models import Organisation
from impact_hub.impact_hub import PAGES
from tests.browser.addresses import (
    COORDINATOR,
    FUNDER,
    NEWCOMER,
    REPORTER,
    SCHOOL,
    STATISTICS,
    STRANGER,
    Addresses,
    addresses_in,
)
from tests.browser.awkward import NAMES, make_awkward
from tests.browser.hubs import Hub, free_port, running
from tests.browser.visitors import Visitor
from tests.factories import make_invitation

WIDTHS = (320, 390, 1280)
GEOMETRY = Path(__file__).with_name("geometry.js").read_text("utf-8")
EVERYONE = (COORDINATOR, STRANGER, REPORTER, SCHOOL, FUNDER, STATISTICS, NEWCOMER)

# What opens on a page by pressing something there, by the end of its address.
OPENED = {
    "/logic": (".stairs-add", ".result-edit", ".result-link"),
}


@dataclass(frozen=True)
class AwkwardHub:
    """A hub full of awkward words, and where everyone goes in it."""

    hub: Hub
    addresses: Addresses
    invitation: str

    def of(self, who: str) -> Iterator[str]:
        """Every page that somebody is shown."""
        yield from self.addresses.of(who)
        if who == STRANGER:
            yield self.invitation


@pytest.fixture(scope="module")
def awkward(pages: None, demo_data: Path) -> Iterator[AwkwardHub]:
    with tempfile.TemporaryDirectory(prefix="hub-awkward-") as folder:
        for file in demo_data.glob("hub.sqlite*"):
            shutil.copy(file, folder)
        hub = Hub(Path(folder), free_port())
        with hub.data() as session:
            make_awkward(session)
            organisation = session.exec(
                select(Organisation).where(Organisation.name == NAMES[4])
            ).first()
            assert organisation is not None
            _, token = make_invitation(session, organisation, note=NAMES[5])
        with running(hub):
            yield AwkwardHub(hub, addresses_in(hub), f"/invite/{token}")


def test_every_page_is_tried(awkward):
    """A new page must be among what somebody of the demo world is shown."""
    tried = [path for who in EVERYONE for path in awkward.of(who)]
    patterns = {
        route: re.compile(re.sub(r"\[\w+\]", r"(?!new$)[^/]+", route) + "/?$")
        for route, *_ in PAGES
    }
    patterns["/404"] = re.compile("/nowhere$")

    left = [route for route, p in patterns.items() if not any(map(p.match, tried))]

    assert left == []


@pytest.mark.parametrize("who", EVERYONE)
def test_no_words_break_a_page(awkward, visit, who):
    reader = visit(awkward.hub, "de", reduced_motion="reduce")
    if who:
        reader.come_as(who)
    found: list[str] = []
    for path in awkward.of(who):
        reader.go(path)
        found.extend(f"{path} {each}" for each in troubles_at_every_width(reader))
        for opener in openers(path, who):
            reader.page.locator(opener).first.click()
            reader.page.locator(".result-form").wait_for()
            found.extend(f"{opener} {each}" for each in troubles_at_every_width(reader))
    if who == STRANGER:
        reader.forgive("404.*/nowhere")
    assert found == []


def troubles_at_every_width(reader: Visitor) -> Iterator[str]:
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": 800})
        yield from (f"at {width}: {each}" for each in troubles(reader))


def openers(path: str, who: str) -> tuple[str, ...]:
    if who != COORDINATOR:
        return ()
    return next((tried for end, tried in OPENED.items() if path.endswith(end)), ())


def troubles(reader: Visitor) -> list[str]:
    """What is wrong with where things stand, also in what is folded away."""
    reader.page.evaluate(
        "document.querySelectorAll('main details').forEach(each => each.open = true)"
    )
    reader.page.evaluate("document.fonts.ready")
    reader.page.evaluate("new Promise(requestAnimationFrame)")
    return reader.page.evaluate(GEOMETRY)


def test_the_measure_sees_what_it_is_for(awkward, visit):
    """Each kind of trouble, made on purpose, is found."""
    reader = visit(awkward.hub, "de", size=(320, 800))
    reader.go("/sign-in")
    assert troubles(reader) == []

    def with_style(style: str) -> str:
        reader.go("/sign-in")
        reader.page.evaluate(
            "style => document.querySelector('main p, main h1').style.cssText = style",
            style,
        )
        return " ".join(troubles(reader))

    assert "too wide" in with_style("width: 500px")
    assert "sticks out" in with_style("width: 40px; white-space: nowrap")
    assert "cut off" in with_style("height: 4px; overflow: hidden")
    assert "lies on another" in with_style("position: relative; top: 70px")
