"""The results as they leave the house: two tidy tables that can't be mixed up. Pure.

`results.csv` has what was reported for each period, `results-to-date.csv` how it stood
at the end of each. Both have the columns that docs/data-format.md documents, for people
who are not programmers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from types import MappingProxyType

from impact_hub.features.results.rules.facts import FigureRow
from impact_hub.kit.exact import exact
from impact_hub.kit.tabular import Cell

# By name, with what the file for German Excel has for it.
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "initiative": "Initiative",
        "indicator": "Indikator",
        "indicator_title": "Name des Indikators",
        "step": "Stufe",
        "kind": "Art",
        "unit": "Einheit",
        "period": "Zeitraum",
        "period_start": "erster Tag",
        "period_end": "letzter Tag",
        "partner": "Partner",
        "partner_name": "Name des Partners",
        "categories": "Ausprägungen",
        "value": "Wert",
        "value_low": "Wert mindestens",
        "numerator": "Zähler",
        "denominator": "Nenner",
        "no_value": "warum kein Wert",
        "reported": "gezählt",
        "received": "eingegangen",
        "expected": "erwartet",
        "withheld_by_partners": "von Partnern zurückgehalten",
        "estimated": "geschätzt",
        "carried": "fortgeschrieben",
        "being_corrected": "in Korrektur",
        "withheld": "zurückgehalten",
        "target": "Zielwert",
        "target_due": "Ziel bis",
        "source": "Quelle",
        "licence": "Lizenz",
    }
)

# Of what is divided a reader needs no more decimals; the parts stand beside it.
DECIMALS, DIGITS = 6, 4


class TimeScope(StrEnum):
    """Which of the two tables."""

    PERIOD = "results"  # each period alone
    TO_DATE = "results-to-date"  # everything up to the end of each


@dataclass(frozen=True)
class Caption:
    """What the rows of an indicator have in common."""

    code: str
    title: str
    step: str
    kind: str
    unit: str
    is_divided: bool  # its figures are quotients
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
    scope: TimeScope,
    rows: Iterable[FigureRow],
    captions: Mapping[int, Caption],
    partners: Mapping[int, PartnerName],
) -> Iterator[tuple[Cell, ...]]:
    """The rows of one table, and of the other none."""
    return (
        _line(slug, row, captions[row.measure], partners)
        for row in rows
        if row.to_date is (scope is TimeScope.TO_DATE)
    )


def _line(
    slug: str,
    row: FigureRow,
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
        partner.slug,
        partner.name,
        str(row.cell),
        _needed(figure.value, caption),
        _needed(figure.low, caption),
        figure.numerator,
        figure.denominator,
        _why(row),
        figure.reported,
        figure.received,
        figure.expected,
        figure.withheld,
        figure.estimated,
        figure.carried,
        figure.being_corrected,
        row.is_withheld,
        caption.target,
        caption.target_due,
        caption.source,
        caption.licence,
    )


def _why(row: FigureRow) -> str:
    if row.is_withheld:
        return "withheld"
    return str(row.figure.why) if row.figure.why else ""


def _needed(value: Decimal | None, caption: Caption) -> Decimal | None:
    """A figure with all its digits; a quotient with those that a reader needs.

    1/3 is 0.333333 and 3 of 8,000,000 is 0.000000375: small ones keep four digits.
    """
    if value is None or not caption.is_divided or not value:
        return value
    decimals = max(DECIMALS, DIGITS - 1 - value.adjusted())
    with exact():
        rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
        return rounded.normalize() if rounded else rounded
