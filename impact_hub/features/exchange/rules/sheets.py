"""What a file of figures holds: records, or series that become indicators. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from impact_hub.features.exchange.rules.plans import Definitions, Format
from impact_hub.features.exchange.rules.problems import Doubt, Problems
from impact_hub.features.exchange.rules.records import Record
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import MissingReason, ValueKind
from impact_hub.kit.calendar import Rhythm, Span
from impact_hub.kit.errors import Invalid


@dataclass(frozen=True, slots=True)
class SeriesCategory:
    """One way in which a figure is split, with the area's code where it is an area."""

    code: str
    title: str
    geo_code: str = ""
    line: int = field(default=0, compare=False)  # where it first stands


@dataclass(frozen=True, slots=True)
class SeriesDimension:
    """By what figures are split, with the categories that occur."""

    code: str
    title: str
    categories: tuple[SeriesCategory, ...]


@dataclass(frozen=True, slots=True)
class Observation:
    """One row: a figure, or none, for a period and a cell.

    Without a figure there may be a reason, and mostly there is none: it is not known.
    """

    line: int
    period: Span
    cell: Cell
    figure: Decimal | None = None
    reason: MissingReason | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one unit: what becomes one indicator."""

    code: str
    title: Mapping[str, str]  # by language; "" where the language is not known
    unit: str
    kind: ValueKind
    dimensions: tuple[SeriesDimension, ...]
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class SeriesSheet:
    """A whole file. With problems in it, it is not complete."""

    series: tuple[Series, ...]
    problems: Problems
    doubts: tuple[Doubt, ...] = ()  # what somebody should look at before importing
    repeated: int = 0  # rows that say the same as an earlier one
    question: Invalid | None = None  # what the person has to say first
    rows: int = 0
    period_column: str = ""


RhythmWord = Callable[[Rhythm, str], str]  # "yearly", in a language


def by_rhythm(series: Series, language: str, word: RhythmWord) -> Iterator[Series]:
    """The series itself, or one for each rhythm that it says something in."""
    said = [one for one in series.observations if says_something(one)]
    counted = Counter(one.period.rhythm for one in said or series.observations)
    first = max(Rhythm, key=lambda rhythm: counted[rhythm])
    for rhythm in [first, *(one for one in counted if one is not first)]:
        own = tuple(
            one
            for one in series.observations
            if (one.period.rhythm if one.period.rhythm in counted else first) is rhythm
        )
        part = replace(series, observations=own, dimensions=_used(series, own))
        if rhythm is not first:
            part = replace(
                part,
                code=f"{series.code}-{rhythm.replace('_', '-')}",
                title={
                    spoken: f"{title} ({word(rhythm, spoken or language)})"
                    for spoken, title in series.title.items()
                },
            )
        yield part


def rhythm_of(series: Series) -> Rhythm:
    """The rhythm of what a series says; blank rows may stand beside it in another."""
    said = (one for one in series.observations if says_something(one))
    return next(said, series.observations[0]).period.rhythm


def says_something(one: Observation) -> bool:
    """Whether a row has a figure, a reason or a note."""
    return one.figure is not None or one.reason is not None or bool(one.note)


def _used(
    series: Series, observations: Iterable[Observation]
) -> tuple[SeriesDimension, ...]:
    """What these observations of a series are split by."""
    used = {part for one in observations for part in one.cell.parts}
    kept = (
        replace(
            dimension,
            categories=tuple(
                category
                for category in dimension.categories
                if (dimension.code, category.code) in used
            ),
        )
        for dimension in series.dimensions
    )
    return tuple(dimension for dimension in kept if dimension.categories)


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A file in the hub's own format. With problems in it, it is not complete."""

    records: tuple[Record, ...]
    problems: Problems
    rows: int = 0
    repeated: int = 0  # rows that say the same as an earlier one
    doubts: tuple[Doubt, ...] = ()
    question: Invalid | None = None  # what the person has to say first


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What a file brings, in the hub's own words, whatever its format was."""

    format: Format
    rows: int
    period_column: str
    records: tuple[Record, ...]
    problems: Problems
    repeated: int = 0
    blank: int = 0  # rows that say nothing, of series that say nothing at all
    new: Definitions = field(default_factory=Definitions)
    doubts: tuple[Doubt, ...] = ()
    questions: tuple[Invalid, ...] = ()  # what the person has to say first
