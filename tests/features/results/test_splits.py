"""What a total has beside its categories is shown, and tells nothing withheld."""

from decimal import Decimal

import pytest
from sqlmodel import select

from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.rules.kinds import OverPartners, OverTime
from impact_hub.features.reporting.models import ApprovedValue
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.results.queries import board
from impact_hub.features.results.views import splits
from tests.factories import (
    Q3,
    key_of,
    make_dimension,
    make_period,
    make_split,
    make_update,
    make_value,
)
from tests.features.results.scenes import make_scene

FIRST, SECOND = "1st quarter 2026", "2nd quarter 2026"


@pytest.fixture
def scene(session, clock):
    return make_scene(session)


def told(session, actor) -> list[tuple[str, str, str]]:
    """Period, category and figure of each line, as the page shows them."""
    table = board.get_table(session, actor, "world", "people")
    row = indicators.get_indicator(session, actor, "world", "people")
    lines = splits.lines(table, row, ("age",), "en")
    frame = splits.frame(table, row, ("age",), "en")
    rests = frame[frame["piece"] == "rest"]["value"]
    assert [str(int(rest)) for rest in rests][::-1] == [
        line.figure for line in lines if line.category == "not specified"
    ]
    return [
        (line.period, line.category, line.figure)
        for line in lines
        if line.figure != "nothing reported"
    ]


def test_what_no_category_holds_is_not_specified(session, scene):
    assert told(session, scene.cast.funder) == [
        (SECOND, "0-17", "12"),
        (SECOND, "not specified", "8"),
        (FIRST, "0-17", "15"),
        (FIRST, "not specified", "55"),
    ]


def test_where_the_categories_hold_all_nothing_is_left(session, scene):
    make_value(
        session,
        scene.first,
        scene.world.people,
        cell="age=18-64",
        figure=Decimal(55),
    )

    assert told(session, scene.cast.funder) == [
        (SECOND, "0-17", "12"),
        (SECOND, "not specified", "8"),
        (FIRST, "0-17", "15"),
        (FIRST, "18-64", "55"),
    ]


def test_a_small_rest_is_for_the_backbone_only(session, scene):
    make_value(
        session,
        scene.first,
        scene.world.people,
        cell="age=18-64",
        figure=Decimal(53),
    )

    assert (FIRST, "not specified", "2") in told(session, scene.cast.coordinator)
    of_funder = told(session, scene.cast.funder)
    assert (FIRST, "not specified", "2") not in of_funder
    assert "withheld" in [figure for period, _, figure in of_funder if period == FIRST]


def test_what_cannot_be_added_up_has_no_rest(session, scene):
    people = scene.world.people
    people.over_partners = OverPartners.RANGE
    assert "not specified" not in str(told(session, scene.cast.coordinator))

    people.over_partners, people.over_time = OverPartners.SUM, OverTime.AVERAGE
    assert "not specified" not in str(told(session, scene.cast.coordinator))


# What is withheld is no fall


def pieces(session, actor) -> dict[tuple[str, str], float | None]:
    """What the chart draws, by period and kind of piece."""
    table = board.get_table(session, actor, "world", "people")
    row = indicators.get_indicator(session, actor, "world", "people")
    frame = splits.frame(table, row, ("age",), "en")
    return {
        (each["tick"], each["category"]): None
        if each["value"] != each["value"]
        else each["value"]
        for each in frame.to_dict("records")
    }


@pytest.fixture
def small(session, scene):
    """Two of 40 are 18 to 64: too few for whoever is neither partner nor backbone."""
    make_value(
        session, scene.first, scene.world.people, cell="age=18-64", figure=Decimal(2)
    )
    return scene


def test_what_is_withheld_is_hatched_up_to_the_total(session, small):
    drawn = pieces(session, small.cast.funder)

    assert drawn["Q1 2026", "0-17"] == 15
    assert drawn["Q1 2026", "withheld"] == 70 - 15


def test_of_a_range_it_is_hatched_up_to_its_upper_end(session, small):
    small.world.people.over_partners = OverPartners.RANGE
    session.flush()

    assert pieces(session, small.cast.funder)["Q1 2026", "withheld"] == 70 - 15


