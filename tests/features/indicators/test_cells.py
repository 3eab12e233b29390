"""Cells have one text each, and categories never exceed what they split."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.indicators.rules.cells import (
    TOTAL,
    Cell,
    excesses,
    not_specified,
    sum_of_categories,
)
from impact_hub.kit.errors import Invalid

CODES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,79}", fullmatch=True)
CELLS = st.dictionaries(CODES, CODES, max_size=4).map(Cell.of)
# As long as a figure can be: more digits than a plain Decimal sum keeps.
FIGURES = st.decimals(0, 10**15 - 1, places=20, allow_nan=False)


@given(CELLS)
def test_every_cell_is_read_back_from_its_text(cell):
    assert Cell.read(str(cell)) == cell


@given(CELLS, st.randoms())
def test_a_cell_has_one_text_in_whatever_order_it_was_written(cell, random):
    parts = str(cell).split("&")
    random.shuffle(parts)

    assert str(Cell.read("&".join(parts))) == str(cell)


@given(st.text(st.sampled_from("abAB01-_=& \n"), max_size=12))
def test_whatever_is_read_as_a_cell_is_one(text):
    try:
        cell = Cell.read(text)
    except Invalid:
        return

    assert Cell.read(str(cell)) == cell
    assert sorted(str(cell).split("&")) == sorted(text.split("&"))


@pytest.mark.parametrize(
    "text",
    [
        "age",
        "age=",
        "=0-17",
        "=",
        "&",
        "age=0-17&",
        "&age=0-17",
        "age=0-17&&sex=f",
        "age=0-17&age=18-64",  # of one dimension, only one category
        "age=0-17=f",
        "Age=0-17",
        "age=0–17",
        "age=0 17",
        " age=0-17",
        "age=0-17\n",
        "-age=x",
        "age=-1",
        "alter=ä",
        "a=" + "x" * 81,
        "age=٣",
    ],
)
def test_what_is_no_cell_is_refused(text):
    with pytest.raises(Invalid) as refusal:
        Cell.read(text)

    assert refusal.value.code == "indicators.no_such_cell"
    assert refusal.value.field == "categories"


def test_the_total_is_the_cell_without_a_text():
    assert Cell.read("") == TOTAL == Cell.of({})
    assert TOTAL.is_total
    assert not TOTAL.dimensions


def test_a_crossing_names_its_dimensions_in_order():
    cell = Cell.of({"sex": "f", "age": "0-17"})

    assert str(cell) == "age=0-17&sex=f"
    assert cell.dimensions == ("age", "sex")
    assert not cell.is_total


AGE = ("age",)
YOUNG, OLD = Cell.of({"age": "young"}), Cell.of({"age": "old"})
YOUNG_WOMEN = Cell.of({"age": "young", "sex": "f"})
YOUNG_MEN = Cell.of({"age": "young", "sex": "m"})
OLD_WOMEN = Cell.of({"age": "old", "sex": "f"})


def test_the_rest_of_a_total_is_not_specified():
    cells = {TOTAL: Decimal(10), YOUNG: Decimal(3), OLD: Decimal(5)}

    assert not_specified(cells, AGE) == 2


def test_a_rest_of_zero_is_a_zero():
    assert not_specified({TOTAL: Decimal(3), YOUNG: Decimal(3)}, AGE) == 0


def test_without_a_total_or_a_category_there_is_no_rest():
    assert not_specified({YOUNG: Decimal(3)}, AGE) is None
    assert not_specified({TOTAL: Decimal(3)}, AGE) is None
    assert not_specified({TOTAL: Decimal(3), YOUNG_WOMEN: Decimal(3)}, AGE) is None


@given(FIGURES, st.lists(FIGURES, min_size=1, max_size=20))
def test_sums_and_rests_are_exact_to_the_last_digit(total, figures):
    cells = {Cell.of({"age": f"{n}"}): figure for n, figure in enumerate(figures)}
    cells[TOTAL] = total
    exact = sum(map(Fraction, figures))

    assert Fraction(sum_of_categories(cells, AGE)) == exact
    assert Fraction(not_specified(cells, AGE)) == Fraction(total) - exact
    assert bool(list(excesses(cells))) == (exact > Fraction(total))


def test_categories_above_the_total_are_named_with_both_figures():
    cells = {TOTAL: Decimal(7), YOUNG: Decimal(3), OLD: Decimal(5)}

    (excess,) = excesses(cells)

    assert (excess.dimensions, excess.total, excess.categories) == (AGE, 7, 8)


def test_each_dimension_is_compared_with_the_total_by_itself():
    women = Cell.of({"sex": "f"})
    cells = {TOTAL: Decimal(7), YOUNG: Decimal(5), women: Decimal(5)}

    assert not list(excesses(cells))

    cells[women] = Decimal(8)

    assert [excess.dimensions for excess in excesses(cells)] == [("sex",)]


def test_a_crossing_above_its_category_is_an_excess_even_below_the_total():
    cells = {
        TOTAL: Decimal(20),
        YOUNG: Decimal(3),
        OLD: Decimal(10),
        YOUNG_WOMEN: Decimal(2),
        YOUNG_MEN: Decimal(2),
        OLD_WOMEN: Decimal(10),
    }

    (excess,) = excesses(cells)

    assert excess.within == YOUNG
    assert (excess.total, excess.categories) == (3, 4)


def test_a_total_that_nobody_gave_is_not_exceeded():
    assert not list(excesses({YOUNG: Decimal(3)}))
    assert not list(excesses({}))
