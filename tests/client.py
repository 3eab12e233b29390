"""A browser without a screen: sends requests to an app and keeps its cookies."""

from functools import partial

import anyio
import httpx2
from starlette.types import ASGIApp


class Client:
    """Talks to an app in this process. Redirects are shown, not followed."""

    def __init__(self, app: ASGIApp) -> None:
        self._http = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app), base_url="http://hub.example.org"
        )

    @property
    def cookies(self) -> httpx2.Cookies:
        return self._http.cookies

    def get(self, path: str, **request: object) -> httpx2.Response:
        return self._send("GET", path, **request)

    def head(self, path: str, **request: object) -> httpx2.Response:
        return self._send("HEAD", path, **request)

    def post(self, path: str, **request: object) -> httpx2.Response:
        return self._send("POST", path, **request)

    def _send(self, method: str, path: str, **request: object) -> httpx2.Response:
        return anyio.run(partial(self._http.request, method, path, **request))
