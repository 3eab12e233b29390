"""No cell of a file that leaves the hub is run by a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from sqlmodel import select

from impact_hub.features.indicators.models import Category, Dimension, Indicator
from impact_hub.features.initiatives.models import Initiative
from impact_hub.features.reporting.models import Update, Value
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.identity.models import Organisation
from impact_hub.kit import db
from tests.databases import Template
from tests.house.strangers.assembled import ask, assembled
from tests.house.strangers.closed import Closed, closed_hub

RUNS = '=HYPERLINK("http://evil.example.org";"here")'
INITIATIVE = "/api/v1/initiatives/world"
FILES = [
    f"{INITIATIVE}/{name}.csv?format={layout}&lang=en"
    for name in ("figures", "codebook", "results", "indicators/people/results")
    for layout in ("csv", "excel")
]


@pytest.fixture(scope="module")
def closed(
    sqlite: Template, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Closed]:
    with closed_hub(sqlite, tmp_path_factory.mktemp("closed")) as found:
        with db.transaction() as session:
            for table in (Initiative, Indicator, Dimension, Category, Organisation):
                for row in session.exec(select(table)):
                    _write_into(row)
            for table in (Update, Value):
                for row in session.exec(select(table)):
                    row.note = RUNS
            for update in session.exec(select(Update)):
                update.status = Status.APPROVED
        yield found


def _write_into(row: object) -> None:
    for field in ("names", "goals", "titles", "definitions", "units"):
        if hasattr(row, field):
            setattr(row, field, {"de": RUNS, "en": RUNS})
    for field in ("name", "area", "source", "licence", "place"):
        if hasattr(row, field):
            setattr(row, field, RUNS)


@pytest.mark.parametrize("address", FILES)
def test_no_text_in_a_file_is_a_formula(closed, address):
    app = assembled()

    file = ask(app, closed.insiders[0], "GET", address).content.decode("utf-8-sig")

    delimiter = ";" if "excel" in address else ","
    cells = [
        c for row in csv.reader(io.StringIO(file), delimiter=delimiter) for c in row
    ]
    assert f"'{RUNS}" in cells
    running = [c for c in cells if re.match(r"\s*[=+@-]", c)]
    assert [c for c in running if not re.fullmatch(r"-\d+([.,]\d+)?", c)] == []
