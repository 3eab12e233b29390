"""Taking over figures from a file: many updates at once, as the backbone's people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, insert, select

from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.indicators.service.placing import cell_ids
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Period
from impact_hub.features.reporting.models import Update, Value
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.reporting.service.values import Author, let_count
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit import clock
from impact_hub.kit.calendar import Span
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import Conflict

_AT_ONCE = 5000  # so many parameters every database takes in one statement


@dataclass(frozen=True, slots=True)
class Taken:
    """A value that a file brings, for a cell of an update."""

    indicator_id: int
    version: int  # of its definition
    cell: Cell
    answer: Answer
    replaces: int | None  # the number of the value in this cell; None: there is none


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a file brings for one partner's update of one period."""

    organisation_id: int
    span: Span
    status: Status
    values: tuple[Taken, ...]


def take_over(
    session: Session,
    actor: Actor,
    slug: str,
    deliveries: Sequence[Delivery],
    *,
    why: str,
) -> None:
    """Keep what a file brings. Whoever calls has checked it against the rules.

    Periods that are missing are added closed: nobody reports on them by hand, unless
    the backbone reopens them. An update that exists keeps the times of its workflow.
    """
    initiative = initiatives.get_own(session, actor, slug)
    actor.require(Permission.FIGURES_IMPORT, at=initiative.lead_id)
    try:
        updates = _updates(session, actor, id_of(initiative), deliveries)
        was = {id_of(update): update.status for update in updates}
        for delivery, update in zip(deliveries, updates, strict=True):
            _move(update, delivery.status, actor, why)
        pairs = list(zip(deliveries, updates, strict=True))
        cells = {taken.cell for one in deliveries for taken in one.values}
        places = cell_ids(session, actor, id_of(initiative), cells)
        _write(session, pairs, places)
        _approve(session, actor, pairs, was, why)
        session.flush()
    except IntegrityError as error:  # somebody has begun the same update or period
        raise Conflict("reporting.taken_meanwhile") from error


def _updates(
    session: Session,
    actor: Actor,
    initiative_id: int,
    deliveries: Sequence[Delivery],
) -> list[Update]:
    """The update of each delivery, with those that did not exist."""
    periods = _periods(session, initiative_id, {one.span for one in deliveries})
    known = {
        (update.period_id, update.organisation_id): update
        for update in session.exec(
            select(Update)
            .join(Period, col(Period.id) == Update.period_id)
            .where(Period.initiative_id == initiative_id)
        )
    }
    updates: list[Update] = []
    for one in deliveries:
        key = (periods[one.span], one.organisation_id)
        if key not in known:
            known[key] = Update(period_id=key[0], organisation_id=key[1])
            session.add(known[key])
        updates.append(known[key])
    session.flush()
    return updates


def _periods(
    session: Session, initiative_id: int, wanted: Iterable[Span]
) -> Mapping[Span, int]:
    """The number of each period, with those that did not exist."""
    periods = {
        Span(period.starts, period.ends, period.rhythm): period
        for period in session.exec(
            select(Period).where(Period.initiative_id == initiative_id)
        )
    }
    for span in sorted(wanted):
        if span not in periods:
            periods[span] = Period(
                initiative_id=initiative_id,
                rhythm=span.rhythm,
                starts=span.starts,
                ends=span.ends,
                closed_at=clock.now(),
            )
            session.add(periods[span])
    session.flush()
    return {span: id_of(period) for span, period in periods.items()}


def _move(update: Update, status: Status, actor: Actor, why: str) -> None:
    """Give an update its status, with the times that it does not have yet."""
    now = clock.now()
    if status is not Status.DRAFT and not update.submitted_by:
        # When its partner gave the figures nobody knows: so they can't be late.
        update.submitted_by, update.submitted_by_id = actor.name, actor.person_id
    decided = status in (Status.APPROVED, Status.RETURNED)
    if decided and update.reviewed_at is None:
        update.reviewed_at, update.reviewed_by = now, actor.name
        update.reviewed_by_id = actor.person_id
    if update.approved_at is not None and status is not Status.APPROVED:
        update.correction_reason = why  # what was approved counts until this is
    update.status = status
    update.changed_at = now


def _approve(
    session: Session,
    actor: Actor,
    pairs: Sequence[tuple[Delivery, Update]],
    was: Mapping[int, Status],
    why: str,
) -> None:
    """Let what is brought as approved count: whoever brings it may approve.

    Of an update that was approved only the indicators that are brought can differ.
    """
    by = Author(actor.name, actor.person_id)
    approved = [pair for pair in pairs if pair[0].status is Status.APPROVED]
    same = [pair for pair in approved if was[id_of(pair[1])] is Status.APPROVED]
    brought = {one.indicator_id for delivery, _ in same for one in delivery.values}
    others = [one for _, one in approved if was[id_of(one)] is not Status.APPROVED]
    let_count(session, actor, *others, by=by, why=why)
    let_count(session, actor, *(one for _, one in same), by=by, why=why, only=brought)


def _write(
    session: Session,
    pairs: Sequence[tuple[Delivery, Update]],
    places: Mapping[Cell, int],
) -> None:
    """Add and change the values."""
    replaced = _values(session, pairs)
    rows: list[dict[str, Any]] = []
    for delivery, update in pairs:
        for taken in delivery.values:
            value = replaced.get(taken.replaces or 0)
            row = _row(update, taken, places)
            if value is None:
                rows.append(row)
            else:
                value.sqlmodel_update(row)
    if rows:
        session.exec(insert(Value), params=rows)


def _values(
    session: Session, pairs: Sequence[tuple[Delivery, Update]]
) -> dict[int, Value]:
    """The values that are replaced, by their number."""
    ids = [
        taken.replaces
        for delivery, _ in pairs
        for taken in delivery.values
        if taken.replaces is not None
    ]
    return {
        id_of(value): value
        for some in _some_at_once(ids)
        for value in session.exec(select(Value).where(col(Value.id).in_(some)))
    }


def _some_at_once(ids: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(ids), _AT_ONCE):
        yield ids[first : first + _AT_ONCE]


def _row(update: Update, taken: Taken, places: Mapping[Cell, int]) -> dict[str, Any]:
    return {
        "update_id": id_of(update),
        "indicator_id": taken.indicator_id,
        "cell_id": places[taken.cell],
        "definition_version": taken.version,
        **asdict(taken.answer),
    }
