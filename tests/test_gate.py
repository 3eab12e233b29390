"""Every answer has its headers, every page its address, and the log no secrets."""

import base64
import hashlib

import anyio
import httpx2
import pytest
import structlog
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from impact_hub.gate import Gate
from tests.client import Client

SCRIPT = 'console.log("hello")'
MODULE = '\nimport "/a.js"\n'
PAGE = f"""<!doctype html>
<script>{SCRIPT}</script>
<SCRIPT type="module" async>{MODULE}</SCRIPT>
<script src="/assets/a.js"></script>
"""


def answered(request):
    if request.url.path == "/missing":
        return PlainTextResponse("", status_code=404)
    if request.url.path == "/broken":
        raise RuntimeError
    return PlainTextResponse(request.url.path)


@pytest.fixture
def gate(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "sign-in.html").write_text("<p>")
    (tmp_path / "sub" / "page.html").write_text("<p>")
    app = Starlette(routes=[Route("/{path:path}", answered, methods=["GET", "POST"])])
    return Gate(app, tmp_path)


@pytest.fixture
def client(gate):
    return Client(gate)


@pytest.fixture
def log():
    before = structlog.get_config()
    structlog.reset_defaults()  # every level counts
    with structlog.testing.capture_logs() as lines:
        yield lines
    structlog.configure(**before)


def sha(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


@pytest.mark.parametrize("path", ["/", "/missing", "/api/v1/x"])
def test_no_answer_lacks_its_headers(client, path):
    headers = client.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert len(headers["x-request-id"]) == 12
    assert "content-security-policy" in headers


def test_only_our_own_scripts_run(client):
    policy = client.get("/").headers["content-security-policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))

    assert set(rules["script-src"].split()) == {
        "'self'",
        f"'sha256-{sha(SCRIPT)}'",
        f"'sha256-{sha(MODULE)}'",
    }
    assert rules["default-src"] == rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["object-src"] == "'none'"


def test_every_request_has_a_number_of_its_own(client):
    numbers = {client.get("/").headers["x-request-id"] for _ in range(3)}

    assert len(numbers) == 3


def test_over_https_browsers_stay_there(client, configure):
    assert "strict-transport-security" not in client.get("/").headers

    configure(HUB_PUBLIC_URL="https://hub.example.org")

    assert client.get("/").headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/assets/a-1x.js", "public, max-age=31536000, immutable"),
        ("/fonts/a.woff2", "public, max-age=2592000"),
        ("/api/v1/x", "no-store"),
        ("/auth/x", "no-store"),
        ("/i/world", None),
        ("/missing", None),
    ],
)
def test_what_never_changes_is_kept_by_browsers(client, path, kept):
    assert client.get(path).headers.get("cache-control") == kept


def test_a_missing_file_is_asked_for_again(gate):
    async def missing(scope, receive, send):
        await PlainTextResponse("", status_code=404)(scope, receive, send)

    gate.app = missing

    assert "cache-control" not in Client(gate).get("/assets/gone.js").headers
    assert "cache-control" not in Client(gate).get("/fonts/gone.woff2").headers


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/sign-in", "/sign-in.html"),
        ("/sub/page", "/sub/page.html"),
        ("/", "/"),
        ("/i/world", "/i/world"),
        ("/sign-in/", "/sign-in/"),
    ],
)
def test_pages_are_found_without_a_trailing_slash(client, asked, found):
    assert client.get(asked).text == found


def test_a_request_is_a_line_in_the_log_without_its_query(client, log):
    client.get("/i/world?secret=1")

    (line,) = log
    assert (line["method"], line["path"], line["status"]) == ("GET", "/i/world", 200)
    assert isinstance(line["ms"], int)
    assert line["log_level"] == "info"


@pytest.mark.parametrize("rest", ["token", "token/", "token.data", "a%0Atoken"])
def test_no_invitation_is_in_the_log(client, log, rest):
    client.get(f"/invite/{rest}")

    assert "token" not in str(log)
    assert log[0]["path"] == "/invite/…"


def test_files_of_pages_are_in_the_log_only_when_it_is_asked_for(client, log):
    client.get("/assets/a.js")

    assert log[0]["log_level"] == "debug"


def test_a_request_that_breaks_is_in_the_log_as_one(client, log):
    with pytest.raises(RuntimeError):
        client.get("/broken")

    assert log[0]["status"] == 500
    assert structlog.contextvars.get_contextvars() == {}


def test_sockets_pass_unchanged(gate):
    passed = []

    async def app(scope, receive, send):
        passed.append(scope)

    gate.app = app
    scope = {"type": "websocket", "path": "/sign-in"}
    anyio.run(gate, scope, None, None)

    assert passed == [scope]


@pytest.mark.parametrize("address", ["/i/a%00b", "/%00", "/i/world?by=a%00b"])
def test_no_address_has_a_nul(client, address):
    answer = client.get(address)

    assert answer.status_code == 400
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("proxies", "seen"),
    [
        ("", "10.0.0.1"),
        ("10.0.0.9", "10.0.0.1"),
        ("10.0.0.9, 10.0.0.1", "203.0.113.7"),
        ("10.0.0.0/8", "203.0.113.7"),
    ],
)
async def test_only_trusted_proxies_say_whom_they_ask_for(
    configure, tmp_path, proxies, seen
):
    configure(HUB_TRUSTED_PROXIES=proxies)
    told = Route("/", lambda request: PlainTextResponse(request.client.host))
    gate = Gate(Starlette(routes=[told]), tmp_path)
    proxy = httpx2.ASGITransport(gate, client=("10.0.0.1", 5000))

    async with httpx2.AsyncClient(transport=proxy, base_url="http://hub") as client:
        answer = await client.get("/", headers={"x-forwarded-for": "203.0.113.7"})

    assert answer.text == seen
