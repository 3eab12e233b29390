"""A table in, a figure out: at the edges of what there may be."""

import pandas as pd

from impact_hub.features.results import charts


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
