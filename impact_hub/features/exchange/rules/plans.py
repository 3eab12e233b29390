"""What somebody wants to import, and what an import of it would do. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Protocol

from impact_hub.features.exchange.rules.problems import Doubt, Problem
from impact_hub.features.indicators.rules import lengths
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.calendar import Rhythm, Span
from impact_hub.kit.errors import AppError, Invalid

Words = Mapping[str, str]  # by language


class Format(StrEnum):
    """How a table of figures is laid out."""

    OWN = auto()
    OPEN_SDG = auto()


class Said(Protocol):
    """What a person says about a file."""

    @property
    def name(self) -> str: ...
    @property
    def partner(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def source_url(self) -> str: ...
    @property
    def licence(self) -> str: ...
    @property
    def indicator(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PlannedCategory:
    """A category that would be made, in a dimension that is there or new."""

    dimension: str  # its code
    code: str
    titles: Words
    geo_code: str = ""
    line: int = field(default=0, compare=False)  # where it first stands


@dataclass(frozen=True, slots=True)
class NewArea:
    """A category that is there would get the code of its area."""

    dimension: str  # their codes
    category: str
    geo_code: str


@dataclass(frozen=True, slots=True)
class PlannedDimension:
    """A dimension that would be made."""

    code: str
    titles: Words
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """An indicator that would be made."""

    code: str
    titles: Words
    units: Words
    definitions: Words
    rhythm: Rhythm
    source: str
    source_url: str
    licence: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class NewSplit:
    """An indicator would be split by a dimension, or a crossing, that is new to it."""

    indicator: str
    dimensions: tuple[str, ...]  # several of them are crossed


@dataclass(frozen=True, slots=True)
class Definitions:
    """What would have to be made before the figures fit in."""

    indicators: tuple[NewIndicator, ...] = ()
    dimensions: tuple[PlannedDimension, ...] = ()
    categories: tuple[PlannedCategory, ...] = ()
    areas: tuple[NewArea, ...] = ()
    splits: tuple[NewSplit, ...] = ()  # of indicators that are there and of new ones

    def __bool__(self) -> bool:
        """Whether anything would have to be made."""
        return any(
            (
                self.indicators,
                self.dimensions,
                self.categories,
                self.areas,
                self.splits,
            )
        )


def too_long(new: Definitions) -> Iterator[Problem]:
    """Names that are longer than the hub keeps them: refused, never cut off."""
    most = lengths.CATEGORY
    each: list[tuple[int, str, Words, int]] = [
        *((one.line, "", one.titles, most) for one in new.dimensions),
        *((one.line, one.dimension, one.titles, most) for one in new.categories),
    ]
    for one in new.indicators:
        each += [
            (one.line, "title", one.titles, lengths.TITLE),
            (one.line, "unit", one.units, lengths.UNIT),
            (one.line, "definition", one.definitions, lengths.DEFINITION),
        ]
    for line, column, words, most in each:
        longest = max(map(len, words.values()), default=0)
        if longest > most:
            params = {"most": most, "n": longest}
            yield Problem(line, column, "forms.too_long", params)


@dataclass(frozen=True, slots=True)
class UpdatePlan:
    """What would happen to one partner's update of one period."""

    partner: str  # slug
    partner_name: str
    period: Span
    before: Status | None  # None: it would be made
    status: Status
    added: int
    changed: int
    removed: int = 0


@dataclass(frozen=True)
class Plan:
    """What an import would do; after `carry_out`, what it has done.

    Every row of a file that can be imported is one of six: added, changed, unchanged,
    blank, removed or repeated.
    """

    file: str
    format: Format
    rows: int
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    blank: int = 0  # without a figure, where none is in the hub either
    removed: int = 0  # without a figure, where one is in the hub
    repeated: int = 0  # that say the same as an earlier one
    summed: int = 0  # totals that are added up anew: no rows of their own
    corrected: int = 0  # figures that are approved, and would be others
    new: Definitions = field(default_factory=Definitions)
    periods: tuple[Span, ...] = ()  # that would be made
    updates: tuple[UpdatePlan, ...] = ()  # that would be made or changed
    problems: tuple[Problem, ...] = ()  # the first of them, by line
    problems_total: int = 0
    doubts: tuple[Doubt, ...] = ()  # to be looked at; they keep nothing back
    questions: tuple[Invalid, ...] = ()  # what the person still has to say

    @property
    def is_possible(self) -> bool:
        """Whether it could be carried out. With one problem nothing is."""
        return not self.problems_total and not self.questions

    @property
    def told(self) -> int:
        """The rows of which it is told what they are: all, where nothing is wrong."""
        kept = self.unchanged + self.blank + self.repeated
        return self.added + self.changed + self.removed + kept

    @property
    def changes_something(self) -> bool:
        """Whether the hub would be another one afterwards."""
        return bool(self.updates or self.new)


class Refused(AppError):
    """Nothing was imported; the plan says what is in the way."""

    status = 422

    def __init__(self, plan: Plan) -> None:
        found = plan.problems_total + len(plan.questions)
        super().__init__("exchange.refused", n=found)
        self.plan = plan
