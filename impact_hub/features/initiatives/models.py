"""Initiatives, who takes part in them, and the periods that they report on."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON
from sqlmodel import Field, UniqueConstraint

from impact_hub.features.initiatives.rules import (
    DEFAULT_COVERAGE,
    DEFAULT_THRESHOLD,
    Part,
)
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.db import ExactDecimal, Row, Versioned, Words, choice


class Initiative(Versioned, table=True):
    """Organisations with one shared goal, steered by a backbone organisation."""

    slug: str = Field(unique=True)
    names: dict[str, str] = Field(sa_type=Words)
    goals: dict[str, str] = Field(sa_type=Words)
    notices: dict[str, str] = Field(default_factory=dict, sa_type=Words)
    languages: list[str] = Field(sa_type=JSON)  # the first is the main one
    area: str
    starts: date
    ends: date | None = None
    lead_id: int = Field(foreign_key="organisation.id", index=True)
    rhythm: Rhythm = Field(sa_type=choice(Rhythm))
    threshold: int = (
        DEFAULT_THRESHOLD  # smaller numbers of people are withheld from outsiders
    )
    # No verdict rests on a smaller share of the expected updates.
    min_coverage: Decimal = Field(default=DEFAULT_COVERAGE, sa_type=ExactDecimal)
    opened_at: datetime | None = None  # since when everyone may see it
    created_at: datetime


class Participation(Row, table=True):
    """An organisation takes part, as a partner who reports or a funder who reads.

    Whoever comes back after a while has a further row: the time between stays.
    """

    __table_args__ = (
        UniqueConstraint("initiative_id", "organisation_id", "part", "starts"),
    )

    initiative_id: int = Field(foreign_key="initiative.id", ondelete="CASCADE")
    organisation_id: int = Field(
        foreign_key="organisation.id", index=True, ondelete="CASCADE"
    )
    part: Part = Field(sa_type=choice(Part))
    starts: date
    ends: date | None = None


class Period(Versioned, table=True):
    """A stretch of time that is reported on, and the window in which it can be."""

    __table_args__ = (UniqueConstraint("initiative_id", "rhythm", "starts", "ends"),)

    initiative_id: int = Field(foreign_key="initiative.id", ondelete="CASCADE")
    rhythm: Rhythm = Field(sa_type=choice(Rhythm))
    starts: date
    ends: date
    opens_on: date | None = None  # None: not planned yet
    due_on: date | None = None  # later is late, but still possible
    closed_at: datetime | None = None  # from here on it is locked
