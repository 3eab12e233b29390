"""Texts that a spreadsheet would run as a formula, and how to keep it from doing so."""

import re

# What a cell must not begin with; spreadsheets pass over blanks before it. The wide
# signs are the ones of East Asian keyboards.
_RUNS = r"\s*[=+\-@＝＋－＠]|[\t\r\n]"
_BARE = re.compile(rf"'*(?:{_RUNS})")
_NEUTRALISED = re.compile(rf"'+(?:{_RUNS})")


def neutralised(text: str) -> str:
    """The text with an apostrophe before what would run; all else unchanged.

    A text that looks as if this had been done to it gets one more, so that `restored`
    always gives back the same text.
    """
    return f"'{text}" if _BARE.match(text) else text


def restored(text: str) -> str:
    """The text as it was before `neutralised`."""
    return text[1:] if _NEUTRALISED.match(text) else text
