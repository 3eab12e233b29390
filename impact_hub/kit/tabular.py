# pyright: basic
"""Tables into files that people open."""

import csv
import io
from collections.abc import Collection

import pandas as pd

BOM = "\ufeff"


def to_csv(table: pd.DataFrame) -> bytes:
    """A table as CSV after RFC 4180: commas, UTF-8. Numbers are given as text."""
    return table.to_csv(index=False, lineterminator="\r\n").encode()


def for_excel(data: bytes, *, numbers: Collection[str] = ()) -> bytes:
    """A comma-separated file as German Excel opens it by a double click.

    Semicolons, a mark that says UTF-8, and in the columns of `numbers` decimal commas.
    The hub reads it again, too.
    """
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    header = next(rows)
    with_comma = {place for place, name in enumerate(header) if name in numbers}
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(
            cell.replace(".", ",") if place in with_comma else cell
            for place, cell in enumerate(row)
        )
    return (BOM + out.getvalue()).encode()
