"""Labels of a Year column are read together, and never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.exchange.formats.times import YearBegins, read_years
from impact_hub.kit.calendar import Rhythm, calendar

REGULAR = [rhythm for rhythm in Rhythm if rhythm is not Rhythm.SPAN]


def read(*labels: str, **meant: object) -> list[str | None]:
    spans = read_years(labels, **meant).spans
    found = [spans[label] for label in labels]
    return [span.code if span else None for span in found]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("2012", "2012"),
        (" 2012 ", "2012"),
        ("2012.0", "2012"),
        ("2012/13", "2012/13"),
        ("2017-18", "2017/18"),
        ("2017/2018", "2017/18"),
        ("1999/00", "1999/00"),
        ("2003-2006", "2003-01-01..2006-12-31"),
        ("2003–2006", "2003-01-01..2006-12-31"),
        ("2003 to 2006", "2003-01-01..2006-12-31"),
        ("2014-17", "2014-01-01..2017-12-31"),
        ("2018-Q3", "2018-Q3"),
        ("Q3 2018", "2018-Q3"),
        ("3. Quartal 2018", "2018-Q3"),
        ("3rd quarter 2018", "2018-Q3"),
        ("2018 H1", "2018-H1"),
        ("1. Halbjahr 2018", "2018-H1"),
        ("2018M03", "2018-03"),
        ("2018-03", "2018-03"),
        ("03/2018", "2018-03"),
        ("March 2018", "2018-03"),
        ("März 2018", "2018-03"),
        ("2018-03-17", "2018-03-17..2018-03-17"),
        ("30.12.2018", "2018-12-30..2018-12-30"),
        ("2018-03-17 00:00:00", "2018-03-17..2018-03-17"),
        ("2018-03-17T00:00:00.000Z", "2018-03-17..2018-03-17"),
        ("May 17, 2023", "2023-05-17..2023-05-17"),
        ("17 May to 11 June 2023", "2023-05-17..2023-06-11"),
        ("17. Mai bis 11. Juni 2023", "2023-05-17..2023-06-11"),
        ("vom 17.05. bis 11.06.2023", "2023-05-17..2023-06-11"),
        ("17 to 21 May 2023", "2023-05-17..2023-05-21"),
        ("2023-05-17..2023-06-11", "2023-05-17..2023-06-11"),
        ("15 December to 10 January 2023", "2022-12-15..2023-01-10"),
        ("Mai-Juni 2023", "2023-05-01..2023-06-30"),
        ("Nov 2022 – Feb 2023", "2022-11-01..2023-02-28"),
    ],
)
def test_a_label_that_leaves_no_choice_is_read_by_itself(label, code):
    assert read(label) == [code]


@pytest.mark.parametrize(
    "label",
    [
        *("", "Total", "18", "0000", "5000", "2018-13", "2018Q5", "2018-Q0", "13/2018"),
        *("2006-2003", "3/4/2018", "3/2018", "31 June 2023", "Fooary 2020"),
        *("2023-06-11 to 2023-05-17", "40 to 41 May 2020", "17 May to 2020", "17 May"),
        *(
            "17 to May 2020",
            "May to",
            "May to 2020",
            "2018 to 2019 to 2020",
            "2012p",
            "1st half",
        ),
        *("17", "from 2018", "to 2020", "2012" + " " * 60 + "/13"),
    ],
)
def test_what_no_one_can_know_is_unknown(label):
    assert read(label) == [None]


@pytest.mark.parametrize(
    ("labels", "codes"),
    [
        # Nothing says otherwise: a school year.
        (["2011-12"], ["2011/12"]),
        (["2010-11", "2011-12"], ["2010/11", "2011/12"]),
        (["2000/01"], ["2000/01"]),
        # Another label can only be a month, or only a school year.
        (["2011-12", "2011-11"], ["2011-12", "2011-11"]),
        (["2011-12", "2018-03"], ["2011-12", "2018-03"]),
        (["2011-12", "2012-13"], ["2011/12", "2012/13"]),
        (["2011-12", "2012-13", "2018-03"], [None, "2012/13", "2018-03"]),
        # A month, unless the others are spans of years.
        (["2003-06"], ["2003-06"]),
        (["2003-06", "2014-17"], ["2003-01-01..2006-12-31", "2014-01-01..2017-12-31"]),
        # A school year, unless the others are spans of years.
        (["2017-2018"], ["2017/18"]),
        (
            ["2017-2018", "2003-2006"],
            ["2017-01-01..2018-12-31", "2003-01-01..2006-12-31"],
        ),
        # The largest number tells what the parts are.
        (["2018/1", "2018/2"], ["2018-H1", "2018-H2"]),
        (["2018/1", "2018/2", "2015"], ["2018-H1", "2018-H2", "2015"]),
        (["2018/1", "2018/3"], ["2018-Q1", "2018-Q3"]),
        (["2018/1", "2018/5"], ["2018-01", "2018-05"]),
        (["2018/1", "2018/10"], ["2018-01", "2018-10"]),
        (["2009/9", "2009/10"], ["2009-09", "2009-10"]),
        (["2000/1"], ["2000-H1"]),
    ],
)
def test_a_label_with_two_meanings_is_read_as_the_others_are(labels, codes):
    assert read(*labels) == codes
    assert read(*reversed(labels)) == codes[::-1]


@given(
    st.sampled_from(REGULAR),
    st.dates(date(1900, 1, 1), date(2090, 1, 1)),
    st.integers(2, 5),
)
def test_the_hub_s_own_codes_are_read_when_they_come_together(rhythm, first, years):
    spans = list(calendar(first, first.replace(year=first.year + years, day=1), rhythm))

    found = read_years(span.code for span in spans).spans

    assert found == {span.code: span for span in spans}


@given(st.lists(st.text(max_size=20) | st.from_regex(r"[12]\d{3}[-/ ]\d{1,4}\w{0,3}")))
def test_every_label_gets_an_answer(labels):
    assert set(read_years(labels).spans) == set(labels)


@pytest.mark.parametrize(
    ("labels", "codes"),
    [
        (["2026-01-01", "2026-02-01"], ["2026-01", "2026-02"]),
        (["01.01.2026", "1 March 2026"], ["2026-01", "2026-03"]),
        (["2026-01-31", "28.02.2026"], ["2026-01", "2026-02"]),
        (["2024-02-29 00:00:00", "2024-03-31 00:00:00"], ["2024-02", "2024-03"]),
        (["2025-01-01", "2026-01-01"], ["2025", "2026"]),
        (["31.12.2018"], ["2018"]),
        (["31.12.2018", "31.12.2019", "2020"], ["2018", "2019", "2020"]),
        (["2026-01-01", "2026-04-01"], ["2026-Q1", "2026-Q2"]),
        (["2026-03-31", "2026-09-30"], ["2026-Q1", "2026-Q3"]),
        (["2026-01-01", "2026-07-01"], ["2026-H1", "2026-H2"]),
        (["2026-07-01"], ["2026-07"]),
        (["2026-01-01", "2026-01-02"], [f"2026-01-0{n}..2026-01-0{n}" for n in (1, 2)]),
        (
            ["2025-12-31", "2026-01-01"],
            ["2025-12-31..2025-12-31", "2026-01-01..2026-01-01"],
        ),
    ],
)
def test_days_that_begin_or_end_periods_are_the_periods(labels, codes):
    times = read_years(labels)

    assert read(*labels) == codes
    days = [label for label in labels if len(label) > 4]
    assert times.days == (() if ".." in codes[0] else tuple(days))


def test_the_person_says_what_days_stand_for():
    labels = ["2026-01-01", "2026-02-01"]

    assert read(*labels, dates=Rhythm.SPAN) == [f"{day}..{day}" for day in labels]
    assert read(*labels, dates=Rhythm.YEAR) == ["2026", "2026"]
    assert read_years(labels, dates=Rhythm.MONTH).days == ()


@given(
    st.sampled_from([Rhythm.YEAR, Rhythm.HALF_YEAR, Rhythm.QUARTER, Rhythm.MONTH]),
    st.dates(date(1900, 1, 1), date(2090, 1, 1)),
    st.booleans(),
)
def test_first_and_last_days_of_periods_are_these_periods(rhythm, first, of_ends):
    spans = list(calendar(first, first.replace(year=first.year + 2, day=1), rhythm))
    days = [span.ends if of_ends else span.starts for span in spans]

    found = read_years(day.isoformat() for day in days).spans

    assert list(found.values()) == spans


@pytest.mark.parametrize(
    ("begins", "code"),
    [
        (YearBegins.SCHOOL, "2023/24"),
        (YearBegins.APRIL, "2023-04-01..2024-03-31"),
        (YearBegins.JULY, "2023-07-01..2024-06-30"),
        (YearBegins.OCTOBER, "2023-10-01..2024-09-30"),
        (YearBegins.CALENDAR, "2023-01-01..2024-12-31"),
    ],
)
def test_the_person_says_when_a_year_begins_that_is_written_as_two(begins, code):
    assert read("2023/24", "2022", begins=begins) == [code, "2022"]
    assert read_years(["2023/24"], begins=begins).school_years == ()
    assert read_years(["2022", "2023/24"]).school_years == ("2023/24",)
