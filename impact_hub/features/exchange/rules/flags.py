"""What the flags beside a figure say: a note, and sometimes why there is no figure."""

from collections.abc import Iterable

from impact_hub.features.indicators.rules.kinds import MissingReason

# These say that a figure is as it should be, or only that none is there. They are no
# flags, and nothing is noted.
_NOTHING = frozenset(
    {"", "a", "normal", "normal value", "undefined", "missing value", "missing data"}
)
_REASONS = (
    ("suppress", MissingReason.WITHHELD),
    ("confidential", MissingReason.WITHHELD),
    ("geheim", MissingReason.WITHHELD),
    ("not applicable", MissingReason.NOT_APPLICABLE),
    ("not collected", MissingReason.NOT_COLLECTED),
    ("…", MissingReason.LATER),  # so the Federal Statistical Office says "will follow"
)


def note_of(flags: Iterable[str]) -> str:
    """The flags that say something, each once, as one note."""
    told = [flag for flag in flags if flag.casefold() not in _NOTHING]
    return "; ".join(dict.fromkeys(told))


def reason_of(flags: Iterable[str]) -> MissingReason | None:
    """Why there is no figure, where a flag tells."""
    for flag in flags:
        for sign, reason in _REASONS:
            if sign in flag.casefold():
                return reason
    return None
