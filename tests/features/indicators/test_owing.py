"""Who owes what: one rule, for every page that asks."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.indicators.rules.owing import (
    AskedOf,
    Owed,
    Time,
    is_asked,
    owes,
)
from impact_hub.features.indicators.rules.switching import to_let_off, to_name
from impact_hub.kit.calendar import Rhythm, Span, calendar
from tests.factories import Q1, Q2, Q3

QUARTERS = list(calendar(date(2025, 1, 1), date(2027, 12, 31), Rhythm.QUARTER))
BEGINS = date(2025, 1, 1)


@dataclass(frozen=True)
class Assigned:
    organisation_id: int
    is_asked: bool
    starts: date
    ends: date | None = None


@dataclass(frozen=True)
class Asking:
    id: int = 1
    rhythm: Rhythm = Rhythm.QUARTER
    asked_of: AskedOf = AskedOf.EVERYONE
    starts: date = BEGINS
    ends: date | None = None
    assignments: tuple[Assigned, ...] = ()


@dataclass(frozen=True)
class Partner:
    organisation_id: int = 7
    times: tuple[Time, ...] = field(default=(Time(BEGINS),))


def owed(indicator: Asking, partner: Partner = Partner()) -> list[str]:
    """The quarters of 2026 that the partner owes."""
    return [
        span.code.removeprefix("2026-")
        for span in QUARTERS
        if span.starts.year == 2026
        and owes(indicator, partner.organisation_id, [partner], span)
    ]


def test_what_is_asked_of_everyone_is_owed_by_everyone_who_takes_part():
    assert owed(Asking()) == ["Q1", "Q2", "Q3", "Q4"]


def test_an_indicator_that_was_added_later_is_not_asked_earlier():
    assert owed(Asking(starts=Q3.starts)) == ["Q3", "Q4"]


def test_one_that_was_retired_is_still_owed_for_before():
    assert owed(Asking(ends=Q2.ends)) == ["Q1", "Q2"]


def test_a_partner_owes_nothing_before_it_joined_and_after_it_left():
    partner = Partner(times=(Time(date(2026, 5, 20), Q3.ends),))

    assert owed(Asking(), partner) == ["Q2", "Q3"]


def test_or_for_a_time_in_between():
    partner = Partner(times=(Time(BEGINS, Q1.ends), Time(date(2026, 10, 1))))

    assert owed(Asking(), partner) == ["Q1", "Q4"]


def test_an_exception_lets_off_for_every_period_that_it_touches():
    exception = Assigned(7, False, date(2026, 8, 1), date(2026, 8, 31))

    assert owed(Asking(assignments=(exception,))) == ["Q1", "Q2", "Q4"]


def test_somebody_elses_exception_lets_nobody_else_off():
    exception = Assigned(8, False, BEGINS)

    assert owed(Asking(assignments=(exception,))) == ["Q1", "Q2", "Q3", "Q4"]


def test_named_partners_owe_it_from_to_and_no_one_else():
    named = Asking(
        asked_of=AskedOf.NAMED, assignments=(Assigned(7, True, Q2.starts, Q3.ends),)
    )

    assert owed(named) == ["Q2", "Q3"]
    assert owed(named, Partner(8)) == []


def test_periods_of_another_rhythm_are_not_its_own():
    year = Span(date(2026, 1, 1), date(2026, 12, 31), Rhythm.YEAR)

    assert not is_asked(Asking(), 7, year)


DAYS = st.integers(0, 900).map(lambda n: BEGINS + timedelta(days=n))


@st.composite
def times(draw: st.DrawFn) -> Time:
    starts = draw(DAYS)
    length = draw(st.none() | st.integers(0, 400))
    return Time(starts, None if length is None else starts + timedelta(days=length))


@st.composite
def askings(draw: st.DrawFn, number: int) -> Asking:
    time = draw(times())
    assignments = [
        Assigned(draw(st.integers(1, 3)), draw(st.booleans()), one.starts, one.ends)
        for one in draw(st.lists(times(), max_size=4))
    ]
    return Asking(
        number,
        asked_of=draw(st.sampled_from(AskedOf)),
        starts=time.starts,
        ends=time.ends,
        assignments=tuple(assignments),
    )


@given(st.data())
def test_many_at_once_are_the_same_as_one_by_one(data):
    indicators = [data.draw(askings(number)) for number in (1, 2)]
    partners = [
        Partner(number, tuple(data.draw(st.lists(times(), max_size=2))))
        for number in (1, 2, 3)
    ]
    together = Owed(indicators, partners)

    for span in QUARTERS:
        for indicator in indicators:
            single = {
                each.organisation_id
                for each in partners
                if owes(indicator, each.organisation_id, partners, span)
            }
            assert together.partners(indicator, span) == single
        anybody = {
            each.organisation_id
            for each in partners
            if together.indicators(each.organisation_id, span)
        }
        assert together.anybody(span) == anybody


@given(askings(1), times(), st.sampled_from(QUARTERS))
def test_an_end_changes_nothing_before_it(indicator, time, span):
    """Time does not reach backwards: what ends later was owed earlier all the same."""
    endless = Partner(1, (Time(time.starts),))
    ended = Partner(1, (time,))
    if time.ends is None or span.ends <= time.ends:
        assert owes(indicator, 1, [ended], span) == owes(indicator, 1, [endless], span)


@given(askings(1), st.lists(times(), min_size=1, max_size=3))
def test_who_is_there_is_asked_as_before_when_all_or_named_ones_are_asked(
    indicator, stints
):
    """… whichever it was before, in every period, past and to come."""
    partner, known = Partner(1, tuple(stints)), indicator.assignments
    own = [one for one in known if one.organisation_id == 1]
    if indicator.asked_of is AskedOf.EVERYONE:
        found = to_name(stints, own)
    else:
        found = to_let_off(stints, own, indicator.starts, Rhythm.QUARTER)
    names = indicator.asked_of is AskedOf.EVERYONE
    more = tuple(Assigned(1, names, one.starts, one.ends) for one in found)
    switched = replace(
        indicator,
        asked_of=AskedOf.NAMED if names else AskedOf.EVERYONE,
        assignments=known + more,
    )

    for span in QUARTERS:
        before = owes(indicator, 1, [partner], span)
        assert owes(switched, 1, [partner], span) == before


@pytest.mark.parametrize("asked_of", AskedOf)
def test_who_takes_no_part_owes_nothing(asked_of):
    named = Asking(asked_of=asked_of, assignments=(Assigned(7, True, BEGINS),))

    assert owed(named, Partner(times=())) == []
