"""All the figures that somebody may take away, and what they mean."""

from sqlmodel import Session

from impact_hub.features.exchange.formats.codebook import write_codebook
from impact_hub.features.exchange.formats.own import write_rows
from impact_hub.features.exchange.queries.known import get_values
from impact_hub.features.exchange.rules.records import Record
from impact_hub.features.indicators import queries as indicators
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.identity.permissions import Actor
from impact_hub.kit.errors import Forbidden
from impact_hub.kit.tabular import Layout
from impact_hub.texts import pick


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
    return [record for record in records if record.says_something]


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
    return write_codebook(rows, lambda words: pick(words, actor.locale), layout)
