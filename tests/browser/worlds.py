"""Small initiatives in a running hub, in which a journey can begin."""

import itertools
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from impact_hub.features.indicators.models import Indicator
from impact_hub.features.initiatives.models import Initiative, Period
from impact_hub.identity.models import Organisation, Person
from impact_hub.identity.permissions import Role
from impact_hub.kit import clock
from impact_hub.kit.calendar import Rhythm, from_code
from impact_hub.kit.db import id_of
from tests.browser.hubs import Hub
from tests.factories import (
    PASSWORD,
    assign,
    join,
    make_dimension,
    make_indicator,
    make_initiative,
    make_organisation,
    make_period,
    make_person_with_password,
    make_share,
    take_part,
)

__all__ = ["PASSWORD", "Place", "begin"]

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Place:
    """An initiative with one partner, two indicators, and a quarter to report on."""

    initiative: Initiative
    backbone: Organisation
    partner: Organisation
    coordinator: Person
    reporter: Person
    people: Indicator  # a count, split by age: 0-17, 18-64
    share: Indicator  # a ratio
    period: Period

    @property
    def period_code(self) -> str:
        """The code of the quarter."""
        return f"{self.period.starts.year}-Q4"

    @property
    def home(self) -> str:
        """Where the initiative is."""
        return f"/i/{self.initiative.slug}"

    @property
    def entry(self) -> str:
        """Where the partner enters its figures."""
        return f"{self.home}/figures/{self.period.id}/{self.partner.slug}"

    @property
    def review(self) -> str:
        """Where they are reviewed."""
        return f"{self.home}/review/{self.period.id}/{self.partner.slug}"


def begin(hub: Hub, locale: str = "en") -> Place:
    """Put an initiative of its own into a hub. Its people have the same PASSWORD."""
    with hub.data() as session:
        return _begin(session, locale, next(_numbers))


def _begin(session: Session, locale: str, number: int) -> Place:
    starts = date(clock.today().year - 1, 1, 1)
    backbone = make_organisation(session, name=f"Backbone {number}")
    partner = make_organisation(session, name=f"Partner {number}")

    def member(name: str, organisation: Organisation) -> Person:
        person = make_person_with_password(
            session,
            name=name,
            email=f"{name.lower()}-{number}@example.org",
            locale=locale,
        )
        join(session, person, organisation, Role.OWNER)
        return person

    coordinator = member("Cora", backbone)
    reporter = member("Rita", partner)
    initiative = make_initiative(
        session,
        backbone,
        slug=f"initiative-{number}",
        names={"de": f"Initiative {number}", "en": f"Initiative {number}"},
        starts=starts,
    )
    take_part(session, initiative, partner)
    age = make_dimension(session, initiative, "age", "0-17", "18-64")
    people = make_indicator(session, initiative, age, code="people")
    share = make_share(session, initiative)
    for indicator in (people, share):
        assign(session, indicator, partner, starts=starts)
    span = from_code(f"{starts.year}-Q4")
    assert span.rhythm is Rhythm.QUARTER
    period = make_period(
        session,
        initiative,
        span,
        opens_on=clock.today(),
        due_on=clock.today() + timedelta(days=20),
    )
    assert id_of(period)
    return Place(
        initiative, backbone, partner, coordinator, reporter, people, share, period
    )
