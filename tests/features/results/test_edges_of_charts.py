"""A table in, a chart out: at the edges of what there may be."""

import pandas as pd

from impact_hub.features.results import words
from impact_hub.features.results.charts import bars, movement, splits
from impact_hub.features.results.views.cards import STANDINGS_COLUMNS
from impact_hub.features.results.views.movement import PARTNER_COLUMNS

WRITE = words.numbers("de")


def standings(*rows: tuple[object, ...]):
    frame = pd.DataFrame(rows, columns=list(STANDINGS_COLUMNS))
    return bars.standings(frame, target="Ziel", write=WRITE).figure


def test_bars_end_at_the_edge_and_their_label_says_how_far_it_is():
    drawn = standings(
        ("a", 250.0, 250.0, "250 %", "reached"), ("b", -10.0, -10.0, "−10 %", "behind")
    )

    assert drawn.data[0].x == (120, 0)
    assert drawn.data[1].text == ("250 %", "−10 %")


def test_a_range_is_full_up_to_its_lower_end_and_hatched_up_to_its_upper_one():
    drawn = standings(("a", 23.0, 75.0, "23–75 %", "uncertain"))

    sure, open_ = drawn.data
    assert (sure.x, open_.x) == ((23,), (52,))
    assert open_.marker.pattern.shape == "/"
    assert open_.text == ("23–75 %",)
    assert sure.marker.color == ("var(--uncertain)",)


def test_two_indicators_of_one_name_are_two_bars_and_names_are_text():
    drawn = standings(
        ("2024", 1.0, 1.0, "1 %", "watch"),
        ("2024", 2.0, 2.0, "2 %", "watch"),
        ("24/7", 3.0, 3.0, "3 %", "watch"),
    )

    assert drawn.data[0].y == (0, 1, 2)
    assert drawn.layout.yaxis.ticktext == ("2024", "2024", "24/7")


def test_two_partners_of_one_name_are_two_bars():
    rows = [("AWO", 3.0, "3", 0), ("AWO", None, "zurückgehalten", 1)]
    drawn = bars.partners(pd.DataFrame(rows, columns=list(PARTNER_COLUMNS))).figure

    assert drawn.layout.yaxis.ticktext == ("AWO", "AWO")
    assert drawn.data[0].x == (3, 0)
    assert drawn.data[0].text == ("3", "zurückgehalten")


def test_charts_without_rows_are_empty_not_broken():
    points = pd.DataFrame(columns=list(movement.COLUMNS))
    aims = pd.DataFrame(columns=list(movement.TARGETS))
    cells = pd.DataFrame(columns=list(splits.COLUMNS))
    partners = pd.DataFrame(columns=list(PARTNER_COLUMNS))

    assert standings().data[0].x == ()
    empty = movement.movement(points, aims, name="x", target="Ziel", write=WRITE).figure
    assert (empty.data[0].y, empty.layout.annotations) == ((), ())
    assert splits.split(cells, stacked=True, write=WRITE).figure.data == ()
    assert splits.levels(cells, order=[], write=WRITE).figure.data == ()
    assert bars.partners(partners).figure.data[0].x == ()
