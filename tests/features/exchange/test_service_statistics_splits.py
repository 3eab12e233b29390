"""Statistics and their dimensions: shared by name, and partners' forms stay."""

from dataclasses import replace

import pytest
from sqlmodel import Session, col, select

from impact_hub.features.exchange.service.planning import plan
from impact_hub.features.indicators.models import (
    Assignment,
    Category,
    Dimension,
    Indicator,
    Split,
    SplitDimension,
)
from impact_hub.features.reporting.models import Value
from tests.features.exchange.files import (
    bring,
    figures_of,
    own,
    planned_statistic,
    row,
    statistic,
    wrong,
)
from tests.statements import asked


def dimension_codes(session: Session, code: str = "1-2-1") -> list[str]:
    return list(
        session.exec(
            select(Dimension.code)
            .join(SplitDimension, col(SplitDimension.dimension_id) == Dimension.id)
            .join(Split, col(Split.id) == SplitDimension.split_id)
            .join(Indicator, col(Indicator.id) == Split.indicator_id)
            .where(Indicator.code == code)
            .order_by(col(Split.position))
        )
    )


def test_statistics_share_dimensions_and_categories(session, world, cast):
    bring(session, cast.coordinator, statistic())

    found = bring(
        session,
        cast.coordinator,
        statistic("Year,SEX,Value\n2023,FEMALE,1\n", name="indicator_5-1.csv"),
    )

    assert found.new.dimensions == found.new.categories == ()
    assert dimension_codes(session, "5-1") == ["sex"]
    assert figures_of(session, "5-1") == {(2023, "sex=female"): 1}


def test_an_indicator_that_is_split_further_keeps_its_splits(session, world, cast):
    bring(session, cast.coordinator, statistic())
    text = "Year,Sex,Region,Value\n2023,,,12.5\n2023,Female,,13\n2023,,North,9\n"

    found = bring(session, cast.coordinator, statistic(text))

    assert [(one.indicator, one.dimensions) for one in found.new.splits] == [
        ("1-2-1", ("region",))
    ]
    assert dimension_codes(session) == ["sex", "region"]


def test_partners_are_not_asked_for_categories_of_statistics(session, world, cast):
    """The dimension `age` is in their form; theirs stays as it is."""
    before = session.exec(
        select(Category).where(Category.dimension_id == world.age.id)
    ).all()
    text = "Year,age,Value\n2023,0-17,1\n2023,70+,2\n"

    bring(session, cast.coordinator, statistic(text))
    again = planned_statistic(session, cast, text)

    after = session.exec(
        select(Category).where(Category.dimension_id == world.age.id)
    ).all()
    assert before == after
    assert dimension_codes(session) == ["age-2"]
    assert not again.changes_something


def test_a_dimension_that_has_all_categories_is_shared_with_partners(
    session, world, cast
):
    bring(session, cast.coordinator, statistic("Year,Age,Value\n2023,0-17,1\n"))

    assert dimension_codes(session) == ["age"]


@pytest.mark.parametrize(
    "other", ["FEMALE", "fe\u00admale", " Female\u200b", "Fe\ufeffmale"]
)
def test_a_file_in_two_parts_makes_the_same_categories_as_the_whole(
    session, world, cast, other
):
    head, first, second = "Year,Sex,Value", "2023,Female,1", f"2024,{other},2"

    bring(session, cast.coordinator, statistic(f"{head}\n{first}\n"))
    bring(session, cast.coordinator, statistic(f"{head}\n{second}\n"))
    again = planned_statistic(session, cast, "\n".join((head, first, second, "")))

    assert figures_of(session) == {(2023, "sex=female"): 1, (2024, "sex=female"): 2}
    assert not again.changes_something


def test_areas_of_one_name_and_two_codes_are_two(session, world, cast):
    text = "Year,Ward,GeoCode,Value\n2023,Central,E01,1\n2023,North,E02,2\n"
    bring(session, cast.coordinator, statistic(text))

    bring(
        session,
        cast.coordinator,
        statistic(text.replace("E01", "S01"), name="indicator_2-2.csv"),
    )

    codes = session.exec(select(Category.code, Category.geo_code)).all()
    assert {("central", "E01"), ("central-2", "S01"), ("north", "E02")} <= set(codes)
    assert (2023, "ward=central-2") in figures_of(session, "2-2")


def test_a_category_gets_its_area_from_a_later_file(session, world, cast):
    text = "Year,Ward,Value\n2023,Central,1\n2023,North,2\n"
    bring(session, cast.coordinator, statistic(text))
    located = "Year,Ward,GeoCode,Value\n2023,Central,E01,1\n2023,North,E02,2\n"

    done = bring(session, cast.coordinator, statistic(located))

    areas = dict(session.exec(select(Category.code, Category.geo_code)).all())
    assert (areas["central"], areas["north"]) == ("E01", "E02")
    assert [one.geo_code for one in done.new.areas] == ["E01", "E02"]
    assert (done.added, done.changed, done.updates) == (0, 0, ())
    assert not planned_statistic(session, cast, located).changes_something


def test_a_file_without_areas_takes_none_away(session, world, cast):
    located = "Year,Ward,GeoCode,Value\n2023,Central,E01,1\n2023,North,E02,2\n"
    bring(session, cast.coordinator, statistic(located))

    again = planned_statistic(
        session, cast, located.replace("E01", "").replace("E02", "")
    )

    assert not again.changes_something


