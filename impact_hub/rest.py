"""The REST door: who asks, one transaction per request, refusals as JSON."""

from collections.abc import Generator
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlmodel import Session

from impact_hub.config import settings
from impact_hub.identity import sessions
from impact_hub.identity.browser import Token
from impact_hub.identity.permissions import Actor
from impact_hub.kit import db
from impact_hub.kit.errors import AppError, Invalid, InvalidFields
from impact_hub.texts import known
from impact_hub.texts.refusals import explain


def _transaction() -> Generator[Session]:
    with db.transaction() as session:
        yield session


def _reading() -> Generator[Session]:
    with db.reading() as session:
        yield session


# Every route takes one of these two: the whole request is one unit of work.
Transaction = Annotated[Session, Depends(_transaction, scope="function")]
Reading = Annotated[Session, Depends(_reading, scope="function")]


def locale_of(request: Request, chosen: str = "") -> str:
    """The language of an answer: the address's, the person's, or the browser's."""
    asked = [
        request.query_params.get("lang", ""),
        chosen,
        request.cookies.get("hub_language", ""),
        *request.headers.get("accept-language", "").split(","),
    ]
    found = (known(one.partition(";")[0].strip()) for one in asked)
    return next((locale for locale in found if locale), settings().language)


def actor_reading(request: Request, session: Reading, token: Token) -> Actor:
    """Whoever asks, for routes that only read."""
    return _actor(request, session, token)


def actor_changing(request: Request, session: Transaction, token: Token) -> Actor:
    """Whoever asks, for routes that change something."""
    return _actor(request, session, token)


def _actor(request: Request, session: Session, token: str | None) -> Actor:
    actor = sessions.actor_of(session, token)
    locale = locale_of(request, actor.locale)
    request.state.locale = locale  # in which a refusal is told, too
    return replace(actor, locale=locale)


Reader = Annotated[Actor, Depends(actor_reading)]
Changer = Annotated[Actor, Depends(actor_changing)]


def answer_refusals(api: FastAPI) -> None:
    """Turn refusals into JSON with their status, code and sentence.

    Where several fields were refused, `problems` has the same for each of them.
    """

    @api.exception_handler(AppError)
    def refused(request: Request, error: AppError) -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        return _answer(request, error)

    @api.exception_handler(RequestValidationError)
    def misunderstood(request: Request, error: RequestValidationError) -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        names = dict.fromkeys(str(each["loc"][-1]) for each in error.errors())
        problems = [Invalid("rest.not_usable", field=name, name=name) for name in names]
        one = problems[0] if len(problems) == 1 else InvalidFields(problems)
        return _answer(request, one)


def _answer(request: Request, error: AppError) -> JSONResponse:
    locale = getattr(request.state, "locale", "") or locale_of(request)
    several = error.problems if isinstance(error, InvalidFields) else ()
    problems = [_written(each, locale) for each in several]
    return JSONResponse(
        {**_written(error, locale), "problems": problems}, status_code=error.status
    )


def _written(error: AppError, locale: str) -> dict[str, str | None]:
    field = error.field if isinstance(error, Invalid) else None
    return {"code": error.code, "field": field, "message": explain(error, locale)}
