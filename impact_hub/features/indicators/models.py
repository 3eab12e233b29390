"""Indicators with their versions, splits, cells, assignments and targets."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON
from sqlmodel import Field, UniqueConstraint

from impact_hub.features.indicators.rules.kinds import (
    Direction,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.db import ExactDecimal, Row, Versioned, Words, choice


class Indicator(Versioned, table=True):
    """One shared definition for all partners. Its earlier versions are kept."""

    __table_args__ = (UniqueConstraint("initiative_id", "code"),)

    initiative_id: int = Field(foreign_key="initiative.id", ondelete="CASCADE")
    result_id: int | None = Field(
        default=None, foreign_key="result.id", index=True, ondelete="SET NULL"
    )
    code: str
    position: int = 0
    version: int = 1  # of the definition; the row's own is its revision
    why: str = ""  # it has become what it is: the reason for this version
    titles: dict[str, str] = Field(sa_type=Words)
    definitions: dict[str, str] = Field(default_factory=dict, sa_type=Words)
    units: dict[str, str] = Field(default_factory=dict, sa_type=Words)
    part_names: dict[str, str] = Field(default_factory=dict, sa_type=Words)
    whole_names: dict[str, str] = Field(default_factory=dict, sa_type=Words)
    currency: str = ""  # of an amount: EUR
    kind: ValueKind = Field(sa_type=choice(ValueKind))
    over_time: OverTime = Field(sa_type=choice(OverTime))
    over_partners: OverPartners = Field(sa_type=choice(OverPartners))
    direction: Direction = Field(default=Direction.UP, sa_type=choice(Direction))
    rhythm: Rhythm = Field(sa_type=choice(Rhythm))
    counts_people: bool = True  # small numbers of it are protected
    # The total is never typed: it is the sum of the categories of this dimension.
    summed_over_id: int | None = Field(
        default=None, foreign_key="dimension.id", index=True, ondelete="SET NULL"
    )
    asked_of: AskedOf = Field(default=AskedOf.EVERYONE, sa_type=choice(AskedOf))
    starts: date  # asked for from here on …
    ends: date | None = None  # … to here; its figures stay
    baseline: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    baseline_on: date | None = None
    source: str = ""  # whose figures these are, where they come from elsewhere
    source_url: str = ""
    licence: str = ""
    created_at: datetime


class IndicatorVersion(Row, table=True):
    """A definition as it once was."""

    __tablename__ = "indicator_version"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("indicator_id", "version"),)

    indicator_id: int = Field(foreign_key="indicator.id", ondelete="CASCADE")
    version: int
    definition: dict[str, object] = Field(sa_type=JSON)
    replaced_at: datetime
    replaced_by: str  # the name as it was
    replaced_by_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    why: str = ""


class Dimension(Versioned, table=True):
    """How figures are split: age, sex … An initiative's indicators share it."""

    __table_args__ = (UniqueConstraint("initiative_id", "code"),)

    initiative_id: int = Field(foreign_key="initiative.id", ondelete="CASCADE")
    code: str
    titles: dict[str, str] = Field(sa_type=Words)
    position: int = 0
    is_levels: bool = False  # its categories are ordered levels, the lowest first


class Category(Versioned, table=True):
    """One of a dimension. Its code never changes: values are kept under it."""

    __table_args__ = (UniqueConstraint("dimension_id", "code"),)

    dimension_id: int = Field(foreign_key="dimension.id", ondelete="CASCADE")
    code: str
    titles: dict[str, str] = Field(sa_type=Words)
    geo_code: str = ""
    position: int = 0
    retired_at: datetime | None = None  # no longer asked for; its values stay


class Split(Row, table=True):
    """This indicator is split by a dimension, or by several that are crossed."""

    indicator_id: int = Field(
        foreign_key="indicator.id", index=True, ondelete="CASCADE"
    )
    position: int = 0


class SplitDimension(Row, table=True):
    """A dimension of a split: sex × age has two."""

    __tablename__ = "split_dimension"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("split_id", "dimension_id"),)

    split_id: int = Field(foreign_key="split.id", ondelete="CASCADE")
    dimension_id: int = Field(
        foreign_key="dimension.id", index=True, ondelete="CASCADE"
    )
    position: int = 0


class CellRecord(Row, table=True):
    """A place for values: the total, a category, or a crossing. Its key is its text."""

    __tablename__ = "cell"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("initiative_id", "key"),)

    initiative_id: int = Field(foreign_key="initiative.id", ondelete="CASCADE")
    key: str = ""  # str(Cell): "" is the total


class CellCategory(Row, table=True):
    """A category of a cell."""

    __tablename__ = "cell_category"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("cell_id", "category_id"),)

    cell_id: int = Field(foreign_key="cell.id", ondelete="CASCADE")
    category_id: int = Field(foreign_key="category.id", index=True, ondelete="CASCADE")


class Assignment(Row, table=True):
    """This partner is asked for this indicator, or let off from it, from … to …

    Of an indicator that is asked of everyone only exceptions are kept; of others the
    partners that are named. See `rules.owing`.
    """

    indicator_id: int = Field(
        foreign_key="indicator.id", index=True, ondelete="CASCADE"
    )
    organisation_id: int = Field(
        foreign_key="organisation.id", index=True, ondelete="CASCADE"
    )
    is_asked: bool = True
    starts: date
    ends: date | None = None


class PartnerBaseline(Row, table=True):
    """Where one partner starts."""

    __tablename__ = "partner_baseline"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("indicator_id", "organisation_id"),)

    indicator_id: int = Field(foreign_key="indicator.id", ondelete="CASCADE")
    organisation_id: int = Field(
        foreign_key="organisation.id", index=True, ondelete="CASCADE"
    )
    figure: Decimal = Field(sa_type=ExactDecimal)


class DefinitionSeen(Row, table=True):
    """The newest version of a definition that a partner has confirmed."""

    __tablename__ = "definition_seen"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("indicator_id", "organisation_id"),)

    indicator_id: int = Field(foreign_key="indicator.id", ondelete="CASCADE")
    organisation_id: int = Field(
        foreign_key="organisation.id", index=True, ondelete="CASCADE"
    )
    version: int


class AimChange(Row, table=True):
    """Baseline and targets as they were, and what they became; of all or one partner.

    See `service.aiming.kept`.
    """

    __tablename__ = "aim_change"  # pyright: ignore[reportAssignmentType]

    indicator_id: int = Field(
        foreign_key="indicator.id", index=True, ondelete="CASCADE"
    )
    organisation_id: int | None = Field(
        default=None, foreign_key="organisation.id", index=True, ondelete="CASCADE"
    )
    version: int  # of the definition at that time
    before: dict[str, object] = Field(sa_type=JSON)
    after: dict[str, object] = Field(sa_type=JSON)
    at: datetime
    who: str  # the name as it was
    who_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    why: str = ""


class Target(Row, table=True):
    """Where we want to be by a day: all together, or one partner."""

    indicator_id: int = Field(
        foreign_key="indicator.id", index=True, ondelete="CASCADE"
    )
    organisation_id: int | None = Field(
        default=None, foreign_key="organisation.id", index=True, ondelete="CASCADE"
    )
    due: date
    figure: Decimal = Field(sa_type=ExactDecimal)  # of a ratio: the fraction
