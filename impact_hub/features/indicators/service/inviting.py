"""Partners join, and report what is asked for."""

from sqlmodel import Session

from impact_hub.features.indicators.service.assigning import assign_every_indicator
from impact_hub.features.initiatives import service as initiatives
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

    With `reports_all` a partner reports every indicator that is asked for today.
    """
    invited = initiatives.add_participant(
        session, actor, slug, part=part, name=name, kind=kind, note=note
    )
    if reports_all and part is Part.PARTNER:
        assign_every_indicator(session, actor, slug, invited.organisation_id)
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
    organisation_id = initiatives.add_known_participant(
        session, actor, slug, part=part, organisation_slug=organisation_slug
    )
    if reports_all and part is Part.PARTNER:
        assign_every_indicator(session, actor, slug, organisation_id)
