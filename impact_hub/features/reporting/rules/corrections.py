"""How a value is written down where it has changed after its approval. Pure."""

from decimal import Decimal
from typing import Protocol

from impact_hub.features.indicators.rules.kinds import MissingReason


class Valued(Protocol):
    """What stands in one cell, wherever it is kept."""

    @property
    def figure(self) -> Decimal | None: ...
    @property
    def numerator(self) -> Decimal | None: ...
    @property
    def denominator(self) -> Decimal | None: ...
    @property
    def reason(self) -> MissingReason | None: ...


def written(value: Valued) -> str:
    """A value as files write it: 42, 3/8, not_collected, or nothing."""
    if value.numerator is not None or value.denominator is not None:
        return f"{_plain(value.numerator)}/{_plain(value.denominator)}"
    if value.figure is not None:
        return _plain(value.figure)
    return value.reason.value if value.reason else ""


def _plain(figure: Decimal | None) -> str:
    return "" if figure is None else format(figure, "f")
