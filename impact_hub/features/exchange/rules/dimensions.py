"""The dimensions and categories of a statistics file, and their codes."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from impact_hub.features.exchange.rules.problems import Doubt, Problem
from impact_hub.features.exchange.rules.sheets import SeriesCategory, SeriesDimension
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.kit.names import key
from impact_hub.kit.slugs import slug_of
from impact_hub.kit.spreadsheets import Pair, pair_of, pairs_before

# Cells take codes of up to 80 characters; room is left for a number at the end.
LONGEST = 72


class Codes:
    """Gives out codes of small letters, digits and hyphens, each only once."""

    def __init__(self, *, fallback: str) -> None:
        self._fallback = fallback
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def code_for(self, name: str) -> str:
        """A new code for this name.

        The second name that comes out alike gets a 2 behind it, the third a 3. A name
        without a letter or a digit becomes the fallback.
        """
        first = slug_of(name, longest=LONGEST) or self._fallback
        number = self._last.get(first, 0) + 1
        while (code := f"{first}-{number}" if number > 1 else first) in self._taken:
            number += 1
        self._last[first] = number
        self._taken.add(code)
        return code


def letter(index: int) -> str:
    """a, b … z, aa, ab …: what tells the series of one file apart."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


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


_WHOLE = 10_000  # the whole slug of a name, not cut off


class Spelling:
    """One spelling for each name of a column: the first one that stands there.

    What only seems to differ is the same: capitals, invisible signs, how an ä is
    composed. So is what a spreadsheet has made of a name that stands there too:
    `Mrz 26` beside 3-26.
    """

    def __init__(self, names: Iterable[str], *, codes: bool = True) -> None:
        self._first: dict[str, str] = {}
        self.unclear: dict[str, Sequence[str]] = {}  # and what each may have been
        self.made: dict[str, str] = {}
        for name in names:
            if name:
                self._first.setdefault(key(name), name)
        for name, before in before_spreadsheet(
            self._first.values() if codes else ()
        ).items():
            if len(before) == 1:
                self.made[name] = before[0]
                self._first[key(name)] = before[0]
            else:
                self.unclear[name] = before

    def of(self, name: str) -> str:
        """How this name is spelled."""
        return self._first[key(name)] if name else ""

    def alike(self) -> Iterator[tuple[str, str]]:
        """Two names that may be one: they differ only in signs and in ä or ae."""
        slugs: dict[str, str] = {}
        for name in dict.fromkeys(self._first.values()):
            slug = slug_of(name, longest=_WHOLE)
            if slug and (other := slugs.setdefault(slug, name)) is not name:
                yield other, name


def before_spreadsheet(
    names: Iterable[str], among: Iterable[str] | None = None
) -> Mapping[str, Sequence[str]]:
    """The names that a spreadsheet has made, with those that they may have been.

    01. Jan was 1-1 if there is a 1-1 `among` the names that are right.
    """
    wrong = {name: pairs for name in names if (pairs := pairs_before(name))}
    if not wrong:
        return {}
    right: dict[Pair, list[str]] = {}
    for name in names if among is None else among:
        if pair := pair_of(name):
            right.setdefault(pair, []).append(name)
    found = {
        name: [one for pair in sorted(pairs) for one in right.get(pair, ())]
        for name, pairs in wrong.items()
    }
    return {name: list(dict.fromkeys(ones)) for name, ones in found.items() if ones}


@dataclass(frozen=True, slots=True)
class Placed:
    """A row as the codebook sees it."""

    line: int
    categories: tuple[str, ...]  # one for each dimension column, "" for all
    geo_code: str
    rest: object  # its period and series


