"""What the codes of a GeoCode column are codes of."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Located:
    """A row: its area's code, its category in every column, and all else about it."""

    code: str
    categories: Sequence[str]  # "" for all
    rest: Hashable = None  # its period and series


@dataclass(frozen=True, slots=True)
class Areas:
    """The columns whose categories are areas, and whether the codes are one more.

    Columns may lie one above the other: with a region a row has the region's code,
    without one the country's. A category may have had several codes, one after the
    other: these are as many areas of one name. Codes that belong to no column part rows
    like a column of their own; the same code in all of them parts nothing.
    """

    columns: Mapping[int, Mapping[str, Sequence[str]]]  # codes by category, by column
    are_own: bool = False

    def area(self, place: int, row: Located) -> str:
        """The code of a row's category in a column; "" where it is no area."""
        codes = self.columns.get(place, {}).get(row.categories[place], ())
        if row.code in codes:
            return row.code
        return codes[-1] if codes else ""

    def own(self, row: Located) -> str:
        """The code by which a row is parted from others; "" where it is of a column."""
        explained = any(row.categories[place] for place in self.columns)
        return row.code if self.are_own and not explained else ""


def areas_of(rows: Iterable[Located]) -> Areas:
    """Find the column that most codes depend on, and the next above it."""
    left = [row for row in rows if row.code]
    codes_in_all = len({row.code for row in left})
    found: dict[int, Mapping[str, Sequence[str]]] = {}
    while (best := _best_column(left, found)) is not None:
        place, codes = best
        found[place] = codes
        left = [row for row in left if not row.categories[place]]
    return Areas(found, codes_in_all > 1 and len({row.code for row in left}) > 1)


def _best_column(
    rows: Sequence[Located], found: Mapping[int, object]
) -> tuple[int, Mapping[str, Sequence[str]]] | None:
    width = len(rows[0].categories) if rows else 0
    columns = [
        (place, codes)
        for place in range(width)
        if place not in found and (codes := _codes_in(rows, place))
    ]
    return max(columns, key=lambda one: _clarity(one[1]), default=None)


def _clarity(codes: Mapping[str, Sequence[str]]) -> tuple[bool, int]:
    """A column where every category has one code goes before one where most have."""
    single = sum(len(each) == 1 for each in codes.values())
    return single == len(codes), single


def _codes_in(rows: Sequence[Located], place: int) -> Mapping[str, Sequence[str]]:
    """The codes of each category of a column; nothing where they don't depend on it.

    Most categories have one code, or at least some have and no code is of two
    categories. Two rows that differ in nothing but their code say that it depends on
    something else: `2024,f,05315` beside `2024,f,05316` are no areas called f.
    """
    codes: defaultdict[str, dict[str, None]] = defaultdict(dict)
    categories: defaultdict[str, set[str]] = defaultdict(set)
    first: dict[Hashable, str] = {}
    for row in rows:
        category = row.categories[place]
        if not category:
            continue
        if first.setdefault((row.rest, tuple(row.categories)), row.code) != row.code:
            return {}
        codes[category].setdefault(row.code)
        categories[row.code].add(category)
    single = sum(len(each) == 1 for each in codes.values())
    is_clear = all(len(each) == 1 for each in categories.values())
    depends = 2 * single > len(codes) or (single > 0 and is_clear)
    if len(categories) < 2 or not depends:
        return {}
    return {category: list(each) for category, each in codes.items()}
