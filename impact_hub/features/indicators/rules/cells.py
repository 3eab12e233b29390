"""Where a value stands: the total, a category, or a crossing of categories."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from impact_hub.kit.errors import Invalid
from impact_hub.kit.exact import difference, total

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A set of (dimension, category) codes; the empty one is the total.

    Its text, in the database and in files, is `""` for the total, `"age=0-17"` for a
    category, `"age=0-17&sex=f"` for a crossing: sorted, so that each cell has one text.
    """

    parts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, categories: Mapping[str, str]) -> "Cell":
        """The cell for category codes by dimension code."""
        return cls(tuple(sorted(categories.items())))

    @classmethod
    def read(cls, text: str) -> "Cell":
        """The cell for its text; Invalid where the text is none."""
        if not text:
            return TOTAL
        pairs = [part.partition("=") for part in text.split("&")]
        codes = [(dimension, category) for dimension, _, category in pairs]
        well_formed = all(_CODE.fullmatch(c) for pair in codes for c in pair)
        if not well_formed or len({dimension for dimension, _ in codes}) < len(codes):
            raise Invalid("indicators.no_such_cell", field="categories", raw=text[:80])
        return cls(tuple(sorted(codes)))

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The codes of the dimensions that it is split by."""
        return tuple(dimension for dimension, _ in self.parts)

    @property
    def is_total(self) -> bool:
        return not self.parts

    def __str__(self) -> str:
        return "&".join(f"{dimension}={category}" for dimension, category in self.parts)


TOTAL = Cell()


@dataclass(frozen=True, slots=True)
class Excess:
    """The cells of a split add up to more than what is split."""

    dimensions: tuple[str, ...]
    total: Decimal
    categories: Decimal
    within: Cell = TOTAL  # the cell whose figure `total` is


def not_specified(
    cells: Mapping[Cell, Decimal], dimensions: tuple[str, ...]
) -> Decimal | None:
    """What the total has beyond its categories; None without a total or a category."""
    whole = cells.get(TOTAL)
    categories = sum_of_categories(cells, dimensions)
    if whole is None or categories is None:
        return None
    return difference(whole, categories)


def sum_of_categories(
    cells: Mapping[Cell, Decimal], dimensions: tuple[str, ...], within: Cell = TOTAL
) -> Decimal | None:
    """The sum of the cells split by exactly these dimensions; None without any.

    Only those `within` a category, where one is given.
    """
    return total(
        value
        for cell, value in cells.items()
        if cell.dimensions == dimensions and set(within.parts) <= set(cell.parts)
    )


def excesses(cells: Mapping[Cell, Decimal]) -> Iterator[Excess]:
    """Each split that adds up to more than what is split: the total, or a category."""
    splits = sorted({cell.dimensions for cell in cells})
    for whole, figure in sorted(cells.items(), key=lambda item: item[0].parts):
        for dimensions in splits:
            if not set(whole.dimensions) < set(dimensions):
                continue
            categories = sum_of_categories(cells, dimensions, whole)
            if categories is not None and categories > figure:
                yield Excess(dimensions, figure, categories, whole)


def crossed(dimensions: Sequence[tuple[str, Sequence[str]]]) -> Iterator[Cell]:
    """Every cell of a split by these dimensions, each with the codes of its categories.

    Two by three give six, the last dimension's categories following each other fastest.
    """
    codes = [[(code, category) for category in of] for code, of in dimensions]
    for parts in product(*codes):
        yield Cell(tuple(sorted(parts)))
