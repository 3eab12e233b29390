"""Who has reported, round by round, and what is new."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import pandas as pd

from impact_hub.features.results.queries.board import ChangeRow, Coverage
from impact_hub.texts import N_, formats, ntext, text

# What can have become of an update, in the order of the chart.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "approved": N_("approved"),
        "submitted": N_("submitted"),
        "returned": N_("returned"),
        "missing": N_("still missing"),
    }
)


@dataclass(frozen=True)
class CoverageItem:
    """A period and who has reported."""

    period: str = ""
    approved: str = ""
    submitted: str = ""
    returned: str = ""
    missing: str = ""
    late: str = ""


@dataclass(frozen=True)
class ApprovalItem:
    """Something that was approved."""

    day: str = ""
    what: str = ""


def summary(coverage: Sequence[Coverage], today: date, locale: str) -> str:
    """Who has reported in the round that counts now.

    That is the last one that is over: opening the next one before its end makes nobody
    late. Only where there is no other, it is that one.
    """
    asked = [each for each in coverage if each.expected]
    over = [each for each in asked if each.period.span.ends < today]
    if not asked:
        return ""
    newest = (over or asked)[-1]
    return ntext(
        "{period}: {n} of {total} partners has reported.",
        "{period}: {n} of {total} partners have reported.",
        newest.approved + newest.submitted,
        locale,
        period=formats.period(newest.period.span, locale),
        total=newest.expected,
    )


def frame(coverage: Iterable[Coverage], locale: str) -> pd.DataFrame:
    """What the chart of coverage draws."""
    rows = [
        {
            "period": formats.period_short(each.period.span, locale),
            "approved": each.approved,
            "submitted": each.submitted,
            "returned": each.returned,
            "missing": _missing(each),
        }
        for each in coverage
        if each.expected
    ]
    return pd.DataFrame(rows, columns=["period", *NAMES])


def items(coverage: Sequence[Coverage], locale: str) -> tuple[CoverageItem, ...]:
    """The same as a table, newest first."""
    return tuple(
        CoverageItem(
            period=formats.period(each.period.span, locale),
            approved=str(each.approved),
            submitted=str(each.submitted),
            returned=str(each.returned),
            missing=str(_missing(each)),
            late=str(each.late),
        )
        for each in reversed(coverage)
        if each.expected
    )


def changes(found: Iterable[ChangeRow], locale: str) -> tuple[ApprovalItem, ...]:
    """What was approved lately, in sentences."""
    return tuple(
        ApprovalItem(
            formats.day_of(each.at, locale),
            text(
                "{organisation}: {period} approved",
                locale,
                organisation=each.organisation,
                period=formats.period(each.period.span, locale) if each.period else "",
            ),
        )
        for each in found
    )


def _missing(coverage: Coverage) -> int:
    there = coverage.approved + coverage.submitted + coverage.returned
    return max(0, coverage.expected - there)
