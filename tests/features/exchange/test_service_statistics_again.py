"""A statistic's next file: the same indicator is found, or another one is made."""

import pytest
from sqlmodel import select

from impact_hub.features.indicators.rules.owing import is_asked
from impact_hub.features.reporting.models import Correction, Update
from impact_hub.kit.calendar import from_code
from tests.features.exchange.files import (
    STATISTIC,
    YAML,
    bring,
    corrections,
    figures_of,
    indicator_of,
    planned_statistic,
    statistic,
)


def test_a_later_file_changes_and_adds(session, world, cast, clock):
    bring(session, cast.coordinator, statistic(metadata=(YAML,)))
    clock.tick(days=365)
    later = STATISTIC.replace("13\n", "13.1\n") + "2025,,11\n2025,Male,10\n"

    found = bring(session, cast.coordinator, statistic(later, metadata=(YAML,)))

    assert (found.added, found.changed, found.unchanged) == (2, 1, 2)
    assert found.new.indicators == found.new.dimensions == ()
    assert [one.code for one in found.new.categories] == ["male"]
    assert [(one.partner, one.period.code) for one in found.updates] == [
        ("partner", "2023"),
        ("partner", "2025"),
    ]
    assert len(figures_of(session)) == 5
    assert corrections(session) == [("sex=female", "13", "13.1")]
    assigned = indicator_of(session, cast).assignments
    assert [(one.starts.year, one.ends.year) for one in assigned] == [
        (2023, 2024),
        (2025, 2025),
    ]


def test_the_years_of_another_series_are_not_expected(session, world, cast):
    bring(session, cast.coordinator, statistic("Year,Value\n2010,1\n2012,2\n"))
    later = statistic("Year,Value\n2011,5\n", name="indicator_9-9.csv")

    bring(session, cast.coordinator, later)

    indicator = indicator_of(session, cast)
    asked = [
        year
        for year in (2009, 2010, 2011, 2012, 2013)
        if is_asked(indicator, cast.partner.id, from_code(str(year)))
    ]
    assert asked == [2010, 2012]


def test_one_more_figure_in_an_approved_update_is_no_correction(session, world, cast):
    """Two files of one office meet in the same updates."""
    bring(session, cast.coordinator, statistic())

    bring(session, cast.coordinator, statistic(name="indicator_3-1-1.csv"))

    assert session.exec(select(Correction)).all() == []
    assert len(session.exec(select(Update)).all()) == 2
    assert len(figures_of(session, "3-1-1")) == 3


def test_a_figure_that_was_taken_back_is_taken_out(session, world, cast):
    bring(session, cast.coordinator, statistic())

    found = bring(
        session, cast.coordinator, statistic(STATISTIC.replace("12.0\n", "\n"))
    )

    assert (found.removed, found.changed) == (1, 0)
    assert figures_of(session)[2024, ""] is None
    assert session.exec(select(Correction)).one().before == "12.0"


def test_series_are_known_by_their_titles_in_whatever_order(session, world, cast):
    header = "Year,Series,Units,Value\n"
    one, other = "2023,Rate,%,1\n", "2023,Depth,%,2\n"
    bring(session, cast.coordinator, statistic(header + one + other))

    found = bring(session, cast.coordinator, statistic(header + other + one))

    assert not found.changes_something
    assert indicator_of(session, cast, "1-2-1-b").titles["en"] == "Depth"


def test_a_code_that_means_something_else_is_not_taken(session, world, cast):
    bring(session, cast.coordinator, statistic(metadata=(YAML,)))
    other = YAML.replace(b"at risk of", b"who know")

    found = bring(
        session, cast.coordinator, statistic(metadata=(other,), partner="other-partner")
    )
    again = planned_statistic(session, cast, metadata=(other,), partner="other-partner")

    assert [one.code for one in found.new.indicators] == ["1-2-1-2"]
    (doubt,) = found.doubts
    assert (doubt.code, doubt.params) == (
        "exchange.code_means_other",
        {"taken": "1-2-1", "becomes": "1-2-1-2"},
    )
    assert (again.changes_something, again.doubts) == (False, ())


def test_the_person_may_name_the_indicator(session, world, cast):
    bring(session, cast.coordinator, statistic(metadata=(YAML,)))

    found = planned_statistic(session, cast, name="new.csv", indicator="1-2-1")

    assert (found.unchanged, found.new.indicators, found.doubts) == (3, (), ())


def test_a_name_that_is_not_there_is_the_new_indicators_code(session, world, cast):
    found = planned_statistic(session, cast, indicator="Armut 2")

    assert [one.code for one in found.new.indicators] == ["armut-2"]


@pytest.mark.parametrize(
    ("name", "metadata", "code"),
    [
        ("indicator_1-2-1.csv", (YAML,), "1-2-1"),
        ("C:\\data\\indicator_9-9.csv", (), "9-9"),
        ("download.csv", (YAML,), "1-2-1"),
        ("Armut Köln.csv", (), "armut-koeln"),
        ("", (), "indicator"),
    ],
)
def test_an_indicators_code_comes_from_the_file(
    session, world, cast, name, metadata, code
):
    found = planned_statistic(
        session, cast, name=name.replace("\\", "/"), metadata=metadata
    )

    assert [one.code for one in found.new.indicators] == [code]


def test_two_providers_share_an_indicator_side_by_side(session, world, cast):
    bring(session, cast.coordinator, statistic())

    bring(session, cast.coordinator, statistic(partner="other-partner"))

    assert {one.organisation_id for one in indicator_of(session, cast).assignments} == {
        cast.partner.id,
        cast.other_partner.id,
    }
