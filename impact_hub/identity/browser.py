"""What routes for browsers need: the session cookie, safe ways back, same site."""

from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from impact_hub.config import settings
from impact_hub.identity import sessions
from impact_hub.kit.errors import Forbidden

BROWSER = "hub_browser"


def from_same_site(request: Request) -> None:
    """Refuse forms that another site submits: they would act with a person's cookie."""
    site = request.headers.get("sec-fetch-site")
    if site is None:
        origin = request.headers.get("origin")
        same = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    else:
        same = site in ("same-origin", "none")
    if not same:
        raise Forbidden("identity.other_site")


SameSite = Depends(from_same_site)


def session_token(request: Request) -> str | None:
    """The token in the request's cookie."""
    return request.cookies.get(sessions.COOKIE)


Token = Annotated[str | None, Depends(session_token)]


def local_path(path: str | None) -> str:
    """A way back inside the hub; "/" where the given one leads anywhere else."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")):
        return "/"
    return quote(path, safe="/?&=%#:@~+,.-_")


def go(path: str) -> RedirectResponse:
    """Send the browser to a page, afresh, so that its socket sees the new cookie."""
    return RedirectResponse(path, status_code=303)


def keep_session(response: Response, token: str) -> None:
    """Put the session's token where scripts cannot read it."""
    response.set_cookie(
        sessions.COOKIE,
        token,
        max_age=settings().session_days * 86_400,
        httponly=True,
        samesite="lax",
        secure=settings().is_https,
    )


def drop_session(response: Response) -> None:
    """Take the session's token out of the browser."""
    response.delete_cookie(
        sessions.COOKIE, httponly=True, samesite="lax", secure=settings().is_https
    )


def keep_browser(response: Response, known_by: str) -> None:
    """Let the browser be known again: strangers can't lock its person out."""
    response.set_cookie(
        BROWSER,
        known_by,
        max_age=365 * 86_400,
        path="/auth",
        httponly=True,
        samesite="lax",
        secure=settings().is_https,
    )
