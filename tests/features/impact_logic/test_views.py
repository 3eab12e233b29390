"""The logic in the reader's words."""

from impact_hub.features.impact_logic import views
from impact_hub.features.impact_logic.queries import ResultRow


def row(number: int, step: int, title: str) -> ResultRow:
    return ResultRow(number, step, {"de": title}, {}, ())


def test_the_small_stairs_go_up_and_claim_nothing_where_nothing_stands():
    stairs = views.stairs(
        [row(1, 0, "Geld"), row(2, 2, "Sie kommen"), row(3, 5, "Sie bleiben")], "de"
    )

    assert [stair.number for stair in stairs] == list("1234567")
    assert [stair.said for stair in stairs if stair.said] == [
        "Sie kommen",
        "Sie bleiben",
    ]


def test_a_step_says_its_first_result_and_how_many_more_there_are():
    rows = [row(1, 4, "Erstens"), row(2, 4, "Zweitens"), row(3, 4, "Drittens")]

    assert views.stairs(rows, "de")[3].said == "Erstens und 2 weitere"


def test_a_long_title_is_short_on_the_small_stairs():
    said = views.stairs([row(1, 1, "Donaudampfschifffahrt" * 9)], "de")[0].said

    assert len(said) == views.STAIR_LETTERS
    assert said.endswith("…")
