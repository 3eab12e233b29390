"""Kinds of value, and the two rules that say how they add up. The table is the rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from types import MappingProxyType

from impact_hub.kit.errors import Invalid


class ValueKind(StrEnum):
    """What one value of an indicator is made of."""

    COUNT = auto()  # a whole number of people or things
    AMOUNT = auto()  # a sum of money
    RATIO = auto()  # numerator and denominator, never a bare per cent
    YES_NO = auto()  # kept as 1 and 0
    STATISTIC = auto()  # made elsewhere, in its own unit: shown, never added up


class OverTime(StrEnum):
    """How the values of one partner become one figure for a longer time."""

    SUM = auto()
    LATEST = auto()
    AVERAGE = auto()


class OverPartners(StrEnum):
    """How the figures of several partners become one."""

    SUM = auto()
    RANGE = auto()  # unique people whom several partners may serve
    NONE = auto()  # stands side by side


class Direction(StrEnum):
    """Which way is better."""

    UP = auto()
    DOWN = auto()


class MissingReason(StrEnum):
    """Why there is no figure."""

    NOT_COLLECTED = auto()
    NOT_APPLICABLE = auto()
    WITHHELD = auto()
    LATER = auto()


ALLOWED: Mapping[ValueKind, tuple[tuple[OverTime, ...], tuple[OverPartners, ...]]] = (
    MappingProxyType(
        {
            ValueKind.COUNT: (
                (OverTime.SUM, OverTime.LATEST, OverTime.AVERAGE),
                (OverPartners.SUM, OverPartners.RANGE),
            ),
            ValueKind.AMOUNT: (
                (OverTime.SUM, OverTime.LATEST, OverTime.AVERAGE),
                (OverPartners.SUM,),
            ),
            ValueKind.RATIO: ((OverTime.SUM, OverTime.LATEST), (OverPartners.SUM,)),
            ValueKind.YES_NO: ((OverTime.LATEST,), (OverPartners.SUM,)),
            ValueKind.STATISTIC: ((OverTime.LATEST,), (OverPartners.NONE,)),
        }
    )
)


@dataclass(frozen=True)
class Method:
    """How the values of an indicator add up."""

    kind: ValueKind
    over_time: OverTime
    over_partners: OverPartners

    def __post_init__(self) -> None:
        over_time, over_partners = ALLOWED[self.kind]
        if self.over_time not in over_time:
            raise Invalid("indicators.over_time_not_for_kind", field="over_time")
        if self.over_partners not in over_partners:
            raise Invalid(
                "indicators.over_partners_not_for_kind", field="over_partners"
            )
