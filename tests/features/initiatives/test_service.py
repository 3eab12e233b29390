"""Initiatives are begun and steered by a backbone; nobody joins without knowing it."""

from datetime import date

import pytest
from sqlmodel import select

from impact_hub.features.initiatives import queries, service
from impact_hub.features.initiatives.forms import Outline
from impact_hub.features.initiatives.models import Participation
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.organisations import service as organisations
from impact_hub.identity.models import Organisation, OrganisationKind
from impact_hub.kit.audit import AuditLine
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from tests.factories import make_initiative, make_organisation

OUTLINE = Outline(
    names={"de": "Zukunft beginnt hier"},
    goals={"de": "Alle finden einen Weg."},
    languages=["de", "en"],
    area="Musterstadt",
    starts=date(2026, 1, 1),
    ends=date(2029, 12, 31),
    rhythm=Rhythm.HALF_YEAR,
    threshold=7,
    notices={"de": "Hinweis"},
)

WRONG = [
    ({"languages": []}, "initiatives.language_needed", "languages"),
    ({"languages": ["de", "tlh"]}, "initiatives.language_needed", "languages"),
    ({"names": {"en": "Future"}}, "initiatives.words_needed", "names.de"),
    ({"goals": {}}, "initiatives.words_needed", "goals.de"),
    ({"ends": date(2025, 1, 1)}, "calendar.ends_before_start", "ends"),
    ({"threshold": 0}, "initiatives.threshold", "threshold"),
    ({"coverage": 101}, "initiatives.coverage", "coverage"),
    ({"area": "x" * 161}, "forms.too_long", "area"),
    ({"names": {"de": "x" * 301}}, "forms.too_long", "names.de"),
]


# Beginning and changing


def test_an_initiative_is_begun_by_its_backbone(session, cast, clock):
    begun = service.create_initiative(session, cast.coordinator, "backbone", OUTLINE)

    assert (begun.slug, begun.lead_id) == ("zukunft-beginnt-hier", cast.backbone.id)
    assert (begun.names, begun.threshold) == ({"de": "Zukunft beginnt hier"}, 7)
    assert (begun.rhythm, begun.notices) == (Rhythm.HALF_YEAR, {"de": "Hinweis"})
    assert begun.opened_at is None
    line = session.exec(select(AuditLine)).one()
    assert (line.action, line.within_id) == ("initiative.create", begun.id)


def test_two_initiatives_may_have_the_same_name(session, cast):
    service.create_initiative(session, cast.coordinator, "backbone", OUTLINE)
    again = service.create_initiative(session, cast.coordinator, "backbone", OUTLINE)

    assert again.slug == "zukunft-beginnt-hier-2"


def test_it_is_begun_for_ones_own_organisation_only(session, cast):
    for actor in (cast.viewer, cast.stranger, cast.reporter):
        with pytest.raises(Forbidden):
            service.create_initiative(session, actor, "backbone", OUTLINE)


@pytest.mark.parametrize(("changes", "code", "field"), WRONG)
def test_what_it_lacks_is_told_at_its_field(session, cast, changes, code, field):
    with pytest.raises(Invalid, match=code) as refused:
        service.create_initiative(
            session, cast.coordinator, "backbone", OUTLINE.model_copy(update=changes)
        )

    assert refused.value.field == field


def test_the_backbone_changes_what_it_is_about(session, cast, world):
    service.edit_initiative(session, cast.coordinator, "world", OUTLINE)

    session.flush()
    session.expire_all()
    assert world.initiative.names == {"de": "Zukunft beginnt hier"}
    assert world.initiative.slug == "world"
    assert world.initiative.ends == date(2029, 12, 31)


def test_nobody_overwrites_what_they_have_not_seen(session, cast, world):
    seen = world.initiative.revision
    service.edit_initiative(session, cast.coordinator, "world", OUTLINE, revision=seen)
    session.flush()

    with pytest.raises(Conflict, match=r"forms\.changed_elsewhere"):
        service.edit_initiative(
            session, cast.coordinator, "world", OUTLINE, revision=seen
        )
    assert world.initiative.revision == seen + 1


@pytest.mark.parametrize(("changes", "code", "field"), WRONG)
def test_a_refused_change_changes_nothing(session, cast, world, changes, code, field):
    before = dict(world.initiative.names)

    with pytest.raises(Invalid, match=code):
        service.edit_initiative(
            session, cast.coordinator, "world", OUTLINE.model_copy(update=changes)
        )

    assert world.initiative.names == before


def test_partners_do_not_change_it(session, cast, world):
    with pytest.raises(Forbidden):
        service.edit_initiative(session, cast.reporter, "world", OUTLINE)


def test_it_is_opened_to_everyone_and_closed_again(session, cast, world, clock):
    opened = clock.now
    service.open_to_public(session, cast.coordinator, "world")
    clock.tick(days=1)
    service.open_to_public(session, cast.coordinator, "world")

    assert world.initiative.opened_at == opened
    assert queries.get_initiative(session, cast.anyone, "world")

    service.close_to_public(session, cast.coordinator, "world")

    with pytest.raises(NotFound):
        queries.get_initiative(session, cast.anyone, "world")


