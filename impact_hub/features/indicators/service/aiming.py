"""Where we start, and where we want to be. What it was before is kept, with why."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, select

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import (
    AimChange,
    Indicator,
    PartnerBaseline,
    Target,
)
from impact_hub.features.indicators.queries import partners
from impact_hub.features.indicators.rules import lengths
from impact_hub.features.indicators.rules.kinds import KINDS
from impact_hub.features.indicators.rules.values import plain
from impact_hub.features.indicators.service.versions import grow
from impact_hub.identity.permissions import Actor
from impact_hub.kit import audit, clock
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import Invalid
from impact_hub.kit.forms import check_length


@dataclass(frozen=True)
class NewTarget:
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
    why: str = "",
) -> None:
    """Say where all together start; None: from nothing."""
    indicator = queries.get_to_edit(session, actor, slug, code)
    _check(indicator, [] if figure is None else [NewTarget(date.min, figure)])

    with _keeping(session, actor, indicator, why=why):
        indicator.baseline, indicator.baseline_on = figure, on
    audit.record_in(session, actor, "indicator.baseline", indicator)


def set_targets(
    session: Session,
    actor: Actor,
    slug: str,
    code: str,
    aims: Sequence[NewTarget],
    *,
    why: str = "",
) -> None:
    """Say where all together want to be: replaces what was aimed at before."""
    indicator = queries.get_to_edit(session, actor, slug, code)
    _check(indicator, aims)

    with _keeping(session, actor, indicator, why=why):
        _replace(session, indicator, None, aims)
    audit.record_in(session, actor, "indicator.targets", indicator)


def set_aims(
    session: Session,
    actor: Actor,
    slug: str,
    code: str,
    *,
    baseline: Decimal | None,
    baseline_on: date | None,
    aims: Sequence[NewTarget],
    why: str = "",
) -> None:
    """Say both at once: one change with one reason."""
    indicator = queries.get_to_edit(session, actor, slug, code)
    given = [] if baseline is None else [NewTarget(date.min, baseline)]
    _check(indicator, [*given, *aims])

    with _keeping(session, actor, indicator, why=why):
        indicator.baseline, indicator.baseline_on = baseline, baseline_on
        _replace(session, indicator, None, aims)
    audit.record_in(session, actor, "indicator.targets", indicator)


def set_partner_aims(
    session: Session,
    actor: Actor,
    slug: str,
    code: str,
    organisation_id: int,
    *,
    baseline: Decimal | None,
    aims: Sequence[NewTarget],
    why: str = "",
) -> None:
    """Say where one partner starts and wants to be."""
    indicator = queries.get_to_edit(session, actor, slug, code)
    _check(indicator, aims)
    partners.check(session, actor, indicator.initiative_id, {organisation_id})

    with _keeping(session, actor, indicator, organisation_id, why=why):
        own = _own_baseline(session, indicator, organisation_id)
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
    audit.record_in(session, actor, "indicator.partner_targets", indicator)


@contextmanager
def _keeping(
    session: Session,
    actor: Actor,
    indicator: Indicator,
    organisation_id: int | None = None,
    *,
    why: str,
) -> Generator[None]:
    """Write down what baseline and targets were before, and are now, if they change.
    The first ones that an indicator gets replace nothing."""
    check_length(why, most=lengths.WHY, field="why")
    before = _kept(session, indicator, organisation_id)
    yield
    session.flush()
    after = _kept(session, indicator, organisation_id)
    if before == after:
        return
    grow(indicator)
    if any(before.values()):
        session.add(
            AimChange(
                indicator_id=id_of(indicator),
                organisation_id=organisation_id,
                version=indicator.version,
                before=before,
                after=after,
                at=clock.now(),
                who=actor.name,
                who_id=actor.person_id,
                why=why,
            )
        )


def _kept(
    session: Session, indicator: Indicator, organisation_id: int | None
) -> dict[str, object]:
    """Baseline and targets as they are kept: figures as they were written."""
    targets = session.exec(
        select(Target)
        .where(Target.indicator_id == indicator.id, _whose(organisation_id))
        .order_by(col(Target.due))
    )
    baseline, on = indicator.baseline, indicator.baseline_on
    if organisation_id is not None:
        own = _own_baseline(session, indicator, organisation_id)
        baseline, on = (own.figure if own else None), None
    return {
        "baseline": plain(baseline),
        "baseline_on": on.isoformat() if on else "",
        "targets": [[each.due.isoformat(), plain(each.figure)] for each in targets],
    }


def _own_baseline(
    session: Session, indicator: Indicator, organisation_id: int
) -> PartnerBaseline | None:
    return session.exec(
        select(PartnerBaseline).where(
            PartnerBaseline.indicator_id == indicator.id,
            PartnerBaseline.organisation_id == organisation_id,
        )
    ).one_or_none()


def _whose(organisation_id: int | None) -> ColumnElement[bool]:
    if organisation_id is None:
        return col(Target.organisation_id).is_(None)
    return col(Target.organisation_id) == organisation_id


def _replace(
    session: Session,
    indicator: Indicator,
    organisation_id: int | None,
    aims: Sequence[NewTarget],
) -> None:
    whose = _whose(organisation_id)
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


def _check(indicator: Indicator, aims: Sequence[NewTarget]) -> None:
    if aims and not KINDS[indicator.kind].has_targets:
        raise Invalid("indicators.no_targets_for_kind", field="targets")
    days = [aim.due for aim in aims]
    if len(set(days)) < len(days):
        raise Invalid("indicators.two_targets_on_a_day", field="targets")
