"""Every page: accessible, in both languages and themes, on a desk and on a phone.

axe-core finds nothing, the console stays empty, no other host is asked for anything
(see visitors.py), nothing is wider than the screen, no two things have one id, and a
page has a title and one main heading.
"""

from collections.abc import Iterable
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

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
from tests.browser.hubs import Hub
from tests.browser.visitors import DESK, PHONE, Visitor

SIZES = {"desk": DESK, "phone": PHONE}
# Of a theme, only the colours are looked at a second time: the rest is the same.
THEMES: dict[Literal["light", "dark"], dict[str, Any]] = {
    "dark": {"runOnly": ["color-contrast"]},
    "light": {},
}

# A label leads to one field, and an error stands under the right one.
DOUBLED_IDS = """() => {
    const ids = [...document.querySelectorAll("[id]")].map(each => each.id);
    return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""


@pytest.fixture(scope="module")
def addresses(demo_hub: Hub) -> Addresses:
    return addresses_in(demo_hub)


@pytest.mark.parametrize(
    "who", [STRANGER, COORDINATOR, REPORTER, SCHOOL, FUNDER, STATISTICS, NEWCOMER]
)
def test_every_page_is_for_everyone(demo_hub, visit, addresses, locale, who):
    reader = visit(demo_hub, locale, reduced_motion="reduce")
    if who:
        reader.come_as(who)
    reader.go("/")
    choose_language(reader, locale)
    found: list[str] = []
    for path in addresses.of(who):
        reader.go(path)
        for size, (width, height) in SIZES.items():
            reader.page.set_viewport_size({"width": width, "height": height})
            draw_everything(reader)
            found.extend(f"{path} {size}: {each}" for each in troubles(reader, locale))
    if who == STRANGER:
        reader.forgive("404.*/nowhere")
    assert found == []


def choose_language(reader: Visitor, locale: str) -> None:
    """The demo's people read German; a visitor may choose."""
    if reader.page.locator("html").get_attribute("lang") == locale:
        return
    reader.page.evaluate(
        "name => [...document.querySelectorAll('button')]"
        ".find(each => each.title === name).click()",
        {"de": "Deutsch", "en": "English"}[locale],
    )
    reader.page.wait_for_selector(f"html[lang={locale}]")


def draw_everything(reader: Visitor) -> None:
    """Charts are drawn when they come into view."""
    for chart in reader.page.locator(".chart").all():
        chart.scroll_into_view_if_needed()
        chart.locator("svg.main-svg").first.wait_for()
    reader.page.evaluate("window.scrollTo(0, 0)")


def troubles(reader: Visitor, locale: str) -> Iterable[str]:
    page = reader.page
    yield from violations(page)
    if page.locator("html").get_attribute("lang") != locale:
        yield "its lang is another"
    if page.locator("h1:visible").count() != 1:
        yield f"it has {page.locator('h1:visible').count()} main headings"
    if doubled := page.evaluate(DOUBLED_IDS):
        yield f"these ids stand for several things: {doubled}"
    if "Impact Hub" not in page.title():
        yield f"it is called {page.title()!r}"
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if wide > 0:
        yield f"it is {wide} pixels too wide"


def violations(page: Page) -> Iterable[str]:
    """What axe-core finds."""
    for theme, rules in THEMES.items():
        page.emulate_media(color_scheme=theme)
        page.wait_for_function(
            "theme => document.documentElement.classList.contains(theme)", arg=theme
        )
        for violation in Axe().run(page, options=rules).response["violations"]:
            for node in violation["nodes"]:
                yield f"{theme} {violation['id']}: {node['html'][:160]}"
