"""Reading statistics in the format of Open SDG: one indicator, one file."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from impact_hub.features.exchange.formats.metadata import Metadata
from impact_hub.features.exchange.formats.numerals import (
    Reading,
    note_of,
    numerals_of,
    read_figure,
    reason_of,
)
from impact_hub.features.exchange.formats.tables import FileTable, TableRow
from impact_hub.features.exchange.formats.times import Times, YearBegins, read_years
from impact_hub.features.exchange.rules.dimensions import Codebook, Placed, Spelling
from impact_hub.features.exchange.rules.naming import NameGroup, names_of
from impact_hub.features.exchange.rules.problems import Doubt
from impact_hub.features.exchange.rules.sheets import Observation, Series, SeriesSheet
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.kit.calendar import Rhythm, Span
from impact_hub.kit.errors import Invalid
from impact_hub.kit.names import clean, key


class ColumnRole(StrEnum):
    """What a column is for."""

    YEAR = auto()
    VALUE = auto()
    SERIES = auto()
    UNIT = auto()
    MULTIPLIER = auto()
    GEO_CODE = auto()
    FLAG = auto()  # how sure a figure is, or why it is missing
    DIMENSION = auto()  # every other column


# Written without capitals, with blanks for "_" and "-".
_ROLES: Mapping[str, ColumnRole] = {
    "year": ColumnRole.YEAR,
    "jahr": ColumnRole.YEAR,
    "value": ColumnRole.VALUE,
    "wert": ColumnRole.VALUE,
    "series": ColumnRole.SERIES,
    "time series": ColumnRole.SERIES,
    "zeitreihe": ColumnRole.SERIES,
    "unit": ColumnRole.UNIT,
    "units": ColumnRole.UNIT,
    "unit measure": ColumnRole.UNIT,
    "unit of measure": ColumnRole.UNIT,
    "einheit": ColumnRole.UNIT,
    "einheiten": ColumnRole.UNIT,
    "unit multiplier": ColumnRole.MULTIPLIER,
    "unit mult": ColumnRole.MULTIPLIER,
    "geocode": ColumnRole.GEO_CODE,
    "geo code": ColumnRole.GEO_CODE,
    "observation status": ColumnRole.FLAG,
    "obs status": ColumnRole.FLAG,
    "footnote": ColumnRole.FLAG,
    "footnotes": ColumnRole.FLAG,
}
_COMMENT = re.compile(r"comments?( .*)?")

Places = Mapping[ColumnRole, Sequence[int]]


def role_of(name: str) -> ColumnRole:
    """What the column of this name is for."""
    plain = re.sub(r"[\s_-]+", " ", key(name)).strip()
    if _COMMENT.fullmatch(plain):
        return ColumnRole.FLAG
    return _ROLES.get(plain, ColumnRole.DIMENSION)


def is_open_sdg(header: Sequence[str]) -> bool:
    """Whether there is a column for the year and one for the value."""
    return {ColumnRole.YEAR, ColumnRole.VALUE} <= {role_of(name) for name in header}


def places_of(header: Sequence[str]) -> Places:
    """Where the columns of each role stand; exactly one for the year and the value."""
    places: defaultdict[ColumnRole, list[int]] = defaultdict(list)
    for place, name in enumerate(header):
        places[role_of(name)].append(place)
    for role, name in ((ColumnRole.YEAR, "Year"), (ColumnRole.VALUE, "Value")):
        if not places[role]:
            raise Invalid("exchange.column_missing", field="file", column=name)
    for role in (ColumnRole.YEAR, ColumnRole.VALUE, ColumnRole.GEO_CODE):
        if len(places[role]) > 1:
            twice = [header[place] for place in places[role]]
            raise Invalid("exchange.duplicate_columns", field="file", columns=twice)
    return places


@dataclass(frozen=True, slots=True)
class _Line:
    """A row, taken apart."""

    line: int
    group: NameGroup
    categories: tuple[str, ...]  # one for each dimension column, "" for all
    geo_code: str
    year: str
    value: str
    flags: tuple[str, ...]

    def placed(self, times: Times) -> Placed:
        """The row as far as its place goes."""
        about = (times.spans[self.year], self.group)
        return Placed(self.line, self.categories, self.geo_code, about)


@dataclass(frozen=True, slots=True)
class Meant:
    """What the person says of cells that could be read in two ways."""

    decimal: str | None = None
    begins: YearBegins | None = None  # a year like 2023/24
    dates: Rhythm | None = None  # what a day like 2026-01-01 stands for


def read_open_sdg(
    table: FileTable, metadata: Metadata | None, code: str, meant: Meant | None = None
) -> SeriesSheet:
    """The series of a file: one for each combination of series, unit and multiplier.

    A blank cell in a dimension column stands for all, a blank value for a missing one.
    What somebody `meant` overrules what the cells seem to say.
    """
    meant = meant or Meant()
    places = places_of(table.header)
    lines = _spelled_alike([_line(row, places) for row in table.rows])
    numerals = numerals_of(
        ((one.line, one.value) for one in lines),
        table.header[places[ColumnRole.VALUE][0]],
        table.delimiter,
        chosen=meant.decimal,
    )
    times = read_years(
        (one.year for one in lines), begins=meant.begins, dates=meant.dates
    )
    reader = _Reader(table, places, lines, times, numerals.sign)
    groups: dict[NameGroup, list[Observation]] = {one.group: [] for one in lines}
    for one in lines:
        if observation := reader.read(one):
            groups[one.group].append(observation)
    names = names_of(list(groups), metadata or Metadata(), code)
    series = (
        Series(
            names[group].code,
            names[group].title,
            names[group].unit,
            ValueKind.STATISTIC,
            reader.codebook.used_in(one.cell for one in observations),
            tuple(observations),
        )
        for group, observations in groups.items()
        if observations
    )
    return SeriesSheet(
        tuple(series),
        reader.problems,
        (
            *table.doubts,
            *numerals.doubts,
            *reader.codebook.doubts,
            *_time_doubts(lines, times, reader),
        ),
        reader.repeated,
        numerals.question,
        len(table.rows) + len(table.problems),
        reader.year_column,
    )


class _Reader:
    """Reads row after row, and keeps in mind what was there before."""

    def __init__(
        self,
        table: FileTable,
        places: Places,
        lines: Sequence[_Line],
        times: Times,
        decimal: str,
    ) -> None:
        self.problems = table.problems.copy()
        self.repeated = 0
        self.codebook = Codebook(
            [table.header[place] for place in places[ColumnRole.DIMENSION]],
            next((table.header[place] for place in places[ColumnRole.GEO_CODE]), ""),
            [one.placed(times) for one in lines],
        )
        self.problems.include(*self.codebook.problems)
        self.value_column = table.header[places[ColumnRole.VALUE][0]]
        self.year_column = table.header[places[ColumnRole.YEAR][0]]
        self._decimal = decimal
        self._times = times
        self._seen: dict[object, Observation] = {}

    def read(self, one: _Line) -> Observation | None:
        """The row's observation; None where it has a problem or says nothing new."""
        period, reading = self._period(one), self._reading(one)
        if period is None or reading is None:
            return None
        reason = reading.reason
        if reading.figure is None and reason is None:
            reason = reason_of(one.flags)
        found = Observation(
            one.line,
            period,
            self.codebook.cell(one.placed(self._times)),
            reading.figure,
            reason,
            note_of((*one.flags, reading.flag)),
        )
        earlier = self._seen.setdefault((one.group, period, found.cell), found)
        if earlier is found:
            return found
        if _same(earlier, found):
            self.repeated += 1
        else:
            self.problems.add(
                one.line,
                self.value_column,
                "exchange.row_contradicts",
                first=earlier.line,
            )
        return None

    def _period(self, one: _Line) -> Span | None:
        period = self._times.spans[one.year]
        if period is None:
            code = "exchange.year_unknown" if one.year else "exchange.year_missing"
            params = {"raw": one.year[:40]} if one.year else {}
            self.problems.add(one.line, self.year_column, code, **params)
        return period

    def _reading(self, one: _Line) -> Reading | None:
        try:
            return read_figure(one.value, self._decimal)
        except Invalid as error:
            self.problems.add(one.line, self.value_column, error.code, **error.params)
            return None


