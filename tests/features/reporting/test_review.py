"""What a reviewer sees: what was handed in, and first what deserves a look."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import KINDS, MissingReason, ValueKind
from impact_hub.features.indicators.rules.values import NO_ANSWER, Answer
from impact_hub.features.reporting.queries import reviewing as queries
from impact_hub.features.reporting.rules.noticing import (
    Change,
    Notable,
    changed,
    notice,
)
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.reporting.service import reviewing, submitting, writing
from impact_hub.features.reporting.views.review import review_page, waiting_items
from impact_hub.kit.errors import Conflict, Forbidden, NotFound
from tests.factories import Q1, make_period, make_update, make_value
from tests.features.reporting.sheets import Tab, approved, returned

COUNT, AMOUNT, RATIO = (
    KINDS[each] for each in (ValueKind.COUNT, ValueKind.AMOUNT, ValueKind.RATIO)
)
YOUNG = Cell((("age", "0-17"),))


def of(figure, **more) -> Answer:
    return Answer(Decimal(figure), **more)


# Rules


@pytest.mark.parametrize(
    ("now", "kind", "previous", "why"),
    [
        (of(23), COUNT, of(21), ()),
        (of(230), COUNT, of(23), (Notable.JUMP,)),
        (Answer(None, Decimal(9), Decimal(8)), RATIO, NO_ANSWER, (Notable.ABOVE_ALL,)),
        (of(-12), AMOUNT, NO_ANSWER, (Notable.BELOW_ZERO,)),
        (
            Answer(reason=MissingReason.LATER, note="In May"),
            COUNT,
            of(3),
            (Notable.MISSING, Notable.REMARK),
        ),
        (of(3, estimated=True), COUNT, of(3), (Notable.ESTIMATED,)),
    ],
)
def test_what_is_out_of_the_ordinary_is_noticed_with_its_reason(
    now, kind, previous, why
):
    assert notice({TOTAL: now}, kind, previous={TOTAL: previous}).why == why


def test_what_has_changed_since_it_was_handed_in_before_comes_first():
    found = notice(
        {TOTAL: of(26, estimated=True), YOUNG: of(3)},
        COUNT,
        previous={},
        earlier={TOTAL: of(23), YOUNG: of(3)},
    )

    assert found.why == (Notable.CHANGED, Notable.ESTIMATED)
    assert found.changes == (Change(TOTAL, of(23), of(26, estimated=True)),)


def test_a_correction_is_compared_with_what_counts():
    found = notice({TOTAL: of(26)}, COUNT, previous={}, counts={TOTAL: of(23)})

    assert found.why == (Notable.CORRECTED,)


ANSWERS = st.builds(
    Answer,
    figure=st.none() | st.integers(0, 3).map(Decimal),
    note=st.sampled_from(["", "a note"]),
    estimated=st.booleans(),
)
CELLS = st.dictionaries(st.sampled_from([TOTAL, YOUNG]), ANSWERS)


@given(CELLS, CELLS)
def test_a_change_is_a_figure_that_is_otherwise_and_nothing_else(before, after):
    found = {each.cell for each in changed(before, after)}

    assert found == {
        cell
        for cell in (TOTAL, YOUNG)
        if before.get(cell, NO_ANSWER).figure != after.get(cell, NO_ANSWER).figure
    }
    assert not list(changed(after, after))


# What is handed in


@pytest.fixture
def tab(session, cast, world):
    return Tab(session, cast.reporter, world)


def review(session, cast, world, who="coordinator"):
    return queries.get_review(
        session, getattr(cast, who), "world", world.quarter.id, "partner"
    )


def page(session, cast, world):
    return review_page(review(session, cast, world), "en")


def test_what_a_partner_only_types_is_not_seen(session, cast, world, tab):
    tab.write("42")
    tab.known(writing.write_note(session, cast.reporter, tab.sheet, "Not for you yet"))

    found = page(session, cast, world)

    assert (found.is_handed_in, found.worth, found.note) == (False, (), "")
    assert [line.shown for line in found.rest] == ["–", "–"]


def test_nor_after_it_was_returned(session, cast, world, tab):
    tab.fill()
    update = tab.submit()
    reviewing.return_update(
        session, cast.coordinator, update.id, revision=update.revision, reason="Why?"
    )
    tab.revision = update.revision
    tab.write("99")

    found = page(session, cast, world)

    shown = [each.line.shown for each in found.worth] + [e.shown for e in found.rest]
    assert "42" in shown
    assert "99" not in shown
    assert found.last_reason == "Why?"


def test_what_is_handed_in_again_says_what_has_changed(session, cast, world, tab):
    tab.fill()
    update = tab.submit()
    reviewing.return_update(
        session, cast.coordinator, update.id, revision=update.revision, reason="Why?"
    )
    tab.revision = update.revision
    tab.write("26")
    tab.submit()

    (first, *others) = page(session, cast, world).worth

    assert first.since == "Changed since it was handed in before:"
    assert [(c.where, c.before, c.after) for c in first.changes] == [("", "42", "26")]
    assert others == []


def test_only_the_last_two_times_are_kept(session, cast, world, tab):
    tab.fill()
    for figure in ("1", "2", "3"):
        tab.write(figure)
        update = tab.submit()
        reviewing.return_update(
            session, cast.coordinator, update.id, revision=update.revision, reason="?"
        )
        tab.revision = update.revision
    tab.write("4")
    tab.submit()

    (first,) = page(session, cast, world).worth
    assert [(c.before, c.after) for c in first.changes] == [("3", "4")]
    assert update.submissions == 4


def test_a_correction_stands_beside_what_counts(session, cast, world, tab):
    returned(session, cast, tab)
    tab.write("43")
    tab.submit()

    found = page(session, cast, world)

    assert found.is_corrected
    assert [(c.before, c.after) for c in found.worth[0].changes] == [("42", "43")]


def test_last_time_is_what_was_handed_in_then(session, cast, world, tab):
    earlier = make_period(session, world.initiative, Q1)
    draft = make_update(session, earlier, cast.partner, status=Status.DRAFT)
    make_value(session, draft, world.people, figure=Decimal(2))
    tab.fill()
    tab.submit()
    assert page(session, cast, world).worth == ()  # nobody else's affair yet

    draft.status = Status.SUBMITTED
    (jump,) = page(session, cast, world).worth
    assert (jump.line.before, jump.why) == ("2", ("This is far from the last figure.",))


def test_the_usual_is_folded_where_something_is_unusual(session, cast, world, tab):
    tab.fill()
    tab.remark(note="More girls than ever")
    tab.submit()

    found = page(session, cast, world)

    assert [each.line.note for each in found.worth] == ["More girls than ever"]
    assert (len(found.rest), found.rest_name) == (1, "1 more, nothing unusual")


@pytest.mark.parametrize("who", ["reporter", "funder", "other_reporter", "stranger"])
def test_only_the_backbone_reviews(session, cast, world, tab, who):
    tab.fill()
    tab.submit()

    with pytest.raises(NotFound):
        review(session, cast, world, who)


# Many at once


def test_what_waits_says_how_much_of_it_is_worth_a_look(session, cast, world, tab):
    tab.fill()
    update = tab.submit()
    rows = queries.list_waiting(session, cast.coordinator, "world")
    (item,) = waiting_items(rows, "/i/world", "en")

    assert (item.key, item.is_unremarkable) == (f"{update.id}:{update.revision}", True)
    assert item.href == f"/i/world/review/{world.quarter.id}/partner"

    tab.revision = submitting.take_back(session, cast.reporter, update.id).revision
    tab.remark(note="More girls than ever")
    tab.submit()
    (row,) = queries.list_waiting(session, cast.coordinator, "world")
    assert row.notable == 1


@pytest.mark.parametrize("who", ["viewer", "reporter", "funder"])
def test_nobody_else_has_any_to_review(session, cast, world, tab, who):
    tab.fill()
    tab.submit()

    assert queries.list_waiting(session, getattr(cast, who), "world") == []


def test_several_are_approved_at_once(session, cast, world, tab):
    other = Tab(session, cast.other_reporter, world, "other-partner")
    updates = []
    for each in (tab, other):
        each.fill()
        updates.append(each.submit())

    seen = [(each.id, each.revision) for each in updates]
    reviewing.approve_many(session, cast.coordinator, seen)

    assert [each.status for each in updates] == [Status.APPROVED] * 2


def test_one_that_has_changed_meanwhile_is_not(session, cast, world, tab):
    tab.fill()
    update = tab.submit()

    with pytest.raises(Conflict, match=r"reporting\.changed_elsewhere"):
        reviewing.approve_many(
            session, cast.coordinator, [(update.id, update.revision - 1)]
        )


def test_and_not_by_those_who_may_not(session, cast, world, tab):
    tab.fill()
    update = tab.submit()

    with pytest.raises(Forbidden):
        reviewing.approve_many(session, cast.viewer, [(update.id, update.revision)])


def test_what_is_approved_can_be_withdrawn_or_returned(session, cast, world, tab):
    approved(session, cast, tab)

    found = page(session, cast, world)

    assert (found.may_approve, found.may_return, found.may_withdraw) == (
        False,
        True,
        True,
    )
