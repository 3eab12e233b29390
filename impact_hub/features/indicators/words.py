"""How figures are written for a reader, by the kind of their indicator."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Protocol

from impact_hub.features.indicators.rules.kinds import (
    KINDS,
    Direction,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.numbers import parse_number
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.indicators.rules.progress import Standing
from impact_hub.texts import N_, formats, pick, text

STANDINGS: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.REACHED: N_("reached"),
        Standing.ON_TRACK: N_("on track"),
        Standing.WATCH: N_("watch"),
        Standing.BEHIND: N_("behind plan"),
        Standing.UNCERTAIN: N_("uncertain"),
        Standing.TOO_LITTLE: N_("too little reported"),
        Standing.NO_FIGURE: N_("no figure"),
    }
)

# Kinds of figure, in a word.
KIND_NAMES: Mapping[ValueKind, str] = MappingProxyType(
    {
        ValueKind.COUNT: N_("Count"),
        ValueKind.RATIO: N_("Share"),
        ValueKind.MEAN: N_("Mean"),
        ValueKind.ORDINAL: N_("Levels"),
        ValueKind.AMOUNT: N_("Amount of money"),
        ValueKind.YES_NO: N_("Yes or no"),
        ValueKind.TEXT: N_("Answer in words"),
        ValueKind.STATISTIC: N_("Statistic"),
    }
)

# The same to choose from.
KIND_CHOICES: Mapping[ValueKind, str] = MappingProxyType(
    {
        ValueKind.COUNT: N_("Count: how many people or things"),
        ValueKind.RATIO: N_("Share: how many of how many"),
        ValueKind.MEAN: N_("Mean: the middle of many answers, such as 3.8"),
        ValueKind.ORDINAL: N_("Levels: how many never, sometimes, often …"),
        ValueKind.AMOUNT: N_("Amount of money"),
        ValueKind.YES_NO: N_("Yes or no"),
        ValueKind.TEXT: N_("Answer in words"),
        ValueKind.STATISTIC: N_("Statistic from elsewhere: shown, never added up"),
    }
)

ASKED_OF: Mapping[AskedOf, str] = MappingProxyType(
    {
        AskedOf.EVERYONE: N_("All partners, also those who join later"),
        AskedOf.NAMED: N_("Only those that are ticked"),
    }
)

OVER_TIME: Mapping[OverTime, str] = MappingProxyType(
    {
        OverTime.SUM: N_("added up"),
        OverTime.LATEST: N_("the latest counts"),
        OverTime.AVERAGE: N_("the average counts"),
        OverTime.LIST: N_("one after the other"),
    }
)

OVER_PARTNERS: Mapping[OverPartners, str] = MappingProxyType(
    {
        OverPartners.SUM: N_("added up"),
        OverPartners.RANGE: N_("a range: several may serve the same people"),
        OverPartners.NONE: N_("side by side"),
        OverPartners.LIST: N_("each with its partner"),
    }
)

DIRECTIONS: Mapping[Direction, str] = MappingProxyType(
    {Direction.UP: N_("more"), Direction.DOWN: N_("less")}
)


class Measured(Protocol):
    """An indicator, as far as its figures need it."""

    @property
    def kind(self) -> ValueKind: ...
    @property
    def units(self) -> Mapping[str, str]: ...
    @property
    def currency(self) -> str: ...


def written(value: Decimal | None, indicator: Measured, locale: str) -> str:
    """A figure without its unit: 1.234,5 or 62,5 % or 12.000,00 €; – where none is."""
    if value is None:
        return "–"
    kind = KINDS[indicator.kind]
    if kind.is_share:
        return formats.percent(value, locale)
    if kind.is_money:
        return formats.money(value, indicator.currency, locale)
    return formats.number(value, locale)


def shortened(value: Decimal | None, indicator: Measured, locale: str) -> str:
    """A computed figure, rounded for the eye."""
    kind = KINDS[indicator.kind]
    if value is None or kind.is_share or kind.is_money:
        return written(value, indicator, locale)
    return formats.rounded(value, locale, decimals=2)


def part_of(numerator: Decimal | None, denominator: Decimal | None, locale: str) -> str:
    """What a share is made of: 15 of 120; "" where a part is missing."""
    if numerator is None or denominator is None:
        return ""
    return text(
        "{part} of {whole}",
        locale,
        part=formats.number(numerator, locale),
        whole=formats.number(denominator, locale),
    )


def unit(indicator: Measured, locale: str) -> str:
    """What is counted: young people, euros, per cent of …"""
    return pick(indicator.units, locale)


def asked_in(indicator: Measured, locale: str) -> str:
    """What stands beside a field for the figure: € or young people."""
    if KINDS[indicator.kind].is_money:
        return formats.currency(indicator.currency, locale)
    return unit(indicator, locale)


def scaled_aim(typed: Decimal, kind: ValueKind) -> Decimal:
    """A baseline or target as it was typed; of a ratio the per cent, as a fraction."""
    return typed.scaleb(-2) if KINDS[kind].is_share else typed


def read_aim(raw: str, locale: str) -> Decimal:
    """A baseline or target as it was typed, with or without the sign for per cent."""
    decimal = formats.decimal_sign(locale)
    return parse_number(raw.replace("%", ""), decimal=decimal)


def typed_aim(value: Decimal | None, kind: ValueKind, locale: str) -> str:
    """A baseline or target as it would be typed."""
    if value is None:
        return ""
    shown = value.scaleb(2) if KINDS[kind].is_share else value
    return formats.number(Decimal(format(shown, "f")), locale)
