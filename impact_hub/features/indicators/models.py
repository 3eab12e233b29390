"""Indicators with their versions, dimensions, assignments and targets."""

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
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.db import ExactDecimal, Row, Words, choice


class Indicator(Row, table=True):
    """One shared definition for all partners. Its earlier versions are kept."""

    __table_args__ = (UniqueConstraint("initiative_id", "code"),)

    initiative_id: int = Field(foreign_key="initiative.id", ondelete="CASCADE")
    result_id: int | None = Field(
        default=None, foreign_key="result.id", index=True, ondelete="SET NULL"
    )
    code: str
    position: int = 0
    version: int = 1
    titles: dict[str, str] = Field(sa_type=Words)
    definitions: dict[str, str] = Field(default_factory=dict, sa_type=Words)
    units: dict[str, str] = Field(default_factory=dict, sa_type=Words)
    currency: str = ""  # of an amount: EUR
    kind: ValueKind = Field(sa_type=choice(ValueKind))
    over_time: OverTime = Field(sa_type=choice(OverTime))
    over_partners: OverPartners = Field(sa_type=choice(OverPartners))
    direction: Direction = Field(default=Direction.UP, sa_type=choice(Direction))
    rhythm: Rhythm = Field(sa_type=choice(Rhythm))
    counts_people: bool = True  # small numbers of it are protected
    total_is_sum: bool = False  # the total is never typed, it is the categories' sum
    baseline: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    baseline_on: date | None = None
    source: str = ""  # whose figures these are, where they come from elsewhere
    source_url: str = ""
    licence: str = ""
    retired_at: datetime | None = None
    created_at: datetime


class IndicatorVersion(Row, table=True):
    """A definition as it once was."""

    __tablename__ = "indicator_version"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("indicator_id", "version"),)

    indicator_id: int = Field(foreign_key="indicator.id", ondelete="CASCADE")
    version: int
    definition: dict[str, object] = Field(sa_type=JSON)
    replaced_at: datetime
    replaced_by: str
    why: str = ""


class Dimension(Row, table=True):
    """How figures are split: age, sex … An initiative's indicators share it."""

    __table_args__ = (UniqueConstraint("initiative_id", "code"),)

    initiative_id: int = Field(foreign_key="initiative.id", ondelete="CASCADE")
    code: str
    titles: dict[str, str] = Field(sa_type=Words)


class Category(Row, table=True):
    """One of a dimension. Its code never changes: values are kept under it."""

    __table_args__ = (UniqueConstraint("dimension_id", "code"),)

    dimension_id: int = Field(foreign_key="dimension.id", ondelete="CASCADE")
    code: str
    titles: dict[str, str] = Field(sa_type=Words)
    geo_code: str = ""
    position: int = 0
    retired_at: datetime | None = None  # no longer asked for; its values stay


class Split(Row, table=True):
    """This indicator is split by this dimension."""

    __table_args__ = (UniqueConstraint("indicator_id", "dimension_id"),)

    indicator_id: int = Field(foreign_key="indicator.id", ondelete="CASCADE")
    dimension_id: int = Field(
        foreign_key="dimension.id", index=True, ondelete="CASCADE"
    )
    position: int = 0


class Assignment(Row, table=True):
    """This partner reports this indicator, from … to …"""

    __table_args__ = (UniqueConstraint("indicator_id", "organisation_id"),)

    indicator_id: int = Field(foreign_key="indicator.id", ondelete="CASCADE")
    organisation_id: int = Field(
        foreign_key="organisation.id", index=True, ondelete="CASCADE"
    )
    starts: date
    ends: date | None = None
    baseline: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    seen_version: int = 1  # the newest definition that the partner has confirmed


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
