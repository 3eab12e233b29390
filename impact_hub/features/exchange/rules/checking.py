"""Whether records of the hub's own format fit its definitions, as the form does. Pure.

Only what would change something is checked: what stands in the hub already stays, even
where a definition has changed since.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from impact_hub.features.exchange.rules.comparing import Change
from impact_hub.features.exchange.rules.content import Content
from impact_hub.features.exchange.rules.detect import Format
from impact_hub.features.exchange.rules.known import Known, KnownIndicator
from impact_hub.features.exchange.rules.own_format import Record
from impact_hub.features.exchange.rules.plans import Upload
from impact_hub.features.exchange.rules.problems import Problems
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import Part, ValueKind
from impact_hub.features.reporting.rules.completeness import check_figure
from impact_hub.kit.errors import Invalid

PART_OF_COLUMN = {
    "value": Part.FIGURE,
    "numerator": Part.NUMERATOR,
    "denominator": Part.DENOMINATOR,
}


def read_figures(upload: Upload, known: Known) -> Content:
    """Everything that a file in the hub's own format brings to an initiative."""
    sheet, table = upload.figures, upload.table
    problems = sheet.problems.copy()
    return Content(
        format=Format.OWN,
        rows=len(table.rows) + len(table.problems),
        period_column="period",
        records=tuple(
            record for record in sheet.records if _is_placed(record, known, problems)
        ),
        problems=problems,
        repeated=sheet.repeated,
        doubts=sheet.doubts,
        fields=(sheet.question,) if sheet.question else (),
    )


def _is_placed(record: Record, known: Known, problems: Problems) -> bool:
    """Whether the initiative has the indicator and the partner of a record."""
    code, slug = record.indicator, record.partner
    if code not in known.indicators:
        raw = code[:80]
        problems.add(record.line, "indicator", "exchange.no_such_indicator", raw=raw)
    if slug not in known.partners:
        raw = slug[:80]
        problems.add(record.line, "partner", "exchange.no_such_partner", raw=raw)
    return code in known.indicators and slug in known.partners


def check_changes(
    changes: Iterable[Change], known: Known, problems: Problems
) -> tuple[Change, ...]:
    """The changes that fit; noted what is wrong with the others."""
    definitions = {
        code: _Definition(indicator, _parts(indicator))
        for code, indicator in known.indicators.items()
    }
    return tuple(
        one
        for one in changes
        if _fits(one.record, definitions[one.record.indicator], problems)
    )


@dataclass(frozen=True, slots=True)
class _Definition:
    """An indicator, and the categories that its cells may have."""

    indicator: KnownIndicator
    parts: frozenset[tuple[str, str]]


def _parts(indicator: KnownIndicator) -> frozenset[tuple[str, str]]:
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
    _check_parts(record, indicator, problems)
    for column, figure in _figures(record):
        try:
            part = PART_OF_COLUMN[column]
            check_figure(figure, indicator.kind, part=part, field=column)
        except Invalid as error:
            problems.add(record.line, column, error.code, **error.params)
    return len(problems) == before


def _check_parts(record: Record, indicator: KnownIndicator, problems: Problems) -> None:
    if indicator.kind is ValueKind.RATIO and record.figure is not None:
        problems.add(record.line, "value", "exchange.ratio_needed")
    if indicator.kind is not ValueKind.RATIO and record.numerator is not None:
        problems.add(record.line, "numerator", "exchange.value_needed")


def _figures(record: Record) -> Iterator[tuple[str, Decimal]]:
    if record.figure is not None:
        yield "value", record.figure
    if record.numerator is not None:
        yield "numerator", record.numerator
    if record.denominator is not None:
        yield "denominator", record.denominator
