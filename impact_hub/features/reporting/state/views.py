"""An update as its pages show it: every figure written in the reader's language."""

from dataclasses import dataclass
from decimal import Decimal

from impact_hub.features.indicators import words
from impact_hub.features.indicators.rows import DimensionRow, IndicatorRow
from impact_hub.features.indicators.rules.cells import TOTAL, Cell, not_specified
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.reporting.queries.forms import FormRow
from impact_hub.features.reporting.rules.completeness import (
    field_of,
    has_jumped,
    is_above_all,
    is_answered,
)
from impact_hub.texts import formats, pick, text


@dataclass(frozen=True)
class Field:
    """One input."""

    key: str
    part: str  # figure, numerator, denominator
    saved: str
    stamp: int


@dataclass(frozen=True)
class CategoryLine:
    """One category of a split: its inputs, and what was said last time."""

    title: str
    is_retired: bool  # shown as long as a figure stands in it, to be corrected
    fields: list[Field]
    shown: str
    before: str


@dataclass(frozen=True)
class SplitBlock:
    """One dimension of an indicator."""

    title: str
    lines: list[CategoryLine]
    rest: str  # not specified


@dataclass(frozen=True)
class Line:
    """One indicator of an update."""

    id: str
    title: str
    definition: str
    unit: str
    asked_in: str  # what stands beside the field: the unit, or the currency
    kind: str
    total_is_sum: bool
    fields: list[Field]
    shown: str
    part_of: str
    before: str
    splits: list[SplitBlock]
    reason: str
    note: str
    note_stamp: int
    is_estimated: bool
    is_unread: bool
    is_done: bool
    warning: str


@dataclass(frozen=True)
class CorrectionLine:
    """A value that changed after its approval."""

    title: str
    before: str
    after: str
    who: str
    at: str
    why: str


def lines_of(form: FormRow, stamps: dict[str, int], locale: str) -> list[Line]:
    """Every indicator of an update, in order."""
    return [_line(form, each, stamps, locale) for each in form.indicators]


def corrections_of(form: FormRow, locale: str) -> list[CorrectionLine]:
    """What was corrected after approval, in order."""
    titles = {each.id: pick(each.titles, locale) for each in form.indicators}
    return [
        CorrectionLine(
            title=titles.get(each.indicator_id, ""),
            before=each.before or "–",
            after=each.after or "–",
            who=each.who,
            at=formats.moment(each.at, locale),
            why=each.why,
        )
        for each in form.corrections
        if each.cell.is_total
    ]


def _line(
    form: FormRow, indicator: IndicatorRow, stamps: dict[str, int], locale: str
) -> Line:
    now = form.values.get(indicator.id, {})
    last = form.previous.get(indicator.id, {})
    total, before = now.get(TOTAL), last.get(TOTAL)
    asked = next(each for each in form.asked if each.indicator_id == indicator.id)
    return Line(
        id=str(indicator.id),
        title=pick(indicator.titles, locale),
        definition=pick(indicator.definitions, locale),
        unit=words.unit(indicator, locale),
        asked_in=words.asked_in(indicator, locale),
        kind=str(indicator.kind),
        total_is_sum=indicator.summed_over is not None,
        fields=[]
        if indicator.summed_over
        else _fields(indicator, TOTAL, total, stamps, locale),
        shown=_shown(indicator, total, locale),
        part_of=_part_of(total, locale),
        before=_shown(indicator, before, locale) if before else "",
        splits=[
            _split(indicator, each, form, stamps, locale)
            for each in indicator.dimensions
        ],
        reason=str(total.reason) if total and total.reason else "",
        note=total.note if total else "",
        note_stamp=stamps.get(f"{indicator.id}|note", 0),
        is_estimated=bool(total and total.estimated),
        is_unread=indicator.id in form.unread,
        is_done=is_answered(asked, form.values.get(indicator.id, {})),
        warning=_warning(total, before, locale),
    )


def _split(
    indicator: IndicatorRow,
    dimension: DimensionRow,
    form: FormRow,
    stamps: dict[str, int],
    locale: str,
) -> SplitBlock:
    now = form.values.get(indicator.id, {})
    last = form.previous.get(indicator.id, {})
    lines: list[CategoryLine] = []
    for category in dimension.categories:
        cell = Cell(((dimension.code, category.code),))
        value = now.get(cell)
        if category.is_retired and (value is None or value.is_empty):
            continue
        lines.append(
            CategoryLine(
                title=pick(category.titles, locale),
                is_retired=category.is_retired,
                fields=_fields(indicator, cell, value, stamps, locale),
                shown=_shown(indicator, value, locale),
                before=_shown(indicator, last.get(cell), locale),
            )
        )
    figures = {
        cell: value.figure for cell, value in now.items() if value.figure is not None
    }
    rest = not_specified(figures, (dimension.code,))
    return SplitBlock(
        title=pick(dimension.titles, locale),
        lines=lines,
        rest=formats.number(rest, locale)
        if rest and indicator.kind is not ValueKind.STATISTIC
        else "",
    )


def _fields(
    indicator: IndicatorRow,
    cell: Cell,
    value: Answer | None,
    stamps: dict[str, int],
    locale: str,
) -> list[Field]:
    parts = (
        ("numerator", "denominator")
        if indicator.kind is ValueKind.RATIO
        else ("figure",)
    )
    fields: list[Field] = []
    for part in parts:
        key = field_of(indicator.id, cell, part)
        figure: Decimal | None = getattr(value, part) if value else None
        saved = "" if figure is None else formats.number(figure, locale)
        fields.append(Field(key, part, saved, stamps.get(key, 0)))
    return fields


def _shown(indicator: IndicatorRow, value: Answer | None, locale: str) -> str:
    """A value as it is read: 42, 15 of 120, yes, or – with nothing to show."""
    if value is None or not value.is_given:
        return "–"
    if indicator.kind is ValueKind.RATIO:
        fraction = value.quotient
        if fraction is None:
            return text("undefined", locale)
        return formats.percent(fraction, locale)
    if indicator.kind is ValueKind.YES_NO:
        return text("yes", locale) if value.figure else text("no", locale)
    return words.written(value.figure, indicator, locale)


def _part_of(value: Answer | None, locale: str) -> str:
    return words.part_of(value.numerator, value.denominator, locale) if value else ""


def _warning(now: Answer | None, before: Answer | None, locale: str) -> str:
    """What is worth a second look before submitting."""
    if now is None:
        return ""
    if is_above_all(now.numerator, now.denominator):
        return text("This is more than 100 %. Is it right?", locale)
    if before and has_jumped(now.figure, before.figure):
        return text("This is far from the last figure. Is it right?", locale)
    return ""
