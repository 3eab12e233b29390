"""An indicator's form as a whole: its definition, its baseline and its targets."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from impact_hub.features.indicators.models import Indicator
from impact_hub.features.indicators.service.aiming import (
    Aim,
    set_baseline,
    set_targets,
)
from impact_hub.features.indicators.service.assigning import change_partners
from impact_hub.features.indicators.service.defining import (
    Definition,
    add_indicator,
    edit_indicator,
)
from impact_hub.identity.permissions import Actor
from impact_hub.kit import clock


@dataclass(frozen=True)
class Aims:
    """Where all together start, and where they want to be."""

    baseline: Decimal | None = None
    baseline_on: date | None = None
    targets: Sequence[Aim] = ()


@dataclass(frozen=True)
class Turned:
    """Partners who are asked from now on, and those who are not any more."""

    ask: Collection[int] = ()
    let_off: Collection[int] = ()


def save_indicator(
    session: Session,
    actor: Actor,
    slug: str,
    code: str | None,
    definition: Definition,
    aims: Aims,
    *,
    turned: Turned | None = None,
    why: str = "",
) -> Indicator:
    """Add an indicator, or change the one of this code; all of it or nothing.

    `turned` are the partners for whom it is otherwise from now on.
    """
    if code is None:
        indicator = add_indicator(session, actor, slug, definition)
    else:
        indicator = edit_indicator(session, actor, slug, code, definition, why=why)
    kept = indicator.code
    set_baseline(session, actor, slug, kept, figure=aims.baseline, on=aims.baseline_on)
    set_targets(session, actor, slug, kept, aims.targets)
    if turned is not None:
        change_partners(
            session,
            actor,
            slug,
            kept,
            ask=turned.ask,
            let_off=turned.let_off,
            since=clock.today(),
        )
    return indicator
