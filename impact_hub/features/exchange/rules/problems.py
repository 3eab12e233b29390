"""What is wrong with a file, row by row: all of it, not only the first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

# As many are kept to be shown; the others are counted.
SHOWN = 500


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a row and column. With column "" it is the row as a whole."""

    line: int  # in the file, as a person counts
    column: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class Doubt(Problem):
    """What somebody should look at before importing; it keeps nothing back."""

    field: str = ""  # of the form: where one can say how it is meant


@dataclass(slots=True)
class Problems:
    """The first problems of a file, and how many there are in all."""

    first: list[Problem] = field(default_factory=list[Problem])
    total: int = 0

    def add(self, line: int, column: str, code: str, **params: object) -> None:
        """Note one more."""
        self.include(Problem(line, column, code, params))

    def include(self, *problems: Problem) -> None:
        """Note more that were found elsewhere."""
        self.total += len(problems)
        self.first.extend(problems[: max(SHOWN - len(self.first), 0)])

    def copy(self) -> "Problems":
        """The same, to be added to."""
        return Problems(list(self.first), self.total)

    def __iter__(self) -> Iterator[Problem]:
        """Those that are kept, line after line."""
        return iter(sorted(self.first, key=lambda problem: problem.line))

    def __len__(self) -> int:
        return self.total
