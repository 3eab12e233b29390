"""The results table as it leaves the house: one tidy table. Pure.

Its columns are documented in docs/data-format.md, for people who are not programmers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from impact_hub.features.results.rules.facts import ResultRow
from impact_hub.kit.tabular import Cell

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


@dataclass(frozen=True)
class Caption:
    """What the rows of an indicator have in common."""

    code: str
    title: str
    step: str
    kind: str
    unit: str
    target: Decimal | None
    target_due: date | None
    source: str
    licence: str


@dataclass(frozen=True)
class PartnerName:
    """A partner's code and name."""

    slug: str
    name: str


def lines(
    slug: str,
    rows: Iterable[ResultRow],
    captions: Mapping[int, Caption],
    partners: Mapping[int, PartnerName],
) -> Iterator[tuple[Cell, ...]]:
    """Rows as those of the documented table."""
    return (_line(slug, row, captions[row.measure], partners) for row in rows)


def _line(
    slug: str,
    row: ResultRow,
    caption: Caption,
    partners: Mapping[int, PartnerName],
) -> tuple[Cell, ...]:
    figure = row.figure
    partner = partners[row.partner] if row.partner is not None else PartnerName("", "")
    return (
        slug,
        caption.code,
        caption.title,
        caption.step,
        caption.kind,
        caption.unit,
        row.span.code,
        row.span.starts,
        row.span.ends,
        "to_date" if row.to_date else "period",
        partner.slug,
        partner.name,
        str(row.cell),
        figure.value,
        figure.low,
        figure.numerator,
        figure.denominator,
        figure.reported,
        figure.expected,
        figure.withheld,
        figure.estimated,
        row.is_withheld,
        caption.target,
        caption.target_due,
        caption.source,
        caption.licence,
    )
