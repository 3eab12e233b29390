"""Figures of a file, and what an initiative has already to compare them with. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from impact_hub.features.indicators.rows import DimensionRow, IndicatorRow
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.values import NO_ANSWER, Answer
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.calendar import Span

Place = tuple[str, str, Span, Cell]  # indicator, partner, period, cell
UpdateKey = tuple[str, Span]  # partner, period


@dataclass(frozen=True, slots=True)
class Record:
    """One value as it is kept, whose it is and where it stands."""

    indicator: str
    partner: str
    period: Span
    cell: Cell
    answer: Answer = NO_ANSWER
    status: Status = Status.DRAFT
    line: int = field(default=0, compare=False)  # where it stands in its file

    @property
    def place(self) -> Place:
        """What it is a value of. No two records have the same."""
        return self.indicator, self.partner, self.period, self.cell

    @property
    def update(self) -> UpdateKey:
        """The update that it belongs to."""
        return self.partner, self.period

    @property
    def says_something(self) -> bool:
        """Whether there is a figure, a reason or a note: only that goes out and in."""
        return not self.answer.is_empty or bool(self.answer.note)


@dataclass(frozen=True, slots=True)
class KnownPartner:
    """An organisation that reports, or has left."""

    id: int
    slug: str
    name: str
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class KnownUpdate:
    """A partner's update of a period."""

    status: Status
    was_approved: bool  # at some time: from then on, changes are corrections


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A value and its number. The record is what an export writes of it."""

    id: int
    record: Record


Values = Mapping[Place, KnownValue]


@dataclass(frozen=True, slots=True)
class Known:
    """What an initiative has, without the values."""

    languages: tuple[str, ...]  # the first is the main one
    indicators: Mapping[str, IndicatorRow] = field(
        default_factory=dict[str, IndicatorRow]
    )
    dimensions: tuple[DimensionRow, ...] = ()
    asked: frozenset[str] = frozenset()  # dimensions by which partners are asked
    partners: Mapping[str, KnownPartner] = field(
        default_factory=dict[str, KnownPartner]
    )
    periods: frozenset[Span] = frozenset()
    updates: Mapping[UpdateKey, KnownUpdate] = field(
        default_factory=dict[UpdateKey, KnownUpdate]
    )
