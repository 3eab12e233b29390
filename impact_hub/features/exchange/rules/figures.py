"""Reading the Value cells of a statistics file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from impact_hub.features.exchange.rules.numerals import read_number
from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.kit.errors import Invalid

# What stands in a cell for "there is no figure", and the reason where it names one.
# A dash is missing here, although some offices write it for an exact zero: a zero
# that is not one does more harm than one that is left out.
_UNKNOWN = (
    *("", ".", "..", "...", "…", ":", "-", "–", "—", "−", "/", "x", "[x]", "\\n"),
    *("n/a", "na", "n.a.", "#n/a", "nan", "null", "none", "nil", "not available"),
    *("k.a.", "k. a.", "keine angabe"),
)
MISSING: Mapping[str, MissingReason | None] = MappingProxyType(
    {
        **dict.fromkeys(_UNKNOWN),
        "c": MissingReason.WITHHELD,
        "(c)": MissingReason.WITHHELD,
        "[c]": MissingReason.WITHHELD,
        "suppressed": MissingReason.WITHHELD,
        "confidential": MissingReason.WITHHELD,
        "z": MissingReason.NOT_APPLICABLE,
        "[z]": MissingReason.NOT_APPLICABLE,
        "not applicable": MissingReason.NOT_APPLICABLE,
    }
)

# "<5": there is a figure, but it is not told.
_BOUND = re.compile(r"(<=?|>=?|≤|≥)\s*\d[\d\s.,]*")
# Letters of the usual legends behind a figure: p provisional, r revised, e estimated …
_FLAGGED = re.compile(
    r"(?P<value>.*[\d.,:…])\s*"
    r"(?P<flag>\*{1,3}|[bcdefnprsuz]{1,3}|\([a-z]{1,3}\)|\[[a-z]{1,3}\])",
    re.IGNORECASE,
)

_LONGEST = 60  # what is longer is no figure, and is not looked at closely


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: a figure, or that there is none, and a flag behind it."""

    figure: Decimal | None = None
    reason: MissingReason | None = None
    flag: str = ""


def read_figure(raw: str, decimal: str) -> Reading:
    """Read a cell of a file with this decimal sign; Invalid where it is no figure.

    Digits are kept as they are written. Flags glued to a figure come out beside it.
    """
    text = raw.strip()
    if len(text) > _LONGEST:
        raise Invalid("indicators.not_a_number", field="value", raw=text[:40])
    if text.casefold() in MISSING:
        return Reading(reason=MISSING[text.casefold()])
    if _BOUND.fullmatch(text):
        return Reading(reason=MissingReason.WITHHELD, flag=text)
    flagged = _FLAGGED.fullmatch(text)
    if not flagged:
        return Reading(read_number(text, decimal))
    flag = flagged["flag"].strip("()[]")
    value = flagged["value"].strip()
    if value in MISSING:
        return Reading(reason=MISSING.get(flag.casefold()), flag=flag)
    try:
        return Reading(read_number(value, decimal), flag=flag)
    except Invalid as error:
        params = {**error.params, "raw": text[:40]}
        raise Invalid(error.code, field="value", **params) from None
