"""Verbs on results and links."""

from dataclasses import dataclass, field

from sqlmodel import Session, col, func, select

from impact_hub.features.impact_logic import queries, rules
from impact_hub.features.impact_logic.models import Link, Result
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative
from impact_hub.features.initiatives.rules import check_words
from impact_hub.identity.permissions import Actor
from impact_hub.kit import audit
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import Conflict, Invalid, NotFound


@dataclass(frozen=True)
class Wording:
    """What a result says, by language."""

    titles: dict[str, str]
    descriptions: dict[str, str] = field(default_factory=dict[str, str])


def add_result(
    session: Session, actor: Actor, slug: str, *, step: int, wording: Wording
) -> Result:
    """Put a new result on a step, at its right end."""
    initiative = initiatives.get_to_edit(session, actor, slug)
    rules.check_step(step)
    check_words(wording.titles, initiative.languages, field="title")

    result = Result(
        initiative_id=id_of(initiative),
        step=step,
        titles=wording.titles,
        descriptions=wording.descriptions,
        position=_next_position(session, id_of(initiative), step),
    )
    session.add(result)
    session.flush()
    _record(session, actor, "result.add", result)
    return result


def edit_result(
    session: Session, actor: Actor, result_id: int, *, step: int, wording: Wording
) -> Result:
    """Change what a result says, or put it on another step."""
    result = queries.get_to_edit(session, actor, result_id)
    languages = session.get_one(Initiative, result.initiative_id).languages
    rules.check_step(step)
    check_words(wording.titles, languages, field="title")
    for cause, effect in _linked_steps(session, result, step):
        rules.check_link(cause, effect, field="step")

    if step != result.step:
        result.position = _next_position(session, result.initiative_id, step)
    result.step = step
    result.titles, result.descriptions = wording.titles, wording.descriptions
    _record(session, actor, "result.edit", result)
    return result


def move_result(session: Session, actor: Actor, result_id: int, *, by: int) -> None:
    """Move a result along its step: -1 to the left, 1 to the right."""
    result = queries.get_to_edit(session, actor, result_id)
    on_step = list(
        session.exec(
            select(Result)
            .where(
                Result.initiative_id == result.initiative_id,
                Result.step == result.step,
            )
            .order_by(col(Result.position), col(Result.id))
        )
    )
    place = on_step.index(result)
    on_step.insert(max(0, place + by), on_step.pop(place))
    for position, each in enumerate(on_step):
        each.position = position
    _record(session, actor, "result.move", result)


def remove_result(session: Session, actor: Actor, result_id: int) -> None:
    """Take a result out, with its links. Its indicators stay, without a result."""
    result = queries.get_to_edit(session, actor, result_id)

    session.delete(result)
    _record(session, actor, "result.remove", result)


def add_link(
    session: Session,
    actor: Actor,
    cause_id: int,
    *,
    effect_id: int,
    assumptions: dict[str, str],
) -> Link:
    """Say that one result leads to another, if …"""
    cause = queries.get_to_edit(session, actor, cause_id)
    effect = queries.get_to_edit(session, actor, effect_id)
    if effect.initiative_id != cause.initiative_id:
        raise NotFound("impact_logic.no_such_result")
    if effect.id == cause.id:
        raise Invalid("impact_logic.link_to_itself", field="leads_to")
    rules.check_link(cause.step, effect.step)
    same = select(Link).where(Link.cause_id == cause_id, Link.effect_id == effect_id)
    if session.exec(same).one_or_none() is not None:
        raise Conflict("impact_logic.link_exists")

    link = Link(cause_id=cause_id, effect_id=effect_id, assumptions=assumptions)
    session.add(link)
    session.flush()
    _record(session, actor, "link.add", cause)
    return link


def remove_link(session: Session, actor: Actor, link_id: int) -> None:
    """Take a link out."""
    actor.require_sign_in()
    link = session.get(Link, link_id)
    if link is None:
        raise NotFound("impact_logic.no_such_link")
    cause = queries.get_to_edit(session, actor, link.cause_id)

    session.delete(link)
    _record(session, actor, "link.remove", cause)


def _next_position(session: Session, initiative_id: int, step: int) -> int:
    last = select(func.max(Result.position)).where(
        Result.initiative_id == initiative_id, Result.step == step
    )
    highest = session.exec(last).one()
    return 0 if highest is None else highest + 1


def _linked_steps(session: Session, result: Result, step: int) -> list[tuple[int, int]]:
    """(cause, effect) steps of its links, as they would be with it on `step`."""
    effects = session.exec(
        select(Result.step)
        .join(Link, col(Link.effect_id) == Result.id)
        .where(Link.cause_id == result.id)
    )
    causes = session.exec(
        select(Result.step)
        .join(Link, col(Link.cause_id) == Result.id)
        .where(Link.effect_id == result.id)
    )
    return [(step, effect) for effect in effects] + [(cause, step) for cause in causes]


def _record(session: Session, actor: Actor, action: str, result: Result) -> None:
    audit.record(session, actor, action, result.id, within=result.initiative_id)
