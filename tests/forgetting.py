"""What a process of the hub keeps between two requests, and tests must not share."""

from impact_hub.config import settings
from impact_hub.features.results.queries.board import kept, kept_tables
from impact_hub.identity import attempts
from impact_hub.kit import db


def forget_what_was_seen() -> None:
    """Wrong passwords and scoreboards of one test don't count in the next."""
    attempts.forget()
    kept.clear()
    kept_tables.clear()


def forget_everything() -> None:
    """The same, and which settings and which database a hub has."""
    forget_what_was_seen()
    if db.engine.cache_info().currsize:
        db.engine().dispose()
    db.engine.cache_clear()
    settings.cache_clear()
