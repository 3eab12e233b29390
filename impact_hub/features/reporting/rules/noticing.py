"""What a reviewer should look at first. Pure.

Most figures of an update are as one expects. The others are told apart here, each with
its reason, so that nobody has to compare forty figures with those of last time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import Kind
from impact_hub.features.indicators.rules.values import NO_ANSWER, Answer, value_of
from impact_hub.features.reporting.rules.completeness import has_jumped, is_above_all


class Notable(StrEnum):
    """Why something is worth a look."""

    CHANGED = auto()  # since it was handed in before
    CORRECTED = auto()  # it is not what counts now
    JUMP = auto()
    ABOVE_ALL = auto()
    BELOW_ZERO = auto()
    MISSING = auto()
    ESTIMATED = auto()
    REMARK = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is otherwise than before."""

    cell: Cell
    before: Answer
    after: Answer


@dataclass(frozen=True, slots=True)
class Noticed:
    """What is worth a look at one indicator of an update."""

    why: tuple[Notable, ...] = ()
    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.why)


Cells = Mapping[Cell, Answer]


def notice(
    now: Cells,
    kind: Kind,
    *,
    previous: Cells,
    earlier: Cells | None = None,
    counts: Cells | None = None,
) -> Noticed:
    """What is worth a look.

    `previous` is of the period before; `earlier` what the same update said when it was
    handed in before, None where it never was; `counts` what was approved and counts
    until this is, None where nothing does.
    """
    other = earlier if earlier is not None else counts
    changes = () if other is None else tuple(changed(other, now))
    why = [*_of_total(now.get(TOTAL, NO_ANSWER), previous.get(TOTAL, NO_ANSWER), kind)]
    if changes:
        first = Notable.CORRECTED if earlier is None else Notable.CHANGED
        why.insert(0, first)
    return Noticed(tuple(why), changes)


def changed(before: Cells, after: Cells) -> Iterator[Change]:
    """Every cell whose figure or reason is otherwise, the total first."""
    for cell in sorted(before.keys() | after.keys(), key=str):
        was, now = before.get(cell, NO_ANSWER), after.get(cell, NO_ANSWER)
        if _said(was) != _said(now):
            yield Change(cell, was, now)


def _said(answer: Answer) -> tuple[object, ...]:
    return (
        answer.figure,
        answer.numerator,
        answer.denominator,
        answer.text,
        answer.reason,
    )


def _of_total(now: Answer, before: Answer, kind: Kind) -> Iterator[Notable]:
    figure, last = value_of(now, kind), value_of(before, kind)
    if has_jumped(figure, last):
        yield Notable.JUMP
    if kind.is_share and is_above_all(now.numerator, now.denominator):
        yield Notable.ABOVE_ALL
    if figure is not None and figure < 0 and not kind.from_zero:
        yield Notable.BELOW_ZERO
    if now.reason is not None:
        yield Notable.MISSING
    if now.estimated:
        yield Notable.ESTIMATED
    if now.note:
        yield Notable.REMARK
