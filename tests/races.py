"""Two people at the same moment, on connections of their own."""

import threading
import time
from collections.abc import Callable

from sqlalchemy import text
from sqlmodel import Session

from impact_hub.kit import db
from impact_hub.kit.errors import AppError

Work = Callable[[Session], object]

# SQLite lets the second begin only when the first has ended.
A_MOMENT = 0.1
# On PostgreSQL it is seen where the second waits for the first, if it does.
AT_MOST = 10
WAITING = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def meanwhile(first: Work, second: Work) -> AppError | None:
    """Let the second begin while the first is done but not kept yet.

    Returns how the second was refused; None where it was not.
    """
    outcome: list[BaseException | None] = []

    def run() -> None:
        try:
            with db.transaction() as session:
                second(session)
        except BaseException as error:
            outcome.append(error)
        else:
            outcome.append(None)

    with db.transaction() as session:
        first(session)
        session.flush()
        thread = threading.Thread(target=run)
        thread.start()
        _let_wait(thread)
    thread.join(30)
    (error,) = outcome
    if error is not None and not isinstance(error, AppError):
        raise error
    return error


def _let_wait(thread: threading.Thread) -> None:
    """Go on when the second waits for the first, or is done without waiting."""
    if db.engine().dialect.name == "sqlite":
        thread.join(A_MOMENT)
        return
    until = time.monotonic() + AT_MOST
    while thread.is_alive() and time.monotonic() < until:
        with db.reading() as session:
            if session.connection().execute(WAITING).scalar_one():
                return
        thread.join(0.01)