def _spelled_alike(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The rows with one spelling for each series. Units keep theirs: MW is no mW."""
    spellings = [
        Spelling(names, codes=False)
        for names in zip(*(one.group.names for one in lines), strict=True)
    ]
    groups: dict[NameGroup, NameGroup] = {}
    for one in lines:
        if one.group not in groups:
            names = zip(spellings, one.group.names, strict=True)
            spelled = tuple(spelling.of(name) for spelling, name in names)
            groups[one.group] = replace(one.group, names=spelled)
    return [replace(one, group=groups[one.group]) for one in lines]


def _line(row: TableRow, places: Places) -> _Line:
    def words(role: ColumnRole) -> tuple[str, ...]:
        return tuple(clean(row.cells[place]) for place in places[role])

    return _Line(
        line=row.line,
        group=NameGroup(
            words(ColumnRole.SERIES),
            words(ColumnRole.UNIT),
            words(ColumnRole.MULTIPLIER),
        ),
        categories=words(ColumnRole.DIMENSION),
        geo_code="".join(words(ColumnRole.GEO_CODE)),
        year=row.cells[places[ColumnRole.YEAR][0]].strip(),
        value=row.cells[places[ColumnRole.VALUE][0]].strip(),
        flags=words(ColumnRole.FLAG),
    )


def _same(one: Observation, other: Observation) -> bool:
    return (one.figure, one.reason, one.note) == (
        other.figure,
        other.reason,
        other.note,
    )


def _time_doubts(
    lines: Iterable[_Line], times: Times, reader: _Reader
) -> Iterator[Doubt]:
    """Labels that could be meant otherwise, the first of each kind with its days."""
    kinds = (
        (times.school_years, "exchange.year_begins", "year_begins"),
        (times.days, "exchange.days_are_periods", "dates"),
    )
    for labels, code, field in kinds:
        wanted = frozenset(labels)
        first = next((one for one in lines if one.year in wanted), None)
        span = times.spans[first.year] if first else None
        if first and span:
            params = {"raw": first.year, "starts": span.starts, "ends": span.ends}
            yield Doubt(first.line, reader.year_column, code, params, field=field)
