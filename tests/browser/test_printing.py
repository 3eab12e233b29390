"""On paper: charts that nobody has scrolled to, tables that were folded, no menus; no
empty sheet, no split step, and on every sheet whence it comes."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from impact_hub.demo.load import SLUG
from tests.browser.visitors import Visitor


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


# On which sheet each step's name must be found together with what stands on the step.
STEPS = """() => [...document.querySelectorAll(".stairs-step")].map((step) =>
  [...step.querySelectorAll("h2, h3")].map((each) => each.textContent))"""


@pytest.mark.parametrize(
    "path", ["", "/logic", "/indicators/jugendliche", "/figures", "/partners"]
)
def test_every_sheet_says_where_it_is_from_and_is_used(demo_hub, visit, path):
    reader = visit(demo_hub, "de")
    reader.come_as("koordination@demo.example")
    reader.go(f"/i/{SLUG}{path}")

    sheets = printed(reader)

    address = f"localhost:{demo_hub.port}/i/{SLUG}{path}"
    for number, sheet in enumerate(sheets, start=1):
        assert f"Seite {number} von {len(sheets)}" in sheet
        assert squeezed(address) in squeezed(sheet)
        assert re.search(r"gedruckt am \d{1,2}\. \w+ 20\d\d", sheet)
    # Something stands on the first one besides the page's head, and on the others too.
    assert min(len(sheet) for sheet in sheets[:1]) > 500
    assert min(len(sheet) for sheet in sheets) > 150


def test_no_step_is_split_between_two_sheets(demo_hub, visit):
    reader = visit(demo_hub, "de")
    reader.come_as("koordination@demo.example")
    reader.go(f"/i/{SLUG}/logic")
    steps = reader.page.evaluate(STEPS)

    sheets = [squeezed(sheet) for sheet in printed(reader)]

    assert len(steps) == 8
    for step in steps:
        assert any(all(squeezed(each) in sheet for each in step) for sheet in sheets)


def printed(reader: Visitor) -> list[str]:
    """The words on each sheet of paper."""
    paper = reader.page.pdf(format="A4", prefer_css_page_size=True)
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper)).pages]


def squeezed(words: str) -> str:
    """Without blanks: a printed line may end anywhere."""
    return re.sub(r"\s+", "", words)
