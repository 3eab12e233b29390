"""Verbs on results and links."""

from sqlmodel import Session, col, func, select

from impact_hub.features.impact_logic import queries, rules
from impact_hub.features.impact_logic.forms import (
    EditLink,
    EditResult,
    NewLink,
    NewResult,
)
from impact_hub.features.impact_logic.models import Link, Result
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative
from impact_hub.features.initiatives.rules import check_words
from impact_hub.identity.permissions import Actor
from impact_hub.kit import audit
from impact_hub.kit.db import check_revision, id_of
from impact_hub.kit.errors import NotFound


def add_result(
    session: Session, actor: Actor, slug: str, *, step: int, form: NewResult
) -> Result:
    """Put a new result on a step, at its right end."""
    initiative = initiatives.get_to_edit(session, actor, slug)
    rules.check_step(step)
    form.check_limits()
    check_words(form.title, initiative.languages, field="title")

    result = Result(
        initiative_id=id_of(initiative),
        step=step,
        titles=form.title,
        descriptions=form.description,
        position=_next_position(session, id_of(initiative), step),
    )
    session.add(result)
    session.flush()
    _record(session, actor, "result.add", result)
    return result


def edit_result(
    session: Session,
    actor: Actor,
    result_id: int,
    form: EditResult,
    *,
    revision: int | None = None,
) -> Result:
    """Change what a result says, or put it on another step. `revision` is that of the
    result that was read before."""
    result = queries.get_to_edit(session, actor, result_id)
    check_revision(result, revision)
    languages = session.get_one(Initiative, result.initiative_id).languages
    rules.check_step(form.step)
    form.check_limits()
    check_words(form.title, languages, field="title")
    for cause, effect in _linked_steps(session, result, form.step):
        rules.check_steps(cause, effect, field="step")

    if form.step != result.step:
        result.position = _next_position(session, result.initiative_id, form.step)
    result.step = form.step
    result.titles, result.descriptions = form.title, form.description
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


def add_link(session: Session, actor: Actor, cause_id: int, form: NewLink) -> Link:
    """Say that one result leads to another, if …"""
    cause = queries.get_to_edit(session, actor, cause_id)
    effect = queries.get_to_edit(session, actor, form.leads_to)
    if effect.initiative_id != cause.initiative_id:
        raise NotFound("impact_logic.no_such_result")
    effects = select(Link.effect_id).where(Link.cause_id == cause_id)
    leads_to = session.exec(effects).all()
    rules.check_link(queries.row_of(cause), queries.row_of(effect), leads_to=leads_to)
    form.check_limits()

    link = Link(cause_id=cause_id, effect_id=form.leads_to, assumptions=form.assumption)
    session.add(link)
    session.flush()
    _record(session, actor, "link.add", cause)
    return link


def edit_link(
    session: Session,
    actor: Actor,
    link_id: int,
    form: EditLink,
    *,
    revision: int | None = None,
) -> Link:
    """Say anew what has to be so that the one leads to the other."""
    link, cause = _linked(session, actor, link_id)
    check_revision(link, revision)
    form.check_limits()

    link.assumptions = form.assumption
    _record(session, actor, "link.edit", cause)
    return link


def remove_link(session: Session, actor: Actor, link_id: int) -> None:
    """Take a link out."""
    link, cause = _linked(session, actor, link_id)

    session.delete(link)
    _record(session, actor, "link.remove", cause)


def _linked(session: Session, actor: Actor, link_id: int) -> tuple[Link, Result]:
    """A link that the actor may change, and the result that it starts from."""
    actor.require_sign_in()
    link = session.get(Link, link_id)
    if link is None:
        raise NotFound("impact_logic.no_such_link")
    return link, queries.get_to_edit(session, actor, link.cause_id)


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
