"""Every route, asked by those who have no business with it.

The routes come from the app as a server gets it: one that is not in the table below
fails the test.
"""

from collections.abc import Iterator

import pytest
from starlette.types import ASGIApp

from tests.databases import Template
from tests.house.strangers.assembled import SITE, ask, assembled, routes
from tests.house.strangers.closed import Closed, Watch, closed_hub
from tests.house.strangers.hostile import HUGE

INITIATIVE = "/api/v1/initiatives/{slug}"
INDICATOR = f"{INITIATIVE}/indicators/{{code}}"

# What nobody, an editor elsewhere, and a viewer of a partner are answered.
EXPECTED: dict[tuple[str, str], tuple[int, int, int]] = {
    ("GET", "/healthz"): (200, 200, 200),
    ("GET", "/readyz"): (200, 200, 200),
    ("GET", "/ping"): (200, 200, 200),
    ("GET", "/_health"): (200, 200, 200),
    ("GET", "/api/v1/openapi.json"): (200, 200, 200),
    ("POST", "/auth/sign-in"): (303, 303, 303),
    ("POST", "/auth/sign-out"): (303, 303, 303),
    ("POST", "/auth/password"): (303, 303, 303),
    ("POST", "/auth/register"): (303, 303, 303),
    ("GET", "/auth/oidc/{provider}"): (303, 303, 303),
    ("GET", "/auth/oidc/{provider}/callback"): (303, 303, 303),
    ("GET", f"{INITIATIVE}/figures.csv"): (401, 404, 200),
    ("GET", f"{INITIATIVE}/codebook.csv"): (404, 404, 200),
    ("GET", f"{INITIATIVE}/results.csv"): (404, 404, 200),
    ("GET", f"{INITIATIVE}/results-to-date.csv"): (404, 404, 200),
    ("GET", f"{INITIATIVE}/charts/standings"): (404, 404, 200),
    ("GET", f"{INITIATIVE}/charts/coverage"): (404, 404, 200),
    ("GET", f"{INDICATOR}/results.csv"): (404, 404, 200),
    ("GET", f"{INDICATOR}/results-to-date.csv"): (404, 404, 200),
    ("GET", f"{INDICATOR}/charts/movement"): (404, 404, 200),
    ("GET", f"{INDICATOR}/charts/partners"): (404, 404, 200),
    ("GET", f"{INDICATOR}/charts/split"): (404, 404, 200),
    ("GET", f"{INDICATOR}/charts/levels"): (404, 404, 404),  # it has no levels
    ("POST", f"{INITIATIVE}/import"): (401, 404, 403),
}
# The socket (test_sockets.py), and the files of pages.
MOUNTED = {("", "/_event"), ("", "")}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
CSV = {"file": ("figures.csv", b"Year,Value\n2026,1\n")}

OTHER_SITES = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://evil.example.org"},
    {"origin": "null"},
]


@pytest.fixture(scope="module")
def closed(
    sqlite: Template, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Closed]:
    with closed_hub(sqlite, tmp_path_factory.mktemp("closed")) as found:
        yield found


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    return assembled()


def filled(path: str, value: str = "") -> str:
    """An address of the closed initiative, or one with `value` for each part of it."""
    for name, usual in (("slug", "world"), ("code", "people"), ("provider", "none")):
        path = path.replace(f"{{{name}}}", value or usual)
    return f"{path}?by=age" if path.endswith("split") else path


def test_every_route_is_in_the_table(app):
    found = {route for route in routes(app) if route[0] not in ("HEAD", "OPTIONS")}

    assert found - MOUNTED == set(EXPECTED)


@pytest.mark.parametrize("route", EXPECTED, ids=" ".join)
def test_everyone_is_answered_what_they_may_know(app, closed, route):
    method, path = route
    sent = {"files": CSV} if path.endswith("/import") else {}
    answers = [ask(app, who, method, filled(path), **sent) for who in closed.askers]

    assert tuple(answer.status_code for answer in answers) == EXPECTED[route]
    for asker, answer in zip(closed.askers, answers, strict=True):
        assert not closed.leaks(asker, f"{answer.headers}{answer.text}")
    closed.restore()


@pytest.mark.parametrize("route", EXPECTED, ids=" ".join)
def test_what_is_closed_looks_like_what_is_not_there(app, closed, route):
    method, path = route
    sent = {"files": CSV} if path.endswith("/import") else {}
    for asker in closed.askers[:2]:
        one, other = (
            ask(app, asker, method, filled(path, slug), **sent)
            for slug in ("world", "nowhere")
        )

        assert (one.status_code, one.text) == (other.status_code, other.text)
    closed.restore()


@pytest.mark.parametrize("method", METHODS)
def test_no_method_breaks_a_route_or_changes_something(app, closed, method):
    watch = Watch(closed.file)

    for asker in closed.askers:
        for path in {path for _, path in EXPECTED} - {"/auth/sign-out"}:
            answer = ask(app, asker, method, filled(path))

            assert answer.status_code < 500, path
            assert not closed.leaks(asker, f"{answer.headers}{answer.text}"), path
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert not watch.changed()


