"""An update as its pages show it: every figure written in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from impact_hub.features.indicators import words
from impact_hub.features.indicators.rows import CategoryRow, IndicatorRow, SplitRow
from impact_hub.features.indicators.rules.cells import TOTAL, Cell, not_specified
from impact_hub.features.indicators.rules.kinds import Part
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.reporting.queries.figures import EntryRow
from impact_hub.features.reporting.rules.completeness import (
    has_jumped,
    is_above_all,
    misfits,
)
from impact_hub.features.reporting.rules.slots import Slot
from impact_hub.texts import formats, pick, text
from impact_hub.texts.refusals import explain


@dataclass(frozen=True)
class Field:
    """One input."""

    key: str
    part: str  # what this one is of several; "" where there is only one
    saved: str
    stamp: int
    error: str = ""  # why what stands in it is no figure, or not one yet
    asks: bool = False  # … and may be one, once that is confirmed
    unit: str = ""  # what stands beside it


@dataclass(frozen=True)
class CategoryLine:
    """One category of a split: its inputs, and what was said last time."""

    title: str
    is_retired: bool  # shown as long as a figure stands in it, to be corrected
    fields: list[Field]
    shown: str
    before: str


@dataclass(frozen=True)
class Group:
    """Of a crossing, the categories of its last dimension within one of the others."""

    title: str  # "" where nothing is crossed
    lines: list[CategoryLine]


@dataclass(frozen=True)
class SplitBlock:
    """One split of an indicator: a dimension, or several that are crossed."""

    title: str
    groups: list[Group]
    rest: str  # not specified
    problem: str  # its categories don't fit to the rest


@dataclass(frozen=True)
class Line:
    """One indicator of an update."""

    id: str = ""
    title: str = ""
    definition: str = ""
    why: str = ""  # the definition has changed
    unit: str = ""
    asked_in: str = ""  # what stands beside the field: the unit, or the currency
    is_yes_no: bool = False
    is_text: bool = False
    is_summed: bool = False  # the total is never typed
    fields: list[Field] = field(default_factory=list[Field])
    shown: str = "–"
    part_of: str = ""
    before: str = ""
    counts: str = ""  # what was approved, while it is being corrected
    splits: list[SplitBlock] = field(default_factory=list[SplitBlock])
    reason: str = ""
    note: str = ""
    note_stamp: int = 0
    is_estimated: bool = False
    may_quote: bool = False
    is_unread: bool = False
    is_done: bool = False
    warning: str = ""
    number: int = 0  # grows with each answer, so that the newest is known


Stamps = Mapping[str, int]  # how often the server has taken a field, by its key


def lines_of(entries: Iterable[EntryRow], stamps: Stamps, locale: str) -> list[Line]:
    """Every indicator of an update, in order."""
    return [line(each, stamps, locale) for each in entries]


def line(entry: EntryRow, stamps: Stamps, locale: str, *, number: int = 0) -> Line:
    """One indicator of an update, as it stands."""
    indicator, of_kind = entry.indicator, entry.indicator.of_kind
    total, before = entry.values.get(TOTAL), entry.previous.get(TOTAL)
    return Line(
        id=str(indicator.id),
        title=pick(indicator.titles, locale),
        definition=pick(indicator.definitions, locale),
        why=indicator.why,
        unit=words.unit(indicator, locale),
        asked_in=words.asked_in(indicator, locale),
        is_yes_no=of_kind.counts_answers,
        is_text=not of_kind.is_number,
        is_summed=indicator.summed_over is not None,
        fields=[] if indicator.summed_over else _fields(entry, TOTAL, stamps, locale),
        shown=_total_shown(entry, locale),
        part_of=_part_of(indicator, total, locale),
        before=shown(indicator, before, locale) if before else "",
        counts=shown(indicator, entry.counts.get(TOTAL), locale)
        if entry.counts
        else "",
        splits=_splits(entry, stamps, locale),
        reason=str(total.reason) if total and total.reason else "",
        note=total.note if total else "",
        note_stamp=stamps.get(f"{indicator.id}|note", 0),
        is_estimated=bool(total and total.estimated),
        may_quote=bool(total and total.may_quote),
        is_unread=entry.is_unread,
        is_done=entry.is_done,
        warning=_warning(indicator, total, before, locale),
        number=number,
    )


# Splits


def _splits(entry: EntryRow, stamps: Stamps, locale: str) -> list[SplitBlock]:
    indicator = entry.indicator
    blocks = [_split(entry, each, stamps, locale) for each in indicator.splits]
    known = {cell for split in indicator.splits for cell in _cells(split, retired=True)}
    others = [cell for cell in _filled(entry) if cell not in known]
    if others:
        lines = [
            _category(
                entry,
                cell,
                " · ".join(_named(indicator, cell, locale)),
                stamps,
                locale,
                is_retired=True,
            )
            for cell in sorted(others, key=str)
        ]
        group = Group("", lines)
        blocks.append(SplitBlock(text("Also given", locale), [group], "", ""))
    return blocks


def _split(entry: EntryRow, split: SplitRow, stamps: Stamps, locale: str) -> SplitBlock:
    filled = _filled(entry)
    groups: dict[str, list[CategoryLine]] = {}
    for cell, categories in _cells(split, retired=True).items():
        is_retired = any(each.is_retired for each in categories)
        if is_retired and cell not in filled:
            continue
        *above, last = (pick(each.titles, locale) for each in categories)
        groups.setdefault(" · ".join(above), []).append(
            _category(entry, cell, last, stamps, locale, is_retired=is_retired)
        )
    problem = _misfit(entry, split, locale)
    return SplitBlock(
        title=" × ".join(pick(each.titles, locale) for each in split.dimensions),
        groups=[Group(title, lines) for title, lines in groups.items()],
        rest="" if problem else _rest(entry, split, locale),
        problem=problem,
    )


def _cells(split: SplitRow, *, retired: bool) -> dict[Cell, tuple[CategoryRow, ...]]:
    """Every cell of a split with its categories, those of the last dimension following
    each other fastest."""
    found: dict[Cell, tuple[CategoryRow, ...]] = {TOTAL: ()}
    for dimension in split.dimensions:
        categories = dimension.categories if retired else dimension.asked
        found = {
            Cell.of({**dict(cell.parts), dimension.code: category.code}): (
                *before,
                category,
            )
            for cell, before in found.items()
            for category in categories
        }
    return found


def _filled(entry: EntryRow) -> set[Cell]:
    """The categories in which something stands, or waits to be read."""
    given = {
        cell
        for cell, answer in entry.values.items()
        if not (answer.is_empty or cell.is_total)
    }
    return given | {slot.cell for slot in entry.held if not slot.cell.is_total}


def _category(
    entry: EntryRow,
    cell: Cell,
    title: str,
    stamps: Stamps,
    locale: str,
    *,
    is_retired: bool,
) -> CategoryLine:
    return CategoryLine(
        title=title,
        is_retired=is_retired,
        fields=_fields(entry, cell, stamps, locale),
        shown=shown(entry.indicator, entry.values.get(cell), locale),
        before=shown(entry.indicator, entry.previous.get(cell), locale),
    )


def _misfit(entry: EntryRow, split: SplitRow, locale: str) -> str:
    dimensions = {each.code for each in split.dimensions}
    found = misfits(entry.asked(locale), entry.values)
    problems = (m.problem for m in found if set(m.dimensions) == dimensions)
    return next((explain(each, locale) for each in problems), "")


def _rest(entry: EntryRow, split: SplitRow, locale: str) -> str:
    """What the total has beyond the categories, while it has any."""
    if not entry.indicator.of_kind.adds_up:
        return ""
    figures = {
        cell: answer.figure
        for cell, answer in entry.values.items()
        if answer.figure is not None
    }
    dimensions = tuple(sorted(each.code for each in split.dimensions))
    rest = not_specified(figures, dimensions)
    return formats.number(rest, locale) if rest and rest > 0 else ""


def cell_name(indicator: IndicatorRow, cell: Cell, locale: str) -> str:
    """What a cell is called; "" for the total."""
    return " · ".join(_named(indicator, cell, locale))


def _named(indicator: IndicatorRow, cell: Cell, locale: str) -> Sequence[str]:
    """What a cell's categories are called; their codes, where they are not known."""
    titles = {
        (dimension.code, category.code): pick(category.titles, locale)
        for dimension in indicator.dimensions
        for category in dimension.categories
    }
    return [titles.get(part, f"{part[0]}: {part[1]}") for part in cell.parts]


