"""Reads of the impact logic. Whoever sees an initiative sees its logic."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from impact_hub.features.impact_logic.models import Link, Result
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import NotFound


@dataclass(frozen=True)
class LinkRow:
    """A link, as the result that it starts from shows it."""

    id: int
    effect_id: int
    assumptions: dict[str, str]


@dataclass(frozen=True)
class ResultRow:
    """A result with the links that start from it."""

    id: int
    step: int
    titles: dict[str, str]
    descriptions: dict[str, str]
    links: tuple[LinkRow, ...]


def list_results(session: Session, actor: Actor, slug: str) -> list[ResultRow]:
    """Every result of an initiative, from the lowest step up, from the left."""
    initiative = initiatives.get_initiative(session, actor, slug)
    results = session.exec(
        select(Result)
        .where(Result.initiative_id == initiative.id)
        .order_by(col(Result.step), col(Result.position), col(Result.id))
    ).all()
    links: dict[int, list[LinkRow]] = {}
    starting = (
        select(Link)
        .join(Result, col(Link.cause_id) == Result.id)
        .where(Result.initiative_id == initiative.id)
        .order_by(col(Link.id))
    )
    for link in session.exec(starting):
        row = LinkRow(id_of(link), link.effect_id, link.assumptions)
        links.setdefault(link.cause_id, []).append(row)
    return [
        ResultRow(
            id=id_of(result),
            step=result.step,
            titles=result.titles,
            descriptions=result.descriptions,
            links=tuple(links.get(id_of(result), [])),
        )
        for result in results
    ]


def get_to_edit(session: Session, actor: Actor, result_id: int) -> Result:
    """A result that the actor may change."""
    actor.require_sign_in()
    seen = (
        select(Result, col(Initiative.lead_id))
        .join(Initiative, col(Initiative.id) == Result.initiative_id)
        .where(Result.id == result_id, initiatives.seen_by(actor))
    )
    found = session.exec(seen).one_or_none()
    if found is None:
        raise NotFound("impact_logic.no_such_result")
    result, lead_id = found
    actor.require(Permission.INITIATIVE_EDIT, at=lead_id)
    return result