@pytest.mark.parametrize(
    "part",
    [
        "..%2f..%2fetc%2fpasswd",
        "%00",
        "a%00b",
        "%ff%fe",
        "%ed%a0%80",
        "'%20OR%201=1;--",
        "<script>",
        "{0}%25s",
        "x" * 5000,
        "%E2%80%AE",
        "world%2Ffigures.csv",
        "world/",
    ],
)
def test_no_address_breaks_a_route(app, closed, part):
    watch = Watch(closed.file)

    for method, path in EXPECTED:
        if "{" not in path:
            continue
        for asker in closed.askers:
            queried = f"{filled(path)}?by={part}&lang={part}"
            for address in (filled(path, part), queried):
                answer = ask(app, asker, method, address)

                assert answer.status_code < 500, address[:200]
                assert not closed.leaks(asker, answer.text), address[:200]
    assert not watch.changed()


@pytest.mark.parametrize(
    "headers",
    [
        {"if-none-match": "garbage"},
        {"if-none-match": "\"'*,W/"},
        {"if-modified-since": "never"},
        {"range": "bytes=9-1,-5,x"},
        {"accept-language": ";;q=,,*;q=x" + "en," * 2000},
        {"accept-language": "../../etc"},
        {"accept-encoding": "gzip;q=x, \x7f"},
        {"cookie": "hub_session=; hub_language=%00; =; ;;a"},
        {"cookie": "hub_session=' OR 1=1; hub_flash=!!!; hub_oidc=x.y.z"},
        {"cookie": "hub_session=" + "x" * 5000},
        {"content-type": "multipart/form-data"},
        {"content-type": "multipart/form-data; boundary="},
        {"content-length": "-1"},
        {"host": "evil.example.org"},
        {"x-forwarded-host": "evil.example.org", "x-forwarded-proto": "javascript"},
        {"origin": "http://hub.example.org\x00"},
    ],
    ids=range(16),
)
def test_no_header_breaks_a_route(app, closed, headers):
    nobody = closed.askers[0]
    for method, path in EXPECTED:
        answer = ask(app, nobody, method, filled(path), headers=headers)

        assert answer.status_code < 500, path
        assert not closed.leaks(nobody, answer.text), path
        assert "evil" not in answer.headers.get("location", ""), path


FORMS = [path for method, path in EXPECTED if method == "POST"]


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "body",
    [
        {"data": {"email": HUGE, "password": HUGE, "name": HUGE, "token": HUGE}},
        {"data": {"email": "a\0b", "password": "a\0b", "name": "a\0b", "token": "\0"}},
        {"content": b"\xff\xfe\x00", "headers": {"content-type": "text/plain"}},
        {"json": {"email": ["x"], "password": {"a": 1}}},
        {"files": {"file": ("../../x.csv", b"\x1f\x8b\x08\x00bomb")}},
        {"files": {"email": ("x", b"x"), "password": ("x", b"x")}},
        {"content": b"email=%ED%A0%80&password=%00&next=//evil.example.org"},
    ],
    ids=range(7),
)
def test_no_form_breaks_a_route(app, closed, path, body):
    watch = Watch(closed.file)
    for asker in closed.askers[:2]:
        answer = ask(app, asker, "POST", filled(path), **body)

        assert answer.status_code < 500
        assert not closed.leaks(asker, answer.text)
    assert watch.changed() <= ({"sign_in"} if path == "/auth/sign-out" else set())
    closed.restore()


@pytest.mark.parametrize("headers", OTHER_SITES, ids=range(4))
@pytest.mark.parametrize("path", FORMS)
def test_no_form_of_another_site_is_taken(app, closed, path, headers):
    owner, watch = closed.insiders[0], Watch(closed.file)
    sent = {"files": CSV, "data": {"mode": "carry_out"}} if "import" in path else {}

    answer = ask(app, owner, "POST", filled(path), headers=headers, **sent)

    assert (answer.status_code, answer.json()["code"]) == (403, "identity.other_site")
    assert not watch.changed()


def test_no_answer_with_figures_is_kept_by_others(app, closed):
    """By a proxy, or by the browser for whoever is next."""
    owner = closed.insiders[0]
    for method, path in EXPECTED:
        if path.startswith(INITIATIVE) and method == "GET":
            kept = ask(app, owner, method, filled(path)).headers["cache-control"]

            assert kept in ("no-store", "private, no-cache"), path


def test_addresses_of_pages_lead_nowhere_else(app, closed):
    for path in ("//evil.example.org", "/\\evil.example.org", "/sign-in//evil.org/.."):
        answer = ask(app, closed.askers[0], "GET", SITE + path)

        assert "evil" not in answer.headers.get("location", "").removeprefix(SITE)
