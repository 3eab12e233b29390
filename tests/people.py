"""The cast: who acts in the tests. Every refusal is tried with each of them."""

from dataclasses import dataclass

from sqlmodel import Session

from impact_hub.identity import sessions
from impact_hub.identity.models import Organisation
from impact_hub.identity.permissions import ANYONE, Actor, Role, house
from tests.factories import make_member, make_organisation


@dataclass(frozen=True)
class Cast:
    """People, and the organisations that they belong to."""

    backbone: Organisation
    partner: Organisation
    other_partner: Organisation
    funding: Organisation
    outside: Organisation

    owner: Actor  # of the backbone
    coordinator: Actor  # its editor
    viewer: Actor
    partner_owner: Actor
    reporter: Actor  # the partner's editor
    partner_viewer: Actor
    other_reporter: Actor  # the other partner's editor
    funder: Actor
    stranger: Actor  # owns an organisation that has nothing to do with it
    anyone: Actor  # signed out
    house: Actor  # a program of the house

    def everyone(self) -> dict[str, Actor]:
        """Each of them by name."""
        found = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: who for name, who in found.items() if isinstance(who, Actor)}


def settle_cast(session: Session) -> Cast:
    """Put them into an empty database. See `world.settle`."""
    backbone = make_organisation(session, name="Backbone")
    partner = make_organisation(session, name="Partner")
    other_partner = make_organisation(session, name="Other partner")
    funding = make_organisation(session, name="Funder")
    outside = make_organisation(session, name="Outside")

    def member(of: Organisation, role: Role, name: str) -> Actor:
        return sessions.as_actor(session, make_member(session, of, role, name=name))

    return Cast(
        backbone=backbone,
        partner=partner,
        other_partner=other_partner,
        funding=funding,
        outside=outside,
        owner=member(backbone, Role.OWNER, "Olga Owner"),
        coordinator=member(backbone, Role.EDITOR, "Cora Coordinator"),
        viewer=member(backbone, Role.VIEWER, "Vera Viewer"),
        partner_owner=member(partner, Role.OWNER, "Paul Owner"),
        reporter=member(partner, Role.EDITOR, "Rita Reporter"),
        partner_viewer=member(partner, Role.VIEWER, "Vito Viewer"),
        other_reporter=member(other_partner, Role.EDITOR, "Omar Other"),
        funder=member(funding, Role.EDITOR, "Fiona Funder"),
        stranger=member(outside, Role.OWNER, "Stella Stranger"),
        anyone=ANYONE,
        house=house("tests"),
    )
