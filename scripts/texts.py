"""Collects every sentence in the code and brings the catalogues up to date.

`make texts` after writing a new sentence; then fill in its translation in the .po file.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "impact_hub"
KEYWORDS = {"t": None, "text": None, "N_": None, "tn": (1, 2), "ntext": (1, 2)}
WIDTH = 92
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # no date that changes with every run


def collected() -> Catalog:
    """Every sentence that the code marks for translation."""
    catalog = Catalog(charset="utf-8")
    found = extract_from_dir(
        PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS
    )
    for _file, _line, message, _comments, _context in found:
        if message and message != "":
            catalog.add(message)
    return catalog


def translated(locale: str) -> Catalog:
    """The catalogue of a language, as it is."""
    with catalog_path(locale).open("rb") as file:
        return read_po(file, locale=locale)


def catalog_path(locale: str) -> Path:
    return PACKAGE / "texts" / locale / "LC_MESSAGES" / "impact_hub.po"


def updated(locale: str) -> Catalog:
    """The catalogue with every sentence of the code and no other, in order."""
    old = translated(locale)
    new = Catalog(
        locale=locale,
        header_comment="# The sentences of Impact Hub; `make texts` sorts them in.",
        project="Impact Hub",
        version="1",
        msgid_bugs_address="see CONTRIBUTING.md",
        last_translator="the maintainers",
        language_team="the maintainers",
        creation_date=EPOCH,
        revision_date=EPOCH,
        charset="utf-8",
        fuzzy=False,
    )
    for message in sorted(collected(), key=lambda m: str(m.id)):
        if message.id:
            kept = old.get(message.id)
            new.add(message.id, kept.string if kept else None)
    return new


def main() -> int:
    missing = 0
    for folder in (PACKAGE / "texts").glob("*/LC_MESSAGES"):
        locale = folder.parent.name
        catalog = updated(locale)
        with catalog_path(locale).open("wb") as file:
            write_po(file, catalog, no_location=True, omit_header=False, width=WIDTH)
        without = [m.id for m in catalog if m.id and not any(m.string or "")]
        missing += len(without)
        print(f"{locale}: {len(catalog)} sentences, {len(without)} without translation")
        for message_id in without:
            print(f"  {message_id!r}")
    return min(missing, 1)


if __name__ == "__main__":
    sys.exit(main())
