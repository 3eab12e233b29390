"""Initiatives are seen by those who take part, and by everyone once they are open."""

import pytest

from impact_hub.features.initiatives import queries
from impact_hub.features.initiatives.rules import OUTSIDER, Part, Reader, Right
from impact_hub.kit.errors import Forbidden, NotFound, SignedOut
from tests.factories import make_initiative, make_organisation, take_part

MEMBERS = [
    "owner",
    "coordinator",
    "viewer",
    "partner_owner",
    "reporter",
    "partner_viewer",
    "other_reporter",
    "funder",
    "house",
]
OUTSIDERS = ["stranger", "anyone"]


@pytest.fixture
def opened(world, clock):
    world.initiative.opened_at = clock.now


@pytest.mark.parametrize("name", MEMBERS)
def test_whoever_takes_part_sees_an_initiative(session, cast, world, name):
    actor = cast.everyone()[name]

    assert queries.get_initiative(session, actor, "world") is world.initiative
    assert queries.get_by_id(session, actor, world.initiative.id) is world.initiative
    assert queries.get_own(session, actor, "world") is world.initiative


@pytest.mark.parametrize("name", OUTSIDERS)
def test_nobody_else_learns_that_it_exists(session, cast, world, name):
    actor = cast.everyone()[name]

    with pytest.raises(NotFound, match=r"initiatives\.no_such_initiative"):
        queries.get_initiative(session, actor, "world")
    with pytest.raises(NotFound, match=r"initiatives\.no_such_initiative"):
        queries.get_by_id(session, actor, world.initiative.id)
    assert queries.list_mine(session, actor) == queries.list_open(session, actor) == []


@pytest.mark.parametrize("name", OUTSIDERS)
def test_an_open_initiative_is_seen_by_everyone(session, cast, world, opened, name):
    actor = cast.everyone()[name]

    assert queries.get_initiative(session, actor, "world") is world.initiative
    assert [each.slug for each in queries.list_open(session, actor)] == ["world"]
    assert queries.list_mine(session, actor) == []


def test_its_inner_pages_stay_those_of_its_members(session, cast, world, opened):
    with pytest.raises(NotFound, match=r"initiatives\.no_such_initiative"):
        queries.get_own(session, cast.stranger, "world")
    with pytest.raises(SignedOut):
        queries.get_own(session, cast.anyone, "world")


def test_the_backbones_people_steer_it(session, cast, world):
    assert queries.get_to_edit(session, cast.coordinator, "world") is world.initiative

    for actor in (cast.viewer, cast.reporter, cast.funder):
        with pytest.raises(Forbidden):
            queries.get_to_edit(session, actor, "world")


def test_how_somebody_stands_towards_it_follows_from_their_organisations(
    session, cast, world
):
    def stands(actor):
        return queries.reader_of(session, actor, world.initiative)

    assert stands(cast.coordinator) == Reader(is_backbone=True)
    assert stands(cast.reporter) == Reader(partners=frozenset({cast.partner.id}))
    assert stands(cast.funder) == Reader(is_funder=True)
    assert stands(cast.house) == Reader(is_backbone=True)
    assert stands(cast.stranger) == stands(cast.anyone) == OUTSIDER


def test_an_organisation_may_report_and_pay(session, cast, world):
    take_part(session, world.initiative, cast.partner, Part.FUNDER)

    reader = queries.reader_of(session, cast.reporter, world.initiative)

    assert reader == Reader(partners=frozenset({cast.partner.id}), is_funder=True)


@pytest.mark.parametrize(
    ("name", "may_edit", "may_report"),
    [
        ("coordinator", True, True),
        ("viewer", False, True),
        ("reporter", False, True),
        ("funder", False, False),
    ],
)
def test_the_frame_knows_what_its_reader_may(
    session, cast, world, name, may_edit, may_report
):
    world.initiative.notices = {"de": "Hinweis", "en": "Notice"}

    place = queries.get_place(session, cast.everyone()[name], "world")

    assert (Right.EDIT in place.rights, Right.REPORT in place.rights) == (
        may_edit,
        may_report,
    )
    assert (place.slug, place.notice, place.is_open) == ("world", "Notice", False)


def test_the_frame_knows_that_it_is_open(session, cast, world, opened):
    assert queries.get_place(session, cast.reporter, "world").is_open


def test_my_initiatives_come_newest_first(session, cast, world):
    later = make_initiative(
        session,
        cast.partner,
        slug="later",
        starts=world.initiative.starts.replace(month=2),
    )

    mine = queries.list_mine(session, cast.reporter)

    assert [(each.slug, each.backbone, each.is_backbone) for each in mine] == [
        (later.slug, "Partner", True),
        ("world", "Backbone", False),
    ]
    assert mine[1].goal == "Ein Ziel"


def test_partners_are_listed_by_name_and_never_ranked(session, cast, world):
    waiting = make_organisation(session, name="Anfang")
    take_part(session, world.initiative, waiting)

    partners = queries.list_participants(
        session, cast.funder, world.initiative.id, Part.PARTNER
    )

    assert [(each.name, each.has_people) for each in partners] == [
        ("Anfang", False),
        ("Other partner", True),
        ("Partner", True),
    ]


def test_funders_are_listed_apart(session, cast, world):
    (funder,) = queries.list_participants(
        session, cast.reporter, world.initiative.id, Part.FUNDER
    )

    assert (funder.organisation_id, funder.part) == (cast.funding.id, Part.FUNDER)


def test_a_part_in_another_initiative_is_not_found(session, cast, world):
    other = make_initiative(session, cast.backbone)
    part = world.as_partner

    found = queries.get_participation(
        session, cast.coordinator, world.initiative, part.id
    )

    assert found is part
    for initiative, number in ((other, part.id), (world.initiative, 999_999)):
        with pytest.raises(NotFound, match=r"initiatives\.no_such_participation"):
            queries.get_participation(session, cast.coordinator, initiative, number)


def test_the_backbone_is_known(session, cast, world):
    assert queries.lead_of(session, cast.reporter, world.initiative) is cast.backbone
