"""Importing categories and totals: what does not add up does not come in."""

import pytest
from sqlmodel import select

from impact_hub.features.indicators.models import CellRecord, Indicator
from impact_hub.features.indicators.rules.kinds import (
    MissingReason,
    ValueKind,
)
from impact_hub.features.reporting.models import Correction, Value
from tests.factories import (
    make_dimension,
    make_indicator,
)
from tests.features.exchange.files import (
    bring,
    corrections,
    figures_by_cell,
    own,
    planned,
    row,
    wrong,
)

THE_TOTAL = select(Value).join(CellRecord).where(CellRecord.key == "")

BINARY = bytes(range(256))


def test_categories_are_not_above_the_total(session, world, cast):
    rows = [
        row(value="10"),
        row(categories="age=0-17", value="6"),
        row(categories="age=18-64", value="5"),
    ]

    found = planned(session, cast.coordinator, own(*rows))

    assert wrong(found) == [(3, "value", "reporting.categories_above_total")]
    assert found.problems[0].params["total"] == 10


def test_categories_in_the_file_are_not_above_the_total_in_the_hub(
    session, world, cast
):
    bring(session, cast.coordinator, own(row(value="10")))
    bring(session, cast.coordinator, own(row(categories="age=0-17", value="6")))

    found = planned(
        session, cast.coordinator, own(row(categories="age=18-64", value="5"))
    )

    assert wrong(found) == [(2, "value", "reporting.categories_above_total")]


def test_a_total_in_the_file_is_not_below_the_categories_in_the_hub(
    session, world, cast
):
    bring(session, cast.coordinator, own(row(), row(categories="age=0-17", value="20")))

    found = planned(session, cast.coordinator, own(row(value="10")))

    assert wrong(found) == [(2, "value", "reporting.categories_above_total")]


def test_in_a_draft_sums_may_be_wrong_as_in_the_form(session, world, cast):
    rows = [
        row(value="10", status="draft"),
        row(categories="age=0-17", value="11", status="draft"),
    ]

    found = bring(session, cast.coordinator, own(*rows))

    assert [one.code for one in found.doubts] == ["reporting.categories_above_total"]
    assert (found.added, found.problems_total) == (2, 0)


def test_a_reason_does_not_stand_beside_figures(session, world, cast):
    rows = [
        row(value="", reason="withheld"),
        row(categories="age=0-17", value="1"),
    ]

    assert wrong(planned(session, cast.coordinator, own(*rows))) == [
        (2, "reason", "exchange.figure_and_reason")
    ]


def test_a_figure_takes_the_place_of_a_reason_in_the_hub(session, world, cast):
    bring(session, cast.coordinator, own(row(value="", reason="later")))

    bring(session, cast.coordinator, own(row(categories="age=0-17", value="1")))

    total = session.exec(THE_TOTAL).one()
    assert (total.figure, total.reason) == (None, None)
    assert corrections(session) == [("", "later", ""), ("age=0-17", "", "1")]


def test_a_reason_takes_the_place_of_a_figure_in_the_hub(session, world, cast):
    bring(session, cast.coordinator, own(row()))

    bring(session, cast.coordinator, own(row(value="", reason="withheld")))

    total = session.exec(select(Value)).one()
    assert (total.figure, total.reason) == (None, MissingReason.WITHHELD)


# Totals that are sums


@pytest.fixture
def summed(session, world) -> Indicator:
    """An indicator whose total is never typed."""
    sex = make_dimension(session, world.initiative, "sex", "f", "m")
    return make_indicator(
        session, world.initiative, sex, code="summed", summed_over_id=sex.id
    )


def summed_row(**cells: object) -> str:
    return row(indicator="summed", **cells)


def test_a_total_that_is_a_sum_is_computed(session, world, cast, summed):
    rows = [
        summed_row(categories="sex=f", value="3"),
        summed_row(categories="sex=m", value="4"),
    ]

    found = bring(session, cast.coordinator, own(*rows))

    assert (found.rows, found.added, found.summed) == (2, 2, 1)
    assert figures_by_cell(session)[""] == 7
    assert not bring(session, cast.coordinator, own(*rows)).changes_something


