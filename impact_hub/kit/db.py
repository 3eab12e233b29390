"""The database: engine, column types, names, and the only place with transactions."""

import sqlite3
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import (
    JSON,
    Connection,
    Dialect,
    Engine,
    Enum,
    Numeric,
    Table,
    Text,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import make_url
from sqlalchemy.engine.url import URL
from sqlalchemy.orm import declared_attr
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, Session, SQLModel

from impact_hub.config import settings
from impact_hub.kit import sums
from impact_hub.kit.errors import Conflict

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# How long a connection waits for another writer before it gives up.
BUSY_TIMEOUT_MS = 10_000


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal kept digit by digit, trailing zeros included.

    NUMERIC on PostgreSQL; text on SQLite, whose own numbers are binary floats.
    """

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(Numeric())

    def process_bind_param(
        self, value: Decimal | None, dialect: Dialect
    ) -> Decimal | str | None:
        if value is None or dialect.name != "sqlite":
            return value
        return format(value, "f")

    def process_result_value(
        self, value: Decimal | str | None, dialect: Dialect
    ) -> Decimal | None:
        return None if value is None else Decimal(value)


class Words(TypeDecorator[dict[str, str]]):
    """What people wrote, by language: `{"de": "Jugendliche", "en": "Young people"}`."""

    impl = JSON
    cache_ok = True


def choice(of: type[StrEnum]) -> Enum:
    """A column for one of these words: kept as text, read back as the member."""

    def words(_: object) -> list[str]:
        return [member.value for member in of]

    return Enum(of, native_enum=False, length=24, values_callable=words)


class Row(SQLModel):
    """The base of every table: a row with a number of its own."""

    id: int | None = Field(default=None, primary_key=True)


class Versioned(Row):
    """A row that many people change: nobody overwrites what they have not seen.

    Its revision grows with every change. Whoever saves says which revision they have
    seen, see `check_revision`; two who save at the same moment are told apart by the
    database.
    """

    revision: int = Field(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - a class, to SQLAlchemy
        """Let the mapper count the revisions."""
        table = cast("Table", getattr(cls, "__table__"))  # noqa: B009 - it has one
        return {"version_id_col": table.c.revision}


def check_revision(row: Versioned, seen: int | None) -> None:
    """Refuse to change what somebody has changed since it was seen; None: just now."""
    if seen is not None and seen != row.revision:
        raise Conflict("forms.changed_elsewhere")


def touch(row: Versioned, column: str, now: datetime) -> None:
    """Make a row's revision grow where only what belongs to it has changed."""
    setattr(row, column, now)
    flag_modified(row, column)  # the same moment again is a change, too


def id_of(row: Row) -> int:
    """The number of a row that is in the database (one just added needs a flush)."""
    if row.id is None:
        msg = f"{type(row).__name__} has not been flushed"
        raise LookupError(msg)
    return row.id


def add_missing(
    session: Session, table: type[Row], rows: Sequence[Mapping[str, object]]
) -> None:
    """Add rows, but for those that are there already, by whatever makes them unique."""
    if not rows:
        return
    session.flush()
    connection = session.connection()
    of = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}
    insert = of[connection.dialect.name](table).on_conflict_do_nothing()
    connection.execute(insert, [dict(row) for row in rows])


def database_url() -> URL:
    """The address of the database, with the driver that we ship."""
    given = settings().database_url
    if not given:
        return URL.create("sqlite", database=str(settings().data_dir / "hub.sqlite"))
    url = make_url(given)
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    return url


def make_engine(url: URL) -> Engine:
    """An engine for SQLite or PostgreSQL, set up the way this house needs it."""
    # Parameters are hidden: no address, hash or figure is in an error, and so in a log.
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # SQLAlchemy says BEGIN, see below
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    sums.teach(connection)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that first reads and then writes would fail at once if somebody
    # else wrote in between; one that says so at its start waits for its turn.
    reads = connection.get_execution_options().get("postgresql_readonly", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reads else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@lru_cache
def engine() -> Engine:
    """The engine of this process."""
    url = database_url()
    if url.get_backend_name() == "sqlite" and url.database:
        settings().data_dir.mkdir(parents=True, exist_ok=True)
    return make_engine(url)


@lru_cache
def _reading_engine(base: Engine) -> Engine:
    if base.dialect.name == "sqlite":  # sees one moment anyway
        return base.execution_options(postgresql_readonly=True)
    return base.execution_options(
        postgresql_readonly=True, isolation_level="REPEATABLE READ"
    )


@contextmanager
def transaction() -> Generator[Session]:
    """One unit of work: committed as a whole at the end, or not at all."""
    try:
        with Session(engine(), expire_on_commit=False) as session, session.begin():
            yield session
    except StaleDataError:
        raise Conflict("forms.changed_elsewhere") from None


@contextmanager
def reading() -> Generator[Session]:
    """One unit of looking: all of it sees one moment.

    The database itself refuses to change anything in it.
    """
    base = _reading_engine(engine())
    with Session(base, expire_on_commit=False) as session, session.begin():
        yield session


def is_reading(session: Session) -> bool:
    """Whether it only looks: what it sees is kept for good, and fits together."""
    options = session.connection().get_execution_options()
    return bool(options.get("postgresql_readonly"))


@contextmanager
def migrating(base: Engine) -> Generator[Connection]:
    """One transaction that may rebuild tables.

    SQLite rebuilds a table by dropping the old one, and that would take along every
    row that refers to it. So it doesn't look at references until the end.
    """
    with base.connect() as connection:
        if base.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        kept: Any = connection.connection.driver_connection
        kept.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    msg = f"rows refer to what is not there: {broken[:10]}"
                    raise LookupError(msg)
        finally:
            kept.execute("PRAGMA foreign_keys = ON")
