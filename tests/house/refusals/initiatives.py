"""Initiatives: its members see one, its backbone's editors steer it."""

from datetime import date

from impact_hub.features.initiatives import queries, service
from impact_hub.features.initiatives.forms import Outline
from impact_hub.features.initiatives.rules import Part
from impact_hub.identity.kinds import OrganisationKind
from tests.factories import make_organisation, take_part
from tests.house.refusals.expectations import (
    EVERYBODY,
    SEES_INITIATIVE,
    STEERS,
    STEERS_THE_BACKBONE,
    TAKES_PART,
    Stage,
    Table,
)

OUTLINE = Outline(
    names={"de": "Name"},
    goals={"de": "Ziel"},
    languages=("de",),
    starts=date(2026, 1, 1),
)


def add_known_participant(at: Stage) -> object:
    entered = make_organisation(at.session, sponsor_id=at.cast.backbone.id)
    return service.add_known_participant(
        at.session, at.actor, "world", part=Part.PARTNER, organisation_slug=entered.slug
    )


def invite_again(at: Stage) -> object:
    entered = make_organisation(at.session, sponsor_id=at.cast.backbone.id)
    part = take_part(at.session, at.world.initiative, entered)
    return service.invite_again(at.session, at.actor, "world", part.id or 0)


def resume_participation(at: Stage) -> object:
    at.world.as_partner.ends = date(2026, 6, 30)
    return service.resume_participation(
        at.session,
        at.actor,
        "world",
        at.world.as_partner.id or 0,
        starts=date(2026, 7, 1),
    )


TABLE: Table = {
    queries.get_initiative: (
        SEES_INITIATIVE,
        lambda at: queries.get_initiative(at.session, at.actor, "world"),
    ),
    queries.get_by_id: (
        SEES_INITIATIVE,
        lambda at: queries.get_by_id(at.session, at.actor, at.world.initiative.id or 0),
    ),
    queries.get_own: (
        TAKES_PART,
        lambda at: queries.get_own(at.session, at.actor, "world"),
    ),
    queries.get_to_edit: (
        STEERS,
        lambda at: queries.get_to_edit(at.session, at.actor, "world"),
    ),
    queries.is_open: (
        EVERYBODY,
        lambda at: queries.is_open(at.session, at.actor, "world"),
    ),
    queries.get_place: (
        TAKES_PART,
        lambda at: queries.get_place(at.session, at.actor, "world"),
    ),
    queries.list_mine: (
        EVERYBODY,
        lambda at: queries.list_mine(at.session, at.actor),
    ),
    queries.list_open: (
        EVERYBODY,
        lambda at: queries.list_open(at.session, at.actor),
    ),
    queries.list_participants: (
        SEES_INITIATIVE,
        lambda at: queries.list_participants(
            at.session, at.actor, at.world.initiative.id or 0, Part.PARTNER
        ),
    ),
    queries.participants_of: (
        EVERYBODY,
        lambda at: queries.participants_of(
            at.session, at.actor, [at.world.initiative.id or 0], Part.PARTNER
        ),
    ),
    queries.list_periods: (
        SEES_INITIATIVE,
        lambda at: queries.list_periods(
            at.session, at.actor, at.world.initiative.id or 0
        ),
    ),
    # About an initiative that the caller was let through to.
    queries.reader_of: (
        EVERYBODY,
        lambda at: queries.reader_of(at.session, at.actor, at.world.initiative),
    ),
    queries.get_participation: (
        EVERYBODY,
        lambda at: queries.get_participation(
            at.session, at.actor, at.world.initiative, at.world.as_partner.id or 0
        ),
    ),
    queries.lead_of: (
        EVERYBODY,
        lambda at: queries.lead_of(at.session, at.actor, at.world.initiative),
    ),
    service.create_initiative: (
        STEERS_THE_BACKBONE,
        lambda at: service.create_initiative(at.session, at.actor, "backbone", OUTLINE),
    ),
    service.edit_initiative: (
        STEERS,
        lambda at: service.edit_initiative(at.session, at.actor, "world", OUTLINE),
    ),
    service.open_to_public: (
        STEERS,
        lambda at: service.open_to_public(at.session, at.actor, "world"),
    ),
    service.close_to_public: (
        STEERS,
        lambda at: service.close_to_public(at.session, at.actor, "world"),
    ),
    service.add_participant: (
        STEERS,
        lambda at: service.add_participant(
            at.session,
            at.actor,
            "world",
            part=Part.FUNDER,
            name="Stiftung",
            kind=OrganisationKind.FOUNDATION,
        ),
    ),
    service.add_known_participant: (STEERS, add_known_participant),
    service.invite_again: (STEERS, invite_again),
    service.end_participation: (
        STEERS,
        lambda at: service.end_participation(
            at.session,
            at.actor,
            "world",
            at.world.as_partner.id or 0,
            ends=date(2026, 12, 31),
        ),
    ),
    service.resume_participation: (
        STEERS,
        resume_participation,
    ),
}
