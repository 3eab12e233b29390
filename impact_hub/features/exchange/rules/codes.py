"""Codes for things that have only a name in the file."""

from impact_hub.kit.slugs import slug_of

# Cells take codes of up to 80 characters; room is left for a number at the end.
LONGEST = 72


class Codes:
    """Gives out codes of small letters, digits and hyphens, each only once."""

    def __init__(self, *, fallback: str) -> None:
        self._fallback = fallback
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def code_for(self, name: str) -> str:
        """A new code for this name.

        The second name that comes out alike gets a 2 behind it, the third a 3. A name
        without a letter or a digit becomes the fallback.
        """
        first = slug_of(name, longest=LONGEST) or self._fallback
        number = self._last.get(first, 0) + 1
        while (code := f"{first}-{number}" if number > 1 else first) in self._taken:
            number += 1
        self._last[first] = number
        self._taken.add(code)
        return code


def letter(index: int) -> str:
    """a, b … z, aa, ab …: what tells the series of one file apart."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
