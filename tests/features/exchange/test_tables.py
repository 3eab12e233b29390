"""Tables are read from whatever program wrote them, or refused with the reason."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact_hub.features.exchange.rules.tables import read_table
from impact_hub.kit.errors import Invalid

NAMES = st.text("abcdefgäöüß", min_size=1, max_size=8)
HEADERS = st.lists(NAMES, min_size=2, max_size=6, unique_by=str.casefold)
ANYTHING = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
# Umlauts one after the other are never valid UTF-8 when they are written in cp1252.
WESTERN = 'abc 123 ÄÖÜäöüß;,|\t"\n\r'


@st.composite
def tables(draw: st.DrawFn, alphabet: object):
    header = draw(HEADERS)
    cells = st.text(alphabet, max_size=12)
    row = st.lists(cells, min_size=len(header), max_size=len(header))
    filled = row.filter(lambda cells: any(cell.strip() for cell in cells))
    return header, draw(st.lists(filled, min_size=1, max_size=8))


def written(header, rows, *, delimiter=",", end="\r\n", quoting=csv.QUOTE_ALL) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([header, *rows])
    return out.getvalue()


def cells_of(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_table(data).rows]


@settings(deadline=None)
@given(
    table=tables(ANYTHING),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_with_quotes_is_read_again(table, delimiter, end, encoding):
    header, rows = table

    read = read_table(
        written(header, rows, delimiter=delimiter, end=end).encode(encoding)
    )

    assert read.header == tuple(header)
    assert [list(row.cells) for row in read.rows] == rows
    assert read.delimiter == delimiter
    assert not read.problems


@settings(deadline=None)
@given(table=tables(WESTERN), delimiter=st.sampled_from(",;\t|"))
def test_what_is_written_by_an_old_windows_program_is_read_again(table, delimiter):
    header, rows = table
    text = written(header, rows, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL)

    read = read_table(text.encode("cp1252"))

    assert read.header == tuple(header)
    assert [list(row.cells) for row in read.rows] == rows


@given(st.binary(max_size=300))
def test_no_bytes_make_it_crash(data):
    with suppress(Invalid):
        read_table(data)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("\n\na,b\n1,2\n", [("1", "2")]),
        ("a,b\n\n1,2\n,\n , \n3,4", [("1", "2"), ("3", "4")]),
        ("a,b\r1,2\r3,4", [("1", "2"), ("3", "4")]),
        ("a,b\r\r\n1,2\r\r\n", [("1", "2")]),
        ("a , b\n1 , 2\n", [("1 ", " 2")]),
        ("a,b,\n1,2,\n3,4\n", [("1", "2"), ("3", "4")]),
        ("a,b,c\n1\n1,2,3,,,\n", [("1", "", ""), ("1", "2", "3")]),
        ('a,b\n"1\n2","3 ""x"""\n', [("1\n2", '3 "x"')]),
        ("sep=;\na;b\n1;2\n", [("1", "2")]),
        ("a,,b\n1,,2\n", [("1", "2")]),
        ("Name;Anteil, in %\nx;1,5\ny;2,5\n", [("x", "1,5"), ("y", "2,5")]),
    ],
)
def test_untidy_tables_are_read(text, rows):
    assert cells_of(text.encode()) == rows


def test_header_names_lose_the_blanks_around_them():
    assert read_table(b" Year ,\tValue\xc2\xa0\n1,2").header == ("Year", "Value")


def test_rows_know_their_line_as_a_person_counts_them():
    text = '\na,b\n\n1,"x\ny"\n,\n2,z\n'

    read = read_table(text.encode())

    assert (read.header_line, [row.line for row in read.rows]) == (2, [4, 7])


def test_a_row_that_is_too_long_is_named_and_the_others_are_read():
    read = read_table(b"a,b\n1,2\n1,2,3\n4,5\n")

    (problem,) = read.problems
    assert (problem.line, problem.code) == (3, "exchange.row_too_long")
    assert problem.params == {"found": 3, "expected": 2}
    assert [row.cells for row in read.rows] == [("1", "2"), ("4", "5")]


@pytest.mark.parametrize(
    ("data", "code", "params"),
    [
        (b"", "file_empty", {}),
        (b"\xef\xbb\xbf\r\n \n", "file_empty", {}),
        (b",,,\n,,,\n", "file_empty", {}),
        (b"a,b\n", "no_rows", {}),
        (b"a,b\n,\n\n", "no_rows", {}),
        (b"2012,1.5\n2013,1.7\n", "no_header", {"line": 1}),
        (b"a,b,A\n1,2,3", "duplicate_columns", {"columns": ["a", "A"]}),
        (b"\n,a,b\n0,1,2\n", "column_without_name", {"number": 1, "line": 3}),
        (b"Table 7,,\n\na,b,c\n1,2,3", "lines_above_header", {"line": 1, "header": 3}),
        (b"Table 7\na;b;c\n1;2;3", "lines_above_header", {"line": 1, "header": 2}),
        (b'a,b\n1,2\n3,"4\n5,6\n', "quote_not_closed", {"line": 3}),
        (b"a,b\n1,\0\n", "file_not_text", {}),
        (b"\xff\xfea", "file_not_text", {}),
        (b"PK\x03\x04 .. xl/workbook.xml", "file_is_workbook", {}),
        (b"PK\x03\x04\0\0 some other archive", "file_not_text", {}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_is_workbook", {}),
        (b"%PDF-1.7\n", "file_is_pdf", {}),
        (b"\n<!DOCTYPE html><html>", "file_is_web_page", {}),
        (b'a,b\n1,"' + b"x" * 200_000 + b'"', "unreadable_line", {"line": 2}),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(data, code, params):
    with pytest.raises(Invalid) as refusal:
        read_table(data)

    assert refusal.value.code == f"exchange.{code}"
    assert refusal.value.params == params
    assert refusal.value.field == "file"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a;b\n1;2", ","),
        ("a,b\n1,2", "."),
        ("a;b\n1;2.5", "."),
        ("a;b\n1;2.500", ","),
        ("a;b\n1;9.577.207", ","),
        ("a\tb\n1\t2,5", ","),
        ("a\tb\n1\t1 234,567", ","),
        ('a,b\n1,"1.234,5"', ","),
        ('a,b\n1,"1,234.5"', "."),
        ('a,b\n1,"1,5"\n1,2.5', "."),
        ("a;b\n1;1.2.3\n2;31.12.2016", ","),
    ],
)
def test_the_decimal_sign_is_told_by_the_numbers_then_by_the_delimiter(text, sign):
    assert read_table(text.encode()).decimal == sign


def test_only_so_many_problems_are_kept_but_all_are_counted():
    read = read_table(b"a,b\n1,2\n" + b"1,2,3\n" * 700)

    assert len(list(read.problems)) == 500
    assert len(read.problems) == read.problems.total == 700
    assert [problem.line for problem in read.problems][-1] == 502


def test_latin_letters_outside_of_cp1252_do_not_stop_it():
    assert cells_of(b"a,b\n\xe4\x81,2\n") == [("ä\x81", "2")]


def test_a_file_with_more_columns_than_any_table_is_refused_at_once():
    header = ",".join(f"c{place}" for place in range(200_000))

    with pytest.raises(Invalid, match=r"exchange\.too_many_columns"):
        read_table(f"{header}\n1,2\n".encode())
