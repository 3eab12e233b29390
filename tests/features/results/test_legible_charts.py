"""Charts can be read: labels keep out of the line's way, partners are whole numbers."""

import pandas as pd
import pytest

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.results import charts
from impact_hub.features.results.words import axis_unit

QUARTERS = ["Q1 2026", "Q2 2026", "Q3 2026"]


def points(*values: float | None) -> pd.DataFrame:
    rows = zip(QUARTERS, values, [str(value) for value in values], strict=True)
    return pd.DataFrame(rows, columns=["period", "value", "label"])


def moved(points: pd.DataFrame, *targets: tuple[str, float]):
    rows = [(period, value, str(value)) for period, value in targets]
    aims = pd.DataFrame(rows, columns=["period", "value", "label"])
    return charts.movement(
        points, aims, name="n", target="t", is_share=False, locale="en"
    )


def covered(*partners: int):
    counts = [list(partners), [0] * len(partners)]
    frame = pd.DataFrame({"period": QUARTERS[: len(partners)]})
    names = [("approved", "approved"), ("missing", "missing")]
    for (code, _), each in zip(names, counts, strict=True):
        frame[code] = each
    return charts.coverage(frame, names=names, locale="en")


def test_a_target_above_the_line_is_labelled_above():
    drawn = moved(points(10, 20, 30), ("Q3 2026", 50))

    assert drawn.data[1].textposition == ("top center",)


def test_a_target_that_the_line_has_passed_is_labelled_below():
    drawn = moved(points(10, 20, 30), ("Q2 2026", 15), ("Q4 2026", 25))

    assert drawn.data[1].textposition == ("bottom center", "bottom center")


def test_the_newest_figure_makes_way_for_a_target_above_it():
    above = moved(points(10, 20, 30), ("Q3 2026", 31)).layout.annotations[0]
    below = moved(points(10, 20, 30), ("Q3 2026", 29)).layout.annotations[0]

    assert (above.yshift, below.yshift) == (-18, 18)


def test_the_newest_figure_stands_at_its_place_where_periods_are_years():
    years = points(10, 20, None)
    years["period"] = ["2020", "2021", "2022"]

    (label,) = moved(years).layout.annotations

    assert (label.x, label.y) == (1, 20)


def test_a_target_is_labelled_before_there_is_any_figure():
    drawn = moved(points(None, None, None), ("Q3 2026", 5))

    assert drawn.data[1].textposition == ("top center",)
    assert not drawn.layout.annotations


def test_periods_stand_in_two_lines_and_upright():
    axis = moved(points(1, 2, 3), ("Q3 2026", 5)).layout.xaxis

    assert axis.categoryarray == tuple(QUARTERS)
    assert axis.ticktext == ("Q1<br>2026", "Q2<br>2026", "Q3<br>2026")
    assert axis.tickangle == 0


@pytest.mark.parametrize(
    ("most", "step"),
    [(0, 1), (1, 1), (5, 1), (6, 2), (9, 2), (11, 5), (40, 10), (9000, 1000)],
)
def test_partners_are_counted_in_whole_numbers(most, step):
    assert covered(most, 0).layout.yaxis.dtick == step


# Whoever sees a number also sees of what

CELLS = pd.DataFrame(
    {"period": ["Q1 2026"], "category": ["young"], "value": [3.0], "is_rest": [False]}
)
ADDED = pd.DataFrame({"partner": ["A"], "value": [3.0], "label": ["3"], "place": [0]})


def test_a_movement_says_what_is_counted():
    aims = pd.DataFrame([], columns=["period", "value", "label"])
    drawn = charts.movement(
        points(1, 2, 3),
        aims,
        name="n",
        target="t",
        is_share=False,
        locale="en",
        unit="hours",
    )

    assert [each.text for each in drawn.layout.annotations] == ["<b>3</b>", "hours"]


def test_categories_and_partners_say_what_is_counted():
    split = charts.split(CELLS, stacked=True, is_share=False, locale="en", unit="€")
    partners = charts.partners(ADDED, locale="en", unit="€")

    assert split.layout.legend.title.text == "€"
    assert [each.text for each in partners.layout.annotations] == ["€"]


@pytest.mark.parametrize(
    ("changes", "unit"),
    [
        ({"units": {"de": "Stunden", "en": "hours"}}, "hours"),
        ({"kind": ValueKind.AMOUNT, "currency": "EUR"}, "€"),
        ({"kind": ValueKind.RATIO, "units": {"en": "of the guests"}}, ""),
        ({"kind": ValueKind.YES_NO}, ""),
    ],
)
def test_the_axis_of_each_kind_has_its_unit(session, cast, world, changes, unit):
    for name, value in changes.items():
        setattr(world.people, name, value)
    session.flush()

    row = queries.get_indicator(session, cast.coordinator, "world", "people")

    assert axis_unit(row, "en") == unit
