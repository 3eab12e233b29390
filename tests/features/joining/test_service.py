"""Inviting one or many, and what those who join owe."""

from datetime import date

import pytest
from sqlmodel import select

from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.rules.owing import AskedOf, Owed
from impact_hub.features.indicators.service.assigning import ask_of
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives import service as taking_part
from impact_hub.features.initiatives.models import Participation
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.joining import queries, service
from impact_hub.features.joining.rules import Invitee
from impact_hub.features.organisations import service as organisations
from impact_hub.identity.kinds import OrganisationKind
from impact_hub.identity.models import Organisation
from impact_hub.kit.errors import Conflict, Forbidden, Invalid
from tests.factories import (
    Q1,
    Q2,
    Q3,
    make_indicator,
    make_organisation,
    make_period,
    take_part,
)

NEW = Invitee("Newcomer", "post@new.example")


def invite(session, actor, *names, part=Part.PARTNER, **given):
    return service.invite(
        session,
        actor,
        "world",
        [Invitee(name) for name in names] or [NEW],
        part=part,
        kind=OrganisationKind.SCHOOL,
        **given,
    )


def owed(session, cast, organisation_id: int, span) -> list[str]:
    """The codes of what a partner owes for a period."""
    initiative = initiatives.get_own(session, cast.coordinator, "world")
    rows = indicators.list_indicators(session, cast.coordinator, "world")
    partners = initiatives.list_participants(
        session, cast.coordinator, initiative.id, Part.PARTNER
    )
    return [
        row.code
        for row in rows
        if organisation_id in Owed(rows, partners).partners(row, span)
    ]


@pytest.fixture
def asked_of_all(session, world):
    """An indicator that is asked of everyone, since the initiative's beginning."""
    return make_indicator(
        session, world.initiative, code="all", asked_of=AskedOf.EVERYONE
    )


def test_whoever_joins_owes_what_is_asked_of_everyone(
    session, cast, world, asked_of_all
):
    (invited,) = invite(session, cast.coordinator)

    joined = organisations.accept_invitation(session, cast.stranger, invited.token)
    assert owed(session, cast, joined.id, Q2) == ["all"]
    assert invited.asked.figures == 1


def test_but_nothing_of_before_it_joined(session, cast, world, asked_of_all):
    make_period(session, world.initiative, Q1)
    (invited,) = invite(session, cast.coordinator)

    joined = organisations.accept_invitation(session, cast.stranger, invited.token)
    assert owed(session, cast, joined.id, Q1) == []
    assert owed(session, cast, joined.id, Q2) == ["all"]
    assert (invited.asked.span, invited.asked.due_on) == (Q2, date(2026, 7, 31))


def test_unless_the_invitation_says_from_which_period(
    session, cast, world, asked_of_all
):
    make_period(session, world.initiative, Q1)
    (invited,) = invite(session, cast.coordinator, starts=Q1.starts)

    joined = organisations.accept_invitation(session, cast.stranger, invited.token)
    assert owed(session, cast, joined.id, Q1) == ["all"]


def test_or_asks_for_what_is_asked_of_named_partners_as_well(
    session, cast, world, asked_of_all
):
    (invited,) = invite(session, cast.coordinator, of_all=True)

    joined = organisations.accept_invitation(session, cast.stranger, invited.token)
    assert owed(session, cast, joined.id, Q2) == ["people", "share", "all"]
    assert invited.asked.figures == 3


def test_who_joins_owes_what_the_backbone_asks_of_everyone_by_then(
    session, cast, world, asked_of_all
):
    ask_of(session, cast.coordinator, "world", "all", AskedOf.NAMED)
    ask_of(session, cast.coordinator, "world", "people", AskedOf.EVERYONE)
    page = queries.get_partners(session, cast.coordinator, "world")
    (invited,) = invite(session, cast.coordinator)

    joined = organisations.accept_invitation(session, cast.stranger, invited.token)
    assert page.names_partners
    assert page.asked_of[cast.partner.id] == 3
    assert owed(session, cast, joined.id, Q2) == ["people"]
    assert owed(session, cast, cast.partner.id, Q2) == ["people", "share", "all"]
    after = queries.get_partners(session, cast.coordinator, "world")
    assert after.asked_of[joined.id] == 1


def test_a_funder_owes_nothing(session, cast, world, asked_of_all):
    (invited,) = invite(session, cast.coordinator, part=Part.FUNDER)

    joined = organisations.accept_invitation(session, cast.stranger, invited.token)
    assert owed(session, cast, joined.id, Q2) == []


