"""On paper: charts that nobody has scrolled to, tables that were folded, no menus."""

import pytest
from playwright.sync_api import expect

from impact_hub.demo.load import SLUG


@pytest.mark.parametrize("path", ["", "/indicators/jugendliche"])
def test_a_page_is_whole_on_paper(demo_hub, visit, path):
    reader = visit(demo_hub, "de", theme="dark")
    reader.come_as("foerderung@demo.example")
    reader.go(f"/i/{SLUG}{path}")
    page = reader.page

    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for chart in page.locator(".chart").all():
        expect(chart.locator("svg.main-svg").first).to_be_attached()
    page.emulate_media(media="print")

    expect(page.locator(".masthead nav").first).to_be_hidden()
    for table in page.locator("details.more table").all():
        expect(table).to_be_visible()
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert len(page.pdf(format="A4")) > 20_000
