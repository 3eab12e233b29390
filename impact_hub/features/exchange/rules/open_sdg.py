"""Reading statistics in the format of Open SDG: one indicator, one file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from impact_hub.features.exchange.rules import flags
from impact_hub.features.exchange.rules.columns import Places, Role, places_of
from impact_hub.features.exchange.rules.dimensions import Codebook, Placed, Spelling
from impact_hub.features.exchange.rules.figures import Reading, read_figure
from impact_hub.features.exchange.rules.metadata import Metadata
from impact_hub.features.exchange.rules.naming import Group, names_of
from impact_hub.features.exchange.rules.numerals import numerals_of
from impact_hub.features.exchange.rules.problems import Doubt
from impact_hub.features.exchange.rules.sheets import Observation, Series, Sheet
from impact_hub.features.exchange.rules.tables import Row, Table
from impact_hub.features.exchange.rules.years import Times, YearBegins, read_years
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.kit.calendar import Rhythm, Span
from impact_hub.kit.errors import Invalid
from impact_hub.kit.names import clean


@dataclass(frozen=True, slots=True)
class _Line:
    """A row, taken apart."""

    line: int
    group: Group
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
    table: Table, metadata: Metadata | None, code: str, meant: Meant | None = None
) -> Sheet:
    """The series of a file: one for each combination of series, unit and multiplier.

    A blank cell in a dimension column stands for all, a blank value for a missing one.
    What somebody `meant` overrules what the cells seem to say.
    """
    meant = meant or Meant()
    places = places_of(table.header)
    lines = _spelled_alike([_line(row, places) for row in table.rows])
    numerals = numerals_of(
        ((one.line, one.value) for one in lines),
        table.header[places[Role.VALUE][0]],
        table.delimiter,
        chosen=meant.decimal,
    )
    times = read_years(
        (one.year for one in lines), begins=meant.begins, dates=meant.dates
    )
    reader = _Reader(table, places, lines, times, numerals.sign)
    groups: dict[Group, list[Observation]] = {one.group: [] for one in lines}
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
    return Sheet(
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
    )


class _Reader:
    """Reads row after row, and keeps in mind what was there before."""

    def __init__(
        self,
        table: Table,
        places: Places,
        lines: Sequence[_Line],
        times: Times,
        decimal: str,
    ) -> None:
        self.problems = table.problems.copy()
        self.repeated = 0
        self.codebook = Codebook(
            [table.header[place] for place in places[Role.DIMENSION]],
            next((table.header[place] for place in places[Role.GEO_CODE]), ""),
            [one.placed(times) for one in lines],
        )
        self.problems.include(*self.codebook.problems)
        self.value_column = table.header[places[Role.VALUE][0]]
        self.year_column = table.header[places[Role.YEAR][0]]
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
            reason = flags.reason_of(one.flags)
        found = Observation(
            one.line,
            period,
            self.codebook.cell(one.placed(self._times)),
            reading.figure,
            reason,
            flags.note_of((*one.flags, reading.flag)),
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
    groups: dict[Group, Group] = {}
    for one in lines:
        if one.group not in groups:
            names = zip(spellings, one.group.names, strict=True)
            spelled = tuple(spelling.of(name) for spelling, name in names)
            groups[one.group] = replace(one.group, names=spelled)
    return [replace(one, group=groups[one.group]) for one in lines]


def _line(row: Row, places: Places) -> _Line:
    def words(role: Role) -> tuple[str, ...]:
        return tuple(clean(row.cells[place]) for place in places[role])

    return _Line(
        line=row.line,
        group=Group(words(Role.SERIES), words(Role.UNIT), words(Role.MULTIPLIER)),
        categories=words(Role.DIMENSION),
        geo_code="".join(words(Role.GEO_CODE)),
        year=row.cells[places[Role.YEAR][0]].strip(),
        value=row.cells[places[Role.VALUE][0]].strip(),
        flags=words(Role.FLAG),
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
