"""What this room keeps under indicators and cells: see `indicators.queries.holding`."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from sqlmodel import Session, col, select, update

from impact_hub.features.indicators.models import Indicator
from impact_hub.features.indicators.rules.kinds import KINDS, Part
from impact_hub.features.reporting.models import (
    ApprovedValue,
    Correction,
    Figures,
    Update,
    Value,
)
from impact_hub.identity.permissions import Actor
from impact_hub.kit import clock
from impact_hub.kit.db import touch
from impact_hub.kit.errors import Conflict
from impact_hub.kit.exact import total
from impact_hub.texts import pick

_TABLES: tuple[type[Figures], ...] = (Value, ApprovedValue)


class _Figures:
    """Values, approved values and corrections."""

    def indicators_with_figures(
        self, session: Session, actor: Actor, indicator_ids: Collection[int]
    ) -> set[int]:
        return {
            number
            for table in (*_TABLES, Correction)
            for number in session.exec(
                select(table.indicator_id)
                .where(col(table.indicator_id).in_(indicator_ids))
                .distinct()
            )
        }

    def cells_with_figures(
        self, session: Session, actor: Actor, cell_ids: Collection[int]
    ) -> set[int]:
        return {
            number
            for table in (*_TABLES, Correction)
            for number in session.exec(
                select(table.cell_id).where(col(table.cell_id).in_(cell_ids)).distinct()
            )
        }

    def move_figures(
        self,
        session: Session,
        actor: Actor,
        moves: Mapping[int, int],
        *,
        adding: bool,
    ) -> None:
        for table in _TABLES:
            _move(session, actor, table, moves, adding=adding)
        for before, after in moves.items():
            session.exec(
                update(Correction)
                .where(col(Correction.cell_id) == before)
                .values(cell_id=after)
            )
        session.flush()


HOLDER = _Figures()


def _move(
    session: Session,
    actor: Actor,
    table: type[Figures],
    moves: Mapping[int, int],
    *,
    adding: bool,
) -> None:
    """Move one table's figures, in the order of their updates."""
    leaving = session.exec(
        select(table)
        .where(col(table.cell_id).in_(moves))
        .order_by(col(table.update_id), col(table.id))
    ).all()
    for one in leaving:
        target = moves[one.cell_id]
        there = session.exec(
            select(table).where(
                table.update_id == one.update_id,
                table.indicator_id == one.indicator_id,
                table.cell_id == target,
            )
        ).one_or_none()
        if there is None:
            one.cell_id = target
        else:
            _add(session, actor, there, one, adding=adding)
            session.delete(one)
        session.flush()
        if table is Value:  # whoever has it open must look again
            touch(session.get_one(Update, one.update_id), "changed_at", clock.now())


def _add(
    session: Session, actor: Actor, there: Figures, one: Figures, *, adding: bool
) -> None:
    """Let one figure stand for two. A reason why there is none gives way to a figure;
    that it is missing is said beside it."""
    indicator = session.get_one(Indicator, one.indicator_id)
    if not (adding and KINDS[indicator.kind].adds_up):
        title = pick(indicator.titles, actor.locale)
        raise Conflict("indicators.both_have_figures", title=title)
    for part in (Part.FIGURE, Part.NUMERATOR, Part.DENOMINATOR):
        here: Decimal | None = getattr(there, part.value)
        setattr(there, part.value, total([here, getattr(one, part.value)]))
    has_figure = there.figure is not None or there.numerator is not None
    was_missing = there.reason is not None or one.reason is not None
    there.reason = None if has_figure else there.reason or one.reason
    there.estimated = there.estimated or one.estimated or (has_figure and was_missing)
    there.note = " · ".join(dict.fromkeys(filter(None, (there.note, one.note))))
