"""What the hub writes out it reads again, byte for byte."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.exchange.formats.own import (
    COLUMNS,
    read_own,
    write_rows,
)
from impact_hub.features.exchange.formats.tables import read_table
from impact_hub.features.exchange.rules.records import Record
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.calendar import Rhythm, Span, containing, from_code
from impact_hub.kit.spreadsheets import neutralised, restored
from impact_hub.kit.tabular import Layout

CODES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,11}", fullmatch=True)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
REGULAR = [rhythm for rhythm in Rhythm if rhythm is not Rhythm.SPAN]
SPANS = st.builds(containing, DAYS, st.sampled_from(REGULAR)) | st.builds(
    lambda day, length: Span(day, day + timedelta(length), Rhythm.SPAN),
    DAYS,
    st.integers(0, 900),
)
CELLS = st.dictionaries(CODES, CODES, max_size=3).map(Cell.of)
NUMBERS = st.decimals(-(10**14), 10**14, allow_nan=False, allow_infinity=False).filter(
    lambda number: -30 <= number.as_tuple().exponent <= 0
) | st.sampled_from([Decimal("-0.00"), Decimal("1E+3"), Decimal("1.50")])
NOTES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | (
    st.text("='+-@\t\r\n ;,\"a", max_size=8)
)
GIVEN = (
    st.fixed_dictionaries({"figure": NUMBERS, "estimated": st.booleans()})
    | st.fixed_dictionaries({"text": NOTES.filter(bool), "may_quote": st.booleans()})
    | st.fixed_dictionaries({"numerator": NUMBERS, "denominator": NUMBERS})
    | st.fixed_dictionaries({"reason": st.sampled_from(MissingReason) | st.none()})
)
RECORDS = st.builds(
    lambda given, note, **fields: Record(**fields, answer=Answer(**given, note=note)),
    GIVEN,
    indicator=CODES,
    partner=CODES,
    period=SPANS,
    cell=CELLS,
    note=NOTES,
    status=st.sampled_from(Status),
)
MANY = st.lists(RECORDS, min_size=1, max_size=6, unique_by=lambda one: one.place)

ONE = Record(
    "reached",
    "caritas",
    from_code("2026-Q1"),
    Cell.of({"age": "0-17"}),
    Answer(Decimal("12.50")),
)
HEADER = ",".join(COLUMNS)
GOOD = "reached,caritas,2026-Q1,age=0-17,12.50,,,,,,,,draft"


def read(*rows: str, header: str = HEADER):
    return read_own(read_table("\n".join((header, *rows)).encode()))


def found_wrong(*rows: str, header: str = HEADER):
    return [
        (problem.line, problem.column, problem.code)
        for problem in read(*rows, header=header).problems
    ]


@given(MANY, st.sampled_from(Layout))
def test_what_is_written_is_read_and_written_again_unchanged(records, layout):
    data = write_rows(records, layout)

    sheet = read_own(read_table(data))

    assert not sheet.problems
    assert write_rows(sheet.records, layout) == data
    assert sorted(sheet.records, key=str_of) == sorted(records, key=str_of)


def str_of(record: Record) -> str:
    return str((*record.place[:2], record.period.code, str(record.cell)))


@given(MANY, st.randoms())
def test_the_same_records_make_the_same_bytes(records, random):
    shuffled = list(records)
    random.shuffle(shuffled)

    assert write_rows(shuffled) == write_rows(records)


@given(NOTES)
def test_a_neutralised_text_is_restored_and_runs_nowhere(text):
    safe = neutralised(text)

    assert restored(safe) == text
    assert safe.lstrip()[:1] not in tuple("=+-@")
    assert safe[:1] not in tuple("\t\r\n")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("'=1", "''=1"),
        ("'tis fine", "'tis fine"),
        ("5 - 3", "5 - 3"),
        ("-", "'-"),
        ("＝1", "'＝1"),
        ("", ""),
    ],
)
def test_only_what_would_run_gets_an_apostrophe(text, written):
    assert neutralised(text) == written


def test_the_file_is_plain_and_sorted():
    records = [
        replace(ONE, partner="diakonie", answer=Answer(reason=MissingReason.WITHHELD)),
        replace(
            ONE,
            period=from_code("2025-Q4"),
            answer=Answer(Decimal("12.50"), estimated=True, note="=x"),
        ),
        ONE,
    ]

    assert write_rows(records).decode() == (
        f"{HEADER}\r\n"
        "reached,caritas,2025-Q4,age=0-17,12.50,,,,,,true,'=x,draft\r\n"
        "reached,caritas,2026-Q1,age=0-17,12.50,,,,,,,,draft\r\n"
        "reached,diakonie,2026-Q1,age=0-17,,,,,,withheld,,,draft\r\n"
    )


def test_rows_are_read_with_their_line():
    sheet = read("", GOOD)

    assert (sheet.records, sheet.records[0].line) == ((ONE,), 3)


def test_a_spreadsheet_with_semicolons_and_commas_is_read():
    sheet = read(
        "reached;caritas;2026-Q1;age=0-17;12,50;;;;;;WAHR;;draft",
        header=HEADER.replace(",", ";"),
    )

    answer = Answer(Decimal("12.50"), estimated=True)
    assert sheet.records == (replace(ONE, answer=answer),)


def sheet_of(*values: str, decimal=None):
    """A file of a spreadsheet that writes semicolons, with these values."""
    rows = [
        f"reached;p{number};2026-Q1;;{value};;;;;;;;draft"
        for number, value in enumerate(values)
    ]
    text = "\n".join((HEADER.replace(",", ";"), *rows))
    return read_own(read_table(text.encode()), decimal=decimal)


def figures_in(sheet):
    return [str(record.answer.figure) for record in sheet.records]


@pytest.mark.parametrize(
    ("values", "figures", "doubts"),
    [
        (["1.000"], ["1000"], ["exchange.thousands_or_decimals"]),
        (["1.000", "2,5"], ["1000", "2.5"], []),
        (["1.000.000", "2"], ["1000000", "2"], []),
        (["1,000"], ["1.000"], []),
        (["1.000,50"], ["1000.50"], []),
        (["1.5", "1.000"], ["1.5", "1.000"], ["exchange.thousands_or_decimals"]),
        (["1.5", "2,5"], ["1.5", "2.5"], ["exchange.two_decimal_signs"]),
        (["1e+05", "1,5e3"], ["100000", "1500"], []),
        (["12"], ["12"], []),
    ],
)
def test_thousands_of_a_spreadsheet_are_thousands_or_doubted(values, figures, doubts):
    sheet = sheet_of(*values)

    assert figures_in(sheet) == figures
    assert [one.code for one in sheet.doubts] == doubts
    assert not sheet.problems
    assert sheet.question is None


def test_two_decimal_signs_ask_and_name_the_lines():
    asked = sheet_of("12,5", "10.5", "11.250", "7")
    told = sheet_of("12,5", "10.5", "11.250", decimal=".")

    (doubt,) = asked.doubts
    assert doubt.params == {"point": "10.5", "comma": "12,5", "lines": [2, 3, 4]}
    assert asked.question.field == doubt.field == "decimal"
    assert figures_in(told) == ["12.5", "10.5", "11.250"]
    assert (told.doubts, told.question) == ((), None)


def test_columns_may_stand_in_any_order():
    header = ",".join(reversed(COLUMNS))
    row = ",".join(reversed(GOOD.split(",")))

    assert read(row, header=header.upper()).records == (ONE,)


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"indicator": " "}, "indicator", "exchange.cell_missing"),
        ({"partner": ""}, "partner", "exchange.cell_missing"),
        ({"period": "Mar 26"}, "period", "exchange.spreadsheet_unclear"),
        ({"period": "26 March"}, "period", "calendar.no_such_code"),
        ({"may_quote": "ja"}, "may_quote", "exchange.nothing_to_quote"),
        ({"text": "Gut"}, "value", "exchange.value_and_ratio"),
        ({"categories": "age"}, "categories", "indicators.no_such_cell"),
        ({"value": "1 000"}, "value", "exchange.not_a_plain_number"),
        ({"value": "1,5"}, "value", "exchange.not_a_plain_number"),
        ({"value": "1,23457E+11"}, "value", "exchange.not_a_plain_number"),
        ({"value": "1.2E+11"}, "value", "exchange.digits_lost"),
        ({"value": "0." + "1" * 31}, "value", "indicators.too_many_decimals"),
        ({"value": "9" * 16}, "value", "indicators.number_too_large"),
        ({"reason": "lost"}, "reason", "exchange.not_one_of"),
        ({"reason": "later"}, "reason", "exchange.figure_and_reason"),
        ({"estimated": "yes"}, "estimated", "exchange.not_one_of"),
        ({"status": ""}, "status", "exchange.not_one_of"),
        ({"numerator": "1", "value": ""}, "denominator", "exchange.half_a_ratio"),
        ({"denominator": "1", "value": ""}, "numerator", "exchange.half_a_ratio"),
        ({"numerator": "1", "denominator": "2"}, "value", "exchange.value_and_ratio"),
    ],
)
def test_what_is_wrong_with_a_row_is_named_with_its_column(change, column, code):
    cells = dict(zip(COLUMNS, GOOD.split(","), strict=True)) | change
    row = ",".join(f'"{cells[name]}"' for name in COLUMNS)

    assert found_wrong(GOOD.replace("caritas", "other"), row) == [(3, column, code)]


def test_all_that_is_wrong_with_a_row_is_named():
    assert len(found_wrong("reached,,2026-13,age,many,,,,,lost,yes,,open")) == 7


def test_a_row_may_say_the_same_twice_but_not_contradict_itself():
    same = read(GOOD, GOOD)
    other = read(GOOD, GOOD.replace("12.50", "12.5"), GOOD.replace("12.50", "13"))

    assert (same.repeated, len(same.problems)) == (1, 0)
    assert (other.repeated, other.records) == (1, (ONE,))
    (problem,) = other.problems
    assert (problem.line, problem.code) == (4, "exchange.row_contradicts")
    assert problem.params == {"first": 2}


def test_columns_that_are_missing_or_unknown_are_named_with_the_expected_ones():
    header = HEADER.replace("status", "state").replace("note,", "")

    sheet = read("a,b,2026,,1,,,,,,,draft", header=header)

    assert [(p.line, p.column, p.code) for p in sheet.problems] == [
        (1, "state", "exchange.column_unknown"),
        (1, "note", "exchange.column_missing"),
        (1, "status", "exchange.column_missing"),
    ]
    unknown, *missing = sheet.problems
    assert unknown.params == {"column": "state", "expected": list(COLUMNS)}
    assert [p.params for p in missing] == [{"column": "note"}, {"column": "status"}]
    assert sheet.records == ()


def test_one_bad_row_in_ten_thousand_is_the_only_one_named():
    rows = [
        f"reached,p{number},2026-Q1,,{number},,,,,,,,draft" for number in range(10**4)
    ]
    rows[7_000] = rows[7_000].replace("2026-Q1", "2026-Q5")

    sheet = read(*rows)

    assert [(p.line, p.column) for p in sheet.problems] == [(7_002, "period")]
    assert len(sheet.records) == 9_999


@pytest.mark.parametrize("written", ["CARITAS", "cari\u00adtas", " Caritas\u200b"])
def test_codes_are_known_however_they_are_written(written):
    assert read(GOOD.replace("caritas", written)).records == (ONE,)


def test_the_period_before_a_spreadsheet_came_is_named():
    (problem,) = read(GOOD.replace("2026-Q1", "Mrz 26")).problems

    assert problem.params == {"raw": "Mrz 26", "before": ["2026-03"]}
