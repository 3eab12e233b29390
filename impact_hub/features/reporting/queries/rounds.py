"""Who owes what: the matrix of partners and periods, and what is due to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from impact_hub.config import settings
from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.rules.owing import Owed
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative, Participation, Period
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.rules.workflow import (
    Status,
    Window,
    was_late,
    window,
)
from impact_hub.identity.models import Organisation
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit import clock
from impact_hub.kit.calendar import Rhythm, Span
from impact_hub.kit.db import id_of
from impact_hub.texts import pick

Found = tuple[Initiative, Period, Organisation, Update]


@dataclass(frozen=True)
class PeriodRow:
    """A period, and what it allows today."""

    id: int
    span: Span
    opens_on: date | None
    due_on: date | None
    closed_at: datetime | None
    window: Window
    revision: int = 1


@dataclass(frozen=True)
class CellRow:
    """One partner in one period."""

    is_expected: bool
    status: Status | None  # None: nothing was begun
    update_id: int | None
    submitted_at: datetime | None
    counts: bool = False  # an approved version of it counts

    @property
    def is_in(self) -> bool:
        """Whether the partner has reported. What was approved stays reported, also
        while it is being corrected."""
        return self.counts or self.status in (Status.SUBMITTED, Status.APPROVED)


@dataclass(frozen=True)
class PartnerRow:
    """A partner's line of the matrix."""

    organisation_id: int
    slug: str
    name: str
    cells: tuple[CellRow, ...]  # in the order of the periods


@dataclass(frozen=True)
class Matrix:
    """Partners by periods; newest period first, partners by name."""

    periods: tuple[PeriodRow, ...]
    partners: tuple[PartnerRow, ...]
    is_whole: bool  # False: only the reader's own organisations
    rhythm: Rhythm
    starts: date
    may_plan: bool


@dataclass(frozen=True)
class DueRow:
    """An update that somebody still owes."""

    initiative_slug: str
    initiative: str
    period_id: int
    span: Span
    due_on: date | None
    window: Window
    organisation_slug: str
    organisation: str
    status: Status | None
    return_reason: str


@dataclass(frozen=True)
class ToReviewRow:
    """An update that waits for the backbone."""

    initiative_slug: str
    initiative: str
    period_id: int
    span: Span
    organisation_slug: str
    organisation: str
    submitted_at: datetime | None
    is_late: bool


def get_matrix(session: Session, actor: Actor, slug: str) -> Matrix:
    """Who has given what. Partners see their own lines, the backbone sees all."""
    initiative = initiatives.get_own(session, actor, slug)
    reader = initiatives.reader_of(session, actor, initiative)
    own = None if reader.is_backbone else reader.partners
    periods = session.exec(
        select(Period)
        .where(Period.initiative_id == initiative.id)
        .order_by(col(Period.starts).desc(), col(Period.ends).desc())
    ).all()
    updates = {
        (update.period_id, update.organisation_id): update
        for update in session.exec(
            select(Update)
            .join(Period, col(Period.id) == Update.period_id)
            .where(Period.initiative_id == initiative.id)
        )
    }
    asked = indicators.list_indicators(session, actor, slug, retired=True)
    participants = initiatives.list_participants(
        session, actor, id_of(initiative), Part.PARTNER
    )
    owed = Owed(asked, participants)
    partners = tuple(
        PartnerRow(
            each.organisation_id,
            each.slug,
            each.name,
            tuple(
                _cell(period, each.organisation_id, updates, owed) for period in periods
            ),
        )
        for each in participants
        if own is None or each.organisation_id in own
    )
    return Matrix(
        tuple(period_row(p) for p in periods),
        partners,
        own is None,
        initiative.rhythm,
        initiative.starts,
        actor.may(Permission.INITIATIVE_EDIT, at=initiative.lead_id),
    )


