"""Reading statistics in the format of Open SDG: one indicator, one file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from impact_hub.features.exchange.rules import flags
from impact_hub.features.exchange.rules.columns import Places, Role, places_of
from impact_hub.features.exchange.rules.delimiters import decimal_sign
from impact_hub.features.exchange.rules.dimensions import Codebook
from impact_hub.features.exchange.rules.figures import Reading, read_figure
from impact_hub.features.exchange.rules.metadata import Metadata, plain_text
from impact_hub.features.exchange.rules.naming import Group, names_of
from impact_hub.features.exchange.rules.problems import Problem
from impact_hub.features.exchange.rules.sheets import Observation, Series, Sheet
from impact_hub.features.exchange.rules.tables import Row, Table
from impact_hub.features.exchange.rules.years import read_years
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.kit.calendar import Span
from impact_hub.kit.errors import Invalid

# From so many figures on, digits in threes throughout are no accident.
_SUSPICIOUS = 3
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")


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


def read_open_sdg(
    table: Table, metadata: Metadata | None, code: str, *, decimal: str | None = None
) -> Sheet:
    """The series of a file: one for each combination of series, unit and multiplier.

    A blank cell in a dimension column stands for all, a blank value for a missing one.
    `decimal` overrules the decimal sign that the values seem to be written with.
    """
    places = places_of(table.header)
    lines = [_line(row, places) for row in table.rows]
    sign = decimal or decimal_sign((one.value for one in lines), table.delimiter)
    reader = _Reader(table, places, lines, sign)
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
    doubts = () if decimal else tuple(_doubts(lines, reader.value_column, sign))
    return Sheet(tuple(series), reader.problems, doubts, reader.repeated)


class _Reader:
    """Reads row after row, and keeps in mind what was there before."""

    def __init__(
        self, table: Table, places: Places, lines: Sequence[_Line], decimal: str
    ) -> None:
        self.problems = table.problems.copy()
        self.repeated = 0
        self.codebook = Codebook(
            [plain_text(table.header[place]) for place in places[Role.DIMENSION]],
            [(one.geo_code, one.categories) for one in lines],
        )
        self.value_column = table.header[places[Role.VALUE][0]]
        self._year_column = table.header[places[Role.YEAR][0]]
        self._decimal = decimal
        self._spans = read_years(one.year for one in lines)
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
            self.codebook.cell(one.categories),
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
        period = self._spans[one.year]
        if period is None:
            code = "exchange.year_unknown" if one.year else "exchange.year_missing"
            params = {"raw": one.year[:40]} if one.year else {}
            self.problems.add(one.line, self._year_column, code, **params)
        return period

    def _reading(self, one: _Line) -> Reading | None:
        try:
            return read_figure(one.value, self._decimal)
        except Invalid as error:
            self.problems.add(one.line, self.value_column, error.code, **error.params)
            return None


def _line(row: Row, places: Places) -> _Line:
    def words(role: Role) -> tuple[str, ...]:
        return tuple(_plain(row.cells[place]) for place in places[role])

    return _Line(
        line=row.line,
        group=Group(words(Role.SERIES), words(Role.UNIT), words(Role.MULTIPLIER)),
        categories=words(Role.DIMENSION),
        geo_code="".join(words(Role.GEO_CODE)),
        year=row.cells[places[Role.YEAR][0]].strip(),
        value=row.cells[places[Role.VALUE][0]].strip(),
        flags=words(Role.FLAG),
    )


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    return " ".join(plain_text(text).split())


def _same(one: Observation, other: Observation) -> bool:
    return (one.figure, one.reason, one.note) == (
        other.figure,
        other.reason,
        other.note,
    )


def _doubts(lines: Iterable[_Line], column: str, sign: str) -> Iterator[Problem]:
    """Figures like 8.539 all along may be thousands; only a person can tell."""
    marked = [one for one in lines if "." in one.value or "," in one.value]
    threes = all(_THOUSANDS.fullmatch(one.value) for one in marked)
    if threes and len(marked) >= _SUSPICIOUS:
        first = marked[0]
        yield Problem(
            first.line,
            column,
            "exchange.thousands_or_decimals",
            {"raw": first.value, "decimal": sign},
        )
