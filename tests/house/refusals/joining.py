"""Joining: members see who takes part, the backbone invites."""

from impact_hub.features.initiatives.rules import Part
from impact_hub.features.joining import queries, service
from impact_hub.features.joining.rules import Invitee
from impact_hub.identity.kinds import OrganisationKind
from tests.factories import make_invitation, make_organisation, take_part
from tests.house.refusals.expectations import (
    EVERYBODY,
    SEES_INITIATIVE,
    STEERS,
    TAKES_PART,
    Stage,
    Table,
)


def read_invitation(at: Stage) -> object:
    """Holding the link is the right to read it."""
    _, token = make_invitation(at.session, at.cast.partner)
    return queries.read_invitation(at.session, at.actor, token)


def invite_again(at: Stage) -> object:
    entered = make_organisation(at.session, sponsor_id=at.cast.backbone.id)
    part = take_part(at.session, at.world.initiative, entered)
    return service.invite_again(at.session, at.actor, "world", part.id or 0)


def add_known(at: Stage) -> object:
    entered = make_organisation(at.session, sponsor_id=at.cast.backbone.id)
    return service.add_known(
        at.session, at.actor, "world", entered.slug, part=Part.PARTNER
    )


TABLE: Table = {
    queries.get_partners: (
        TAKES_PART,
        lambda at: queries.get_partners(at.session, at.actor, "world"),
    ),
    queries.read_invitation: (EVERYBODY, read_invitation),
    # About an initiative that the caller was let through to.
    queries.first_day: (
        SEES_INITIATIVE,
        lambda at: queries.first_day(at.session, at.actor, at.world.initiative),
    ),
    queries.what_is_asked: (
        SEES_INITIATIVE,
        lambda at: queries.what_is_asked(
            at.session, at.actor, at.world.initiative, at.cast.partner.id or 0
        ),
    ),
    service.invite: (
        STEERS,
        lambda at: service.invite(
            at.session,
            at.actor,
            "world",
            [Invitee("Newcomer")],
            part=Part.PARTNER,
            kind=OrganisationKind.SCHOOL,
        ),
    ),
    service.invite_again: (STEERS, invite_again),
    service.add_known: (STEERS, add_known),
}
