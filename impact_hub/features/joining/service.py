"""Verbs of joining: inviting one or many, ending a part, and taking part again."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session

from impact_hub.config import settings
from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.indicators.service.assigning import change_partners
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives import service
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.joining import queries
from impact_hub.features.joining.rows import InvitedRow
from impact_hub.features.joining.rules import Invitee
from impact_hub.identity.kinds import OrganisationKind
from impact_hub.identity.permissions import Actor
from impact_hub.kit import clock
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import Conflict


def invite(
    session: Session,
    actor: Actor,
    slug: str,
    invitees: Sequence[Invitee],
    *,
    part: Part,
    kind: OrganisationKind,
    starts: date | None = None,
    of_all: bool = False,
) -> list[InvitedRow]:
    """Enter new organisations, all of them or none, with an invitation each.

    They take part from `starts` on; None: from the first period that can still be
    reported on. What is asked of everyone is asked of them, too; with `of_all` also
    what is asked of partners that are named.
    """
    initiative = initiatives.get_to_edit(session, actor, slug)
    _check_new(session, actor, id_of(initiative), invitees)

    since = starts or queries.first_day(session, actor, initiative)
    expires = clock.now() + timedelta(days=settings().invitation_days)
    entered = [
        service.add_participant(
            session,
            actor,
            slug,
            part=part,
            name=one.name,
            kind=kind,
            starts=since,
            note=one.address,
        )
        for one in invitees
    ]
    if of_all and part is Part.PARTNER:
        numbers = [each.organisation_id for each in entered]
        _ask_of(session, actor, slug, numbers, since)
    return [
        InvitedRow(
            one.name,
            one.address,
            each.token,
            expires,
            queries.what_is_asked(session, actor, initiative, each.organisation_id),
        )
        for one, each in zip(invitees, entered, strict=True)
    ]


def invite_again(
    session: Session, actor: Actor, slug: str, participation_id: int
) -> InvitedRow:
    """Make a new invitation for a participant whose first one was lost."""
    initiative = initiatives.get_to_edit(session, actor, slug)
    token = service.invite_again(session, actor, slug, participation_id)
    participation = initiatives.get_participation(
        session, actor, initiative, participation_id
    )
    rows = initiatives.list_participants(
        session, actor, id_of(initiative), participation.part
    )
    number = participation.organisation_id
    return InvitedRow(
        name=next(row.name for row in rows if row.organisation_id == number),
        address="",
        token=token,
        expires_at=clock.now() + timedelta(days=settings().invitation_days),
        asked=queries.what_is_asked(session, actor, initiative, number),
    )


def add_known(
    session: Session,
    actor: Actor,
    slug: str,
    organisation_slug: str,
    *,
    part: Part,
    starts: date | None = None,
) -> None:
    """Add one of the backbone's own organisations, in the same way."""
    initiative = initiatives.get_to_edit(session, actor, slug)
    service.add_known_participant(
        session,
        actor,
        slug,
        part=part,
        organisation_slug=organisation_slug,
        starts=starts or queries.first_day(session, actor, initiative),
    )


def _ask_of(
    session: Session, actor: Actor, slug: str, partners: Sequence[int], since: date
) -> None:
    """Ask partners also for what is asked of named ones: all but figures of others."""
    for row in indicators.list_indicators(session, actor, slug):
        if row.asked_of is AskedOf.NAMED and not row.of_kind.is_from_elsewhere:
            change_partners(session, actor, slug, row.code, ask=partners, since=since)


def _check_new(
    session: Session, actor: Actor, initiative_id: int, invitees: Sequence[Invitee]
) -> None:
    """Refuse names of organisations that take part already: they'd be there twice."""
    names = {
        row.name.casefold(): row.name
        for part in Part
        for row in initiatives.list_participants(session, actor, initiative_id, part)
    }
    there = [one.name for one in invitees if one.name.casefold() in names]
    if there:
        raise Conflict("joining.there_already", names=there)
