"""An update is handed in whole, and can be taken back while nobody has decided."""

import pytest
from sqlmodel import select

from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.reporting.service import submitting, writing
from impact_hub.features.reporting.service.writing import Part
from impact_hub.kit.audit import AuditLine
from impact_hub.kit.errors import (
    Conflict,
    Forbidden,
    InvalidFields,
    NotFound,
    SignedOut,
)
from tests.features.reporting.sheets import Tab, approved, returned


@pytest.fixture
def tab(session, cast, world):
    return Tab(session, cast.reporter, world)


def test_a_whole_update_is_handed_in(session, tab, world, clock):
    tab.fill()

    update = tab.submit()

    assert (update.status, update.submitted_by) == (Status.SUBMITTED, "Rita Reporter")
    assert update.submitted_at == clock.now
    lines = session.exec(select(AuditLine).order_by(AuditLine.id)).all()
    assert [each.action for each in lines] == ["update.write", "update.submit"]
    assert {each.within_id for each in lines} == {world.initiative.id}


def test_every_missing_field_is_told(tab, world):
    tab.write("3", world.share, part=Part.NUMERATOR)

    with pytest.raises(InvalidFields) as refused:
        tab.submit()

    assert [(p.code, p.field) for p in refused.value.problems] == [
        ("reporting.figure_or_reason", f"{world.people.id}||figure"),
        ("reporting.half_a_ratio", f"{world.share.id}||denominator"),
    ]


@pytest.mark.parametrize("who", ["reporter", "partner_owner"])
def test_nothing_is_handed_in_over_what_cannot_be_read(session, cast, world, tab, who):
    """It stands on the server: no tab, and no stranger's event, submits over it."""
    tab.fill()
    tab.write("drei", cell="age=0-17")
    other = Tab(session, getattr(cast, who), world, revision=tab.revision)

    with pytest.raises(InvalidFields) as refused:
        other.submit()

    (problem,) = refused.value.problems
    assert problem.code == "indicators.not_a_number"
    assert problem.field == f"{world.people.id}|age=0-17|figure"
    other.write("3", cell="age=0-17")
    assert other.submit().status is Status.SUBMITTED


def test_an_update_that_was_never_begun_is_told_the_same(tab, world):
    with pytest.raises(InvalidFields) as refused:
        tab.submit()

    assert [p.field for p in refused.value.problems] == [
        f"{world.people.id}||figure",
        f"{world.share.id}||numerator",
    ]


def test_reasons_make_an_update_whole_too(tab, world):
    tab.give_reason(MissingReason.NOT_APPLICABLE)
    tab.give_reason(MissingReason.LATER, world.share)

    assert tab.submit().status is Status.SUBMITTED


def test_of_none_there_cannot_be_any(tab, world):
    tab.write("42")
    tab.write_ratio("3", "0")

    with pytest.raises(InvalidFields) as refused:
        tab.submit()

    assert [p.code for p in refused.value.problems] == ["reporting.denominator_zero"]


def test_categories_above_the_total_are_told(tab, world):
    tab.fill()
    tab.write("40", cell="age=0-17")
    tab.write("3", cell="age=18-64")

    with pytest.raises(InvalidFields) as refused:
        tab.submit()

    (problem,) = refused.value.problems
    assert problem.code == "reporting.categories_above_total"
    assert problem.params == {"total": 42, "categories": 43}


def test_where_nothing_is_asked_nothing_is_handed_in(session, cast, world, tab):
    world.as_partner.ends = world.initiative.starts

    with pytest.raises(Conflict, match=r"reporting\.nothing_asked"):
        tab.submit()


def test_an_older_tab_does_not_hand_in(session, cast, world, tab):
    tab.fill()
    other = Tab(session, cast.partner_owner, world, revision=tab.revision)
    other.write("43")

    with pytest.raises(Conflict, match=r"reporting\.changed_elsewhere"):
        tab.submit()


def test_nothing_is_handed_in_twice(tab):
    tab.fill()
    tab.submit()

    with pytest.raises(Conflict, match=r"reporting\.locked_in_review"):
        tab.submit()


def test_only_the_partners_editors_hand_in(session, cast, world, tab):
    tab.fill()

    for actor in (cast.partner_viewer, cast.coordinator):
        with pytest.raises(Forbidden):
            Tab(session, actor, world, revision=tab.revision).submit()


# Taking back


def test_what_is_handed_in_is_taken_back(session, tab):
    tab.fill()
    update = tab.submit()

    taken = submitting.take_back(session, tab.actor, update.id)

    assert taken.status is Status.DRAFT
    tab.revision = taken.revision
    tab.write("43")


def test_what_was_returned_before_is_returned_again(session, cast, tab):
    returned(session, cast, tab)
    update = tab.submit()

    submitting.take_back(session, tab.actor, update.id)

    assert (update.status, update.return_reason) == (Status.RETURNED, "Bitte prüfen")


def test_what_is_decided_is_not_taken_back(session, cast, tab):
    update = approved(session, cast, tab)

    with pytest.raises(Conflict, match=r"reporting\.move"):
        submitting.take_back(session, tab.actor, update.id)


def test_what_could_not_be_handed_in_again_is_not_taken_back(
    session, world, tab, clock
):
    tab.fill()
    update = tab.submit()
    world.quarter.closed_at = clock.now

    with pytest.raises(Conflict, match=r"reporting\.locked_closed") as refused:
        submitting.take_back(session, tab.actor, update.id)

    assert refused.value.params == {"backbone": "Backbone"}
    assert update.status is Status.SUBMITTED


def test_a_correction_is_taken_back_even_after_closing(
    session, cast, world, tab, clock
):
    returned(session, cast, tab)
    update = tab.submit()
    world.quarter.closed_at = clock.now

    submitting.take_back(session, tab.actor, update.id)

    assert update.status is Status.RETURNED


def test_only_the_partners_editors_take_back(session, cast, tab):
    tab.fill()
    update = tab.submit()

    for actor in (cast.partner_viewer, cast.coordinator):
        with pytest.raises(Forbidden):
            submitting.take_back(session, actor, update.id)
    for actor in (cast.other_reporter, cast.funder, cast.stranger):
        with pytest.raises(NotFound, match=r"reporting\.no_such_update"):
            submitting.take_back(session, actor, update.id)
    with pytest.raises(SignedOut):
        submitting.take_back(session, cast.anyone, update.id)


def test_a_note_alone_is_handed_in_where_nothing_is_asked(session, world, tab):
    world.as_partner.ends = world.initiative.starts
    tab.known(writing.write_note(session, tab.actor, tab.sheet, "Wir machen Pause."))

    assert tab.submit().status is Status.SUBMITTED
