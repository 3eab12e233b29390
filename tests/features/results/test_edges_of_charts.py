"""A table in, a figure out: at the edges of what there may be."""

import pandas as pd
import pytest

from impact_hub.features.results import charts
from impact_hub.kit import plot


def test_bars_end_at_the_edge_and_their_label_says_how_far_it_is():
    frame = pd.DataFrame(
        [("a", 250.0, "250 %", "reached"), ("b", -10.0, "-10 %", "behind")],
        columns=["title", "made", "label", "standing"],
    )

    drawn = charts.standings(frame, target="Ziel", locale="de")

    assert drawn.data[0].x == (0, 120)
    assert drawn.data[0].text == ("-10 %", "250 %")


def test_charts_without_rows_are_empty_not_broken():
    nothing = pd.DataFrame(columns=["title", "made", "label", "standing"])
    points = pd.DataFrame(columns=["period", "value", "label"])
    cells = pd.DataFrame(columns=["period", "category", "value", "is_rest"])
    partners = pd.DataFrame(columns=["partner", "value", "label", "place"])

    assert charts.standings(nothing, target="Ziel", locale="de").data[0].x == ()
    empty = charts.movement(
        points, points, name="x", target="Ziel", is_share=False, locale="de"
    )
    assert (empty.data[0].y, empty.layout.annotations) == ((), ())
    assert charts.split(cells, stacked=True, is_share=False, locale="de").data == ()
    assert charts.partners(partners, locale="de").data[0].x == ()


@pytest.mark.parametrize(
    ("values", "step"),
    [([1.0, None, float("nan"), 2.0], 1), ([0.5], None), ([2.0, 800.0], None)],
)
def test_an_axis_of_a_few_whole_things_has_no_halves(values, step):
    assert plot.upward(values, "").get("dtick") == step
