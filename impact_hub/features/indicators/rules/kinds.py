"""Kinds of value, and all that follows from a kind. The table is the rule.

Nobody else asks which kind an indicator is of: they ask the table what follows from it.
"""

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
    MEAN = auto()  # the sum of all answers, and how many there were
    ORDINAL = auto()  # how many are on each of some named levels
    YES_NO = auto()  # kept as 1 and 0
    TEXT = auto()  # an answer in words
    STATISTIC = auto()  # made elsewhere, in its own unit: shown, never added up


class Part(StrEnum):
    """What a value is made of: a form has a field for each, a file a column."""

    FIGURE = auto()
    NUMERATOR = auto()  # of a mean: the sum
    DENOMINATOR = auto()  # of a mean: how many
    TEXT = auto()


class OverTime(StrEnum):
    """How the values of one partner become one figure for a longer time."""

    SUM = auto()
    LATEST = auto()
    AVERAGE = auto()
    LIST = auto()  # one after the other


class OverPartners(StrEnum):
    """How the figures of several partners become one."""

    SUM = auto()
    RANGE = auto()  # unique people whom several partners may serve
    NONE = auto()  # stands side by side
    LIST = auto()  # every answer with whose it is


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


@dataclass(frozen=True)
class Kind:
    """All that follows from an indicator's kind.

    parts           what one value is made of
    over_time       the rules that it may have, the usual one first
    over_partners   likewise
    whole           parts that are whole numbers
    from_zero       parts that can't be below zero
    is_share        a quotient of numbers of the same things: shown in per cent
    has_categories  may be split by dimensions
    has_levels      is always split, by one dimension whose categories are its levels
    adds_up         its categories add up to its total
    is_level        stands at a height: its line shows each period, not a running total
    counts_answers  its sum is so many of all who answered
    may_be_of_people  small numbers of it are protected where it counts people
    has_unit        says what is counted
    is_money        is of a currency
    has_targets     can be compared with a baseline and targets
    is_from_elsewhere  comes in files that others have made; partners are not asked
    """

    parts: tuple[Part, ...]
    over_time: tuple[OverTime, ...]
    over_partners: tuple[OverPartners, ...]
    whole: frozenset[Part] = frozenset()
    from_zero: frozenset[Part] = frozenset()
    is_share: bool = False
    has_categories: bool = True
    has_levels: bool = False
    adds_up: bool = True
    is_level: bool = False
    counts_answers: bool = False
    may_be_of_people: bool = False
    has_unit: bool = True
    is_money: bool = False
    has_targets: bool = True
    is_from_elsewhere: bool = False

    @property
    def is_quotient(self) -> bool:
        """Whether its figure is the numerator by the denominator."""
        return Part.DENOMINATOR in self.parts

    @property
    def is_number(self) -> bool:
        """Whether there is anything to add up and to draw."""
        return Part.TEXT not in self.parts


_FIGURE = (Part.FIGURE,)
_QUOTIENT = (Part.NUMERATOR, Part.DENOMINATOR)

KINDS: Mapping[ValueKind, Kind] = MappingProxyType(
    {
        ValueKind.COUNT: Kind(
            parts=_FIGURE,
            over_time=(OverTime.SUM, OverTime.LATEST, OverTime.AVERAGE),
            over_partners=(OverPartners.SUM, OverPartners.RANGE),
            whole=frozenset(_FIGURE),
            from_zero=frozenset(_FIGURE),
            may_be_of_people=True,
        ),
        ValueKind.AMOUNT: Kind(
            parts=_FIGURE,
            over_time=(OverTime.SUM, OverTime.LATEST, OverTime.AVERAGE),
            over_partners=(OverPartners.SUM,),
            has_unit=False,
            is_money=True,
        ),
        ValueKind.RATIO: Kind(
            parts=_QUOTIENT,
            over_time=(OverTime.SUM, OverTime.LATEST),
            over_partners=(OverPartners.SUM,),
            from_zero=frozenset(_QUOTIENT),
            is_share=True,
            is_level=True,
            may_be_of_people=True,
        ),
        ValueKind.MEAN: Kind(
            parts=_QUOTIENT,
            over_time=(OverTime.SUM, OverTime.LATEST),
            over_partners=(OverPartners.SUM,),
            whole=frozenset({Part.DENOMINATOR}),
            from_zero=frozenset({Part.DENOMINATOR}),
            is_level=True,
            may_be_of_people=True,
        ),
        ValueKind.ORDINAL: Kind(
            parts=_FIGURE,
            over_time=(OverTime.LATEST,),
            over_partners=(OverPartners.SUM,),
            whole=frozenset(_FIGURE),
            from_zero=frozenset(_FIGURE),
            has_levels=True,
            is_level=True,
            may_be_of_people=True,
            has_targets=False,
        ),
        ValueKind.YES_NO: Kind(
            parts=_FIGURE,
            over_time=(OverTime.LATEST,),
            over_partners=(OverPartners.SUM,),
            whole=frozenset(_FIGURE),
            from_zero=frozenset(_FIGURE),
            has_categories=False,
            is_level=True,
            counts_answers=True,
            has_unit=False,
        ),
        ValueKind.TEXT: Kind(
            parts=(Part.TEXT,),
            over_time=(OverTime.LIST,),
            over_partners=(OverPartners.LIST,),
            has_categories=False,
            adds_up=False,
            is_level=True,
            has_unit=False,
            has_targets=False,
        ),
        ValueKind.STATISTIC: Kind(
            parts=_FIGURE,
            over_time=(OverTime.LATEST,),
            over_partners=(OverPartners.NONE,),
            adds_up=False,
            is_level=True,
            is_from_elsewhere=True,
        ),
    }
)


@dataclass(frozen=True)
class Method:
    """How the values of an indicator add up."""

    kind: ValueKind
    over_time: OverTime
    over_partners: OverPartners

    def __post_init__(self) -> None:
        if self.over_time not in self.of_kind.over_time:
            raise Invalid("indicators.over_time_not_for_kind", field="over_time")
        if self.over_partners not in self.of_kind.over_partners:
            raise Invalid(
                "indicators.over_partners_not_for_kind", field="over_partners"
            )

    @property
    def of_kind(self) -> Kind:
        """All that follows from its kind."""
        return KINDS[self.kind]

    @property
    def is_cumulative(self) -> bool:
        """Whether each period adds to what had been reached before."""
        return self.over_time is OverTime.SUM and not self.of_kind.is_level
