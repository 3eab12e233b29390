"""Updates, their values, what of them counts, what was held back and corrected."""

from datetime import datetime
from decimal import Decimal

from sqlmodel import Field, Index, UniqueConstraint

from impact_hub.features.indicators.rules.kinds import MissingReason, Part
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.db import ExactDecimal, Row, Versioned, choice


class Update(Versioned, table=True):
    """All that one partner says about one period. It carries the workflow.

    While `approved_at` is set, its approved values count, whatever its status: what was
    approved stands until its correction is approved, or the backbone withdraws it.
    """

    __tablename__ = "partner_update"  # pyright: ignore[reportAssignmentType]

    __table_args__ = (UniqueConstraint("period_id", "organisation_id"),)

    period_id: int = Field(foreign_key="period.id", ondelete="CASCADE")
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    status: Status = Field(default=Status.DRAFT, sa_type=choice(Status))
    changed_at: datetime | None = None  # of itself or of any of its values
    note: str = ""  # the partner's own words on the period
    submitted_at: datetime | None = None
    submitted_by: str = ""  # the name as it was
    submitted_by_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    reviewed_at: datetime | None = None
    reviewed_by: str = ""  # the name as it was
    reviewed_by_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    return_reason: str = ""
    correction_reason: str = ""  # why the partner itself corrects what was approved
    withdrawal_reason: str = ""  # why the backbone lets it count no longer
    submissions: int = 0  # how often it was handed in
    first_approved_at: datetime | None = None
    approved_at: datetime | None = None  # of the version that counts; None: none does


class Figures(Row):
    """What stands in one cell of an update; see `indicators.rules.values.Answer`."""

    update_id: int = Field(foreign_key="partner_update.id", ondelete="CASCADE")
    indicator_id: int = Field(foreign_key="indicator.id")
    cell_id: int = Field(foreign_key="cell.id", index=True)
    definition_version: int = 1  # under which it was given
    figure: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    numerator: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    denominator: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    text: str = ""
    may_quote: bool = False
    reason: MissingReason | None = Field(default=None, sa_type=choice(MissingReason))
    estimated: bool = False
    note: str = ""


class Value(Figures, table=True):
    """What the partner says now: a figure, total or for one category."""

    __table_args__ = (
        UniqueConstraint("update_id", "indicator_id", "cell_id"),
        Index(None, "indicator_id", "cell_id"),
    )


class HeldEntry(Row, table=True):
    """What was typed into a field and is no figure, or not one yet: it waits there.

    The update can't be submitted over it, in whichever tab and after every reload.
    """

    __tablename__ = "held_entry"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("update_id", "indicator_id", "cell_id", "part"),)

    update_id: int = Field(foreign_key="partner_update.id", ondelete="CASCADE")
    indicator_id: int = Field(foreign_key="indicator.id")
    cell_id: int = Field(foreign_key="cell.id", index=True)
    part: Part = Field(sa_type=choice(Part))
    typed: str
    code: str  # of the sentence that says why


class ApprovedValue(Figures, table=True):
    """The same as it was when the update was approved last. Only this counts."""

    __tablename__ = "approved_value"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        UniqueConstraint("update_id", "indicator_id", "cell_id"),
        Index(None, "indicator_id", "cell_id"),
    )


class SubmittedValue(Figures, table=True):
    """The same as it was handed in, the last time and the time before: what a reviewer
    sees while the partner writes on, and what has changed since."""

    __tablename__ = "submitted_value"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        UniqueConstraint("update_id", "submission", "indicator_id", "cell_id"),
    )

    submission: int  # its number, from 1


class Correction(Row, table=True):
    """A value that changed after its approval: both figures, who, when and why."""

    update_id: int = Field(
        foreign_key="partner_update.id", index=True, ondelete="CASCADE"
    )
    indicator_id: int = Field(foreign_key="indicator.id")
    cell_id: int = Field(foreign_key="cell.id", index=True)
    before: str  # as written in the files: "42", "3/8", "withheld", "" for nothing
    after: str
    at: datetime
    who: str  # the name as it was
    who_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    why: str = ""
