"""The stairs: what stands on which step, and what may lead to what."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.impact_logic import rules
from impact_hub.features.impact_logic.rules import StepGroup
from impact_hub.kit.errors import Conflict, Invalid


@pytest.mark.parametrize(
    ("step", "group"),
    [
        (0, StepGroup.INPUT),
        (1, StepGroup.OUTPUT),
        (3, StepGroup.OUTPUT),
        (4, StepGroup.OUTCOME),
        (6, StepGroup.OUTCOME),
        (7, StepGroup.IMPACT),
    ],
)
def test_a_step_belongs_to_a_family(step, group):
    assert rules.group_of(step) is group


def test_the_stairs_have_the_inputs_and_seven_steps():
    for step in range(8):
        rules.check_step(step)

    for step in (-1, 8):
        with pytest.raises(Invalid, match=r"impact_logic\.no_such_step") as refused:
            rules.check_step(step)
        assert refused.value.field == "step"


@dataclass(frozen=True)
class Box:
    id: int
    step: int


@pytest.mark.parametrize(("cause", "effect"), [(0, 7), (3, 4), (4, 4)])
def test_a_result_leads_upwards_or_along_its_step(cause, effect):
    rules.check_link(Box(1, cause), Box(2, effect), leads_to=())


def test_a_result_does_not_lead_downwards():
    with pytest.raises(Invalid, match=r"impact_logic\.link_leads_down") as refused:
        rules.check_steps(4, 3, field="step")

    assert refused.value.field == "step"


@given(
    steps=st.lists(st.sampled_from(list(rules.STEPS)), min_size=1, max_size=6),
    linked=st.sets(st.integers(0, 5)),
)
def test_what_is_offered_is_exactly_what_is_let_pass(steps, linked):
    boxes = [Box(number, step) for number, step in enumerate(steps)]
    cause = boxes[0]

    offered = rules.allowed_effects(cause, boxes, leads_to=linked)

    for box in boxes:
        if box in offered:
            rules.check_link(cause, box, leads_to=linked)
        else:
            with pytest.raises((Invalid, Conflict)):
                rules.check_link(cause, box, leads_to=linked)
