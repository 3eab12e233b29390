"""The hub's own table of figures: one row for each value, out and in again unchanged.

In either layout of the hub's files, told apart by the separators of the table. Numbers
have all the digits that are kept, and no groups.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from impact_hub.features.exchange.rules.numerals import (
    Numerals,
    numerals_of,
    read_number,
    usual_sign,
)
from impact_hub.features.exchange.rules.problems import Doubt, Problem, Problems
from impact_hub.features.exchange.rules.tables import Row, Table
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.calendar import Span, from_code
from impact_hub.kit.errors import Invalid
from impact_hub.kit.names import key
from impact_hub.kit.spreadsheets import restored
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


@dataclass(frozen=True, slots=True)
class Record:
    """One value as it is kept: a figure, or a ratio's two parts, or neither."""

    indicator: str
    partner: str
    period: Span
    cell: Cell
    figure: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    reason: MissingReason | None = None
    estimated: bool = False
    note: str = ""
    status: Status = Status.DRAFT
    line: int = field(default=0, compare=False)  # where it stands in its file

    @property
    def place(self) -> tuple[str, str, Span, Cell]:
        """What it is a value of. No two records have the same."""
        return self.indicator, self.partner, self.period, self.cell


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A file in the hub's own format. With problems in it, it is not complete."""

    records: tuple[Record, ...]
    problems: Problems
    repeated: int = 0  # rows that say the same as an earlier one
    doubts: tuple[Doubt, ...] = ()
    question: Invalid | None = None  # what the person has to say first


def is_own(header: Iterable[str]) -> bool:
    """Whether the own format is meant, even if some of its columns are missing."""
    return {_NAMES.get(key(name)) for name in header} >= _DECISIVE


def write_rows(records: Iterable[Record], layout: Layout = Layout.CSV) -> bytes:
    """The file for these records, in the order of COLUMNS.

    Rows are sorted by indicator, partner, beginning of the period, and categories:
    the same records make the same bytes.
    """
    return write_csv(COLUMNS, map(_row, sorted(records, key=_order)), layout)


def read_own(table: Table, *, decimal: str | None = None) -> OwnSheet:
    """The records of a file, and everything that is wrong with it.

    Columns may stand in any order. A file that went through a spreadsheet with decimal
    commas and semicolons is read as well. `decimal` overrules how its numbers seem to
    be written.
    """
    problems = table.problems.copy()
    places = _places(table, problems)
    if len(places) < len(COLUMNS):
        return OwnSheet((), problems)
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
        tuple(found.values()),
        problems,
        repeated,
        (*table.doubts, *numerals.doubts),
        numerals.question,
    )


def _numerals(table: Table, places: Mapping[str, int], decimal: str | None) -> Numerals:
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
    return (
        record.indicator,
        record.partner,
        record.period.code,
        str(record.cell),
        record.figure,
        record.numerator,
        record.denominator,
        record.reason,
        record.estimated,
        record.note,
        record.status,
    )


def _places(table: Table, problems: Problems) -> Mapping[str, int]:
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

    def __init__(self, row: Row, places: Mapping[str, int], problems: Problems) -> None:
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
    indicator = cells.read("indicator", _needed)
    partner = cells.read("partner", _needed)
    period = cells.read("period", from_code)
    cell = cells.read("categories", Cell.read)
    figure = cells.read("value", number)
    numerator = cells.read("numerator", number)
    denominator = cells.read("denominator", number)
    reason = cells.read("reason", _reason)
    estimated = cells.read("estimated", _estimated)
    status = cells.read("status", _status)
    if not cells.sound or period is None or cell is None or status is None:
        return None
    record = Record(
        indicator=indicator or "",
        partner=partner or "",
        period=period,
        cell=cell,
        figure=figure,
        numerator=numerator,
        denominator=denominator,
        reason=reason,
        estimated=bool(estimated),
        note=cells.cell("note"),
        status=status,
        line=cells.line,
    )
    _check_whole(record, cells)
    return record if cells.sound else None


def _check_whole(record: Record, cells: _Cells) -> None:
    """A value is a figure, or a ratio, or neither; a reason is for neither."""
    ratio = (record.numerator, record.denominator)
    if (ratio[0] is None) != (ratio[1] is None):
        column = "numerator" if ratio[0] is None else "denominator"
        cells.refuse(column, "exchange.half_a_ratio")
    if record.figure is not None and ratio != (None, None):
        cells.refuse("value", "exchange.value_and_ratio")
    if record.reason and (record.figure, *ratio) != (None, None, None):
        cells.refuse("reason", "exchange.figure_and_reason")


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


def _estimated(text: str) -> bool:
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
