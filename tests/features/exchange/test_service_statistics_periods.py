"""Statistics and time: one rhythm for an indicator, and no overlapping spans."""

from decimal import Decimal

import pytest
from sqlmodel import select

from impact_hub.features.exchange.rules.plans import Refused
from impact_hub.features.indicators.models import (
    CellRecord,
    Dimension,
)
from impact_hub.features.indicators.rules.kinds import (
    MissingReason,
)
from impact_hub.features.reporting.models import Update, Value
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.calendar import Rhythm, from_code
from tests.factories import make_period, make_update
from tests.features.exchange.files import (
    GERMAN,
    STATISTIC,
    YAML,
    bring,
    everything,
    figures_of,
    planned_statistic,
    statistic,
    wrong,
)


def test_a_series_with_two_rhythms_becomes_two_indicators(session, world, cast):
    text = "Year,Sex,Value\n2023 Q1,,1\n2023 Q2,,2\n2023,f,3\n2024,,\n"

    found = bring(session, cast.coordinator, statistic(text, metadata=(YAML, GERMAN)))
    again = planned_statistic(session, cast, text, metadata=(YAML, GERMAN))

    assert [(one.code, one.rhythm) for one in found.new.indicators] == [
        ("1-2-1", Rhythm.QUARTER),
        ("1-2-1-year", Rhythm.YEAR),
    ]
    assert found.new.indicators[1].titles["en"] == "People at risk of poverty (yearly)"
    assert [(one.indicator, one.dimensions) for one in found.new.splits] == [
        ("1-2-1-year", ("sex",))
    ]
    assert (found.added, found.blank) == (3, 1)
    assert figures_of(session, "1-2-1-year") == {(2023, "sex=f"): 3}
    assert not again.changes_something


def test_blank_rows_of_another_rhythm_make_no_indicator(session, world, cast):
    text = "Year,Value\n2022,\n2023,\n2024,\n2024 Q1,5\n"

    found = planned_statistic(session, cast, text)

    assert [one.rhythm for one in found.new.indicators] == [Rhythm.QUARTER]
    assert (found.added, found.blank) == (1, 3)


def test_a_series_that_says_nothing_makes_no_indicator(session, world, cast):
    found = bring(session, cast.coordinator, statistic("Year,Sex,Value\n2023,f,\n"))

    assert (found.blank, found.changes_something) == (1, False)
    assert session.exec(select(Dimension).where(Dimension.code == "sex")).all() == []


@pytest.mark.parametrize("before", [None, "2016-06-05..2018-06-30"])
def test_spans_that_overlap_are_imported_as_they_are(session, world, cast, before):
    if before:
        make_period(session, world.initiative, from_code(before))
    text = "Year,Value\n2015-2019,1\n2016-2020,2\n2017-2021,3\n"

    found = bring(session, cast.coordinator, statistic(text))

    assert [span.code for span in found.periods] == [
        f"{year}-01-01..{year + 4}-12-31" for year in (2015, 2016, 2017)
    ]
    assert list(figures_of(session).values()) == [1, 2, 3]


def test_unrelated_files_do_not_block_each_other(session, world, cast):
    bring(session, cast.coordinator, statistic("Year,Value\n2015-2019,1\n"))

    other = statistic("Year,Value\n2016-2018,1\n", name="indicator_7-1.csv")

    assert bring(session, cast.coordinator, other).added == 1


def test_periods_of_other_rhythms_may_overlap(session, world, cast):
    found = bring(session, cast.coordinator, statistic("Year,Value\n2026,5\n"))

    assert [span.code for span in found.periods] == ["2026"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.RETURNED])
def test_an_update_that_nobody_has_approved_is_left_alone(session, world, cast, status):
    period = make_period(session, world.initiative, from_code("2023"))
    make_update(session, period, cast.partner, status=status)

    found = planned_statistic(session, cast)

    assert wrong(found) == [(2, "Year", "exchange.update_not_approved")]


def test_a_contradiction_is_named_and_nothing_is_imported(session, world, cast):
    before = everything(session)
    text = STATISTIC + "2024,,12.1\n"

    with pytest.raises(Refused) as refused:
        bring(session, cast.coordinator, statistic(text))

    assert wrong(refused.value.plan) == [(5, "Value", "exchange.row_contradicts")]
    assert everything(session) == before


def test_flags_and_reasons_stay_with_their_figure(session, world, cast):
    text = "Year,Sex,Value\n2023,,12.5p\n2023,Female,c\n"

    bring(session, cast.coordinator, statistic(text))

    found = session.exec(select(CellRecord.key, Value).join(Value))
    notes = {cell: (one.note, one.reason) for cell, one in found}
    assert notes[""] == ("p", None)
    assert notes["sex=female"][1] is MissingReason.WITHHELD


def test_the_person_decides_on_the_decimal_sign(session, world, cast):
    text = "Year;Value\n2023;8.539\n2024;7.431\n2025;7.000\n"

    doubted = planned_statistic(session, cast, text)
    bring(session, cast.coordinator, statistic(text, decimal="."))

    assert [one.code for one in doubted.doubts] == ["exchange.thousands_or_decimals"]
    assert figures_of(session)[2023, ""] == Decimal("8.539")


def test_the_same_figures_in_a_returned_update_are_left_alone(session, world, cast):
    bring(session, cast.coordinator, statistic())
    for update in session.exec(select(Update)):
        update.status = Status.RETURNED
    session.flush()

    found = bring(session, cast.coordinator, statistic())

    assert (found.unchanged, found.changes_something) == (3, False)
