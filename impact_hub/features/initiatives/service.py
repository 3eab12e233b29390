"""Verbs on initiatives and on who takes part in them."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlmodel import Session, select

from impact_hub.features.initiatives import queries, rules
from impact_hub.features.initiatives.forms import Outline
from impact_hub.features.initiatives.models import Initiative, Participation
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.organisations import queries as organisations_queries
from impact_hub.features.organisations import service as organisations
from impact_hub.identity.kinds import OrganisationKind
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit import audit, clock
from impact_hub.kit.db import check_revision, id_of
from impact_hub.kit.errors import Conflict, Invalid
from impact_hub.kit.slugs import unique_slug
from impact_hub.texts import LANGUAGES, pick


@dataclass(frozen=True)
class Invited:
    """An organisation that was entered, and the secret of its first invitation."""

    organisation_id: int
    token: str


def create_initiative(
    session: Session, actor: Actor, lead_slug: str, outline: Outline
) -> Initiative:
    """Begin an initiative, with one's own organisation as its backbone."""
    lead = organisations_queries.get_organisation(session, actor, lead_slug)
    actor.require(Permission.INITIATIVE_CREATE, at=lead.id)
    _check(outline)

    def is_taken(slug: str) -> bool:
        taken = select(Initiative.id).where(Initiative.slug == slug)
        return session.exec(taken).one_or_none() is not None

    initiative = Initiative(
        slug=unique_slug(pick(outline.names, outline.languages[0]), is_taken),
        lead_id=id_of(lead),
        names={},
        goals={},
        languages=[],
        area="",
        starts=outline.starts,
        rhythm=outline.rhythm,
        created_at=clock.now(),
    )
    _apply(initiative, outline)
    session.add(initiative)
    session.flush()
    audit.record(
        session, actor, "initiative.create", initiative.id, within=initiative.id
    )
    return initiative


def edit_initiative(
    session: Session,
    actor: Actor,
    slug: str,
    outline: Outline,
    *,
    revision: int | None = None,
) -> Initiative:
    """Change what an initiative is about; `revision` is what was read before."""
    initiative = queries.get_to_edit(session, actor, slug)
    check_revision(initiative, revision)
    _check(outline)

    _apply(initiative, outline)
    audit.record(session, actor, "initiative.edit", initiative.id, within=initiative.id)
    return initiative


def open_to_public(session: Session, actor: Actor, slug: str) -> None:
    """Let everyone see the goal, the logic and the approved totals."""
    initiative = queries.get_to_edit(session, actor, slug)

    initiative.opened_at = initiative.opened_at or clock.now()
    audit.record(session, actor, "initiative.open", initiative.id, within=initiative.id)


def close_to_public(session: Session, actor: Actor, slug: str) -> None:
    """Show the initiative to those who take part only."""
    initiative = queries.get_to_edit(session, actor, slug)

    initiative.opened_at = None
    audit.record(
        session, actor, "initiative.close", initiative.id, within=initiative.id
    )


def add_participant(
    session: Session,
    actor: Actor,
    slug: str,
    *,
    part: Part,
    name: str,
    kind: OrganisationKind,
    starts: date | None = None,
    note: str = "",
) -> Invited:
    """Enter a new organisation as partner or funder, and make its invitation.

    It takes part from `starts` on; None: from the beginning of the initiative.
    """
    initiative = queries.get_to_edit(session, actor, slug)

    organisation = organisations.sponsor_organisation(
        session, actor, name=name, kind=kind, sponsor_id=initiative.lead_id
    )
    _take_part(session, actor, initiative, id_of(organisation), part, starts)
    token = organisations.invite_first_owner(
        session, actor, id_of(organisation), note=note
    )
    return Invited(id_of(organisation), token)


