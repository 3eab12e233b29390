"""What an update must hold to be submitted, and what is worth a second look. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from impact_hub.features.indicators.rules.cells import TOTAL, Cell, Excess, excesses
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.indicators.rules.values import NO_ANSWER, Answer
from impact_hub.kit.errors import Invalid
from impact_hub.kit.exact import total

# A figure this many times larger or smaller than the last one is asked about.
JUMP = 3
# … unless both are so small that it happens all the time.
JUMP_FROM = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: an indicator, its kind, and the cells that can be filled."""

    indicator_id: int
    kind: ValueKind
    summed_over: str  # the dimension that the total is the sum of; "": it is typed
    cells: tuple[Cell, ...]  # without the total


def field_of(indicator_id: int, cell: Cell = TOTAL, part: str = "figure") -> str:
    """The name of an input: `12||figure`, `12|age=0-17|numerator`."""
    return f"{indicator_id}|{cell}|{part}"


def check_figure(value: Decimal, kind: ValueKind, *, field: str) -> Decimal:
    """Refuse figures that their kind cannot have."""
    if kind in (ValueKind.COUNT, ValueKind.RATIO) and value < 0:
        raise Invalid("reporting.negative_count", field=field)
    if kind is ValueKind.COUNT and value != value.to_integral_value():
        raise Invalid("reporting.not_a_whole_number", field=field)
    if kind is ValueKind.YES_NO and value not in (0, 1):
        raise Invalid("reporting.neither_yes_nor_no", field=field)
    return value


def problems(
    asked: Iterable[Asked], entered: Mapping[int, Mapping[Cell, Answer]]
) -> list[Invalid]:
    """All that keeps an update from being submitted, each at its field."""
    return [
        problem
        for one in asked
        for problem in _problems_of(one, entered.get(one.indicator_id, {}))
    ]


def is_answered(asked: Asked, entered: Mapping[Cell, Answer]) -> bool:
    """Whether an indicator has its figure, or a reason why there is none."""
    return not _problems_of(asked, entered)


def _problems_of(asked: Asked, cells: Mapping[Cell, Answer]) -> list[Invalid]:
    whole = cells.get(TOTAL, NO_ANSWER)
    if whole.reason is not None:
        return []
    found = [
        problem
        for cell, value in sorted(cells.items(), key=lambda item: str(item[0]))
        if not (asked.summed_over and cell.is_total)  # which nobody types
        for problem in _problems_in_cell(asked, cell, value)
    ]
    begun = found if asked.summed_over else [*_problems_in_cell(asked, TOTAL, whole)]
    if not (whole.is_given or begun):
        first = asked.cells[0] if asked.summed_over and asked.cells else TOTAL
        part = "numerator" if asked.kind is ValueKind.RATIO else "figure"
        place = field_of(asked.indicator_id, first, part)
        found.insert(0, Invalid("reporting.figure_or_reason", field=place))
    return found + list(_sums_too_large(asked, cells))


def _problems_in_cell(asked: Asked, cell: Cell, value: Answer) -> Iterator[Invalid]:
    if asked.kind is not ValueKind.RATIO:
        return
    place = field_of(asked.indicator_id, cell, "denominator")
    halves = (value.numerator is None, value.denominator is None)
    if any(halves) and not all(halves):
        missing = "numerator" if halves[0] else "denominator"
        yield Invalid(
            "reporting.half_a_ratio",
            field=field_of(asked.indicator_id, cell, missing),
        )
    elif value.denominator == 0 and value.numerator:
        yield Invalid("reporting.denominator_zero", field=place)


def _sums_too_large(asked: Asked, cells: Mapping[Cell, Answer]) -> Iterator[Invalid]:
    if asked.kind is ValueKind.STATISTIC:
        return
    parts = (
        ("numerator", "denominator") if asked.kind is ValueKind.RATIO else ("figure",)
    )
    for part in parts:
        figures = {
            cell: figure
            for cell, value in cells.items()
            if (figure := getattr(value, part)) is not None
        }
        for excess in excesses(figures):
            first = min((c for c in figures if _adds_up(c, excess)), key=str)
            yield Invalid(
                "reporting.categories_above_total",
                field=field_of(asked.indicator_id, first, part),
                total=excess.total,
                categories=excess.categories,
            )


def _adds_up(cell: Cell, excess: Excess) -> bool:
    """Whether a cell is one of those that add up to too much."""
    is_within = set(excess.within.parts) <= set(cell.parts)
    return cell.dimensions == excess.dimensions and is_within


def has_jumped(now: Decimal | None, before: Decimal | None) -> bool:
    """Whether a figure is so far from the last one that it may be a slip."""
    if now is None or not before or max(abs(now), abs(before)) < JUMP_FROM:
        return False
    ratio = now / before
    return ratio > JUMP or ratio < Decimal(1) / JUMP


def is_above_all(numerator: Decimal | None, denominator: Decimal | None) -> bool:
    """Whether a share is more than the whole: possible, but mostly a slip."""
    if numerator is None or denominator is None:
        return False
    return denominator > 0 and numerator > denominator


def sum_of_cells(dimension: str, cells: Mapping[Cell, Answer]) -> Answer:
    """The total where it is never typed: the sum of a dimension's categories."""
    return derived_total(
        [each for cell, each in cells.items() if cell.dimensions == (dimension,)]
    )


def derived_total(values: Sequence[Answer]) -> Answer:
    """Values added up, each part for itself."""

    def sum_of(part: str) -> Decimal | None:
        return total(getattr(each, part) for each in values)

    return Answer(sum_of("figure"), sum_of("numerator"), sum_of("denominator"))
