"""Whether the letters of a file came whole, and what to look at where they did not."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from impact_hub.features.exchange.rules.problems import Doubt
from impact_hub.kit.names import has_control_signs, visible

LOST = "\ufffd"  # a letter that some program could not read, and threw away
_NAMED = 20
_SHOWN = 5


def old_letter(byte: int) -> str:
    """What a byte says in the old Windows encoding, or in latin-1 where it has none."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_NEXT = "".join(re.escape(old_letter(byte)) for byte in range(0x80, 0xC0))
_DOUBLED = re.compile(f"[Â-ß][{_NEXT}]|[à-ï][{_NEXT}]{{2}}")
_BYTES = {old_letter(byte): byte for byte in range(0x80, 0x100)}


def mended(text: str) -> str:
    """The text before it was taken for another encoding: `MÃ¤nner` was `Männer`."""
    return _DOUBLED.sub(_once, text)


def _once(found: re.Match[str]) -> str:
    """The letter that two or three signs stand for; they themselves, where none."""
    try:
        letter = bytes(_BYTES[sign] for sign in found[0]).decode()
    except UnicodeDecodeError:
        return found[0]
    is_western = letter < "\u0250" or "\u2000" <= letter < "\u2300"
    return letter if is_western else found[0]


@dataclass(slots=True)
class _Found:
    """Where something of one kind stands."""

    line: int
    column: str
    names: dict[str, None] = field(default_factory=dict[str, None])
    lines: dict[int, None] = field(default_factory=dict[int, None])


def legibility_doubts(cells: Iterable[tuple[int, str, str]]) -> tuple[Doubt, ...]:
    """What of these texts is not legible, each with its line and column."""
    found: dict[str, _Found] = {}
    for line, column, text in cells:
        if text.isascii() and text.isprintable():
            continue
        for code, shown in _wrong(text):
            one = found.setdefault(code, _Found(line, column))
            one.names.setdefault(shown[:80])
            one.lines.setdefault(line)
    return tuple(
        Doubt(
            one.line,
            one.column,
            code,
            {"names": list(one.names)[:_SHOWN], "lines": list(one.lines)[:_NAMED]},
        )
        for code, one in found.items()
    )


def _wrong(text: str) -> Iterable[tuple[str, str]]:
    if LOST in text:
        yield "exchange.letters_lost", text
    if (better := mended(text)) != text:
        yield "exchange.doubly_encoded", f"{text} ({better})"
    if has_control_signs(text):
        yield "exchange.control_signs", visible(text)
