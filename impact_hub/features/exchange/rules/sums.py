"""Whether totals and categories of an update fit together, file and hub as one. Pure.

A draft may hold what does not fit yet, as it may in the form: that is told, and keeps
nothing back. Totals that are sums are computed where the file does not state them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from impact_hub.features.exchange.rules.checking import COLUMN_OF
from impact_hub.features.exchange.rules.comparing import Compared
from impact_hub.features.exchange.rules.problems import Doubt, Problem
from impact_hub.features.exchange.rules.records import (
    Known,
    KnownValue,
    Place,
    Record,
    Values,
)
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.reporting.rules.completeness import (
    Asked,
    problems,
    sum_of_cells,
)
from impact_hub.features.reporting.rules.slots import Slot
from impact_hub.features.reporting.rules.workflow import OPEN_TO_PARTNER
from impact_hub.kit.calendar import Span

Key = tuple[str, str, Span]  # indicator, partner, period


@dataclass(frozen=True, slots=True)
class Checked:
    """The changes with the totals that follow from them, and what does not fit."""

    changes: tuple[Compared, ...]
    problems: tuple[Problem, ...]
    doubts: tuple[Doubt, ...]
    summed: frozenset[Place] = frozenset()  # totals that were computed


def check_sums(
    changes: Iterable[Compared], records: Iterable[Record], values: Values, known: Known
) -> Checked:
    """Look at each indicator of each update that would change."""
    changed: list[Compared] = []
    found: list[Problem] = []
    doubts: list[Doubt] = []
    summed: set[Place] = set()
    for group in _groups(changes, records, values, known):
        if group.indicator.kind is not ValueKind.STATISTIC:
            wrong = [*_total_that_is_a_sum(group), *_reason_beside_figures(group)]
            found.extend(wrong)
            unfit: list[Doubt] = [] if wrong else list(_unfit(group))
            (doubts if group.is_open else found).extend(unfit)
        changed.extend(group.changes.values())
        summed |= group.summed
    return Checked(tuple(changed), tuple(found), tuple(doubts), frozenset(summed))


@dataclass(slots=True)
class _Group:
    """One indicator in one update: what the file states, and what the hub keeps."""

    indicator: IndicatorRow
    first: Record  # that changes something
    changes: dict[Cell, Compared] = field(default_factory=dict[Cell, Compared])
    stated: dict[Cell, Record] = field(default_factory=dict[Cell, Record])
    kept: dict[Cell, KnownValue] = field(default_factory=dict[Cell, KnownValue])
    summed: set[Place] = field(default_factory=set[Place])

    @property
    def is_open(self) -> bool:
        """Whether its partner still writes in it."""
        return self.first.status in OPEN_TO_PARTNER

    def merged(self) -> Mapping[Cell, Record]:
        """As it would be after the import."""
        kept = {cell: known.record for cell, known in self.kept.items()}
        return {**kept, **self.stated}

    def set_total(self, total: Record) -> None:
        """Let the total be this one."""
        total = replace(total, status=self.first.status, line=self.first.line)
        self.stated[TOTAL] = total
        self.summed.add(total.place)
        compared = Compared(total, self.kept.get(TOTAL))
        if compared.is_change:
            self.changes[TOTAL] = compared
        else:
            self.changes.pop(TOTAL, None)


def _groups(
    changes: Iterable[Compared], records: Iterable[Record], values: Values, known: Known
) -> Iterable[_Group]:
    groups: dict[Key, _Group] = {}
    for one in changes:
        key = one.record.place[:3]
        if key not in groups:
            indicator = known.indicators[one.record.indicator]
            groups[key] = _Group(indicator, one.record)
        groups[key].changes[one.record.cell] = one
    for record in records:
        if group := groups.get(record.place[:3]):
            group.stated[record.cell] = record
    for place, value in values.items():
        if group := groups.get(place[:3]):
            group.kept[place[3]] = value
    return groups.values()


def _total_that_is_a_sum(group: _Group) -> Iterator[Problem]:
    """Compute a total that is never typed; one that the file states must be it."""
    over = group.indicator.summed_over
    if over is None:
        return
    merged = group.merged()
    answers = {cell: one.answer for cell, one in merged.items()}
    summed = sum_of_cells(over.code, answers)
    stated = group.stated.get(TOTAL)
    if stated and stated.answer.is_given:
        for part, column in COLUMN_OF.items():
            total, categories = stated.answer.number(part), summed.number(part)
            if total is not None and categories is None:
                yield Problem(stated.line, column, "exchange.total_without_categories")
            elif total != categories:
                params = {"total": total, "categories": categories}
                yield Problem(stated.line, column, "exchange.total_not_sum", params)
    elif not summed.is_empty and not (stated and stated.answer.reason):
        total = merged.get(TOTAL) or _bare_total(group.first)
        answer = replace(
            total.answer,
            figure=summed.figure,
            numerator=summed.numerator,
            denominator=summed.denominator,
            reason=None,
        )
        group.set_total(replace(total, answer=answer))


def _bare_total(record: Record) -> Record:
    return Record(record.indicator, record.partner, record.period, TOTAL)


def _reason_beside_figures(group: _Group) -> Iterator[Problem]:
    """A figure takes the place of a reason in the hub; a file must not bring both."""
    merged = group.merged()
    total = merged.get(TOTAL)
    if total is None or total.answer.reason is None:
        return
    if any(one.answer.is_given for one in merged.values()):
        if TOTAL in group.stated:
            yield Problem(total.line, "reason", "exchange.figure_and_reason")
        else:
            group.set_total(replace(total, answer=replace(total.answer, reason=None)))


def _unfit(group: _Group) -> Iterator[Doubt]:
    """What keeps an update from being submitted, apart from what is not given yet."""
    one = group.indicator
    summed_over = one.summed_over.code if one.summed_over else ""
    asked = Asked(one.id, one.kind, summed_over, ())
    values = {cell: record.answer for cell, record in group.merged().items()}
    for problem in problems([asked], {one.id: values}):
        if problem.code != "reporting.figure_or_reason":
            slot = Slot.read(problem.field)
            line = _line_of(group, slot.cell)
            yield Doubt(line, COLUMN_OF[slot.part], problem.code, problem.params)


def _line_of(group: _Group, cell: Cell) -> int:
    """Where the file says something about a cell, or else about one like it."""
    if cell in group.stated:
        return group.stated[cell].line
    like = (
        record.line
        for other, record in group.stated.items()
        if other.dimensions == cell.dimensions
    )
    return next(like, group.first.line)
