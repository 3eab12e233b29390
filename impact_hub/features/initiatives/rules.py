"""What an initiative must have, and how people stand towards it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto

from impact_hub.kit.errors import Invalid

DEFAULT_THRESHOLD = 5
MAX_THRESHOLD = 50

# The share of expected updates that a verdict needs.
DEFAULT_COVERAGE = Decimal("0.6")


class Part(StrEnum):
    """How an organisation takes part in an initiative. (Steering is the lead's.)"""

    PARTNER = auto()
    FUNDER = auto()


@dataclass(frozen=True)
class Reader:
    """How somebody stands towards an initiative: what they may see follows from it."""

    is_backbone: bool = False
    partners: frozenset[int] = frozenset()  # reporting organisations they belong to
    is_funder: bool = False

    @property
    def is_member(self) -> bool:
        """Whether they take part in any way."""
        return self.is_backbone or bool(self.partners) or self.is_funder


OUTSIDER = Reader()


class Right(StrEnum):
    """What a reader may do in an initiative, as far as its pages offer it."""

    EDIT = auto()
    REPORT = auto()  # see who owes what, and give figures


def rights_of(reader: Reader, *, may_steer: bool) -> frozenset[Right]:
    """What to offer somebody; the services ask anew, every time."""
    rights = {Right.EDIT} if may_steer else set[Right]()
    if reader.is_backbone or reader.partners:
        rights.add(Right.REPORT)
    return frozenset(rights)


def check_time(starts: date, ends: date | None) -> None:
    """Refuse an end before the start."""
    if ends is not None and ends < starts:
        raise Invalid("calendar.ends_before_start", field="ends")


def check_threshold(threshold: int) -> None:
    """Refuse thresholds that protect nobody or hide everything."""
    if not 1 <= threshold <= MAX_THRESHOLD:
        raise Invalid("initiatives.threshold", field="threshold", most=MAX_THRESHOLD)


def check_coverage(per_cent: int) -> None:
    """Refuse a share of reports that is none."""
    if not 0 <= per_cent <= 100:
        raise Invalid("initiatives.coverage", field="coverage")


def check_words(
    words: Mapping[str, str], languages: Sequence[str], *, field: str
) -> None:
    """Refuse a text that is missing in the initiative's main language."""
    if not words.get(languages[0]):
        raise Invalid("initiatives.words_needed", field=f"{field}.{languages[0]}")