def test_a_total_that_is_a_sum_follows_its_categories(session, world, cast, summed):
    bring(session, cast.coordinator, own(summed_row(categories="sex=f", value="3")))

    bring(session, cast.coordinator, own(summed_row(categories="sex=m", value="4")))

    assert figures_by_cell(session) == {"": 7, "sex=f": 3, "sex=m": 4}
    corrected = session.exec(
        select(Correction).join(CellRecord).where(CellRecord.key == "")
    ).one()
    assert (corrected.before, corrected.after) == ("3", "7")


def test_a_stated_total_that_is_the_sum_is_fine(session, world, cast, summed):
    rows = [
        summed_row(value="3", note="All"),
        summed_row(categories="sex=f", value="3"),
    ]

    assert bring(session, cast.coordinator, own(*rows)).added == 2


def test_a_stated_total_must_be_the_sum(session, world, cast, summed):
    rows = [summed_row(value="8"), summed_row(categories="sex=f", value="3")]

    found = planned(session, cast.coordinator, own(*rows))

    assert wrong(found) == [(2, "value", "exchange.total_not_sum")]
    assert found.problems[0].params == {"total": 8, "categories": 3}


def test_an_unchanged_total_must_be_the_sum_too(session, world, cast, summed):
    rows = [summed_row(value="3"), summed_row(categories="sex=f", value="3")]
    bring(session, cast.coordinator, own(*rows))

    found = planned(
        session,
        cast.coordinator,
        own(rows[0], summed_row(categories="sex=f", value="4")),
    )

    assert wrong(found) == [(2, "value", "exchange.total_not_sum")]


def test_a_total_that_is_a_sum_needs_its_categories(session, world, cast, summed):
    assert wrong(planned(session, cast.coordinator, own(summed_row(value="8")))) == [
        (2, "value", "exchange.total_without_categories")
    ]


def test_a_note_at_a_total_that_is_a_sum_stays_with_the_sum(
    session, world, cast, summed
):
    rows = [
        summed_row(value="", note="All"),
        summed_row(categories="sex=f", value="3"),
    ]

    bring(session, cast.coordinator, own(*rows))

    total = session.exec(THE_TOTAL).one()
    assert (total.figure, total.note) == (3, "All")


def test_an_emptied_total_that_is_a_sum_is_computed_again(session, world, cast, summed):
    rows = [summed_row(value="3"), summed_row(categories="sex=f", value="3")]
    bring(session, cast.coordinator, own(*rows))

    found = bring(session, cast.coordinator, own(summed_row(value=""), rows[1]))

    assert (found.changed, found.changes_something) == (0, False)


def test_a_ratio_that_is_a_sum_is_summed_in_both_parts(session, world, cast):
    sex = make_dimension(session, world.initiative, "sex", "f", "m")
    make_indicator(
        session,
        world.initiative,
        sex,
        code="summed",
        kind=ValueKind.RATIO,
        summed_over_id=sex.id,
    )
    part = {"indicator": "summed", "value": ""}
    rows = [
        row(categories="sex=f", numerator="1", denominator="2", **part),
        row(categories="sex=m", numerator="3", denominator="4", **part),
    ]

    bring(session, cast.coordinator, own(*rows))
    found = planned(
        session,
        cast.coordinator,
        own(row(numerator="4", denominator="7", **part), *rows),
    )

    total = session.exec(THE_TOTAL).one()
    assert (total.numerator, total.denominator) == (4, 6)
    assert wrong(found) == [(2, "denominator", "exchange.total_not_sum")]


def test_a_note_alone_at_a_total_that_is_a_sum_is_fine(session, world, cast, summed):
    found = bring(session, cast.coordinator, own(summed_row(value="", note="Soon")))

    assert (found.added, found.problems_total) == (1, 0)
    assert figures_by_cell(session) == {"": None}
