"""Reads of the impact logic. Whoever sees an initiative sees its logic."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from impact_hub.features.impact_logic.models import Link, Result
from impact_hub.features.impact_logic.rows import LinkRow, LogicRows, ResultRow
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import NotFound


def get_logic(session: Session, actor: Actor, slug: str) -> LogicRows:
    """The whole impact logic of an initiative."""
    initiative = initiatives.get_initiative(session, actor, slug)
    return LogicRows(
        languages=tuple(initiative.languages),
        results=tuple(_results(session, id_of(initiative))),
        links=tuple(_links(session, id_of(initiative))),
    )


def list_results(session: Session, actor: Actor, slug: str) -> list[ResultRow]:
    """Every result of an initiative, from the lowest step up, from the left."""
    initiative = initiatives.get_initiative(session, actor, slug)
    return _results(session, id_of(initiative))


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


def row_of(result: Result) -> ResultRow:
    """A result as it is read."""
    return ResultRow(
        id=id_of(result),
        step=result.step,
        titles=result.titles,
        descriptions=result.descriptions,
        revision=result.revision,
    )


def _results(session: Session, initiative_id: int) -> list[ResultRow]:
    found: Sequence[Result] = session.exec(
        select(Result)
        .where(Result.initiative_id == initiative_id)
        .order_by(col(Result.step), col(Result.position), col(Result.id))
    ).all()
    return [row_of(each) for each in found]


def _links(session: Session, initiative_id: int) -> list[LinkRow]:
    found: Sequence[Link] = session.exec(
        select(Link)
        .join(Result, col(Link.cause_id) == Result.id)
        .where(Result.initiative_id == initiative_id)
        .order_by(col(Link.id))
    ).all()
    return [
        LinkRow(
            id_of(link), link.cause_id, link.effect_id, link.assumptions, link.revision
        )
        for link in found
    ]
