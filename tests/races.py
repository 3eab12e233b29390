"""Two people at the same moment, on connections of their own."""

import threading
from collections.abc import Callable

from sqlmodel import Session

from impact_hub.kit import db
from impact_hub.kit.errors import AppError

Work = Callable[[Session], object]

# The second has begun and waits, or is about to: long enough for either.
A_MOMENT = 0.2


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
        thread.join(A_MOMENT)
    thread.join(30)
    (error,) = outcome
    if error is not None and not isinstance(error, AppError):
        raise error
    return error
