"""The start page: what needs its reader, and where they belong, all at one moment."""

import re
from dataclasses import dataclass

from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.queries import InitiativeRow
from impact_hub.features.organisations import queries as organisations
from impact_hub.features.reporting.queries import rounds
from impact_hub.features.reporting.queries.rounds import DueRow, ToReviewRow
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.identity.permissions import Actor
from impact_hub.kit.db import Session
from impact_hub.texts import formats, ntext, text

# An inner page of an initiative, and of one of its indicators.
_INNER = re.compile(r"/i/([^/?#]+)(/indicators/[^/?#]+(?=/?$))?")


@dataclass(frozen=True)
class DueItem:
    """An update that is owed."""

    href: str
    period: str
    whose: str
    due: str
    status: str
    reason: str  # why it was returned


@dataclass(frozen=True)
class ReviewItem:
    """An update that waits for the reader's decision."""

    href: str
    period: str
    whose: str
    submitted: str


@dataclass(frozen=True)
class InitiativeItem:
    """An initiative in a list."""

    href: str
    name: str
    goal: str
    backbone: str
    area: str


@dataclass(frozen=True)
class OrganisationItem:
    """An organisation in a list."""

    href: str
    name: str


@dataclass(frozen=True)
class HomePage:
    """What is due, what needs the reader, and what they take part in."""

    needed: str = ""  # how much is due, and how much waits for the reader
    due: tuple[DueItem, ...] = ()
    to_review: tuple[ReviewItem, ...] = ()
    initiatives: tuple[InitiativeItem, ...] = ()
    organisations: tuple[OrganisationItem, ...] = ()
    open_initiatives: tuple[InitiativeItem, ...] = ()
    may_look_around: bool = False  # whoever is new finds something to look at


def home_page(session: Session, actor: Actor) -> HomePage:
    """The start page of whoever asks; signed out, it has what everyone may read."""
    found = initiatives.list_open(session, actor)
    is_open = tuple(_initiative(row, "p") for row in found)
    if not actor.is_somebody:
        return HomePage(open_initiatives=is_open)
    due = rounds.list_due(session, actor)
    to_review = rounds.list_to_review(session, actor)
    mine = initiatives.list_mine(session, actor)
    return HomePage(
        needed=_needed(len(due), len(to_review), actor.locale),
        due=tuple(_due(row, actor.locale) for row in due),
        to_review=tuple(_to_review(row, actor.locale) for row in to_review),
        initiatives=tuple(_initiative(row, "i") for row in mine),
        organisations=tuple(
            OrganisationItem(f"/o/{each.slug}", each.name)
            for each in organisations.list_mine(session, actor)
        ),
        open_initiatives=is_open,
        may_look_around=bool(is_open) and not mine,
    )


def _due(row: DueRow, locale: str) -> DueItem:
    at = f"{row.period_id}/{row.organisation_slug}"
    return DueItem(
        href=f"/i/{row.initiative_slug}/figures/{at}",
        period=formats.period(row.span, locale),
        whose=f"{row.organisation} · {row.initiative}",
        due=formats.day(row.due_on, locale) if row.due_on else "",
        status=str(Status.RETURNED if row.return_reason else row.window),
        reason=row.return_reason,
    )


def _to_review(row: ToReviewRow, locale: str) -> ReviewItem:
    at = f"{row.period_id}/{row.organisation_slug}"
    return ReviewItem(
        href=f"/i/{row.initiative_slug}/review/{at}",
        period=formats.period(row.span, locale),
        whose=f"{row.organisation} · {row.initiative}",
        submitted=formats.moment(row.submitted_at, locale) if row.submitted_at else "",
    )


def _initiative(row: InitiativeRow, door: str) -> InitiativeItem:
    href = f"/{door}/{row.slug}"
    return InitiativeItem(href, row.name, row.goal, row.backbone, row.area)


def _needed(due: int, to_review: int, locale: str) -> str:
    """What needs the reader, in a sentence or two. Nothing is not counted."""
    said: list[str] = []
    if due:
        said.append(
            ntext(
                "{n} update is due from you.",
                "{n} updates are due from you.",
                due,
                locale,
            )
        )
    if to_review:
        said.append(
            ntext(
                "{n} update waits for your review.",
                "{n} updates wait for your review.",
                to_review,
                locale,
            )
        )
    return " ".join(said) or text("Nothing is due. Have a good day.", locale)


def page_for_everyone(session: Session, actor: Actor, wanted: str) -> str:
    """What may be read without signing in instead of the page that was wanted.

    /i/x is /p/x where it is open, and /i/x/indicators/y is /p/x/indicators/y; of all
    other inner pages it is the initiative's.
    """
    found = _INNER.match(wanted)
    if found is None or not initiatives.is_open(session, actor, found[1]):
        return ""
    return f"/p/{found[1]}{found[2] or ''}"
