"""The backbone decides on what it has seen, and gives a reason where it returns."""

import pytest

from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.reporting.service import reviewing
from impact_hub.kit import db
from impact_hub.kit.errors import Conflict, Forbidden, Invalid, NotFound, SignedOut
from tests.features.reporting.sheets import Tab, approved
from tests.races import meanwhile
from tests.world import cast_in, world_in


@pytest.fixture
def tab(session, cast, world):
    return Tab(session, cast.reporter, world)


@pytest.fixture
def update(tab):
    tab.fill()
    return tab.submit()


def approve(session, actor, update, revision=None):
    seen = update.revision if revision is None else revision
    return reviewing.approve(session, actor, update.id, revision=seen)


def give_back(session, actor, update, reason="Zwei fehlen", revision=None):
    seen = update.revision if revision is None else revision
    return reviewing.return_update(
        session, actor, update.id, revision=seen, reason=reason
    )


def test_an_approved_update_counts_from_now_on(session, cast, update, clock):
    seen = update.revision

    approve(session, cast.coordinator, update)

    assert (update.status, update.revision) == (Status.APPROVED, seen + 1)
    assert (update.reviewed_by, update.reviewed_at) == ("Cora Coordinator", clock.now)
    assert update.first_approved_at == clock.now


def test_an_update_is_approved_only_as_it_was_seen(session, cast, update):
    for version in (update.revision - 1, update.revision + 1):
        with pytest.raises(Conflict, match=r"reporting\.changed_elsewhere"):
            approve(session, cast.coordinator, update, version)
        with pytest.raises(Conflict, match=r"reporting\.changed_elsewhere"):
            give_back(session, cast.coordinator, update, revision=version)

    assert update.status is Status.SUBMITTED


def test_a_returned_update_says_why(session, cast, update):
    give_back(session, cast.coordinator, update, " Zwei fehlen ")

    assert (update.status, update.return_reason) == (Status.RETURNED, "Zwei fehlen")
    assert update.first_approved_at is None


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_returned_without_a_reason(session, cast, update, reason):
    with pytest.raises(Invalid, match=r"reporting\.reason_needed") as refused:
        give_back(session, cast.coordinator, update, reason)

    assert refused.value.field == "reason"
    assert update.status is Status.SUBMITTED


def test_an_approved_update_can_be_returned_for_a_correction(session, cast, tab, clock):
    update = approved(session, cast, tab)
    first = update.first_approved_at
    clock.tick(days=1)

    give_back(session, cast.coordinator, update)
    tab.revision = update.revision
    tab.submit()
    approve(session, cast.coordinator, update)

    assert (update.first_approved_at, update.return_reason) == (first, "")
    assert update.reviewed_at == clock.now


def test_what_was_not_handed_in_is_not_decided(session, cast, tab):
    update = tab.write("42").update

    with pytest.raises(Conflict, match=r"reporting\.move"):
        approve(session, cast.coordinator, update)
    with pytest.raises(Conflict, match=r"reporting\.move"):
        give_back(session, cast.coordinator, update)


def test_nothing_is_approved_twice(session, cast, tab):
    update = approved(session, cast, tab)

    with pytest.raises(Conflict, match=r"reporting\.move"):
        approve(session, cast.coordinator, update)


def test_only_the_backbones_editors_decide(session, cast, update):
    for actor in (cast.viewer, cast.reporter, cast.partner_owner):
        with pytest.raises(Forbidden):
            approve(session, actor, update)
        with pytest.raises(Forbidden):
            give_back(session, actor, update)
    for actor in (cast.other_reporter, cast.funder, cast.stranger):
        with pytest.raises(NotFound, match=r"reporting\.no_such_update"):
            approve(session, actor, update)
    with pytest.raises(SignedOut):
        approve(session, cast.anyone, update)


def test_two_reviewers_at_the_same_moment_decide_once(each_hub):
    with db.transaction() as session:
        cast = cast_in(session)
        tab = Tab(session, cast.reporter, world_in(session))
        tab.fill()
        update = tab.submit()
    seen = update.revision

    refused = meanwhile(
        lambda session: approve(session, cast.coordinator, update, seen),
        lambda session: give_back(session, cast.owner, update, revision=seen),
    )

    assert isinstance(refused, Conflict)
    assert refused.code == "reporting.changed_elsewhere"
