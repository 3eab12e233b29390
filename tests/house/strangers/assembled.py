"""The whole app in this process, as a server gets it, and a list of its routes."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from starlette.types import ASGIApp

from impact_hub.cli.serving import SERVE_WHAT_IS_BUILT
from impact_hub.identity import sessions
from impact_hub.impact_hub import app
from tests.house.strangers.closed import Asker
from tests.house.strangers.server import make_pages

SITE = "http://hub.example.org"


@cache
def assembled() -> ASGIApp:
    """The app with all its layers. It can be put together once in a process.

    Whoever asks `impact_hub.api` itself comes too early: it would begin to serve then,
    and takes no further layers.
    """
    folder = Path(tempfile.mkdtemp(prefix="hub-assembled-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SERVE_WHAT_IS_BUILT.items():
            patch.setenv(name, value)
        patch.setenv("REFLEX_WEB_WORKDIR", str(make_pages(folder / "web")))
        return app()


def routes(of: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Every route as (method, path); what is mounted without routes as ("", path)."""
    for route in getattr(of, "routes", ()):
        path = before + getattr(route, "path", "")
        if methods := getattr(route, "methods", None):
            yield from ((method, path) for method in methods)
        elif inner := _routing(route):
            yield from routes(inner, path)
        else:
            yield "", path


def _routing(route: Any) -> Any:
    """What has the routes of something that was mounted or included."""
    inner = getattr(route, "original_router", None) or getattr(route, "app", None)
    while inner is not None and not isinstance(getattr(inner, "routes", None), list):
        inner = getattr(inner, "app", None) or getattr(inner, "routes", None)
    return inner


def ask(app: ASGIApp, asker: Asker, method: str, path: str, **sent: Any) -> Any:
    """What somebody is answered; a failure of ours is a 500, as in a server."""
    headers = {**sent.pop("headers", {})}
    if asker.session:
        headers.setdefault("cookie", f"{sessions.COOKIE}={asker.session}")

    async def run() -> httpx2.Response:
        transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url=SITE) as client:
            return await client.request(method, path, headers=headers, **sent)

    return anyio.run(run)
