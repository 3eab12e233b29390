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


_MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            *("jan", "feb", "mar mär mrz", "apr", "may mai", "jun", "jul", "aug"),
            *("sep", "oct okt", "nov", "dec dez"),
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(_MONTH_NUMBERS) + r")\.?"
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        rf"(?P<number>\d{{1,2}})(\.\s?|\s|-){_MONTH}",  # 01. Jan, 26-Mar
        rf"{_MONTH}[\s-](?P<number>\d{{2}}|[12]\d{{3}})",  # Mrz 26, Oct-14
    )
)
_WHOLE_DAYS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<number>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>[12]\d{3})",
        r"(?P<year>[12]\d{3})-(?P<month>\d{2})-(?P<number>\d{2})( 00:00:00)?",
    )
)
_PAIR = re.compile(r"(\d{1,4})\s?[-/.–]\s?(\d{1,4})\.?", re.ASCII)

Pair = tuple[int, int]


def pair_of(code: str) -> Pair | None:
    """The two numbers of a code that a spreadsheet takes for a day, such as 3-26."""
    found = _PAIR.fullmatch(code.strip())
    return (int(found[1]), int(found[2])) if found else None


def pairs_before(text: str) -> frozenset[Pair]:
    """The two numbers that a spreadsheet may have made this day or month of.

    `01. Jan` was 1-1, `Mrz 26` was 3-26 and `14-Oct` was 10-14 or 14-10. Nothing for
    what is no day.
    """
    for pattern in _DAYS:
        if found := pattern.fullmatch(text.strip()):
            month, number = (
                _MONTH_NUMBERS[found["month"].casefold()],
                int(found["number"]),
            )
            return _both_ways(month, number)
    for pattern in _WHOLE_DAYS:
        if found := pattern.fullmatch(text.strip()):
            day, month, year = (int(found[p]) for p in ("number", "month", "year"))
            first = _both_ways(month, year) if day == 1 else frozenset[Pair]()
            return _both_ways(month, day) | first
    return frozenset()


def _both_ways(month: int, number: int) -> frozenset[Pair]:
    """Years may have been written with two digits."""
    numbers = {number, number % 100} if number >= 1000 else {number}
    return frozenset(pair for one in numbers for pair in ((month, one), (one, month)))
