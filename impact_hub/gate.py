"""The outermost layer: every request passes here. Headers, addresses, request ids."""

import base64
import hashlib
import re
import time
import uuid
from pathlib import Path

import structlog
from granian.utils.proxies import wrap_asgi_with_proxy_headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from impact_hub.config import ROOT, settings

CLIENT = ROOT / ".web" / "build" / "client"
YEAR = b"public, max-age=31536000, immutable"
MONTH = b"public, max-age=2592000"

# Answers that depend on who asks: neither a proxy nor a browser gives them to others.
PERSONAL = ("/api/", "/auth/")

# Asked for so often that the log would hold little else.
QUIET = ("/assets/", "/healthz", "/readyz")

_INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE
)
log = structlog.get_logger()


class Gate:
    """Adds what no answer may lack, and finds pages without their trailing slash."""

    def __init__(self, app: ASGIApp, client: Path = CLIENT) -> None:
        proxies = settings().trusted_proxies
        self.app = wrap_asgi_with_proxy_headers(app, proxies) if proxies else app
        self.pages = {
            "/" + page.relative_to(client).with_suffix("").as_posix()
            for page in client.rglob("*.html")
        }
        self.policy = content_security_policy(client).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        request_id = uuid.uuid4().hex[:12]
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began, status = time.perf_counter(), 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                given = list(message.get("headers", []))
                message["headers"] = [
                    *given,
                    *self._headers(path, status, {name.lower() for name, _ in given}),
                    (b"x-request-id", request_id.encode()),
                ]
            await send(message)

        if path in self.pages:
            scope = {**scope, "path": f"{path}.html"}
        app = _refuse if _is_unkeepable(scope) else self._door(scope)
        try:
            await app(scope, receive, send_with_headers)
        finally:
            took = round((time.perf_counter() - began) * 1000)
            method = scope["method"]
            # The path only: a query may hold what is nobody's business.
            write = log.debug if path.startswith(QUIET) else log.info
            write("request", method=method, path=_safe(path), status=status, ms=took)
            structlog.contextvars.clear_contextvars()

    def _door(self, scope: Scope) -> ASGIApp:
        """The app; its routes don't know by themselves what HEAD asks for."""
        if scope["method"] != "HEAD" or not scope["path"].startswith("/api/"):
            return self.app

        async def without_content(scope: Scope, receive: Receive, send: Send) -> None:
            async def send_head(message: Message) -> None:
                if message["type"] == "http.response.body":
                    message["body"] = b""
                await send(message)

            await self.app({**scope, "method": "GET"}, receive, send_head)

        return without_content

    def _headers(
        self, path: str, status: int, given: set[bytes]
    ) -> list[tuple[bytes, bytes]]:
        headers = [
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"same-origin"),
            (b"content-security-policy", self.policy),
        ]
        if settings().is_https:
            headers.append((b"strict-transport-security", b"max-age=31536000"))
        if status < 400 and path.startswith("/assets/"):
            headers.append((b"cache-control", YEAR))
        elif status < 400 and path.startswith("/fonts/"):
            headers.append((b"cache-control", MONTH))
        elif path.startswith(PERSONAL) and b"cache-control" not in given:
            headers.append((b"cache-control", b"no-store"))
        return headers


def content_security_policy(client: Path) -> str:
    """Only what we serve ourselves may run or load; inline scripts by their hash."""
    hashes = {
        "'sha256-"
        + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        + "'"
        for page in client.rglob("*.html")
        for code in _INLINE_SCRIPT.findall(page.read_text("utf-8"))
    }
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(["script-src 'self'", *sorted(hashes)]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        )
    )


def _is_unkeepable(scope: Scope) -> bool:
    """Whether an address has a NUL in it, which no database of ours looks for."""
    return "\0" in scope["path"] or b"%00" in scope["query_string"]


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("", status_code=400)(scope, receive, send)


def _safe(path: str) -> str:
    """The path without the secret of an invitation."""
    return re.sub(r"^(/invite/).+", r"\1…", path, flags=re.DOTALL)
