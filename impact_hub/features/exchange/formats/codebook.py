"""What the codes in the figures mean: a row for each indicator and each category."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.kit.tabular import Layout, write_csv

Said = Callable[[Mapping[str, str]], str]

# Their names, and what they are called in the layout for German Excel.
COLUMNS = {
    "indicator": "Indikator",
    "title": "Name",
    "definition": "Definition",
    "unit": "Einheit",
    "kind": "Art",
    "over_time": "über die Zeit",
    "over_partners": "über die Partner",
    "direction": "Richtung",
    "rhythm": "Rhythmus",
    "dimension": "Merkmal",
    "dimension_title": "Name des Merkmals",
    "category": "Ausprägung",
    "category_title": "Name der Ausprägung",
    "source": "Quelle",
    "source_url": "Adresse der Quelle",
    "licence": "Lizenz",
}


def write_codebook(
    indicators: Iterable[IndicatorRow], said: Said, layout: Layout
) -> bytes:
    """The file, with texts as `said` chooses them from their languages."""
    lines = (
        [row.get(name, "") for name in COLUMNS]
        for indicator in indicators
        for row in _rows(indicator, said)
    )
    return write_csv(COLUMNS, lines, layout)


def _rows(indicator: IndicatorRow, said: Said) -> Iterable[dict[str, str]]:
    yield {
        "indicator": indicator.code,
        "title": said(indicator.titles),
        "definition": said(indicator.definitions),
        "unit": said(indicator.units) or indicator.currency,
        "kind": indicator.kind,
        "over_time": indicator.over_time,
        "over_partners": indicator.over_partners,
        "direction": indicator.direction,
        "rhythm": indicator.rhythm,
        "source": indicator.source,
        "source_url": indicator.source_url,
        "licence": indicator.licence,
    }
    yield from _category_rows(indicator, said)


def _category_rows(indicator: IndicatorRow, said: Said) -> Iterator[dict[str, str]]:
    for dimension in indicator.dimensions:
        for category in dimension.categories:
            yield {
                "indicator": indicator.code,
                "title": said(indicator.titles),
                "dimension": dimension.code,
                "dimension_title": said(dimension.titles),
                "category": category.code,
                "category_title": said(category.titles),
            }
