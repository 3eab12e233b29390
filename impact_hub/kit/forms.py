"""Reading what a browser sends. It may send anything; what is read has its type."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from impact_hub.kit.errors import Invalid, NotFound

E = TypeVar("E", bound=StrEnum)

MAX_TEXT = 20_000

# Nobody plans for other years; a date input sends 0026 while 2026 is being typed.
YEARS = range(1900, 2200)

_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)
_ROW = re.compile(r"\d{1,9}", re.ASCII)  # fits into the database's column


class Form:
    """The fields of a submitted form, each read as what it must be."""

    def __init__(self, sent: object) -> None:
        """Take what was sent; anything but named fields is an empty form."""
        self._sent: Mapping[str, object] = sent if isinstance(sent, Mapping) else {}  # pyright: ignore[reportUnknownMemberType]

    def __contains__(self, field: str) -> bool:
        return field in self._sent

    def line(self, field: str) -> str:
        """A text without blanks around it; "" where there is none."""
        return self.secret(field).strip()

    def secret(self, field: str) -> str:
        """A text exactly as it was typed, such as a password."""
        raw = self._sent.get(field)
        return keepable(raw)[:MAX_TEXT] if isinstance(raw, str) else ""

    def texts(self, field: str, languages: list[str]) -> dict[str, str]:
        """A text per language, from fields such as `title.de`; empty ones left out."""
        found = {each: self.line(f"{field}.{each}") for each in languages}
        return {each: text for each, text in found.items() if text}

    def choice(self, field: str, of: type[E]) -> E:
        """One of the words of an enumeration."""
        try:
            return of(self.line(field))
        except ValueError:
            raise Invalid("forms.choose_one", field=field) from None

    def day(self, field: str) -> date | None:
        """A day as date inputs send it, 2026-11-21; None where it is empty."""
        raw = self.line(field)
        if not raw:
            return None
        try:
            found = date.fromisoformat(raw)
        except ValueError:
            found = date.min
        if found.year not in YEARS:
            raise Invalid("forms.not_a_day", field=field)
        return found

    def needed_day(self, field: str) -> date:
        """A day that must be given."""
        found = self.day(field)
        if found is None:
            raise Invalid("forms.day_needed", field=field)
        return found

    def whole(self, field: str) -> int:
        """A whole number, such as a threshold or a position."""
        written = _written(self._sent.get(field))
        if not _WHOLE.fullmatch(written):
            raise Invalid("forms.not_a_whole_number", field=field)
        return int(written)

    def number(self, field: str) -> int | None:
        """The number of a chosen thing; None where none is chosen."""
        written = _written(self._sent.get(field))
        return row_number(written) if written else None

    def ticked(self, field: str) -> bool:
        """Whether a box was ticked."""
        return self._sent.get(field) in (True, "true", "on", "yes")


def row_number(sent: object) -> int:
    """The number of a row, as an event or an address gives it."""
    written = _written(sent)
    if not _ROW.fullmatch(written):
        raise NotFound("forms.no_such_thing")
    return int(written)


def _written(sent: object) -> str:
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
