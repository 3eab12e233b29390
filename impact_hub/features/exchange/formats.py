"""Files for programs that want them another way. Pure."""

import csv
import io
from collections.abc import Collection

BOM = "\ufeff"


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
