"""The steps that build the database, and whether all of them have been taken."""

from functools import lru_cache

from alembic.command import upgrade
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from impact_hub.config import ROOT
from impact_hub.kit import db


def migrate() -> None:
    """Bring the database to where the code expects it."""
    upgrade(_config(), "head")


def are_current() -> bool:
    """Whether the database is where the code expects it."""
    with db.engine().connect() as connection:
        current = MigrationContext.configure(connection).get_current_heads()
    return set(current) == _heads()


@lru_cache
def _heads() -> set[str]:
    return set(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> Config:
    return Config(str(ROOT / "alembic.ini"))
