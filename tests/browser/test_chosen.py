"""What is chosen can be read in every state, and what has the focus is not covered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.addresses import (
    COORDINATOR,
    SCHOOL,
    Addresses,
    addresses_in,
)
from tests.browser.hubs import Hub
from tests.browser.visitors import PHONE, Visitor

CONTRAST = Path(__file__).with_name("contrast.js").read_text("utf-8")
CHOSEN = (
    ':is([aria-pressed="true"], [aria-current="page"], [aria-selected="true"], '
    '[aria-checked="true"])'
)
ENOUGH = 5.0  # for text, see the house's tokens

COVERED = """() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const spots = [[box.left + box.width / 2, box.top + 2],
                 [box.left + box.width / 2, box.bottom - 2]];
  const seen = spots.filter(([x, y]) => {
    const there = document.elementFromPoint(x, y);
    return there && (there === one || one.contains(there) || there.contains(one));
  });
  return seen.length === spots.length || box.height > innerHeight / 2
    ? "" : one.outerHTML.slice(0, 120);
}"""


@pytest.fixture(scope="module")
def addresses(demo_hub: Hub) -> Addresses:
    return addresses_in(demo_hub)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_chosen_stays_legible_under_pointer_finger_and_keyboard(
    demo_hub, visit, addresses, theme
):
    reader = visit(demo_hub, "de", theme=theme, reduced_motion="reduce")
    reader.come_as(SCHOOL)
    measured: dict[str, float] = {}
    for path in ("/", *addresses.of(SCHOOL)):
        reader.go(path)
        for chosen in reader.page.locator(CHOSEN).filter(visible=True).all():
            words = chosen.inner_text()
            for state, contrast in in_every_state(reader, chosen):
                measured[f"{path} {words} {state}"] = round(contrast, 1)

    assert any("Ja" in each or "Nein" in each for each in measured)  # an answer
    assert {each: found for each, found in measured.items() if found < ENOUGH} == {}


def in_every_state(reader: Visitor, chosen: Locator) -> Iterator[tuple[str, float]]:
    """The contrast of something chosen at rest, under the pointer, pressed, focused."""
    page = reader.page
    chosen.scroll_into_view_if_needed()
    page.mouse.move(0, 0)
    yield "rest", chosen.evaluate(CONTRAST)
    chosen.hover()
    yield "hover", chosen.evaluate(CONTRAST)
    page.mouse.down()
    yield "active", chosen.evaluate(CONTRAST)
    page.mouse.move(0, 0)  # let go elsewhere: nothing is chosen anew
    page.mouse.up()
    chosen.focus()
    yield "focus", chosen.evaluate(CONTRAST)
    chosen.hover()
    yield "focus and hover", chosen.evaluate(CONTRAST)


@pytest.mark.parametrize(
    ("who", "which"), [(SCHOOL, "returned"), (COORDINATOR, "submitted")]
)
def test_nothing_that_has_the_focus_lies_under_the_bar(
    demo_hub, visit, addresses, who, which
):
    reader = visit(demo_hub, "de", size=PHONE, reduced_motion="reduce")
    reader.come_as(who)
    reader.go(next(p for p in addresses.of(who) if getattr(addresses, which) in p))
    expect(reader.page.locator(".entry-bar")).to_be_visible()

    covered: list[str] = []
    for key in ["Tab"] * 60 + ["Shift+Tab"] * 30:
        reader.page.keyboard.press(key)
        covered.append(reader.page.evaluate(COVERED))

    assert sorted(set(covered) - {""}) == []
