"""What stands under indicators and categories in rooms above.

This room does not know them. A room that keeps figures has a module `service.holding`
with a `HOLDER`; it is asked before something is taken away, and told when cells move.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

from sqlmodel import Session

from impact_hub.identity.permissions import Actor
from impact_hub.kit.rooms import modules


class Holder(Protocol):
    """A room that keeps figures."""

    def indicators_with_figures(
        self, session: Session, actor: Actor, indicator_ids: Collection[int]
    ) -> set[int]:
        """Which of these indicators have figures."""
        ...

    def cells_with_figures(
        self, session: Session, actor: Actor, cell_ids: Collection[int]
    ) -> set[int]:
        """In which of these cells figures stand, or what was corrected in them."""
        ...

    def move_figures(
        self,
        session: Session,
        actor: Actor,
        moves: Mapping[int, int],
        *,
        adding: bool,
    ) -> None:
        """Move figures from cells to others. Where there is one already, both are added
        if that makes sense and is wanted; else it is refused."""
        ...


def has_figures(session: Session, actor: Actor, indicator_ids: Collection[int]) -> bool:
    """Whether anybody has reported one of these indicators."""
    return bool(with_figures(session, actor, indicator_ids))


def with_figures(
    session: Session, actor: Actor, indicator_ids: Collection[int]
) -> set[int]:
    """Which of these indicators anybody has reported."""
    return {
        number
        for holder in _holders()
        for number in holder.indicators_with_figures(session, actor, indicator_ids)
    }


def filled_cells(session: Session, actor: Actor, cell_ids: Collection[int]) -> set[int]:
    """In which of these cells figures stand."""
    return {
        number
        for holder in _holders()
        for number in holder.cells_with_figures(session, actor, cell_ids)
    }


def move_figures(
    session: Session, actor: Actor, moves: Mapping[int, int], *, adding: bool
) -> None:
    """Move figures from cells to others, in every room that keeps any.

    Whoever calls knows that the actor may.
    """
    for holder in _holders():
        holder.move_figures(session, actor, moves, adding=adding)


def _holders() -> Iterator[Holder]:
    for module in modules("holding"):
        holder: Holder | None = getattr(module, "HOLDER", None)
        if holder is not None:
            yield holder
