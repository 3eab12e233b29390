"""Which dimension and category of the hub each one of a statistics file is. Pure.

Those of the same name are the same. Where none has the name, one is made. A dimension
by which partners are asked for figures is never given new categories for statistics:
they would be asked for them too. Such statistics get a dimension of their own.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from impact_hub.features.exchange.rules import sheets
from impact_hub.features.exchange.rules.dimensions import before_spreadsheet
from impact_hub.features.exchange.rules.plans import (
    NewArea,
    PlannedCategory,
    PlannedDimension,
    Words,
)
from impact_hub.features.exchange.rules.problems import Doubt, Problem
from impact_hub.features.exchange.rules.records import Known
from impact_hub.features.indicators.rows import CategoryRow, DimensionRow
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.kit.names import clean, key
from impact_hub.kit.slugs import slug_of, unique_slug
from impact_hub.kit.spreadsheets import pairs_before

_WHOLE = 10_000  # the whole slug of a name, not cut off

Codes = Mapping[str, str | None]  # the hub's by the file's; None: there is none yet
Named = Callable[[str], Words]  # a name in the file, by language


@dataclass(frozen=True, slots=True)
class Matched:
    """The codes that the dimensions and categories of a file have in the hub."""

    dimensions: Mapping[str, str]
    categories: Mapping[tuple[str, str], str]  # by the file's two codes
    new_dimensions: tuple[PlannedDimension, ...]
    new_categories: tuple[PlannedCategory, ...]
    new_areas: tuple[NewArea, ...]
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[Problem, ...] = ()

    def cell(self, cell: Cell) -> Cell:
        """A cell of the file, in the hub's codes."""
        return Cell.of(
            {
                self.dimensions[dimension]: self.categories[dimension, category]
                for dimension, category in cell.parts
            }
        )


def match(series: Iterable[sheets.Series], known: Known, named: Named) -> Matched:
    """Find each dimension of a file in the hub, or make it."""
    dimensions: dict[str, str] = {}
    categories: dict[tuple[str, str], str] = {}
    new_dimensions: list[PlannedDimension] = []
    new_categories: list[PlannedCategory] = []
    new_areas: list[NewArea] = []
    doubts: list[Doubt] = []
    problems: list[Problem] = []
    taken = {one.code for one in known.dimensions}
    for wanted in _together(series):
        used = dimensions.values()
        left = [one for one in known.dimensions if one.code not in used]
        found, codes = _dimension(wanted, left, known.asked)
        if found is None:
            code = unique_slug(wanted.code, taken.__contains__)
            taken.add(code)
            new_dimensions.append(PlannedDimension(code, named(wanted.title), line=1))
        else:
            code = found.code
            new_areas.extend(_areas(wanted, found, codes))
        for one in _looked_at(wanted, found, codes):
            if isinstance(one, Doubt):
                doubts.append(one)
            else:
                problems.append(one)
        dimensions[wanted.code] = code
        made = list(_made(wanted, code, found, codes, named))
        new_categories.extend(new for _, new in made)
        settled = {**codes, **{old: new.code for old, new in made}}
        for old, settled_code in settled.items():
            categories[wanted.code, old] = settled_code or ""
    return Matched(
        dimensions,
        categories,
        tuple(new_dimensions),
        tuple(new_categories),
        tuple(new_areas),
        tuple(doubts),
        tuple(problems),
    )


def is_called(titles: Words, name: str) -> bool:
    """Whether something has this name, in any language."""
    return any(key(title) == key(name) for title in titles.values())


def is_written(titles: Words, text: str) -> bool:
    """Whether it is this in any language, capitals included: MW is no mW."""
    return any(clean(title) == clean(text) for title in titles.values())


def _together(series: Iterable[sheets.Series]) -> list[sheets.SeriesDimension]:
    """The dimensions of all the series of a file, each with all its categories."""
    titles: dict[str, str] = {}
    categories: defaultdict[str, dict[str, sheets.SeriesCategory]] = defaultdict(dict)
    for one in series:
        for dimension in one.dimensions:
            titles[dimension.code] = dimension.title
            for category in dimension.categories:
                categories[dimension.code].setdefault(category.code, category)
    return [
        sheets.SeriesDimension(code, title, tuple(categories[code].values()))
        for code, title in titles.items()
    ]


def _dimension(
    wanted: sheets.SeriesDimension,
    known: Iterable[DimensionRow],
    asked: Collection[str],
) -> tuple[DimensionRow | None, Codes]:
    for one in known:
        if one.is_levels or not is_called(one.titles, wanted.title):
            continue
        codes = _categories(wanted.categories, one.categories)
        if one.code not in asked or None not in codes.values():
            return one, codes
    return None, {category.code: None for category in wanted.categories}


