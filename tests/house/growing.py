"""The world of the tests, small and grown: more of all that a hub gets more of."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product

from sqlmodel import Session

from impact_hub.features.impact_logic.models import Result
from impact_hub.features.indicators.models import Indicator
from impact_hub.features.indicators.rules.kinds import (
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.initiatives.models import Period
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.identity.models import Organisation
from impact_hub.identity.permissions import Role, house
from impact_hub.kit import audit, clock
from impact_hub.kit.calendar import Rhythm, calendar
from tests.factories import (
    assign,
    make_dimension,
    make_indicator,
    make_initiative,
    make_invitation,
    make_link,
    make_member,
    make_organisation,
    make_period,
    make_result,
    make_target,
    make_update,
    make_value,
    take_part,
)
from tests.people import Cast
from tests.world import World, cast_in, world_in

METHODS = [
    (ValueKind.COUNT, OverTime.SUM, OverPartners.SUM),
    (ValueKind.COUNT, OverTime.LATEST, OverPartners.RANGE),
    (ValueKind.COUNT, OverTime.AVERAGE, OverPartners.SUM),
    (ValueKind.RATIO, OverTime.SUM, OverPartners.SUM),
    (ValueKind.YES_NO, OverTime.LATEST, OverPartners.SUM),
]
SPANS = list(calendar(date(2023, 1, 1), date(2026, 3, 31), Rhythm.QUARTER))[::-1]
STATUSES = [Status.APPROVED, Status.SUBMITTED, Status.RETURNED, Status.APPROVED]


@dataclass(frozen=True)
class Grown:
    """Who looks, and at what."""

    cast: Cast
    world: World
    invitation: str


def grow(session: Session, times: int) -> Grown:
    """So many times of everything: organisations, people, indicators, periods …"""
    cast = cast_in(session)
    world = world_in(session)
    _initiatives(session, cast, times)
    for _ in range(times):
        make_member(session, cast.backbone, Role.VIEWER)
        make_member(session, cast.partner, Role.VIEWER)
        make_invitation(session, cast.backbone)
        make_invitation(session, cast.partner)
    _, token = make_invitation(session, cast.partner)
    _logic(session, world, times)
    partners = [cast.partner, cast.other_partner]
    for _ in range(times):
        partners.append(make_organisation(session))
        take_part(session, world.initiative, partners[-1])
        take_part(session, world.initiative, make_organisation(session), Part.FUNDER)
    indicators = _indicators(session, world, partners, times)
    periods = [
        make_period(session, world.initiative, span) for span in SPANS[: 1 + times]
    ]
    _figures(session, world, partners, indicators, [*periods, world.quarter])
    return Grown(cast, world, token)


def _initiatives(session: Session, cast: Cast, times: int) -> None:
    """Others that the same people take part in, each with something to do."""
    for number in range(times):
        other = make_initiative(session, cast.backbone, opened_at=clock.now())
        take_part(session, other, cast.partner)
        take_part(session, other, cast.funding, Part.FUNDER)
        indicator = make_indicator(session, other, code=f"other-{number}")
        assign(session, indicator, cast.partner)
        earlier = make_period(session, other, SPANS[0])
        make_period(session, other)
        update = make_update(
            session,
            earlier,
            cast.partner,
            status=Status.SUBMITTED,
            submitted_at=clock.now(),
        )
        make_value(session, update, indicator, figure=Decimal(7))


def _logic(session: Session, world: World, times: int) -> None:
    above: Result = world.upper
    for number in range(times):
        below = make_result(session, world.initiative, step=1 + number % 4)
        if below.step < above.step:
            make_link(session, below, above)


def _indicators(
    session: Session, world: World, partners: list[Organisation], times: int
) -> list[Indicator]:
    rows = [world.people]
    for number, (kind, over_time, over_partners) in product(range(times), METHODS):
        dimension = make_dimension(
            session,
            world.initiative,
            f"d{len(rows)}",
            *(f"c{each}" for each in range(1 + times)),
        )
        splits = () if kind is ValueKind.YES_NO else (dimension, world.age)
        indicator = make_indicator(
            session,
            world.initiative,
            *splits,
            kind=kind,
            over_time=over_time,
            over_partners=over_partners,
            result_id=world.lower.id,
        )
        for year in range(1 + number):
            make_target(
                session, indicator, due=date(2026 + year, 12, 31), figure=Decimal(1)
            )
        for partner in partners:
            assign(session, indicator, partner)
        rows.append(indicator)
    return rows


def _figures(
    session: Session,
    world: World,
    partners: list[Organisation],
    indicators: list[Indicator],
    periods: list[Period],
) -> None:
    """Updates of every status; the last period's are still to come, but for one."""
    everyone = list(product(range(len(periods) - 1), range(len(partners))))
    for at, number in [*everyone, (len(periods) - 1, 1)]:
        update = make_update(
            session,
            periods[at],
            partners[number],
            status=STATUSES[(at + number) % len(STATUSES)],
            submitted_at=clock.now(),
        )
        if update.status is Status.APPROVED:
            audit.record(
                session,
                house("tests"),
                "update.approve",
                update.id,
                within=world.initiative.id,
            )
        for indicator in indicators:
            for cell in ("", "age=0-17", "age=18-64"):
                given = {"figure": Decimal(at % 2)}
                if indicator.kind is ValueKind.RATIO:
                    given = {"numerator": Decimal(3), "denominator": Decimal(40)}
                make_value(session, update, indicator, cell=cell, **given)