# Inputs and figures


def _fields(entry: EntryRow, cell: Cell, stamps: Stamps, locale: str) -> list[Field]:
    indicator = entry.indicator
    answer = entry.values.get(cell)
    fields: list[Field] = []
    for part in indicator.of_kind.parts:
        slot = Slot(indicator.id, cell, part)
        key, held = str(slot), entry.held.get(slot)
        given = answer.part(part) if answer else None
        typed = formats.number(given, locale) if isinstance(given, Decimal) else given
        fields.append(
            Field(
                key=key,
                part=_part_name(indicator, part, locale),
                saved=held.typed if held else typed or "",
                stamp=stamps.get(key, 0),
                error=explain(held.problem(slot), locale) if held else "",
                asks=held is not None and held.code == "reporting.is_it_below_zero",
                unit=_unit(indicator, part, locale) if cell.is_total else "",
            )
        )
    return fields


def _part_name(indicator: IndicatorRow, part: Part, locale: str) -> str:
    """What one of two numbers is: in training, of all who left school."""
    if not indicator.of_kind.is_quotient:
        return ""
    is_share = indicator.of_kind.is_share
    if part is Part.NUMERATOR:
        usual = text("How many", locale) if is_share else text("Sum of all", locale)
        return pick(indicator.part_names, locale) or usual
    usual = (
        text("Of how many", locale) if is_share else text("How many answers", locale)
    )
    return pick(indicator.whole_names, locale) or usual


