"""What can change unseen: no more than the equations allow, and no less."""

from collections.abc import Iterable
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.indicators.rules.covers import (
    Change,
    Equations,
    at_rest,
    moved,
)

UNKNOWNS = 7


@st.composite
def systems(draw: st.DrawFn) -> Equations:
    unknown = st.integers(0, UNKNOWNS - 1)
    weight = st.sampled_from([1, 1, -1, 2, -3])
    rows = draw(st.lists(st.dictionaries(unknown, weight, max_size=5), max_size=6))
    return Equations.of(rows, UNKNOWNS)


goals = st.lists(st.integers(0, UNKNOWNS - 1), min_size=1, max_size=3).map(tuple)


def cover(equations: Equations, goal: tuple[int, ...], among: Iterable[int]):
    among = set(among)
    return equations.cover(
        goal,
        lambda candidates, _: next((n for n in candidates if n in among), None),
        [len(row) for row in equations.weights],
    )


def keeps(change: Change, equations: Equations) -> bool:
    return all(
        sum(weight * change.get(n, 0) for n, weight in row.items()) == 0
        for row in equations.weights
    )


def rank(rows: Iterable[dict[int, int]]) -> int:
    """How many of the rows say something that the others before don't."""
    solved: list[tuple[int, dict[int, Fraction]]] = []
    for row in rows:
        rest = {n: Fraction(weight) for n, weight in row.items()}
        for pivot, other in solved:
            times = rest.get(pivot, Fraction()) / other[pivot]
            for n, weight in other.items():
                rest[n] = rest.get(n, Fraction()) - times * weight
        rest = {n: weight for n, weight in rest.items() if weight}
        if rest:
            solved.append((next(iter(rest)), rest))
    return len(solved)


def follows(equations: Equations, goal: tuple[int, ...], among: Iterable[int]) -> bool:
    """Whether the goal can be worked out where all but these are known."""
    among = set(among)
    rows = [{n: w for n, w in row.items() if n in among} for row in equations.weights]
    wanted = {n: goal.count(n) for n in goal if n in among}
    return rank(rows) == rank([*rows, wanted])


@given(systems(), goals, st.sets(st.integers(0, UNKNOWNS - 1)))
def test_there_is_a_cover_exactly_where_the_goal_cannot_be_worked_out(
    equations, goal, among
):
    change = cover(equations, goal, among)

    assert (change is None) == follows(equations, goal, among)
    if change is not None:
        assert moved(change, goal)
        assert keeps(change, equations)
        assert change.keys() <= among
        assert all(change.values())


@given(systems(), st.sets(st.integers(0, UNKNOWNS - 1)))
def test_what_is_not_loose_follows_and_covers_never_need_it(equations, among):
    loose, left = equations.loose(among)

    assert loose <= among
    for unknown in among - loose:
        assert follows(equations, (unknown,), among)
    for equation, row in enumerate(equations.weights):
        assert left[equation] == len(loose & row.keys()) != 1


@given(systems(), st.integers(0, UNKNOWNS - 1))
def test_changes_with_one_at_rest_are_all_that_is_left_of_them(equations, unknown):
    goals = [(n,) for n in range(UNKNOWNS)]
    found = [cover(equations, goal, range(UNKNOWNS)) for goal in goals]
    changes = [dict(change) for change in found if change is not None]
    moving = any(unknown in change for change in changes)

    rest = at_rest(changes, unknown)

    assert all(rest)
    assert all(unknown not in change and keeps(change, equations) for change in rest)
    assert rank(map(dict, rest)) == rank(changes) - moving
