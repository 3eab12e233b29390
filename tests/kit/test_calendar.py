"""Periods follow one another without a gap, and each has one code."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.kit.calendar import (
    Rhythm,
    Span,
    calendar,
    containing,
    from_code,
    span_of,
)
from impact_hub.kit.errors import Invalid

REGULAR = [rhythm for rhythm in Rhythm if rhythm is not Rhythm.SPAN]
ONE_DAY = timedelta(days=1)
A_CENTURY = st.dates(date(1950, 1, 1), date(2050, 12, 31))
# The first school year of all began in the year before the first.
EVER = st.dates(date(1, 8, 1), date(9998, 12, 31))

rhythms = st.sampled_from(REGULAR)


@given(EVER, rhythms)
def test_every_day_lies_in_its_period(day, rhythm):
    span = containing(day, rhythm)

    assert span.starts <= day <= span.ends
    assert span.rhythm is rhythm


@given(EVER, rhythms)
def test_every_day_of_a_period_has_the_same_period(day, rhythm):
    span = containing(day, rhythm)

    assert containing(span.starts, rhythm) == span == containing(span.ends, rhythm)


@given(EVER, rhythms)
def test_every_period_is_read_back_from_its_code(day, rhythm):
    span = containing(day, rhythm)

    assert from_code(span.code) == span


@given(A_CENTURY, A_CENTURY)
def test_every_span_is_read_back_from_its_code(one, other):
    span = span_of(min(one, other), max(one, other))

    assert from_code(span.code) == span


@given(A_CENTURY, A_CENTURY, rhythms, rhythms)
def test_two_periods_with_one_code_are_the_same(one, other, rhythm, other_rhythm):
    span, second = containing(one, rhythm), containing(other, other_rhythm)

    assert (span.code == second.code) == (span == second)


@given(A_CENTURY, st.integers(0, 5000), rhythms)
def test_a_calendar_has_no_gap_and_no_overlap(first, days, rhythm):
    last = first + timedelta(days=days)

    spans = list(calendar(first, last, rhythm))

    assert spans[0] == containing(first, rhythm)
    assert spans[-1] == containing(last, rhythm)
    for before, after in pairwise(spans):
        assert after.starts == before.ends + ONE_DAY
        assert not before.overlaps(after)


@given(A_CENTURY, rhythms)
def test_a_calendar_that_ends_before_its_first_period_is_empty(day, rhythm):
    assert not list(calendar(day, containing(day, rhythm).starts - ONE_DAY, rhythm))


@pytest.mark.parametrize(
    ("rhythm", "a_year"),
    [
        (Rhythm.MONTH, 12),
        (Rhythm.QUARTER, 4),
        (Rhythm.HALF_YEAR, 2),
        (Rhythm.YEAR, 1),
    ],
)
def test_a_year_has_as_many_periods_as_it_should(rhythm, a_year):
    spans = list(calendar(date(2024, 1, 1), date(2024, 12, 31), rhythm))

    assert len(spans) == a_year
    assert sum((span.ends - span.starts).days + 1 for span in spans) == 366


@pytest.mark.parametrize("rhythm", REGULAR)
def test_a_calendar_ends_where_dates_end(rhythm):
    spans = list(calendar(date(9990, 1, 1), date.max, rhythm))

    assert spans[-1].ends >= date(9998, 12, 31)


@pytest.mark.parametrize("rhythm", REGULAR)
def test_a_day_at_the_end_of_all_dates_is_refused_and_breaks_nothing(rhythm):
    with pytest.raises(Invalid, match="no_such_code"):
        containing(date.max, rhythm)


def test_the_school_year_before_the_first_year_is_refused():
    with pytest.raises(Invalid, match="no_such_code"):
        containing(date.min, Rhythm.SCHOOL_YEAR)


@pytest.mark.parametrize(
    ("code", "starts", "ends", "rhythm"),
    [
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31), Rhythm.MONTH),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Rhythm.MONTH),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), Rhythm.MONTH),
        ("2026-Q2", date(2026, 4, 1), date(2026, 6, 30), Rhythm.QUARTER),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), Rhythm.QUARTER),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30), Rhythm.HALF_YEAR),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31), Rhythm.HALF_YEAR),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), Rhythm.YEAR),
        ("2025/26", date(2025, 8, 1), date(2026, 7, 31), Rhythm.SCHOOL_YEAR),
        ("1999/00", date(1999, 8, 1), date(2000, 7, 31), Rhythm.SCHOOL_YEAR),
        ("0850", date(850, 1, 1), date(850, 12, 31), Rhythm.YEAR),
        (
            "2023-05-17..2023-06-11",
            date(2023, 5, 17),
            date(2023, 6, 11),
            Rhythm.SPAN,
        ),
        ("2023-05-17..2023-05-17", date(2023, 5, 17), date(2023, 5, 17), Rhythm.SPAN),
    ],
)
def test_a_code_says_from_when_to_when(code, starts, ends, rhythm):
    span = Span(starts, ends, rhythm)

    assert from_code(code) == span
    assert span.code == code


@pytest.mark.parametrize(
    "code",
    [
        "",
        "26",
        "0000",
        "9999",
        "20261",
        "2026-0",
        "2026-00",
        "2026-13",
        "2026-3",
        "2026-Q0",
        "2026-Q5",
        "2026-q1",
        "2026-H3",
        "2025/27",
        "2025/2026",
        "2026\n",
        " 2026",
        "٢٠٢٦",
        "٢٠٢٦-٠٣",
        "2023-02-29..2023-03-01",
        "2023-05-17..",
        "2023-05-17/2023-06-11",
        "2023-05-17",
        "0000-01-01..2023-01-01",
    ],
)
def test_what_is_no_code_is_refused(code):
    with pytest.raises(Invalid) as refusal:
        from_code(code)

    assert refusal.value.code == "calendar.no_such_code"
    assert refusal.value.field == "period"


@given(st.text(st.sampled_from("0123456789-/.QH٢ "), max_size=24))
def test_whatever_is_read_as_a_code_is_the_code(text):
    try:
        span = from_code(text)
    except Invalid:
        return

    assert span.code == text


def test_a_span_that_ends_before_it_starts_is_refused():
    with pytest.raises(Invalid, match="ends_before_start") as refusal:
        span_of(date(2026, 2, 1), date(2026, 1, 31))

    assert refusal.value.field == "ends"

    with pytest.raises(Invalid, match="ends_before_start"):
        from_code("2026-02-01..2026-01-31")


@given(A_CENTURY, A_CENTURY, A_CENTURY, A_CENTURY)
def test_spans_overlap_when_they_share_a_day_and_both_say_so(a, b, c, d):
    one, other = span_of(min(a, b), max(a, b)), span_of(min(c, d), max(c, d))
    shared = max(one.starts, other.starts) <= min(one.ends, other.ends)

    assert one.overlaps(other) == other.overlaps(one) == shared
