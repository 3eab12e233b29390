"""Where we start, and where we want to be: all together, and each partner."""

from datetime import date
from decimal import Decimal

import pytest

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.rules.kinds import OverTime, ValueKind
from impact_hub.features.indicators.service import aiming
from impact_hub.features.indicators.service.aiming import NewTarget
from impact_hub.kit.errors import Forbidden, Invalid, NotFound

SOON = NewTarget(date(2026, 12, 31), Decimal("0.30"))
LATER = NewTarget(date(2027, 12, 31), Decimal(1))
TWICE = [SOON, NewTarget(SOON.due, Decimal(2))]


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


def test_what_was_aimed_at_before_is_kept_with_who_when_and_why(
    session, cast, world, clock
):
    def aim(baseline, aims, why):
        clock.tick(days=1)
        aiming.set_aims(
            session,
            cast.coordinator,
            "world",
            "people",
            baseline=baseline,
            baseline_on=None,
            aims=aims,
            why=why,
        )

    revision = world.people.revision
    aim(Decimal("1.50"), [SOON], "the first ones replace nothing")
    aim(Decimal("1.50"), [SOON], "nor does what is as it was")
    aim(Decimal("1.50"), [LATER], "Beschluss vom Mai")

    (change,) = queries.list_aim_changes(session, cast.reporter, "world", "people")
    assert (change.at, change.who) == (clock.now, "Cora Coordinator")
    assert change.why == "Beschluss vom Mai"
    assert change.before == {
        "baseline": "1.50",
        "baseline_on": "",
        "targets": [["2026-12-31", "0.30"]],
    }
    assert change.after["targets"] == [["2027-12-31", "1"]]
    assert world.people.version == 1
    session.flush()
    assert world.people.revision > revision


def test_what_a_partner_aimed_at_is_kept_for_those_who_take_part(
    session, cast, world, clock
):
    world.initiative.opened_at = clock.now
    for figure in (5, 6):
        aiming.set_partner_aims(
            session,
            cast.coordinator,
            "world",
            "people",
            cast.partner.id,
            baseline=Decimal(figure),
            aims=[],
        )

    def seen(actor):
        found = queries.list_aim_changes(session, actor, "world", "people")
        return [(each.organisation_id, each.before["baseline"]) for each in found]

    assert seen(cast.reporter) == [(cast.partner.id, "5")]
    assert seen(cast.stranger) == []


def test_a_reason_is_refused_rather_than_cut_off(session, cast, world):
    with pytest.raises(Invalid, match=r"forms\.too_long") as refused:
        aiming.set_targets(
            session, cast.coordinator, "world", "people", [SOON], why="x" * 2001
        )

    assert refused.value.field == "why"


def test_words_have_no_targets(session, cast, world):
    world.people.kind, world.people.over_time = ValueKind.TEXT, OverTime.LIST

    with pytest.raises(Invalid, match=r"indicators\.no_targets_for_kind"):
        aiming.set_targets(session, cast.coordinator, "world", "people", [SOON])


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