def list_due(session: Session, actor: Actor) -> list[DueRow]:
    """What the actor's organisations still owe: returned first, then by due date."""
    found = session.exec(
        select(Initiative, Period, Organisation, Update)
        .join(Period, col(Period.initiative_id) == Initiative.id)
        .join(Participation, col(Participation.initiative_id) == Initiative.id)
        .join(Organisation, col(Organisation.id) == Participation.organisation_id)
        .join(
            Update,
            (col(Update.period_id) == Period.id)
            & (col(Update.organisation_id) == Organisation.id),
            isouter=True,
        )
        .where(
            Participation.part == Part.PARTNER,
            col(Organisation.id).in_(_writable(actor)),
        )
    ).all()
    ids = {id_of(initiative) for initiative, *_ in found}
    asked = indicators.list_asked(session, actor, ids)
    partners = initiatives.participants_of(session, actor, ids, Part.PARTNER)
    owed = {number: Owed(asked[number], partners[number]) for number in ids}
    rows = [
        DueRow(
            initiative_slug=initiative.slug,
            initiative=pick(initiative.names, actor.locale),
            period_id=id_of(period),
            span=Span(period.starts, period.ends, period.rhythm),
            due_on=period.due_on,
            window=_window(period),
            organisation_slug=organisation.slug,
            organisation=organisation.name,
            status=update.status if update else None,
            return_reason=update.return_reason if update else "",
        )
        for initiative, period, organisation, update in _once(found)
        if _is_owed(period, organisation, update, owed[id_of(initiative)])
    ]
    return sorted(rows, key=_urgency)


def list_to_review(session: Session, actor: Actor) -> list[ToReviewRow]:
    """Updates that wait for the actor as a backbone, oldest first."""
    steered = [at for at in actor.roles if actor.may(Permission.FIGURES_REVIEW, at=at)]
    found = session.exec(
        select(Initiative, Period, Organisation, Update)
        .join(Period, col(Period.initiative_id) == Initiative.id)
        .join(Update, col(Update.period_id) == Period.id)
        .join(Organisation, col(Organisation.id) == Update.organisation_id)
        .where(col(Initiative.lead_id).in_(steered), Update.status == Status.SUBMITTED)
        .order_by(col(Update.submitted_at))
    )
    return [
        ToReviewRow(
            initiative_slug=initiative.slug,
            initiative=pick(initiative.names, actor.locale),
            period_id=id_of(period),
            span=Span(period.starts, period.ends, period.rhythm),
            organisation_slug=organisation.slug,
            organisation=organisation.name,
            submitted_at=update.submitted_at,
            is_late=was_late(update.submitted_at, period.due_on, settings().timezone),
        )
        for initiative, period, organisation, update in found
    ]


def _once(found: Iterable[Found]) -> Iterable[Found]:
    """Each period and organisation once, also of those who came back after a while."""
    return {(id_of(row[1]), id_of(row[2])): row for row in found}.values()


def _writable(actor: Actor) -> list[int]:
    return [at for at in actor.roles if actor.may(Permission.FIGURES_WRITE, at=at)]


def _cell(
    period: Period,
    organisation_id: int,
    updates: Mapping[tuple[int, int], Update],
    owed: Owed,
) -> CellRow:
    update = updates.get((id_of(period), organisation_id))
    return CellRow(
        organisation_id in owed.anybody(_span(period)),
        update.status if update else None,
        update.id if update else None,
        update.submitted_at if update else None,
        update is not None and update.approved_at is not None,
    )


def period_row(period: Period) -> PeriodRow:
    """A period, and what it allows today."""
    return PeriodRow(
        id_of(period),
        Span(period.starts, period.ends, period.rhythm),
        period.opens_on,
        period.due_on,
        period.closed_at,
        _window(period),
        period.revision,
    )


def _span(period: Period) -> Span:
    return Span(period.starts, period.ends, period.rhythm)


def _window(period: Period) -> Window:
    return window(period.opens_on, period.due_on, period.closed_at, today=clock.today())


def _is_owed(
    period: Period,
    organisation: Organisation,
    update: Update | None,
    owed: Owed,
) -> bool:
    if update is not None and update.status is Status.RETURNED:
        return True
    if update is not None and update.status is not Status.DRAFT:
        return False
    open_now = _window(period) in (Window.OPEN, Window.OVERDUE)
    return open_now and id_of(organisation) in owed.anybody(_span(period))


def _urgency(row: DueRow) -> tuple[bool, date, str]:
    return (
        row.status is not Status.RETURNED,
        row.due_on or date.max,
        row.organisation,
    )
