"""What an initiative must have, and the parts that one can take in it. Pure."""

from datetime import date
from enum import StrEnum, auto

from impact_hub.kit.errors import Invalid

MAX_THRESHOLD = 50


class Part(StrEnum):
    """How an organisation takes part in an initiative. (Steering is the lead's.)"""

    PARTNER = auto()
    FUNDER = auto()


def check_time(starts: date, ends: date | None) -> None:
    """Refuse an end before the start."""
    if ends is not None and ends < starts:
        raise Invalid("initiatives.ends_before_start", field="ends")


def check_threshold(threshold: int) -> None:
    """Refuse thresholds that protect nobody or hide everything."""
    if not 1 <= threshold <= MAX_THRESHOLD:
        raise Invalid("initiatives.threshold", field="threshold", most=MAX_THRESHOLD)
