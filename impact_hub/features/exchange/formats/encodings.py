"""From the bytes of a file to its text, and whether its letters came whole."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from impact_hub.features.exchange.rules.problems import Doubt
from impact_hub.kit.errors import Invalid
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


_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
# What a zip archive holds when it is an Excel or a LibreOffice workbook.
_WORKBOOKS = (b"xl/", b"[Content_Types].xml", b"opendocument.spreadsheet")
_PAGES = (b"<!doctype", b"<html", b"<?xml")
# Bytes that are no UTF-8 come out of Python as these, and are letters of old Windows.
_OLD = {chr(0xDC00 + byte): old_letter(byte) for byte in range(0x80, 0x100)}
_LETTERS = {ord(escaped): letter for escaped, letter in _OLD.items()}
_ESCAPED = re.compile("[\udc80-\udcff]")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and its lines that are written in another encoding."""

    text: str
    foreign: tuple[int, ...] = ()


def read_text(data: bytes) -> str:
    """The text of a file. Refuses what is no text."""
    return decode(data).text


def decode(data: bytes) -> Decoded:
    """The text of a file in UTF-8, UTF-16 with its mark, or the old Windows encoding.

    What is valid UTF-8 is UTF-8: other texts with umlauts hardly ever are. All else is
    cp1252, of which latin-1 is a part as far as letters go. Where a program has put
    lines of the one into a file of the other, each letter is read as what it is, and
    the lines of the old encoding are named.
    """
    _refuse_known_formats(data)
    found = _decoded(data)
    text = found.text
    if "\0" in text:
        raise Invalid("exchange.file_not_text", field="file")
    if not text.strip():
        raise Invalid("exchange.file_empty", field="file")
    return found


def lines_of(text: str) -> list[str]:
    """Line by line, as a person counts them."""
    return _LINE_END.split(text)


def _refuse_known_formats(data: bytes) -> None:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_OLD_WORKBOOK) or (
        data.startswith(_ZIP) and any(name in data for name in _WORKBOOKS)
    ):
        raise Invalid("exchange.file_is_workbook", field="file")
    if start.startswith(b"%pdf"):
        raise Invalid("exchange.file_is_pdf", field="file")
    if start.startswith(_PAGES):
        raise Invalid("exchange.file_is_web_page", field="file")


def _decoded(data: bytes) -> Decoded:
    if data.startswith(_UTF_16):
        try:
            return Decoded(data.decode("utf-16").lstrip("\ufeff"))
        except UnicodeDecodeError:
            raise Invalid("exchange.file_not_text", field="file") from None
    text = data.decode("utf-8", "surrogateescape").lstrip("\ufeff")
    if not _ESCAPED.search(text):
        return Decoded(text)
    is_mixed = any(not sign.isascii() and sign not in _OLD for sign in set(text))
    foreign = [
        number
        for number, line in enumerate(lines_of(text), start=1)
        if is_mixed and _ESCAPED.search(line)
    ]
    return Decoded(text.translate(_LETTERS), tuple(foreign))