def _unit(indicator: IndicatorRow, part: Part, locale: str) -> str:
    """What stands beside a field: of a share beside the whole, of a mean the sum."""
    of_kind = indicator.of_kind
    beside = Part.DENOMINATOR if of_kind.is_share else Part.NUMERATOR
    is_here = not of_kind.is_quotient or part is beside
    return words.asked_in(indicator, locale) if is_here else ""


def _total_shown(entry: EntryRow, locale: str) -> str:
    """The total; none while a category that makes it waits to be read."""
    over = entry.indicator.summed_over
    if over and any(slot.cell.dimensions == (over.code,) for slot in entry.held):
        return "–"
    return shown(entry.indicator, entry.values.get(TOTAL), locale)


def shown(indicator: IndicatorRow, value: Answer | None, locale: str) -> str:
    """A value as it is read: 42, 15 of 120, yes, or – with nothing to show."""
    if value is None or not value.is_given:
        return "–"
    of_kind = indicator.of_kind
    if of_kind.is_quotient:
        return _quotient_shown(value.quotient, locale, is_share=of_kind.is_share)
    if of_kind.counts_answers:
        return text("yes", locale) if value.figure else text("no", locale)
    if not of_kind.is_number:
        return value.text
    return words.written(value.figure, indicator, locale)


def _quotient_shown(quotient: Decimal | None, locale: str, *, is_share: bool) -> str:
    if quotient is None:
        return text("undefined", locale)
    if is_share:
        return formats.percent(quotient, locale)
    return formats.rounded(quotient, locale, decimals=2)


def _part_of(indicator: IndicatorRow, value: Answer | None, locale: str) -> str:
    """What a quotient is made of: 15 of 120, or 93 in 12 answers."""
    if value is None or not indicator.of_kind.is_quotient or not value.is_given:
        return ""
    if indicator.of_kind.is_share:
        return words.part_of(value.numerator, value.denominator, locale)
    return text(
        "{sum} in {n} answers",
        locale,
        sum=formats.number(value.numerator or Decimal(), locale),
        n=formats.number(value.denominator or Decimal(), locale),
    )


def _warning(
    indicator: IndicatorRow, now: Answer | None, before: Answer | None, locale: str
) -> str:
    """What is worth a second look before submitting."""
    if now is None:
        return ""
    is_share = indicator.of_kind.is_share
    if is_share and is_above_all(now.numerator, now.denominator):
        return text("This is more than 100 %. Is it right?", locale)
    if before and has_jumped(now.figure, before.figure):
        return text("This is far from the last figure. Is it right?", locale)
    return ""
