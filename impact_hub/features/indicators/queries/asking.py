"""From when something new is asked for, and until when something old is."""

from datetime import date

from sqlmodel import Session, col, select

from impact_hub.features.indicators.rules import asking
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Period
from impact_hub.identity.permissions import Actor
from impact_hub.kit import clock
from impact_hub.kit.calendar import Rhythm


def usual_starts(session: Session, actor: Actor, slug: str) -> dict[Rhythm, date]:
    """From when a new indicator is asked for, by its rhythm."""
    initiative = initiatives.get_initiative(session, actor, slug)
    periods = session.exec(
        select(Period)
        .where(Period.initiative_id == initiative.id)
        .order_by(col(Period.starts))
    ).all()
    return {
        rhythm: asking.usual_start(
            [each for each in periods if each.rhythm is rhythm],
            today=clock.today(),
            otherwise=initiative.starts,
        )
        for rhythm in Rhythm
    }


def usual_start(session: Session, actor: Actor, slug: str, rhythm: Rhythm) -> date:
    """The same for one rhythm."""
    return usual_starts(session, actor, slug)[rhythm]


def usual_end(session: Session, actor: Actor, slug: str, rhythm: Rhythm) -> date:
    """The last day of what is asked no longer."""
    return asking.day_before(usual_start(session, actor, slug, rhythm))
