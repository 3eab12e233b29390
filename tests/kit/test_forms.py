"""Whatever a browser sends, what is read has its type, or is refused."""

from enum import StrEnum, auto

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from impact_hub.kit.errors import AppError, Invalid, NotFound
from impact_hub.kit.forms import (
    check_length,
    keepable,
    line_of,
    one_of,
    row_number,
    whole,
)


class Colour(StrEnum):
    RED = auto()
    BLUE = auto()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
HALF_A_CHARACTER = "\ud83d"  # valid in JSON, in no database


@pytest.mark.parametrize(
    ("read", "types"),
    [
        (lambda sent: line_of({"x": sent}, "x"), str),
        (lambda sent: line_of(sent, "x"), str),
        (lambda sent: one_of(Colour, sent, field="x"), Colour),
        (lambda sent: whole(sent, field="x"), int),
        (row_number, int),
    ],
)
@given(sent=st.fixed_dictionaries({"x": JSON}) | JSON)
@example(sent="--5")
@example(sent="٣")
@example(sent="5" * 5000)
@example(sent=10**5000)
@example(sent=HALF_A_CHARACTER)
@example(sent=True)
def test_whatever_is_sent_only_typed_values_or_refusals_come_out(read, types, sent):
    try:
        found = read(sent)
    except AppError:
        return

    assert isinstance(found, types)
    if isinstance(found, str):
        assert "\0" not in found.encode().decode()


def test_anything_but_named_fields_is_an_empty_form():
    assert line_of(["name"], "name") == ""
    assert line_of({"name": ["a"]}, "name") == ""


def test_lines_lose_the_blanks_around_them():
    assert line_of({"name": "  Haus Süd "}, "name") == "Haus Süd"


def test_what_no_database_keeps_is_left_out():
    assert keepable(f"a\0b{HALF_A_CHARACTER}c") == "abc"


def test_a_choice_is_one_of_the_words():
    assert one_of(Colour, "red", field="colour") is Colour.RED


@pytest.mark.parametrize("sent", ["green", "", "RED", 1])
def test_any_other_choice_is_refused_at_its_field(sent):
    with pytest.raises(Invalid, match=r"forms\.choose_one") as refused:
        one_of(Colour, sent, field="colour")

    assert refused.value.field == "colour"


@pytest.mark.parametrize(
    ("sent", "number"), [("5", 5), (" 12 ", 12), ("-1", -1), (7, 7), (0, 0)]
)
def test_whole_numbers_are_read_from_texts_and_numbers(sent, number):
    assert whole(sent, field="n") == number


@pytest.mark.parametrize("sent", ["", "1.5", "--5", "5-", "½", "٣", "1e3", True, None])
def test_what_is_no_whole_number_is_refused_at_its_field(sent):
    with pytest.raises(Invalid, match=r"forms\.not_a_whole_number") as refused:
        whole(sent, field="n")

    assert refused.value.field == "n"


@pytest.mark.parametrize("sent", ["12", 12, " 12 "])
def test_a_row_is_found_however_its_number_was_sent(sent):
    assert row_number(sent) == 12


@pytest.mark.parametrize("sent", ["-1", "many", "1" * 12, "1.5"])
def test_a_number_that_no_row_can_have_is_a_thing_that_does_not_exist(sent):
    with pytest.raises(NotFound):
        row_number(sent)


def test_a_text_fits_or_is_refused_with_its_limit():
    check_length("x" * 5, most=5, field="name")
    with pytest.raises(Invalid, match=r"forms\.too_long") as refused:
        check_length("x" * 6, most=5, field="name")

    assert refused.value.params == {"most": 5, "n": 6}