def add_known_participant(
    session: Session,
    actor: Actor,
    slug: str,
    *,
    part: Part,
    organisation_slug: str,
    starts: date | None = None,
) -> int:
    """Add an organisation that the backbone's people belong to or have entered.

    Others join through an invitation: nobody is made a partner without knowing it.
    Returns the organisation's number.
    """
    initiative = queries.get_to_edit(session, actor, slug)
    organisation = organisations_queries.get_organisation(
        session, actor, organisation_slug
    )
    own = (
        organisation.id in actor.roles or organisation.sponsor_id == initiative.lead_id
    )
    if not (own or actor.is_house):
        raise Invalid("initiatives.not_yours_to_add", field="organisation")

    _take_part(session, actor, initiative, id_of(organisation), part, starts)
    return id_of(organisation)


def invite_again(
    session: Session, actor: Actor, slug: str, participation_id: int
) -> str:
    """Make a new invitation for a participant whose first one was lost."""
    initiative = queries.get_to_edit(session, actor, slug)
    participation = queries.get_participation(
        session, actor, initiative, participation_id
    )
    return organisations.invite_first_owner(
        session, actor, participation.organisation_id
    )


def end_participation(
    session: Session, actor: Actor, slug: str, participation_id: int, *, ends: date
) -> None:
    """Let an organisation's part end on a day. What it has reported still counts."""
    initiative = queries.get_to_edit(session, actor, slug)
    participation = queries.get_participation(
        session, actor, initiative, participation_id
    )
    rules.check_time(participation.starts, ends)

    participation.ends = ends
    audit.record(
        session,
        actor,
        "participation.end",
        participation.organisation_id,
        within=initiative.id,
    )


def resume_participation(
    session: Session, actor: Actor, slug: str, participation_id: int, *, starts: date
) -> None:
    """Let an organisation take part again from a day on. The time between stays as it
    was: nothing is owed for it. On the day after its end, or before, it has no end."""
    initiative = queries.get_to_edit(session, actor, slug)
    participation = queries.get_participation(
        session, actor, initiative, participation_id
    )
    if participation.ends is None:
        return

    if starts <= participation.ends + timedelta(days=1):
        participation.ends = None
    else:
        session.add(
            Participation(
                initiative_id=id_of(initiative),
                organisation_id=participation.organisation_id,
                part=participation.part,
                starts=starts,
            )
        )
    audit.record(
        session,
        actor,
        "participation.resume",
        participation.organisation_id,
        within=initiative.id,
    )


def _take_part(
    session: Session,
    actor: Actor,
    initiative: Initiative,
    organisation_id: int,
    part: Part,
    starts: date | None,
) -> None:
    already = select(Participation.id).where(
        Participation.initiative_id == initiative.id,
        Participation.organisation_id == organisation_id,
        Participation.part == part,
    )
    if session.exec(already).one_or_none() is not None:
        raise Conflict("initiatives.takes_part_already")
    session.add(
        Participation(
            initiative_id=id_of(initiative),
            organisation_id=organisation_id,
            part=part,
            starts=starts or initiative.starts,
        )
    )
    session.flush()
    audit.record(
        session, actor, "participation.add", organisation_id, within=initiative.id
    )


def _check(outline: Outline) -> None:
    if not outline.languages or not set(outline.languages) <= set(LANGUAGES):
        raise Invalid("initiatives.language_needed", field="languages")
    outline.check_limits()
    rules.check_words(outline.names, outline.languages, field="names")
    rules.check_words(outline.goals, outline.languages, field="goals")
    rules.check_time(outline.starts, outline.ends)
    rules.check_threshold(outline.threshold)
    rules.check_coverage(outline.coverage)


def _apply(initiative: Initiative, outline: Outline) -> None:
    initiative.names = outline.names
    initiative.goals = outline.goals
    initiative.notices = outline.notices
    initiative.languages = list(outline.languages)
    initiative.area = outline.area
    initiative.starts = outline.starts
    initiative.ends = outline.ends
    initiative.rhythm = outline.rhythm
    initiative.threshold = outline.threshold
    initiative.min_coverage = Decimal(outline.coverage).scaleb(-2)
