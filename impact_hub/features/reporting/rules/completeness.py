"""What an update must hold to be submitted, and what is worth a second look. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from impact_hub.features.indicators.rules.cells import TOTAL, Cell, Excess, excesses
from impact_hub.features.indicators.rules.kinds import KINDS, Kind, Part, ValueKind
from impact_hub.features.indicators.rules.numbers import parse_number
from impact_hub.features.indicators.rules.values import NO_ANSWER, Answer
from impact_hub.features.reporting.rules.slots import Slot
from impact_hub.kit.errors import Invalid
from impact_hub.kit.exact import total

# A figure this many times larger or smaller than the last one is asked about.
JUMP = 3
# … unless both are so small that it happens all the time.
JUMP_FROM = 10

# So much fits into a field for a number, and into one for words.
LONGEST_NUMBER = 200
LONGEST_TEXT = 5000

Cells = Mapping[Cell, Answer]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: an indicator, its kind, and the cells that can be filled."""

    indicator_id: int
    kind: ValueKind
    summed_over: str  # the dimension that the total is the sum of; "": it is typed
    cells: tuple[Cell, ...]  # without the total
    names: Mapping[str, str] = field(default_factory=dict[str, str])  # of dimensions

    @property
    def of_kind(self) -> Kind:
        """All that follows from its kind."""
        return KINDS[self.kind]

    @property
    def first(self) -> Slot:
        """Where its figure is asked for first."""
        cell = self.cells[0] if self.summed_over and self.cells else TOTAL
        return self.slot(cell, self.of_kind.parts[0])

    def slot(self, cell: Cell, part: Part) -> Slot:
        """One of its inputs."""
        return Slot(self.indicator_id, cell, part)

    def named(self, dimensions: Iterable[str]) -> str:
        """How the reader calls dimensions: Age, or Age × Sex."""
        return " × ".join(self.names.get(each, each) for each in dimensions)


@dataclass(frozen=True, slots=True)
class Held:
    """What was typed into an input and is no figure, or not one yet, and why."""

    typed: str
    code: str

    def problem(self, slot: Slot) -> Invalid:
        """The refusal, as it was given when it was typed."""
        return Invalid(self.code, field=str(slot), raw=self.typed[:40])


NOTHING_HELD: Mapping[Slot, Held] = {}


# What is typed


def read_figure(typed: str, kind: ValueKind, slot: Slot, *, decimal: str) -> Decimal:
    """The figure that was typed; Invalid says why it can't be one."""
    figure = parse_number(typed, decimal=decimal, field=str(slot))
    return check_figure(figure, kind, part=slot.part, field=str(slot))


def check_figure(
    value: Decimal, kind: ValueKind, *, part: Part = Part.FIGURE, field: str
) -> Decimal:
    """Refuse figures that their kind cannot have."""
    of_kind = KINDS[kind]
    if of_kind.counts_answers and value not in (0, 1):
        raise Invalid("reporting.neither_yes_nor_no", field=field)
    if value < 0 and part in of_kind.from_zero:
        raise Invalid("reporting.negative_count", field=field)
    if part in of_kind.whole and value != value.to_integral_value():
        raise Invalid("reporting.not_a_whole_number", field=field)
    return value


# What is missing, and what does not fit


def problems(
    asked: Iterable[Asked],
    entered: Mapping[int, Cells],
    held: Mapping[Slot, Held] = NOTHING_HELD,
) -> list[Invalid]:
    """All that keeps an update from being submitted, each at its field."""
    return [
        problem
        for one in asked
        for problem in _problems_of(one, entered.get(one.indicator_id, {}), held)
    ]


def is_answered(
    asked: Asked, entered: Cells, held: Mapping[Slot, Held] = NOTHING_HELD
) -> bool:
    """Whether an indicator has its figure, or a reason why there is none, and nothing
    in it waits to be read."""
    return not _problems_of(asked, entered, held)


def _problems_of(
    asked: Asked, cells: Cells, held: Mapping[Slot, Held]
) -> list[Invalid]:
    """Each field has one problem, and what was typed there comes first: whoever typed
    −7 is told why that can't be, not to enter a number."""
    waiting = {
        slot: each.problem(slot)
        for slot, each in held.items()
        if slot.indicator_id == asked.indicator_id
    }
    found = {problem.field: problem for problem in waiting.values()}
    if cells.get(TOTAL, NO_ANSWER).reason is None:
        for problem in _problems_in(asked, cells, frozenset(waiting)):
            found.setdefault(problem.field, problem)
    return list(found.values())


