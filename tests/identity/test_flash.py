"""What a form's answer leaves for the next page arrives there, and junk does not."""

import json
from base64 import urlsafe_b64encode
from decimal import Decimal

import pytest
from fastapi.responses import RedirectResponse
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.identity.flash import (
    COOKIE,
    Flash,
    cookie,
    drop_flash,
    flash,
    read_flash,
)
from impact_hub.kit.errors import Conflict, Invalid


def sent_back(response: RedirectResponse) -> str:
    """The cookies of an answer, as the browser sends them back."""
    return response.headers["set-cookie"].partition(";")[0]


def page() -> RedirectResponse:
    return RedirectResponse("/sign-in")


def test_a_refusal_arrives_with_its_field_and_what_was_typed():
    error = Invalid("identity.password_length", field="password", least=10)

    read = read_flash(
        sent_back(flash(page(), error, email="ada@example.org")), "/sign-in"
    )

    assert read == Flash(
        page="/sign-in",
        code="identity.password_length",
        is_refusal=True,
        where="password",
        params={"least": "10"},
        typed={"email": "ada@example.org"},
    )


def test_a_refusal_without_a_field_arrives_too():
    error = Conflict("x.y", total=Decimal("1.50"))

    read = read_flash(sent_back(flash(page(), error)), "/sign-in")

    assert (read.code, read.where, read.params) == ("x.y", "", {"total": "1.50"})


def test_a_success_arrives():
    read = read_flash(
        sent_back(flash(page(), done="identity.password_changed")), "/sign-in"
    )

    assert read == Flash(page="/sign-in", code="identity.password_changed")


@pytest.mark.parametrize("address", ["/sign-in", "/sign-in/", "/sign-in?next=/i/a"])
def test_the_page_that_it_is_meant_for_reads_it(address):
    assert read_flash(sent_back(flash(page(), done="x.y")), address).code == "x.y"


@pytest.mark.parametrize("address", ["/", "/account", "/sign-in/other"])
def test_no_other_page_reads_it(address):
    assert read_flash(sent_back(flash(page(), done="x.y")), address) == Flash()


def test_no_script_reads_it_and_it_is_gone_soon():
    header = flash(page(), done="x.y").headers["set-cookie"].lower()

    assert "httponly" in header
    assert "samesite=lax" in header
    assert "max-age=60" in header


def test_over_https_it_travels_over_https_only(configure):
    assert "secure" not in flash(page(), done="x.y").headers["set-cookie"].lower()

    configure(HUB_PUBLIC_URL="https://hub.example.org")

    assert "secure" in flash(page(), done="x.y").headers["set-cookie"].lower()


def test_it_can_be_dropped():
    response = page()
    drop_flash(response)

    assert 'hub_flash=""' in response.headers["set-cookie"]


def test_what_no_cookie_carries_is_left_out_and_not_cut_off():
    answer = flash(page(), done="x.y", note="x" * 5000, name="Ada")

    read = read_flash(sent_back(answer), "/sign-in")

    assert read.typed == {"name": "Ada"}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=500))
def test_whatever_was_typed_arrives(typed):
    read = read_flash(sent_back(flash(page(), done="x.y", note=typed)), "/sign-in")

    assert read.typed == {"note": typed}


def encoded(content: object) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).decode()


@pytest.mark.parametrize(
    "value",
    [
        "",
        "junk",
        "ä",
        "====",
        encoded([]),
        encoded("text"),
        encoded({"code": 5}),
        encoded({"code": ["x"]}),
        encoded({"params": {"least": [1]}}),
        encoded({"typed": []}),
        urlsafe_b64encode(b"\xff\xfe").decode(),
        urlsafe_b64encode(b"[" * 2000).decode(),
    ],
)
def test_junk_says_nothing(value):
    assert read_flash(f"{COOKIE}={value}", "/") == Flash()


@given(st.text())
def test_no_header_breaks_a_page(header):
    assert isinstance(read_flash(header, "/"), Flash)


def test_a_cookie_is_found_beside_odd_ones():
    header = 'other={"a": "b c"}; ;; x[y]=1; hub_session=token; ü=ü'

    assert cookie(header, "hub_session") == "token"
    assert cookie(header, "missing") is None
    assert cookie("", "hub_session") is None
