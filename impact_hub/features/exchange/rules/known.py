"""What an initiative has already, as far as a file is compared with it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from impact_hub.features.exchange.rules.own_format import Record
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.calendar import Rhythm, Span

Words = Mapping[str, str]  # by language
Place = tuple[str, str, Span, Cell]  # indicator, partner, period, cell


@dataclass(frozen=True, slots=True)
class KnownCategory:
    """A category, retired or not: values are kept under its code either way."""

    code: str
    titles: Words
    geo_code: str = ""


@dataclass(frozen=True, slots=True)
class KnownDimension:
    """How figures are split."""

    id: int
    code: str
    titles: Words
    categories: tuple[KnownCategory, ...]
    is_asked: bool = False  # by hand, of partners: one more category is one more field


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """An indicator, retired or not."""

    id: int
    code: str
    titles: Words
    units: Words
    kind: ValueKind
    rhythm: Rhythm
    summed_over: str
    dimensions: tuple[KnownDimension, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPartner:
    """An organisation that reports."""

    id: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class KnownUpdate:
    """A partner's update of a period."""

    status: Status
    was_approved: bool  # at some time: from then on, changes are corrections


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A value and its number. The record is what an export writes of it."""

    id: int
    record: Record


Values = Mapping[Place, KnownValue]


@dataclass(frozen=True, slots=True)
class Known:
    """All of it, without the values."""

    languages: tuple[str, ...]  # the first is the main one
    indicators: Mapping[str, KnownIndicator] = field(
        default_factory=dict[str, KnownIndicator]
    )
    dimensions: tuple[KnownDimension, ...] = ()
    partners: Mapping[str, KnownPartner] = field(
        default_factory=dict[str, KnownPartner]
    )
    periods: frozenset[Span] = frozenset()
    updates: Mapping[tuple[str, Span], KnownUpdate] = field(
        default_factory=dict[tuple[str, Span], KnownUpdate]
    )


def entered(record: Record) -> Answer:
    """A record's value, as the rules of reporting look at it."""
    return Answer(
        record.figure,
        record.numerator,
        record.denominator,
        reason=record.reason,
        estimated=record.estimated,
        note=record.note,
    )


def holds_something(record: Record) -> bool:
    """Whether there is a figure, a reason or a note: only that goes out and in."""
    return not entered(record).is_empty or bool(record.note)