def test_long_names_have_codes_that_are_found_again(session, world, cast):
    start = "Children who reach the expected level of development in all areas of "
    text = f"Year,Area,Value\n2023,{start}learning,1\n2023,{start}playing,2\n"

    bring(session, cast.coordinator, statistic(text))
    again = planned_statistic(session, cast, text)

    assert len(figures_of(session)) == 2
    assert not again.changes_something


def test_statistics_and_the_hubs_own_figures_do_not_mix(session, world, cast):
    """A partner that is also a data provider: its approved update has both."""
    bring(session, cast.coordinator, own(row()))
    world.quarter.closed_at = None

    bring(session, cast.coordinator, statistic("Year,Value\n2026 Q2,5\n"))

    values = session.exec(select(Value)).all()
    assert len({value.update_id for value in values}) == 1
    assert world.quarter.closed_at is None


def test_two_thousand_rows_are_brought_with_hardly_more_statements_than_fifty(
    session, world, cast
):
    def brought(regions: range) -> int:
        rows = [
            f"{year},Region {region},{sex},{year}.5"
            for year in range(2000, 2025)
            for region in regions
            for sex in ("Female", "Male")
        ]
        text = "\n".join(("Year,Region,Sex,Value", *rows))
        with asked() as statements:
            found = bring(session, cast.coordinator, statistic(text))
        assert found.added == len(rows)
        return len(statements)

    few, many = brought(range(1)), brought(range(1, 42))

    assert many < 2 * few, (few, many)


def test_only_the_provider_is_asked_for_a_statistic(session, world, cast):
    bring(session, cast.coordinator, statistic())

    assigned = session.exec(
        select(Assignment.organisation_id)
        .join(Indicator, col(Indicator.id) == Assignment.indicator_id)
        .where(Indicator.code == "1-2-1")
    ).all()
    assert assigned == [cast.partner.id]


def test_the_plan_is_the_same_for_a_file_with_another_name(session, world, cast):
    bring(session, cast.coordinator, statistic())

    renamed = replace(statistic(), name="indicator_1-2-1 (2).csv", indicator="1-2-1")

    assert not plan(session, cast.coordinator, "world", renamed).changes_something


def test_what_a_spreadsheet_made_of_codes_is_no_second_set(session, world, cast):
    right = "Year,Alter,Value\n2023,1-1,1\n2023,3-26,2\n2023,10-14,3\n"
    made = "Year,Alter,Value\n2024,01. Jan,1\n2024,Mrz 26,2\n2024,Okt 14,3\n"
    bring(session, cast.coordinator, statistic(right))

    found = bring(session, cast.coordinator, statistic(made))

    assert found.new.categories == ()
    assert figures_of(session)[2024, "alter=3-26"] == 2
    assert [dict(one.params) for one in found.doubts] == [
        {"raw": "01. Jan", "before": "1-1"},
        {"raw": "Mrz 26", "before": "3-26"},
        {"raw": "Okt 14", "before": "10-14"},
    ]


def test_codes_are_known_again_after_a_spreadsheet_came_first(session, world, cast):
    made = "Year,Alter,Value\n2024,01. Jan,1\n2024,Mrz 26,2\n2024,10-14,3\n"
    first = bring(session, cast.coordinator, statistic(made))

    right = "Year,Alter,Value\n2023,1-1,1\n2023,3-26,2\n2023,10-14,3\n"
    found = bring(session, cast.coordinator, statistic(right))

    assert {one.code for one in first.doubts} == {"exchange.looks_like_day"}
    assert found.new.categories == ()
    assert {one.code for one in found.doubts} == {"exchange.made_by_spreadsheet"}


def test_a_day_that_may_be_two_categories_of_the_hub_is_refused(session, world, cast):
    right = "Year,Alter,Value\n2023,1-5,1\n2023,5-1,2\n"
    bring(session, cast.coordinator, statistic(right))

    found = planned_statistic(session, cast, "Year,Alter,Value\n2024,05. Jan,3\n")

    assert wrong(found) == [(2, "Alter", "exchange.spreadsheet_unclear")]


def test_a_name_nearly_the_same_as_one_in_the_hub_is_doubted(session, world, cast):
    bring(session, cast.coordinator, statistic("Year,Sex,Value\n2023,männlich,1\n"))

    found = planned_statistic(session, cast, "Year,Sex,Value\n2024,maennlich,3\n")

    assert [(one.line, one.code) for one in found.doubts] == [
        (2, "exchange.names_alike")
    ]
    assert [one.code for one in found.new.categories] == ["maennlich-2"]


def test_two_areas_of_one_name_are_the_same_in_one_file_or_in_two(session, world, cast):
    head, rows = "Year,Ward,GeoCode,Value", ["2011,North,E01,1", "2011,South,E02,2"]
    later = ["2012,North,E99,3", "2012,South,E02,4"]
    bring(session, cast.coordinator, statistic("\n".join([head, *rows, ""])))
    bring(session, cast.coordinator, statistic("\n".join([head, *later, ""])))

    whole = planned_statistic(session, cast, "\n".join([head, *rows, *later, ""]))

    assert set(figures_of(session)) == {
        (2011, "ward=north"),
        (2011, "ward=south"),
        (2012, "ward=north-2"),
        (2012, "ward=south"),
    }
    assert not whole.changes_something
