"""The REST door: who asks, one transaction per request, refusals as JSON."""

from collections.abc import Generator
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from sqlmodel import Session

from impact_hub.config import settings
from impact_hub.identity import sessions
from impact_hub.identity.browser import Token
from impact_hub.identity.permissions import Actor
from impact_hub.kit import db
from impact_hub.kit.errors import AppError, Invalid
from impact_hub.texts import known
from impact_hub.texts.refusals import told


def _transaction() -> Generator[Session]:
    with db.transaction() as session:
        yield session


def _reading() -> Generator[Session]:
    with db.reading() as session:
        yield session


# Every route takes one of these two: the whole request is one unit of work.
Transaction = Annotated[Session, Depends(_transaction, scope="function")]
Reading = Annotated[Session, Depends(_reading, scope="function")]


def locale_of(request: Request) -> str:
    """The language of an answer: asked for in the address, chosen, or the browser's."""
    asked = [
        request.query_params.get("lang", ""),
        request.cookies.get("hub_language", ""),
        *request.headers.get("accept-language", "").split(","),
    ]
    found = (known(one.partition(";")[0].strip()) for one in asked)
    return next((locale for locale in found if locale), settings().language)


Locale = Annotated[str, Depends(locale_of)]


def actor_reading(session: Reading, token: Token) -> Actor:
    """Whoever asks, for routes that only read."""
    return sessions.actor_of(session, token)


def actor_changing(session: Transaction, token: Token) -> Actor:
    """Whoever asks, for routes that change something."""
    return sessions.actor_of(session, token)


Reader = Annotated[Actor, Depends(actor_reading)]
Changer = Annotated[Actor, Depends(actor_changing)]


def answer_refusals(api: FastAPI) -> None:
    """Turn refusals into JSON with their status, code and sentence."""

    @api.exception_handler(AppError)
    def refused(request: Request, error: AppError) -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        field = error.field if isinstance(error, Invalid) else None
        return JSONResponse(
            {
                "code": error.code,
                "field": field,
                "message": told(error, locale_of(request)),
            },
            status_code=error.status,
        )
