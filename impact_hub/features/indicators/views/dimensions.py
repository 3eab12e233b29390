"""How figures are split, as pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from impact_hub.features.indicators.rows import DimensionRow
from impact_hub.features.indicators.service.splitting import NewCategory
from impact_hub.kit.errors import Invalid
from impact_hub.kit.specs import Words
from impact_hub.texts import pick


@dataclass(frozen=True)
class CategoryItem:
    """A category of a dimension, or a level."""

    id: str
    title: str
    is_retired: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class DimensionItem:
    """A dimension with its categories, in order."""

    id: str
    title: str
    is_levels: bool
    categories: list[CategoryItem]
    is_first: bool
    is_last: bool


def dimension_items(rows: Sequence[DimensionRow], locale: str) -> list[DimensionItem]:
    """Every dimension of an initiative, with what stands where."""
    last = len(rows) - 1
    return [
        DimensionItem(
            str(row.id),
            pick(row.titles, locale),
            row.is_levels,
            _categories(row, locale),
            is_first=place == 0,
            is_last=place == last,
        )
        for place, row in enumerate(rows)
    ]


def _categories(row: DimensionRow, locale: str) -> list[CategoryItem]:
    last = len(row.categories) - 1
    return [
        CategoryItem(
            str(each.id),
            pick(each.titles, locale),
            each.is_retired,
            is_first=place == 0,
            is_last=place == last,
        )
        for place, each in enumerate(row.categories)
    ]


def others(
    rows: Sequence[DimensionRow], row: DimensionRow, locale: str
) -> list[tuple[str, str]]:
    """The dimensions that one can become one with."""
    return [
        (str(each.id), pick(each.titles, locale))
        for each in rows
        if each.id != row.id and each.is_levels is row.is_levels
    ]


def other_categories(
    row: DimensionRow, category_id: int, locale: str
) -> list[tuple[str, str]]:
    """The categories that one can become a part of."""
    return [
        (str(each.id), pick(each.titles, locale))
        for each in row.categories
        if each.id != category_id
    ]


def categories_of(
    lines: Words, languages: Sequence[str], *, field: str = "categories"
) -> list[NewCategory]:
    """Categories, one a line; the lines of every language belong together in order."""
    kept = {
        each: [
            line.strip() for line in lines.get(each, "").splitlines() if line.strip()
        ]
        for each in languages
    }
    main = kept[languages[0]]
    for each in languages[1:]:
        if kept[each] and len(kept[each]) != len(main):
            raise Invalid("indicators.categories_differ", field=f"{field}.{each}")
    return [
        NewCategory({each: kept[each][place] for each in languages if kept[each]})
        for place in range(len(main))
    ]
