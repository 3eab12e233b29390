"""The backbone draws the logic: results on steps, and what leads to what."""

import pytest
from sqlmodel import select

from impact_hub.features.impact_logic import queries, service
from impact_hub.features.impact_logic.models import Link
from impact_hub.features.impact_logic.service import Wording
from impact_hub.kit.audit import AuditLine
from impact_hub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from tests.factories import make_initiative, make_link, make_result

WORDING = Wording({"de": "Jugendliche wissen mehr"}, {"de": "Genauer gesagt …"})


def order(session, cast, step):
    rows = queries.list_results(session, cast.coordinator, "world")
    return [row.id for row in rows if row.step == step]


def test_a_new_result_stands_at_the_right_end_of_its_step(session, cast, world):
    added = service.add_result(
        session, cast.coordinator, "world", step=5, wording=WORDING
    )

    assert order(session, cast, 5) == [world.upper.id, added.id]
    assert added.titles == {"de": "Jugendliche wissen mehr"}
    line = session.exec(select(AuditLine)).one()
    assert (line.action, line.within_id) == ("result.add", world.initiative.id)


def test_the_first_result_of_a_step_stands_at_its_beginning(session, cast, world):
    added = service.add_result(
        session, cast.coordinator, "world", step=7, wording=WORDING
    )

    assert added.position == 0


@pytest.mark.parametrize(
    ("step", "titles", "code", "field"),
    [
        (8, {"de": "x"}, "impact_logic.no_such_step", "step"),
        (4, {"en": "x"}, "initiatives.words_needed", "title.de"),
    ],
)
def test_what_a_result_lacks_is_told_at_its_field(
    session, cast, world, step, titles, code, field
):
    with pytest.raises(Invalid, match=code) as added:
        service.add_result(
            session, cast.coordinator, "world", step=step, wording=Wording(titles)
        )
    with pytest.raises(Invalid, match=code) as edited:
        service.edit_result(
            session,
            cast.coordinator,
            world.upper.id,
            step=step,
            wording=Wording(titles),
        )

    assert added.value.field == edited.value.field == field


def test_partners_do_not_draw_the_logic(session, cast, world):
    with pytest.raises(Forbidden):
        service.add_result(session, cast.reporter, "world", step=5, wording=WORDING)


def test_a_result_says_something_else(session, cast, world):
    service.edit_result(
        session, cast.coordinator, world.upper.id, step=5, wording=WORDING
    )

    assert world.upper.titles == WORDING.titles
    assert world.upper.descriptions == WORDING.descriptions
    assert world.upper.position == 0


def test_a_result_on_another_step_stands_at_its_right_end(session, cast, world):
    make_result(session, world.initiative, step=6, position=3)

    service.edit_result(
        session, cast.coordinator, world.upper.id, step=6, wording=WORDING
    )

    assert (world.upper.step, world.upper.position) == (6, 4)


def test_a_result_does_not_move_below_what_leads_to_it(session, cast, world):
    for result, step in ((world.upper, 1), (world.lower, 6)):
        with pytest.raises(Invalid, match=r"impact_logic\.link_leads_down") as refused:
            service.edit_result(
                session, cast.coordinator, result.id, step=step, wording=WORDING
            )
        assert refused.value.field == "step"


@pytest.mark.parametrize(
    ("moved", "by", "order_after"),
    [(0, 1, [1, 0, 2]), (2, -1, [0, 2, 1]), (0, -1, [0, 1, 2]), (2, 9, [0, 1, 2])],
)
def test_a_result_moves_along_its_step(session, cast, world, moved, by, order_after):
    results = [world.upper] + [
        make_result(session, world.initiative, step=5) for _ in range(2)
    ]

    service.move_result(session, cast.coordinator, results[moved].id, by=by)

    assert order(session, cast, 5) == [results[each].id for each in order_after]


def test_a_removed_result_takes_its_links_along_and_leaves_its_indicators(
    session, cast, world
):
    world.people.result_id = world.lower.id
    session.flush()

    service.remove_result(session, cast.coordinator, world.lower.id)
    session.flush()
    session.expire_all()

    assert session.exec(select(Link)).all() == []
    assert world.people.result_id is None
    lines = session.exec(select(AuditLine.action)).all()
    assert lines == ["result.remove"]


# Links


def link(session, actor, cause, effect):
    return service.add_link(
        session, actor, cause.id, effect_id=effect.id, assumptions={"de": "wenn …"}
    )


def test_one_result_leads_to_another_if(session, cast, world):
    third = make_result(session, world.initiative, step=5)

    added = link(session, cast.coordinator, world.upper, third)

    assert (added.cause_id, added.effect_id) == (world.upper.id, third.id)
    assert added.assumptions == {"de": "wenn …"}


def test_two_results_are_linked_once(session, cast, world):
    with pytest.raises(Conflict, match=r"impact_logic\.link_exists"):
        link(session, cast.coordinator, world.lower, world.upper)


def test_a_result_leads_neither_down_nor_to_itself(session, cast, world):
    with pytest.raises(Invalid, match=r"impact_logic\.link_leads_down") as refused:
        link(session, cast.coordinator, world.upper, world.lower)
    with pytest.raises(Invalid, match=r"impact_logic\.link_to_itself"):
        link(session, cast.coordinator, world.upper, world.upper)

    assert refused.value.field == "leads_to"


def test_a_result_leads_to_none_of_another_initiative(session, cast, world):
    elsewhere = make_result(session, make_initiative(session, cast.backbone), step=7)

    with pytest.raises(NotFound, match=r"impact_logic\.no_such_result"):
        link(session, cast.coordinator, world.lower, elsewhere)


def test_a_link_is_taken_out(session, cast, world):
    service.remove_link(session, cast.coordinator, world.link.id)

    assert session.exec(select(Link)).all() == []


def test_a_link_that_is_gone_is_not_found(session, cast, world):
    with pytest.raises(NotFound, match=r"impact_logic\.no_such_link"):
        service.remove_link(session, cast.coordinator, 999_999)


def test_partners_do_not_link(session, cast, world):
    other = make_result(session, world.initiative, step=6)
    kept = make_link(session, world.upper, other)

    with pytest.raises(Forbidden):
        link(session, cast.reporter, world.lower, other)
    with pytest.raises(Forbidden):
        service.remove_link(session, cast.reporter, kept.id)
