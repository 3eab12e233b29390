"""How figures are written for a reader, by the kind of their indicator."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Protocol

from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.indicators.rules.numbers import parse_number
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
    match indicator.kind:
        case ValueKind.RATIO:
            return formats.percent(value, locale)
        case ValueKind.AMOUNT:
            return formats.money(value, indicator.currency, locale)
        case _:
            return formats.number(value, locale)


def shortened(value: Decimal | None, indicator: Measured, locale: str) -> str:
    """A computed figure, rounded for the eye."""
    if value is None or indicator.kind in (ValueKind.RATIO, ValueKind.AMOUNT):
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
    if indicator.kind is ValueKind.AMOUNT:
        return formats.currency(indicator.currency, locale)
    return unit(indicator, locale)


def read_aim(raw: str, kind: ValueKind, locale: str, *, field: str) -> Decimal | None:
    """A baseline or target as typed; of a ratio the per cent, kept as a fraction."""
    if not raw.strip():
        return None
    decimal = formats.decimal_sign(locale)
    value = parse_number(raw.replace("%", ""), decimal=decimal, field=field)
    return value.scaleb(-2) if kind is ValueKind.RATIO else value


def typed_aim(value: Decimal | None, kind: ValueKind, locale: str) -> str:
    """A baseline or target as it would be typed."""
    if value is None:
        return ""
    shown = value.scaleb(2) if kind is ValueKind.RATIO else value
    return formats.number(Decimal(format(shown, "f")), locale)
