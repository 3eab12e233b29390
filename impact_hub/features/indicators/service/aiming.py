"""Where we start, and where we want to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, delete, select

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import Indicator, PartnerBaseline, Target
from impact_hub.features.indicators.queries import partners
from impact_hub.identity.permissions import Actor
from impact_hub.kit import audit
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import Invalid


@dataclass(frozen=True)
class Aim:
    """A figure to be reached by a day; of a ratio, the fraction."""

    due: date
    figure: Decimal


def set_baseline(
    session: Session,
    actor: Actor,
    slug: str,
    code: str,
    *,
    figure: Decimal | None,
    on: date | None,
) -> None:
    """Say where all together start; None: from nothing."""
    indicator = queries.get_to_edit(session, actor, slug, code)

    indicator.baseline, indicator.baseline_on = figure, on
    _record(session, actor, "indicator.baseline", indicator)


def set_targets(
    session: Session, actor: Actor, slug: str, code: str, aims: Sequence[Aim]
) -> None:
    """Say where all together want to be: replaces what was aimed at before."""
    indicator = queries.get_to_edit(session, actor, slug, code)
    _check(aims)

    _replace(session, indicator, None, aims)
    _record(session, actor, "indicator.targets", indicator)


def set_partner_aims(
    session: Session,
    actor: Actor,
    slug: str,
    code: str,
    organisation_id: int,
    *,
    baseline: Decimal | None,
    aims: Sequence[Aim],
) -> None:
    """Say where one partner starts and wants to be."""
    indicator = queries.get_to_edit(session, actor, slug, code)
    _check(aims)
    partners.check(session, actor, indicator.initiative_id, {organisation_id})

    own = session.exec(
        select(PartnerBaseline).where(
            PartnerBaseline.indicator_id == indicator.id,
            PartnerBaseline.organisation_id == organisation_id,
        )
    ).one_or_none()
    if own is not None:
        session.delete(own)
        session.flush()
    if baseline is not None:
        session.add(
            PartnerBaseline(
                indicator_id=id_of(indicator),
                organisation_id=organisation_id,
                figure=baseline,
            )
        )
    _replace(session, indicator, organisation_id, aims)
    _record(session, actor, "indicator.partner_targets", indicator)


def _replace(
    session: Session,
    indicator: Indicator,
    organisation_id: int | None,
    aims: Sequence[Aim],
) -> None:
    whose = (
        col(Target.organisation_id).is_(None)
        if organisation_id is None
        else col(Target.organisation_id) == organisation_id
    )
    session.exec(delete(Target).where(col(Target.indicator_id) == indicator.id, whose))
    for aim in aims:
        session.add(
            Target(
                indicator_id=id_of(indicator),
                organisation_id=organisation_id,
                due=aim.due,
                figure=aim.figure,
            )
        )


def _check(aims: Sequence[Aim]) -> None:
    days = [aim.due for aim in aims]
    if len(set(days)) < len(days):
        raise Invalid("indicators.two_targets_on_a_day", field="targets")


def _record(session: Session, actor: Actor, action: str, indicator: Indicator) -> None:
    audit.record(session, actor, action, indicator.id, within=indicator.initiative_id)
