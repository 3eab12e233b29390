"""The steps of the Wirkungstreppe (after PHINEO), and what may lead to what. Pure."""

from enum import StrEnum, auto

from impact_hub.kit.errors import Invalid

STEPS = range(8)  # 0 stands for the inputs, below the stairs
IMPACT_BEGINS_AT = 4


class Group(StrEnum):
    """The family that a step belongs to (inputs, outputs, outcomes, impact: IOOI)."""

    INPUT = auto()
    OUTPUT = auto()
    OUTCOME = auto()
    IMPACT = auto()


def group_of(step: int) -> Group:
    """The family of a step."""
    if step == 0:
        return Group.INPUT
    if step < IMPACT_BEGINS_AT:
        return Group.OUTPUT
    return Group.OUTCOME if step < STEPS[-1] else Group.IMPACT


def check_step(step: int) -> None:
    """Refuse steps that the stairs do not have."""
    if step not in STEPS:
        raise Invalid("impact_logic.no_such_step", field="step")


def check_link(cause_step: int, effect_step: int, *, field: str = "leads_to") -> None:
    """Refuse links downwards: a lower step is a precondition of a higher one."""
    if effect_step < cause_step:
        raise Invalid("impact_logic.link_leads_down", field=field)