def _problems_in(
    asked: Asked, cells: Cells, waiting: frozenset[Slot]
) -> Iterator[Invalid]:
    whole = cells.get(TOTAL, NO_ANSWER)
    halves = [
        problem
        for cell, answer in sorted(cells.items(), key=lambda item: str(item[0]))
        if not (asked.summed_over and cell.is_total)  # which nobody types
        for problem in _problems_in_cell(asked, cell, answer)
    ]
    is_begun = (
        whole.is_given
        or (bool(halves) if asked.summed_over else not whole.is_empty)
        or any(asked.summed_over or slot.cell.is_total for slot in waiting)
    )
    if not is_begun:
        yield Invalid("reporting.figure_or_reason", field=str(asked.first))
    yield from halves
    for misfit in misfits(asked, cells):
        yield misfit.problem


def _problems_in_cell(asked: Asked, cell: Cell, answer: Answer) -> Iterator[Invalid]:
    parts = asked.of_kind.parts
    missing = [part for part in parts if answer.part(part) is None]
    if missing and len(missing) < len(parts):
        code = _of_quotient(asked, "reporting.half_a_ratio", "reporting.half_a_mean")
        yield Invalid(code, field=str(asked.slot(cell, missing[0])))
    elif answer.denominator == 0 and answer.numerator:
        code = _of_quotient(asked, "reporting.denominator_zero", "reporting.no_answers")
        yield Invalid(code, field=str(asked.slot(cell, Part.DENOMINATOR)))


def _of_quotient(asked: Asked, share: str, mean: str) -> str:
    return share if asked.of_kind.is_share else mean


@dataclass(frozen=True, slots=True)
class Misfit:
    """The categories of a split add up to more than there is."""

    dimensions: tuple[str, ...]
    problem: Invalid


def misfits(asked: Asked, cells: Cells) -> Iterator[Misfit]:
    """Each split whose categories don't fit to the total, or to another dimension.

    Where the total is typed: 25 people, and by sex there are 27. Where the total is the
    sum over age: age adds up to 20, sex to 22. Figures below zero may cancel out
    others, so that there nothing follows from the sum of some of them.
    """
    if not asked.of_kind.adds_up:
        return
    for part in asked.of_kind.parts:
        figures = {
            cell: figure
            for cell, answer in cells.items()
            if (figure := answer.number(part)) is not None
        }
        for excess in excesses(figures):
            within = [cell for cell in figures if _adds_up(cell, excess)]
            if all(figures[cell] >= 0 for cell in within):
                first = asked.slot(min(within, key=str), part)
                yield Misfit(excess.dimensions, _misfit(asked, excess, first))


def _misfit(asked: Asked, excess: Excess, slot: Slot) -> Invalid:
    if asked.summed_over and excess.within.is_total:
        return Invalid(
            "reporting.dimensions_part",
            field=str(slot),
            one=asked.named([asked.summed_over]),
            first=excess.total,
            other=asked.named(excess.dimensions),
            second=excess.categories,
        )
    return Invalid(
        "reporting.categories_above_total",
        field=str(slot),
        total=excess.total,
        categories=excess.categories,
    )


def _adds_up(cell: Cell, excess: Excess) -> bool:
    """Whether a cell is one of those that add up to too much."""
    is_within = set(excess.within.parts) <= set(cell.parts)
    return cell.dimensions == excess.dimensions and is_within


# What is asked about


def asks_below_zero(value: Decimal, kind: ValueKind, part: Part) -> bool:
    """Whether a figure may be below zero, but seldom is: money that was paid back."""
    return value < 0 and part not in KINDS[kind].from_zero


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


# Totals that are never typed


def sum_of_cells(dimension: str, cells: Cells) -> Answer:
    """The total where it is never typed: the sum of a dimension's categories."""
    return derived_total(
        [each for cell, each in cells.items() if cell.dimensions == (dimension,)]
    )


def derived_total(values: Sequence[Answer]) -> Answer:
    """Values added up, each part for itself."""

    def sum_of(part: Part) -> Decimal | None:
        return total(each.number(part) for each in values)

    return Answer(sum_of(Part.FIGURE), sum_of(Part.NUMERATOR), sum_of(Part.DENOMINATOR))
