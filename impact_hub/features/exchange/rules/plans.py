"""What somebody wants to import, and what an import of it would do. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from impact_hub.features.exchange.rules.detect import Format, which_format
from impact_hub.features.exchange.rules.own_format import OwnSheet, read_own
from impact_hub.features.exchange.rules.problems import Doubt, Problem
from impact_hub.features.exchange.rules.tables import Table, read_table
from impact_hub.features.exchange.rules.years import YearBegins
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.calendar import Rhythm, Span
from impact_hub.kit.errors import AppError, Invalid

Words = Mapping[str, str]  # by language


@dataclass(frozen=True)
class Upload:
    """A file, and what the person says about it."""

    data: bytes
    name: str = ""  # of the file
    metadata: tuple[bytes, ...] = ()  # Open SDG: a file for each language
    partner: str = ""  # Open SDG: the slug of the organisation whose figures they are
    decimal: Literal[".", ","] | None = None  # None: as it seems
    year_begins: YearBegins | None = None  # Open SDG: of years like 2023/24
    dates: Rhythm | None = None  # Open SDG: what days like 2026-01-01 stand for
    language: str = ""  # of the words in the files; "": the initiative's main one
    source: str = ""
    source_url: str = ""
    licence: str = ""
    indicator: str = ""  # the code that the figures are meant for; "": the file's own

    @cached_property
    def table(self) -> Table:
        """The file as a table; Invalid where it is none."""
        return read_table(self.data)

    @cached_property
    def format(self) -> Format:
        """What the table's columns are those of; Invalid where they are of nothing."""
        return which_format(self.table)

    @cached_property
    def figures(self) -> OwnSheet:
        """What a file in the hub's own format says."""
        return read_own(self.table, decimal=self.decimal)

    def read(self) -> None:
        """Read the file now: large ones take seconds, in which no database waits."""
        if self.format is Format.OWN:
            self.figures  # noqa: B018 - kept from now on


@dataclass(frozen=True, slots=True)
class NewCategory:
    """A category that would be made, in a dimension that is there or new."""

    dimension: str  # its code
    code: str
    titles: Words
    geo_code: str = ""


@dataclass(frozen=True, slots=True)
class NewArea:
    """A category that is there would get the code of its area."""

    dimension: str  # their codes
    category: str
    geo_code: str


@dataclass(frozen=True, slots=True)
class NewDimension:
    """A dimension that would be made."""

    code: str
    titles: Words


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


@dataclass(frozen=True, slots=True)
class NewSplit:
    """An indicator would be split by a dimension that it is not split by yet."""

    indicator: str
    dimension: str


@dataclass(frozen=True, slots=True)
class Definitions:
    """What would have to be made before the figures fit in."""

    indicators: tuple[NewIndicator, ...] = ()
    dimensions: tuple[NewDimension, ...] = ()
    categories: tuple[NewCategory, ...] = ()
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


@dataclass(frozen=True)
class Plan:
    """What an import would do; after `carry_out`, what it has done."""

    file: str
    format: Format
    rows: int
    repeated: int = 0  # rows that say the same as an earlier one
    empty: int = 0  # rows without a figure, where none is in the hub either
    added: int = 0  # values
    changed: int = 0
    unchanged: int = 0
    new: Definitions = field(default_factory=Definitions)
    periods: tuple[Span, ...] = ()  # that would be made
    updates: tuple[UpdatePlan, ...] = ()  # that would be made or changed
    problems: tuple[Problem, ...] = ()  # the first of them, by line
    problems_total: int = 0
    doubts: tuple[Doubt, ...] = ()  # to be looked at; they keep nothing back
    fields: tuple[Invalid, ...] = ()  # what the person still has to say

    @property
    def is_possible(self) -> bool:
        """Whether it could be carried out. With one problem nothing is."""
        return not self.problems_total and not self.fields

    @property
    def changes_something(self) -> bool:
        """Whether the hub would be another one afterwards."""
        return bool(self.updates or self.new)


class Refused(AppError):
    """Nothing was imported; the plan says what is in the way."""

    status = 422

    def __init__(self, plan: Plan) -> None:
        found = plan.problems_total + len(plan.fields)
        super().__init__("exchange.refused", n=found)
        self.plan = plan
