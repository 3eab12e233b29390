"""The steps of the Wirkungstreppe (after PHINEO), and what may lead to what. Pure."""

from collections.abc import Collection, Iterable
from enum import StrEnum, auto
from typing import Protocol, TypeVar

from impact_hub.kit.errors import Conflict, Invalid

STEPS = range(8)  # 0 stands for the inputs, below the stairs
IMPACT_BEGINS_AT = 4


class StepGroup(StrEnum):
    """The family that a step belongs to (inputs, outputs, outcomes, impact: IOOI)."""

    INPUT = auto()
    OUTPUT = auto()
    OUTCOME = auto()
    IMPACT = auto()


class Box(Protocol):
    """A result, as far as its place on the stairs goes."""

    @property
    def id(self) -> int: ...
    @property
    def step(self) -> int: ...


B = TypeVar("B", bound=Box)


def group_of(step: int) -> StepGroup:
    """The family of a step."""
    if step == 0:
        return StepGroup.INPUT
    if step < IMPACT_BEGINS_AT:
        return StepGroup.OUTPUT
    return StepGroup.OUTCOME if step < STEPS[-1] else StepGroup.IMPACT


def check_step(step: int) -> None:
    """Refuse steps that the stairs do not have."""
    if step not in STEPS:
        raise Invalid("impact_logic.no_such_step", field="step")


def check_steps(cause_step: int, effect_step: int, *, field: str) -> None:
    """Refuse links downwards: a lower step is a precondition of a higher one."""
    if effect_step < cause_step:
        raise Invalid("impact_logic.link_leads_down", field=field)


def check_link(cause: Box, effect: Box, *, leads_to: Collection[int]) -> None:
    """Refuse a link that may not be, or is there already. `leads_to`: the results that
    the cause leads to by now."""
    if effect.id == cause.id:
        raise Invalid("impact_logic.link_to_itself", field="leads_to")
    check_steps(cause.step, effect.step, field="leads_to")
    if effect.id in leads_to:
        raise Conflict("impact_logic.link_exists")


def allowed_effects(
    cause: Box, boxes: Iterable[B], *, leads_to: Collection[int]
) -> list[B]:
    """What a result could lead to besides: exactly what `check_link` lets pass."""
    return [
        box
        for box in boxes
        if box.id != cause.id and box.step >= cause.step and box.id not in leads_to
    ]
