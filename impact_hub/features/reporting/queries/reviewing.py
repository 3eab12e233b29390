"""What was handed in, for the backbone to review: never what is only being typed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from impact_hub.config import settings
from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.models import CellRecord
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Period
from impact_hub.features.reporting.models import (
    ApprovedValue,
    SubmittedValue,
    Update,
    Value,
)
from impact_hub.features.reporting.queries import forms, rounds
from impact_hub.features.reporting.queries.figures import (
    EntryRow,
    Values,
    answer_of,
    values_of,
)
from impact_hub.features.reporting.queries.forms import FormRow
from impact_hub.features.reporting.rules.noticing import Noticed, notice
from impact_hub.features.reporting.rules.workflow import Status, was_late
from impact_hub.identity.models import Organisation
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit.calendar import Span
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import NotFound

# In these the partner can't write: what stands in an update was handed in.
HANDED_IN = (Status.SUBMITTED, Status.APPROVED)


@dataclass(frozen=True)
class ReviewedEntry:
    """One indicator of an update as it was handed in, and what is worth a look."""

    entry: EntryRow
    noticed: Noticed


@dataclass(frozen=True)
class ReviewRow:
    """An update as its reviewer sees it."""

    form: FormRow
    entries: tuple[ReviewedEntry, ...]
    was_handed_in: bool
    waiting: tuple[rounds.ToReviewRow, ...]  # others that wait for the actor


@dataclass(frozen=True)
class WaitingRow:
    """An update that waits for the backbone."""

    update_id: int
    revision: int
    period_id: int
    span: Span
    organisation_slug: str
    organisation: str
    submitted_at: datetime | None
    is_late: bool
    notable: int  # indicators that are worth a look, and what the partner says


def get_review(
    session: Session, actor: Actor, slug: str, period_id: int, organisation_slug: str
) -> ReviewRow:
    """An update as it was handed in last, whatever its partner types meanwhile."""
    form = forms.get_form(session, actor, slug, period_id, organisation_slug)
    if not form.may_review:
        raise NotFound("reporting.no_such_update")
    update = None if form.update_id is None else session.get(Update, form.update_id)
    others = rounds.list_to_review(session, actor)
    waiting = [each for each in others if not _is_of(each, form)]
    if update is None:
        return ReviewRow(form, (), was_handed_in=False, waiting=tuple(waiting))
    now, earlier = _handed_in(session, [update])[id_of(update)]
    previous = _previous(session, actor, [update])[id_of(update)]
    counts = form.approved if form.is_being_corrected else None
    return ReviewRow(
        form=replace(form, values=now, previous=previous, held={}),
        entries=tuple(
            ReviewedEntry(
                replace(
                    each,
                    values=now.get(each.indicator.id, {}),
                    previous=previous.get(each.indicator.id, {}),
                    held={},
                ),
                _noticed(each.indicator, now, previous, earlier, counts),
            )
            for each in form.entries
        ),
        was_handed_in=bool(now),
        waiting=tuple(waiting),
    )


def get_figures(
    session: Session, actor: Actor, slug: str
) -> tuple[rounds.Matrix, list[WaitingRow]]:
    """Who owes what, and what waits for the actor as the backbone."""
    matrix = rounds.get_matrix(session, actor, slug)
    return matrix, list_waiting(session, actor, slug)


def list_waiting(session: Session, actor: Actor, slug: str) -> list[WaitingRow]:
    """Updates of an initiative that wait for its backbone, oldest first, each with how
    much of it is worth a look. Nobody else has any to review."""
    initiative = initiatives.get_own(session, actor, slug)
    if not actor.may(Permission.FIGURES_REVIEW, at=initiative.lead_id):
        return []
    found = session.exec(
        select(Update, Period, Organisation)
        .join(Period, col(Period.id) == Update.period_id)
        .join(Organisation, col(Organisation.id) == Update.organisation_id)
        .where(Period.initiative_id == initiative.id, Update.status == Status.SUBMITTED)
        .order_by(col(Update.submitted_at), col(Update.id))
    ).all()
    notable = _count_notable(session, actor, slug, [update for update, _, _ in found])
    return [
        WaitingRow(
            update_id=id_of(update),
            revision=update.revision,
            period_id=id_of(period),
            span=Span(period.starts, period.ends, period.rhythm),
            organisation_slug=organisation.slug,
            organisation=organisation.name,
            submitted_at=update.submitted_at,
            is_late=was_late(update.submitted_at, period.due_on, settings().timezone),
            notable=notable[id_of(update)],
        )
        for update, period, organisation in found
    ]


def _is_of(row: rounds.ToReviewRow, form: FormRow) -> bool:
    place = row.initiative_slug, row.period_id, row.organisation_slug
    return place == (form.initiative_slug, form.period_id, form.organisation_slug)


def _count_notable(
    session: Session, actor: Actor, slug: str, updates: Sequence[Update]
) -> Mapping[int, int]:
    rows = indicators.list_indicators(session, actor, slug, retired=True)
    handed_in = _handed_in(session, updates)
    previous = _previous(session, actor, updates)
    correcting = [id_of(each) for each in updates if each.approved_at is not None]
    counts = values_of(session, actor, correcting, table=ApprovedValue)
    found: dict[int, int] = {}
    for update in updates:
        now, earlier = handed_in[id_of(update)]
        found[id_of(update)] = sum(
            bool(
                _noticed(
                    row,
                    now,
                    previous[id_of(update)],
                    earlier,
                    counts.get(id_of(update)),
                )
            )
            for row in rows
            if row.id in now
        ) + bool(update.note)
    return found


def _noticed(
    row: IndicatorRow,
    now: Values,
    previous: Values,
    earlier: Values | None,
    counts: Values | None,
) -> Noticed:
    return notice(
        now.get(row.id, {}),
        row.of_kind,
        previous=previous.get(row.id, {}),
        earlier=None if earlier is None else earlier.get(row.id, {}),
        counts=None if counts is None else counts.get(row.id, {}),
    )


def _handed_in(
    session: Session, updates: Sequence[Update]
) -> Mapping[int, tuple[Values, Values | None]]:
    """What each update says as it was handed in last, and what it said the time before;
    None where there was no such time."""
    ids = [id_of(each) for each in updates]
    kept: defaultdict[tuple[int, int], dict[int, dict[Cell, Answer]]]
    kept = defaultdict(lambda: defaultdict(dict))
    for value, key in session.exec(
        select(SubmittedValue, CellRecord.key)
        .join(CellRecord, col(CellRecord.id) == SubmittedValue.cell_id)
        .where(col(SubmittedValue.update_id).in_(ids))
    ):
        cells = kept[value.update_id, value.submission][value.indicator_id]
        cells[Cell.read(key)] = answer_of(value)
    standing = _standing(session, updates)
    found: dict[int, tuple[Values, Values | None]] = {}
    for update in updates:
        newest = kept.get((id_of(update), update.submissions), {})
        now = standing.get(id_of(update), newest)
        found[id_of(update)] = now, kept.get((id_of(update), update.submissions - 1))
    return found


def _standing(session: Session, updates: Iterable[Update]) -> Mapping[int, Values]:
    """What stands in those updates that nobody writes in just now."""
    ids = [id_of(each) for each in updates if each.status in HANDED_IN]
    found: dict[int, dict[int, dict[Cell, Answer]]] = {one: {} for one in ids}
    for value, key in session.exec(
        select(Value, CellRecord.key)
        .join(CellRecord, col(CellRecord.id) == Value.cell_id)
        .where(col(Value.update_id).in_(ids))
    ):
        cells = found[value.update_id].setdefault(value.indicator_id, {})
        cells[Cell.read(key)] = answer_of(value)
    return found


def _previous(
    session: Session, actor: Actor, updates: Sequence[Update]
) -> Mapping[int, Values]:
    """What each partner has handed in for the last period before."""
    periods = {
        id_of(each): each
        for each in session.exec(
            select(Period).where(
                col(Period.initiative_id).in_(
                    select(Period.initiative_id).where(
                        col(Period.id).in_([each.period_id for each in updates])
                    )
                )
            )
        )
    }
    others = session.exec(
        select(Update).where(
            col(Update.organisation_id).in_([u.organisation_id for u in updates]),
            col(Update.period_id).in_(periods),
        )
    ).all()
    before = {
        id_of(update): last
        for update in updates
        if (last := _last_before(update, others, periods)) is not None
    }
    approved = values_of(
        session,
        actor,
        [id_of(each) for each in before.values() if each.approved_at is not None],
        table=ApprovedValue,
    )
    handed_in = _standing(session, before.values())
    return {
        id_of(update): _either(before.get(id_of(update)), approved, handed_in)
        for update in updates
    }


def _either(
    update: Update | None, approved: Mapping[int, Values], others: Mapping[int, Values]
) -> Values:
    if update is None:
        return {}
    return approved.get(id_of(update)) or others.get(id_of(update), {})


def _last_before(
    update: Update, others: Iterable[Update], periods: Mapping[int, Period]
) -> Update | None:
    own = periods[update.period_id]
    earlier = [
        each
        for each in others
        if each.organisation_id == update.organisation_id
        and (each.approved_at is not None or each.status in HANDED_IN)
        and periods[each.period_id].rhythm == own.rhythm
        and periods[each.period_id].starts < own.starts
    ]
    return max(earlier, key=lambda each: periods[each.period_id].starts, default=None)
