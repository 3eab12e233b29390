"""Tables become files that people open, and that come back as they were."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.kit.spreadsheets import (
    is_changed,
    neutralised,
    pair_of,
    pairs_before,
    restored,
    shielded,
)
from impact_hub.kit.tabular import BOM, Layout, write_csv

COLUMNS = {"who": "Wer", "value": "Wert"}


def excel(*cells) -> list[str]:
    """The cells of one row in the layout for German Excel."""
    columns = {str(n): str(n) for n in range(len(cells))}
    data = write_csv(columns, [cells], Layout.EXCEL)
    _, row = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    return row


def test_a_table_is_written_as_the_standard_wants_it():
    rows = [("Haus, Süd", Decimal("1234.50")), ('das "Haus"', None)]

    text = write_csv(COLUMNS, rows).decode()

    assert text == 'who,value\r\n"Haus, Süd",1234.50\r\n"das ""Haus""",\r\n'


def test_german_excel_opens_it_with_its_own_signs_and_words():
    rows = [("Haus; Süd", Decimal("1234.50")), ("x", -3)]

    data = write_csv(COLUMNS, rows, Layout.EXCEL)

    assert data.startswith(BOM.encode())
    assert data.decode("utf-8-sig") == ('Wer;Wert\r\n"Haus; Süd";1234,50\r\nx;-3\r\n')


def test_days_and_ticks_are_written_in_either_layout():
    row = (date(2026, 3, 31), True, False, None, 0, Decimal("-0.0"))
    columns = {name: name for name in "abcdef"}

    assert b"2026-03-31,true,,,0,0.0\r\n" in write_csv(columns, [row])
    assert excel(*row) == ["31.03.2026", "ja", "", "", "0", "0,0"]


@pytest.mark.parametrize(
    "code",
    [
        *("1-1", "3-26", "10-14", "2024/25", "2026-03", "1/2", "1.2", "01.02."),
        *("007", "1e5", "1E+05", "12345678901234567890", "123456789012", "1.000"),
        *("1 Mai", "Mai 24", "Mrz 26", "01. Jan", "Oct-14", "12:30", "3 pm", "12 A"),
        *("50 %", "12 €", "(5)", "5-", "wahr", "TRUE", "#NV", "=1+1", "-x", "@a"),
    ],
)
def test_codes_stay_what_they_are_in_excel(code):
    assert excel(code) == [f"'{code}"]
    assert restored(f"'{code}") == code


@pytest.mark.parametrize(
    "text",
    [
        *("2024", "0", "12345678901", "2026-Q2", "2026-H1", "age=0-17", "a=1-1&b=f"),
        *("2023-05-17..2023-06-11", "Haus Süd", "'tis fine", "may", "Mai", "24/7 x"),
        *("", "approved", "Marie 12", "a1", "6 bis 9", "10b"),
    ],
)
def test_what_excel_leaves_alone_gets_nothing(text):
    assert excel(text) == [text]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("1234.5", "1234,5"),
        ("-0.25", "-0,25"),
        ("12345678901", "12345678901"),
        ("123456789012", "'123456789012"),
        ("0.1234567891", "'0,1234567891"),
        ("0.00001", "'0,00001"),
        ("-1234567.89012", "'-1234567,89012"),
    ],
)
def test_numbers_that_excel_would_round_stay_whole(number, written):
    assert excel(Decimal(number)) == [written]


TEXTS = st.text() | st.from_regex(
    r"'{0,2}[-=+ ]?[0-9 .,/:'-]{0,12}(Jan|Mai|e|%|TRUE)?[0-9]{0,3}", fullmatch=True
)


@given(TEXTS)
def test_what_was_kept_from_a_spreadsheet_comes_back(text):
    assert restored(shielded(text)) == text
    assert restored(neutralised(text)) == text


@given(TEXTS)
def test_what_is_written_for_excel_is_not_changed_by_it(text):
    safe = shielded(text)

    assert not is_changed(safe)
    assert safe.lstrip()[:1] not in tuple("=+-@＝＋－＠")


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        *(("01. Jan", "1-1"), ("Mrz 26", "3-26"), ("Okt 14", "10-14")),
        *(("05. Sep", "5-9"), ("9-May", "5-9"), ("Dez 99", "12-99")),
        *(("26-Mar", "3/26"), ("Oct-14", "10-14"), ("01.03.2026", "3-26")),
        *(("01.01.2026", "1-1"), ("2026-01-04 00:00:00", "1-4"), ("Mai 05", "05-05")),
    ],
)
def test_what_a_spreadsheet_made_of_a_code_is_known_again(shown, code):
    assert pair_of(code) in pairs_before(shown)


@pytest.mark.parametrize("text", ["Jan", "1-1", "März", "15-19", "Mai bis 5", "a", ""])
def test_what_is_no_day_was_nothing_else(text):
    assert not pairs_before(text)


@given(st.integers(1, 12), st.integers(1, 31))
def test_every_day_that_excel_shows_was_two_numbers(month, day):
    names = [
        "Jan",
        "Feb",
        "Mrz",
        "Apr",
        "Mai",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Okt",
        "Nov",
        "Dez",
    ]

    assert {(day, month), (month, day)} == pairs_before(f"{day:02}. {names[month - 1]}")
