"""Reading a file of comma-separated values, whoever wrote it with whatever program."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from impact_hub.features.exchange.formats.encodings import (
    Decoded,
    decode,
    legibility_doubts,
    lines_of,
)
from impact_hub.features.exchange.rules.problems import Doubt, Problems
from impact_hub.kit.errors import Invalid
from impact_hub.kit.names import clean, key

# Where two would do equally well, the earlier one is meant: a comma may be a decimal
# sign or stand in a sentence, the others hardly ever do.
DELIMITERS = "\t;|,"

_SAMPLE = 100  # so many rows show it
_EXCEL_HINT = re.compile(r"sep=([\t;|,])\r?\n", re.IGNORECASE)


def hinted(text: str) -> str | None:
    """The delimiter that Excel's first line `sep=;` names, where there is one."""
    found = _EXCEL_HINT.match(text)
    return found[1] if found else None


def find_delimiter(text: str) -> str:
    """The delimiter that cuts the most rows into as many cells as the first row has."""
    fits = {mark: _fit(text, mark) for mark in DELIMITERS}
    best = max(DELIMITERS, key=fits.__getitem__)
    return best if fits[best] > (0, 0) else ","


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    filled = (cells for cells in reader if any(cell.strip() for cell in cells))
    try:
        widths = [len(cells) for cells in islice(filled, _SAMPLE)]
    except csv.Error:
        return 0, 0
    width = widths[0] if widths else 0
    alike = widths.count(width) if width > 1 else 0
    return alike, sum(width > 1 for width in widths)


# Stands after the last line. It comes out again as a row of its own unless a quote
# was opened in the file and never closed.
_END = "\x1fend"
# Lines above the header are told from a header by looking at so many rows.
# No table of figures has more; what has is no table, and would keep the hub busy.
MOST_COLUMNS = 1000
_FIRST = 100


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: where it begins in the file, and a cell for every column."""

    line: int  # as a person counts: the first line is 1
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class FileTable:
    """A file that could be read as a table. Cells are as written, spaces included."""

    header: tuple[str, ...]
    rows: Sequence[TableRow]
    delimiter: str = ","
    header_line: int = 1
    problems: Problems = field(default_factory=Problems)  # rows that are left out
    doubts: tuple[Doubt, ...] = ()  # letters that may not be what was written

    def index(self, name: str) -> int | None:
        """Where the column of this name stands, in whichever case it is written."""
        names = [key(column) for column in self.header]
        return names.index(key(name)) if key(name) in names else None


def read_table(data: bytes) -> FileTable:
    """Read a file with a header and at least one row.

    Blank rows are passed over, and so are rows of nothing but separators. A row that is
    too short is filled up with blank cells: Excel leaves out separators at the end of a
    row. A row with something beyond the last column is left out and noted as a
    problem, because one cannot know which of its cells are out of place. Columns
    without a name and without a cell are left out.
    """
    decoded = decode(data)
    text = decoded.text
    hint = hinted(text)
    delimiter = hint or find_delimiter(text)
    rows = [row for row in _rows_of(text, delimiter) if not row.is_blank]
    if hint:
        rows = rows[1:]
    if not rows:
        raise Invalid("exchange.file_empty", field="file")
    head, body = rows[0], rows[1:]
    columns = _columns(head, body)
    problems = Problems()
    kept = list(_fitted(body, len(head.cells), columns, problems))
    if not kept and not problems:
        raise Invalid("exchange.no_rows", field="file")
    return FileTable(
        header=tuple(columns.values()),
        rows=kept,
        delimiter=delimiter,
        header_line=head.line,
        problems=problems,
        doubts=(*_foreign(decoded), *legibility_doubts(_texts(head, kept, columns))),
    )


def _foreign(decoded: Decoded) -> Iterator[Doubt]:
    """The lines in another encoding than the others, with the first as it was read."""
    if decoded.foreign:
        first = decoded.foreign[0]
        line = lines_of(decoded.text)[first - 1].strip()
        params = {"lines": decoded.foreign[:20], "raw": line[:120]}
        yield Doubt(first, "", "exchange.other_encoding", params)


def _texts(
    head: TableRow, rows: Sequence[TableRow], columns: dict[int, str]
) -> Iterator[tuple[int, str, str]]:
    """Every cell with its line and column. Names are looked at as they are written."""
    for name in head.cells:
        yield head.line, name, name
    for row in rows:
        for column, cell in zip(columns.values(), row.cells, strict=True):
            yield row.line, column, cell


def _rows_of(text: str, delimiter: str) -> Iterator[TableRow]:
    lines = chain(io.StringIO(text, newline=""), [_END])
    reader = csv.reader(lines, delimiter=delimiter)
    row = TableRow(1, ())
    while True:
        line = reader.line_num + 1
        try:
            row = TableRow(line, tuple(next(reader)))
        except StopIteration:
            break
        except csv.Error:
            raise Invalid("exchange.unreadable_line", field="file", line=line) from None
        if row.cells != (_END,):
            yield row
    if row.cells != (_END,):
        raise Invalid("exchange.quote_not_closed", field="file", line=row.line)


def _columns(head: TableRow, body: Sequence[TableRow]) -> dict[int, str]:
    """The name of each column by its place, or the reason why the header is none."""
    if len(head.cells) > MOST_COLUMNS:
        n = len(head.cells)
        raise Invalid(
            "exchange.too_many_columns", field="file", columns=n, most=MOST_COLUMNS
        )
    names = [clean(name) for name in head.cells]
    if sum(map(bool, names)) == 1:
        _refuse_lines_above_header(head, body)
    if not any(char.isalpha() for name in names for char in name):
        raise Invalid("exchange.no_header", field="file", line=head.line)
    _refuse_unnamed_columns(names, body)
    named = [name for name in names if name]
    times = Counter(map(key, named))
    twice = [name for name in named if times[key(name)] > 1]
    if twice:
        raise Invalid(
            "exchange.duplicate_columns",
            field="file",
            columns=list(dict.fromkeys(twice)),
        )
    return {place: name for place, name in enumerate(names) if name}


def _refuse_lines_above_header(head: TableRow, body: Sequence[TableRow]) -> None:
    for row in islice(body, _FIRST):
        if sum(bool(cell.strip()) for cell in row.cells) > 1:
            raise Invalid(
                "exchange.lines_above_header",
                field="file",
                line=head.line,
                header=row.line,
            )


def _refuse_unnamed_columns(names: Sequence[str], body: Sequence[TableRow]) -> None:
    unnamed = [place for place, name in enumerate(names) if not name]
    for row in body if unnamed else ():
        for place in unnamed:
            if place < len(row.cells) and row.cells[place].strip():
                raise Invalid(
                    "exchange.column_without_name",
                    field="file",
                    number=place + 1,
                    line=row.line,
                )


def _fitted(
    body: Sequence[TableRow], width: int, columns: dict[int, str], problems: Problems
) -> Iterator[TableRow]:
    for row in body:
        found = max(i for i, cell in enumerate(row.cells, 1) if cell.strip())
        if found > width:
            problems.add(
                row.line, "", "exchange.row_too_long", found=found, expected=width
            )
            continue
        cells = row.cells + ("",) * (width - len(row.cells))
        yield TableRow(row.line, tuple(cells[place] for place in columns))
