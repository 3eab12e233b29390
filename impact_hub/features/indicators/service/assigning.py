"""Of whom an indicator is asked, from when to when, and what they know of it.

Nothing is deleted: whoever is asked no longer has an end, and what they have reported,
and were expected to report, stays as it was.
"""

from collections.abc import Collection
from datetime import date, timedelta

from sqlmodel import Session, col, select

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import Assignment, DefinitionSeen, Indicator
from impact_hub.features.indicators.queries import partners
from impact_hub.features.indicators.rules import switching
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.rules import Part
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit import audit
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import NotFound


def ask_of(
    session: Session, actor: Actor, slug: str, code: str, asked_of: AskedOf
) -> None:
    """Ask every partner, also those that come later, or only those that are named.

    For partners that are there, or were, nothing changes by that: `rules.switching`.
    """
    indicator = queries.get_to_edit(session, actor, slug, code)

    if indicator.asked_of is not asked_of:
        _hold_as_it_was(session, actor, indicator, asked_of)
        indicator.asked_of = asked_of
    _record(session, actor, "indicator.assign", indicator)


def change_partners(
    session: Session,
    actor: Actor,
    slug: str,
    code: str,
    *,
    ask: Collection[int] = (),
    let_off: Collection[int] = (),
    since: date,
) -> None:
    """Ask further partners from a day on, and let others off from that day on.

    Only the difference is given: of partners that are not named nothing changes.
    """
    indicator = queries.get_to_edit(session, actor, slug, code)
    partners.check(session, actor, indicator.initiative_id, {*ask, *let_off})

    for organisation_id in ask:
        _turn(session, indicator, organisation_id, since, is_asked=True)
    for organisation_id in let_off:
        _turn(session, indicator, organisation_id, since, is_asked=False)
    _record(session, actor, "indicator.assign", indicator)


def assign_for(
    session: Session,
    actor: Actor,
    slug: str,
    code: str,
    organisation_id: int,
    *,
    times: Collection[tuple[date, date]],
) -> None:
    """Let a partner report an indicator in these times too: figures from elsewhere.

    Only in these: between two of them nothing is expected.
    """
    indicator = queries.get_to_edit(session, actor, slug, code)
    partners.check(session, actor, indicator.initiative_id, {organisation_id})

    known = [one for one in _of(session, indicator, organisation_id) if one.is_asked]
    for starts, ends in times:
        indicator.starts = min(indicator.starts, starts)
        covered = any(
            one.starts <= starts and (one.ends is None or ends <= one.ends)
            for one in known
        )
        if not covered:
            session.add(
                Assignment(
                    indicator_id=id_of(indicator),
                    organisation_id=organisation_id,
                    starts=starts,
                    ends=ends,
                )
            )
    _record(session, actor, "indicator.assign", indicator)


def confirm_definition(
    session: Session, actor: Actor, indicator_id: int, organisation_id: int
) -> None:
    """Note that a partner has read the newest definition."""
    actor.require(Permission.FIGURES_WRITE, at=organisation_id)
    indicator = session.get(Indicator, indicator_id)
    if indicator is None:
        raise NotFound("indicators.no_such_indicator")
    partners.check(session, actor, indicator.initiative_id, {organisation_id})

    seen = session.exec(
        select(DefinitionSeen).where(
            DefinitionSeen.indicator_id == indicator_id,
            DefinitionSeen.organisation_id == organisation_id,
        )
    ).one_or_none() or DefinitionSeen(
        indicator_id=indicator_id, organisation_id=organisation_id, version=0
    )
    seen.version = indicator.version
    session.add(seen)
    _record(session, actor, "indicator.confirm", indicator)


def _hold_as_it_was(
    session: Session, actor: Actor, indicator: Indicator, asked_of: AskedOf
) -> None:
    """Name each partner, or let it off, where it would be asked otherwise than now."""
    names = asked_of is AskedOf.NAMED
    partners_here = initiatives.list_participants(
        session, actor, indicator.initiative_id, Part.PARTNER
    )
    for one in partners_here:
        known = _of(session, indicator, one.organisation_id)
        found = (
            switching.to_name(one.times, known)
            if names
            else switching.to_let_off(
                one.times, known, indicator.starts, indicator.rhythm
            )
        )
        for time in found:
            session.add(
                Assignment(
                    indicator_id=id_of(indicator),
                    organisation_id=one.organisation_id,
                    is_asked=names,
                    starts=time.starts,
                    ends=time.ends,
                )
            )
    session.flush()


def _turn(
    session: Session,
    indicator: Indicator,
    organisation_id: int,
    since: date,
    *,
    is_asked: bool,
) -> None:
    """End what said the opposite; add what says so, where it isn't so without."""
    for one in _of(session, indicator, organisation_id):
        is_over = one.ends is not None and one.ends < since
        if is_over or one.is_asked is is_asked:
            continue
        if one.starts >= since:
            session.delete(one)
        else:
            one.ends = since - timedelta(days=1)
    session.flush()
    by_itself = (indicator.asked_of is AskedOf.EVERYONE) is is_asked
    holds = any(
        one.is_asked is is_asked and one.ends is None
        for one in _of(session, indicator, organisation_id)
    )
    if not (by_itself or holds):
        session.add(
            Assignment(
                indicator_id=id_of(indicator),
                organisation_id=organisation_id,
                is_asked=is_asked,
                starts=since,
            )
        )


def _of(
    session: Session, indicator: Indicator, organisation_id: int
) -> list[Assignment]:
    return list(
        session.exec(
            select(Assignment)
            .where(
                Assignment.indicator_id == indicator.id,
                Assignment.organisation_id == organisation_id,
            )
            .order_by(col(Assignment.starts))
        )
    )


def _record(session: Session, actor: Actor, action: str, indicator: Indicator) -> None:
    audit.record(session, actor, action, indicator.id, within=indicator.initiative_id)
