"""The partners of an initiative, as far as indicators are asked of them."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, func, select

from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Participation
from impact_hub.features.initiatives.rules import Part
from impact_hub.identity.permissions import Actor
from impact_hub.kit.errors import NotFound


def since(session: Session, actor: Actor, initiative_id: int) -> dict[int, date]:
    """The reporting organisations, and since when each takes part."""
    initiative = initiatives.get_by_id(session, actor, initiative_id)
    found = (
        select(Participation.organisation_id, func.min(col(Participation.starts)))
        .where(
            Participation.initiative_id == initiative.id,
            Participation.part == Part.PARTNER,
        )
        .group_by(col(Participation.organisation_id))
    )
    return dict(session.exec(found).all())


def check(
    session: Session, actor: Actor, initiative_id: int, wanted: Collection[int]
) -> None:
    """Refuse organisations that are no partners of an initiative."""
    if not set(wanted) <= since(session, actor, initiative_id).keys():
        raise NotFound("initiatives.no_such_participation")
