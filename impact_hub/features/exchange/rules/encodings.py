"""From the bytes of a file to its text, or to the reason why it has none."""

from impact_hub.kit.errors import Invalid

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
# What a zip archive holds when it is an Excel or a LibreOffice workbook.
_WORKBOOKS = (b"xl/", b"[Content_Types].xml", b"opendocument.spreadsheet")
_PAGES = (b"<!doctype", b"<html", b"<?xml")


def read_text(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or the old Windows encoding.

    What is valid UTF-8 is UTF-8: other texts with umlauts hardly ever are. All else is
    cp1252, of which latin-1 is a part as far as letters go. Refuses what is no text.
    """
    _refuse_known_formats(data)
    text = _decoded(data)
    if "\0" in text:
        raise Invalid("exchange.file_not_text", field="file")
    text = text.lstrip("\ufeff")
    if not text.strip():
        raise Invalid("exchange.file_empty", field="file")
    return text


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


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        pass
    if data.startswith(_UTF_16):
        raise Invalid("exchange.file_not_text", field="file")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
