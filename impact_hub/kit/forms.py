"""Reading what a browser sends. It may send anything; what is read has its type."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar, cast

from impact_hub.kit.errors import Invalid, NotFound

E = TypeVar("E", bound=StrEnum)

# Nobody plans for other years; a date input sends 0026 while 2026 is being typed.
YEARS = range(1900, 2200)

_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)
_ROW = re.compile(r"\d{1,9}", re.ASCII)  # fits into the database's column


def one_of(of: type[E], sent: object, *, field: str) -> E:
    """One of the words of an enumeration."""
    try:
        return of(written(sent))
    except ValueError:
        raise Invalid("forms.choose_one", field=field) from None


def whole(sent: object, *, field: str) -> int:
    """A whole number, such as how many places something moves."""
    given = written(sent)
    if not _WHOLE.fullmatch(given):
        raise Invalid("forms.not_a_whole_number", field=field)
    return int(given)


def line_of(form: object, field: str) -> str:
    """What a form that is still being filled in has in a field; "" for nothing."""
    sent = cast("Mapping[str, object]", form if isinstance(form, Mapping) else {})
    raw = sent.get(field)
    return keepable(raw).strip() if isinstance(raw, str) else ""


def row_number(sent: object) -> int:
    """The number of a row, as an event or an address gives it."""
    given = written(sent)
    if not _ROW.fullmatch(given):
        raise NotFound("forms.no_such_thing")
    return int(given)


def written(sent: object) -> str:
    """A number as text, however it was sent; "" for anything else."""
    if isinstance(sent, int) and abs(sent) < 10**12:
        return str(sent)
    return sent.strip() if isinstance(sent, str) else ""


def check_length(text: str, *, most: int, field: str) -> None:
    """Refuse a text that is too long; nothing that was typed is cut off."""
    if len(text) > most:
        raise Invalid("forms.too_long", field=field, most=most, n=len(text))


def keepable(text: str) -> str:
    """A text without what no database takes: NULs, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()
