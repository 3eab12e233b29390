"""Which sign stands between the cells of a file, and which one before the decimals."""

import csv
import io
import re
from collections.abc import Iterable
from itertools import islice

# Where two would do equally well, the earlier one is meant: a comma may be a decimal
# sign or stand in a sentence, the others hardly ever do.
DELIMITERS = "\t;|,"

_SAMPLE = 100  # so many rows show it
_EXCEL_HINT = re.compile(r"sep=([\t;|,])\r?\n", re.IGNORECASE)
_GROUPS = r"[1-9]\d{{0,2}}({mark}\d{{3}}){times}"
_NUMBER = re.compile(r"[+\-−–]?([\d\s]*[.,][\d.,]*)")
_LONGEST_NUMBER = 60


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


def decimal_sign(cells: Iterable[str], delimiter: str) -> str:
    """The decimal sign "." or "," that these cells are written with.

    Cells that can be read in one way only decide ("0.5", "1,25", "1.234,5",
    "1.234.567"). Where there are none, or they disagree, it is the comma in a file with
    semicolons and the point in any other.
    """
    seen = {sign for cell in cells if (sign := plain_sign(cell))}
    if len(seen) == 1:
        return seen.pop()
    return "," if delimiter == ";" else "."


def plain_sign(cell: str) -> str | None:
    """The decimal sign of a number, where it can be told from this one alone."""
    text = cell.strip()
    if len(text) > _LONGEST_NUMBER or not ("," in text or "." in text):
        return None
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    digits = "".join(found[1].split())
    mark = digits[max(digits.rfind(","), digits.rfind("."))]
    other = "." if mark == "," else ","
    if other in digits:
        return mark
    if digits.count(mark) > 1:
        return other if _are_groups(digits, mark, "{2,}") else None
    return None if _are_groups(digits, mark, "") else mark


def _are_groups(digits: str, mark: str, times: str) -> bool:
    pattern = _GROUPS.format(mark=re.escape(mark), times=times)
    return re.fullmatch(pattern, digits) is not None
