"""What the results are made from: measures, periods, and approved values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from impact_hub.features.indicators.rules.adding_up import Figure, NoFigure
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import Method
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.kit.calendar import Span

# The periods in an indicator's rhythm, by number, in the order of time.
Periods = Mapping[int, Span]


@dataclass(frozen=True, slots=True)
class Aim:
    """Where all together want to be by a day."""

    due: date
    figure: Decimal


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Which partners have handed in their update for a period, and what became of it.

    received         it waits for the backbone, or is approved
    approved         a version of it is approved and counts
    being_corrected  a version counts, but is being corrected
    """

    received: frozenset[int] = frozenset()
    approved: frozenset[int] = frozenset()
    being_corrected: frozenset[int] = frozenset()


NOBODY: frozenset[int] = frozenset()
NOTHING = HandedIn()


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator, as far as its results need it."""

    id: int
    method: Method
    counts_people: bool
    baseline: Decimal | None
    baseline_on: date | None
    aims: tuple[Aim, ...]
    cells: tuple[Cell, ...]  # every cell that is or was asked for, beside the total
    expected: Mapping[int, frozenset[int]]  # the partners that owe it, by period
    handed_in: Mapping[int, HandedIn] = field(default_factory=dict[int, HandedIn])
    due: frozenset[int] = frozenset()  # the periods whose updates are due by now
    partner_baselines: Mapping[int, Decimal] = field(default_factory=dict[int, Decimal])

    @property
    def is_protected(self) -> bool:
        """Whether small numbers of it are withheld from outsiders."""
        return self.counts_people and self.method.of_kind.may_be_of_people


@dataclass(frozen=True, slots=True)
class Fact:
    """One approved value."""

    partner: int
    period: int
    cell: Cell
    answer: Answer


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom the results are for."""

    sees_all: bool = False  # the backbone
    own: frozenset[int] = frozenset()  # partners whose figures they know
    sees_partners: bool = False  # takes part: each partner's total, protected


PUBLIC = Audience()


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of the results table.

    `span` is a period, or the whole time up to its end where `to_date`; `period` is its
    number either way. `partner` None is all of them together. What is withheld from the
    reader has `is_withheld` and no figure. A period is complete where every update that
    is owed is approved; what is still missing may change its figure.
    """

    measure: int
    to_date: bool
    span: Span
    partner: int | None
    cell: Cell
    figure: Figure
    period: int = 0
    is_complete: bool = True
    is_withheld: bool = False

    @property
    def is_headline(self) -> bool:
        """All partners together, nothing split."""
        return self.partner is None and self.cell == TOTAL

    @property
    def is_asked(self) -> bool:
        """Whether anybody owed it, or gave it unasked."""
        return bool(self.figure.expected or self.figure.reported)

    @property
    def why(self) -> NoFigure | None:
        """Why there is no figure; None where there is one."""
        return NoFigure.WITHHELD if self.is_withheld else self.figure.why


@dataclass(frozen=True, slots=True)
class Quote:
    """An answer in words. Its partner is named before those who take part."""

    measure: int
    period: int
    span: Span
    partner: int | None
    text: str
    note: str = ""
    may_quote: bool = False  # its partner agrees that everyone reads it