@dataclass(slots=True)
class Codebook:
    """The codes of a whole file: the same in all its series."""

    titles: Sequence[str]
    geo_title: str
    rows: Sequence[Placed]
    doubts: list[Doubt] = field(default_factory=list[Doubt])
    problems: list[Problem] = field(default_factory=list[Problem])
    _spellings: list[Spelling] = field(default_factory=list[Spelling])
    _areas: Areas = field(default_factory=lambda: Areas({}))
    _dimensions: list[SeriesDimension] = field(default_factory=list[SeriesDimension])
    # The categories of each column by name and area.
    _codes: list[dict[tuple[str, str], str]] = field(
        default_factory=list[dict[tuple[str, str], str]]
    )

    def __post_init__(self) -> None:
        columns = list(zip(*(row.categories for row in self.rows), strict=True))
        self._spellings = [Spelling(column) for column in columns]
        located = [self._located(row) for row in self.rows]
        self._areas = areas_of(located)
        given = Codes(fallback="dimension")
        for place, title in enumerate(self.titles):
            names = [
                (one.categories[place], self._areas.area(place, one), row.line)
                for one, row in zip(located, self.rows, strict=True)
            ]
            self._make(given.code_for(title), title, names)
            self._look_at(place, title)
        if self._areas.are_own:
            codes = [
                (self._areas.own(one), self._areas.own(one), row.line)
                for one, row in zip(located, self.rows, strict=True)
            ]
            self._make(given.code_for(self.geo_title), self.geo_title, codes)

    def _located(self, row: Placed) -> Located:
        names = zip(self._spellings, row.categories, strict=True)
        return Located(
            row.geo_code, tuple(spelling.of(name) for spelling, name in names), row.rest
        )

    def _make(
        self, code: str, title: str, names: Iterable[tuple[str, str, int]]
    ) -> None:
        """One dimension, with the categories in the order of the file."""
        given = Codes(fallback="category")
        codes: dict[tuple[str, str], str] = {}
        categories: list[SeriesCategory] = []
        for name, area, line in names:
            if name and (name, area) not in codes:
                made = codes[name, area] = given.code_for(name)
                categories.append(SeriesCategory(made, name, area, line))
        self._dimensions.append(SeriesDimension(code, title, tuple(categories)))
        self._codes.append(codes)

    def _look_at(self, place: int, title: str) -> None:
        """Tell what was taken for one, what may be one, and what nobody can know."""
        spelling = self._spellings[place]
        first: dict[str, int] = {}
        for row in self.rows:
            first.setdefault(row.categories[place], row.line)
            first.setdefault(spelling.of(row.categories[place]), row.line)
        for name, before in spelling.made.items():
            params = {"raw": name, "before": before}
            self.doubts.append(
                Doubt(first[name], title, "exchange.made_by_spreadsheet", params)
            )
        for name, ones in spelling.unclear.items():
            params = {"raw": name, "before": list(ones)}
            self.problems.append(
                Problem(first[name], title, "exchange.spreadsheet_unclear", params)
            )
        for one, other in spelling.alike():
            params = {"one": one, "other": other}
            self.doubts.append(
                Doubt(first[other], title, "exchange.names_alike", params)
            )

    def cell(self, row: Placed) -> Cell:
        """Where a row stands, by its category in each dimension."""
        located = self._located(row)
        names = [
            (name, self._areas.area(place, located))
            for place, name in enumerate(located.categories)
        ]
        if self._areas.are_own:
            area = self._areas.own(located)
            names.append((area, area))
        parts = zip(self._dimensions, self._codes, names, strict=True)
        return Cell.of({one.code: codes[of] for one, codes, of in parts if of[0]})

    def used_in(self, cells: Iterable[Cell]) -> tuple[SeriesDimension, ...]:
        """The dimensions and categories that these cells are split by."""
        used = {part for cell in cells for part in cell.parts}
        found: list[SeriesDimension] = []
        for one in self._dimensions:
            kept = tuple(c for c in one.categories if (one.code, c.code) in used)
            if kept:
                found.append(SeriesDimension(one.code, one.title, kept))
        return tuple(found)
