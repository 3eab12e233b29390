"""Periods, updates, values, and what was corrected after approval."""

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Field, Index, UniqueConstraint

from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.db import ExactDecimal, Row, choice


class Period(Row, table=True):
    """A stretch of time that is reported on, and the window in which it can be."""

    __table_args__ = (UniqueConstraint("initiative_id", "rhythm", "starts"),)

    initiative_id: int = Field(foreign_key="initiative.id", ondelete="CASCADE")
    rhythm: Rhythm = Field(sa_type=choice(Rhythm))
    starts: date
    ends: date
    opens_on: date | None = None  # None: not planned yet
    due_on: date | None = None  # later is late, but still possible
    closed_at: datetime | None = None  # from here on it is locked


class Update(Row, table=True):
    """All that one partner says about one period. It carries the workflow."""

    __tablename__ = "partner_update"  # pyright: ignore[reportAssignmentType]

    __table_args__ = (UniqueConstraint("period_id", "organisation_id"),)

    period_id: int = Field(foreign_key="period.id", ondelete="CASCADE")
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    status: Status = Field(default=Status.DRAFT, sa_type=choice(Status))
    version: int = 0  # grows with every change, so that no tab overwrites another
    note: str = ""  # the partner's own words on the period
    submitted_at: datetime | None = None
    submitted_by: str = ""
    reviewed_at: datetime | None = None
    reviewed_by: str = ""
    return_reason: str = ""
    first_approved_at: datetime | None = None


class Value(Row, table=True):
    """One figure of an update, total or for one category; or why there is none."""

    __table_args__ = (
        UniqueConstraint("update_id", "indicator_id", "cell"),
        Index(None, "indicator_id", "cell"),
    )

    update_id: int = Field(foreign_key="partner_update.id", ondelete="CASCADE")
    indicator_id: int = Field(foreign_key="indicator.id")
    cell: str = ""  # str(Cell): "" is the total
    figure: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    numerator: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    denominator: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    reason: MissingReason | None = Field(default=None, sa_type=choice(MissingReason))
    estimated: bool = False
    note: str = ""


class Correction(Row, table=True):
    """A value that changed after its approval: both figures, who, when and why."""

    update_id: int = Field(
        foreign_key="partner_update.id", index=True, ondelete="CASCADE"
    )
    indicator_id: int = Field(foreign_key="indicator.id")
    cell: str = ""
    before: str  # as written in the files: "42", "3/8", "withheld", "" for nothing
    after: str
    at: datetime
    who: str
    why: str = ""
