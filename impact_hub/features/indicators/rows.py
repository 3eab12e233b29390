"""Indicators as they are read: frozen, with all that belongs to their definition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from impact_hub.features.indicators.rules.cells import Cell, crossed
from impact_hub.features.indicators.rules.kinds import (
    Direction,
    Kind,
    Method,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.kit.calendar import Rhythm


@dataclass(frozen=True)
class CategoryRow:
    """One category of a dimension, or one level."""

    id: int
    code: str
    titles: Mapping[str, str]
    geo_code: str
    is_retired: bool
    revision: int = 1


@dataclass(frozen=True)
class DimensionRow:
    """How figures are split, with every category in order."""

    id: int
    code: str
    titles: Mapping[str, str]
    categories: tuple[CategoryRow, ...]
    is_levels: bool = False
    revision: int = 1

    @property
    def asked(self) -> tuple[CategoryRow, ...]:
        """The categories that are still asked for."""
        return tuple(each for each in self.categories if not each.is_retired)


@dataclass(frozen=True)
class SplitRow:
    """An indicator is split by a dimension, or by several that are crossed."""

    dimensions: tuple[DimensionRow, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell that is asked for, in the order of the categories."""
        codes = [(d.code, [c.code for c in d.asked]) for d in self.dimensions]
        return tuple(crossed(codes))


@dataclass(frozen=True)
class TargetRow:
    """Where we want to be by a day."""

    due: date
    figure: Decimal
    organisation_id: int | None = None


@dataclass(frozen=True)
class AssignmentRow:
    """This partner is asked for it, or let off from it, from … to …"""

    organisation_id: int
    is_asked: bool
    starts: date
    ends: date | None


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with all that belongs to its definition."""

    id: int
    revision: int
    code: str
    position: int
    version: int
    result_id: int | None
    titles: Mapping[str, str]
    definitions: Mapping[str, str]
    units: Mapping[str, str]
    part_names: Mapping[str, str]  # of a quotient: what the numerator counts …
    whole_names: Mapping[str, str]  # … and the denominator
    currency: str
    kind: ValueKind
    over_time: OverTime
    over_partners: OverPartners
    direction: Direction
    rhythm: Rhythm
    counts_people: bool
    summed_over: DimensionRow | None
    asked_of: AskedOf
    starts: date
    ends: date | None
    baseline: Decimal | None
    baseline_on: date | None
    source: str
    source_url: str
    licence: str
    splits: tuple[SplitRow, ...] = ()
    assignments: tuple[AssignmentRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    partner_targets: tuple[TargetRow, ...] = ()
    partner_baselines: Mapping[int, Decimal] = field(default_factory=dict[int, Decimal])
    seen_versions: Mapping[int, int] = field(default_factory=dict[int, int])
    why: str = ""  # its definition has become what it is

    @property
    def method(self) -> Method:
        """How its values add up."""
        return Method(self.kind, self.over_time, self.over_partners)

    @property
    def of_kind(self) -> Kind:
        """All that follows from its kind."""
        return self.method.of_kind

    @property
    def is_retired(self) -> bool:
        """Whether it has an end: it is asked for no longer, or not for long."""
        return self.ends is not None

    @property
    def dimensions(self) -> tuple[DimensionRow, ...]:
        """Every dimension that it is split by, in order."""
        each = (d for split in self.splits for d in split.dimensions)
        return tuple({dimension.id: dimension for dimension in each}.values())

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell that is asked for beside the total, in order."""
        each = (cell for split in self.splits for cell in split.cells)
        return tuple(dict.fromkeys(each))


@dataclass(frozen=True)
class VersionRow:
    """A definition as it once was, and the one that came after it."""

    version: int
    replaced_at: datetime
    replaced_by: str
    why: str
    definition: Mapping[str, object]
    after: Mapping[str, object]


@dataclass(frozen=True)
class AimChangeRow:
    """Baseline and targets as they once were, and what they became."""

    at: datetime
    who: str
    why: str
    before: Mapping[str, object]  # baseline, baseline_on, targets: [[day, figure]]
    after: Mapping[str, object]
    organisation_id: int | None = None  # one partner's own
