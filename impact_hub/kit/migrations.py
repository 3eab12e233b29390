"""The steps that build the database, and whether all of them have been taken."""

from functools import lru_cache

from alembic.command import upgrade
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from impact_hub.config import ROOT
from impact_hub.kit import db
from impact_hub.kit.errors import Conflict


def migrate() -> None:
    """Bring the database to where the code expects it. Conflict: it is another's."""
    if not _taken() <= {step.revision for step in _steps().walk_revisions()}:
        raise Conflict("cli.other_database")
    upgrade(_config(), "head")


def are_current() -> bool:
    """Whether the database is where the code expects it."""
    return _taken() == set(_steps().get_heads())


def _taken() -> set[str]:
    """The last steps that the database has been through; empty: none at all."""
    with db.engine().connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads())


@lru_cache
def _steps() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    return Config(str(ROOT / "alembic.ini"))
