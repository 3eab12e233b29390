"""What a spreadsheet would make of a text, and how to keep it from doing so.

A spreadsheet runs what begins like a formula, and takes what looks like a number or a
day for one: 1-1 becomes the first of January, 007 becomes 7. An apostrophe before the
text keeps it from both, on every way through it and back. `restored` takes it off.
"""

import re
from functools import lru_cache

# What a cell must not begin with; spreadsheets pass over blanks before it. The wide
# signs are the ones of East Asian keyboards.
_RUNS = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")

# An integer that Excel shows as it is: from 12 digits on it writes 1,23457E+11.
_PLAIN_INTEGER = re.compile(r"0|-?[1-9]\d{0,10}", re.ASCII)
_NUMBER_LIKE = re.compile(r"(?!.*\.\.)(?=.*\d)[\d\s.,:/\-+%€$£¥()eE]+")
_MONTHS = (
    "jan(?:uary|uar)?|jänner|feb(?:ruary|ruar)?|mar(?:ch)?|märz|mär|mrz|apr(?:il)?"
    "|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?"
    "|nov(?:ember)?|de[cz](?:ember)?"
)
_DAY_LIKE = re.compile(
    rf"(?!.*\.\.)(?=.*\d)(?:[\d\s.,:/\-]|(?:{_MONTHS})(?![a-zäöü])"
    r"|(?<=[\d\s])[ap]m?(?![a-z\d]))+",
    re.IGNORECASE,
)
# What Excel reads as its own values, in English and in German.
_OWN_VALUES = frozenset(
    (
        *("true", "false", "wahr", "falsch", "#n/a", "#nv", "#div/0!", "#value!"),
        *("#wert!", "#ref!", "#bezug!", "#name?", "#num!", "#zahl!", "#null!"),
    )
)


@lru_cache(maxsize=4096)
def neutralised(text: str) -> str:
    """The text with an apostrophe before what would run; all else unchanged.

    A text that looks as if an apostrophe had been put before it gets one more, so that
    `restored` always gives back the same text.
    """
    return f"'{text}" if _RUNS.match(text) or _has_apostrophe(text) else text


@lru_cache(maxsize=4096)
def shielded(text: str) -> str:
    """The text with an apostrophe before all that Excel would run or change.

    1-1, 2024/25, 007, 1e5, 12 Mai and WAHR stay what they are; 2024 needs nothing.
    """
    needs = _RUNS.match(text) or is_changed(text) or _has_apostrophe(text)
    return f"'{text}" if needs else text


def restored(text: str) -> str:
    """The text as it was before `neutralised` or `shielded`."""
    return text[1:] if text[:1] == "'" and _has_apostrophe(text) else text


@lru_cache(maxsize=4096)
def is_changed(text: str) -> bool:
    """Whether Excel would show and save something else, in English or in German."""
    if _PLAIN_INTEGER.fullmatch(text):
        return False
    if text.strip().casefold() in _OWN_VALUES:
        return True
    return bool(_NUMBER_LIKE.fullmatch(text) or _DAY_LIKE.fullmatch(text))


def _has_apostrophe(text: str) -> bool:
    """Whether the text looks as if it had been kept from a spreadsheet already."""
    bare = text.lstrip("'")
    return bare != text and bool(_RUNS.match(bare) or is_changed(bare))
