"""The logic in the reader's words."""

from impact_hub.features.impact_logic import views
from impact_hub.features.impact_logic.rows import ResultRow
from tests.factories import make_result


def row(number: int, step: int, title: str) -> ResultRow:
    return ResultRow(number, step, {"de": title}, {}, 1)


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


def test_the_page_goes_down_and_says_at_each_end_what_leads_to_what(
    session, cast, world
):
    world.link.assumptions = {"en": "they stay"}

    page = views.logic_page(session, cast.reporter, "world")

    assert [step.number for step in page.steps] == list("76543210")
    assert (page.steps[2].group, page.steps[5].group) == ("outcome", "output")
    (upper,), (lower,) = page.steps[2].results, page.steps[5].results
    (effect,), (cause,) = lower.effects, upper.causes
    assert (effect.other, cause.other) == (upper.id, lower.id)
    assert effect.assumption == cause.assumption == "they stay"
    assert (lower.causes, upper.effects) == ((), ())
    assert page.arcs == (views.ArcItem(lower.id, upper.id),)
    assert not page.is_empty


def test_what_can_be_led_to_begins_with_the_next_step(session, cast, world):
    make_result(session, world.initiative, step=6, titles={"en": "They stay"})
    make_result(session, world.initiative, step=2, titles={"en": "They come"})
    make_result(session, world.initiative, step=1, titles={"en": "We invite"})
    make_result(session, world.initiative, step=3, titles={"en": "x" * 200})
    page = views.logic_page(session, cast.coordinator, "world")
    lower = views.find(page, str(world.lower.id))

    offered = [label for _, label in views.targets(page, lower)]

    assert offered == [
        "3 · " + "x" * (views.CHOICE_LETTERS - 1) + "…",
        "6 · They stay",
        "2 · They come",
    ]


def test_a_result_that_is_not_there_is_not_found(session, cast, world):
    page = views.logic_page(session, cast.coordinator, "world")

    assert views.find(page, "999999") is None
    assert views.find(page, "") is None