def test_without_a_total_there_is_the_word_and_no_lower_bar(session, small):
    for value in session.exec(select(ApprovedValue)).all():
        if key_of(session, value) == "":
            session.delete(value)
    session.flush()

    drawn = pieces(session, small.cast.funder)

    assert drawn["Q1 2026", "withheld"] is None
    assert ("Q1 2026", "0-17") not in drawn


def test_the_backbone_sees_each_category(session, small):
    assert pieces(session, small.cast.coordinator)["Q1 2026", "18-64"] == 2


# Every dimension and crossing


@pytest.fixture
def crossed(session, scene):
    """People are split by age, by sex, and by both at once."""
    sex = make_dimension(session, scene.world.initiative, "sex", "f", "m")
    make_split(session, scene.world.people, sex, position=1)
    make_split(session, scene.world.people, scene.world.age, sex, position=2)
    for cell, figure in (("sex=f", 25), ("age=0-17&sex=f", 8), ("age=0-17&sex=m", 7)):
        make_value(
            session, scene.first, scene.world.people, cell=cell, figure=Decimal(figure)
        )
    return scene


def test_each_dimension_and_each_crossing_can_be_chosen(session, crossed):
    actor = crossed.cast.coordinator
    table = board.get_table(session, actor, "world", "people")
    row = indicators.get_indicator(session, actor, "world", "people")

    offered = splits.choices(table, row, "en")

    assert [each.key for each in offered] == ["age", "sex", "age,sex"]
    assert offered[2].title == f"{offered[0].title} × {offered[1].title}"


def test_a_crossing_has_its_chart_and_its_table(session, crossed):
    actor = crossed.cast.coordinator
    table = board.get_table(session, actor, "world", "people")
    row = indicators.get_indicator(session, actor, "world", "people")

    frame = splits.frame(table, row, splits.read("sex,age"), "en")
    lines = splits.lines(table, row, splits.read("age,sex"), "en")

    drawn = dict(zip(frame["category"], frame["value"], strict=True))
    assert drawn == {"0-17 · f": 8, "0-17 · m": 7, "not specified": 70 - 15}
    told = {line.category: line.figure for line in lines}
    assert (told["0-17 · f"], told["0-17 · m"]) == ("8", "7")
    assert told["18-64 · f"] == "nothing reported"


def test_more_categories_than_can_be_told_apart_are_put_together(session, scene):
    many = make_dimension(
        session, scene.world.initiative, "town", *[f"t{n}" for n in range(15)]
    )
    make_split(session, scene.world.people, many, position=1)
    for n in range(15):
        make_value(
            session, scene.first, scene.world.people, cell=f"town=t{n}", figure=1
        )
    table = board.get_table(session, scene.cast.coordinator, "world", "people")
    row = indicators.get_indicator(session, scene.cast.coordinator, "world", "people")

    frame = splits.frame(table, row, ("town",), "en")

    first = frame[frame["tick"] == "Q1 2026"]
    drawn = dict(zip(first["category"], first["value"], strict=True))
    assert len(drawn) == 12 + 2
    assert (drawn["further categories"], drawn["not specified"]) == (3, 70 - 15)


def test_a_line_breaks_off_where_it_was_asked_for_and_nobody_gave_it(
    session, scene, clock
):
    clock.tick(days=120)
    share, partner = scene.world.share, scene.cast.partner
    make_split(session, share, scene.world.age)
    third = make_period(session, scene.world.initiative, Q3)
    update = make_update(session, third, partner, status=Status.APPROVED)
    for each in (scene.first, update):
        make_value(session, each, share, cell="age=0-17", numerator=30, denominator=60)
    table = board.get_table(session, scene.cast.coordinator, "world", "share")
    row = indicators.get_indicator(session, scene.cast.coordinator, "world", "share")

    frame = splits.frame(table, row, ("age",), "en")

    young = frame[frame["category"] == "0-17"]
    values = young["value"].astype(object).where(young["value"].notna(), None)
    assert list(values) == [50, None, 50]
