"""The page of an invitation: what it is for, before anybody enters anything."""

from dataclasses import dataclass

from impact_hub.features.initiatives.rules import Part
from impact_hub.features.joining.rows import InvitationRow, PlaceOfInvited
from impact_hub.features.joining.views.letters import asked_sentence, seen_sentence
from impact_hub.texts import formats, pick, text
from impact_hub.texts.refusals import sentence


@dataclass(frozen=True)
class InvitedPlace:
    """An initiative that one would take part in."""

    name: str
    goal: str
    backbone: str
    asked: str
    seen: str


@dataclass(frozen=True)
class InvitationPage:
    """What an invitation is for."""

    organisation: str = ""
    invited_by: str = ""
    role: str = ""
    is_open: bool = False
    why_not: str = ""
    last_day: str = ""
    places: tuple[InvitedPlace, ...] = ()


def invitation_page(row: InvitationRow, locale: str) -> InvitationPage:
    """An invitation in the reader's words."""
    return InvitationPage(
        organisation=row.organisation,
        invited_by=row.invited_by,
        role=str(row.role),
        is_open=row.is_open,
        why_not=sentence(row.why_not, locale) if row.why_not else "",
        last_day=formats.day_of(row.expires_at, locale),
        places=tuple(_place(each, locale) for each in row.places),
    )


def unknown(code: str, locale: str) -> InvitationPage:
    """A link that leads nowhere."""
    return InvitationPage(why_not=sentence(code, locale))


def _place(row: PlaceOfInvited, locale: str) -> InvitedPlace:
    is_partner = row.part is Part.PARTNER
    return InvitedPlace(
        name=pick(row.names, locale),
        goal=pick(row.goals, locale),
        backbone=row.backbone,
        asked=asked_sentence(row.asked, locale)
        if is_partner
        else text("You can read all results, and take them away.", locale),
        seen=seen_sentence(row.threshold, row.backbone, locale, is_open=row.is_open)
        if is_partner
        else "",
    )
