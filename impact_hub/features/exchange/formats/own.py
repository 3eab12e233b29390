"""The hub's own table of figures: one row for each value, out and in again unchanged.

In either layout of the hub's files, told apart by the separators of the table. Numbers
have all the digits that are kept, and no groups.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from impact_hub.features.exchange.formats.numerals import (
    Numerals,
    numerals_of,
    read_number,
    usual_sign,
)
from impact_hub.features.exchange.formats.tables import FileTable, TableRow
from impact_hub.features.exchange.rules.problems import Problem, Problems
from impact_hub.features.exchange.rules.records import Record
from impact_hub.features.exchange.rules.sheets import OwnSheet
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.calendar import Span, from_code
from impact_hub.kit.errors import Invalid
from impact_hub.kit.names import clean, key
from impact_hub.kit.spreadsheets import pairs_before, restored
from impact_hub.kit.tabular import Cell as Written
from impact_hub.kit.tabular import Layout, write_csv

# Their names, and what they are called in the layout for German Excel.
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "indicator": "Indikator",
        "partner": "Partner",
        "period": "Zeitraum",
        "categories": "Ausprägungen",
        "value": "Wert",
        "numerator": "Zähler",
        "denominator": "Nenner",
        "text": "Antwort",
        "may_quote": "darf zitiert werden",
        "reason": "Grund",
        "estimated": "geschätzt",
        "note": "Anmerkung",
        "status": "Status",
    }
)
_NAMES = {key(name): name for name in COLUMNS} | {
    key(german): name for name, german in COLUMNS.items()
}

# With these the format is meant, even if other columns are missing.
_DECISIVE = frozenset({"indicator", "partner", "period"})
_PLAIN = Numerals(".")

Parsed = TypeVar("Parsed")
Word = TypeVar("Word", bound=StrEnum)


def is_own(header: Iterable[str]) -> bool:
    """Whether the own format is meant, even if some of its columns are missing."""
    return {_NAMES.get(key(name)) for name in header} >= _DECISIVE


def write_rows(records: Iterable[Record], layout: Layout = Layout.CSV) -> bytes:
    """The file for these records, in the order of COLUMNS.

    Rows are sorted by indicator, partner, beginning of the period, and categories:
    the same records make the same bytes.
    """
    return write_csv(COLUMNS, map(_row, sorted(records, key=_order)), layout)


def read_own(table: FileTable, *, decimal: str | None = None) -> OwnSheet:
    """The records of a file, and everything that is wrong with it.

    Columns may stand in any order. A file that went through a spreadsheet with decimal
    commas and semicolons is read as well. `decimal` overrules how its numbers seem to
    be written.
    """
    problems = table.problems.copy()
    places = _places(table, problems)
    rows = len(table.rows) + len(table.problems)
    if len(places) < len(COLUMNS):
        return OwnSheet((), problems, rows)
    numerals = _numerals(table, places, decimal)
    number = _plain_number if numerals is _PLAIN else partial(_number, numerals.sign)
    found: dict[object, Record] = {}
    repeated = 0
    for row in table.rows:
        record = _record(_Cells(row, places, problems), number)
        if record is None:
            continue
        earlier = found.setdefault(record.place, record)
        if earlier is record:
            continue
        if earlier == record:
            repeated += 1
        else:
            problems.add(row.line, "", "exchange.row_contradicts", first=earlier.line)
    return OwnSheet(
        records=tuple(found.values()),
        problems=problems,
        rows=rows,
        repeated=repeated,
        doubts=(*table.doubts, *numerals.doubts),
        question=numerals.question,
    )


def _numerals(
    table: FileTable, places: Mapping[str, int], decimal: str | None
) -> Numerals:
    """How the numbers are written. With commas between the cells: as the hub does."""
    if table.delimiter == "," and not decimal:
        return _PLAIN
    cells = (
        (row.line, restored(row.cells[places[name]]))
        for row in table.rows
        for name in ("value", "numerator", "denominator")
    )
    usual = usual_sign(table.delimiter)
    return numerals_of(
        cells, "value", table.delimiter, chosen=decimal, enough=1, sure=usual
    )


def _order(record: Record) -> tuple[object, ...]:
    return (
        record.indicator,
        record.partner,
        record.period.starts,
        str(record.cell),
        record.period.code,
    )


def _row(record: Record) -> tuple[Written, ...]:
    answer = record.answer
    return (
        record.indicator,
        record.partner,
        record.period.code,
        str(record.cell),
        answer.figure,
        answer.numerator,
        answer.denominator,
        answer.text,
        answer.may_quote,
        answer.reason,
        answer.estimated,
        answer.note,
        record.status,
    )


def _places(table: FileTable, problems: Problems) -> Mapping[str, int]:
    """Where each column stands; noted which are unknown, missing or there twice."""
    places: dict[str, int] = {}

    def refuse(column: str, code: str, params: dict[str, object]) -> None:
        problems.include(Problem(table.header_line, column, code, params))

    for place, spoken in enumerate(table.header):
        name = _NAMES.get(key(spoken))
        if name is None:
            expected = list(COLUMNS)
            refuse(
                spoken,
                "exchange.column_unknown",
                {"column": spoken, "expected": expected},
            )
        elif name in places:
            twice = [table.header[places[name]], spoken]
            refuse(spoken, "exchange.duplicate_columns", {"columns": twice})
        else:
            places[name] = place
    for name in COLUMNS:
        if name not in places:
            refuse(name, "exchange.column_missing", {"column": name})
    return places


class _Cells:
    """The cells of one row, by the names of their columns; notes what is wrong."""

    def __init__(
        self, row: TableRow, places: Mapping[str, int], problems: Problems
    ) -> None:
        self.line = row.line
        self.sound = True
        self._row = row
        self._places = places
        self._problems = problems

    def cell(self, column: str) -> str:
        """The cell exactly as it was before it was written."""
        return restored(self._row.cells[self._places[column]])

    def read(self, column: str, parse: Callable[[str], Parsed]) -> Parsed | None:
        """What the cell says; None with a problem noted where it can't be read."""
        try:
            return parse(self.cell(column).strip())
        except Invalid as error:
            self.refuse(column, error.code, **error.params)
            return None

    def refuse(self, column: str, code: str, **params: object) -> None:
        self.sound = False
        self._problems.add(self.line, column, code, **params)


