"""An indicator's form as a whole: its definition, its baseline and its targets."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from impact_hub.features.indicators.models import Indicator
from impact_hub.features.indicators.queries import asking
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.indicators.service.aiming import NewTarget, set_aims
from impact_hub.features.indicators.service.assigning import ask_of, change_partners
from impact_hub.features.indicators.service.defining import (
    Definition,
    add_indicator,
    edit_indicator,
)
from impact_hub.features.indicators.service.splitting import (
    NewCategory,
    add_dimension,
)
from impact_hub.identity.permissions import Actor
from impact_hub.kit.db import id_of


@dataclass(frozen=True)
class Aims:
    """Where all together start, and where they want to be."""

    baseline: Decimal | None = None
    baseline_on: date | None = None
    targets: Sequence[NewTarget] = ()


@dataclass(frozen=True)
class Turned:
    """Partners who are asked from now on, and those who are not any more."""

    ask: Collection[int] = ()
    let_off: Collection[int] = ()


@dataclass(frozen=True)
class NewLevels:
    """Levels that are typed with the indicator, the lowest first."""

    titles: dict[str, str]
    levels: list[NewCategory]
    crossed: Sequence[int] = ()  # dimensions that they are also crossed with


@dataclass(frozen=True)
class Filled:
    """The form as it was filled in. `turned` are the partners for whom it is otherwise
    from now on: of all others, whoever has joined meanwhile, nothing changes."""

    definition: Definition
    aims: Aims = field(default_factory=Aims)
    levels: NewLevels | None = None
    turned: Turned = field(default_factory=Turned)
    asked_of: AskedOf | None = None  # as it is; of a new one, everyone
    starts: date | None = None
    why: str = ""


def save_indicator(
    session: Session,
    actor: Actor,
    slug: str,
    code: str | None,
    filled: Filled,
    *,
    revision: int | None = None,
) -> Indicator:
    """Add an indicator, or change the one of this code; all of it or nothing."""
    definition = filled.definition
    if filled.levels is not None:
        definition = _with_levels(session, actor, slug, definition, filled.levels)
    if code is None:
        indicator = add_indicator(
            session,
            actor,
            slug,
            definition,
            asked_of=filled.asked_of or AskedOf.EVERYONE,
            starts=filled.starts,
        )
    else:
        indicator = edit_indicator(
            session,
            actor,
            slug,
            code,
            definition,
            starts=filled.starts,
            why=filled.why,
            revision=revision,
        )
        if filled.asked_of is not None:
            ask_of(session, actor, slug, code, filled.asked_of)
    aims = filled.aims
    set_aims(
        session,
        actor,
        slug,
        indicator.code,
        baseline=aims.baseline,
        baseline_on=aims.baseline_on,
        aims=aims.targets,
        why=filled.why,
    )
    _turn(session, actor, slug, indicator, filled.turned, is_new=code is None)
    return indicator


def _turn(
    session: Session,
    actor: Actor,
    slug: str,
    indicator: Indicator,
    turned: Turned,
    *,
    is_new: bool,
) -> None:
    """Time does not reach backwards: whoever is turned is so from the first period
    that is not over yet."""
    if not (turned.ask or turned.let_off):
        return
    usual = asking.usual_start(session, actor, slug, indicator.rhythm)
    change_partners(
        session,
        actor,
        slug,
        indicator.code,
        ask=turned.ask,
        let_off=turned.let_off,
        since=indicator.starts if is_new else usual,
    )


def _with_levels(
    session: Session,
    actor: Actor,
    slug: str,
    definition: Definition,
    levels: NewLevels,
) -> Definition:
    made = add_dimension(
        session,
        actor,
        slug,
        titles=levels.titles,
        categories=levels.levels,
        is_levels=True,
    )
    number = id_of(made)
    return replace(
        definition,
        summed_over_id=number,
        splits=((number,), *((number, one) for one in levels.crossed)),
    )
