"""Step by step in one go is the same as each step on its own."""

from collections.abc import Sequence
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact_hub.features.indicators.rules.adding_up import (
    Given,
    Heap,
    aggregate,
    can_be_heaped,
    running,
    running_heaps,
)
from impact_hub.features.indicators.rules.kinds import (
    Method,
    MissingReason,
    OverPartners,
    OverTime,
    ValueKind,
)
from tests.features.indicators.test_adding_up import FIRST, METHODS, SECOND, givens

Steps = list[list[Given]]
HEAPED = [method for method in METHODS if can_be_heaped(method)]


def steps_of(kind: ValueKind) -> st.SearchStrategy[Steps]:
    """What was given, by its day: a step for each, an empty one here and there."""

    def by_day(all_of_them: list[Given]) -> Steps:
        days = sorted({one.until for one in all_of_them})
        found = [[one for one in all_of_them if one.until == day] for day in days]
        return [[], *found[:1], [], *found[1:]]

    return givens(kind).map(by_day)


def up_to(steps: Steps, at: int) -> list[Given]:
    return [one for step in steps[: at + 1] for one in step]


def heap_of(step: Sequence[Given], kind: ValueKind) -> Heap:
    """What the database makes of a step."""
    is_ratio = kind is ValueKind.RATIO
    whole = [
        one for one in step if (one.is_ratio if is_ratio else one.figure is not None)
    ]

    def added(name: str) -> Decimal | None:
        numbers = [getattr(one, name) for one in whole]
        with localcontext(prec=120):
            return sum(numbers, Decimal()) if numbers else None

    return Heap(
        None if is_ratio else added("figure"),
        added("numerator") if is_ratio else None,
        added("denominator") if is_ratio else None,
        reported=len(whole),
        withheld=sum(
            one not in whole and one.reason is MissingReason.WITHHELD for one in step
        ),
        estimated=sum(one.estimated for one in whole),
    )


@pytest.mark.parametrize("method", METHODS, ids=str)
@given(data=st.data())
@settings(max_examples=40)
def test_running_says_at_each_step_what_aggregate_says_of_all_up_to_it(
    method: Method, data: st.DataObject
):
    steps = data.draw(steps_of(method.kind))
    expected = [data.draw(st.integers(0, 5)) for _ in steps]

    found = running(steps, method, expected=expected)

    assert found == [
        aggregate(up_to(steps, at), method, expected=sum(expected[: at + 1]))
        for at in range(len(steps))
    ]


@pytest.mark.parametrize("method", HEAPED, ids=str)
@given(data=st.data())
@settings(max_examples=40)
def test_heaps_say_what_single_values_say(method: Method, data: st.DataObject):
    steps = data.draw(steps_of(method.kind))
    expected = [data.draw(st.integers(0, 5)) for _ in steps]

    heaps = [heap_of(step, method.kind) for step in steps]

    assert running_heaps(heaps, method, expected=expected) == running(
        steps, method, expected=expected
    )


def test_heaps_are_for_methods_in_which_nothing_but_sums_matters():
    assert {(m.kind, m.over_time, m.over_partners) for m in HEAPED} == {
        (kind, OverTime.SUM, OverPartners.SUM)
        for kind in (ValueKind.COUNT, ValueKind.AMOUNT, ValueKind.RATIO)
    }


def test_a_step_without_values_keeps_what_there_was():
    count = Method(ValueKind.COUNT, OverTime.SUM, OverPartners.SUM)

    nothing, some, still = running(
        [[], [Given(1, FIRST, Decimal(7))], []], count, expected=[1, 1, 1]
    )

    assert (nothing.value, nothing.reported, nothing.expected) == (None, 0, 1)
    assert (some.value, some.reported, some.expected) == (7, 1, 2)
    assert (still.value, still.reported, still.expected) == (7, 1, 3)


def test_a_latest_figure_replaces_the_one_before_it_and_its_estimate():
    count = Method(ValueKind.COUNT, OverTime.LATEST, OverPartners.SUM)
    steps = [
        [Given(1, FIRST, Decimal(7), estimated=True), Given(2, FIRST, Decimal(1))],
        [Given(1, SECOND, Decimal(9))],
    ]

    before, after = running(steps, count, expected=[2, 2])

    assert (before.value, before.estimated) == (8, 1)
    assert (after.value, after.estimated) == (10, 0)
