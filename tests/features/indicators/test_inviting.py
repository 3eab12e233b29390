"""A partner that joins reports what is asked for, unless it is decided otherwise."""

import pytest

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.service import inviting
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.organisations import service as organisations
from impact_hub.identity.kinds import OrganisationKind
from impact_hub.kit.errors import Forbidden, Invalid
from tests.factories import make_organisation


def invite(session, actor, *, part=Part.PARTNER, reports_all=True) -> str:
    return inviting.invite(
        session,
        actor,
        "world",
        part=part,
        name="Newcomer",
        kind=OrganisationKind.SCHOOL,
        reports_all=reports_all,
    )


def reported_by(session, cast, organisation_id: int) -> list[str]:
    rows = queries.list_indicators(session, cast.coordinator, "world")
    return [
        row.code
        for row in rows
        if organisation_id in {each.organisation_id for each in row.assignments}
    ]


def test_whoever_joins_reports_every_indicator(session, cast, world):
    token = invite(session, cast.coordinator)

    joined = organisations.accept_invitation(session, cast.stranger, token)
    assert reported_by(session, cast, joined.id) == ["people", "share"]


@pytest.mark.parametrize(
    ("part", "reports_all"), [(Part.PARTNER, False), (Part.FUNDER, True)]
)
def test_or_none_of_them(session, cast, world, part, reports_all):
    token = invite(session, cast.coordinator, part=part, reports_all=reports_all)

    joined = organisations.accept_invitation(session, cast.stranger, token)
    assert reported_by(session, cast, joined.id) == []


def test_an_organisation_of_ones_own_joins_alike(session, cast, world):
    own = make_organisation(session, sponsor_id=cast.backbone.id)

    inviting.add_known(
        session,
        cast.coordinator,
        "world",
        part=Part.PARTNER,
        organisation_slug=own.slug,
        reports_all=True,
    )

    assert reported_by(session, cast, own.id) == ["people", "share"]


def test_partners_invite_no_partners(session, cast, world):
    with pytest.raises(Forbidden):
        invite(session, cast.reporter)


def test_other_organisations_are_not_added(session, cast, world):
    other = make_organisation(session)

    with pytest.raises(Invalid, match=r"initiatives\.not_yours_to_add"):
        inviting.add_known(
            session,
            cast.coordinator,
            "world",
            part=Part.PARTNER,
            organisation_slug=other.slug,
            reports_all=True,
        )