# Who takes part


def test_a_new_partner_is_entered_and_invited(session, cast, world):
    invited = service.add_participant(
        session,
        cast.coordinator,
        "world",
        part=Part.PARTNER,
        name="Neuer Partner",
        kind=OrganisationKind.SCHOOL,
    )
    joined = organisations.accept_invitation(session, cast.stranger, invited.token)

    assert (joined.name, joined.sponsor_id) == ("Neuer Partner", cast.backbone.id)
    part = session.exec(
        select(Participation).where(Participation.organisation_id == joined.id)
    ).one()
    assert (part.part, part.starts) == (Part.PARTNER, world.initiative.starts)


def test_a_partner_may_join_later_than_the_initiative_begins(session, cast, world):
    invited = service.add_participant(
        session,
        cast.coordinator,
        "world",
        part=Part.PARTNER,
        name="Später Partner",
        kind=OrganisationKind.SCHOOL,
        starts=date(2027, 4, 1),
    )
    joined = organisations.accept_invitation(session, cast.stranger, invited.token)

    part = session.exec(
        select(Participation).where(Participation.organisation_id == joined.id)
    ).one()
    assert part.starts == date(2027, 4, 1)


def test_partners_do_not_add_partners(session, cast, world):
    with pytest.raises(Forbidden):
        service.add_participant(
            session,
            cast.reporter,
            "world",
            part=Part.PARTNER,
            name="Freunde",
            kind=OrganisationKind.SCHOOL,
        )


def add_known(session, actor, slug):
    service.add_known_participant(
        session, actor, "world", part=Part.PARTNER, organisation_slug=slug
    )


def test_the_backbone_reports_too_where_it_adds_itself(session, cast, world):
    add_known(session, cast.coordinator, "backbone")

    reader = queries.reader_of(session, cast.coordinator, world.initiative)
    assert reader.partners == {cast.backbone.id}


def test_an_organisation_that_the_backbone_has_entered_is_added_again(
    session, cast, world
):
    entered = make_organisation(session, sponsor_id=cast.backbone.id)

    add_known(session, cast.coordinator, entered.slug)

    partners = queries.list_participants(
        session, cast.coordinator, world.initiative.id, Part.PARTNER
    )
    assert entered.id in {each.organisation_id for each in partners}


def test_nobody_is_made_a_partner_without_knowing_it(session, cast, world):
    with pytest.raises(Invalid, match=r"initiatives\.not_yours_to_add"):
        add_known(session, cast.coordinator, "outside")

    add_known(session, cast.house, "outside")


def test_nobody_takes_part_twice_in_the_same_way(session, cast, world):
    add_known(session, cast.coordinator, "backbone")

    with pytest.raises(Conflict, match=r"initiatives\.takes_part_already"):
        add_known(session, cast.coordinator, "backbone")

    service.add_known_participant(
        session,
        cast.coordinator,
        "world",
        part=Part.FUNDER,
        organisation_slug="backbone",
    )


def test_a_lost_invitation_is_made_anew(session, cast, world):
    lost = service.add_participant(
        session,
        cast.coordinator,
        "world",
        part=Part.FUNDER,
        name="Stiftung",
        kind=OrganisationKind.FOUNDATION,
    )
    part = session.exec(
        select(Participation.id)
        .join(Organisation)
        .where(Organisation.name == "Stiftung")
    ).one()

    found = service.invite_again(session, cast.coordinator, "world", part)

    with pytest.raises(Conflict, match=r"organisations\.invitation_withdrawn"):
        organisations.accept_invitation(session, cast.stranger, lost.token)
    organisations.accept_invitation(session, cast.stranger, found)
    with pytest.raises(Conflict, match=r"organisations\.has_members"):
        service.invite_again(session, cast.coordinator, "world", part)


def test_others_people_are_never_invited_by_the_backbone(session, cast, world):
    with pytest.raises(Forbidden):
        service.invite_again(session, cast.coordinator, "world", world.as_partner.id)


def test_an_organisations_part_ends_and_is_resumed(session, cast, world):
    part = world.as_partner
    service.end_participation(
        session, cast.coordinator, "world", part.id, ends=date(2026, 6, 30)
    )

    assert part.ends == date(2026, 6, 30)

    service.resume_participation(
        session, cast.coordinator, "world", part.id, starts=date(2026, 7, 1)
    )

    assert part.ends is None


def test_a_part_does_not_end_before_it_starts(session, cast, world):
    with pytest.raises(Invalid, match=r"calendar\.ends_before_start"):
        service.end_participation(
            session,
            cast.coordinator,
            "world",
            world.as_partner.id,
            ends=date(2025, 12, 31),
        )


def test_a_part_in_another_initiative_is_not_found(session, cast, world):
    make_initiative(session, cast.backbone, slug="other")

    with pytest.raises(NotFound, match=r"initiatives\.no_such_participation"):
        service.resume_participation(
            session,
            cast.coordinator,
            "other",
            world.as_partner.id,
            starts=date(2026, 7, 1),
        )
