"""Partners join, and report what is asked for."""

from sqlmodel import Session

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.indicators.service.assigning import change_partners
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives import service
from impact_hub.features.initiatives.rules import Part
from impact_hub.identity.kinds import OrganisationKind
from impact_hub.identity.permissions import Actor


def invite(
    session: Session,
    actor: Actor,
    slug: str,
    *,
    part: Part,
    name: str,
    kind: OrganisationKind,
    note: str = "",
    reports_all: bool,
) -> str:
    """Enter a new organisation: returns the secret of its invitation.

    With `reports_all` a partner reports every indicator that is asked of everyone.
    """
    invited = service.add_participant(
        session, actor, slug, part=part, name=name, kind=kind, note=note
    )
    if part is Part.PARTNER and not reports_all:
        _let_off(session, actor, slug, invited.organisation_id)
    return invited.token


def add_known(
    session: Session,
    actor: Actor,
    slug: str,
    *,
    part: Part,
    organisation_slug: str,
    reports_all: bool,
) -> None:
    """Add one of the backbone's own organisations, in the same way."""
    organisation_id = service.add_known_participant(
        session, actor, slug, part=part, organisation_slug=organisation_slug
    )
    if part is Part.PARTNER and not reports_all:
        _let_off(session, actor, slug, organisation_id)


def ask_for_all(
    session: Session, actor: Actor, slug: str, organisation_id: int
) -> None:
    """Ask a partner for every indicator, from the initiative's beginning on."""
    initiative = initiatives.get_to_edit(session, actor, slug)
    for row in queries.list_indicators(session, actor, slug):
        change_partners(
            session,
            actor,
            slug,
            row.code,
            ask=[organisation_id],
            since=max(initiative.starts, row.starts),
        )


def _let_off(session: Session, actor: Actor, slug: str, organisation_id: int) -> None:
    initiative = initiatives.get_to_edit(session, actor, slug)
    for row in queries.list_indicators(session, actor, slug):
        if row.asked_of is AskedOf.EVERYONE:
            change_partners(
                session,
                actor,
                slug,
                row.code,
                let_off=[organisation_id],
                since=initiative.starts,
            )
