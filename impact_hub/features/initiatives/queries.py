"""Reads of initiatives, cut to what the actor may see."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, exists, or_, select

from impact_hub.features.initiatives import rules
from impact_hub.features.initiatives.models import (
    Initiative,
    Participation,
    Period,
)
from impact_hub.features.initiatives.rows import (
    InitiativeRow,
    ParticipantRow,
    PlaceRow,
    TimeRow,
)
from impact_hub.features.initiatives.rules import Part, Reader
from impact_hub.identity.models import Membership, Organisation
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit.db import id_of
from impact_hub.kit.errors import NotFound
from impact_hub.kit.order import alphabetical
from impact_hub.texts import pick


def belongs_to(actor: Actor) -> ColumnElement[bool]:
    """Initiatives that the actor takes part in, as backbone, partner or funder."""
    own = list(actor.roles)
    takes_part = select(Participation.initiative_id).where(
        col(Participation.organisation_id).in_(own)
    )
    return or_(col(Initiative.lead_id).in_(own), col(Initiative.id).in_(takes_part))


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """Initiatives that are open to everyone, and the actor's own."""
    if actor.is_house:
        return col(Initiative.id).is_not(None)
    return or_(col(Initiative.opened_at).is_not(None), belongs_to(actor))


def get_initiative(session: Session, actor: Actor, slug: str) -> Initiative:
    """An initiative that the actor may see."""
    seen = select(Initiative).where(Initiative.slug == slug, seen_by(actor))
    found = session.exec(seen).one_or_none()
    if found is None:
        raise NotFound("initiatives.no_such_initiative")
    return found


def get_by_id(session: Session, actor: Actor, initiative_id: int) -> Initiative:
    """The same by its number."""
    seen = select(Initiative).where(Initiative.id == initiative_id, seen_by(actor))
    found = session.exec(seen).one_or_none()
    if found is None:
        raise NotFound("initiatives.no_such_initiative")
    return found


def get_own(session: Session, actor: Actor, slug: str) -> Initiative:
    """An initiative that the actor takes part in; its inner pages begin with this."""
    actor.require_sign_in()
    initiative = get_initiative(session, actor, slug)
    if not (actor.is_house or reader_of(session, actor, initiative).is_member):
        raise NotFound("initiatives.no_such_initiative")
    return initiative


def get_to_edit(session: Session, actor: Actor, slug: str) -> Initiative:
    """An initiative that the actor may steer, as one of its backbone's people."""
    initiative = get_own(session, actor, slug)
    actor.require(Permission.INITIATIVE_EDIT, at=initiative.lead_id)
    return initiative


def reader_of(session: Session, actor: Actor, initiative: Initiative) -> Reader:
    """How the actor stands towards an initiative."""
    if actor.is_house:
        return Reader(is_backbone=True)
    mine = select(Participation.part, Participation.organisation_id).where(
        Participation.initiative_id == initiative.id,
        col(Participation.organisation_id).in_(list(actor.roles)),
    )
    parts = session.exec(mine).all()
    return Reader(
        is_backbone=initiative.lead_id in actor.roles,
        partners=frozenset(at for part, at in parts if part is Part.PARTNER),
        is_funder=any(part is Part.FUNDER for part, _ in parts),
    )


def get_place(session: Session, actor: Actor, slug: str) -> PlaceRow:
    """What the frame shows of an initiative to somebody who takes part in it."""
    initiative = get_own(session, actor, slug)
    reader = reader_of(session, actor, initiative)
    return PlaceRow(
        slug=initiative.slug,
        name=pick(initiative.names, actor.locale),
        notice=pick(initiative.notices, actor.locale),
        rights=rules.rights_of(
            reader,
            may_steer=actor.may(Permission.INITIATIVE_EDIT, at=initiative.lead_id),
        ),
        is_open=initiative.opened_at is not None,
    )


def is_open(session: Session, actor: Actor, slug: str) -> bool:
    """Whether there is a page of this initiative that everyone may read."""
    opened = exists().where(
        col(Initiative.slug) == slug, col(Initiative.opened_at).is_not(None)
    )
    return session.exec(select(opened)).one()


