"""Everything works without a mouse, and one always sees where one is."""

import re

import pytest
from playwright.sync_api import expect

from impact_hub.demo.load import SLUG
from tests.browser.visitors import DESK, PHONE, Visitor
from tests.browser.worlds import PASSWORD, begin

# Whether what has the focus can be seen, and is marked.
FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const style = getComputedStyle(at);
  const marked = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
  // a file's input is hidden, and its label is marked
  const label = at.labels && [...at.labels].find((each) => {
    const of = getComputedStyle(each);
    return of.outlineStyle !== 'none' || of.boxShadow !== 'none';
  });
  // what lies over its middle, if that is a bar at the edge of the window
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const bar = over?.closest('.entry-bar, .notice, .masthead');
  return {
    covered: Boolean(bar) && !bar.contains(at),
    what: at.outerHTML.slice(0, 120),
    seen: (box.width > 0 && box.height > 0 && box.bottom > 0 &&
      box.top < innerHeight) || Boolean(label),
    marked: marked || Boolean(label),
  };
}"""


def focus_of_all(visitor: Visitor) -> list[dict[str, object]]:
    """Go through a whole page with the tab key."""
    stops: list[dict[str, object]] = []
    visitor.page.evaluate("document.activeElement?.blur()")
    for _ in range(300):
        visitor.page.keyboard.press("Tab")
        stop = visitor.page.evaluate(FOCUSED)
        if stop is None:  # out at the other end
            return stops
        stops.append(stop)
    raise AssertionError("the tab key never leaves the page")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_tab_key_goes_through_every_page(demo_hub, visit, size):
    visitor = visit(demo_hub, "de", size=size, reduced_motion="reduce")
    visitor.come_as("koordination@demo.example")
    home = f"/i/{SLUG}"
    lost: list[str] = []
    for path in (
        *("/", home, f"{home}/logic", f"{home}/indicators", f"{home}/figures"),
        *(f"{home}/indicators/new", f"{home}/indicators/jugendliche"),
        *(f"{home}/import", f"{home}/partners", f"{home}/settings", "/account"),
    ):
        visitor.go(path)
        stops = focus_of_all(visitor)
        assert len(stops) > 5, path
        lost += [
            f"{path}: {stop}"
            for stop in stops
            if not (stop["seen"] and stop["marked"]) or stop["covered"]
        ]
    assert lost == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_that_has_the_focus_lies_under_the_bar_of_a_form(own_hub, visit, size):
    place = begin(own_hub, "de")
    visitor = visit(own_hub, "de", size=size, reduced_motion="reduce")
    visitor.sign_in(place.reporter.email, PASSWORD)
    visitor.go(place.entry)

    stops = focus_of_all(visitor)

    assert len(stops) > 10
    assert [stop for stop in stops if stop["covered"]] == []


def test_whoever_comes_from_another_page_begins_at_its_heading(own_hub, visit, locale):
    place = begin(own_hub, locale)
    visitor = visit(own_hub, locale)
    visitor.sign_in(place.coordinator.email, PASSWORD)
    heading = visitor.page.get_by_role("heading", level=1)
    expect(heading).not_to_be_focused()  # the browser itself begins at the top

    visitor.page.locator(f"a[href='{place.home}']").first.click()
    visitor.page.wait_for_url(re.compile(re.escape(place.home)))
    expect(heading).to_be_focused()
    visitor.page.locator(".masthead").get_by_role(
        "link", name=visitor.say("Settings")
    ).click()
    expect(heading).to_have_text(visitor.say("Settings"))
    expect(heading).to_be_focused()

    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.closest('main') !== null")


def test_the_first_stop_skips_to_the_content(own_hub, visit, locale):
    visitor = visit(own_hub, locale)
    visitor.go("/sign-in")

    visitor.page.keyboard.press("Tab")
    skip = visitor.page.locator(":focus")
    expect(skip).to_have_text(visitor.say("Skip to the content"))
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Tab")

    expect(visitor.field("E-mail")).to_be_focused()


def test_figures_are_handed_in_without_a_mouse(own_hub, visit, locale):
    place = begin(own_hub, locale)
    visitor = visit(own_hub, locale)
    keys = visitor.page.keyboard
    visitor.go("/sign-in")
    visitor.field("E-mail").focus()
    keys.type(place.reporter.email)
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    visitor.page.wait_for_url(re.compile(r"[0-9]/$"))
    visitor.arrived()
    to = visitor.page.locator(f"a[href='{place.entry}']")
    for _ in range(20):
        keys.press("Tab")
        if to.evaluate("link => link === document.activeElement"):
            break
    keys.press("Enter")
    visitor.page.wait_for_url(re.compile(re.escape(place.entry)))
    visitor.arrived()

    visitor.page.locator("[data-step]").first.focus()
    for figure in ("20", "12", "8", "3", "4"):
        keys.type(figure)
        keys.press("Enter")
    for _ in range(20):
        keys.press("Tab")
        if visitor.button("Submit").evaluate("it => it === document.activeElement"):
            break
    keys.press("Enter")

    visitor.is_told("Submitted. Thank you!")


def test_escape_closes_a_menu_and_goes_back_to_its_button(demo_hub, visit):
    visitor = visit(demo_hub, "de", size=PHONE)
    visitor.go("/")
    menu = visitor.page.locator("details.menu:visible")
    summary = menu.locator("summary")
    summary.focus()
    visitor.page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")

    visitor.page.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()
