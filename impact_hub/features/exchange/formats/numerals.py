"""How the numbers of a file are written, and what else stands in their cells."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from impact_hub.features.exchange.rules.problems import Doubt
from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.indicators.rules.numbers import (
    certain_sign,
    is_grouped,
    parse_number,
)
from impact_hub.kit.errors import Invalid

# From so many figures on, digits in threes throughout are no accident.
SUSPICIOUS = 3
# So many lines are named; whoever looks at them sees what the others are like.
NAMED = 20

# 1e+05 is how programs write 100000, and 5.2e-05 a small number: both are exact.
_EXPONENT = re.compile(r"[+\-−]?\d+(?:[.,]\d+)?e[+-]?\d{1,3}", re.IGNORECASE | re.ASCII)
# 1,68E+05 is what Excel leaves of a large number: its last digits may be gone.
_SHORTENED = re.compile(r"[+\-−]?\d+(?:[.,]\d+)?E\+\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Numerals:
    """The decimal sign of a file, and why somebody should look at it."""

    sign: str
    doubts: tuple[Doubt, ...] = ()
    question: Invalid | None = None  # without an answer one can't know


def usual_sign(delimiter: str) -> str:
    """The decimal sign where the numbers don't tell."""
    return "," if delimiter == ";" else "."


def decimal_sign(cells: Iterable[str], delimiter: str) -> str:
    """The decimal sign "." or "," that these cells are written with.

    Cells that can be read in one way only decide ("0.5", "1,25", "1.234,5",
    "1.234.567"). Where there are none, or they disagree, it is the comma in a file with
    semicolons and the point in any other.
    """
    seen = {sign for cell in cells if (sign := certain_sign(cell))}
    return seen.pop() if len(seen) == 1 else usual_sign(delimiter)


def numerals_of(
    cells: Iterable[tuple[int, str]],
    column: str,
    delimiter: str,
    *,
    chosen: str | None = None,
    enough: int = SUSPICIOUS,
    sure: str = "",
) -> Numerals:
    """How these numbers are written, each with its line.

    What the person has chosen is so. Otherwise "12,5" beside "10.5" is doubted, and
    "11,250" beside both can't be read without an answer. Where nothing but "8.539" and
    its like stands, in `enough` lines, they may be decimals or thousands; but not with
    the sign that is `sure` to part decimals, because the hub writes it so.
    """
    if chosen:
        return Numerals(chosen)
    marked = [one for one in cells if "." in one[1] or "," in one[1]]
    by_sign: dict[str, list[tuple[int, str]]] = {".": [], ",": []}
    unsure: list[tuple[int, str]] = []
    for line, text in marked:
        if sign := certain_sign(text):
            by_sign[sign].append((line, text))
        elif is_grouped(text):
            (by_sign[sure] if sure and sure in text else unsure).append((line, text))
    told = [sign for sign, found in by_sign.items() if found]
    sign = told[0] if len(told) == 1 else usual_sign(delimiter)
    if all(by_sign.values()):
        doubt = _two_signs(by_sign, unsure, column)
        needed = Invalid("exchange.decimal_sign_needed", field="decimal")
        return Numerals(sign, (doubt,), needed if unsure else None)
    contradicts = any(by_sign.values()) and sign != usual_sign(delimiter)
    alone = len(unsure) >= enough and not any(by_sign.values())
    if unsure and (alone or contradicts):
        return Numerals(sign, (_thousands(unsure, sign, column),))
    return Numerals(sign)


def _two_signs(
    by_sign: Mapping[str, list[tuple[int, str]]],
    unsure: list[tuple[int, str]],
    column: str,
) -> Doubt:
    (point_line, point), (comma_line, comma) = by_sign["."][0], by_sign[","][0]
    lines = sorted({line for line, _ in (*by_sign["."], *by_sign[","], *unsure)})
    return Doubt(
        min(point_line, comma_line),
        column,
        "exchange.two_decimal_signs",
        {"point": point, "comma": comma, "lines": lines[:NAMED]},
        field="decimal",
    )


def _thousands(unsure: list[tuple[int, str]], sign: str, column: str) -> Doubt:
    line, raw = unsure[0]
    return Doubt(
        line,
        column,
        "exchange.thousands_or_decimals",
        {
            "raw": raw,
            "decimal": sign,
            "read": parse_number(raw, decimal=sign),
            "lines": [line for line, _ in unsure[:NAMED]],
        },
        field="decimal",
    )


def read_number(text: str, decimal: str) -> Decimal:
    """A number of a file with this decimal sign, with all its digits."""
    try:
        if _SHORTENED.fullmatch(text):
            raise Invalid("exchange.digits_lost", field="value", raw=text[:40])
        if _EXPONENT.fullmatch(text):
            plain = text.replace(",", ".").replace("−", "-")
            return parse_number(format(Decimal(plain), "f"), decimal=".", field="value")
        return parse_number(text, decimal=decimal, field="value")
    except Invalid as error:
        params = {**error.params, "raw": text[:40]}
        raise Invalid(error.code, field="value", **params) from None


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
