"""A file that somebody sends, and which of the formats that can be read it is in."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from impact_hub.features.exchange.formats import own
from impact_hub.features.exchange.formats.open_sdg import is_open_sdg
from impact_hub.features.exchange.formats.tables import FileTable, read_table
from impact_hub.features.exchange.formats.times import YearBegins
from impact_hub.features.exchange.rules.plans import Format
from impact_hub.features.exchange.rules.sheets import OwnSheet
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.errors import Invalid


@dataclass(frozen=True, slots=True)
class Description:
    """A file with what is known about an indicator, in one language."""

    data: bytes
    name: str = ""


@dataclass(frozen=True)
class Upload:
    """A file, and what the person says about it."""

    data: bytes
    name: str = ""  # of the file
    metadata: tuple[Description, ...] = ()  # Open SDG: a file for each language
    partner: str = ""  # Open SDG: the slug of the organisation whose figures they are
    decimal: Literal[".", ","] | None = None  # None: as it seems
    year_begins: YearBegins | None = None  # Open SDG: of years like 2023/24
    dates: Rhythm | None = None  # Open SDG: what days like 2026-01-01 stand for
    language: str = ""  # of the words in the files; "": the initiative's main one
    source: str = ""
    source_url: str = ""
    licence: str = ""
    indicator: str = ""  # the code that the figures are meant for; "": the file's own
    why: str = ""  # approved figures change

    @cached_property
    def table(self) -> FileTable:
        """The file as a table; Invalid where it is none."""
        return read_table(self.data)

    @cached_property
    def format(self) -> Format:
        """What the table's columns are those of; Invalid where they are of nothing."""
        return which_format(self.table)

    @cached_property
    def figures(self) -> OwnSheet:
        """What a file in the hub's own format says."""
        return own.read_own(self.table, decimal=self.decimal)

    def read(self) -> None:
        """Read the file now: large ones take seconds, in which no database waits."""
        if self.format is Format.OWN:
            self.figures  # noqa: B018 - kept from now on


def which_format(table: FileTable) -> Format:
    """The table's format; Invalid, with what was expected, where it is none."""
    if own.is_own(table.header):
        return Format.OWN
    if is_open_sdg(table.header):
        return Format.OPEN_SDG
    raise Invalid(
        "exchange.unknown_format",
        field="file",
        found=list(table.header),
        own=list(own.COLUMNS),
        open_sdg=["Year", "Value"],
    )
