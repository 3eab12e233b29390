"""A small initiative with everything in it, in which tests can begin."""

from dataclasses import dataclass

from sqlmodel import Session

from impact_hub.features.impact_logic.models import Link, Result
from impact_hub.features.indicators.models import Dimension, Indicator
from impact_hub.features.initiatives.models import Initiative, Participation, Period
from impact_hub.features.initiatives.rules import Part
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
from tests.people import Cast


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


def make_world(session: Session, cast: Cast) -> World:
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
