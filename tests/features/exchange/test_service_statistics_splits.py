"""Statistics and their dimensions: shared by name, and partners' forms stay."""

from dataclasses import replace

from sqlmodel import Session, col, select

from impact_hub.features.exchange.service.planning import plan
from impact_hub.features.indicators.models import (
    Assignment,
    Category,
    Dimension,
    Indicator,
    Split,
)
from impact_hub.features.reporting.models import Value
from tests.features.exchange.files import (
    bring,
    figures_of,
    own,
    planned_statistic,
    row,
    statistic,
)


def dimension_codes(session: Session, code: str = "1-2-1") -> list[str]:
    return list(
        session.exec(
            select(Dimension.code)
            .join(Split, col(Split.dimension_id) == Dimension.id)
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

    assert [(one.indicator, one.dimension) for one in found.new.splits] == [
        ("1-2-1", "region")
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


def test_names_that_differ_in_capitals_only_stay_two_categories(session, world, cast):
    text = "Year,Sex,Value\n2023,Female,1\n2023,female,2\n"

    bring(session, cast.coordinator, statistic(text))
    again = planned_statistic(session, cast, text)

    assert figures_of(session) == {(2023, "sex=female"): 1, (2023, "sex=female-2"): 2}
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


def test_more_than_two_thousand_rows_take_less_than_two_seconds(session, world, cast):
    import time  # noqa: PLC0415

    rows = [
        f"{year},{region},{sex},{year}.5"
        for year in range(2000, 2025)
        for region in (f"Region {number}" for number in range(42))
        for sex in ("Female", "Male")
    ]
    text = "\n".join(("Year,Region,Sex,Value", *rows))

    began = time.perf_counter()
    found = bring(session, cast.coordinator, statistic(text))

    assert found.added == 2100
    assert time.perf_counter() - began < 2


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
