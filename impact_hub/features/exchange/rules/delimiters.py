"""Which sign stands between the cells of a file."""

import csv
import io
import re
from itertools import islice

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
