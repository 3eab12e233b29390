"""What can be taken out, by whom, and what the codes mean."""

import csv
import io
from decimal import Decimal

import pytest

from impact_hub.features.exchange.formats.codebook import COLUMNS
from impact_hub.features.exchange.queries.figures import (
    codebook,
    export_figures,
    export_file,
)
from impact_hub.features.exchange.rules.records import Record
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.clock import now
from impact_hub.kit.errors import Forbidden, NotFound, SignedOut
from tests.factories import (
    Q2,
    make_category,
    make_indicator,
    make_initiative,
    make_period,
    make_update,
    make_value,
    take_part,
)


@pytest.fixture
def reported(session, world, cast):
    """Both partners have begun; the first one is approved."""
    first = make_update(session, world.quarter, cast.partner, status=Status.APPROVED)
    make_value(session, first, world.people, figure=Decimal("42.0"), note="About")
    make_value(session, first, world.people, cell="age=0-17", figure=Decimal(0))
    other = make_update(session, world.quarter, cast.other_partner)
    make_value(session, other, world.people, reason=MissingReason.LATER)
    return first, other


def partners(records: list[Record]) -> set[str]:
    return {record.partner for record in records}


@pytest.mark.parametrize("who", ["owner", "coordinator", "viewer", "house"])
def test_the_backbone_takes_out_all(session, world, cast, reported, who):
    records = export_figures(session, getattr(cast, who), "world")

    assert partners(records) == {"partner", "other-partner"}


@pytest.mark.parametrize("who", ["partner_owner", "reporter", "partner_viewer"])
def test_a_partner_takes_out_all_its_own(session, world, cast, reported, who):
    records = export_figures(session, getattr(cast, who), "world")

    assert sorted(records, key=lambda one: str(one.cell)) == [
        Record(
            "people",
            "partner",
            Q2,
            TOTAL,
            Answer(Decimal(42), note="About"),
            status=Status.APPROVED,
        ),
        Record(
            "people",
            "partner",
            Q2,
            Cell.of({"age": "0-17"}),
            Answer(Decimal(0)),
            status=Status.APPROVED,
        ),
    ]
    assert b",42.0," in export_file(session, getattr(cast, who), "world")


def test_drafts_are_taken_out_too(session, world, cast, reported):
    (record,) = export_figures(session, cast.other_reporter, "world")

    assert (record.status, record.answer.reason) == (Status.DRAFT, MissingReason.LATER)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("anyone", SignedOut), ("stranger", NotFound), ("funder", Forbidden)],
)
def test_others_take_out_nothing(session, world, cast, reported, who, refusal):
    world.initiative.opened_at = now()
    session.flush()

    with pytest.raises(refusal):
        export_figures(session, getattr(cast, who), "world")


def test_figures_of_other_initiatives_stay_there(session, world, cast, reported):
    other = make_initiative(session, cast.backbone, slug="other")
    take_part(session, other, cast.partner)
    people = make_indicator(session, other, code="people")
    update = make_update(session, make_period(session, other), cast.partner)
    make_value(session, update, people, figure=Decimal(1))

    assert len(export_figures(session, cast.coordinator, "world")) == 3
    assert len(export_figures(session, cast.coordinator, "other")) == 1


def test_cells_that_hold_nothing_stay(session, world, cast):
    update = make_update(session, world.quarter, cast.partner)
    make_value(session, update, world.people)
    make_value(session, update, world.people, cell="age=0-17", estimated=True)
    make_value(session, update, world.share, numerator=Decimal(1))

    assert export_figures(session, cast.coordinator, "world") == []
    header = export_file(session, cast.coordinator, "world")
    assert header.count(b"\r\n") == 1


def test_figures_of_retired_indicators_and_categories_go_out(session, world, cast):
    make_category(session, world.age, "65-99", retired_at=now())
    world.people.ends = now().date()
    update = make_update(session, world.quarter, cast.partner)
    make_value(session, update, world.people, cell="age=65-99", figure=Decimal(1))

    assert len(export_figures(session, cast.coordinator, "world")) == 1


# The codebook


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_the_codebook_has_a_row_for_each_indicator_and_category(session, world, cast):
    rows = read(codebook(session, cast.coordinator, "world"))

    assert list(rows[0]) == list(COLUMNS)
    assert [(one["indicator"], one["dimension"], one["category"]) for one in rows] == [
        ("people", "", ""),
        ("people", "age", "0-17"),
        ("people", "age", "18-64"),
        ("share", "", ""),
    ]
    assert (rows[0]["title"], rows[0]["kind"], rows[0]["rhythm"]) == (
        "People reached",
        "count",
        "quarter",
    )
    assert (rows[1]["dimension_title"], rows[1]["category_title"]) == ("age", "0-17")


def test_the_codebook_neutralises_formulas_in_every_text(session, world, cast):
    bad = '=HYPERLINK("http://example.org")'
    world.people.titles = world.people.definitions = {"en": bad}
    world.people.units = {"en": "+1"}
    world.people.source = "@SUM(A1)"
    world.people.licence = "-1"
    world.age.titles = {"en": "\t=1"}
    make_category(session, world.age, "x", titles={"en": "＝1"})
    session.flush()

    for row in read(codebook(session, cast.coordinator, "world")):
        for cell in row.values():
            assert cell.lstrip()[:1] not in tuple("=+-@＝")
            assert cell[:1] != "\t"
    assert f"'{bad}" in read(codebook(session, cast.coordinator, "world"))[0]["title"]


def test_notes_are_neutralised_in_the_figures(session, world, cast):
    update = make_update(session, world.quarter, cast.partner)
    make_value(session, update, world.people, figure=Decimal(-1), note="=1+1")

    (row,) = read(export_file(session, cast.coordinator, "world"))

    assert (row["note"], row["value"]) == ("'=1+1", "-1")


def test_whoever_sees_an_initiative_sees_its_codebook(session, world, cast):
    world.initiative.opened_at = now()
    session.flush()

    assert codebook(session, cast.anyone, "world")


def test_a_codebook_of_what_one_must_not_see_is_not_found(session, world, cast):
    with pytest.raises(NotFound):
        codebook(session, cast.stranger, "world")


def test_an_amount_has_its_currency_as_its_unit(session, world, cast):
    make_indicator(session, world.initiative, code="money", currency="EUR")

    rows = read(codebook(session, cast.coordinator, "world"))

    assert [one["unit"] for one in rows if one["indicator"] == "money"] == ["EUR"]
