"""The impact logic as pages show it: in the reader's words."""

from collections.abc import Sequence
from dataclasses import dataclass

from impact_hub.features.impact_logic.queries import ResultRow
from impact_hub.features.impact_logic.rules import STEPS
from impact_hub.texts import formats, ntext, pick

# As much of a title as stands on one of the small stairs.
STAIR_LETTERS = 60


@dataclass(frozen=True)
class StairItem:
    """A step of the small stairs; it says nothing where nothing stands on it."""

    number: str
    said: str


def stairs(results: Sequence[ResultRow], locale: str) -> list[StairItem]:
    """The seven steps, from the lowest up, each with what stands on it."""
    return [
        StairItem(
            str(step),
            _said([pick(r.titles, locale) for r in results if r.step == step], locale),
        )
        for step in STEPS
        if step
    ]


def _said(titles: Sequence[str], locale: str) -> str:
    if not titles:
        return ""
    first = formats.shortened(titles[0], STAIR_LETTERS)
    more = len(titles) - 1
    if not more:
        return first
    return ntext(
        "{first}, and {n} more", "{first}, and {n} more", more, locale, first=first
    )
