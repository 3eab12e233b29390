"""The impact logic as it is read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LinkRow:
    """This leads to that, if the assumption holds."""

    id: int
    cause_id: int
    effect_id: int
    assumptions: dict[str, str]
    revision: int


@dataclass(frozen=True)
class ResultRow:
    """One box of the logic. It stands on a step."""

    id: int
    step: int
    titles: dict[str, str]
    descriptions: dict[str, str]
    revision: int


@dataclass(frozen=True)
class LogicRows:
    """A whole impact logic, from the lowest step up, from the left."""

    languages: tuple[str, ...]
    results: tuple[ResultRow, ...]
    links: tuple[LinkRow, ...]
