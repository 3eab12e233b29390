"""Who reports an indicator, from when to when, and what they know of its definition."""

from datetime import date

from sqlmodel import Session, col, select

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import Assignment, Indicator
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative, Participation
from impact_hub.features.initiatives.rules import Part
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit import audit
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import NotFound


def assign_partners(
    session: Session, actor: Actor, slug: str, code: str, organisation_ids: set[int]
) -> None:
    """Say which partners report an indicator from now on.

    Whoever is left out keeps what they have reported; their assignment is gone.
    """
    indicator = queries.get_to_edit(session, actor, slug, code)
    partners = _partners(session, indicator.initiative_id)
    if not organisation_ids <= partners.keys():
        raise NotFound("initiatives.no_such_participation")

    present = {
        each.organisation_id: each
        for each in session.exec(
            select(Assignment).where(Assignment.indicator_id == indicator.id)
        )
    }
    for organisation_id in organisation_ids - present.keys():
        _assign(session, indicator, organisation_id, partners[organisation_id])
    for organisation_id in present.keys() - organisation_ids:
        session.delete(present[organisation_id])
    _record(session, actor, "indicator.assign", indicator)


def assign_for(
    session: Session,
    actor: Actor,
    slug: str,
    code: str,
    organisation_id: int,
    *,
    starts: date,
    ends: date,
) -> None:
    """Let a partner report an indicator for this time too: figures from elsewhere."""
    indicator = queries.get_to_edit(session, actor, slug, code)
    if organisation_id not in _partners(session, indicator.initiative_id):
        raise NotFound("initiatives.no_such_participation")

    found = session.exec(
        select(Assignment).where(
            Assignment.indicator_id == indicator.id,
            Assignment.organisation_id == organisation_id,
        )
    ).one_or_none()
    if found is None:
        found = _assign(session, indicator, organisation_id, starts)
        found.ends = ends
    elif found.starts <= starts and (found.ends is None or ends <= found.ends):
        return
    else:
        found.starts = min(found.starts, starts)
        found.ends = None if found.ends is None else max(found.ends, ends)
    _record(session, actor, "indicator.assign", indicator)


def assign_every_partner(
    session: Session, actor: Actor, initiative: Initiative, indicator: Indicator
) -> None:
    """Assign everyone who takes part and is not assigned yet."""
    actor.require(Permission.INITIATIVE_EDIT, at=initiative.lead_id)
    assigned = set(
        session.exec(
            select(Assignment.organisation_id).where(
                Assignment.indicator_id == indicator.id
            )
        )
    )
    for organisation_id, starts in _partners(session, id_of(initiative)).items():
        if organisation_id not in assigned:
            _assign(session, indicator, organisation_id, starts)


def assign_every_indicator(
    session: Session, actor: Actor, slug: str, organisation_id: int
) -> None:
    """Assign a partner who has just joined to everything that is asked for."""
    initiative = initiatives.get_to_edit(session, actor, slug)
    starts = _partners(session, id_of(initiative)).get(organisation_id)
    if starts is None:
        raise NotFound("initiatives.no_such_participation")

    assigned = set(
        session.exec(
            select(Assignment.indicator_id).where(
                Assignment.organisation_id == organisation_id
            )
        )
    )
    for row in queries.list_indicators(session, actor, slug):
        if row.id not in assigned:
            indicator = session.get_one(Indicator, row.id)
            _assign(session, indicator, organisation_id, starts)
    audit.record(
        session, actor, "partner.assign", organisation_id, within=initiative.id
    )


def confirm_definition(
    session: Session, actor: Actor, indicator_id: int, organisation_id: int
) -> None:
    """Note that a partner has read the newest definition."""
    actor.require(Permission.FIGURES_WRITE, at=organisation_id)
    assignment = session.exec(
        select(Assignment).where(
            Assignment.indicator_id == indicator_id,
            Assignment.organisation_id == organisation_id,
        )
    ).one_or_none()
    if assignment is None:
        raise NotFound("indicators.no_such_indicator")

    assignment.seen_version = session.get_one(Indicator, indicator_id).version


def _partners(session: Session, initiative_id: int) -> dict[int, date]:
    """The reporting organisations, and since when each takes part."""
    partners = select(Participation.organisation_id, col(Participation.starts)).where(
        Participation.initiative_id == initiative_id, Participation.part == Part.PARTNER
    )
    return dict(session.exec(partners).all())


def _assign(
    session: Session, indicator: Indicator, organisation_id: int, starts: date
) -> Assignment:
    assignment = Assignment(
        indicator_id=id_of(indicator),
        organisation_id=organisation_id,
        starts=starts,
        seen_version=indicator.version,
    )
    session.add(assignment)
    return assignment


def _record(session: Session, actor: Actor, action: str, indicator: Indicator) -> None:
    audit.record(session, actor, action, indicator.id, within=indicator.initiative_id)
