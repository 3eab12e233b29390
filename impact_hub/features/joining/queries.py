"""Reads of who takes part, and of what joining would mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.owing import AskedOf, Owed, is_asked
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative, Participation, Period
from impact_hub.features.initiatives.rows import ParticipantRow
from impact_hub.features.initiatives.rules import Part, Right
from impact_hub.features.joining.rows import (
    AskedRow,
    InvitationRow,
    PartnersRow,
    PeriodChoice,
    PlaceOfInvited,
)
from impact_hub.features.joining.rules import first_to_report
from impact_hub.features.organisations import queries as organisations
from impact_hub.features.organisations.rules import (
    INVITATION_SENTENCES,
    InvitationStatus,
)
from impact_hub.identity.permissions import Actor, house
from impact_hub.kit import clock
from impact_hub.kit.calendar import Rhythm, Span, containing
from impact_hub.kit.db import id_of


@dataclass(frozen=True)
class _Window:
    """A period, as far as the rules need it."""

    starts: date
    ends: date
    due_on: date | None
    is_closed: bool


def get_partners(session: Session, actor: Actor, slug: str) -> PartnersRow:
    """Who takes part in an initiative, and what inviting more of them needs."""
    initiative = initiatives.get_own(session, actor, slug)
    number = id_of(initiative)
    may_invite = Right.EDIT in initiatives.get_place(session, actor, slug).rights
    partners = initiatives.list_participants(session, actor, number, Part.PARTNER)
    funders = initiatives.list_participants(session, actor, number, Part.FUNDER)
    asked = indicators.list_indicators(session, actor, slug)
    periods = initiatives.list_periods(session, actor, number)
    first = _first_to_report(initiative, periods)
    taking = {row.organisation_id for row in (*partners, *funders)}
    mine = organisations.list_mine(session, actor) if may_invite else []
    return PartnersRow(
        slug=initiative.slug,
        names=initiative.names,
        goals=initiative.goals,
        languages=tuple(initiative.languages),
        backbone=initiatives.lead_of(session, actor, initiative).name,
        starts=initiative.starts,
        first_to_report=first,
        periods=tuple(_choices(periods, initiative.rhythm, first)),
        partners=tuple(partners),
        funders=tuple(funders),
        asked_of={
            row.organisation_id: _asked_now(asked, row.organisation_id)
            for row in partners
        },
        indicators=len(asked),
        names_partners=any(
            row.asked_of is AskedOf.NAMED and not row.of_kind.is_from_elsewhere
            for row in asked
        ),
        own=tuple((each.slug, each.name) for each in mine if each.id not in taking),
        threshold=initiative.threshold,
        is_open=initiative.opened_at is not None,
    )


def first_day(session: Session, actor: Actor, initiative: Initiative) -> date:
    """From which day on somebody is asked who joins an initiative now."""
    periods = initiatives.list_periods(session, actor, id_of(initiative))
    return _first_to_report(initiative, periods)


def what_is_asked(
    session: Session, actor: Actor, initiative: Initiative, organisation_id: int
) -> AskedRow:
    """What a partner is asked first: of a period that can still be reported on."""
    rows = indicators.list_indicators(session, actor, initiative.slug)
    partners = initiatives.list_participants(
        session, actor, id_of(initiative), Part.PARTNER
    )
    periods = initiatives.list_periods(session, actor, id_of(initiative))
    return _asked_first(initiative, rows, partners, periods, organisation_id)


def read_invitation(session: Session, actor: Actor, token: str) -> InvitationRow:
    """What an invitation is for. Holding its link is the right to read it."""
    found = organisations.read_invitation(session, actor, token)
    invitation = organisations.by_token(session, actor, token)
    is_open = found.status is InvitationStatus.OPEN
    return InvitationRow(
        organisation=found.organisation,
        invited_by=found.invited_by,
        role=found.role,
        is_open=is_open,
        why_not="" if is_open else INVITATION_SENTENCES[found.status],
        expires_at=found.expires_at,
        places=_places(session, invitation.organisation_id) if is_open else (),
    )


def _places(session: Session, organisation_id: int) -> tuple[PlaceOfInvited, ...]:
    """The initiatives that an organisation takes part in now. Its invitation is the
    right to read of them; the house looks them up."""
    reader = house("invitation")
    found = session.exec(
        select(Initiative, Participation.part)
        .join(Participation, col(Participation.initiative_id) == Initiative.id)
        .where(
            Participation.organisation_id == organisation_id,
            col(Participation.ends).is_(None),
        )
        .order_by(col(Initiative.starts), Initiative.slug)
    ).all()
    return tuple(
        PlaceOfInvited(
            slug=initiative.slug,
            names=initiative.names,
            goals=initiative.goals,
            backbone=initiatives.lead_of(session, reader, initiative).name,
            part=Part(part),
            threshold=initiative.threshold,
            is_open=initiative.opened_at is not None,
            asked=what_is_asked(session, reader, initiative, organisation_id),
        )
        for initiative, part in found
    )


def _asked_first(
    initiative: Initiative,
    rows: list[IndicatorRow],
    partners: list[ParticipantRow],
    periods: Iterable[Period],
    organisation_id: int,
) -> AskedRow:
    owed = Owed(rows, partners)
    today = clock.today()
    for period in sorted(periods, key=lambda each: each.starts):
        span = Span(period.starts, period.ends, period.rhythm)
        asked = [row for row in rows if organisation_id in owed.partners(row, span)]
        is_over = period.due_on is not None and period.due_on < today
        if period.closed_at is None and not is_over and asked:
            return AskedRow(
                len(asked), _fields(asked), period.rhythm, span, period.due_on
            )
    now = [row for row in rows if _is_asked_now(row, organisation_id)]
    return AskedRow(len(now), _fields(now), initiative.rhythm, None, None)


def _fields(rows: Iterable[IndicatorRow]) -> int:
    """How many inputs a form of these has."""
    return sum(
        len(row.of_kind.parts) * (len(row.cells) + (row.summed_over is None))
        for row in rows
    )


def _asked_now(rows: Iterable[IndicatorRow], organisation_id: int) -> int:
    return sum(_is_asked_now(row, organisation_id) for row in rows)


def _is_asked_now(row: IndicatorRow, organisation_id: int) -> bool:
    if row.rhythm is Rhythm.SPAN:
        now = Span(clock.today(), clock.today(), Rhythm.SPAN)
    else:
        now = containing(clock.today(), row.rhythm)
    return is_asked(row, organisation_id, now)


def _first_to_report(initiative: Initiative, periods: Iterable[Period]) -> date:
    windows = [
        _Window(each.starts, each.ends, each.due_on, each.closed_at is not None)
        for each in periods
        if each.rhythm == initiative.rhythm
    ]
    return first_to_report(
        windows, today=clock.today(), initiative_starts=initiative.starts
    )


def _choices(
    periods: Iterable[Period], rhythm: Rhythm, first: date
) -> Iterable[PeriodChoice]:
    for each in sorted(periods, key=lambda one: one.starts, reverse=True):
        if each.rhythm == rhythm:
            span = Span(each.starts, each.ends, each.rhythm)
            yield PeriodChoice(span, each.starts == first)
