"""Whether totals and categories of an update fit together, file and hub as one. Pure.

A draft may hold what does not fit yet, as it may in the form: that is told, and keeps
nothing back. Totals that are sums are computed where the file does not state them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from impact_hub.features.exchange.rules.comparing import Change, is_same_value
from impact_hub.features.exchange.rules.known import (
    Known,
    KnownIndicator,
    KnownValue,
    Values,
    entered,
)
from impact_hub.features.exchange.rules.own_format import Record
from impact_hub.features.exchange.rules.problems import Doubt, Problem
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.reporting.rules.completeness import (
    Asked,
    derived_total,
    problems,
)
from impact_hub.features.reporting.rules.slots import Slot
from impact_hub.features.reporting.rules.workflow import OPEN_TO_PARTNER
from impact_hub.kit.calendar import Span

Key = tuple[str, str, Span]  # indicator, partner, period

_COLUMNS = {"figure": "value", "numerator": "numerator", "denominator": "denominator"}


@dataclass(frozen=True, slots=True)
class Checked:
    """The changes with the totals that follow from them, and what does not fit."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    doubts: tuple[Doubt, ...]


def check_sums(
    changes: Iterable[Change], records: Iterable[Record], values: Values, known: Known
) -> Checked:
    """Look at each indicator of each update that would change."""
    changed: list[Change] = []
    found: list[Problem] = []
    doubts: list[Doubt] = []
    for group in _groups(changes, records, values, known):
        if group.indicator.kind is not ValueKind.STATISTIC:
            wrong = [*_total_that_is_a_sum(group), *_reason_beside_figures(group)]
            found.extend(wrong)
            unfit: list[Doubt] = [] if wrong else list(_unfit(group))
            (doubts if group.is_open else found).extend(unfit)
        changed.extend(group.changes.values())
    return Checked(tuple(changed), tuple(found), tuple(doubts))


@dataclass(slots=True)
class _Group:
    """One indicator in one update: what the file states, and what the hub keeps."""

    indicator: KnownIndicator
    first: Record  # that changes something
    changes: dict[Cell, Change] = field(default_factory=dict[Cell, Change])
    stated: dict[Cell, Record] = field(default_factory=dict[Cell, Record])
    kept: dict[Cell, KnownValue] = field(default_factory=dict[Cell, KnownValue])

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
        known = self.kept.get(TOTAL)
        self.stated[TOTAL] = total
        if known is None or not is_same_value(known.record, total):
            self.changes[TOTAL] = Change(total, known)
        else:
            self.changes.pop(TOTAL, None)


def _groups(
    changes: Iterable[Change], records: Iterable[Record], values: Values, known: Known
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
    if not group.indicator.summed_over:
        return
    merged = group.merged()
    summed_over = (group.indicator.summed_over,)
    summed = derived_total(
        [entered(one) for cell, one in merged.items() if cell.dimensions == summed_over]
    )
    stated = group.stated.get(TOTAL)
    if stated and entered(stated).is_given:
        for part, column in _COLUMNS.items():
            total, categories = getattr(stated, part), getattr(summed, part)
            if total is not None and categories is None:
                yield Problem(stated.line, column, "exchange.total_without_categories")
            elif total != categories:
                params = {"total": total, "categories": categories}
                yield Problem(stated.line, column, "exchange.total_not_sum", params)
    elif not summed.is_empty and not (stated and stated.reason):
        total = merged.get(TOTAL) or _bare_total(group.first)
        group.set_total(
            replace(
                total,
                figure=summed.figure,
                numerator=summed.numerator,
                denominator=summed.denominator,
                reason=None,
            )
        )


def _bare_total(record: Record) -> Record:
    return Record(record.indicator, record.partner, record.period, TOTAL)


def _reason_beside_figures(group: _Group) -> Iterator[Problem]:
    """A figure takes the place of a reason in the hub; a file must not bring both."""
    merged = group.merged()
    total = merged.get(TOTAL)
    if total is None or total.reason is None:
        return
    if any(entered(one).is_given for one in merged.values()):
        if TOTAL in group.stated:
            yield Problem(total.line, "reason", "exchange.figure_and_reason")
        else:
            group.set_total(replace(total, reason=None))


def _unfit(group: _Group) -> Iterator[Doubt]:
    """What keeps an update from being submitted, apart from what is not given yet."""
    one = group.indicator
    asked = Asked(one.id, one.kind, one.summed_over, ())
    values = {cell: entered(record) for cell, record in group.merged().items()}
    for problem in problems([asked], {one.id: values}):
        if problem.code != "reporting.figure_or_reason":
            slot = Slot.read(problem.field)
            line = _line_of(group, slot.cell)
            column = _COLUMNS[slot.part.value]
            yield Doubt(line, column, problem.code, problem.params)


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
