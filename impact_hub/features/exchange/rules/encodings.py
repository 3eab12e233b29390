"""From the bytes of a file to its text, or to the reason why it has none."""

import re
from dataclasses import dataclass

from impact_hub.features.exchange.rules.legibility import old_letter
from impact_hub.kit.errors import Invalid

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
