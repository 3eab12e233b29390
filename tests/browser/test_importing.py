"""Figures from a file, in the browser: looked at first, then taken whole or not."""

import re

import pytest
from playwright.sync_api import expect
from sqlmodel import func, select

from impact_hub.features.exchange.formats.own import COLUMNS
from impact_hub.features.exchange.sentences import SENTENCES
from impact_hub.features.reporting.models import Value
from tests.browser.visitors import Visitor
from tests.browser.worlds import Place, begin


@pytest.fixture
def place(own_hub, locale) -> Place:
    return begin(own_hub, locale)


@pytest.fixture
def cora(own_hub, visit, place, locale) -> Visitor:
    visitor = visit(own_hub, locale)
    visitor.come_as(place.coordinator.email)
    visitor.go(f"{place.home}/import")
    return visitor


def values(own_hub, place) -> int:
    with own_hub.data() as session:
        counted = select(func.count()).where(Value.indicator_id == place.people.id)
        return session.exec(counted).one()


def choose_file(visitor: Visitor, content: bytes, name: str = "figures.csv") -> None:
    visitor.page.locator("input[type=file]").first.set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )


def own_file(place: Place, figures: dict[str, object]) -> bytes:
    """The hub's own format, with these figures by category."""
    people, partner = place.people.code, place.partner.slug
    rows = [
        f"{people},{partner},{place.period_code},{cell},{figure},,,,,,,,draft"
        for cell, figure in figures.items()
    ]
    return "\r\n".join([",".join(COLUMNS), *rows, ""]).encode()


def test_a_file_is_looked_at_first_and_then_taken(cora, own_hub, place):
    choose_file(cora, own_file(place, {"": 20, "age=0-17": 12, "age=18-64": 8}))

    cora.press("Look at it first")
    cora.sees(re.compile(r"3 (figures are new|Zahlen sind neu)"))
    assert values(own_hub, place) == 0

    cora.press("Import it now")
    cora.page.locator(".told.good").wait_for()
    assert values(own_hub, place) == 3

    cora.press("Look at it first")
    cora.sees(re.compile(r"3 (figures stay|Zahlen bleiben)"))


def test_one_wrong_row_is_named_and_nothing_is_taken(cora, own_hub, place):
    choose_file(cora, own_file(place, {"": 20, "age=0-17": "twelve", "age=18-64": 8}))

    cora.press("Look at it first")

    table = cora.page.get_by_role("region", name=cora.say("What is wrong, and where"))
    expect(table.locator("tbody tr")).to_have_count(1)
    expect(table.locator("tbody td").nth(0)).to_have_text("3")
    expect(table.locator("tbody td").nth(1)).to_have_text("value")
    expect(table.locator("tbody td").nth(2)).to_contain_text("twelve")
    expect(cora.button("Import it now")).to_have_count(0)
    assert values(own_hub, place) == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "exchange.file_empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "exchange.file_not_text"),
        (b"name,colour\r\nKim,blue\r\n", "exchange.unknown_format"),
    ],
    ids=["empty", "binary", "something else"],
)
def test_what_is_no_table_of_figures_is_told(cora, own_hub, place, content, code):
    choose_file(cora, content)

    cora.press("Look at it first")

    sentence = re.split(r"[{]", cora.say(SENTENCES[code]))[0]
    cora.sees(re.compile(re.escape(sentence)))
    cora.forgive("422")
    assert values(own_hub, place) == 0


def test_a_plan_is_forgotten_when_another_file_is_chosen(cora, place):
    choose_file(cora, own_file(place, {"": 20}))
    cora.press("Look at it first")
    expect(cora.button("Import it now")).to_be_visible()

    choose_file(cora, own_file(place, {"": 21}))

    expect(cora.button("Import it now")).to_have_count(0)


def test_all_figures_are_taken_out_as_they_came_in(cora, place):
    choose_file(cora, own_file(place, {"": 20, "age=0-17": 12, "age=18-64": 8}))
    cora.press("Look at it first")
    cora.press("Import it now")
    cora.page.locator(".told.good").wait_for()

    with cora.page.expect_download() as waiting:
        cora.follow("Figures as CSV")

    rows = waiting.value.path().read_text("utf-8-sig").splitlines()
    assert rows[0].split(",") == list(COLUMNS)
    assert [row.split(",")[4] for row in rows[1:]] == ["20", "12", "8"]


def test_a_figure_that_is_taken_out_is_told_and_asks_why(cora, own_hub, place):
    approved = own_file(place, {"": 20}).replace(b"draft", b"approved")
    choose_file(cora, approved)
    cora.press("Look at it first")
    cora.press("Import it now")
    cora.page.locator(".told.good").wait_for()

    choose_file(cora, approved.replace(b",20,", b",,"))
    cora.press("Look at it first")
    cora.sees(re.compile(r"1 (figure would be taken out|Zahl würde herausgenommen)"))
    expect(cora.button("Import it now")).to_have_count(0)
    cora.page.locator("#why").fill("Counted twice")
    cora.press("Look at it first")
    cora.press("Import it now")
    cora.page.locator(".told.good").wait_for()

    with own_hub.data() as session:
        kept = select(Value.figure).where(Value.indicator_id == place.people.id)
        assert session.exec(kept).all() == [None]


def test_a_year_that_could_begin_elsewhere_is_chosen(cora, place):
    choose_file(cora, b"Year,Value\n2023/24,5\n", "indicator_1.csv")
    cora.page.locator("#partner").evaluate(
        "one => (one.closest('details').open = true)"
    )
    cora.page.locator("#partner").select_option(place.partner.slug)
    cora.page.locator("#source").fill("Office")
    cora.page.locator("#licence").fill("CC0")
    cora.press("Look at it first")
    cora.sees(re.compile("2023/24.*(2024|school)"))

    cora.page.locator("#year_begins").select_option("april")
    cora.press("Look at it first")

    expect(
        cora.page.get_by_text("2023-04-01")
        .or_(cora.page.get_by_text(re.compile(r"(April|Apr\.?).* 2023")))
        .first
    ).to_be_visible()
