"""What of a file is new to the hub, and what an import would change. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from impact_hub.features.exchange.rules.content import Content
from impact_hub.features.exchange.rules.detect import Format
from impact_hub.features.exchange.rules.known import (
    Known,
    KnownValue,
    Values,
    holds_something,
)
from impact_hub.features.exchange.rules.own_format import Record
from impact_hub.features.exchange.rules.plans import UpdatePlan
from impact_hub.features.exchange.rules.problems import Problems
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.calendar import Rhythm, Span

UpdateKey = tuple[str, Span]  # partner, period


@dataclass(frozen=True, slots=True)
class Change:
    """A value that would be another one, or a new one."""

    record: Record
    replaces: KnownValue | None

    @property
    def update(self) -> UpdateKey:
        """The update that it belongs to."""
        return self.record.partner, self.record.period


@dataclass(frozen=True, slots=True)
class Compared:
    """The records of a file beside what is in the hub."""

    changes: tuple[Change, ...]
    unchanged: int
    empty: int  # nothing stands there, neither in the file nor in the hub


def compare(records: Iterable[Record], values: Values) -> Compared:
    """Tell apart what is new, what is different and what is there already.

    A record that holds nothing empties the cell: whoever made the file took it out.
    """
    changes: list[Change] = []
    unchanged = empty = 0
    for record in records:
        known = values.get(record.place)
        if known is None and not holds_something(record):
            empty += 1
        elif known is not None and is_same_value(known.record, record):
            unchanged += 1
        else:
            changes.append(Change(record, known))
    return Compared(tuple(changes), unchanged, empty)


def is_same_value(one: Record, other: Record) -> bool:
    """Whether two records of a cell say the same. (Their update has the status.)"""
    return _said(one) == _said(other)


def _said(record: Record) -> tuple[object, ...]:
    numbers = (record.figure, record.numerator, record.denominator)
    return (*numbers, record.reason, record.estimated, record.note)


def statuses(
    records: Iterable[Record], problems: Problems
) -> Mapping[UpdateKey, Status]:
    """The status of each update; noted where two rows don't agree on it."""
    first: dict[UpdateKey, Record] = {}
    for record in records:
        earlier = first.setdefault((record.partner, record.period), record)
        if earlier.status is not record.status:
            problems.add(
                record.line,
                "status",
                "exchange.status_contradicts",
                first=earlier.line,
                raw=earlier.status.value,
            )
    return {key: record.status for key, record in first.items()}


def plan_updates(
    content: Content,
    changes: Iterable[Change],
    wanted: Mapping[UpdateKey, Status],
    known: Known,
    problems: Problems,
) -> tuple[UpdatePlan, ...]:
    """The updates that would be made or changed, by partner and time.

    Statistics are added to updates that are approved. One that is not has its partner's
    own figures in it, which nobody has looked at yet.
    """
    lines = lines_of(changes)
    added = Counter(one.update for one in changes if one.replaces is None)
    changed = Counter(one.update for one in changes if one.replaces is not None)
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
                added=added[key],
                changed=changed[key],
            )
        )
    return tuple(sorted(plans, key=lambda one: (one.partner, one.period)))


def plan_periods(
    content: Content,
    updates: Iterable[UpdatePlan],
    changes: Iterable[Change],
    known: Known,
    problems: Problems,
) -> tuple[Span, ...]:
    """The periods that would be made; noted where one overlaps another.

    Only spans of their own can: months, quarters and years never do.
    """
    first: dict[Span, int] = {}
    for (_, span), line in lines_of(changes).items():
        first[span] = min(line, first.get(span, line))
    periods = sorted({one.period for one in updates} - known.periods)
    beside: defaultdict[Rhythm, list[Span]] = defaultdict(list)
    for span in known.periods:
        beside[span.rhythm].append(span)
    for span in periods:
        other = next((o for o in beside[span.rhythm] if o.overlaps(span)), None)
        beside[span.rhythm].append(span)
        if other is not None:
            problems.add(
                first[span],
                content.period_column,
                "reporting.period_overlaps",
                starts=other.starts,
                ends=other.ends,
            )
    return tuple(periods)


def lines_of(changes: Iterable[Change]) -> Mapping[UpdateKey, int]:
    """The first line of the file that changes something in each update."""
    lines: dict[UpdateKey, int] = {}
    for one in changes:
        line = one.record.line
        lines[one.update] = min(line, lines.get(one.update, line))
    return lines
