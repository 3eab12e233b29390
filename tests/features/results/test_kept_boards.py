"""Scoreboards are kept, and nobody sees yesterday's: each kind of change is seen."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session

from impact_hub.features.indicators.service import aiming, splitting
from impact_hub.features.indicators.service.aiming import NewTarget
from impact_hub.features.initiatives import service as initiatives
from impact_hub.features.initiatives.forms import Outline
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.service import planning, reviewing
from impact_hub.features.results.queries import board as queries
from impact_hub.features.results.queries.board import Board, Table
from impact_hub.features.results.queries.kept import Kept
from impact_hub.identity.permissions import Actor
from impact_hub.kit import db
from impact_hub.kit.errors import NotFound
from tests.factories import Q3
from tests.features.reporting.sheets import Tab
from tests.features.results.scenes import Scene, category, make_scene, read_board


@pytest.fixture
def scene(hub) -> Scene:
    with db.transaction() as session:
        return make_scene(session)


@pytest.fixture(params=["coordinator", "reporter", "funder"])
def reader(request, scene) -> Actor:
    """Whoever has seen the board before it changes."""
    actor = getattr(scene.cast, request.param)
    read_board(actor)
    return actor


def people(board: Board) -> tuple[Decimal | None, Decimal | None]:
    """What has been reached to date, and how far that is."""
    score = board.scores[0]
    latest = score.latest
    return latest.figure.value if latest else None, score.progress


def change(work: Callable[[Session], object]) -> None:
    with db.transaction() as session:
        work(session)


def approve(scene: Scene, update: Update) -> None:
    def work(session: Session) -> None:
        version = session.get_one(Update, update.id).revision
        reviewing.approve(
            session, scene.cast.coordinator, update.id or 0, revision=version
        )

    change(work)


def give_back(scene: Scene, update: Update) -> None:
    def work(session: Session) -> None:
        version = session.get_one(Update, update.id).revision
        reviewing.return_update(
            session,
            scene.cast.coordinator,
            update.id or 0,
            revision=version,
            reason="Bitte prüfen",
        )

    change(work)


def test_what_has_not_changed_is_not_made_again(scene, reader):
    before = read_board(reader)

    assert read_board(reader).scores is before.scores


def test_readers_of_one_kind_share_a_board(scene):
    cast = scene.cast

    assert read_board(cast.reporter).scores is read_board(cast.funder).scores
    assert read_board(cast.owner).scores is read_board(cast.coordinator).scores
    assert read_board(cast.owner).scores is not read_board(cast.funder).scores


def read_table(actor: Actor) -> Table:
    with db.reading() as session:
        return queries.get_table(session, actor, "world", "people")


def test_a_table_is_made_once_for_each_kind_of_reader(scene, reader):
    cast = scene.cast
    before = read_table(reader)

    assert read_table(reader).rows[0] is before.rows[0]
    assert read_table(cast.owner).rows[0] is read_table(cast.coordinator).rows[0]
    assert read_table(cast.reporter).rows[0] is not read_table(cast.funder).rows[0]


def test_a_table_is_made_again_when_something_has_changed(scene, reader):
    before = read_table(reader)

    approve(scene, scene.waiting)

    after = read_table(reader)
    assert after.rows[0] is not before.rows[0]
    assert [row.figure.value for row in after.rows if row.is_headline][-1] == 99


def test_what_was_asked_for_longest_ago_is_let_go_first():
    some: Kept[tuple[int, ...]] = Kept(most=4)
    some.put("a", (1, 2))
    some.put("b", (3, 4))
    assert some.get("a") == (1, 2)

    some.put("c", (5, 6))

    assert (some.get("a"), some.get("b"), some.get("c")) == ((1, 2), None, (5, 6))


def test_what_is_too_large_is_kept_alone():
    some: Kept[tuple[int, ...]] = Kept(most=1)
    some.put("a", (1, 2))

    assert some.get("a") == (1, 2)


def test_what_is_approved_counts(scene, reader):
    assert people(read_board(reader)) == (90, Decimal("0.9"))

    approve(scene, scene.waiting)

    assert people(read_board(reader)) == (99, Decimal("0.99"))


def test_what_was_approved_stands_while_it_is_being_corrected(scene, reader):
    """Returning an approved update took 53 % down to 10 %."""
    give_back(scene, scene.first)

    board = read_board(reader)
    assert people(board) == (90, Decimal("0.9"))
    latest = board.scores[0].latest
    assert latest is not None
    assert latest.figure.being_corrected == 1


def test_what_is_submitted_again_and_approved_counts_as_it_is_now(scene, reader):
    approve(scene, scene.waiting)
    give_back(scene, scene.waiting)
    without = people(read_board(reader))

    def correct(session: Session) -> None:
        version = session.get_one(Update, scene.waiting.id).revision
        tab = Tab(
            session, scene.cast.other_reporter, scene.world, "other-partner", version
        )
        tab.write("11")
        tab.write_ratio("1", "2")
        tab.submit()

    change(correct)
    submitted = people(read_board(reader))
    approve(scene, scene.waiting)

    assert without == submitted == (99, Decimal("0.99"))
    assert people(read_board(reader)) == (101, Decimal("1.01"))


def test_a_new_target_counts(scene, reader):
    aims = [NewTarget(date(2026, 12, 31), Decimal(180))]

    change(
        lambda session: aiming.set_targets(
            session, scene.cast.coordinator, "world", "people", aims
        )
    )

    assert people(read_board(reader)) == (90, Decimal("0.5"))


def test_a_new_baseline_counts(scene, reader):
    change(
        lambda session: aiming.set_baseline(
            session,
            scene.cast.coordinator,
            "world",
            "people",
            figure=Decimal(80),
            on=date(2026, 1, 1),
        )
    )

    # What had been reached before counts: 80 and 90 of 100 are 90 of 20 on the way.
    assert people(read_board(reader)) == (170, Decimal("4.5"))


def test_a_category_is_called_what_it_is_called_now(scene, reader):
    change(
        lambda session: splitting.rename_category(
            session,
            scene.cast.coordinator,
            category(session, scene.world).id or 0,
            {"de": "Kinder"},
        )
    )

    (dimension,) = read_board(reader).sources.indicators[0].dimensions
    assert dimension.categories[0].titles == {"de": "Kinder"}


def test_a_partner_that_leaves_owes_nothing_from_then_on(scene, reader):
    assert expected(read_board(reader)) == [2, 4]
    leaves = scene.world.as_other_partner

    change(
        lambda session: initiatives.end_participation(
            session,
            scene.cast.coordinator,
            "world",
            leaves.id or 0,
            ends=date(2026, 3, 31),
        )
    )

    # What it has reported still counts.
    assert people(read_board(reader)) == (90, Decimal("0.9"))
    assert expected(read_board(reader)) == [2, 3]


def expected(board: Board) -> list[int]:
    return [point.figure.expected for point in board.scores[0].points]


def test_a_period_that_is_opened_is_there(scene, reader):
    change(
        lambda session: planning.add_period(
            session,
            scene.cast.coordinator,
            "world",
            Q3,
            opens_on=date(2026, 7, 1),
            due_on=None,
        )
    )

    assert [row.span for row in read_board(reader).sources.periods][-1] == Q3


def test_a_period_that_opens_overnight_is_there(scene, reader, clock):
    change(
        lambda session: planning.add_period(
            session,
            scene.cast.coordinator,
            "world",
            Q3,
            opens_on=date(2026, 7, 2),
            due_on=None,
        )
    )
    assert len(read_board(reader).sources.periods) == 2

    clock.tick(days=1)

    assert len(read_board(reader).sources.periods) == 3


@pytest.mark.parametrize("name", ["reporter", "funder"])
def test_a_higher_threshold_protects_at_once(scene, name):
    reader = getattr(scene.cast, name)
    assert people(read_board(reader))[0] == 90
    seen_by_backbone = people(read_board(scene.cast.coordinator))
    world = scene.world.initiative

    change(
        lambda session: initiatives.edit_initiative(
            session,
            scene.cast.coordinator,
            "world",
            Outline(
                names=world.names,
                goals=world.goals,
                languages=world.languages,
                area=world.area,
                starts=world.starts,
                threshold=50,
            ),
        )
    )

    assert read_board(reader).scores[0].points[0].is_withheld
    assert people(read_board(scene.cast.coordinator)) == seen_by_backbone


def test_what_is_closed_to_the_public_is_closed_at_once(scene):
    coordinator, stranger = scene.cast.coordinator, scene.cast.stranger
    change(lambda session: initiatives.open_to_public(session, coordinator, "world"))
    assert people(read_board(stranger))[0] == 90

    change(lambda session: initiatives.close_to_public(session, coordinator, "world"))

    with pytest.raises(NotFound):
        read_board(stranger)
    with pytest.raises(NotFound):
        read_board(scene.cast.anyone, as_public=True)


def test_what_was_seen_of_a_change_that_failed_is_not_kept(scene, reader):
    cast, waiting = scene.cast, scene.waiting
    with db.transaction() as session:
        attempted = session.begin_nested()
        reviewing.approve(
            session, cast.coordinator, waiting.id or 0, revision=waiting.revision
        )
        session.flush()
        seen = people(queries.get_board(session, reader, "world"))
        attempted.rollback()
    # Another change takes the number that the failed one would have had.
    change(
        lambda session: planning.change_window(
            session,
            scene.cast.coordinator,
            "world",
            scene.world.quarter.id or 0,
            opens_on=date(2026, 7, 1),
            due_on=None,
        )
    )

    assert seen == (99, Decimal("0.99"))
    assert people(read_board(reader)) == (90, Decimal("0.9"))


def test_a_board_of_another_initiative_is_another(scene, reader):
    with db.transaction() as session:
        other = initiatives.create_initiative(
            session,
            scene.cast.owner,
            "backbone",
            Outline(
                names={"de": "Andere"},
                goals={"de": "Ein Ziel"},
                languages=["de"],
                area="",
                starts=date(2026, 1, 1),
            ),
        )
        slug = other.slug

    with db.reading() as session:
        assert queries.get_board(session, scene.cast.owner, slug).scores == ()
