"""What the results are made from: measures, stretches of time, and approved values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from impact_hub.features.indicators.rules.adding_up import Figure
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import Method, MissingReason, ValueKind
from impact_hub.kit.calendar import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period of the initiative that could be reported on."""

    id: int
    span: Span


@dataclass(frozen=True, slots=True)
class Aim:
    """Where all together want to be by a day."""

    due: date
    figure: Decimal


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator, as far as its results need it."""

    id: int
    method: Method
    counts_people: bool
    baseline: Decimal | None
    baseline_on: date | None
    aims: tuple[Aim, ...]
    cells: tuple[Cell, ...]  # every category that it is or was split by
    expected: Mapping[int, frozenset[int]]  # the partners that owe it, by period

    @property
    def is_protected(self) -> bool:
        """Whether small numbers of it are withheld from outsiders."""
        return self.counts_people and self.method.kind in (
            ValueKind.COUNT,
            ValueKind.RATIO,
        )


@dataclass(frozen=True, slots=True)
class Fact:
    """One approved value."""

    partner: int
    period: int
    cell: Cell
    figure: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    reason: MissingReason | None
    estimated: bool


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom the results are for."""

    sees_all: bool = False  # the backbone
    own: frozenset[int] = frozenset()  # partners whose figures they know
    sees_partners: bool = False  # takes part: each partner's total, protected


PUBLIC = Audience()


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One line of the results table.

    `span` is a period, or the whole time up to now where `to_date`. `partner` None is
    all of them together. What is withheld from the reader has `is_withheld` and no
    figure; what nobody reported has no figure either, and isn't withheld.
    """

    measure: int
    to_date: bool
    span: Span
    partner: int | None
    cell: Cell
    figure: Figure
    is_withheld: bool = False

    @property
    def is_headline(self) -> bool:
        """All partners together, nothing split."""
        return self.partner is None and self.cell == TOTAL
