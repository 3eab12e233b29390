"""Which of the formats that can be read a table is in."""

from enum import StrEnum, auto

from impact_hub.features.exchange.rules import own_format
from impact_hub.features.exchange.rules.columns import is_open_sdg
from impact_hub.features.exchange.rules.tables import Table
from impact_hub.kit.errors import Invalid


class Format(StrEnum):
    """How a table of figures is laid out."""

    OWN = auto()
    OPEN_SDG = auto()


def which_format(table: Table) -> Format:
    """The table's format; Invalid, with what was expected, where it is none."""
    if own_format.is_own(table.header):
        return Format.OWN
    if is_open_sdg(table.header):
        return Format.OPEN_SDG
    raise Invalid(
        "exchange.unknown_format",
        field="file",
        found=list(table.header),
        own=list(own_format.COLUMNS),
        open_sdg=["Year", "Value"],
    )
