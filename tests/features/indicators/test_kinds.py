"""Which kinds of value add up in which way."""

from itertools import product

import pytest

from impact_hub.features.indicators.rules.kinds import (
    KINDS,
    Method,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.kit.errors import Invalid

EVERY_WAY = list(product(ValueKind, OverTime, OverPartners))


@pytest.mark.parametrize("kind", ValueKind)
def test_every_kind_adds_up_in_some_way_on_both_axes(kind):
    over_time, over_partners = KINDS[kind].over_time, KINDS[kind].over_partners

    assert over_time
    assert over_partners


@pytest.mark.parametrize(("kind", "over_time", "over_partners"), EVERY_WAY)
def test_a_method_is_what_the_table_allows_and_nothing_else(
    kind, over_time, over_partners
):
    times, partners = KINDS[kind].over_time, KINDS[kind].over_partners

    if over_time in times and over_partners in partners:
        assert Method(kind, over_time, over_partners).kind is kind
    else:
        wrong = "over_time" if over_time not in times else "over_partners"
        with pytest.raises(Invalid) as refusal:
            Method(kind, over_time, over_partners)
        assert refusal.value.field == wrong


@pytest.mark.parametrize(
    ("kind", "over_time"),
    [
        (ValueKind.RATIO, OverTime.AVERAGE),
        (ValueKind.YES_NO, OverTime.SUM),
        (ValueKind.STATISTIC, OverTime.SUM),
    ],
)
def test_what_would_make_no_sense_over_time_is_refused(kind, over_time):
    with pytest.raises(Invalid, match="over_time_not_for_kind"):
        Method(kind, over_time, KINDS[kind].over_partners[0])


@pytest.mark.parametrize("kind", [*ValueKind])
def test_only_people_who_are_counted_can_be_a_range(kind):
    over_partners = KINDS[kind].over_partners

    assert (OverPartners.RANGE in over_partners) == (kind is ValueKind.COUNT)


def test_the_table_cannot_be_changed():
    with pytest.raises(TypeError):
        KINDS[ValueKind.COUNT] = KINDS[ValueKind.TEXT]
