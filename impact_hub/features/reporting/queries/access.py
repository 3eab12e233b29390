"""Which updates somebody may see: their own, and those of an initiative they steer."""

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative
from impact_hub.features.reporting.models import Period, Update
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


def get_period(session: Session, actor: Actor, slug: str, period_id: int) -> Period:
    """A period of an initiative that the actor takes part in."""
    initiative = initiatives.get_own(session, actor, slug)
    period = session.get(Period, period_id)
    if period is None or period.initiative_id != initiative.id:
        raise NotFound("reporting.no_such_period")
    return period
