"""Figures and files over HTTP: to each reader what they may see, and only that."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from fastapi import FastAPI
from sqlmodel import select

from impact_hub.features.initiatives import service as initiatives
from impact_hub.features.organisations import service as organisations
from impact_hub.features.reporting.models import ApprovedValue
from impact_hub.features.results import api, formats
from impact_hub.gate import Gate
from impact_hub.identity import sessions
from impact_hub.identity.models import Organisation
from impact_hub.identity.permissions import Actor
from impact_hub.kit import db
from impact_hub.rest import answer_refusals
from tests.client import Client
from tests.factories import make_indicator, make_value
from tests.features.results.scenes import Scene, make_scene

BASE = "/api/v1/initiatives/world"
FIGURES = [
    "/charts/standings",
    "/charts/coverage",
    "/indicators/people/charts/movement",
    "/indicators/people/charts/split?by=age",
    "/indicators/people/charts/partners",
    "/indicators/share/charts/movement",
    "/indicators/share/charts/partners",
]
FILES = [
    "/results.csv",
    "/results-to-date.csv",
    "/indicators/people/results.csv",
    "/indicators/people/results-to-date.csv",
]
MEMBERS = ["coordinator", "viewer", "reporter", "other_reporter", "funder"]


@pytest.fixture
def scene(hub) -> Scene:
    with db.transaction() as session:
        made = make_scene(session)
        # A small category of the partner: 2 of 40.
        make_value(
            session, made.first, made.world.people, cell="age=18-64", figure=Decimal(2)
        )
    return made


@pytest.fixture
def browser(scene, tmp_path) -> Client:
    app = FastAPI()
    answer_refusals(app)
    app.include_router(api.router)
    return Client(Gate(app, tmp_path))


def sign_in(browser: Client, actor: Actor) -> Client:
    browser.cookies.clear()
    if actor.person_id is not None:
        with db.transaction() as session:
            token = sessions.open_session(session, actor.person_id)
        browser.cookies.set(sessions.COOKIE, token)
    return browser


@pytest.fixture
def opened(scene) -> None:
    """The initiative is open to everyone."""
    with db.transaction() as session:
        initiatives.open_to_public(session, scene.cast.coordinator, "world")


def rows(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def only(found: list[dict[str, str]], **wanted: str) -> dict[str, str]:
    (row,) = [
        each for each in found if all(each[name] == v for name, v in wanted.items())
    ]
    return row


FIRST = {"indicator": "people", "period": "2026-Q1"}


# Who may


@pytest.mark.parametrize("path", FIGURES + FILES)
@pytest.mark.parametrize("name", ["stranger", "anyone"])
def test_nobody_from_outside_learns_of_a_closed_initiative(browser, scene, path, name):
    sign_in(browser, getattr(scene.cast, name))

    answer = browser.get(BASE + path)
    other = browser.get(BASE.replace("world", "no-such") + path)

    assert answer.status_code == other.status_code == 404
    assert answer.json() == other.json()
    assert answer.json()["code"] == "initiatives.no_such_initiative"


@pytest.mark.parametrize("path", FIGURES + FILES)
@pytest.mark.parametrize("name", MEMBERS)
def test_whoever_takes_part_reads(browser, scene, path, name):
    assert (
        sign_in(browser, getattr(scene.cast, name)).get(BASE + path).status_code == 200
    )


@pytest.mark.parametrize("path", FIGURES + FILES)
@pytest.mark.parametrize("name", ["stranger", "anyone"])
def test_everyone_reads_what_is_open(browser, scene, opened, path, name):
    answer = sign_in(browser, getattr(scene.cast, name)).get(BASE + path)

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/indicators/no-such/charts/movement", "indicators.no_such_indicator"),
        ("/indicators/no-such/results.csv", "indicators.no_such_indicator"),
        ("/indicators/people/charts/split?by=sex", "indicators.no_such_dimension"),
        ("/indicators/people/charts/split?by=age,sex", "indicators.no_such_dimension"),
        ("/indicators/people/charts/split?by=", "indicators.no_such_dimension"),
        ("/indicators/people/charts/levels", "indicators.no_such_dimension"),
    ],
)
def test_what_is_not_there_is_not_found(browser, scene, path, code):
    answer = sign_in(browser, scene.cast.coordinator).get(BASE + path)

    assert (answer.status_code, answer.json()["code"]) == (404, code)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/indicators/people/charts/split", "by"),
        ("/results.csv?format=pdf", "format"),
        ("/results.csv?format=", "format"),
        ("/charts/standings?public=perhaps", "public"),
    ],
)
def test_an_odd_question_gets_a_clear_answer(browser, scene, path, field):
    answer = sign_in(browser, scene.cast.coordinator).get(BASE + path)

    assert 400 <= answer.status_code < 500
    told = answer.json()
    assert (told["code"], told["field"]) == ("rest.not_usable", field)
    assert told["message"]


@pytest.mark.parametrize(
    "path",
    ["/charts/standings?lang=xx", "/results.csv?lang=&v=1", "/results.csv?x="],
)
def test_what_nobody_asked_for_is_left_alone(browser, scene, path):
    assert sign_in(browser, scene.cast.viewer).get(BASE + path).status_code == 200


@pytest.mark.parametrize("path", FIGURES + FILES)
def test_an_address_can_be_looked_at_without_its_content(browser, scene, path):
    sign_in(browser, scene.cast.viewer)
    whole = browser.get(BASE + path)

    answer = browser.head(BASE + path)

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(whole.content))
    assert answer.headers["content-type"] == whole.headers["content-type"]


def test_looking_at_an_address_tells_no_more_than_reading_it(browser, scene):
    sign_in(browser, scene.cast.stranger)

    assert browser.head(BASE + "/results.csv").status_code == 404


@pytest.mark.parametrize("path", FIGURES + FILES)
def test_nothing_is_changed_by_writing_there(browser, scene, path):
    sign_in(browser, scene.cast.owner)

    assert browser.post(BASE + path).status_code == 405


# Figures


@pytest.mark.parametrize("path", FIGURES)
@pytest.mark.parametrize("locale", ["de", "en"])
def test_a_figure_is_one_that_plotly_draws(browser, scene, path, locale):
    mark = "&" if "?" in path else "?"

    answer = sign_in(browser, scene.cast.viewer).get(f"{BASE}{path}{mark}lang={locale}")

    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert len(body["data"][0]["x"]) > 0
    assert all(len(trace["x"]) == len(trace["y"]) for trace in body["data"])
    assert any(place.endswith("axis.ticktext") for place in body["narrow"])
    assert b"NaN" not in answer.content


def test_an_indicator_that_nobody_could_report_on_yet_has_an_empty_figure(
    browser, scene
):
    with db.transaction() as session:
        make_indicator(session, scene.world.initiative, code="new", rhythm="month")
    sign_in(browser, scene.cast.viewer)

    for chart in ("movement", "partners"):
        answer = browser.get(f"{BASE}/indicators/new/charts/{chart}")
        assert answer.status_code == 200
        assert not answer.json()["data"][0].get("y")
    assert rows(browser.get(f"{BASE}/indicators/new/results.csv")) == []


@pytest.mark.parametrize("path", FIGURES)
def test_a_figure_that_a_browser_has_is_not_sent_again(browser, scene, path):
    sign_in(browser, scene.cast.funder)
    first = browser.get(BASE + path)
    tag = first.headers["etag"]

    again = browser.get(BASE + path, headers={"If-None-Match": tag})
    other = browser.get(BASE + path, headers={"If-None-Match": '"something"'})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert (other.status_code, other.content) == (200, first.content)
    assert first.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize("path", FIGURES)
def test_a_figure_is_sent_again_when_something_has_changed(browser, scene, path):
    sign_in(browser, scene.cast.funder)
    tag = browser.get(BASE + path).headers["etag"]
    with db.transaction() as session:
        initiatives.open_to_public(session, scene.cast.coordinator, "world")

    answer = browser.get(BASE + path, headers={"If-None-Match": tag})

    assert answer.status_code == 200


def test_a_figure_is_sent_again_when_a_partner_is_called_something_else(browser, scene):
    path = f"{BASE}/indicators/people/charts/partners"
    tag = sign_in(browser, scene.cast.funder).get(path).headers["etag"]
    with db.transaction() as session:
        partner = session.get_one(Organisation, scene.cast.partner.id)
        partner.name = "Renamed"

    answer = browser.get(path, headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert "Renamed" in answer.json()["layout"]["yaxis"]["ticktext"]


def test_a_figure_is_another_one_for_another_reader_or_language(browser, scene):
    path = f"{BASE}/indicators/people/charts/movement"
    cast = scene.cast

    tags = {
        sign_in(browser, actor).get(f"{path}?lang={locale}").headers["etag"]
        for actor in (cast.coordinator, cast.reporter, cast.other_reporter, cast.funder)
        for locale in ("de", "en")
    }

    assert len(tags) == 8


# Files


@pytest.mark.parametrize("path", FILES)
def test_a_file_has_the_documented_columns_and_a_name(browser, scene, clock, path):
    answer = sign_in(browser, scene.cast.viewer).get(BASE + path)

    head, *_ = answer.content.decode().splitlines()
    assert head.split(",") == list(formats.COLUMNS)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    name = path.rpartition("/")[2].removesuffix(".csv") + "-world"
    name += "-people" if "people" in path else ""
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="{name}-{date(2026, 7, 1).isoformat()}.csv"'
    )


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_a_reader_has_is_not_sent_again(browser, scene, path):
    sign_in(browser, scene.cast.funder)
    tag = browser.get(BASE + path).headers["etag"]

    again = browser.get(BASE + path, headers={"If-None-Match": tag})
    other = browser.get(BASE + path + "?format=excel", headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("asked_with", "status"),
    [
        ("{tag}", 304),
        ("W/{tag}", 304),
        ('"other", W/{tag}', 304),
        ("*", 304),
        ('"other"', 200),
        ('W/"other", "another"', 200),
        ("", 200),
    ],
)
def test_what_a_reader_has_may_be_one_of_several_and_packed(
    browser, scene, asked_with, status
):
    path = BASE + "/results.csv"
    tag = sign_in(browser, scene.cast.funder).get(path).headers["etag"]

    asked = {"If-None-Match": asked_with.format(tag=tag)}

    assert browser.get(path, headers=asked).status_code == status


def test_no_file_has_periods_and_times_up_to_their_end(browser, scene):
    """Whoever adds up a column of one file counts nothing twice."""
    sign_in(browser, scene.cast.coordinator)
    each = rows(browser.get(BASE + "/results.csv"))
    to_date = rows(browser.get(BASE + "/results-to-date.csv"))

    def total(found: list[dict[str, str]]) -> dict[str, str]:
        return {
            row["period_end"]: row["value"]
            for row in found
            if row["indicator"] == "people"
            and not row["partner"]
            and not row["categories"]
        }

    assert total(each) == {"2026-03-31": "70", "2026-06-30": "20"}
    assert total(to_date) == {"2026-03-31": "70", "2026-06-30": "90"}
    assert {row["period"] for row in each} == {"2026-Q1", "2026-Q2"}
    assert {row["period_start"] for row in to_date} == {"2026-01-01"}
    assert "scope" not in each[0]


def test_a_quotient_has_the_digits_that_are_needed_and_its_parts(browser, scene):
    with db.transaction() as session:
        for value in session.exec(select(ApprovedValue)).all():
            if value.indicator_id == scene.world.share.id:
                value.numerator, value.denominator = Decimal(200), Decimal(300)

    found = rows(sign_in(browser, scene.cast.coordinator).get(BASE + "/results.csv"))

    row = only(found, **{**FIRST, "indicator": "share"}, partner="", categories="")
    assert (row["value"], row["numerator"], row["denominator"]) == (
        "0.666667",
        "200",
        "300",
    )


def test_the_file_for_german_excel_has_german_heads(browser, scene):
    sign_in(browser, scene.cast.viewer)

    answer = browser.get(BASE + "/results.csv?format=excel")

    head, *_ = answer.content.decode("utf-8-sig").splitlines()
    assert head.split(";") == list(formats.COLUMNS.values())
    assert head.startswith("Initiative;Indikator;Name des Indikators;Stufe")


def test_a_file_says_what_the_backbone_knows(browser, scene):
    found = rows(sign_in(browser, scene.cast.coordinator).get(BASE + "/results.csv"))

    whole = only(found, **FIRST, partner="", categories="")
    assert (whole["value"], whole["reported"], whole["expected"]) == ("70", "2", "2")
    assert (whole["target"], whole["target_due"]) == ("100", "2026-12-31")
    small = only(found, **FIRST, partner="partner", categories="age=18-64")
    assert (small["value"], small["withheld"]) == ("2", "")
    share = {**FIRST, "indicator": "share", "partner": "", "categories": ""}
    row = only(found, **share)
    assert (row["value"], row["numerator"], row["denominator"]) == ("0.375", "3", "8")
    later = only(found, **{**share, "period": "2026-Q2"})
    assert (later["value"], later["numerator"], later["reported"]) == ("", "", "0")


@pytest.mark.parametrize("name", ["other_reporter", "funder", "stranger", "anyone"])
def test_what_is_withheld_has_no_number_in_the_file(browser, scene, opened, name):
    sign_in(browser, getattr(scene.cast, name))

    found = rows(browser.get(BASE + "/results.csv"))

    hidden = [row for row in found if row["withheld"]]
    assert only(found, **FIRST, partner="", categories="age=18-64") in hidden
    for row in hidden:
        assert row["withheld"] == "true"
        assert not any(
            row[n] for n in ("value", "value_low", "numerator", "denominator")
        )
        assert row["estimated"] == row["withheld_by_partners"] == "0"
    shown = [row for row in found if not row["withheld"] and row["value"]]
    assert all(
        not 0 < Decimal(row["value"]) < 5 for row in shown if row["kind"] == "count"
    )


def test_each_reader_gets_the_partners_that_they_may_see(browser, scene, opened):
    def partners(actor: Actor) -> dict[str, set[str]]:
        found = rows(sign_in(browser, actor).get(BASE + "/results.csv"))
        return {
            row["partner"]: {
                r["categories"] for r in found if r["partner"] == row["partner"]
            }
            for row in found
        }

    cells = {"", "age=0-17", "age=18-64"}
    everyone = {"": cells}
    cast = scene.cast
    assert partners(cast.stranger) == partners(cast.anyone) == everyone
    assert partners(cast.funder) == {"": cells, "partner": {""}, "other-partner": {""}}
    assert partners(cast.reporter) == {
        "": cells,
        "partner": cells,
        "other-partner": {""},
    }
    assert partners(cast.owner) == {
        "": cells,
        "partner": cells,
        "other-partner": cells,
    }


@pytest.mark.parametrize("name", MEMBERS)
def test_whoever_asks_may_look_through_the_publics_eyes(browser, scene, opened, name):
    as_public = [
        f"{path}{'&' if '?' in path else '?'}public=true&lang=de" for path in FIGURES
    ]
    as_public.append("/results.csv?public=true&lang=de")
    sign_in(browser, scene.cast.anyone)
    publics = [browser.get(f"{BASE}{path}").content for path in as_public]

    sign_in(browser, getattr(scene.cast, name))

    assert [browser.get(f"{BASE}{path}").content for path in as_public] == publics


@pytest.mark.parametrize("name", ["reporter", "other_reporter", "funder", "anyone"])
def test_figures_show_no_number_that_the_file_withholds(browser, scene, opened, name):
    sign_in(browser, getattr(scene.cast, name))
    found = rows(browser.get(BASE + "/results.csv"))
    split = browser.get(f"{BASE}/indicators/people/charts/split?by=age&lang=de").json()
    movement = browser.get(f"{BASE}/indicators/share/charts/movement").json()

    def in_file(period: str, categories: str) -> str:
        wanted = {"indicator": "people", "period": period, "categories": categories}
        return only(found, **wanted, partner="")["value"]

    *categories, rest, hidden = split["data"]
    for trace in categories:
        own = [in_file(p, f"age={trace['name']}") for p in ("2026-Q1", "2026-Q2")]
        told = ["" if number is None else f"{number:g}" for number in trace["y"]]
        assert told == own
    # Where a category is withheld, what is not specified would tell of it.
    assert (rest["name"], rest["y"]) == ("nicht angegeben", [20 - 12])
    # What is withheld and not specified together is what the total has beside the rest.
    assert (hidden["name"], hidden["y"]) == ("zurückgehalten", [70 - 15])
    assert not any(movement["data"][0]["y"])
    assert "withheld" not in found[0] or found[0]["withheld"] in ("", "true")


def test_a_spreadsheet_gets_its_own_file(browser, scene):
    sign_in(browser, scene.cast.coordinator)

    plain = browser.get(BASE + "/results.csv").content
    excel = browser.get(BASE + "/results.csv?format=excel").content

    assert not plain.startswith(b"\xef\xbb\xbf")
    assert excel.startswith(b"\xef\xbb\xbf")
    assert b"0,375" in excel
    assert b"0.375" in plain


def test_names_of_partners_are_no_formulas(browser, scene):
    with db.transaction() as session:
        organisations.edit_organisation(
            session,
            scene.cast.partner_owner,
            "partner",
            organisations.Profile(name="=1+1", kind=scene.cast.partner.kind),
        )

    found = rows(sign_in(browser, scene.cast.viewer).get(BASE + "/results.csv"))

    assert only(found, **FIRST, partner="partner", categories="")[
        "partner_name"
    ].startswith("'=")
