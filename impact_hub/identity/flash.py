"""What a form's answer leaves for the next page: why it was refused, what was typed.

It travels in a cookie of a minute. What is in it came from this browser and goes back
to it as text; nothing is decided by it.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit

from fastapi.responses import RedirectResponse, Response
from pydantic import TypeAdapter
from starlette.requests import cookie_parser

from impact_hub.config import settings
from impact_hub.kit.errors import AppError, Invalid

COOKIE = "hub_flash"
LASTS_SECONDS = 60
LONGEST = 500  # letters of a field: a cookie carries no more, and nothing is cut off


@dataclass(frozen=True)
class Flash:
    """What one page tells the next."""

    page: str = ""  # the address that it is meant for; no other page says it
    code: str = ""  # of the refusal, or of what was done
    is_refusal: bool = False
    where: str = ""  # the field that the refusal belongs to
    params: dict[str, str] = field(default_factory=dict[str, str])
    typed: dict[str, str] = field(default_factory=dict[str, str])


_FLASH = TypeAdapter(Flash)


def flash(
    response: RedirectResponse,
    error: AppError | None = None,
    *,
    done: str = "",
    **typed: str,
) -> RedirectResponse:
    """Give the next page a refusal or a success, and what was typed (no passwords)."""
    told = Flash(
        page=_page(response.headers["location"]),
        code=error.code if error else done,
        is_refusal=error is not None,
        where=error.field if isinstance(error, Invalid) else "",
        params={k: str(v) for k, v in error.params.items()} if error else {},
        typed={k: v for k, v in typed.items() if len(v) <= LONGEST},
    )
    response.set_cookie(
        COOKIE,
        urlsafe_b64encode(json.dumps(asdict(told)).encode()).decode(),
        max_age=LASTS_SECONDS,
        httponly=True,
        samesite="lax",
        secure=settings().is_https,
    )
    return response


def drop_flash(response: Response) -> None:
    """What went wrong before is over."""
    response.delete_cookie(
        COOKIE, httponly=True, samesite="lax", secure=settings().is_https
    )


def read_flash(cookie_header: str, page: str) -> Flash:
    """What the page before left for the one at this address; empty if nothing."""
    raw = cookie(cookie_header, COOKIE)
    if not raw:
        return Flash()
    try:
        found = _FLASH.validate_json(urlsafe_b64decode(raw))
    except ValueError:  # not base64, not JSON, or of another shape
        return Flash()
    return found if found.page == _page(page) else Flash()


def _page(address: str) -> str:
    """Where an address leads, without its question."""
    return urlsplit(address).path.rstrip("/") or "/"


def cookie(header: str, name: str) -> str | None:
    """One cookie out of a header, whatever else is in it; None where it is missing."""
    # As routes read it. The standard library's own gives up at one odd cookie.
    return cookie_parser(header).get(name)
