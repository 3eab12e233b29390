"""What an imported statistics file holds: series, each one an indicator of the hub."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from impact_hub.features.exchange.rules.problems import Doubt, Problems
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import MissingReason, ValueKind
from impact_hub.kit.calendar import Span
from impact_hub.kit.errors import Invalid


@dataclass(frozen=True, slots=True)
class Category:
    """One way in which a figure is split, with the area's code where it is an area."""

    code: str
    title: str
    geo_code: str = ""
    line: int = field(default=0, compare=False)  # where it first stands


@dataclass(frozen=True, slots=True)
class Dimension:
    """By what figures are split, with the categories that occur."""

    code: str
    title: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Observation:
    """One row: a figure, or none, for a period and a cell.

    Without a figure there may be a reason, and mostly there is none: it is not known.
    """

    line: int
    period: Span
    cell: Cell
    figure: Decimal | None = None
    reason: MissingReason | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one unit: what becomes one indicator."""

    code: str
    title: Mapping[str, str]  # by language; "" where the language is not known
    unit: str
    kind: ValueKind
    dimensions: tuple[Dimension, ...]
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole file. With problems in it, it is not complete."""

    series: tuple[Series, ...]
    problems: Problems
    doubts: tuple[Doubt, ...] = ()  # what somebody should look at before importing
    repeated: int = 0  # rows that say the same as an earlier one
    question: Invalid | None = None  # what the person has to say first
