"""What is shown when something breaks: a calm sentence, and a way on."""

import re

from playwright.sync_api import expect

from impact_hub.demo.load import SLUG

BROKEN = """
  window.BroadcastChannel = class {
    constructor() { throw new Error('broken on purpose'); }
  };
"""


def test_a_page_that_cannot_be_drawn_says_so(own_hub, visit, locale):
    visitor = visit(own_hub, locale)
    visitor.page.add_init_script(BROKEN)

    visitor.page.goto(f"{own_hub.address}/sign-in")

    told = visitor.page.get_by_text(visitor.say("This page could not be shown"))
    expect(told).to_be_visible()
    again = visitor.page.get_by_role("button", name=visitor.say("Load again"))
    with visitor.page.expect_navigation():
        again.click()
    expect(told).to_be_visible()
    visitor.forgive("(?i)broken on purpose|error")


def test_an_unknown_address_helps_on(own_hub, visit, locale):
    visitor = visit(own_hub, locale)

    visitor.go("/there/is/nothing")

    visitor.sees(visitor.say("There is nothing at this address"))
    visitor.follow("To the start page", within="main")
    expect(visitor.page).to_have_url(re.compile(r"[0-9]/$"))
    visitor.arrived()
    visitor.forgive("404")


def test_a_chart_that_does_not_come_is_asked_for_again(demo_hub, visit, locale):
    visitor = visit(demo_hub, locale)
    visitor.page.route("**/charts/**", lambda route: route.abort())
    visitor.go(f"/p/{SLUG}")
    chart = visitor.page.locator("figure").first
    chart.scroll_into_view_if_needed()
    expect(chart).to_contain_text(visitor.say("The chart could not be loaded."))

    visitor.page.unroute("**/charts/**")
    chart.get_by_role("button", name=visitor.say("Try again")).click()

    expect(chart.locator("svg.main-svg").first).to_be_visible()
    visitor.forgive("Failed to load resource|ERR_FAILED")
