"""Whether records of the hub's own format fit its definitions, as the form does. Pure.

Only what would change something is checked: what stands in the hub already stays, even
where a definition has changed since.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from impact_hub.features.exchange.rules.comparing import Compared
from impact_hub.features.exchange.rules.plans import Format
from impact_hub.features.exchange.rules.problems import Problem, Problems
from impact_hub.features.exchange.rules.records import Known, Record
from impact_hub.features.exchange.rules.sheets import OwnSheet, SheetContent
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import Part
from impact_hub.features.reporting.rules.completeness import check_figure
from impact_hub.kit.errors import Invalid
from impact_hub.kit.spreadsheets import pair_of, pairs_before

# Where each part of an answer stands in a file.
COLUMN_OF: Mapping[Part, str] = {
    Part.FIGURE: "value",
    Part.NUMERATOR: "numerator",
    Part.DENOMINATOR: "denominator",
    Part.TEXT: "text",
}


def read_figures(sheet: OwnSheet, known: Known) -> SheetContent:
    """Everything that a file in the hub's own format brings to an initiative."""
    problems = sheet.problems.copy()
    return SheetContent(
        format=Format.OWN,
        rows=sheet.rows,
        period_column="period",
        records=tuple(
            record for record in sheet.records if _is_placed(record, known, problems)
        ),
        problems=problems,
        repeated=sheet.repeated,
        doubts=sheet.doubts,
        questions=(sheet.question,) if sheet.question else (),
    )


def _is_placed(record: Record, known: Known, problems: Problems) -> bool:
    """Whether the initiative has the indicator and the partner of a record."""
    sought = (
        ("indicator", record.indicator, known.indicators, "exchange.no_such_indicator"),
        ("partner", record.partner, known.partners, "exchange.no_such_partner"),
    )
    for column, code, there, refusal in sought:
        if code in there:
            continue
        pairs = pairs_before(code)
        before = [one for one in there if pairs and pair_of(one) in pairs]
        if before:
            params = {"raw": code[:80], "before": before}
            problem = Problem(
                record.line, column, "exchange.spreadsheet_unclear", params
            )
            problems.include(problem)
        else:
            problems.add(record.line, column, refusal, raw=code[:80])
    return all(code in there for _, code, there, _ in sought)


def check_changes(
    changes: Iterable[Compared], known: Known, problems: Problems
) -> list[Compared]:
    """The changes that fit; noted what is wrong with the others."""
    definitions = {
        code: _Definition(indicator, _parts(indicator))
        for code, indicator in known.indicators.items()
    }
    return [
        one
        for one in changes
        if _fits(one.record, definitions[one.record.indicator], problems)
    ]


@dataclass(frozen=True, slots=True)
class _Definition:
    """An indicator, and the categories that its cells may have."""

    indicator: IndicatorRow
    parts: frozenset[tuple[str, str]]


def _parts(indicator: IndicatorRow) -> frozenset[tuple[str, str]]:
    return frozenset(
        (dimension.code, category.code)
        for dimension in indicator.dimensions
        for category in dimension.categories
    )


def _fits(record: Record, definition: _Definition, problems: Problems) -> bool:
    before, indicator = len(problems), definition.indicator
    if record.period.rhythm is not indicator.rhythm:
        raw = record.period.code
        problems.add(record.line, "period", "exchange.other_rhythm", raw=raw)
    for part in record.cell.parts:
        if part not in definition.parts:
            raw = str(Cell((part,)))[:80]
            column = "categories"
            problems.add(record.line, column, "exchange.no_such_category", raw=raw)
    for problem in _wrong_parts(record, indicator):
        problems.include(problem)
    return len(problems) == before


def _wrong_parts(record: Record, indicator: IndicatorRow) -> Iterator[Problem]:
    """What an indicator of this kind has no place for, or can't be."""
    own = indicator.of_kind.parts
    for part, column in COLUMN_OF.items():
        if record.answer.part(part) is None:
            continue
        if part not in own:
            expected = [COLUMN_OF[each] for each in own]
            params = {"expected": expected}
            yield Problem(record.line, column, "exchange.other_columns", params)
            return
        figure = record.answer.number(part)
        if figure is not None:
            try:
                check_figure(figure, indicator.kind, field=part.value, part=part)
            except Invalid as error:
                yield Problem(record.line, column, error.code, error.params)
