"""Defining indicators. Partners are told of a changed definition: a new version."""

import re
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, func, select

from impact_hub.features.impact_logic.models import Result
from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import Dimension, Indicator
from impact_hub.features.indicators.queries import asking, holding
from impact_hub.features.indicators.rules import lengths
from impact_hub.features.indicators.rules.kinds import (
    KINDS,
    Direction,
    Method,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.indicators.service.splitting import put_splits
from impact_hub.features.indicators.service.versions import grow, keeping
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative
from impact_hub.features.initiatives.rules import check_time, check_words
from impact_hub.identity.permissions import Actor
from impact_hub.kit import audit, clock
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.db import check_revision, id_of
from impact_hub.kit.errors import Conflict, Invalid, NotFound
from impact_hub.kit.forms import check_length
from impact_hub.kit.slugs import unique_slug
from impact_hub.texts import pick


@dataclass(frozen=True)
class Definition:
    """What an indicator means, and how its values add up."""

    titles: dict[str, str]
    kind: ValueKind
    over_time: OverTime
    over_partners: OverPartners
    rhythm: Rhythm
    definitions: dict[str, str] = field(default_factory=dict[str, str])
    units: dict[str, str] = field(default_factory=dict[str, str])
    part_names: dict[str, str] = field(default_factory=dict[str, str])
    whole_names: dict[str, str] = field(default_factory=dict[str, str])
    currency: str = ""
    direction: Direction = Direction.UP
    counts_people: bool = True
    summed_over_id: int | None = None
    result_id: int | None = None
    splits: tuple[tuple[int, ...], ...] = ()  # each by one dimension, or crossed
    source: str = ""
    source_url: str = ""
    licence: str = ""


# Of these the indicator itself has a column of the same name.
COLUMNS = tuple(set(Definition.__dataclass_fields__) - {"splits"})


def add_indicator(
    session: Session,
    actor: Actor,
    slug: str,
    definition: Definition,
    *,
    code: str = "",
    asked_of: AskedOf = AskedOf.EVERYONE,
    starts: date | None = None,
) -> Indicator:
    """Define an indicator, asked from a day on; None: from the usual one, the first
    period that is not over yet (`rules.asking`).

    It is asked of everyone who takes part, or of nobody until partners are named.
    """
    initiative = initiatives.get_to_edit(session, actor, slug)
    _check(session, initiative, definition)

    indicator = Indicator(
        initiative_id=id_of(initiative),
        code=_free_code(session, initiative, code, definition),
        position=_next_position(session, id_of(initiative)),
        titles={},
        kind=definition.kind,
        over_time=definition.over_time,
        over_partners=definition.over_partners,
        rhythm=definition.rhythm,
        asked_of=asked_of,
        starts=starts or asking.usual_start(session, actor, slug, definition.rhythm),
        created_at=clock.now(),
    )
    _apply(indicator, definition)
    session.add(indicator)
    session.flush()
    put_splits(session, actor, indicator, definition.splits)
    audit.record_in(session, actor, "indicator.add", indicator, code=indicator.code)
    return indicator


def edit_indicator(
    session: Session,
    actor: Actor,
    slug: str,
    code: str,
    definition: Definition,
    *,
    starts: date | None = None,
    why: str = "",
    revision: int | None = None,
) -> Indicator:
    """Change a definition, and from when it is asked for where `starts` is given. The
    earlier definition is kept, with the reason for the change."""
    indicator = queries.get_to_edit(session, actor, slug, code)
    initiative = session.get_one(Initiative, indicator.initiative_id)
    check_revision(indicator, revision)
    check_length(why, most=lengths.WHY, field="why")
    _check(session, initiative, definition)
    if definition.kind is not indicator.kind:
        raise Invalid("indicators.kind_is_fixed", field="kind")
    if starts is not None:
        check_time(starts, indicator.ends)

    with keeping(session, actor, [indicator], why=why):
        _apply(indicator, definition)
        indicator.starts = starts or indicator.starts
        put_splits(session, actor, indicator, definition.splits)
    grow(indicator)
    audit.record_in(session, actor, "indicator.edit", indicator, code=indicator.code)
    return indicator


def retire_indicator(
    session: Session, actor: Actor, slug: str, code: str, *, ends: date | None = None
) -> None:
    """Ask for it no longer after a day; None: after the last period that is over.
    What was reported stays."""
    indicator = queries.get_to_edit(session, actor, slug, code)
    usual = asking.usual_end(session, actor, slug, indicator.rhythm)
    if ends is not None and ends != usual:
        check_time(indicator.starts, ends)

    indicator.ends = ends or usual
    audit.record_in(session, actor, "indicator.retire", indicator, code=indicator.code)


def restore_indicator(session: Session, actor: Actor, slug: str, code: str) -> None:
    """Ask for it again."""
    indicator = queries.get_to_edit(session, actor, slug, code)

    indicator.ends = None
    audit.record_in(session, actor, "indicator.restore", indicator, code=indicator.code)


def delete_indicator(session: Session, actor: Actor, slug: str, code: str) -> None:
    """Take away an indicator that nobody has reported; others can only be retired."""
    indicator = queries.get_to_edit(session, actor, slug, code)
    if holding.has_figures(session, actor, [id_of(indicator)]):
        raise Conflict("indicators.has_figures")

    audit.record_in(session, actor, "indicator.delete", indicator, code=indicator.code)
    session.delete(indicator)
    session.flush()


def move_indicator(
    session: Session, actor: Actor, slug: str, code: str, *, by: int
) -> None:
    """Move an indicator among those of the same result: -1 up, 1 down."""
    indicator = queries.get_to_edit(session, actor, slug, code)
    everyone = list(
        session.exec(
            select(Indicator)
            .where(Indicator.initiative_id == indicator.initiative_id)
            .order_by(col(Indicator.position), col(Indicator.id))
        )
    )
    siblings = [each for each in everyone if each.result_id == indicator.result_id]
    place = siblings.index(indicator)
    moved = [*siblings]
    moved.insert(max(0, place + by), moved.pop(place))
    places = iter(moved)
    for position, each in enumerate(everyone):
        (next(places) if each in siblings else each).position = position
    audit.record_in(session, actor, "indicator.move", indicator, code=indicator.code)


def _check(session: Session, initiative: Initiative, definition: Definition) -> None:
    check_words(definition.titles, initiative.languages, field="titles")
    _check_lengths(definition)
    Method(definition.kind, definition.over_time, definition.over_partners)
    kind = KINDS[definition.kind]
    if kind.is_money and not re.fullmatch(r"[A-Z]{3}", definition.currency):
        raise Invalid("indicators.currency_needed", field="currency")
    if not re.match(r"https?://|$", definition.source_url):
        raise Invalid("organisations.not_a_website", field="source_url")
    summed_over = definition.summed_over_id
    if summed_over is not None and (summed_over,) not in definition.splits:
        raise Invalid("indicators.sum_of_no_categories", field="summed_over")
    if kind.has_levels and not _is_levels(session, summed_over):
        raise Invalid("indicators.levels_needed", field="levels")
    if definition.result_id is not None:
        result = session.get(Result, definition.result_id)
        if result is None or result.initiative_id != initiative.id:
            raise NotFound("impact_logic.no_such_result")


# The most letters of each text.
_MOST = {
    "titles": lengths.TITLE,
    "definitions": lengths.DEFINITION,
    "units": lengths.UNIT,
    "part_names": lengths.PART,
    "whole_names": lengths.PART,
    "source": lengths.SOURCE,
    "source_url": lengths.ADDRESS,
    "licence": lengths.LICENCE,
}


def _check_lengths(definition: Definition) -> None:
    for name, most in _MOST.items():
        said: str | dict[str, str] = getattr(definition, name)
        words = {name: said} if isinstance(said, str) else said
        for language, text in words.items():
            at = name if language == name else f"{name}.{language}"
            check_length(text, most=most, field=at)


def _is_levels(session: Session, dimension_id: int | None) -> bool:
    """Whether an indicator with levels is summed over levels."""
    found = session.get(Dimension, dimension_id) if dimension_id else None
    return found is not None and found.is_levels


def _apply(indicator: Indicator, definition: Definition) -> None:
    for name in COLUMNS:
        setattr(indicator, name, getattr(definition, name))


def _free_code(
    session: Session, initiative: Initiative, wanted: str, definition: Definition
) -> str:
    taken = set(
        session.exec(
            select(Indicator.code).where(Indicator.initiative_id == initiative.id)
        )
    )
    if wanted:
        code = unique_slug(wanted, frozenset[str]().__contains__)
        if code in taken:
            raise Conflict("indicators.code_taken", taken=code)
        return code
    title = pick(definition.titles, initiative.languages[0])
    return unique_slug(title, taken.__contains__)


def _next_position(session: Session, initiative_id: int) -> int:
    last = select(func.max(Indicator.position)).where(
        Indicator.initiative_id == initiative_id
    )
    highest = session.exec(last).one()
    return 0 if highest is None else highest + 1
