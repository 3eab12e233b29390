"""A small initiative with everything in it, in which tests begin.

It is in every database that tests are given, and so is the cast: made once in a process
(`settle`), and from then on only looked up (`cast_in`, `world_in`), without a query.
"""

from dataclasses import dataclass, replace
from typing import TypeVar

from sqlmodel import Session

from impact_hub.features.impact_logic.models import Link, Result
from impact_hub.features.indicators.models import Dimension, Indicator
from impact_hub.features.initiatives.models import Initiative, Participation, Period
from impact_hub.features.initiatives.rules import Part
from impact_hub.kit.db import Row, id_of
from tests.factories import (
    assign,
    make_dimension,
    make_indicator,
    make_initiative,
    make_link,
    make_period,
    make_result,
    make_share,
    take_part,
)
from tests.people import Cast, settle_cast

T = TypeVar("T", bound="Cast | World")


@dataclass(frozen=True)
class World:
    """One initiative of the cast's backbone. The second quarter can be reported on."""

    initiative: Initiative
    as_partner: Participation
    as_other_partner: Participation
    as_funder: Participation
    lower: Result
    upper: Result
    link: Link  # from the lower to the upper
    age: Dimension  # 0-17, 18-64
    people: Indicator  # a count, split by age
    share: Indicator  # a ratio
    quarter: Period  # 2026-Q2, open on the day on which the clock stands

    @property
    def slug(self) -> str:
        return self.initiative.slug


@dataclass(frozen=True)
class Settled:
    """The cast and the world as they are in the beginning, in every database."""

    cast: Cast
    world: World


_settled: list[Settled] = []


def settle(session: Session) -> None:
    """Put the cast and the world into an empty database, with the same numbers."""
    cast = settle_cast(session)
    made = Settled(cast, settle_world(session, cast))
    session.flush()
    if _settled:
        assert _numbers_of(made.world) == _numbers_of(_settled[0].world)
    else:
        _settled.append(made)


def cast_in(session: Session) -> Cast:
    """The people of the tests, in their organisations."""
    return _rows_in(session, _settled[0].cast)


def world_in(session: Session) -> World:
    """The initiative of the tests: nobody has reported anything."""
    return _rows_in(session, _settled[0].world)


def _rows_in(session: Session, found: T) -> T:
    """The same, its rows belonging to this session as if it had just read them."""
    rows = {
        name: session.merge(row, load=False)
        for name, row in vars(found).items()
        if isinstance(row, Row)
    }
    return replace(found, **rows)


def _numbers_of(world: World) -> list[int]:
    return [id_of(row) for row in vars(world).values()]


def settle_world(session: Session, cast: Cast) -> World:
    """Both partners owe both indicators; nobody has reported anything."""
    initiative = make_initiative(session, cast.backbone, slug="world")
    age = make_dimension(session, initiative, "age", "0-17", "18-64")
    people = make_indicator(session, initiative, age, code="people")
    share = make_share(session, initiative)
    for indicator in (people, share):
        assign(session, indicator, cast.partner)
        assign(session, indicator, cast.other_partner)
    lower = make_result(session, initiative, step=2)
    upper = make_result(session, initiative, step=5)
    return World(
        initiative=initiative,
        as_partner=take_part(session, initiative, cast.partner),
        as_other_partner=take_part(session, initiative, cast.other_partner),
        as_funder=take_part(session, initiative, cast.funding, Part.FUNDER),
        lower=lower,
        upper=upper,
        link=make_link(session, lower, upper),
        age=age,
        people=people,
        share=share,
        quarter=make_period(session, initiative),
    )