def _record(cells: _Cells, number: Callable[[str], Decimal | None]) -> Record | None:
    """The row's record; None where something is wrong with it."""
    indicator = cells.read("indicator", _code)
    partner = cells.read("partner", _code)
    period = cells.read("period", _period)
    cell = cells.read("categories", lambda text: Cell.read(key(text)))
    status = cells.read("status", _status)
    answer = _answer(cells, number)
    _check_whole(answer, cells)
    if not cells.sound or period is None or cell is None or status is None:
        return None
    return Record(
        indicator or "", partner or "", period, cell, answer, status, cells.line
    )


def _answer(cells: _Cells, number: Callable[[str], Decimal | None]) -> Answer:
    return Answer(
        figure=cells.read("value", number),
        numerator=cells.read("numerator", number),
        denominator=cells.read("denominator", number),
        text=cells.cell("text"),
        reason=cells.read("reason", _reason),
        estimated=bool(cells.read("estimated", _tick)),
        note=cells.cell("note"),
        may_quote=bool(cells.read("may_quote", _tick)),
    )


def _check_whole(answer: Answer, cells: _Cells) -> None:
    """An answer is a figure, or two parts, or words, or none; a reason is for none."""
    if not cells.sound:
        return
    halves = (answer.numerator, answer.denominator)
    if (halves[0] is None) != (halves[1] is None):
        column = "numerator" if halves[0] is None else "denominator"
        cells.refuse(column, "exchange.half_a_ratio")
    given = [answer.figure is not None, halves != (None, None), bool(answer.text)]
    if sum(given) > 1:
        column = "value" if given[0] else "text"
        cells.refuse(column, "exchange.value_and_ratio")
    if answer.reason and any(given):
        cells.refuse("reason", "exchange.figure_and_reason")
    if answer.may_quote and not answer.text:
        cells.refuse("may_quote", "exchange.nothing_to_quote")


def _code(text: str) -> str:
    """A code, in whichever way it is written."""
    return _needed(key(text))


def _period(text: str) -> Span:
    """A period; of a month that a spreadsheet has made of it, what it was is told."""
    try:
        return from_code(clean(text))
    except Invalid:
        before = [
            f"{year if year >= 1000 else 2000 + year}-{month:02}"
            for month, year in sorted(pairs_before(clean(text)))
            if 1 <= month <= 12 < year
        ]
        if not before:
            raise
        codes = list(dict.fromkeys(before))
        raise Invalid(
            "exchange.spreadsheet_unclear", field="period", raw=text[:40], before=codes
        ) from None


def _needed(text: str) -> str:
    if not text:
        raise Invalid("exchange.cell_missing", field="file")
    return text


def _plain_number(text: str) -> Decimal | None:
    """A number as the hub writes it; 1,234 would be a slip in a file with commas."""
    if "," in text or " " in text:
        raise Invalid("exchange.not_a_plain_number", field="file", raw=text[:40])
    return _number(".", text)


def _number(decimal: str, text: str) -> Decimal | None:
    return read_number(text, decimal) if text else None


def _reason(text: str) -> MissingReason | None:
    return _one_of(MissingReason, text) if text else None


def _status(text: str) -> Status:
    return _one_of(Status, text)


def _tick(text: str) -> bool:
    """Our layout for Excel has "ja", for it makes TRUE or WAHR of true."""
    if text.casefold() not in ("", "true", "wahr", "ja"):
        raise _not_one_of(text, ["true", ""])
    return bool(text)


def _one_of(words: type[Word], text: str) -> Word:
    try:
        return words(text)
    except ValueError:
        raise _not_one_of(text, [word.value for word in words]) from None


def _not_one_of(text: str, expected: list[str]) -> Invalid:
    return Invalid(
        "exchange.not_one_of", field="file", raw=text[:40], expected=expected
    )
