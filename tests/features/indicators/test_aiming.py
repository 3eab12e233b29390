"""Where we start, and where we want to be: all together, and each partner."""

from datetime import date
from decimal import Decimal

import pytest

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.service import aiming
from impact_hub.features.indicators.service.aiming import Aim
from impact_hub.kit.errors import Forbidden, Invalid, NotFound

SOON = Aim(date(2026, 12, 31), Decimal("0.30"))
LATER = Aim(date(2027, 12, 31), Decimal(1))
TWICE = [SOON, Aim(SOON.due, Decimal(2))]


def row(session, cast):
    return queries.get_indicator(session, cast.reporter, "world", "people")


def test_a_baseline_is_set_and_taken_away(session, cast, world):
    for figure, on in ((Decimal("0.10"), date(2025, 12, 31)), (None, None)):
        aiming.set_baseline(
            session, cast.coordinator, "world", "people", figure=figure, on=on
        )
        assert (row(session, cast).baseline, row(session, cast).baseline_on) == (
            figure,
            on,
        )


def test_targets_replace_those_before(session, cast, world):
    aiming.set_targets(session, cast.coordinator, "world", "people", [LATER])
    aiming.set_targets(session, cast.coordinator, "world", "people", [LATER, SOON])

    targets = row(session, cast).targets
    assert [(each.due, str(each.figure)) for each in targets] == [
        (SOON.due, "0.30"),
        (LATER.due, "1"),
    ]


def test_a_partner_has_aims_of_its_own(session, cast, world):
    aiming.set_targets(session, cast.coordinator, "world", "people", [LATER])
    for figure in (Decimal(5), Decimal(3)):
        aiming.set_partner_aims(
            session,
            cast.coordinator,
            "world",
            "people",
            cast.partner.id,
            baseline=figure,
            aims=[SOON],
        )

    found = row(session, cast)
    assert [each.due for each in found.targets] == [LATER.due]
    assert [(each.organisation_id, each.due) for each in found.partner_targets] == [
        (cast.partner.id, SOON.due)
    ]
    assert found.partner_baselines == {cast.partner.id: 3}


def test_there_is_one_target_for_a_day(session, cast, world):
    with pytest.raises(Invalid, match=r"indicators\.two_targets_on_a_day"):
        aiming.set_targets(session, cast.coordinator, "world", "people", TWICE)
    with pytest.raises(Invalid, match=r"indicators\.two_targets_on_a_day"):
        aiming.set_partner_aims(
            session,
            cast.coordinator,
            "world",
            "people",
            cast.partner.id,
            baseline=None,
            aims=TWICE,
        )


def test_only_whoever_reports_it_has_aims_of_its_own(session, cast, world):
    with pytest.raises(NotFound, match=r"initiatives\.no_such_participation"):
        aiming.set_partner_aims(
            session,
            cast.coordinator,
            "world",
            "people",
            cast.funding.id,
            baseline=None,
            aims=[],
        )


def test_partners_set_no_aims(session, cast, world):
    with pytest.raises(Forbidden):
        aiming.set_baseline(
            session, cast.reporter, "world", "people", figure=None, on=None
        )
    with pytest.raises(Forbidden):
        aiming.set_targets(session, cast.reporter, "world", "people", [])
    with pytest.raises(Forbidden):
        aiming.set_partner_aims(
            session,
            cast.reporter,
            "world",
            "people",
            cast.partner.id,
            baseline=None,
            aims=[],
        )
