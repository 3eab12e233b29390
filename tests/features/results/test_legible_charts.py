"""Charts can be read: in true time, with labels beside the line, and no false falls."""

from datetime import date, timedelta

import pandas as pd
import pytest

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.results import words
from impact_hub.features.results.charts import bars, movement, splits
from impact_hub.features.results.words import axis_unit

ENDS = [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]
QUARTERS = ["Q1 2026", "Q2 2026", "Q3 2026"]


def points(*values: float | None, **changed: list[object]) -> pd.DataFrame:
    rows = [
        {
            "at": ENDS[at],
            "tick": QUARTERS[at],
            "value": value,
            "low": None,
            "label": str(value),
            "is_whole": True,
            "is_withheld": False,
            "is_apart": False,
            **{name: each[at] for name, each in changed.items()},
        }
        for at, value in enumerate(values)
    ]
    return pd.DataFrame(rows, columns=list(movement.COLUMNS), dtype=object)


def moved(points: pd.DataFrame, *targets: tuple[date, float]):
    rows = [(due, f"{due:%Y}", value, str(value)) for due, value in targets]
    aims = pd.DataFrame(rows, columns=list(movement.TARGETS), dtype=object)
    return movement.movement(
        points, aims, name="n", target="t", write=words.numbers("en"), unit="hours"
    ).figure


def lines(drawn) -> list[tuple[str, list[str]]]:
    """How the pieces of the line are drawn, and the days between which they go."""
    return [
        (trace.line.dash, [day for day in trace.x if day])
        for trace in drawn.data
        if trace.mode == "lines" and trace.fill is None
    ]


def test_periods_and_targets_stand_at_their_day_in_true_time():
    drawn = moved(points(10, 20, 30), (date(2030, 12, 31), 50))

    assert drawn.layout.xaxis.type == "date"
    assert drawn.data[0].x == tuple(day.isoformat() for day in ENDS)
    assert drawn.data[1].x == ("2030-12-31",)
    assert "2030-12-31" in drawn.layout.xaxis.tickvals


def test_what_is_missing_is_a_gap():
    assert lines(moved(points(10, None, 30))) == []


def test_a_time_that_nobody_expected_is_joined_by_a_thin_dotted_line():
    drawn = moved(points(10, 20, 30, is_apart=[False, False, True]))

    assert lines(drawn) == [
        ("solid", ["2026-03-31", "2026-06-30"]),
        ("dot", ["2026-06-30", "2026-09-30"]),
    ]


def test_a_period_that_is_not_complete_is_hollow_and_its_line_is_dashed():
    drawn = moved(points(10, 20, 30, is_whole=[True, True, False]))

    assert drawn.data[0].marker.color == (
        "var(--accent)",
        "var(--accent)",
        "var(--paper)",
    )
    assert lines(drawn) == [
        ("solid", ["2026-03-31", "2026-06-30"]),
        ("dash", ["2026-06-30", "2026-09-30"]),
    ]


def test_a_range_is_a_band_with_both_ends():
    drawn = moved(points(60, 70, 80, low=[50, None, 20]))

    (band,) = [trace for trace in drawn.data if trace.fill == "toself"]
    assert band.y == (60, 70, 80, 20, 70, 50)
    assert [trace.y for trace in drawn.data if trace.mode == "lines"][1:] == [
        (60, 70, None, 70, 80, None),
        (50, 70, None, 70, 20, None),
    ]


def test_a_withheld_figure_is_a_word_at_the_axis_and_no_fall():
    hidden = points(10, None, 30, is_withheld=[False, True, False])
    hidden.loc[1, "label"] = "withheld"

    drawn = moved(hidden)

    words_ = [a for a in drawn.layout.annotations if a.text == "withheld"]
    assert [(a.x, a.y) for a in words_] == [("2026-06-30", 0)]
    assert lines(drawn) == []


def test_a_target_above_the_line_is_labelled_above_and_at_the_end_to_the_left():
    drawn = moved(points(10, 20, 30), (ENDS[2], 50))

    assert drawn.data[1].textposition == ("top left",)


def test_a_target_that_the_line_has_passed_is_labelled_below():
    drawn = moved(points(10, 20, 30), (ENDS[1], 15), (date(2026, 12, 31), 25))

    assert drawn.data[1].textposition == ("bottom center", "bottom left")


def test_the_newest_figure_makes_way_for_a_target_above_it():
    above = moved(points(10, 20, 30), (ENDS[2], 31)).layout.annotations[0]
    below = moved(points(10, 20, 30), (ENDS[2], 29)).layout.annotations[0]

    assert (above.yshift, below.yshift) == (-18, 18)
    assert (above.x, above.y) == ("2026-09-30", 30)


def test_a_target_is_labelled_before_there_is_any_figure():
    drawn = moved(points(None, None, None), (ENDS[2], 5))

    assert drawn.data[1].textposition == ("top left",)
    assert [each.text for each in drawn.layout.annotations] == ["hours"]


