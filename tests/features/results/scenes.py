"""An initiative with approved figures, on a hub of its own, and who reads them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, select

from impact_hub.features.indicators.models import Category
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.results.queries import board
from impact_hub.features.results.queries.board import Board
from impact_hub.identity.permissions import Actor
from impact_hub.kit import clock, db
from tests.factories import Q1, make_period, make_target, make_update, make_value
from tests.people import Cast
from tests.world import World, cast_in, world_in


@dataclass(frozen=True)
class Scene:
    """The world of the tests after a first round.

    people: partner 40 and 20 in two quarters (0-17: 15 and 12); other partner 30, and
    its second update waits for review with 9. share: 3 of 8 (partner, first quarter).
    """

    cast: Cast
    world: World
    first: Update  # the partner's, approved
    waiting: Update  # the other partner's, submitted


def make_scene(session: Session) -> Scene:
    cast = cast_in(session)
    world = world_in(session)
    earlier = make_period(session, world.initiative, Q1)
    make_target(session, world.people, figure=Decimal(100), due=date(2026, 12, 31))

    def given(period, organisation, status, *figures) -> Update:
        update = make_update(
            session,
            period,
            organisation,
            status=status,
            submitted_at=clock.now(),
        )
        for cell, figure in figures:
            make_value(session, update, world.people, cell=cell, figure=Decimal(figure))
        return update

    first = given(earlier, cast.partner, Status.APPROVED, ("", 40), ("age=0-17", 15))
    make_value(
        session, first, world.share, numerator=Decimal(3), denominator=Decimal(8)
    )
    given(world.quarter, cast.partner, Status.APPROVED, ("", 20), ("age=0-17", 12))
    given(earlier, cast.other_partner, Status.APPROVED, ("", 30))
    waiting = given(world.quarter, cast.other_partner, Status.SUBMITTED, ("", 9))
    return Scene(cast, world, first, waiting)


def read_board(actor: Actor, *, as_public: bool = False) -> Board:
    """As a page reads it."""
    with db.reading() as session:
        return board.get_board(session, actor, "world", as_public=as_public)


def category(session: Session, world: World, place: int = 0) -> Category:
    """One of the categories of age."""
    wanted = select(Category).where(Category.dimension_id == world.age.id)
    return sorted(session.exec(wanted), key=lambda each: each.position)[place]
