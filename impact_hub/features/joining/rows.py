"""What somebody is asked who joins, and who takes part: frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from impact_hub.features.initiatives.rows import ParticipantRow
from impact_hub.features.initiatives.rules import Part
from impact_hub.identity.permissions import Role
from impact_hub.kit.calendar import Rhythm, Span


@dataclass(frozen=True)
class AskedRow:
    """What is asked of a partner first: so many figures, for a period, until a day."""

    figures: int
    fields: int  # of the form: figures with their categories
    rhythm: Rhythm
    span: Span | None  # None: no period is open or to come
    due_on: date | None


@dataclass(frozen=True)
class PlaceOfInvited:
    """An initiative that an invited organisation takes part in."""

    slug: str
    names: Mapping[str, str]
    goals: Mapping[str, str]
    backbone: str
    part: Part
    threshold: int
    is_open: bool
    asked: AskedRow


@dataclass(frozen=True)
class InvitationRow:
    """An invitation, as whoever holds its link may read it."""

    organisation: str
    invited_by: str
    role: Role
    is_open: bool
    why_not: str  # a code
    expires_at: datetime
    places: tuple[PlaceOfInvited, ...]


@dataclass(frozen=True)
class PeriodChoice:
    """A period from which somebody can be asked."""

    span: Span
    is_first_to_report: bool


@dataclass(frozen=True)
class PartnersRow:
    """Who takes part in an initiative, for those who take part."""

    slug: str
    names: Mapping[str, str]
    goals: Mapping[str, str]
    languages: tuple[str, ...]
    backbone: str
    starts: date
    first_to_report: date
    periods: tuple[PeriodChoice, ...]
    partners: tuple[ParticipantRow, ...]
    funders: tuple[ParticipantRow, ...]
    asked_of: Mapping[int, int]  # how many indicators, by partner
    indicators: int
    names_partners: bool  # some indicators are asked of named partners
    own: tuple[tuple[str, str], ...]  # the backbone's people's own: slug, name
    threshold: int
    is_open: bool


@dataclass(frozen=True)
class InvitedRow:
    """An organisation that was just invited, and its link's secret."""

    name: str
    address: str
    token: str
    expires_at: datetime
    asked: AskedRow
