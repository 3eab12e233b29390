"""Routes of local sign-in: forms that the browser itself submits, so that they can set
a cookie that no script reads."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from impact_hub.identity import service, sessions
from impact_hub.identity.browser import (
    BROWSER,
    SameSite,
    Token,
    drop_session,
    go,
    keep_browser,
    keep_session,
    local_path,
)
from impact_hub.identity.flash import drop_flash, flash
from impact_hub.identity.permissions import ANYONE
from impact_hub.kit import db
from impact_hub.kit.errors import AppError, SignedOut

router = APIRouter(prefix="/auth", include_in_schema=False, dependencies=[SameSite])


@router.post("/sign-in")
def sign_in(
    request: Request,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    way_back: Annotated[str, Form(alias="next")] = "/",
) -> RedirectResponse:
    """E-mail and password in, session cookie out."""
    client = request.client.host if request.client else ""
    try:
        with db.transaction() as session:
            token = service.sign_in(
                session,
                ANYONE,
                email=email,
                password=password,
                client=client,
                browser=request.cookies.get(BROWSER, ""),
            )
    except AppError as error:
        return flash(go("/sign-in"), error, email=email, next=local_path(way_back))
    response = go(local_path(way_back))
    keep_session(response, token)
    keep_browser(response, service.browser_of(email))
    drop_flash(response)
    return response


@router.post("/sign-out")
def sign_out(token: Token) -> RedirectResponse:
    """Sign out this browser."""
    if token:
        with db.transaction() as session:
            service.sign_out(session, ANYONE, token=token)
    response = go("/")
    drop_session(response)
    return response


@router.post("/password")
def change_password(
    token: Token,
    current: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Change one's own password; other browsers are signed out, this one stays in."""
    try:
        with db.transaction() as session:
            actor = sessions.actor_of(session, token)
            token = service.change_password(session, actor, current=current, new=new)
    except SignedOut:
        return go("/sign-in")
    except AppError as error:
        return flash(go("/account"), error)
    response = flash(go("/account"), done="identity.password_changed")
    keep_session(response, token)
    return response
