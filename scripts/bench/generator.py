"""What is measured: 40 partners, 60 indicators, 20 quarters, 5 categories.

Their 240,000 values come from a seeded generator, so that every run measures the same.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product

from sqlmodel import SQLModel

from impact_hub.features.indicators.models import (
    Category,
    CellCategory,
    CellRecord,
    Dimension,
    Indicator,
    Split,
    SplitDimension,
    Target,
)
from impact_hub.features.indicators.rules.kinds import OverPartners, OverTime, ValueKind
from impact_hub.features.initiatives.models import Initiative, Participation, Period
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.reporting.models import ApprovedValue, Update, Value
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.identity.models import (
    Membership,
    Organisation,
    OrganisationKind,
    Person,
)
from impact_hub.identity.permissions import Role
from impact_hub.kit.calendar import Rhythm, calendar

SLUG = "bench"
PARTNERS, INDICATORS, CATEGORIES = range(1, 41), range(1, 61), range(1, 6)
TOTAL = len(CATEGORIES) + 1  # the number of its cell
BACKBONE = len(PARTNERS) + 1
COORDINATOR = 1
BEGINS, ENDS = date(2021, 1, 1), date(2025, 12, 31)
QUARTERS = dict(enumerate(calendar(BEGINS, ENDS, Rhythm.QUARTER), start=1))
NOW = datetime(2026, 1, 15, tzinfo=UTC)
# The indicators take turns in being of these kinds.
METHODS = [
    (ValueKind.COUNT, OverTime.SUM),
    (ValueKind.COUNT, OverTime.LATEST),
    (ValueKind.RATIO, OverTime.SUM),
    (ValueKind.AMOUNT, OverTime.SUM),
]

Columns = dict[str, object]


def everything(seed: int) -> Iterator[tuple[type[SQLModel], Iterator[Columns]]]:
    """The rows of every table, those first that others refer to."""
    yield Person, people()
    yield Organisation, organisations()
    yield Membership, memberships()
    yield Initiative, initiatives()
    yield Participation, participations()
    yield Dimension, dimensions()
    yield Category, categories()
    yield CellRecord, cells()
    yield CellCategory, cell_categories()
    yield Indicator, indicators()
    yield Split, splits()
    yield SplitDimension, split_dimensions()
    yield Target, targets()
    yield Period, periods()
    yield Update, updates()
    for table in (Value, ApprovedValue):
        yield table, values(random.Random(seed))  # noqa: S311 - nobody's secret


def people() -> Iterator[Columns]:
    yield {
        "id": COORDINATOR,
        "email": "coordinator@example.org",
        "name": "Coordinator",
        "locale": "en",
        "created_at": NOW,
    }


def organisations() -> Iterator[Columns]:
    for number in (*PARTNERS, BACKBONE):
        yield {
            "id": number,
            "slug": f"organisation-{number:02}",
            "name": f"Organisation {number:02}",
            "kind": OrganisationKind.NONPROFIT,
            "created_at": NOW,
        }


def memberships() -> Iterator[Columns]:
    yield {
        "person_id": COORDINATOR,
        "organisation_id": BACKBONE,
        "role": Role.OWNER,
        "created_at": NOW,
    }


def initiatives() -> Iterator[Columns]:
    yield {
        "id": 1,
        "slug": SLUG,
        "names": {"en": "A large initiative"},
        "goals": {"en": "Everything is measured."},
        "languages": ["en"],
        "area": "Everywhere",
        "starts": BEGINS,
        "lead_id": BACKBONE,
        "rhythm": Rhythm.QUARTER,
        "opened_at": NOW,
        "created_at": NOW,
    }


def participations() -> Iterator[Columns]:
    for partner in PARTNERS:
        yield {
            "initiative_id": 1,
            "organisation_id": partner,
            "part": Part.PARTNER,
            "starts": BEGINS,
        }


def dimensions() -> Iterator[Columns]:
    yield {"id": 1, "initiative_id": 1, "code": "age", "titles": {"en": "Age"}}


def categories() -> Iterator[Columns]:
    for number in CATEGORIES:
        yield {
            "id": number,
            "dimension_id": 1,
            "code": f"group-{number}",
            "titles": {"en": f"Group {number}"},
            "position": number,
        }


def cells() -> Iterator[Columns]:
    """The total, and one for each category, under its number."""
    keys = {TOTAL: "", **{number: f"age=group-{number}" for number in CATEGORIES}}
    for number, key in keys.items():
        yield {"id": number, "initiative_id": 1, "key": key}


def cell_categories() -> Iterator[Columns]:
    for number in CATEGORIES:
        yield {"cell_id": number, "category_id": number}


def indicators() -> Iterator[Columns]:
    for number in INDICATORS:
        kind, over_time = method_of(number)
        yield {
            "id": number,
            "initiative_id": 1,
            "code": f"indicator-{number:02}",
            "position": number,
            "titles": {"en": f"Indicator {number:02}"},
            "units": {"en": "young people"},
            "currency": "EUR" if kind is ValueKind.AMOUNT else "",
            "kind": kind,
            "over_time": over_time,
            "over_partners": OverPartners.SUM,
            "rhythm": Rhythm.QUARTER,
            "summed_over_id": 1,
            "starts": BEGINS,
            "created_at": NOW,
        }


def method_of(indicator: int) -> tuple[ValueKind, OverTime]:
    return METHODS[indicator % len(METHODS)]


def splits() -> Iterator[Columns]:
    for number in INDICATORS:
        yield {"id": number, "indicator_id": number, "position": 0}


def split_dimensions() -> Iterator[Columns]:
    for number in INDICATORS:
        yield {"split_id": number, "dimension_id": 1, "position": 0}


def targets() -> Iterator[Columns]:
    for number in INDICATORS:
        is_ratio = method_of(number)[0] is ValueKind.RATIO
        figure = Decimal("0.6") if is_ratio else Decimal(150_000)
        yield {"indicator_id": number, "due": date(2030, 12, 31), "figure": figure}


def periods() -> Iterator[Columns]:
    for number, span in QUARTERS.items():
        yield {
            "id": number,
            "initiative_id": 1,
            "rhythm": span.rhythm,
            "starts": span.starts,
            "ends": span.ends,
            "opens_on": span.ends,
            "due_on": span.ends,
            "closed_at": NOW,
        }


def updates() -> Iterator[Columns]:
    for period, partner in product(QUARTERS, PARTNERS):
        yield {
            "id": update_id(period, partner),
            "period_id": period,
            "organisation_id": partner,
            "status": Status.APPROVED,
            "submitted_at": NOW,
            "reviewed_at": NOW,
            "first_approved_at": NOW,
            "approved_at": NOW,
        }


def update_id(period: int, partner: int) -> int:
    return (period - 1) * len(PARTNERS) + partner


def values(dice: random.Random) -> Iterator[Columns]:
    """A value for each category, and their total, which is kept beside them."""
    for period, partner, number in product(QUARTERS, PARTNERS, INDICATORS):
        kind, _ = method_of(number)
        given = [thrown(dice, kind) for _ in CATEGORIES]
        cells = dict(zip(CATEGORIES, given, strict=True))
        for cell, figures in {**cells, TOTAL: total_of(given)}.items():
            yield {
                "update_id": update_id(period, partner),
                "indicator_id": number,
                "cell_id": cell,
                "figure": figures.figure,
                "numerator": figures.numerator,
                "denominator": figures.denominator,
            }


@dataclass(frozen=True)
class Figures:
    """What one value says."""

    figure: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def thrown(dice: random.Random, kind: ValueKind) -> Figures:
    """Some number: whole people, or money to the cent."""
    if kind is ValueKind.RATIO:
        of = dice.randint(5, 60)
        return Figures(None, Decimal(dice.randint(0, of)), Decimal(of))
    if kind is ValueKind.AMOUNT:
        return Figures(Decimal(dice.randint(0, 1_000_000)).scaleb(-2))
    return Figures(Decimal(dice.randint(0, 60)))


def total_of(given: list[Figures]) -> Figures:
    """All categories together."""
    if given[0].figure is None:
        return Figures(
            None,
            sum((each.numerator or Decimal() for each in given), Decimal()),
            sum((each.denominator or Decimal() for each in given), Decimal()),
        )
    return Figures(sum((each.figure or Decimal() for each in given), Decimal()))
