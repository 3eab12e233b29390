"""Small numbers are protected: which figures of a table a reader must not see.

What a reader can't see is unknown to them: what is withheld, and what isn't in their
table. Each small figure needs a cover (see `covers`), made of what is unknown anyway as
far as it goes; what else a cover needs is withheld too.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Generic, TypeVar

from impact_hub.features.indicators.rules.covers import (
    Change,
    Equations,
    Goal,
    at_rest,
    moved,
)

K = TypeVar("K", bound=Hashable)

# Sums are exact: enough digits for any number of figures of the longest kind.
_EXACT_DIGITS = 120
# What may be withheld besides, in this order; what is unknown anyway counts as a part.
_PART, _TOTAL, _ZERO = range(3)
# Where a cover has nothing of a sum yet, more will be needed; where it has one, it is.
_STEPS = {0: 1, 1: -1}


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of a table that is about to be shown."""

    value: Decimal | None  # None: nothing was reported; never withheld, adds nothing
    known: bool = False  # the reader knows it anyway (their own): never withheld
    shown: bool = True  # False: the reader won't see it, but sums contain it


@dataclass(frozen=True, slots=True)
class Sum(Generic[K]):
    """`total` is exactly the sum of `parts` (keys into the entries)."""

    total: K
    parts: tuple[K, ...]


def withheld(
    entries: Mapping[K, Entry], sums: Iterable[Sum[K]], threshold: int
) -> frozenset[K]:
    """The keys that must not be shown to this reader.

    These are the small entries, and those from which a small entry, or a small sum of
    several, could be worked out. Parts go before totals, small values before large ones
    and zeros last. What follows from what the reader knows anyway can't be helped.
    """
    number_of = {key: number for number, key in enumerate(entries)}
    numbered = [
        Sum(number_of[one.total], tuple(number_of[part] for part in one.parts))
        for one in sums
    ]
    with localcontext(prec=_EXACT_DIGITS):
        table = _Table(list(entries.values()), numbered, threshold)
        table.cover_cells()
        table.cover_groups()
        table.spare()
        table.widen()
    return frozenset(
        key
        for key, number in number_of.items()
        if number in table.unknown and entries[key].shown
    )


