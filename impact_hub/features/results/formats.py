"""The results table as it leaves the house: one tidy table. Pure.

Its columns are documented in docs/data-format.md, for people who are not programmers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from impact_hub.features.results.rules.facts import ResultRow
from impact_hub.kit.formulas import neutralised

COLUMNS = (
    "initiative",
    "indicator",
    "indicator_title",
    "step",
    "kind",
    "unit",
    "period",
    "period_start",
    "period_end",
    "scope",
    "partner",
    "partner_name",
    "categories",
    "value",
    "value_low",
    "numerator",
    "denominator",
    "reported",
    "expected",
    "withheld_by_partners",
    "estimated",
    "withheld",
    "target",
    "target_due",
    "source",
    "licence",
)
NUMBERS = ("value", "value_low", "numerator", "denominator", "target")


@dataclass(frozen=True)
class Caption:
    """What the rows of an indicator have in common."""

    code: str
    title: str
    step: str
    kind: str
    unit: str
    target: Decimal | None
    target_due: str
    source: str
    licence: str


@dataclass(frozen=True)
class PartnerName:
    """A partner's code and name."""

    slug: str
    name: str


def frame(
    slug: str,
    rows: Iterable[ResultRow],
    captions: Mapping[int, Caption],
    partners: Mapping[int, PartnerName],
) -> pd.DataFrame:
    """Rows as the documented table; every cell a text, numbers with a decimal point."""
    lines = [_line(slug, row, captions[row.measure], partners) for row in rows]
    return pd.DataFrame(lines, columns=list(COLUMNS), dtype=str)


def _line(
    slug: str,
    row: ResultRow,
    caption: Caption,
    partners: Mapping[int, PartnerName],
) -> tuple[str, ...]:
    figure = row.figure
    partner = partners[row.partner] if row.partner is not None else PartnerName("", "")
    return (
        slug,
        caption.code,
        neutralised(caption.title),
        caption.step,
        caption.kind,
        neutralised(caption.unit),
        row.span.code,
        row.span.starts.isoformat(),
        row.span.ends.isoformat(),
        "to_date" if row.to_date else "period",
        partner.slug,
        neutralised(partner.name),
        str(row.cell),
        plain(figure.value),
        plain(figure.low),
        plain(figure.numerator),
        plain(figure.denominator),
        str(figure.reported),
        str(figure.expected),
        str(figure.withheld),
        str(figure.estimated),
        "true" if row.is_withheld else "",
        plain(caption.target),
        caption.target_due,
        neutralised(caption.source),
        neutralised(caption.licence),
    )


def plain(number: Decimal | None) -> str:
    """A number with a decimal point and nothing else; "" where there is none."""
    return "" if number is None else format(number, "f")