def test_many_are_invited_at_once_each_with_a_link_of_its_own(session, cast, world):
    rows = invite(session, cast.coordinator, "North", "South", "West")

    assert [row.name for row in rows] == ["North", "South", "West"]
    assert len({row.token for row in rows}) == 3


def test_or_none_of_them_where_one_takes_part_already(session, cast, world):
    before = len(session.exec(select(Organisation)).all())

    with pytest.raises(Conflict, match=r"joining\.there_already") as refused:
        invite(session, cast.coordinator, "North", "other PARTNER")

    assert refused.value.params == {"names": ["other PARTNER"]}
    assert len(session.exec(select(Organisation)).all()) == before


@pytest.mark.parametrize("who", ["viewer", "reporter", "funder"])
def test_only_the_backbones_editors_invite(session, cast, world, who):
    with pytest.raises(Forbidden):
        invite(session, getattr(cast, who))


def test_an_organisation_of_ones_own_joins_alike(session, cast, world, asked_of_all):
    own = make_organisation(session, sponsor_id=cast.backbone.id)

    service.add_known(session, cast.coordinator, "world", own.slug, part=Part.PARTNER)

    assert owed(session, cast, own.id, Q2) == ["all"]


def test_nobody_is_made_a_partner_without_knowing_it(session, cast, world):
    with pytest.raises(Invalid, match=r"initiatives\.not_yours_to_add"):
        service.add_known(
            session, cast.coordinator, "world", "outside", part=Part.PARTNER
        )


def test_whoever_comes_back_owes_nothing_for_the_time_between(
    session, cast, world, asked_of_all
):
    part = world.as_partner
    taking_part.end_participation(
        session, cast.coordinator, "world", part.id, ends=date(2026, 3, 31)
    )
    taking_part.resume_participation(
        session, cast.coordinator, "world", part.id, starts=Q3.starts
    )

    assert [owed(session, cast, cast.partner.id, span) for span in (Q1, Q2, Q3)] == [
        ["people", "share", "all"],
        [],
        ["people", "share", "all"],
    ]
    row = next(
        each
        for each in queries.get_partners(session, cast.coordinator, "world").partners
        if each.organisation_id == cast.partner.id
    )
    assert [(time.starts, time.ends) for time in row.times] == [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (Q3.starts, None),
    ]


def test_an_end_is_taken_back_where_nothing_lies_between(session, cast, world):
    part = world.as_partner
    taking_part.end_participation(
        session, cast.coordinator, "world", part.id, ends=date(2026, 6, 30)
    )
    taking_part.resume_participation(
        session, cast.coordinator, "world", part.id, starts=date(2026, 7, 1)
    )

    assert part.ends is None
    of_partner = select(Participation).where(
        Participation.organisation_id == cast.partner.id
    )
    assert len(session.exec(of_partner).all()) == 1


# What an invitation is for


def test_an_invitation_says_what_it_is_for(session, cast, world, asked_of_all):
    (invited,) = invite(session, cast.coordinator)

    row = queries.read_invitation(session, cast.anyone, invited.token)

    (place,) = row.places
    assert (row.organisation, row.invited_by, row.is_open) == (
        "Newcomer",
        cast.coordinator.name,
        True,
    )
    assert (place.names, place.backbone, place.part) == (
        world.initiative.names,
        "Backbone",
        Part.PARTNER,
    )
    assert (place.asked.figures, place.asked.span) == (1, Q2)


def test_one_that_counts_no_longer_tells_nothing(session, cast, world):
    (invited,) = invite(session, cast.coordinator)
    organisations.accept_invitation(session, cast.stranger, invited.token)

    row = queries.read_invitation(session, cast.anyone, invited.token)

    assert (row.is_open, row.places) == (False, ())
    assert row.why_not == "organisations.invitation_accepted"


def test_a_new_link_takes_the_place_of_a_lost_one(session, cast, world):
    (lost,) = invite(session, cast.coordinator)
    partners = queries.get_partners(session, cast.coordinator, "world").partners
    waiting = next(each for each in partners if each.name == "Newcomer")

    again = service.invite_again(
        session, cast.coordinator, "world", waiting.participation_id
    )

    assert again.name == "Newcomer"
    assert not queries.read_invitation(session, cast.anyone, lost.token).is_open
    assert queries.read_invitation(session, cast.anyone, again.token).is_open


def test_others_than_the_backbone_see_who_takes_part_and_no_organisation_of_theirs(
    session, cast, world
):
    take_part(session, world.initiative, make_organisation(session, name="Third"))

    row = queries.get_partners(session, cast.reporter, "world")

    assert [each.name for each in row.partners] == ["Other partner", "Partner", "Third"]
    assert row.own == ()
    assert row.asked_of[cast.partner.id] == 2
