"""All the figures that somebody may take away, and what they mean."""

from collections.abc import Iterable, Iterator

from sqlmodel import Session

from impact_hub.features.exchange.queries.known import get_values
from impact_hub.features.exchange.rules.known import holds_something
from impact_hub.features.exchange.rules.own_format import Record, write_rows
from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.identity.permissions import Actor
from impact_hub.kit.errors import Forbidden
from impact_hub.kit.tabular import Layout, write_csv
from impact_hub.texts import pick

# Their names, and what they are called in the layout for German Excel.
CODEBOOK_COLUMNS = {
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


def export_figures(session: Session, actor: Actor, slug: str) -> list[Record]:
    """Every value that the actor may see as part of a whole update, with its status.

    The backbone takes all; a partner's people take all of their own. A funder sees no
    whole updates: for them, and for everyone else, the results room adds up.
    """
    actor.require_sign_in()
    initiative = initiatives.get_own(session, actor, slug)
    reader = initiatives.reader_of(session, actor, initiative)
    if not (reader.is_backbone or reader.partners):
        raise Forbidden("identity.may_not")
    values = get_values(session, actor, slug)
    records = (value.record for value in values.values())
    return [record for record in records if holds_something(record)]


def export_file(
    session: Session, actor: Actor, slug: str, layout: Layout = Layout.CSV
) -> bytes:
    """The same as a file in the hub's own format. The same values, the same bytes."""
    return write_rows(export_figures(session, actor, slug), layout)


def codebook(
    session: Session, actor: Actor, slug: str, layout: Layout = Layout.CSV
) -> bytes:
    """What the codes in the figures mean: a row for each indicator and each category.

    Whoever sees an initiative sees its definitions. Texts are in the actor's language,
    or else in the one that is there.
    """
    rows = indicators.list_indicators(session, actor, slug, retired=True)
    lines = (
        [row.get(name, "") for name in CODEBOOK_COLUMNS]
        for indicator in rows
        for row in _rows(indicator, actor.locale)
    )
    return write_csv(CODEBOOK_COLUMNS, lines, layout)


def _rows(indicator: IndicatorRow, locale: str) -> Iterable[dict[str, str]]:
    yield {
        "indicator": indicator.code,
        "title": pick(indicator.titles, locale),
        "definition": pick(indicator.definitions, locale),
        "unit": pick(indicator.units, locale) or indicator.currency,
        "kind": indicator.kind,
        "over_time": indicator.over_time,
        "over_partners": indicator.over_partners,
        "direction": indicator.direction,
        "rhythm": indicator.rhythm,
        "source": indicator.source,
        "source_url": indicator.source_url,
        "licence": indicator.licence,
    }
    yield from _category_rows(indicator, locale)


def _category_rows(indicator: IndicatorRow, locale: str) -> Iterator[dict[str, str]]:
    for dimension in indicator.dimensions:
        for category in dimension.categories:
            yield {
                "indicator": indicator.code,
                "title": pick(indicator.titles, locale),
                "dimension": dimension.code,
                "dimension_title": pick(dimension.titles, locale),
                "category": category.code,
                "category_title": pick(category.titles, locale),
            }
