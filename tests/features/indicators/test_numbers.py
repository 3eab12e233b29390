"""Numbers as people type them, with a decimal comma or a decimal point."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.indicators.rules.numbers import parse_number
from impact_hub.kit.errors import Invalid

SIGNS = [",", "."]  # of the decimals, as German and English write them
SPACES = [" ", "\u00a0", "\u2007", "\u2009", "\u202f", "'", "’"]

NUMBERS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 8),
)


def written(number: Decimal, sign: str, group: str = "") -> str:
    """A number as programs write it, with groups or without."""
    text = f"{number:,f}"
    signs = {",": group, ".": sign}
    return "".join(signs.get(character, character) for character in text)


@given(NUMBERS, st.sampled_from(SIGNS))
def test_every_number_that_is_written_without_groups_is_read_as_it_is(number, sign):
    read = parse_number(written(number, sign), decimal=sign)

    assert read == number
    assert f"{read:f}" == f"{number if number else abs(number):f}"


@given(NUMBERS, st.sampled_from(SIGNS))
def test_every_number_that_is_written_in_groups_is_read_as_it_is(number, sign):
    group = "." if sign == "," else ","

    assert parse_number(written(number, sign, group), decimal=sign) == number


@given(NUMBERS, st.sampled_from(SIGNS), st.sampled_from(SIGNS))
def test_where_both_signs_stand_the_reader_s_language_does_not_matter(
    number, writer, reader
):
    text = written(number, writer, "." if writer == "," else ",")

    if "." in text and "," in text:
        assert parse_number(text, decimal=reader) == number


@given(
    NUMBERS,
    st.sampled_from(SIGNS),
    st.sampled_from(SIGNS),
    st.sampled_from(SPACES),
)
def test_groups_of_spaces_leave_the_decimal_sign_free(number, writer, reader, space):
    text = written(number, writer, space)

    if space in text:
        assert parse_number(text, decimal=reader) == number


@given(NUMBERS, st.sampled_from(SIGNS), st.sampled_from("-−–"))
def test_any_minus_and_any_white_space_around_do_no_harm(number, sign, minus):
    text = f"\t {written(number, sign).replace('-', minus)} \n"

    assert parse_number(text, decimal=sign) == number


LIKE_NUMBERS = st.text(st.sampled_from("0123456789.,-+ '’e½٣\t\n\u202f"), max_size=12)


@given(st.one_of(LIKE_NUMBERS, st.text(max_size=20)), st.sampled_from(SIGNS))
def test_whatever_is_typed_is_a_finite_number_or_refused(raw, sign):
    try:
        value = parse_number(raw, decimal=sign)
    except Invalid:
        return

    assert value.is_finite()
    assert abs(value) < 10**15


@pytest.mark.parametrize(
    ("raw", "comma", "point"),
    [
        ("1.234", "1234", "1.234"),
        ("1,234", "1.234", "1234"),
        ("12.500", "12500", "12.500"),
        ("1.234.567", "1234567", "1234567"),
        ("1,234,567", "1234567", "1234567"),
        ("1.234,5", "1234.5", "1234.5"),
        ("1,234.5", "1234.5", "1234.5"),
        # No group begins with a zero, has two digits, or follows four.
        ("0.125", "0.125", "0.125"),
        ("0,125", "0.125", "0.125"),
        ("1.5", "1.5", "1.5"),
        ("1,5", "1.5", "1.5"),
        ("1234.567", "1234.567", "1234.567"),
        ("1234,567", "1234.567", "1234.567"),
        ("12.3456", "12.3456", "12.3456"),
        (".5", "0.5", "0.5"),
        (",5", "0.5", "0.5"),
        ("5,", "5", "5"),
        ("1 234.567", "1234.567", "1234.567"),
        ("1 234,567", "1234.567", "1234.567"),
        ("1'234.50", "1234.50", "1234.50"),
        ("+7", "7", "7"),
        ("- 7", "-7", "-7"),
        ("007", "7", "7"),
    ],
)
def test_what_could_be_read_in_two_ways_is_read_in_the_reader_s_language(
    raw, comma, point
):
    assert parse_number(raw, decimal=",") == Decimal(comma)
    assert parse_number(raw, decimal=".") == Decimal(point)


def test_a_number_keeps_the_digits_that_were_typed():
    assert str(parse_number("2,50", decimal=",")) == "2.50"


@pytest.mark.parametrize("raw", ["-0", "−0,0", "+0", "0"])
def test_there_is_no_minus_zero(raw):
    assert not parse_number(raw, decimal=",").is_signed()


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    "raw",
    [
        "",
        " ",
        "½",
        "3½",
        "1e5",
        "1E5",
        "NaN",
        "nan",
        "sNaN",
        "Infinity",
        "-inf",
        "12 Personen",
        "ca. 12",
        "12%",
        "€12",
        "12–15",
        "1/2",
        "1.2.3",
        "1,2,3",
        "1.234.56",
        "12.34,567.8",
        "1,234.567,8",
        "1.234,567,8",
        "1..2",
        "1,,2",
        "1.,2",
        ".",
        ",",
        "-",
        "+",
        "--5",
        "+-5",
        "5-",
        "(5)",
        "1_000",
        "0x10",
        "٣",
        "１２",
        "²",
        "1 23",
        "12 34 567",
        "1  234",
        "0 123",
        "1 234 567,",
        "'123",
        "1.234 567",
        "1 234.567,8",
        "12\t345",  # two cells of a spreadsheet
        "12\n345",
        "1\u200b234",
    ],
)
def test_what_is_no_number_is_refused_and_not_guessed(raw, sign):
    with pytest.raises(Invalid) as refusal:
        parse_number(raw, decimal=sign, field="12||figure")

    assert refusal.value.code == "indicators.not_a_number"
    assert refusal.value.field == "12||figure"
    assert refusal.value.params["raw"] == raw.strip()[:40]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    ("raw", "code"),
    [
        *[(raw, "too_large") for raw in ("1234567890123456", "-1234567890123456")],
        ("1" * 400, "too_large"),
        ("0," + "1" * 31, "too_many_decimals"),
    ],
)
def test_a_number_with_more_digits_than_anything_has_is_refused(raw, code, sign):
    with pytest.raises(Invalid, match=code):
        parse_number(raw, decimal=sign)


@pytest.mark.parametrize("sign", SIGNS)
def test_fifteen_digits_are_read_and_zeros_before_them_are_not_counted(sign):
    assert parse_number("999999999999999", decimal=sign) == 10**15 - 1
    assert parse_number("0000000999999999999999", decimal=sign) == 10**15 - 1
