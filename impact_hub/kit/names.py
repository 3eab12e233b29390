"""Whether two names are one: what can't be seen in a name makes no other of it."""

import unicodedata
from functools import lru_cache

# These two change how neighbouring letters of some scripts look: they stay in a name.
_JOINERS = "\u200c\u200d"


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """A name as it is shown: one Unicode form, single blanks, no invisible signs."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    seen = (
        sign
        for sign in unicodedata.normalize("NFC", text)
        if sign.isspace() or sign in _JOINERS or not _is_invisible(sign)
    )
    return unicodedata.normalize("NFC", " ".join("".join(seen).split()))


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """What names have in common that are one: `MÄNNLICH ` and `männlich` are.

    Capitals are no difference, and neither is a soft hyphen or how ä is composed.
    """
    folded = unicodedata.normalize("NFC", clean(text).casefold())
    return clean("".join(sign for sign in folded if sign not in _JOINERS))


def has_control_signs(text: str) -> bool:
    """Whether there are signs in it that command a terminal and mean nothing here."""
    return any(
        unicodedata.category(sign) == "Cc" and sign not in "\t\r\n" for sign in text
    )


def visible(text: str) -> str:
    """The text with what can't be seen written out: `\\u00ad`."""
    return "".join(
        rf"\u{ord(sign):04x}" if _is_invisible(sign) and sign != "\n" else sign
        for sign in text
    )


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf")
