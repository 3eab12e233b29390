"""An indicator's form as a whole: its definition, its baseline and its targets."""

from collections.abc import Sequence
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
from impact_hub.features.indicators.service.assigning import assign_partners
from impact_hub.features.indicators.service.defining import (
    Definition,
    add_indicator,
    edit_indicator,
)
from impact_hub.identity.permissions import Actor


@dataclass(frozen=True)
class Aims:
    """Where all together start, and where they want to be."""

    baseline: Decimal | None = None
    baseline_on: date | None = None
    targets: Sequence[Aim] = ()


def save_indicator(
    session: Session,
    actor: Actor,
    slug: str,
    code: str | None,
    definition: Definition,
    aims: Aims,
    *,
    partners: set[int] | None = None,
    why: str = "",
) -> Indicator:
    """Add an indicator, or change the one of this code; all of it or nothing.

    `partners` are the organisations that report it from now on; None: as it is.
    """
    if code is None:
        indicator = add_indicator(session, actor, slug, definition)
    else:
        indicator = edit_indicator(session, actor, slug, code, definition, why=why)
    kept = indicator.code
    set_baseline(session, actor, slug, kept, figure=aims.baseline, on=aims.baseline_on)
    set_targets(session, actor, slug, kept, aims.targets)
    if partners is not None:
        assign_partners(session, actor, slug, kept, partners)
    return indicator
