"""Defining indicators. Partners are told of a changed definition: a new version."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session, col, func, select

from impact_hub.features.impact_logic.models import Result
from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import (
    Category,
    Dimension,
    Indicator,
    IndicatorVersion,
    Split,
    SplitDimension,
)
from impact_hub.features.indicators.rules.kinds import (
    Direction,
    Method,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.indicators.service.splitting import set_splits
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative
from impact_hub.features.initiatives.rules import check_words
from impact_hub.identity.permissions import Actor
from impact_hub.kit import audit, clock
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import Conflict, Invalid, NotFound
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

# A change of one of these changes what the figures mean.
VERSIONED = (
    "titles",
    "definitions",
    "units",
    "part_names",
    "whole_names",
    "currency",
    "kind",
    "over_time",
    "over_partners",
    "direction",
    "rhythm",
    "counts_people",
)


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
    """Define an indicator, asked from a day on; None: from the initiative's beginning.

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
        starts=starts or initiative.starts,
        created_at=clock.now(),
    )
    _apply(indicator, definition)
    session.add(indicator)
    session.flush()
    set_splits(session, actor, indicator, definition.splits)
    _record(session, actor, "indicator.add", indicator)
    return indicator


def edit_indicator(
    session: Session,
    actor: Actor,
    slug: str,
    code: str,
    definition: Definition,
    *,
    why: str = "",
) -> Indicator:
    """Change a definition. The earlier one is kept, with the reason for the change."""
    indicator = queries.get_to_edit(session, actor, slug, code)
    initiative = session.get_one(Initiative, indicator.initiative_id)
    _check(session, initiative, definition)
    if definition.kind is not indicator.kind:
        raise Invalid("indicators.kind_is_fixed", field="kind")

    before = _snapshot(session, indicator)
    _apply(indicator, definition)
    set_splits(session, actor, indicator, definition.splits)
    if _snapshot(session, indicator) != before:
        session.add(
            IndicatorVersion(
                indicator_id=id_of(indicator),
                version=indicator.version,
                definition=before,
                replaced_at=clock.now(),
                replaced_by=actor.name,
                replaced_by_id=actor.person_id,
                why=why[:500],
            )
        )
        indicator.version += 1
    _record(session, actor, "indicator.edit", indicator)
    return indicator


def retire_indicator(session: Session, actor: Actor, slug: str, code: str) -> None:
    """Ask for it no longer, from today on. What was reported stays."""
    indicator = queries.get_to_edit(session, actor, slug, code)

    indicator.ends = indicator.ends or clock.today() - timedelta(days=1)
    _record(session, actor, "indicator.retire", indicator)


def restore_indicator(session: Session, actor: Actor, slug: str, code: str) -> None:
    """Ask for it again."""
    indicator = queries.get_to_edit(session, actor, slug, code)

    indicator.ends = None
    _record(session, actor, "indicator.restore", indicator)


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
    _record(session, actor, "indicator.move", indicator)


def _check(session: Session, initiative: Initiative, definition: Definition) -> None:
    check_words(definition.titles, initiative.languages, field="title")
    Method(definition.kind, definition.over_time, definition.over_partners)
    if definition.kind is ValueKind.AMOUNT and len(definition.currency) != 3:
        raise Invalid("indicators.currency_needed", field="currency")
    if not re.match(r"https?://|$", definition.source_url):
        raise Invalid("organisations.not_a_website", field="source_url")
    summed_over = definition.summed_over_id
    if summed_over is not None and (summed_over,) not in definition.splits:
        raise Invalid("indicators.sum_of_no_categories", field="summed_over")
    if definition.result_id is not None:
        result = session.get(Result, definition.result_id)
        if result is None or result.initiative_id != initiative.id:
            raise NotFound("impact_logic.no_such_result")


def _apply(indicator: Indicator, definition: Definition) -> None:
    for name in COLUMNS:
        setattr(indicator, name, getattr(definition, name))


def _snapshot(session: Session, indicator: Indicator) -> dict[str, object]:
    """The definition as it is kept: its words and rules, and how it is split."""
    rows = session.exec(
        select(Split.id, Dimension)
        .join(SplitDimension, col(SplitDimension.split_id) == Split.id)
        .join(Dimension, col(Dimension.id) == SplitDimension.dimension_id)
        .where(Split.indicator_id == indicator.id)
        .order_by(col(Split.position), col(SplitDimension.position))
    ).all()
    codes = {id_of(dimension): dimension.code for _, dimension in rows}
    splits: defaultdict[int | None, list[str]] = defaultdict(list)
    for split_id, dimension in rows:
        splits[split_id].append(dimension.code)
    categories = session.exec(
        select(Category.dimension_id, Category.code)
        .where(
            col(Category.dimension_id).in_(codes),
            col(Category.retired_at).is_(None),
        )
        .order_by(col(Category.position), col(Category.id))
    )
    asked: dict[str, list[str]] = {code: [] for code in codes.values()}
    for dimension_id, code in categories:
        asked[codes[dimension_id]].append(code)
    return {
        **{name: getattr(indicator, name) for name in VERSIONED},
        "splits": list(splits.values()),
        "summed_over": codes.get(indicator.summed_over_id or 0, ""),
        "categories": asked,
    }


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


def _record(session: Session, actor: Actor, action: str, indicator: Indicator) -> None:
    audit.record(
        session,
        actor,
        action,
        indicator.id,
        within=indicator.initiative_id,
        code=indicator.code,
    )
