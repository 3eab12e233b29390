"""What follows from sums: linear algebra, with no idea of what the sums are about.

It reckons in whole numbers modulo a prime, where a division leaves no remainder and no
number grows. The prime is so large that it changes nothing of what follows from what.

    known      a + b + c = 63, a = 40, b = 20      sensitive: c
    determine([a + c])    yes, with a = 40; but the three above already do
    determine([d])        no: d is in nothing that is known
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

PRIME = 2**61 - 1

Row = Mapping[int, int]  # a sum of unknowns: how often each is in it


class Equations:
    """What somebody knows who knows some sums, and the secrets that they must not.

    Known sums and secrets are kept without what is known: each known sum stands for one
    unknown, its pivot, which is in no other sum or secret.
    """

    def __init__(self, secrets: Iterable[Row]) -> None:
        self._sums: dict[int, Row] = {}  # by pivot
        self._secrets: dict[int, Row] = dict(enumerate(secrets))
        self._sums_with: defaultdict[int, set[int]] = defaultdict(set)
        self._secrets_with: defaultdict[int, set[int]] = defaultdict(set)
        for number, secret in self._secrets.items():
            for unknown in secret:
                self._secrets_with[unknown].add(number)

    def determine(self, rows: Iterable[Row]) -> bool:
        """Whether a secret follows from what is known and these sums together."""
        new: dict[int, Row] = {}
        for row in rows:
            rest = _rest(self._without_known(row), new)
            if rest:
                pivot, rest = self._solved(rest)
                new = {p: _less(r, rest, r.get(pivot, 0)) for p, r in new.items()}
                new[pivot] = rest
        touched = {number for pivot in new for number in self._secrets_with[pivot]}
        return any(not _rest(self._secrets[number], new) for number in touched)

    def learn(self, rows: Iterable[Row]) -> None:
        """Know these sums, too."""
        for row in rows:
            rest = self._without_known(row)
            if rest:
                self._learn(*self._solved(rest))

    def _learn(self, pivot: int, row: Row) -> None:
        for rows, those_with in (
            (self._sums, self._sums_with),
            (self._secrets, self._secrets_with),
        ):
            for number in list(those_with[pivot]):
                before = rows[number]
                after = _less(before, row, before[pivot])
                for unknown in row:
                    if unknown in after:
                        those_with[unknown].add(number)
                    else:
                        those_with[unknown].discard(number)
                rows[number] = after
        self._sums[pivot] = row
        for unknown in row:
            self._sums_with[unknown].add(pivot)

    def _without_known(self, row: Row) -> Row:
        return _rest(row, self._sums)

    def _solved(self, row: Row) -> tuple[int, Row]:
        """A sum solved for the unknown that is in the fewest others."""

        def busy(unknown: int) -> int:
            return len(self._sums_with[unknown]) + len(self._secrets_with[unknown])

        pivot = min(row, key=busy)
        inverse = pow(row[pivot], -1, PRIME)
        return pivot, {one: by * inverse % PRIME for one, by in row.items()}


def combined(rows: Iterable[tuple[int, Row]]) -> Row:
    """Sums added up, each so many times."""
    whole: dict[int, int] = {}
    for times, row in rows:
        for unknown, by in row.items():
            whole[unknown] = (whole.get(unknown, 0) + times * by) % PRIME
    return {unknown: by for unknown, by in whole.items() if by}


def _rest(row: Row, solved: Mapping[int, Row]) -> Row:
    for pivot in [unknown for unknown in row if unknown in solved]:
        row = _less(row, solved[pivot], row[pivot])
    return row


def _less(row: Row, other: Row, times: int) -> Row:
    if not times:
        return row
    result = dict(row)
    for unknown, by in other.items():
        rest = (result.get(unknown, 0) - times * by) % PRIME
        if rest:
            result[unknown] = rest
        else:
            result.pop(unknown, None)
    return result
