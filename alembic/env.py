"""How migrations run: on the hub's own engine, with every room's tables known."""

import importlib
import pkgutil

from alembic import context
from sqlalchemy import Connection, Enum, text
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

import impact_hub
from impact_hub.kit import audit, db

# A migration that can't get its lock soon gives up instead of stopping the hub.
LOCK_TIMEOUT = "5s"
STATEMENT_TIMEOUT = "10min"

# Of two processes that start at the same time, one waits here until the other is done.
# Any number does, as long as nothing else in the database locks the same.
TURN = 7_203_114_905


def import_every_table() -> None:
    """Every module called `models` in the package, and the audit's."""
    assert audit.AuditLine  # noqa: S101 - its import is what matters
    for module in pkgutil.walk_packages(impact_hub.__path__, "impact_hub."):
        if module.name.endswith(".models"):
            importlib.import_module(module.name)


def render_item(kind: str, item: object, _: object) -> str | bool:
    """Write our column types as plain SQLAlchemy, so that migrations stand alone."""
    match item if kind == "type" else None:
        case db.ExactDecimal():
            plain = 'sa.Numeric().with_variant(sa.Text(), "sqlite")'
        case db.Words():
            plain = "sa.JSON()"
        case Enum():
            plain = f"sa.String({item.length})"
        case AutoString():
            plain = "sa.String()"
        case UTCDateTime():
            plain = "sa.DateTime(timezone=True)"
        case _:
            return False
    return plain


def migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({TURN})"))
        connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
        connection.execute(text(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'"))
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render_item,
    )
    context.run_migrations()


import_every_table()
given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    with db.migrating(db.engine()) as opened:
        migrate(opened)
