"""Ways back stay inside the hub, and forms of other sites are refused."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.requests import Request

from impact_hub.identity.browser import (
    drop_session,
    from_same_site,
    go,
    keep_session,
    local_path,
    session_token,
)
from impact_hub.kit.errors import Forbidden


def request(**headers: str) -> Request:
    given = {"host": "hub.example.org", **headers}
    sent = [(k.replace("_", "-").encode(), v.encode()) for k, v in given.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": sent})


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/i/zukunft/figures?period=3#top", "/i/zukunft/figures?period=3#top"),
        ("/o/haus süd", "/o/haus%20s%C3%BCd"),
        ("", "/"),
        (None, "/"),
        ("https://evil.example.org/", "/"),
        ("//evil.example.org/", "/"),
        ("/\\evil.example.org/", "/"),
        ("\\/evil.example.org/", "/"),
        ("javascript:alert(1)", "/"),
        ("sign-in", "/"),
    ],
)
def test_a_way_back_leads_into_the_hub(path, way):
    assert local_path(path) == way


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("/\t/evil.example.org")
@example("/\n/evil.example.org")
@example("/ /evil.example.org")
@example("/%2F/evil.example.org")
@example("/..//evil.example.org")
def test_no_way_back_leads_to_another_host(path):
    there = urljoin("https://hub.example.org/sign-in", local_path(path))

    assert urlsplit(there).netloc == "hub.example.org"
    assert not {"\t", "\n", "\r", "\\", " "} & set(local_path(path))


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "none"},
        {"origin": "https://hub.example.org"},
        {},
    ],
)
def test_forms_of_the_hub_itself_are_taken(headers):
    from_same_site(request(**headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "cross-site", "origin": "https://hub.example.org"},
        {"origin": "https://evil.example.org"},
        {"origin": "https://hub.example.org.evil.org"},
        {"origin": "null"},
    ],
)
def test_forms_of_other_sites_are_refused(headers):
    with pytest.raises(Forbidden, match=r"identity\.other_site"):
        from_same_site(request(**headers))


def test_the_token_is_kept_where_no_script_reads_it(configure):
    configure(HUB_PUBLIC_URL="https://hub.example.org", HUB_SESSION_DAYS="2")
    response = go("/")

    keep_session(response, "token")

    header = response.headers["set-cookie"].lower()
    assert header.startswith("hub_session=token;")
    assert {"httponly", "secure", "samesite=lax", "max-age=172800", "path=/"} <= set(
        header.split("; ")
    )


def test_the_token_is_taken_out_again():
    response = go("/")

    drop_session(response)

    assert 'hub_session=""' in response.headers["set-cookie"]
    assert "max-age=0" in response.headers["set-cookie"].lower()


def test_a_form_is_answered_with_a_page_of_its_own():
    assert (go("/account").status_code, go("/account").headers["location"]) == (
        303,
        "/account",
    )


def test_the_token_is_read_from_the_cookie():
    assert session_token(request(cookie="a=b; hub_session=token")) == "token"
    assert session_token(request()) is None