def _categories(
    wanted: Sequence[sheets.SeriesCategory], known: Sequence[CategoryRow]
) -> Codes:
    """The hub's code for each category, exact names first. No code is given twice.

    What a spreadsheet has made of a name is that name, where it can be only one.
    """
    codes: dict[str, str | None] = {one.code: None for one in wanted}
    given: set[str] = set()

    def give(one: sheets.SeriesCategory, candidates: Iterable[CategoryRow]) -> None:
        for found in candidates if codes[one.code] is None else ():
            if found.code not in given and _same_area(found, one):
                codes[one.code] = found.code
                given.add(found.code)
                return

    for alike in (clean, key):
        by_name = _by_name(known, alike)
        for one in wanted:
            same = by_name[alike(one.title)]
            give(one, sorted(same, key=lambda each: each.geo_code != one.geo_code))
    by_name = _by_name(known, clean)
    for one, before in _before(wanted, codes, by_name):
        if len(before) == 1:
            give(one, by_name[before[0]])
    return codes


def _by_name(
    known: Iterable[CategoryRow], alike: Callable[[str], str]
) -> defaultdict[str, list[CategoryRow]]:
    by_name: defaultdict[str, list[CategoryRow]] = defaultdict(list)
    for one in known:
        for name in dict.fromkeys(map(alike, one.titles.values())):
            by_name[name].append(one)
    return by_name


def _before(
    wanted: Iterable[sheets.SeriesCategory], codes: Codes, known: Iterable[str]
) -> Iterator[tuple[sheets.SeriesCategory, Sequence[str]]]:
    """Categories without a code that may be one in the hub by a detour: a spreadsheet
    has made a day of the one or of the other."""
    names = list(known)
    left = [one for one in wanted if codes[one.code] is None]
    there = before_spreadsheet(names, [one.title for one in left])
    came = before_spreadsheet([one.title for one in left], names)
    back: defaultdict[str, list[str]] = defaultdict(list)
    for name, before in there.items():
        for title in before:
            back[title].append(name)
    for one in left:
        if found := [*came.get(one.title, ()), *back[one.title]]:
            yield one, found


def _looked_at(
    wanted: sheets.SeriesDimension, known: DimensionRow | None, codes: Codes
) -> Iterator[Doubt | Problem]:
    """What somebody should look at: names that a spreadsheet has made, or nearly the
    same ones."""
    column = wanted.title
    hub = _by_name(known.categories if known else (), clean)
    unknown = dict.fromkeys(codes)
    detours = _before(wanted.categories, unknown, hub)
    before = {one.code: found for one, found in detours}
    slugs = {slug_of(title, longest=_WHOLE): title for title in reversed(hub)}
    for one in wanted.categories:
        raw, found = one.title, before.get(one.code, ())
        if clean(raw) in hub:
            continue
        if codes[one.code] is not None:
            if found:
                params = {"raw": raw, "before": found[0]}
                yield Doubt(one.line, column, "exchange.made_by_spreadsheet", params)
        elif len(found) > 1:
            params = {"raw": raw, "before": list(found)}
            yield Problem(one.line, column, "exchange.spreadsheet_unclear", params)
        elif pairs_before(raw):
            yield Doubt(one.line, column, "exchange.looks_like_day", {"raw": raw})
        elif other := slugs.get(slug_of(raw, longest=_WHOLE)):
            params = {"one": other, "other": raw}
            yield Doubt(one.line, column, "exchange.names_alike", params)


def _same_area(known: CategoryRow, wanted: sheets.SeriesCategory) -> bool:
    return not (known.geo_code and wanted.geo_code) or (
        known.geo_code == wanted.geo_code
    )


def _areas(
    wanted: sheets.SeriesDimension, known: DimensionRow, codes: Codes
) -> Iterator[NewArea]:
    """The categories whose area the hub does not know yet, and the file does."""
    unknown = {one.code for one in known.categories if not one.geo_code}
    for one in wanted.categories:
        code = codes[one.code]
        if code is not None and code in unknown and one.geo_code:
            yield NewArea(known.code, code, one.geo_code)


def _made(
    wanted: sheets.SeriesDimension,
    dimension: str,
    known: DimensionRow | None,
    codes: Codes,
    named: Named,
) -> Iterator[tuple[str, PlannedCategory]]:
    """The categories that are not there, with the file's code of each."""
    taken = {one.code for one in known.categories} if known else set[str]()
    for one in wanted.categories:
        if codes[one.code] is None:
            code = unique_slug(one.code, taken.__contains__)
            taken.add(code)
            titles = named(one.title)
            yield (
                one.code,
                PlannedCategory(dimension, code, titles, one.geo_code, one.line),
            )
