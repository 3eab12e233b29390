"""Earlier definitions are kept, with who changed them, when and why."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager

from sqlmodel import Session, col, select

from impact_hub.features.indicators.models import (
    Indicator,
    IndicatorVersion,
    Split,
    SplitDimension,
)
from impact_hub.features.indicators.queries.versions import snapshot
from impact_hub.identity.permissions import Actor
from impact_hub.kit import clock
from impact_hub.kit.db import id_of, touch


@contextmanager
def keeping(
    session: Session, actor: Actor, indicators: Iterable[Indicator], *, why: str = ""
) -> Generator[None]:
    """What is changed within makes a new version of each definition that is no longer
    the same; partners are told. Whoever calls knows that the actor may change it."""
    before = [(each, snapshot(session, actor, each)) for each in indicators]
    yield
    session.flush()
    for indicator, was in before:
        if snapshot(session, actor, indicator) == was:
            continue
        session.add(
            IndicatorVersion(
                indicator_id=id_of(indicator),
                version=indicator.version,
                definition=was,
                replaced_at=clock.now(),
                replaced_by=actor.name,
                replaced_by_id=actor.person_id,
                why=why,
            )
        )
        indicator.version += 1
        indicator.why = why
    session.flush()


def split_by(session: Session, actor: Actor, *dimension_ids: int) -> list[Indicator]:
    """The indicators that are split by one of these dimensions."""
    numbers = (
        select(Split.indicator_id)
        .join(SplitDimension, col(SplitDimension.split_id) == Split.id)
        .where(col(SplitDimension.dimension_id).in_(dimension_ids))
    )
    return list(
        session.exec(
            select(Indicator)
            .where(col(Indicator.id).in_(numbers))
            .order_by(col(Indicator.id))
        )
    )


def grow(indicator: Indicator) -> None:
    """A new revision, where only what belongs to an indicator has changed."""
    touch(indicator, "created_at", indicator.created_at)
