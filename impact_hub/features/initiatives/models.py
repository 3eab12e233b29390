"""Initiatives, and who takes part in them."""

from datetime import date, datetime

from sqlalchemy import JSON
from sqlmodel import Field, UniqueConstraint

from impact_hub.features.initiatives.rules import DEFAULT_THRESHOLD, Part
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.db import Row, Words, choice


class Initiative(Row, table=True):
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
    opened_at: datetime | None = None  # since when everyone may see it
    created_at: datetime


class Participation(Row, table=True):
    """An organisation takes part, as a partner who reports or a funder who reads."""

    __table_args__ = (UniqueConstraint("initiative_id", "organisation_id", "part"),)

    initiative_id: int = Field(foreign_key="initiative.id", ondelete="CASCADE")
    organisation_id: int = Field(
        foreign_key="organisation.id", index=True, ondelete="CASCADE"
    )
    part: Part = Field(sa_type=choice(Part))
    starts: date
    ends: date | None = None
