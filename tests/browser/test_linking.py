"""What leads to what: drawn on a desk, said in words everywhere, linked at the card."""

import re

from playwright.sync_api import Page, expect

from impact_hub.features.impact_logic.models import Result
from tests.browser.hubs import Hub
from tests.browser.visitors import DESK, PHONE
from tests.browser.worlds import Place, begin
from tests.factories import make_link, make_result

# Each arc: how far its ends are from the cards that it joins.
ENDS = """() => [...document.querySelectorAll(".arc")].map((arc) => {
  const at = (place) => {
    const point = arc.getPointAtLength(place);
    const frame = arc.ownerSVGElement.getBoundingClientRect();
    return { x: point.x + frame.left, y: point.y + frame.top };
  };
  const away = ({ x, y }, id) => {
    const box = document.querySelector(`[data-result="${id}"]`).getBoundingClientRect();
    return Math.max(box.left - x, x - box.right, box.top - y, y - box.bottom, 0);
  };
  return Math.max(away(at(0), arc.dataset.cause),
                  away(at(arc.getTotalLength()), arc.dataset.effect));
})"""


def with_logic(hub: Hub) -> tuple[Place, dict[str, Result]]:
    """A small logic: money pays for meetings, meetings lead to friends and courage."""
    place = begin(hub)
    with hub.data() as session:
        made = {
            title: make_result(
                session, place.initiative, step=step, titles={"en": title, "de": title}
            )
            for title, step in (
                ("Money", 0),
                ("Meetings", 1),
                ("Friends", 5),
                ("Courage", 5),
                ("Peace", 7),
            )
        }
        make_link(session, made["Money"], made["Meetings"])
        make_link(session, made["Meetings"], made["Friends"])
        make_link(session, made["Friends"], made["Courage"])
    return place, made


def arcs_meet_their_cards(page: Page, many: int) -> None:
    expect(page.locator(".arc")).to_have_count(many)
    page.wait_for_function(f"Math.max(...({ENDS})()) < 12")


def test_arcs_join_the_cards_on_a_desk_whatever_its_width(own_hub, visit):
    place, made = with_logic(own_hub)
    reader = visit(own_hub, "en", size=DESK)
    reader.come_as(place.coordinator.email)
    reader.go(f"{place.home}/logic")

    arcs_meet_their_cards(reader.page, 3)
    reader.page.set_viewport_size({"width": 900, "height": 800})
    arcs_meet_their_cards(reader.page, 3)
    expect(reader.page.locator(".arcs")).to_have_attribute("aria-hidden", "true")

    reader.page.locator(f"#result-{made['Money'].id}").hover()
    expect(reader.page.locator(".arc.near")).to_have_count(1)


def test_a_phone_has_the_words_only(own_hub, visit):
    place, made = with_logic(own_hub)
    reader = visit(own_hub, "en", size=PHONE)
    reader.come_as(place.coordinator.email)
    reader.go(f"{place.home}/logic")

    card = reader.page.locator(f"#result-{made['Meetings'].id}")
    expect(card).to_contain_text("comes from: Money")
    expect(card).to_contain_text("leads to: Friends")
    expect(reader.page.locator(".arcs")).to_be_hidden()
    card.get_by_role("link", name="leads to: Friends").click()
    expect(reader.page).to_have_url(re.compile(f"#result-{made['Friends'].id}$"))


def test_a_link_begins_at_its_card_and_offers_what_may_be(own_hub, visit):
    place, made = with_logic(own_hub)
    reader = visit(own_hub, "en", size=DESK)
    reader.come_as(place.coordinator.email)
    reader.go(f"{place.home}/logic")
    page = reader.page

    page.get_by_role("button", name="Link Meetings").click()
    options = page.locator("main select option")
    expect(options).to_have_text(["5 · Courage", "7 · Peace"])
    page.locator("main select").select_option(label="7 · Peace")
    reader.fill("… if (English)", "nobody is left out")
    page.locator("main form").get_by_role("button", name="Link", exact=True).click()
    expect(options).to_have_text(["5 · Courage"])
    reader.press("Done", within="main")

    card = page.locator(f"#result-{made['Meetings'].id}")
    expect(card).to_contain_text("leads to: Peace – if nobody is left out")
    expect(page.locator(f"#result-{made['Peace'].id}")).to_contain_text(
        "comes from: Meetings – if nobody is left out"
    )
    arcs_meet_their_cards(page, 4)


def test_resources_are_called_so(own_hub, visit):
    place, _ = with_logic(own_hub)
    reader = visit(own_hub, "en", size=DESK)
    reader.come_as(place.coordinator.email)
    reader.go(f"{place.home}/logic")

    reader.page.get_by_role("button", name="Add a resource (Step 0)").click()
    expect(reader.page.locator("main form label").first).to_contain_text("Resource")
