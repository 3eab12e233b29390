"""Axes: time is time, steps are few and round, names are text, numbers are words."""

from datetime import date, timedelta

import pytest

from impact_hub.kit import plot


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([-480, 5], [-500, -400, -300, -200, -100, 0, 100]),
        ([0, 3], [0, 1, 2, 3]),
        ([1, None, float("nan"), 2], [0, 1, 2]),
        ([34567], [0, 10000, 20000, 30000, 40000]),
        ([0.5], [0, 0.1, 0.2, 0.3, 0.4, 0.5]),
        ([-7], [-8, -6, -4, -2, 0]),
        ([], [0, 1]),
        ([None], [0, 1]),
        ([0], [0, 1]),
    ],
)
def test_steps_are_round_few_and_from_end_to_end(values, ticks):
    assert plot.steps(values) == ticks


@pytest.mark.parametrize("low", [-3e9, -480, -1, 0])
@pytest.mark.parametrize("high", [0, 0.004, 5, 12345, 7e12])
def test_there_are_never_many_steps_and_all_values_are_within(low, high):
    ticks = plot.steps([low, high])

    assert 2 <= len(ticks) <= 9
    assert ticks[0] <= low
    assert ticks[-1] >= high


def test_an_upright_axis_says_its_numbers_as_it_is_told():
    axis = plot.upward([0, 34567], lambda value: f"<{value:.0f}>")

    assert axis["ticktext"] == ["<0>", "<10000>", "<20000>", "<30000>", "<40000>"]
    assert axis["range"][0] == 0
    assert axis["range"][1] > 40000


def years(*numbers: int) -> list[tuple[date, str]]:
    return [(date(year, 12, 31), str(year)) for year in numbers]


def test_time_is_proportional_and_every_mark_stands_at_its_day():
    marks = years(2010, 2012, 2020)

    axis, _ = plot.in_time(marks, first=date(2010, 12, 31), last=date(2020, 12, 31))

    assert axis["type"] == "date"
    assert axis["tickvals"] == ["2010-12-31", "2012-12-31", "2020-12-31"]
    assert axis["ticktext"] == ["2010", "2012", "2020"]
    first, last = (date.fromisoformat(end) for end in axis["range"])
    assert first < date(2010, 12, 31)
    assert last > date(2020, 12, 31)


def test_labels_that_would_touch_are_left_out_but_never_the_last():
    marks = [(date(2020, 1, 31) + timedelta(days=30 * n), f"m{n}") for n in range(60)]

    axis, narrow = plot.in_time(marks, first=marks[0][0], last=marks[-1][0])

    for labels, most in ((axis["ticktext"], 11), (narrow["xaxis.ticktext"], 5)):
        assert 2 < len(labels) <= most
        assert labels[-1] == "m59"


def test_an_axis_of_time_without_any_time_is_not_drawn():
    axis, narrow = plot.in_time([], first=date.min, last=date.min)

    assert (axis, narrow) == ({"visible": False}, {})


def test_names_are_text_and_two_of_one_name_have_two_places():
    axis, narrow = plot.named(["24/7", "2024", "2024", "<b>Mut</b>"])

    assert axis["tickvals"] == [0, 1, 2, 3]
    assert axis["ticktext"] == ["24/7", "2024", "2024", "&lt;b&gt;Mut&lt;/b&gt;"]
    assert len(narrow["yaxis.ticktext"]) == 4


def test_long_names_take_two_lines_and_end_with_an_ellipsis():
    name = "Arbeitsgemeinschaft der Jugendberufshilfen im Kreis " * 4

    axis, narrow = plot.named([name])

    for text in (axis["ticktext"][0], narrow["yaxis.ticktext"][0]):
        assert text.count("<br>") == 1
        assert text.endswith("…")


def test_rounds_keep_their_order_and_the_last_one_its_label():
    axis, narrow = plot.placed([f"Q{n}" for n in range(24)])

    assert axis["ticktext"][-1] == narrow["xaxis.ticktext"][-1] == "Q23"
    assert len(narrow["xaxis.ticktext"]) < len(axis["ticktext"]) <= 12


def test_levels_go_from_one_end_of_the_scale_to_the_other():
    assert [plot.level_color(at, 3) for at in range(3)] == [
        "var(--step-1)",
        "var(--step-4)",
        "var(--step-7)",
    ]
    assert plot.level_color(0, 1) == "var(--step-7)"
