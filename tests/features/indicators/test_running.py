"""Step by step in one go is the same as each step on its own."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact_hub.features.indicators.rules.adding_up import (
    Accumulator,
    Due,
    Figure,
    NoFigure,
    PartialSum,
    begins_at_baseline,
    counts_as_given,
    is_additive,
    is_carried,
    lasting,
)
from impact_hub.features.indicators.rules.kinds import (
    Kind,
    Method,
    MissingReason,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.kit.exact import total
from tests.features.indicators.test_adding_up import (
    COUNT,
    FIRST,
    METHODS,
    PEOPLE,
    RATIO,
    RUNNING_TOTAL,
    YES_NO,
    Given,
    aggregate,
    gave,
    gave_ratio,
    givens,
)

Steps = list[list[Given]]
ADDITIVE = [method for method in METHODS if is_additive(method)]


def steps_of(kind: ValueKind) -> st.SearchStrategy[Steps]:
    """What was given, by its day: a step for each, an empty one here and there."""

    def by_day(all_of_them: list[Given]) -> Steps:
        days = sorted({one.until for one in all_of_them})
        found = [[one for one in all_of_them if one.until == day] for day in days]
        return [[], *found[:1], [], *found[1:]]

    return givens(kind).map(by_day)


def up_to(steps: Steps, at: int) -> list[Given]:
    return [one for step in steps[: at + 1] for one in step]


def running(
    steps: Sequence[Sequence[Given] | PartialSum],
    method: Method,
    baseline: Decimal | None = None,
) -> list[Figure]:
    """How it stands after each step."""
    whole = Accumulator(method, baseline)
    found: list[Figure] = []
    for step in steps:
        whole.begin()
        if isinstance(step, PartialSum):
            whole.add_sum(step)
        else:
            for one in step:
                whole.add(one.partner, one.answer)
        found.append(whole.figure(Due(expected=3)))
    return found


def partial_sum(step: Sequence[Given], kind: Kind) -> PartialSum:
    """What the database makes of a step."""
    whole = [one for one in step if counts_as_given(one.answer, kind)]

    def added(name: str) -> Decimal | None:
        return total(getattr(one.answer, name) for one in whole)

    return PartialSum(
        added("figure"),
        added("numerator"),
        added("denominator"),
        reported=len(whole),
        estimated=sum(one.answer.estimated for one in whole),
        withheld=frozenset(
            one.partner
            for one in step
            if one.answer.reason is MissingReason.WITHHELD and one not in whole
        ),
    )


@pytest.mark.parametrize("method", METHODS, ids=str)
@given(data=st.data())
@settings(max_examples=40)
def test_each_step_says_what_aggregate_says_of_all_up_to_it(
    method: Method, data: st.DataObject
):
    steps = data.draw(steps_of(method.kind))

    found = running(steps, method)

    assert [replace(figure, carried=0) for figure in found] == [
        aggregate(up_to(steps, at), method, due=Due(expected=3))
        for at in range(len(steps))
    ]


@pytest.mark.parametrize("method", ADDITIVE, ids=str)
@given(data=st.data())
@settings(max_examples=40)
def test_sums_of_the_database_say_the_same(method: Method, data: st.DataObject):
    steps = data.draw(steps_of(method.kind))

    sums = [partial_sum(step, method.of_kind) for step in steps]

    assert running(sums, method) == running(steps, method)


def test_methods_are_additive_in_which_nothing_but_sums_matters():
    assert {(m.kind, m.over_time, m.over_partners) for m in ADDITIVE} == {
        (kind, OverTime.SUM, OverPartners.SUM)
        for kind in (
            ValueKind.COUNT,
            ValueKind.AMOUNT,
            ValueKind.RATIO,
            ValueKind.MEAN,
        )
    }


def test_a_step_without_values_keeps_what_there_was():
    nothing, some, still = running([[], [gave(1, 7)], []], COUNT)

    assert (nothing.value, nothing.reported, nothing.expected) == (None, 0, 3)
    assert (some.value, some.reported) == (7, 1)
    assert (still.value, still.reported) == (7, 1)


def test_a_latest_figure_replaces_the_one_before_it_and_its_estimate():
    estimate = Given(1, FIRST, Answer(figure=Decimal(7), estimated=True))

    before, after = running([[estimate, gave(2, 1)], [gave(1, 9)]], RUNNING_TOTAL)

    assert (before.value, before.estimated, before.carried) == (8, 1, 0)
    assert (after.value, after.estimated, after.carried) == (10, 0, 1)


def test_seven_who_said_yes_stay_seven_while_six_have_not_reported_yet():
    steps = [[gave(partner, 1) for partner in range(1, 8)], [gave(1, 1)]]

    _, now = running(steps, YES_NO)

    assert (now.value, now.denominator, now.carried) == (7, 7, 6)


def test_who_has_left_is_carried_no_further():
    whole = Accumulator(RUNNING_TOTAL)
    whole.add(1, Answer(figure=Decimal(5)))
    whole.add(2, Answer(figure=Decimal(7)))
    whole.begin()

    whole.drop(1)

    left = whole.figure(Due(expected=1))
    assert (left.value, left.carried) == (7, 1)


@pytest.mark.parametrize(
    ("given", "replaced", "owed", "until"),
    [
        ([0, 2], {0, 2}, "yyyyn", {0: 2, 2: 4}),
        ([0], {0}, "yyy", {0: 3}),
        ([0], {0}, "yny", {0: 1}),
        ([0], {0, 1}, "yyy", {0: 1}),  # a category, of which the next total has none
        ([1], {1}, "nnn", {1: 2}),  # unasked: it stands where it was given
        ([], set(), "yy", {}),
    ],
)
def test_an_answer_holds_until_the_next_and_never_past_the_end(
    given, replaced, owed, until
):
    assert lasting(given, replaced, [one == "y" for one in owed]) == until


def test_statistics_are_not_carried_from_year_to_year():
    carried = {m for m in METHODS if is_carried(m)}

    assert {m.over_time for m in carried} == {OverTime.LATEST}
    assert ValueKind.STATISTIC not in {m.kind for m in carried}


def test_what_is_added_up_begins_at_the_baseline():
    nothing, some, more = running(
        [[], [gave(1, 20)], [gave(2, 5)]], COUNT, Decimal(100)
    )

    assert (nothing.value, some.value, more.value) == (None, 120, 125)
    assert {m.kind for m in METHODS if begins_at_baseline(m)} == {
        ValueKind.COUNT,
        ValueKind.AMOUNT,
    }


def test_both_ends_of_a_range_begin_at_the_baseline():
    (figure,) = running([[gave(1, 20), gave(2, 30)]], PEOPLE, Decimal(100))

    assert (figure.low, figure.value) == (130, 150)


def test_no_figure_means_one_thing():
    withheld = Given(1, FIRST, Answer(reason=MissingReason.WITHHELD))

    def why(given: list[Given], method: Method = COUNT, expected: int = 1):
        return aggregate(given, method, due=Due(expected=expected)).why

    assert why([gave(1, 0)]) is None
    assert why([]) is NoFigure.NOTHING_REPORTED
    assert why([], expected=0) is NoFigure.NOT_ASKED
    assert why([withheld]) is NoFigure.WITHHELD
    assert why([gave_ratio(1, (0, 0))], RATIO) is NoFigure.UNDEFINED


def test_a_partner_that_withholds_for_seven_quarters_is_one_partner():
    withheld = [Given(1, FIRST, Answer(reason=MissingReason.WITHHELD))]

    *_, last = running([withheld] * 7, COUNT)

    assert last.withheld == 1
