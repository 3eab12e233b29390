"""Reading what a browser sends. It may send anything; what is read has its type."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from impact_hub.kit.errors import Invalid, NotFound

E = TypeVar("E", bound=StrEnum)

MAX_TEXT = 20_000


class Form:
    """The fields of a submitted form, each read as what it must be."""

    def __init__(self, sent: object) -> None:
        """Take what was sent; anything but named fields is an empty form."""
        self._sent: Mapping[str, object] = sent if isinstance(sent, Mapping) else {}  # pyright: ignore[reportUnknownMemberType]

    def __contains__(self, field: str) -> bool:
        return field in self._sent

    def text(self, field: str) -> str:
        """A text without blanks around it; "" where there is none."""
        raw = self._sent.get(field)
        return raw.strip()[:MAX_TEXT] if isinstance(raw, str) else ""

    def secret(self, field: str) -> str:
        """A text exactly as it was typed, such as a password."""
        raw = self._sent.get(field)
        return raw[:MAX_TEXT] if isinstance(raw, str) else ""

    def texts(self, field: str, languages: list[str]) -> dict[str, str]:
        """A text per language, from fields such as `title.de`; empty ones left out."""
        found = {each: self.text(f"{field}.{each}") for each in languages}
        return {each: text for each, text in found.items() if text}

    def choice(self, field: str, of: type[E]) -> E:
        """One of the words of an enumeration."""
        try:
            return of(self.text(field))
        except ValueError:
            raise Invalid("forms.choose_one", field=field) from None

    def day(self, field: str) -> date | None:
        """A day as date inputs send it, 2026-11-21; None where it is empty."""
        raw = self.text(field)
        if not raw:
            return None
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise Invalid("forms.not_a_day", field=field) from None

    def needed_day(self, field: str) -> date:
        """A day that must be given."""
        found = self.day(field)
        if found is None:
            raise Invalid("forms.day_needed", field=field)
        return found

    def whole(self, field: str) -> int:
        """A whole number, such as a threshold or a position."""
        raw = self._sent.get(field)
        text = str(raw) if isinstance(raw, int | str) else ""
        if not text.strip().lstrip("-").isdecimal() or len(text) > 12:
            raise Invalid("forms.not_a_whole_number", field=field)
        return int(text)

    def number(self, field: str) -> int | None:
        """The number of a chosen thing; None where none is chosen."""
        return row_number(self._sent[field]) if self.text(field) else None

    def ticked(self, field: str) -> bool:
        """Whether a box was ticked."""
        return self._sent.get(field) in (True, "true", "on", "yes")


def row_number(sent: object) -> int:
    """The number of a row, as an event or an address gives it."""
    text = str(sent) if isinstance(sent, int | str) else ""
    if not text.isdecimal() or len(text) > 12:
        raise NotFound("forms.no_such_thing")
    return int(text)
