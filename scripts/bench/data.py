"""The database that is measured: made once, and again when its generator changes."""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import insert

from impact_hub.config import ROOT
from impact_hub.kit import db, migrations
from scripts.bench import generator

FOLDER = ROOT / "var" / "bench"
MADE_FROM = FOLDER / "made-from.txt"
SEED = 1

T = TypeVar("T")


def provide() -> bool:
    """Have the database there. Returns whether it had to be made."""
    now = fingerprint()
    if MADE_FROM.is_file() and MADE_FROM.read_text("utf-8") == now:
        return False
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    migrations.migrate()
    with db.transaction() as session:
        for table, rows in generator.everything(SEED):
            for some in in_portions(rows, 20_000):
                session.connection().execute(insert(table), some)
    MADE_FROM.write_text(now, "utf-8")
    return True


def fingerprint() -> str:
    """One number for the generator and for the tables that it fills."""
    tables = sorted((ROOT / "alembic" / "versions").glob("*.py"))
    digest = hashlib.sha256(str(SEED).encode())
    for file in (Path(generator.__file__), *tables):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def in_portions(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The rows, so many at a time that they fit into memory."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some
