"""Files that are known for breaking importers: each gets the right answer."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from impact_hub.features.exchange.formats.numerals import decimal_sign, read_figure
from impact_hub.features.exchange.formats.own import (
    read_own,
    write_rows,
)
from impact_hub.features.exchange.formats.tables import read_table
from impact_hub.features.exchange.formats.uploads import which_format
from impact_hub.features.exchange.rules.records import Record
from impact_hub.features.indicators.rules.cells import TOTAL
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.kit.calendar import from_code
from impact_hub.kit.errors import Invalid

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "messy"
SPECTRUM = sorted(DATA.glob("csv-spectrum/*.csv"))
WORKBOOKS = sorted(
    path for end in ("xlsx", "xls", "ods") for path in DATA.rglob(f"*.{end}")
)

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the shared data are not beside the repository"
)


def read(path: str):
    return read_table((DATA / path).read_bytes())


def sign_of(table):
    cells = (cell for row in table.rows for cell in row.cells)
    return decimal_sign(cells, table.delimiter)


def cells(path: str):
    table = read(path)
    return [table.header, *(row.cells for row in table.rows)]


@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.stem)
def test_the_csv_spectrum_is_read_as_its_answers_say(path):
    table = read_table(path.read_bytes())

    found = [dict(zip(table.header, row.cells, strict=True)) for row in table.rows]

    assert found == json.loads(path.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_a_workbook_given_as_csv_is_called_a_workbook(path):
    with pytest.raises(Invalid) as refusal:
        read_table(path.read_bytes())

    assert refusal.value.code == "exchange.file_is_workbook"


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("(table).csv", [("id", "name"), ("1", "english"), ("2", "中国人")]),
        ("bom.csv", [("id", "name"), ("1", "english"), ("2", "中国人")]),
        ("latin1.csv", [("id", "name"), ("1", "english"), ("2", "©")]),
        ("issue-1009-semicolon.csv", [("fieldNameA", "fieldNameB"), ("0123", "c")]),
        ("ascii-notvalid.csv", [("A", "B", "C"), ("1", "ss\u00b5", "ab€")]),
        ("leading-zeros.csv", [("value",), ("01",), ("002",), ("00003",)]),
        (
            "blank-rows-multiple.csv",
            [("id", "name", "age"), ("1101", "John", "30"), ("1102", "Julie", "26")],
        ),
        (
            "blank-rows-no-fields.csv",
            [("id", "name", "age"), ("1101", "John", "30"), ("1102", "Julie", "26")],
        ),
        (
            "table.tsv",
            [("id", "name"), ("1", "english"), ("2", "中国人"), ("3", "\\N")],
        ),
        (
            "table-unicode-headers.csv",
            [("id", "国人"), ("1", "english"), ("2", "中国人")],
        ),
    ],
)
def test_frictionless_files_are_read(name, rows):
    assert cells(f"frictionless/{name}") == rows


@pytest.mark.parametrize(
    ("name", "code", "params"),
    [
        ("empty.csv", "file_empty", {}),
        ("blank-headers.csv", "column_without_name", {"number": 2, "line": 2}),
        ("duplicate-headers.csv", "duplicate_columns", {"columns": ["id"]}),
        ("duplicate-column.csv", "duplicate_columns", {"columns": ["B"]}),
        ("invalid.csv", "column_without_name", {"number": 3, "line": 5}),
        ("matrix-with-comment.csv", "lines_above_header", {"line": 1, "header": 2}),
        (
            "skip-rows-before-headers.csv",
            "lines_above_header",
            {"line": 1, "header": 2},
        ),
    ],
)
def test_frictionless_files_are_refused_with_the_reason(name, code, params):
    with pytest.raises(Invalid) as refusal:
        read(f"frictionless/{name}")

    assert refusal.value.code == f"exchange.{code}"
    assert refusal.value.params == params


@pytest.mark.parametrize(
    ("name", "line", "found", "kept"),
    [
        ("defective-rows.csv", 3, 4, [("1101", "John", "")]),
        (
            "structure-errors.csv",
            5,
            6,
            [("1101", "John", "30"), ("1102", "Julie", "26")],
        ),
        (
            "schema-errors.csv",
            5,
            6,
            [
                ("1101", "John", "30"),
                ("1102", "Julie", "26"),
                ("i_should_be_a_number", "", ""),
            ],
        ),
    ],
)
def test_rows_that_are_too_long_are_named(name, line, found, kept):
    table = read(f"frictionless/{name}")

    (problem,) = table.problems
    assert (problem.line, problem.code) == (line, "exchange.row_too_long")
    assert problem.params == {"found": found, "expected": 3}
    assert [row.cells for row in table.rows] == kept


@pytest.mark.parametrize(
    ("path", "header"),
    [
        ("genesis/12411-0006.csv", 7),
        ("genesis/12612-0002.csv", 6),
        ("genesis/12613-0004.csv", 7),
        ("csvw/nhs-spend-january-2014.csv", 3),
        ("bundestagswahl-2025-kerg.csv", 6),
    ],
)
def test_lines_above_the_header_are_named_with_the_line_to_begin_at(path, header):
    with pytest.raises(Invalid) as refusal:
        read(path)

    assert refusal.value.code == "exchange.lines_above_header"
    assert refusal.value.params == {"line": 1, "header": header}


def test_accents_of_an_old_windows_program_are_read():
    table = read("frictionless/table-with-accents.csv")

    assert (len(table.rows), table.delimiter) == (638, ";")
    assert table.header[3] == "Année"


@pytest.mark.parametrize(
    ("path", "column", "figures"),
    [
        ("hamburg-stadtteilprofile-2014.csv", "Bevölkerung", ["1675", "1914"]),
        ("koeln-bezirke_einzeldarstellung.csv", "Ergebnis 2011", ["0", "9577207"]),
        ("xhain-02-heating-mix-2021-summarized.csv", "percentage", ["0.015567651"]),
    ],
)
def test_german_figures_are_read(path, column, figures):
    table = read(path)
    place = table.index(column)

    found = [read_figure(row.cells[place], sign_of(table)).figure for row in table.rows]

    assert found[: len(figures)] == [Decimal(figure) for figure in figures]


def test_a_minus_with_blanks_behind_it_is_a_minus():
    table = read("hamburg-stadtteilprofile-2014.csv")
    negative = [
        cell for row in table.rows for cell in row.cells if cell.startswith("-  ")
    ]

    assert read_figure(negative[0], sign_of(table)).figure == -23


def test_other_tables_are_of_no_format_that_is_known():
    with pytest.raises(Invalid) as refusal:
        which_format(read("koeln-gesamtergebnisplan.csv"))

    assert refusal.value.code == "exchange.unknown_format"


def test_formulas_in_notes_do_not_run_in_what_is_exported():
    payloads = (DATA / "csv-injection-payloads.csv").read_text("utf-8").splitlines()
    records = [
        Record("x", f"partner-{number}", from_code("2026"), TOTAL, Answer(note=payload))
        for number, payload in enumerate(payloads)
    ]

    data = write_rows(records)

    assert len(payloads) == 6
    for row in csv.reader(io.StringIO(data.decode(), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)
    assert [one.answer.note for one in read_own(read_table(data)).records] == payloads
