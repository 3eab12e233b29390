"""Tables are read from whatever program wrote them, or refused with the reason."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact_hub.features.exchange.formats.numerals import decimal_sign
from impact_hub.features.exchange.formats.tables import read_table
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
    table = read_table(text.encode())

    cells = [cell for row in table.rows for cell in row.cells]
    assert decimal_sign(cells, table.delimiter) == sign


def doubts(data: bytes):
    return [(one.line, one.code, dict(one.params)) for one in read_table(data).doubts]


def test_a_line_of_old_windows_in_a_file_of_utf_8_is_read_and_named():
    utf_8 = "Stadt,Wert\nKöln,1\nKöln–Süd,2\n".encode()
    data = utf_8 + "München,3\n".encode("cp1252") + "Köln,4\n".encode()

    assert cells_of(data) == [
        *(("Köln", "1"), ("Köln–Süd", "2"), ("München", "3"), ("Köln", "4")),
    ]
    assert doubts(data) == [
        (4, "exchange.other_encoding", {"lines": (4,), "raw": "München,3"})
    ]


@given(
    st.lists(st.text("aäöüßé", min_size=1, max_size=5), min_size=1, max_size=8),
    st.randoms(),
)
def test_each_line_is_read_in_the_encoding_it_has(names, random):
    lines = [f"{name},1\n".encode(random.choice(["utf-8", "cp1252"])) for name in names]

    assert cells_of(b"a,b\n" + b"".join(lines)) == [(name, "1") for name in names]


@pytest.mark.parametrize(
    ("text", "code", "names"),
    [
        ("MÃ¤nner", "doubly_encoded", ["MÃ¤nner (Männer)"]),
        ("5 â€“ 10 â‚¬", "doubly_encoded", ["5 â€“ 10 â‚¬ (5 – 10 €)"]),
        ("M\ufffdnner", "letters_lost", ["M\ufffdnner"]),
        ("M\x02nner", "control_signs", [r"M\u0002nner"]),
        ("M\x84nner", "control_signs", [r"M\u0084nner"]),
    ],
)
def test_letters_that_did_not_come_whole_are_doubted_and_shown(text, code, names):
    data = f"a,b\n1,x\n2,{text}\n3,{text}\n".encode()

    assert doubts(data) == [(3, f"exchange.{code}", {"names": names, "lines": [3, 4]})]


@pytest.mark.parametrize(
    "text", ["Männer", "PAPÃO", "Ålesund", "日本", "a\u00adb", "½ €"]
)
def test_letters_that_are_right_are_not_doubted(text):
    assert doubts(f"a,b\n1,{text}\n".encode()) == []


def test_a_header_that_is_not_legible_is_doubted():
    assert [one[:2] for one in doubts("Jahr,MÃ¤nner\n1,2\n".encode())] == [
        (1, "exchange.doubly_encoded")
    ]


def test_names_of_columns_that_only_seem_to_differ_are_one():
    with pytest.raises(Invalid, match="duplicate_columns"):
        read_table("Männer,Ma\u0308n\u00adner\n1,2\n".encode())


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