def test_periods_stand_in_two_lines_and_upright():
    axis = moved(points(1, 2, 3)).layout.xaxis

    assert axis.ticktext == ("Q1<br>2026", "Q2<br>2026", "Q3<br>2026")
    assert axis.tickangle == 0


def test_numbers_at_an_axis_are_written_out_as_the_language_does():
    write = words.numbers("de")

    assert [write(each) for each in (34567, 20000, -0.5, 2.5e6)] == [
        "34.567",
        "20.000",
        "−0,5",
        "2.500.000",
    ]
    assert words.percents("de")(12.5) == "12,5\xa0%"
    assert words.numbers("en")(20000) == "20,000"


# Categories


def cells(*rows: tuple[int, str, float | None, str]) -> pd.DataFrame:
    """Quarter, category, value and what kind of piece it is."""
    return pd.DataFrame(
        [
            {
                "starts": ENDS[at] - timedelta(days=89),
                "ends": ENDS[at],
                "tick": QUARTERS[at],
                "key": name,
                "category": name,
                "value": value,
                "label": str(value),
                "piece": piece,
            }
            for at, name, value, piece in rows
        ],
        columns=list(splits.COLUMNS),
    )


def stacked(*rows: tuple[int, str, float | None, str]):
    return splits.split(
        cells(*rows), stacked=True, write=words.numbers("en"), unit="€"
    ).figure


def test_what_is_withheld_is_hatched_up_to_the_total():
    drawn = stacked(
        (0, "young", 30, "category"),
        (0, "withheld", 10, "hidden"),
        (1, "young", 40, "category"),
    )

    young, hidden = drawn.data
    assert (young.y, hidden.y) == ((30, 40), (10,))
    assert hidden.marker.pattern.shape == "/"


def test_where_nothing_can_be_hatched_stands_the_word_and_no_bar():
    drawn = stacked((0, "young", 30, "category"), (1, "withheld", None, "hidden"))

    (young,) = drawn.data
    assert young.y == (30,)
    assert [a.textangle for a in drawn.layout.annotations] == [-90]
    assert len(drawn.layout.xaxis.tickvals) == 2


def test_bars_stand_in_their_period_and_never_in_the_next_one():
    drawn = stacked((0, "young", 30, "category"), (2, "young", 40, "category"))

    assert drawn.data[0].x == ("2026-02-14", "2026-08-16")
    assert drawn.data[0].width <= 90 * splits.MILLISECONDS


def test_levels_are_stacked_shares_in_their_order_and_colours():
    drawn = splits.levels(
        cells((0, "good", 75, "category"), (0, "bad", 25, "category")),
        order=["bad", "good"],
        write=words.percents("en"),
    ).figure

    assert {trace.name: trace.marker.color for trace in drawn.data} == {
        "good": "var(--step-7)",
        "bad": "var(--step-1)",
    }
    assert drawn.layout.yaxis.ticktext[-1] == "100%"


def covered(*partners: int):
    frame = pd.DataFrame({"period": QUARTERS[: len(partners)]})
    names = [("approved", "approved"), ("missing", "missing")]
    for (code, _), each in zip(names, (partners, [0] * len(partners)), strict=True):
        frame[code] = list(each)
    return bars.coverage(frame, names=names, write=words.numbers("en")).figure


@pytest.mark.parametrize("most", [0, 1, 5, 6, 9, 11, 40, 9000])
def test_partners_are_counted_in_whole_numbers(most):
    ticks = covered(most, 0).layout.yaxis.tickvals

    assert all(each == int(each) for each in ticks)
    assert len(ticks) <= 7


# Whoever sees a number also sees of what


def test_every_chart_says_what_is_counted():
    moving = moved(points(1, 2, 3))
    split = stacked((0, "young", 30, "category"))
    added = pd.DataFrame(
        {"partner": ["A"], "value": [3.0], "label": ["3"], "place": [0]}
    )

    assert [each.text for each in moving.layout.annotations] == ["<b>3</b>", "hours"]
    assert split.layout.legend.title.text == "€"
    partners = bars.partners(added, unit="€").figure
    assert [each.text for each in partners.layout.annotations] == ["€"]


@pytest.mark.parametrize(
    ("changes", "unit"),
    [
        ({"units": {"de": "Stunden", "en": "hours"}}, "hours"),
        ({"kind": ValueKind.AMOUNT, "currency": "EUR"}, "€"),
        ({"kind": ValueKind.RATIO, "units": {"en": "of the guests"}}, ""),
        ({"kind": ValueKind.YES_NO, "over_time": "latest"}, ""),
    ],
)
def test_the_axis_of_each_kind_has_its_unit(session, cast, world, changes, unit):
    for name, value in changes.items():
        setattr(world.people, name, value)
    session.flush()

    row = queries.get_indicator(session, cast.coordinator, "world", "people")

    assert axis_unit(row, "en") == unit
