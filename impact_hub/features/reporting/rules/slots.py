"""The inputs of an update. Each has one name: in the page, in refusals, in events."""

import re
from dataclasses import dataclass

from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import Part
from impact_hub.kit.errors import Invalid, NotFound

_NUMBER = re.compile(r"\d{1,9}", re.ASCII)  # fits into the database's column


@dataclass(frozen=True, slots=True)
class Slot:
    """One input of an update: a part of what stands in a cell of an indicator.

    Its name is its text: `12||figure` for a total, `12|age=0-17|numerator` for a
    category, `12|age=0-17&sex=f|figure` for a crossing.
    """

    indicator_id: int
    cell: Cell = TOTAL
    part: Part = Part.FIGURE

    @classmethod
    def read(cls, name: str) -> "Slot":
        """The input of this name; NotFound where there can be none."""
        number, _, rest = name.partition("|")
        cell, _, part = rest.rpartition("|")
        if not _NUMBER.fullmatch(number) or part not in {each.value for each in Part}:
            raise NotFound("indicators.no_such_cell", raw=name[:80])
        try:
            return cls(int(number), Cell.read(cell), Part(part))
        except Invalid as error:
            raise NotFound(error.code, **error.params) from None

    def __str__(self) -> str:
        return f"{self.indicator_id}|{self.cell}|{self.part.value}"
