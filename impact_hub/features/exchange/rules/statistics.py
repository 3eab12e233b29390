"""Statistics of a file as indicators and records of an initiative. Pure.

A series becomes an indicator. It is one that is there if its code begins like the
file's and its title, unit and rhythm are the same. Where a code is there but means
something else, the new indicator gets another one, and that is told.

An indicator has one rhythm. Of a series with several, most observations stay together;
those of every other rhythm become an indicator of their own beside it.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from impact_hub.features.exchange.rules.matching import (
    Matched,
    is_called,
    is_written,
    match,
)
from impact_hub.features.exchange.rules.naming import Metadata
from impact_hub.features.exchange.rules.plans import (
    Definitions,
    Format,
    NewIndicator,
    NewSplit,
    Said,
    Words,
    too_long,
)
from impact_hub.features.exchange.rules.problems import Doubt
from impact_hub.features.exchange.rules.records import Known, Record
from impact_hub.features.exchange.rules.sheets import (
    Observation,
    RhythmWord,
    Series,
    SeriesSheet,
    SheetContent,
    by_rhythm,
    rhythm_of,
    says_something,
)
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules import lengths
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.errors import Invalid
from impact_hub.kit.slugs import unique_slug


@dataclass(frozen=True, slots=True)
class Spoken:
    """How words of a file become words of the initiative, by language."""

    language: str  # of words whose language is not told
    languages: tuple[str, ...]  # of the initiative, the main one first

    def words(self, told: Mapping[str, str]) -> Words:
        """Words by language: in the initiative's main one there are always some.

        Words in a language that the initiative does not speak are kept all the same.
        """
        known = {language or self.language: text for language, text in told.items()}
        ordered = dict.fromkeys([*self.languages, *known])
        kept = {one: known[one] for one in ordered if known.get(one)}
        some = next(iter(kept.values()), "")
        return {self.languages[0]: some, **kept} if some else {}

    def name(self, text: str) -> Words:
        """A single name."""
        return self.words({"": text})


@dataclass(slots=True)
class _Chosen:
    """The indicators that the series go into, and what has to be made for that."""

    codes: list[str] = field(default_factory=list[str])
    new: list[NewIndicator] = field(default_factory=list[NewIndicator])
    splits: list[NewSplit] = field(default_factory=list[NewSplit])
    doubts: list[Doubt] = field(default_factory=list[Doubt])


def read_statistics(
    sheet: SeriesSheet,
    said: Said,
    metadata: Metadata,
    known: Known,
    rhythm_word: RhythmWord,
) -> SheetContent:
    """Everything that a file in the format of Open SDG brings to an initiative."""
    spoken = Spoken(said.language or known.languages[0], known.languages)
    base = base_code(said, metadata)
    parts = [
        part
        for one in sheet.series
        for part in by_rhythm(one, spoken.language, rhythm_word)
    ]
    placed = list(_placed(parts, base, said, known))
    matched = match([one for one, _ in placed], known, spoken.name)
    problems = sheet.problems.copy()
    problems.include(*matched.problems)
    described = _Describer(metadata, said, spoken)
    chosen = _choose(placed, matched, described, known)
    records = tuple(
        _record(one, code, said.partner, matched)
        for (part, _), code in zip(placed, chosen.codes, strict=True)
        for one in part.observations
    )
    new = Definitions(
        indicators=tuple(chosen.new),
        dimensions=matched.new_dimensions,
        categories=matched.new_categories,
        areas=matched.new_areas,
        splits=tuple(chosen.splits),
    )
    problems.include(*too_long(new))
    return SheetContent(
        format=Format.OPEN_SDG,
        rows=sheet.rows,
        period_column=sheet.period_column,
        records=records,
        problems=problems,
        repeated=sheet.repeated,
        blank=sum(len(one.observations) for one in parts) - len(records),
        new=new,
        doubts=(*sheet.doubts, *matched.doubts, *chosen.doubts),
        questions=(
            *((sheet.question,) if sheet.question else ()),
            *(described.missing() if chosen.new else ()),
        ),
    )


def base_code(said: Said, metadata: Metadata) -> str:
    """What the codes of a file's indicators begin with.

    The person's word, the name that Open SDG gives its files, the metadata's number,
    or any name of the file.
    """
    stem = said.name.rpartition("/")[2].rpartition(".")[0]
    number = stem.removeprefix("indicator_")
    from_file = number if number != stem else metadata.number or stem
    return unique_slug(said.indicator or from_file or "indicator", lambda _: False)


@dataclass(frozen=True, slots=True)
class _Describer:
    """Says what a new indicator means and where its figures come from."""

    metadata: Metadata
    said: Said
    spoken: Spoken

    def new(self, series: Series, code: str) -> NewIndicator:
        """The indicator for a series. What the person says goes before the file."""
        return NewIndicator(
            code=code,
            titles=self.spoken.words(series.title),
            units=self.spoken.name(series.unit),
            definitions=self.spoken.words(self.metadata.definition),
            rhythm=rhythm_of(series),
            source=self._source(),
            source_url=self.said.source_url or self.metadata.source_url,
            licence=self.said.licence or self.metadata.licence,
            line=series.observations[0].line,
        )

    def missing(self) -> Iterator[Invalid]:
        """What has to be known of figures from elsewhere, and is not."""
        if not self._source():
            yield Invalid("exchange.source_needed", field="source")
        if not (self.said.licence or self.metadata.licence):
            yield Invalid("exchange.licence_needed", field="licence")
        if not re.match(r"https?://|$", self.said.source_url):
            yield Invalid("exchange.not_an_address", field="source_url")
        for name, text, most in (
            ("source", self._source(), lengths.SOURCE),
            ("source_url", self.said.source_url, lengths.ADDRESS),
            ("licence", self.said.licence, lengths.LICENCE),
        ):
            if len(text) > most:
                yield Invalid("forms.too_long", field=name, most=most, n=len(text))

    def _source(self) -> str:
        known = (self.metadata.source, self.metadata.rights)
        return self.said.source or " – ".join(filter(None, known))


def _placed(
    series: Iterable[Series], base: str, said: Said, known: Known
) -> Iterator[tuple[Series, IndicatorRow | None]]:
    """Each series with its indicator, where there is one. Those that would be new and
    say nothing are left out."""
    every = list(series)
    used: set[str] = set()
    for one in every:
        found = _found(one, base, known.indicators.values(), used)
        if found is None and said.indicator and len(every) == 1:
            found = _meant(one, base, known)
        if found is not None:
            used.add(found.code)
        if found is not None or any(map(says_something, one.observations)):
            yield one, found


def _choose(
    placed: Iterable[tuple[Series, IndicatorRow | None]],
    matched: Matched,
    described: _Describer,
    known: Known,
) -> _Chosen:
    chosen = _Chosen()
    taken = set(known.indicators)
    for one, found in placed:
        if found is None:
            code = unique_slug(one.code, taken.__contains__)
            chosen.new.append(described.new(one, code))
            if one.code in known.indicators:
                chosen.doubts.append(_other_meaning(one, code))
            taken.add(code)
        else:
            code = found.code
        chosen.codes.append(code)
        chosen.splits.extend(_splits(one, code, found, matched))
    return chosen


def _found(
    series: Series,
    base: str,
    known: Iterable[IndicatorRow],
    used: Container[str],
) -> IndicatorRow | None:
    """The indicator that has been made of this series before."""
    for one in known:
        alike = one.code == base or one.code.startswith(f"{base}-")
        if alike and one.code not in used and _is_same(one, series):
            return one
    return None


def _is_same(known: IndicatorRow, series: Series) -> bool:
    titles = (is_called(known.titles, title) for title in series.title.values())
    unit = is_written(known.units, series.unit) or not (known.units or series.unit)
    return _takes(known, series) and unit and any(titles)


def _takes(known: IndicatorRow, series: Series) -> bool:
    is_statistic = known.kind is ValueKind.STATISTIC
    return is_statistic and known.rhythm is rhythm_of(series)


def _meant(series: Series, code: str, known: Known) -> IndicatorRow | None:
    """The indicator that the person has named, whatever the file calls it."""
    found = known.indicators.get(code)
    if found is not None and not _takes(found, series):
        raise Invalid("exchange.not_for_statistics", field="indicator", raw=code)
    return found


def _other_meaning(series: Series, code: str) -> Doubt:
    line = series.observations[0].line
    params = {"taken": series.code, "becomes": code}
    return Doubt(line, "", "exchange.code_means_other", params)


def _splits(
    series: Series, code: str, found: IndicatorRow | None, matched: Matched
) -> Iterator[NewSplit]:
    """The dimensions and crossings that its figures stand in, and it has not yet."""
    present = {
        frozenset(each.code for each in split.dimensions)
        for split in (found.splits if found else ())
    }
    cells = dict.fromkeys(one.cell.dimensions for one in series.observations)
    for dimensions in sorted(filter(None, cells), key=len):
        codes = tuple(matched.dimensions[each] for each in dimensions)
        if frozenset(codes) not in present:
            present.add(frozenset(codes))
            yield NewSplit(code, codes)


def _record(one: Observation, code: str, partner: str, matched: Matched) -> Record:
    return Record(
        indicator=code,
        partner=partner,
        period=one.period,
        cell=matched.cell(one.cell),
        answer=Answer(figure=one.figure, reason=one.reason, note=one.note),
        status=Status.APPROVED,
        line=one.line,
    )
