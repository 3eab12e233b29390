"""Which column the codes of a GeoCode column belong to."""

from collections.abc import Iterable, Sequence

# The place of a column, and a category in it.
Key = tuple[int, str]
# A row's code, and its category in every column, "" for all.
Located = tuple[str, Sequence[str]]


def geo_codes(rows: Iterable[Located]) -> dict[Key, str]:
    """The code of each category, where the codes depend on a column.

    They do where no category of the column comes with two codes. Columns may lie one
    above the other: with a region a row has the region's code, without one the
    country's. Codes that depend on no column, or are the same in all rows, are left
    out.
    """
    left = [row for row in rows if row[0]]
    found: dict[Key, str] = {}
    while best := _best_column(left):
        place, codes = best
        found |= {(place, category): code for category, code in codes.items()}
        left = [row for row in left if not row[1][place]]
    return found


def _best_column(rows: Sequence[Located]) -> tuple[int, dict[str, str]] | None:
    """The column that most codes depend on, and its codes; None where none do."""
    width = len(rows[0][1]) if rows else 0
    columns = [(place, _codes_in(rows, place)) for place in range(width)]
    best = max(columns, key=lambda one: len(one[1]), default=None)
    return best if best and best[1] else None


def _codes_in(rows: Sequence[Located], place: int) -> dict[str, str]:
    """Code by category of one column; nothing where they don't depend on it."""
    codes: dict[str, str] = {}
    for code, categories in rows:
        category = categories[place]
        if category and codes.setdefault(category, code) != code:
            return {}
    return codes if len(set(codes.values())) > 1 else {}
