"""Which updates somebody may see: their own, and those of an initiative they steer."""

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, exists, or_, select

from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative, Participation, Period
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.organisations import queries as organisations
from impact_hub.features.reporting.models import Update
from impact_hub.identity.models import Organisation
from impact_hub.identity.permissions import Actor
from impact_hub.kit.errors import NotFound


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """Updates of the actor's organisations, and of initiatives they steer.

    What is approved is seen by others too, but only added up and protected: through
    the results room. A whole update is its partner's and the backbone's affair.
    """
    if actor.is_house:
        return col(Update.id).is_not(None)
    own = list(actor.roles)
    steered = (
        select(Period.id)
        .join(Initiative, col(Initiative.id) == Period.initiative_id)
        .where(col(Initiative.lead_id).in_(own))
    )
    return or_(col(Update.organisation_id).in_(own), col(Update.period_id).in_(steered))


def get_update(
    session: Session, actor: Actor, update_id: int, *, lock: bool = False
) -> Update:
    """An update that the actor may see; locked for whoever is about to change it."""
    actor.require_sign_in()
    seen = select(Update).where(Update.id == update_id, seen_by(actor))
    if lock:  # … and read as it is then, whatever was read of it before
        seen = seen.with_for_update().execution_options(populate_existing=True)
    found = session.exec(seen).one_or_none()
    if found is None:
        raise NotFound("reporting.no_such_update")
    return found


def get_partner(
    session: Session, actor: Actor, initiative: Initiative, organisation_slug: str
) -> Organisation:
    """A partner whose updates the actor may see: one's own, or any as the backbone."""
    partner = organisations.get_organisation(session, actor, organisation_slug)
    reader = initiatives.reader_of(session, actor, initiative)
    takes_part = exists().where(
        col(Participation.initiative_id) == initiative.id,
        col(Participation.organisation_id) == partner.id,
        col(Participation.part) == Part.PARTNER,
    )
    is_theirs = reader.is_backbone and session.exec(select(takes_part)).one()
    if not (is_theirs or partner.id in reader.partners):
        raise NotFound("reporting.no_such_update")
    return partner


def get_period(session: Session, actor: Actor, slug: str, period_id: int) -> Period:
    """A period of an initiative that the actor takes part in."""
    initiative = initiatives.get_own(session, actor, slug)
    period = session.get(Period, period_id)
    if period is None or period.initiative_id != initiative.id:
        raise NotFound("reporting.no_such_period")
    return period
