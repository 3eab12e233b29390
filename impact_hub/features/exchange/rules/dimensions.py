"""The dimensions and categories of a statistics file, and their codes."""

from collections.abc import Iterable, Sequence

from impact_hub.features.exchange.rules.codes import Codes
from impact_hub.features.exchange.rules.geography import Located, geo_codes
from impact_hub.features.exchange.rules.sheets import Category, Dimension
from impact_hub.features.indicators.rules.cells import Cell


class Codebook:
    """The codes of a whole file: the same in all its series."""

    def __init__(self, titles: Sequence[str], rows: Sequence[Located]) -> None:
        given = Codes(fallback="dimension")
        areas = geo_codes(rows)
        self._dimensions: list[Dimension] = []
        self._codes: list[dict[str, str]] = []  # of the categories, by title
        for place, title in enumerate(titles):
            code = given.code_for(title)
            codes = _codes(cells[place] for _, cells in rows)
            categories = tuple(
                Category(codes[name], name, areas.get((place, name), ""))
                for name in codes
            )
            self._dimensions.append(Dimension(code, title, categories))
            self._codes.append(codes)

    def cell(self, categories: Sequence[str]) -> Cell:
        """Where a row stands, by its category in each dimension, "" for all."""
        parts = zip(self._dimensions, self._codes, categories, strict=True)
        return Cell.of({one.code: codes[name] for one, codes, name in parts if name})

    def used_in(self, cells: Iterable[Cell]) -> tuple[Dimension, ...]:
        """The dimensions and categories that these cells are split by."""
        used = {part for cell in cells for part in cell.parts}
        found: list[Dimension] = []
        for one in self._dimensions:
            kept = tuple(c for c in one.categories if (one.code, c.code) in used)
            if kept:
                found.append(Dimension(one.code, one.title, kept))
        return tuple(found)


def _codes(names: Iterable[str]) -> dict[str, str]:
    codes: dict[str, str] = {}
    given = Codes(fallback="category")
    for name in names:
        if name and name not in codes:
            codes[name] = given.code_for(name)
    return codes