class _Table:
    """A table by number, and what of it is unknown to the reader so far."""

    def __init__(
        self, entries: Sequence[Entry], sums: Sequence[Sum[int]], threshold: int
    ) -> None:
        self.values = [entry.value or Decimal() for entry in entries]
        self.sums = sums
        self.threshold = threshold
        secret = {
            number
            for number, entry in enumerate(entries)
            if not entry.known and entry.value is not None
        }
        self.equations = Equations.of(
            [_weights(one, secret) for one in sums], len(entries)
        )
        self.sensitive = [n for n in sorted(secret) if self._is_small([n])]
        self.never_seen = {n for n in secret if not entries[n].shown}
        self.never_seen.update(self.sensitive)
        self.rank = self._ranked(secret - self.never_seen)
        self.unknown = set(self.never_seen)
        self.loose, self.left = self.equations.loose(self.unknown)
        self.covers: list[Change] = []
        self.covered: set[int] = set()
        self.groups: list[Goal] = []

    def _ranked(self, offered: Iterable[int]) -> dict[int, tuple[int, int]]:
        """What may be withheld besides: its sort, and its place in the whole order."""
        totals = {one.total for one in self.sums}

        def sort(number: int) -> int:
            if not self.values[number]:
                return _ZERO
            return _TOTAL if number in totals else _PART

        in_order = sorted(offered, key=lambda n: (sort(n), abs(self.values[n]), n))
        return {number: (sort(number), at) for at, number in enumerate(in_order)}

    def _is_small(self, numbers: Iterable[int]) -> bool:
        """Whether these add up to a small number."""
        return 0 < sum(self.values[number] for number in numbers) < self.threshold

    def cover_cells(self) -> None:
        """Find a cover for each small entry; the others in it are covered with it."""
        for number in self.sensitive:
            if number not in self.covered:
                self._cover((number,))

    def cover_groups(self) -> None:
        """Find one for parts of a sum that nobody sees and that add up to little."""
        for group in self._small_groups():
            if any(moved(cover, group) for cover in self.covers) or self._cover(group):
                self.groups.append(group)

    def _small_groups(self) -> list[Goal]:
        never_seen = self.never_seen - self._exposed()
        groups: dict[Goal, None] = {}
        for unseen in (never_seen.intersection(self.sensitive), never_seen):
            for one in self.sums:
                group = tuple(number for number in one.parts if number in unseen)
                if len(group) > 1 and self._is_small(group):
                    groups[group] = None
        return list(groups)

    def spare(self) -> None:
        """Show again what turns out not to be needed, the dearest first."""
        cells = self.covered.intersection(self.sensitive)
        more = self.unknown & self.rank.keys()
        for number in sorted(more, key=self.rank.__getitem__, reverse=True):
            rest = at_rest(self.covers, number)
            if cells <= set().union(*rest) and all(
                any(moved(cover, group) for cover in rest) for group in self.groups
            ):
                self.covers = rest
                self.unknown.discard(number)

    def widen(self) -> None:
        """Withhold more where the unknown parts of a sum still add up to little.

        Covers see to it, except where zeros or negative values had to be withheld.
        """
        exposed = self._exposed()
        while True:
            unknown = self.unknown - exposed
            more = {n for one in self.sums for n in self._lacking(one, unknown)}
            if not more:
                return
            self.unknown |= more

    def _lacking(self, one: Sum[int], unknown: set[int]) -> list[int]:
        """What to withhold so that a sum no longer tells of something small."""
        parts = [number for number in one.parts if number in unknown]
        if one.total in unknown or not self._is_small(parts):
            return []
        offered = {*one.parts, one.total} & self.rank.keys() - unknown
        helpful = [number for number in offered if self.values[number]]
        return [min(helpful, key=self.rank.__getitem__)] if helpful else []

    def _exposed(self) -> set[int]:
        """What is small but follows from what the reader knows anyway."""
        return set(self.sensitive) - self.covered

    def _cover(self, goal: Goal) -> Change | None:
        """The goal's cover, if there is one; all of it becomes unknown."""
        cover = self.equations.cover(goal, self._from_unknown, self.left)
        if cover is None:
            cover = self.equations.cover(goal, self._from_all, self.left)
        if cover is None:
            return None
        self.covers.append(cover)
        self.covered.update(cover)
        if not cover.keys() <= self.unknown:
            self.unknown.update(cover)
            self.loose, self.left = self.equations.loose(self.unknown)
        return cover

    def _from_unknown(
        self, candidates: list[int], reached: Mapping[int, int]
    ) -> int | None:
        """What leads to a small cover, of what is unknown; the uncovered come first."""

        def effort(number: int) -> tuple[int, bool, int]:
            return self._steps(number, reached), number in self.covered, number

        return min((n for n in candidates if n in self.loose), key=effort, default=None)

    def _from_all(
        self, candidates: list[int], reached: Mapping[int, int]
    ) -> int | None:
        """What leads to a small cover, of what is unknown or may be withheld."""

        def effort(number: int) -> tuple[int, int, int]:
            steps = self._steps(number, reached)
            if number in self.unknown:
                return _PART, steps, -1
            sort, rank = self.rank[number]
            return sort, steps, rank

        usable = (n for n in candidates if n in self.unknown or n in self.rank)
        return min(usable, key=effort, default=None)

    def _steps(self, number: int, reached: Mapping[int, int]) -> int:
        """How much further from a cover one is with this number."""
        having = self.equations.having[number]
        return sum(_STEPS.get(reached.get(equation, 0), 0) for equation in having)


def _weights(one: Sum[int], secret: set[int]) -> dict[int, int]:
    """The sum as an equation: its parts less its total are zero."""
    row = {one.total: -1}
    for part in one.parts:
        row[part] = row.get(part, 0) + 1
    return {number: by for number, by in row.items() if by and number in secret}
