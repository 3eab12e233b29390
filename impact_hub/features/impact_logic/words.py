"""What the steps of the stairs are called, and what stands on each."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from impact_hub.features.impact_logic.rules import StepGroup
from impact_hub.texts import N_, text


@dataclass(frozen=True)
class Noun:
    """What one box of a step is called. Inputs and activities are no results."""

    one: str
    add: str  # what the buttons say that put one on the step, and take one away
    remove: str


# The sentences of the Wirkungstreppe (after PHINEO), by step.
STEPS: Mapping[int, str] = MappingProxyType(
    {
        7: N_("Society changes"),
        6: N_("Living conditions of the target groups change"),
        5: N_("Target groups change their behaviour"),
        4: N_("Target groups change their awareness and skills"),
        3: N_("Target groups accept the offers"),
        2: N_("Target groups are reached"),
        1: N_("Activities take place as planned"),
        0: N_("Inputs"),
    }
)

# The families of steps (IOOI).
GROUPS: Mapping[StepGroup, str] = MappingProxyType(
    {
        StepGroup.INPUT: N_("Input"),
        StepGroup.OUTPUT: N_("Output"),
        StepGroup.OUTCOME: N_("Outcome"),
        StepGroup.IMPACT: N_("Impact"),
    }
)

_RESOURCE = Noun(N_("Resource"), N_("Add a resource"), N_("Remove this resource"))
_ACTIVITY = Noun(N_("Activity"), N_("Add an activity"), N_("Remove this activity"))
_SERVICE = Noun(N_("Service"), N_("Add a service"), N_("Remove this service"))
_RESULT = Noun(N_("Result"), N_("Add a result"), N_("Remove this result"))
_CHANGE = Noun(
    N_("Change in society"),
    N_("Add a change in society"),
    N_("Remove this change"),
)

NOUNS: Mapping[int, Noun] = MappingProxyType(
    {
        0: _RESOURCE,
        1: _ACTIVITY,
        **dict.fromkeys((2, 3), _SERVICE),
        **dict.fromkeys((4, 5, 6), _RESULT),
        7: _CHANGE,
    }
)


def noun(step: int, locale: str) -> str:
    """What one box of a step is called."""
    return text(NOUNS[step].one, locale)


def step_named(step: int, locale: str) -> str:
    """A step with its number: 5 · Target groups change their behaviour."""
    return f"{step} · {text(STEPS[step], locale)}"
