"""What can't be worked out from sums: exact linear algebra, with no idea of a reader.

Equations tie unknown numbers to one another. One of them can't be worked out exactly
when there is a *cover* for it: a change of unknown numbers that changes it and keeps
every equation. All weights, and so all changes, are whole numbers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd

Change = Mapping[int, int]  # by how much each unknown changes; others don't
Goal = tuple[int, ...]  # the sum of these unknowns

# Of what a goal follows from, and how many of a cover are in each equation so far: what
# joins the cover next; None if nothing may.
Choice = Callable[[list[int], Mapping[int, int]], int | None]

_GOAL = -1  # the equation that says what the goal is: one more, for as long as it lasts


def moved(change: Change, goal: Goal) -> int:
    """By how much a change changes the goal."""
    return sum(change.get(unknown, 0) for unknown in goal)


def at_rest(changes: Iterable[Change], unknown: int) -> list[Change]:
    """All that the changes can still do together when one unknown must not change."""
    moving: list[Change] = []
    others: list[Change] = []
    for change in changes:
        (moving if unknown in change else others).append(change)
    if not moving:
        return others
    least = min(moving, key=len)
    rests = (_less(one, least, one[unknown], least[unknown]) for one in moving)
    return others + [rest for rest in rests if rest]


@dataclass(frozen=True, slots=True)
class Equations:
    """Weights of unknowns by equation, and the equations that each unknown is in."""

    weights: Sequence[Mapping[int, int]]
    having: Sequence[Sequence[int]]

    @classmethod
    def of(cls, weights: Sequence[Mapping[int, int]], unknowns: int) -> "Equations":
        """The equations between so many unknowns, numbered from 0."""
        having: list[list[int]] = [[] for _ in range(unknowns)]
        for equation, row in enumerate(weights):
            for unknown in row:
                having[unknown].append(equation)
        return cls(weights, having)

    def loose(self, unknowns: Iterable[int]) -> tuple[set[int], list[int]]:
        """The unknowns that no equation gives away, and how many are in each equation.

        The others are the only ones left in an equation, one after the other. No cover
        has them, so that it needn't be looked for among them.
        """
        loose = set(unknowns)
        left = [0] * len(self.weights)
        for unknown in loose:
            for equation in self.having[unknown]:
                left[equation] += 1
        alone = [equation for equation, number in enumerate(left) if number == 1]
        while alone:
            for unknown in [u for u in self.weights[alone.pop()] if u in loose]:
                loose.discard(unknown)
                for equation in self.having[unknown]:
                    left[equation] -= 1
                    if left[equation] == 1:
                        alone.append(equation)
        return loose, left

    def cover(self, goal: Goal, choose: Choice, left: Sequence[int]) -> Change | None:
        """A change that changes the goal; None if there is none with what is chosen.

        As long as the goal follows from what isn't in the cover yet, one of what it
        follows from joins, and takes one equation with it: one with few `left`, to be
        through with it. When there is no equation for it to take, it can change freely.
        """
        why = {_GOAL: 1}  # equations that add up to what the goal follows from
        idle: dict[int, dict[int, int]] = {}  # equations that add up to nothing unknown
        taken: list[tuple[int, int, Mapping[int, int]]] = []
        reached: dict[int, int] = {}
        while (one := choose(self._followed(goal, why), reached)) is not None:
            for equation in self.having[one]:
                if equation not in reached:
                    idle[equation] = {equation: 1}
                reached[equation] = reached.get(equation, 0) + 1
            shares = {e: s for e, mix in idle.items() if (s := self._share(mix, one))}
            if not shares:
                return self._solved(one, taken)
            best = min(shares, key=lambda e: sum(left[part] for part in idle[e]))
            unit, mix = shares.pop(best), idle.pop(best)
            taken.append((one, unit, mix))
            for equation, share in shares.items():
                idle[equation] = _less(idle[equation], mix, share, unit)
            share = self._share(why, one) - why[_GOAL] * goal.count(one)
            why = _less(why, mix, share, unit)
        return None

    def _followed(self, goal: Goal, why: Mapping[int, int]) -> list[int]:
        """What the goal follows from."""
        row = {unknown: -why[_GOAL] * goal.count(unknown) for unknown in goal}
        for equation, times in why.items():
            if equation != _GOAL:
                for unknown, weight in self.weights[equation].items():
                    row[unknown] = row.get(unknown, 0) + times * weight
        return [unknown for unknown, weight in row.items() if weight]

    def _share(self, mix: Mapping[int, int], unknown: int) -> int:
        """How much of an unknown is in equations that are added up."""
        share = 0
        for equation in self.having[unknown]:
            if equation in mix:
                share += mix[equation] * self.weights[equation][unknown]
        return share

    def _solved(
        self, free: int, taken: Sequence[tuple[int, int, Mapping[int, int]]]
    ) -> Change:
        """How the others change when the free one does, the last to join first."""
        change = {free: 1}
        for unknown, unit, mix in reversed(taken):
            rest = sum(self._share(mix, one) * by for one, by in change.items())
            if rest:
                common = gcd(rest, unit)
                change = {one: by * (unit // common) for one, by in change.items()}
                change[unknown] = -rest // common
        return change


def _less(
    row: Mapping[int, int], other: Mapping[int, int], share: int, unit: int
) -> dict[int, int]:
    """The row less the other, `share` / `unit` times; a multiple, to stay whole."""
    common = gcd(share, unit) if unit > 0 else -gcd(share, unit)
    share, unit = share // common, unit // common
    result = dict(row) if unit == 1 else {key: unit * by for key, by in row.items()}
    for key, by in other.items():
        rest = result.get(key, 0) - share * by
        if rest:
            result[key] = rest
        else:
            del result[key]
    if unit != 1 and (common := gcd(*result.values())) > 1:
        return {key: by // common for key, by in result.items()}
    return result