def list_mine(session: Session, actor: Actor) -> list[InitiativeRow]:
    """The initiatives that the actor takes part in, newest first."""
    return _rows(session, actor, belongs_to(actor))


def list_open(session: Session, actor: Actor) -> list[InitiativeRow]:
    """The initiatives that their backbones have opened to everyone."""
    return _rows(session, actor, col(Initiative.opened_at).is_not(None))


def list_participants(
    session: Session, actor: Actor, initiative_id: int, part: Part
) -> list[ParticipantRow]:
    """Who takes part, by name: partners are never ranked."""
    initiative = get_by_id(session, actor, initiative_id)
    return participants_of(session, actor, [id_of(initiative)], part)[id_of(initiative)]


def participants_of(
    session: Session, actor: Actor, initiative_ids: Collection[int], part: Part
) -> Mapping[int, list[ParticipantRow]]:
    """Who takes part in each of several initiatives that the actor may see."""
    peopled = select(Membership.organisation_id)
    found = session.exec(
        select(Participation, Organisation, col(Organisation.id).in_(peopled))
        .join(Organisation, col(Organisation.id) == Participation.organisation_id)
        .join(Initiative, col(Initiative.id) == Participation.initiative_id)
        .where(
            col(Initiative.id).in_(initiative_ids),
            Participation.part == part,
            seen_by(actor),
        )
    ).all()
    rows: defaultdict[int, dict[int, ParticipantRow]] = defaultdict(dict)
    for participation, organisation, has_people in sorted(
        found, key=lambda row: (alphabetical(row[1].name), row[0].starts)
    ):
        row = _participant(participation, organisation, has_people=bool(has_people))
        own = rows[participation.initiative_id]
        known = own.get(row.organisation_id)
        own[row.organisation_id] = (
            replace(known, times=known.times + row.times) if known else row
        )
    return defaultdict(list, {one: list(own.values()) for one, own in rows.items()})


def _participant(
    participation: Participation, organisation: Organisation, *, has_people: bool
) -> ParticipantRow:
    time = TimeRow(id_of(participation), participation.starts, participation.ends)
    return ParticipantRow(
        organisation_id=id_of(organisation),
        slug=organisation.slug,
        name=organisation.name,
        place=organisation.place,
        part=participation.part,
        times=(time,),
        has_people=has_people,
    )


def list_periods(session: Session, actor: Actor, initiative_id: int) -> list[Period]:
    """The periods of an initiative, in time."""
    initiative = get_by_id(session, actor, initiative_id)
    found = (
        select(Period)
        .where(Period.initiative_id == initiative.id)
        .order_by(col(Period.ends), col(Period.starts))
    )
    return list(session.exec(found))


def get_participation(
    session: Session, actor: Actor, initiative: Initiative, participation_id: int
) -> Participation:
    """One organisation's part in an initiative."""
    found = session.get(Participation, participation_id)
    if found is None or found.initiative_id != initiative.id:
        raise NotFound("initiatives.no_such_participation")
    return found


def lead_of(session: Session, actor: Actor, initiative: Initiative) -> Organisation:
    """The backbone organisation."""
    return session.get_one(Organisation, initiative.lead_id)


def _rows(
    session: Session, actor: Actor, which: ColumnElement[bool]
) -> list[InitiativeRow]:
    found: Sequence[tuple[Initiative, str]] = session.exec(
        select(Initiative, Organisation.name)
        .join(Organisation, col(Organisation.id) == Initiative.lead_id)
        .where(which)
        .order_by(col(Initiative.starts).desc(), Initiative.slug)
    ).all()
    return [
        InitiativeRow(
            slug=initiative.slug,
            name=pick(initiative.names, actor.locale),
            goal=pick(initiative.goals, actor.locale),
            area=initiative.area,
            backbone=backbone,
            is_backbone=initiative.lead_id in actor.roles,
        )
        for initiative, backbone in found
    ]
