"""Initiatives and who takes part in them, as they are read: frozen."""

from dataclasses import dataclass
from datetime import date

from impact_hub.features.initiatives.rules import Part, Right


@dataclass(frozen=True)
class PlaceRow:
    """An initiative as its reader sees it, for the frame around its pages."""

    slug: str
    name: str
    notice: str
    rights: frozenset[Right]
    is_open: bool

    @property
    def href(self) -> str:
        """Where its pages are."""
        return f"/i/{self.slug}"


@dataclass(frozen=True)
class InitiativeRow:
    """An initiative in a list."""

    slug: str
    name: str
    goal: str
    area: str
    backbone: str
    is_backbone: bool


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A time in which an organisation takes part."""

    participation_id: int
    starts: date
    ends: date | None


@dataclass(frozen=True)
class ParticipantRow:
    """An organisation that takes part, or has taken part."""

    organisation_id: int
    slug: str
    name: str
    place: str
    part: Part
    times: tuple[TimeRow, ...]  # the earliest first; several for whoever came back
    has_people: bool  # somebody has accepted its invitation

    @property
    def newest(self) -> TimeRow:
        """The time that it takes part in now, or took part in last."""
        return self.times[-1]

    @property
    def participation_id(self) -> int:
        """The number of the newest time."""
        return self.newest.participation_id

    @property
    def starts(self) -> date:
        """Since when, at first."""
        return self.times[0].starts

    @property
    def ends(self) -> date | None:
        """Until when; None: until further notice."""
        return self.newest.ends
