"""What of a file is new to the hub, and what an import would change. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from impact_hub.features.exchange.rules.plans import Format, UpdatePlan
from impact_hub.features.exchange.rules.problems import Problems
from impact_hub.features.exchange.rules.records import (
    Known,
    KnownValue,
    Record,
    UpdateKey,
    Values,
)
from impact_hub.features.exchange.rules.sheets import SheetContent
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.indicators.rules.values import written
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.calendar import Span


class ComparedRow(StrEnum):
    """What a row of a file is beside the hub. Every sound row is one of these."""

    NEW = auto()
    CHANGED = auto()
    UNCHANGED = auto()
    BLANK = auto()  # nothing stands there, neither in the file nor in the hub
    REMOVED = auto()  # nothing stands in the file, and something in the hub
    REPEATED = auto()  # it says the same as an earlier one


CHANGES = frozenset({ComparedRow.NEW, ComparedRow.CHANGED, ComparedRow.REMOVED})


@dataclass(frozen=True, slots=True)
class Compared:
    """A record of the file beside the value that the hub has in its place."""

    record: Record
    known: KnownValue | None

    @property
    def row(self) -> ComparedRow:
        """What it is beside the hub.

        A record that says nothing takes the value out: whoever made the file took it
        out. A zero says something, and so does a reason.
        """
        there = self.known is not None and self.known.record.says_something
        if not self.record.says_something:
            return ComparedRow.REMOVED if there else ComparedRow.BLANK
        if self.known is None or not there:
            return ComparedRow.NEW
        is_same = self.known.record.answer == self.record.answer
        return ComparedRow.UNCHANGED if is_same else ComparedRow.CHANGED

    @property
    def is_change(self) -> bool:
        """Whether the hub would be another one."""
        return self.row in CHANGES

    def is_correction(self, known: Known) -> bool:
        """Whether a figure changes after its update was approved.

        A further statistic does not: nobody had looked for it there. Nor does a note.
        """
        update = known.updates.get(self.record.update)
        if update is None or not update.was_approved:
            return False
        indicator = known.indicators.get(self.record.indicator)
        is_statistic = indicator is None or indicator.kind is ValueKind.STATISTIC
        if is_statistic and self.known is None:
            return False
        before = written(self.known.record.answer) if self.known else ""
        return before != written(self.record.answer)


def compare(records: Iterable[Record], values: Values) -> list[Compared]:
    """Each record beside what is there."""
    return [Compared(record, values.get(record.place)) for record in records]


def statuses(
    records: Iterable[Record], problems: Problems
) -> Mapping[UpdateKey, Status]:
    """The status of each update; noted where two rows don't agree on it."""
    first: dict[UpdateKey, Record] = {}
    for record in records:
        earlier = first.setdefault(record.update, record)
        if earlier.status is not record.status:
            problems.add(
                record.line,
                "status",
                "exchange.status_contradicts",
                first=earlier.line,
                raw=earlier.status.value,
            )
    return {key: record.status for key, record in first.items()}


def check_partners(
    content: SheetContent, changes: Iterable[Compared], known: Known, problems: Problems
) -> None:
    """Refuse figures of a partner for a time when it had left already."""
    for one in changes:
        partner = known.partners[one.record.partner]
        if partner.ends is not None and one.record.period.starts > partner.ends:
            column, name, ends = content.period_column, partner.name, partner.ends
            code = "exchange.partner_has_left"
            problems.add(one.record.line, column, code, name=name, ends=ends)


def plan_updates(
    content: SheetContent,
    changes: Iterable[Compared],
    wanted: Mapping[UpdateKey, Status],
    known: Known,
    problems: Problems,
) -> tuple[UpdatePlan, ...]:
    """The updates that would be made or changed, by partner and time.

    Statistics are added to updates that are approved. One that is not has its partner's
    own figures in it, which nobody has looked at yet.
    """
    every = list(changes)
    lines = lines_of(every)
    counted = Counter((one.record.update, one.row) for one in every)
    plans: list[UpdatePlan] = []
    for key, status in wanted.items():
        there = known.updates.get(key)
        moves = there is not None and there.status is not status
        if content.format is Format.OPEN_SDG and moves:
            if key in lines:
                column = content.period_column
                problems.add(lines[key], column, "exchange.update_not_approved")
            continue
        if key not in lines and not moves:
            continue
        partner, span = key
        plans.append(
            UpdatePlan(
                partner=partner,
                partner_name=known.partners[partner].name,
                period=span,
                before=there.status if there else None,
                status=status,
                added=counted[key, ComparedRow.NEW],
                changed=counted[key, ComparedRow.CHANGED],
                removed=counted[key, ComparedRow.REMOVED],
            )
        )
    return tuple(sorted(plans, key=lambda one: (one.partner, one.period)))


def new_periods(updates: Iterable[UpdatePlan], known: Known) -> tuple[Span, ...]:
    """The periods that would be made. They may overlap, as surveys do."""
    return tuple(sorted({one.period for one in updates} - known.periods))


def lines_of(changes: Iterable[Compared]) -> Mapping[UpdateKey, int]:
    """The first line of the file that changes something in each update."""
    lines: dict[UpdateKey, int] = {}
    for one in changes:
        line = one.record.line
        lines[one.record.update] = min(line, lines.get(one.record.update, line))
    return lines
