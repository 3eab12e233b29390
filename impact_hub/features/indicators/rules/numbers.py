"""Reading numbers as people type them."""

import re
from decimal import Decimal

from impact_hub.kit.errors import Invalid

# A figure has at most this many digits before the decimal sign: more is a slip.
MAX_WHOLE_DIGITS = 15
MAX_DECIMALS = 30
_LONGEST = 60  # what is longer is no figure, and is not looked at closely

# Spaces of any width and apostrophes part groups; tabs and line ends part numbers.
_SPACE = r"[ \u00a0\u2007-\u2009\u202f'’]"
_SPACES = re.compile(_SPACE)
_SPACED = re.compile(rf"[1-9]\d{{0,2}}({_SPACE}\d{{3}})+([.,]\d+)?")
_MINUS = str.maketrans({"−": "-", "–": "-"})
_MARKED = re.compile(r"[+\-−–]?([\d\s]*[.,][\d.,]*)")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)


def parse_number(raw: str, *, decimal: str, field: str = "figure") -> Decimal:
    """Read a number with a decimal comma or point, with or without groups of three.

    Where both signs appear, the last one is the decimal sign. Where one stands alone
    and could be either ("1.234"), it is one only if the reader's language writes its
    decimals so. Nothing is guessed beyond that: "½", "1e5", "12 Personen" and "NaN"
    are refused.
    """
    shown = raw.strip()
    text = _ungrouped(shown.translate(_MINUS), decimal)
    if text is None or not _PLAIN.fullmatch(text):
        raise Invalid("indicators.not_a_number", field=field, raw=shown[:40])
    whole, _, fraction = text.partition(".")
    if len(whole.lstrip("+-0")) > MAX_WHOLE_DIGITS:
        raise Invalid("indicators.number_too_large", field=field)
    if len(fraction) > MAX_DECIMALS:
        most = MAX_DECIMALS
        raise Invalid("indicators.too_many_decimals", field=field, most=most)
    value = Decimal(text)
    return value if value else value.copy_abs()  # there is no minus zero


def certain_sign(raw: str) -> str | None:
    """The decimal sign of a number, where it can be told from this one alone.

    It is the point in "0.5", the comma in "1.234,5" and "1.234.567"; in "1.234" and
    "12" nobody knows.
    """
    digits = _marked_digits(raw)
    if not digits:
        return None
    mark = digits[max(digits.rfind(","), digits.rfind("."))]
    other = "." if mark == "," else ","
    if other in digits:
        return mark
    if _are_groups(digits, mark):
        return other if digits.count(mark) > 1 else None
    return mark if digits.count(mark) == 1 else None


def is_grouped(raw: str) -> bool:
    """Whether this is like "1.234": decimals in one country, thousands in another."""
    digits = _marked_digits(raw)
    return sum(map(digits.count, ",.")) == 1 and any(
        _are_groups(digits, mark) for mark in ",."
    )


def _marked_digits(raw: str) -> str:
    """The digits of a number with their commas and points; "" where it has neither."""
    text = raw.strip()
    if len(text) > _LONGEST or not ("," in text or "." in text):
        return ""
    found = _MARKED.fullmatch(text)
    return "".join(found[1].split()) if found else ""


def _ungrouped(text: str, local: str) -> str | None:
    """The text with "." as its decimal sign and no groups; None if groups are wrong."""
    sign, digits = (text[:1], text[1:].lstrip()) if text[:1] in "+-" else ("", text)
    if _SPACES.search(digits):
        if not _SPACED.fullmatch(digits):
            return None
        digits = _SPACES.sub("", digits).replace(",", ".")
        return sign + digits
    decimal = _decimal_sign(digits, local)
    whole, fraction = digits.rsplit(decimal, 1) if decimal else (digits, "")
    group = next((mark for mark in ",." if mark in whole), "")
    if group and not _are_groups(whole, group):
        return None
    whole = whole.replace(group, "")
    return f"{sign}{whole}.{fraction}" if decimal else sign + whole


def _decimal_sign(digits: str, local: str) -> str:
    """Which of "," and "." is the decimal sign in these digits; "" where none is."""
    last = max(digits.rfind(","), digits.rfind("."))
    if last < 0:
        return ""
    mark = digits[last]
    if ("." if mark == "," else ",") in digits:
        return mark
    stands_alone = digits.count(mark) == 1
    return (
        mark
        if stands_alone and (mark == local or not _are_groups(digits, mark))
        else ""
    )


def _are_groups(digits: str, mark: str) -> bool:
    return bool(re.fullmatch(rf"[1-9]\d{{0,2}}({re.escape(mark)}\d{{3}})+", digits))
