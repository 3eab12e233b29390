"""The database adds up exactly: every digit, and nothing is not zero."""

from decimal import Decimal
from fractions import Fraction

import pytest
from sqlmodel import select

from impact_hub.features.indicators.models import Target
from impact_hub.kit.sums import exact_sum
from tests.factories import make_target

LONG = "123456789012345." + "123456789" * 3 + "123"


def total_of(session) -> Decimal | None:
    found = session.exec(select(exact_sum(Target.figure))).one()
    return None if found is None else Decimal(found)


@pytest.mark.parametrize(
    "figures",
    [
        ["0"],
        ["0.1", "0.2"],
        ["11.60", "-11.60"],
        [LONG, LONG, "0." + "0" * 29 + "1"],
        ["1000000", "2", "-3", "0.5"],
    ],
)
def test_figures_are_added_up_exactly(session, world, figures):
    for figure in figures:
        make_target(session, world.people, figure=Decimal(figure))

    total = total_of(session)

    assert Fraction(total) == sum(map(Fraction, figures))


def test_the_sum_of_nothing_is_nothing(session, world):
    assert total_of(session) is None


def test_what_is_not_there_is_left_out(session, world):
    make_target(session, world.people, figure=Decimal("1.5"))
    found = session.exec(
        select(exact_sum(Target.figure), exact_sum(Target.organisation_id))
    ).one()

    assert (Decimal(found[0]), found[1]) == (Decimal("1.5"), None)
