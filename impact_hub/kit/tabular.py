"""Tables into files that people open: one writer of CSV, in two layouts."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto

from impact_hub.kit.spreadsheets import neutralised, shielded

BOM = "\ufeff"

Cell = str | int | Decimal | date | None

# Decimals that Excel shows and saves digit by digit: it stops after eleven signs.
_KEPT_BY_EXCEL = re.compile(r"-?(?!0,0000)(?=[\d,]{1,11}$)\d+(,\d+)?", re.ASCII)


class Layout(StrEnum):
    """For whom a table is written."""

    CSV = auto()  # RFC 4180: commas, UTF-8, decimal points, days as 2026-03-31
    EXCEL = auto()  # German Excel by a double click: what it opens it also saves


def write_csv(
    columns: Mapping[str, str],
    rows: Iterable[Sequence[Cell]],
    layout: Layout = Layout.CSV,
) -> bytes:
    """A table as the bytes of a file.

    `columns` are their names and what German Excel has for them. Numbers are written
    with all their digits, nothing at all for None and False, and texts so that no
    spreadsheet runs them; in the layout for Excel so that it changes nothing, either.
    """
    out = io.StringIO(newline="")
    if layout is Layout.EXCEL:
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow(columns.values())
        writer.writerows([_for_excel(cell) for cell in row] for row in rows)
        return (BOM + out.getvalue()).encode()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _plain(cell: Cell) -> str:
    match cell:
        case str():
            return neutralised(cell)
        case None | False:
            return ""
        case True:
            return "true"
        case date():
            return cell.isoformat()
        case _:
            return _digits(cell)


def _for_excel(cell: Cell) -> str:
    """A cell that Excel leaves alone. Long numbers are texts: it would round them."""
    match cell:
        case str():
            return shielded(cell)
        case True:
            return "ja"
        case date():
            return f"{cell:%d.%m.}{cell.year:04}"
        case int() | Decimal() if cell is not False:
            text = _digits(cell).replace(".", ",")
            return text if _KEPT_BY_EXCEL.fullmatch(text) else shielded(text)
        case _:
            return ""


def _digits(number: int | Decimal) -> str:
    return format(Decimal(number) if number else abs(Decimal(number)), "f")
