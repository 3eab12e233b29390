"""Files over HTTP: who may, how large, in which language, and all or nothing."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import select

from impact_hub.features.exchange import api
from impact_hub.features.exchange.formats.uploads import Upload
from impact_hub.features.reporting.models import Value
from impact_hub.identity import sessions
from impact_hub.identity.permissions import Actor
from impact_hub.kit import db
from impact_hub.rest import answer_refusals
from tests.client import Client
from tests.features.exchange.files import STATISTIC, own, row, statistic
from tests.people import Cast
from tests.world import cast_in, world_in

BASE = "/api/v1/initiatives/world"
OTHER_SITE = {"sec-fetch-site": "cross-site"}


@pytest.fixture
def people(hub) -> Cast:
    with db.transaction() as session:
        cast = cast_in(session)
        world_in(session)
    return cast


@pytest.fixture
def browser(people) -> Client:
    """A browser in which the coordinator is signed in."""
    app = FastAPI()
    answer_refusals(app)
    app.include_router(api.router)
    browser = Client(app)
    sign_in(browser, people.coordinator)
    return browser


def sign_in(browser: Client, actor: Actor) -> None:
    browser.cookies.clear()
    if actor.person_id is not None:
        with db.transaction() as session:
            token = sessions.open_session(session, actor.person_id)
        browser.cookies.set(sessions.COOKIE, token)


def send(browser: Client, data: bytes, mode: str = "plan", **fields: Any):
    headers = fields.pop("headers", {})
    files = [("file", (fields.pop("name", "figures.csv"), data))]
    files += [("metadata", ("m.yml", each)) for each in fields.pop("metadata", ())]
    return browser.post(
        f"{BASE}/import", data={"mode": mode, **fields}, files=files, headers=headers
    )


def stored() -> int:
    with db.reading() as session:
        return len(session.exec(select(Value)).all())


def test_a_plan_comes_back_as_json_and_nothing_is_changed(browser):
    answer = send(browser, own(row(period="2025-Q4")).data)

    assert answer.status_code == 200
    assert stored() == 0
    body = answer.json()
    assert (body["code"], body["message"], body["done"]) == ("", "", False)
    plan = body["plan"]
    assert {name: plan[name] for name in ("file", "format", "rows", "added")} == {
        "file": "figures.csv",
        "format": "own",
        "rows": 1,
        "added": 1,
    }
    assert (plan["is_possible"], plan["changes_something"]) == (True, True)
    assert plan["periods"] == [
        {"code": "2025-Q4", "name": "4th quarter 2025", "days": ""}
    ]
    assert plan["updates"] == [
        {
            "partner": "partner",
            "partner_name": "Partner",
            "period": {"code": "2025-Q4", "name": "4th quarter 2025", "days": ""},
            "before": None,
            "status": "approved",
            "added": 1,
            "changed": 0,
            "removed": 0,
        }
    ]


def test_an_import_is_carried_out(browser):
    answer = send(browser, own(row()).data, "carry_out")
    again = send(browser, own(row()).data, "carry_out")

    body = answer.json()
    assert (answer.status_code, body["done"], body["code"]) == (
        200,
        True,
        "exchange.done",
    )
    assert again.json()["code"] == "exchange.nothing_new"
    assert stored() == 1


def test_statistics_come_with_all_that_is_said_of_them(browser):
    answer = send(
        browser,
        STATISTIC.encode(),
        "carry_out",
        name="C:\\fakepath\\indicator_1-2-1.csv",
        metadata=[b"title: x\ngraph_title: Poverty\n"],
        partner=" partner ",
        language="en",
        source="Office",
        licence="CC0",
        decimal=".",
    )

    plan = answer.json()["plan"]
    assert plan["indicators"] == [{"code": "1-2-1", "title": "Poverty", "unit": ""}]
    assert plan["dimensions"] == [{"code": "sex", "title": "Sex"}]
    assert plan["categories"] == [
        {"dimension": "sex", "code": "female", "title": "Female"}
    ]
    assert plan["splits"] == [{"indicator": "1-2-1", "dimensions": ["sex"]}]
    assert stored() == 3


def test_a_refused_import_tells_every_problem_by_row_and_column(browser):
    bad = own(row(value="-1"), row(categories="age=x")).data

    planned = send(browser, bad)
    refused = send(browser, bad, "carry_out")

    assert planned.status_code == 200
    problems = planned.json()["plan"]["problems"]
    assert [(one["line"], one["column"], one["code"]) for one in problems] == [
        (2, "value", "reporting.negative_count"),
        (3, "categories", "exchange.no_such_category"),
    ]
    assert problems[0]["message"] == "A count can't be below zero."
    assert refused.status_code == 422
    body = refused.json()
    assert (body["code"], body["done"]) == ("exchange.refused", False)
    assert body["plan"]["problems_total"] == 2
    assert "(2)" in body["message"]
    assert stored() == 0


@pytest.mark.parametrize(("language", "total"), [("de", "1.000"), ("en", "1,000")])
def test_problems_are_told_in_the_readers_language(browser, language, total):
    rows = (row(value="1000"), row(categories="age=0-17", value="1200"))
    form = {"files": {"file": ("x.csv", own(*rows).data)}}

    answer = browser.post(f"{BASE}/import?lang={language}", **form)

    assert total in answer.json()["plan"]["problems"][0]["message"]


def test_what_the_person_has_to_say_is_told_at_its_field(browser):
    answer = send(browser, STATISTIC.encode(), partner="partner")

    assert [(one["field"], one["code"]) for one in answer.json()["plan"]["fields"]] == [
        ("source", "exchange.source_needed"),
        ("licence", "exchange.licence_needed"),
    ]


def test_doubts_are_told(browser):
    text = "Year;Value\n2023;8.539\n2024;7.431\n2025;7.000\n"

    answer = send(browser, statistic(text).data, partner="partner")

    (doubt,) = answer.json()["plan"]["doubts"]
    assert (doubt["line"], doubt["code"]) == (2, "exchange.thousands_or_decimals")
    assert "8.539" in doubt["message"]


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({}, "exchange.file_missing"),
        ({"json": {"file": "x"}}, "exchange.file_missing"),
        ({"data": {"file": "no file"}}, "exchange.file_missing"),
        ({"files": {"other": ("x.csv", b"x")}}, "exchange.file_missing"),
        ({"files": {"file": ("x.csv", b"")}}, "exchange.file_empty"),
        ({"files": {"file": ("x.csv", b"\x00\x01")}}, "exchange.file_not_text"),
        (
            {
                "content": b"--x\r\nnothing",
                "headers": {"content-type": "multipart/form-data; boundary=x"},
            },
            "exchange.file_missing",
        ),
        (
            {
                "content": b"--x\r\n",
                "headers": {"content-type": "multipart/form-data"},
            },
            "exchange.file_missing",
        ),
    ],
)
def test_a_form_without_a_readable_file_is_refused(browser, request_, code):
    answer = browser.post(f"{BASE}/import", **request_)

    body = answer.json()
    assert (answer.status_code, body["code"], body["field"]) == (422, code, "file")
    assert body["message"]


def test_the_form_is_described_for_programs(browser):
    described = browser.get("/openapi.json").json()["paths"]

    body = described["/api/v1/initiatives/{slug}/import"]["post"]["requestBody"]
    form = body["content"]["multipart/form-data"]["schema"]
    fields = set(Upload.__dataclass_fields__) - {"data", "name"}
    assert set(form["properties"]) == {"file", "mode", *fields}


# How large


def test_a_file_that_is_too_large_is_refused_with_the_limit(browser, configure):
    configure(HUB_MAX_UPLOAD_MB="1")
    large = own(*([row()] * 30_000)).data

    answer = send(browser, large, "carry_out", headers={"accept-language": "en"})

    assert len(large) > 1024 * 1024
    assert answer.status_code == 413
    assert answer.json()["code"] == "exchange.file_too_large"
    assert answer.json()["message"] == "This file is larger than 1 megabytes."
    assert stored() == 0


def test_a_body_that_is_too_large_is_not_kept_and_not_read_for_ever(browser, configure):
    configure(HUB_MAX_UPLOAD_MB="1")
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        yield b'--x\r\ncontent-disposition: form-data; name="file"; filename="a"'
        yield b"\r\n\r\n"
        while sent < 100 * api.MEGABYTE:
            sent += 256 * 1024
            yield bytes(256 * 1024)

    answer = browser.post(
        f"{BASE}/import",
        content=endless(),
        headers={"content-type": "multipart/form-data; boundary=x"},
    )

    assert answer.status_code == 413
    assert sent <= (2 * api.PATIENCE + 1) * api.MEGABYTE


# Who may


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("anyone", 401),
        ("stranger", 404),
        ("viewer", 403),
        ("reporter", 403),
        ("funder", 403),
    ],
)
@pytest.mark.parametrize("mode", ["plan", "carry_out"])
def test_others_are_refused(browser, people, who, status, mode):
    sign_in(browser, getattr(people, who))

    answer = send(browser, own(row()).data, mode)

    assert (answer.status_code, stored()) == (status, 0)
    assert answer.json()["message"]


def test_a_form_on_another_site_is_refused(browser):
    answer = send(browser, own(row()).data, "carry_out", headers=OTHER_SITE)

    assert (answer.status_code, answer.json()["code"]) == (403, "identity.other_site")
    assert stored() == 0


def test_another_sites_form_is_refused_before_its_file_is_read(browser):
    answer = browser.post(f"{BASE}/import", json={}, headers=OTHER_SITE)

    assert answer.status_code == 403


# Out


def test_figures_come_as_a_file_with_a_date(browser):
    send(browser, own(row(value="12")).data, "carry_out")

    answer = browser.get(f"{BASE}/figures.csv")

    assert answer.content == own(row(value="12")).data
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == (
        'attachment; filename="figures-world-2026-07-01.csv"'
    )
    assert answer.headers["cache-control"] == "no-store"


def test_figures_and_codebook_come_as_german_excel_wants_them(browser):
    share = {"indicator": "share", "value": ""}
    send(
        browser,
        own(row(numerator="1.5", denominator="2", **share)).data,
        "carry_out",
    )

    figures = browser.get(f"{BASE}/figures.csv?format=excel").content
    codebook = browser.get(f"{BASE}/codebook.csv?format=excel").content

    assert figures.startswith(b"\xef\xbb\xbfIndikator;Partner;")
    assert b";1,5;2;" in figures
    assert codebook.startswith("\ufeffIndikator;Name;".encode())


def test_the_codebook_is_in_the_readers_language(browser):
    german = browser.get(f"{BASE}/codebook.csv?lang=de").text
    english = browser.get(f"{BASE}/codebook.csv?lang=en").text

    assert "Erreichte Menschen" in german
    assert "People reached" in english


@pytest.mark.parametrize(
    ("who", "figures", "codebook"),
    [("anyone", 401, 404), ("stranger", 404, 404), ("funder", 403, 200)],
)
def test_others_do_not_get_files(browser, people, who, figures, codebook):
    sign_in(browser, getattr(people, who))

    assert browser.get(f"{BASE}/figures.csv").status_code == figures
    assert browser.get(f"{BASE}/codebook.csv").status_code == codebook


def test_a_partner_gets_its_own(browser, people):
    rows = (row(), row(partner="other-partner"))
    send(browser, own(*rows).data, "carry_out")
    sign_in(browser, people.reporter)

    assert browser.get(f"{BASE}/figures.csv").content == own(rows[0]).data
