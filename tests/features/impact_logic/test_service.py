"""The backbone draws the logic: results on steps, and what leads to what."""

import pytest
from sqlmodel import select

from impact_hub.features.impact_logic import queries, service, views
from impact_hub.features.impact_logic.forms import (
    EditLink,
    EditResult,
    NewLink,
    NewResult,
)
from impact_hub.features.impact_logic.models import Link
from impact_hub.kit.audit import AuditLine
from impact_hub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from tests.factories import make_initiative, make_link, make_result

SAID = {
    "title": {"de": "Jugendliche wissen mehr"},
    "description": {"de": "Genauer gesagt …"},
}
NEW = NewResult(**SAID)


def anew(step: int = 5) -> EditResult:
    return EditResult(**SAID, step=step)


def order(session, cast, step):
    rows = queries.list_results(session, cast.coordinator, "world")
    return [row.id for row in rows if row.step == step]


def test_a_new_result_stands_at_the_right_end_of_its_step(session, cast, world):
    added = service.add_result(session, cast.coordinator, "world", step=5, form=NEW)

    assert order(session, cast, 5) == [world.upper.id, added.id]
    assert added.titles == {"de": "Jugendliche wissen mehr"}
    line = session.exec(select(AuditLine)).one()
    assert (line.action, line.within_id) == ("result.add", world.initiative.id)


def test_the_first_result_of_a_step_stands_at_its_beginning(session, cast, world):
    added = service.add_result(session, cast.coordinator, "world", step=7, form=NEW)

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
            session, cast.coordinator, "world", step=step, form=NewResult(title=titles)
        )
    with pytest.raises(Invalid, match=code) as edited:
        service.edit_result(
            session,
            cast.coordinator,
            world.upper.id,
            EditResult(title=titles, step=step),
        )

    assert added.value.field == edited.value.field == field


def test_partners_do_not_draw_the_logic(session, cast, world):
    with pytest.raises(Forbidden):
        service.add_result(session, cast.reporter, "world", step=5, form=NEW)


def test_a_result_says_something_else(session, cast, world):
    service.edit_result(session, cast.coordinator, world.upper.id, anew())

    assert world.upper.titles == NEW.title
    assert world.upper.descriptions == NEW.description
    assert world.upper.position == 0


def test_a_result_on_another_step_stands_at_its_right_end(session, cast, world):
    make_result(session, world.initiative, step=6, position=3)

    service.edit_result(session, cast.coordinator, world.upper.id, anew(step=6))

    assert (world.upper.step, world.upper.position) == (6, 4)


def test_a_result_does_not_move_below_what_leads_to_it(session, cast, world):
    for result, step in ((world.upper, 1), (world.lower, 6)):
        with pytest.raises(Invalid, match=r"impact_logic\.link_leads_down") as refused:
            service.edit_result(session, cast.coordinator, result.id, anew(step=step))
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
    form = NewLink(leads_to=effect.id, assumption={"de": "wenn …"})
    return service.add_link(session, actor, cause.id, form)


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


def test_an_assumption_is_said_anew(session, cast, world):
    service.edit_link(
        session, cast.coordinator, world.link.id, EditLink(assumption={"de": "wenn …"})
    )

    assert world.link.assumptions == {"de": "wenn …"}
    with pytest.raises(Forbidden):
        service.edit_link(session, cast.reporter, world.link.id, EditLink())
    with pytest.raises(NotFound, match=r"impact_logic\.no_such_link"):
        service.edit_link(session, cast.coordinator, 999_999, EditLink())


def test_exactly_what_may_be_is_offered(session, cast, world):
    """Steps 2, 2, 5, 5, 6 with a link from the first to the third."""
    make_result(session, world.initiative, step=2)
    make_result(session, world.initiative, step=5)
    make_result(session, world.initiative, step=6)
    page = views.logic_page(session, cast.coordinator, "world")
    everything = [each for step in page.steps for each in step.results]

    for cause in everything:
        offered = {int(value) for value, _ in views.targets(page, cause)}
        for effect in everything:
            form = NewLink(leads_to=int(effect.id))
            with session.begin_nested() as attempt:
                try:
                    service.add_link(session, cast.coordinator, int(cause.id), form)
                    accepted = True
                except (Invalid, Conflict):
                    accepted = False
                attempt.rollback()
            assert (int(effect.id) in offered) == accepted


# Nobody overwrites what they have not seen, and nothing is cut off


def test_what_somebody_else_has_changed_is_not_overwritten(session, cast, world):
    seen, seen_link = world.upper.revision, world.link.revision
    service.edit_result(
        session, cast.coordinator, world.upper.id, anew(), revision=seen
    )
    service.edit_link(
        session,
        cast.coordinator,
        world.link.id,
        EditLink(assumption={"de": "a"}),
        revision=seen_link,
    )
    session.flush()

    with pytest.raises(Conflict, match=r"forms\.changed_elsewhere"):
        service.edit_result(
            session, cast.coordinator, world.upper.id, anew(step=6), revision=seen
        )
    with pytest.raises(Conflict, match=r"forms\.changed_elsewhere"):
        service.edit_link(
            session, cast.coordinator, world.link.id, EditLink(), revision=seen_link
        )


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": {"de": "x" * 301}}, "title.de"),
        ({"title": {"de": "x"}, "description": {"en": "x" * 4001}}, "description.en"),
    ],
)
def test_what_is_too_long_is_refused(session, cast, world, said, field):
    with pytest.raises(Invalid, match=r"forms\.too_long") as added:
        service.add_result(
            session, cast.coordinator, "world", step=5, form=NewResult(**said)
        )
    with pytest.raises(Invalid, match=r"forms\.too_long") as edited:
        service.edit_result(
            session, cast.coordinator, world.upper.id, EditResult(**said, step=5)
        )

    assert added.value.field == edited.value.field == field


def test_an_assumption_that_is_too_long_is_refused(session, cast, world):
    third = make_result(session, world.initiative, step=7)
    long = {"de": "x" * 1001}

    with pytest.raises(Invalid, match=r"forms\.too_long"):
        service.add_link(
            session,
            cast.coordinator,
            world.upper.id,
            NewLink(leads_to=third.id, assumption=long),
        )
    with pytest.raises(Invalid, match=r"forms\.too_long"):
        service.edit_link(
            session, cast.coordinator, world.link.id, EditLink(assumption=long)
        )


def test_every_verb_is_recorded(session, cast, world):
    actor, upper = cast.coordinator, world.upper.id
    added = service.add_result(session, actor, "world", step=7, form=NEW)
    service.edit_result(session, actor, upper, anew())
    service.move_result(session, actor, upper, by=1)
    made = link(session, actor, world.upper, added)
    service.edit_link(session, actor, made.id, EditLink())
    service.remove_link(session, actor, made.id)
    service.remove_result(session, actor, upper)

    lines = session.exec(select(AuditLine)).all()
    assert [line.action for line in lines] == [
        *("result.add", "result.edit", "result.move"),
        *("link.add", "link.edit", "link.remove", "result.remove"),
    ]
    assert {line.within_id for line in lines} == {world.initiative.id}
    assert {line.who for line in lines} == {actor.name}
