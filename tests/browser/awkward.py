"""The demo world in awkward words: long, without a break, like numbers, twice the same.

Whatever people wrote is replaced, wherever the tables keep it: a page or a field that
is added tomorrow is tried as well.
"""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Enum, String
from sqlmodel import AutoString, Session, SQLModel, select

from impact_hub import impact_hub
from impact_hub.kit.db import Words

WITHOUT_A_BREAK = (
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsfeier"
)
SENTENCE = (
    "Jugendliche mit Einwanderungsgeschichte und ihre Familien kennen die "
    "Unterstützungsangebote der Jugendberufshilfe, Schulsozialarbeit und "
    "Berufsorientierung, nutzen sie selbstbestimmt und empfehlen sie in ihren "
    "Freundeskreisen, Vereinen und Nachbarschaften weiter, auch über das Ende "
    "der Förderung hinaus"
)
UNIT = "Teilnahmebescheinigungsausstellungstagen"
ADDRESS = f"https://{WITHOUT_A_BREAK[:60].lower().replace('ä', 'ae')}.example/{UNIT}"

TITLES = (
    *(SENTENCE, WITHOUT_A_BREAK, f"{WITHOUT_A_BREAK} {SENTENCE[:225]}"),
    *("24/7", "2024"),
)
NAMES = (
    *("Jugendamt", "Jugendamt", "24/7", "2024"),
    *(f"Bundesarbeitsgemeinschaft{WITHOUT_A_BREAK.lower()}", SENTENCE),
)

BY_COLUMN: Mapping[str, tuple[str, ...]] = {
    "name": NAMES,
    "units": (UNIT,),
    "website": (ADDRESS,),
    "source_url": (ADDRESS,),
    "place": (WITHOUT_A_BREAK, "2024"),
    "area": (WITHOUT_A_BREAK,),
}

# No words of people: keys, codes, and what the program itself has written.
TABLES_KEPT = {"audit_line", "sign_in"}
COLUMNS_KEPT = {
    *("code", "slug", "email", "locale", "currency", "geo_code", "cell", "key"),
    *("token_hash", "password_hash", "issuer", "subject", "before", "after"),
}


def make_awkward(session: Session) -> None:
    """Replace what people wrote, everywhere."""
    assert impact_hub.app  # with it every room's tables are known
    for table in SQLModel.metadata.sorted_tables:
        columns = [each for each in table.columns if _holds_words(table.name, each)]
        turns = {each.name: _turns(each) for each in columns}
        for row in session.execute(select(table)).mappings().all() if columns else ():
            new = {
                name: _said_anew(row[name], next(turn))
                for name, turn in turns.items()
                if row[name]
            }
            if new:
                change = table.update().where(table.c.id == row["id"])
                session.execute(change.values(**new))


def _holds_words(table: str, column: Column[Any]) -> bool:
    if table in TABLES_KEPT or column.name in COLUMNS_KEPT:
        return False
    if isinstance(column.type, Words):
        return True
    is_text = isinstance(column.type, String | AutoString)
    return is_text and not isinstance(column.type, Enum)


def _turns(column: Column[Any]) -> Iterator[str]:
    return itertools.cycle(BY_COLUMN.get(column.name, TITLES))


def _said_anew(old: Any, text: str) -> Any:
    return dict.fromkeys(old, text) if isinstance(old, dict) else text
