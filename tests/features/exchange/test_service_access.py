"""Who may import, which files are none, and what is left alone."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlmodel import select

from impact_hub.features.exchange.formats.uploads import Upload
from impact_hub.features.exchange.rules.plans import Refused
from impact_hub.features.exchange.service.planning import plan
from impact_hub.features.indicators.rules.kinds import (
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.reporting.models import Correction, Value
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.errors import Forbidden, Invalid, NotFound, SignedOut
from tests.factories import (
    make_category,
    make_dimension,
    make_indicator,
    make_update,
    make_value,
)
from tests.features.exchange.files import (
    bring,
    everything,
    own,
    planned,
    row,
    wrong,
)

BINARY = bytes(range(256))


# What is there already, and the hub's other ways


def test_what_stands_in_the_hub_is_not_checked_again(session, world, cast):
    """Definitions change; an export of what was right once can always come back."""
    retired = make_category(session, world.age, "65-99")
    bring(session, cast.coordinator, own(row(categories="age=65-99", value="3")))
    session.delete(retired)
    world.people.rhythm = Rhythm.YEAR
    session.flush()

    found = planned(
        session, cast.coordinator, own(row(categories="age=65-99", value="3"))
    )

    assert (found.problems, found.unchanged) == ((), 1)


def test_half_a_ratio_that_is_being_typed_stays(session, world, cast):
    update = make_update(session, world.quarter, cast.partner, status=Status.DRAFT)
    half = make_value(session, update, world.share, numerator=Decimal(3), note="So far")
    rows = [row(indicator="share", value="", note="So far", status="draft")]

    assert not bring(session, cast.coordinator, own(*rows)).changes_something
    assert half.numerator == 3


def test_statistics_come_in_the_hubs_own_format_too(session, world, cast):
    make_indicator(
        session,
        world.initiative,
        code="rate",
        kind=ValueKind.STATISTIC,
        over_time=OverTime.LATEST,
        over_partners=OverPartners.NONE,
    )
    rows = [row(indicator="rate", value="-1.5")]

    assert bring(session, cast.coordinator, own(*rows)).added == 1


# Files that are none


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "exchange.file_empty"),
        (BINARY, "exchange.file_not_text"),
        (b"name,age\nAda,3\n", "exchange.unknown_format"),
        (own(row()).data.splitlines()[0], "exchange.no_rows"),
    ],
)
def test_files_that_cannot_be_read_are_refused_with_the_reason(
    session, world, cast, data, code
):
    with pytest.raises(Invalid, match=code) as refused:
        bring(session, cast.coordinator, Upload(data, "x.csv"))

    assert refused.value.field == "file"


def test_unknown_columns_are_named(session, world, cast):
    data = own(row()).data.replace(b"note,", b"remark,")

    found = plan(session, cast.coordinator, "world", Upload(data))

    assert wrong(found) == [
        (1, "remark", "exchange.column_unknown"),
        (1, "note", "exchange.column_missing"),
    ]


def test_old_encodings_and_semicolons_are_read(session, world, cast):
    text = own(row(note="Größe")).data.decode().replace(",", ";")

    bring(session, cast.coordinator, Upload(text.encode("latin-1")))

    assert session.exec(select(Value)).one().note == "Größe"


def test_one_bad_row_in_ten_thousand_is_named_and_nothing_is_imported(
    session, world, cast
):
    codes = [f"c{number}" for number in range(2500)]
    many = make_dimension(session, world.initiative, "many", *codes)
    make_indicator(session, world.initiative, many, code="many")
    rows = [
        row(indicator="many", period=f"2025-Q{q}", categories=f"many={code}", value=q)
        for q in (1, 2, 3, 4)
        for code in codes
    ]
    rows[7_000] = rows[7_000].replace(",3,", ",-3,")
    before = everything(session)

    with pytest.raises(Refused) as refused:
        bring(session, cast.coordinator, own(*rows))

    assert wrong(refused.value.plan) == [(7_002, "value", "reporting.negative_count")]
    assert everything(session) == before


# Who may


@pytest.mark.parametrize("verb", [plan, bring])
@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("anyone", SignedOut),
        ("stranger", NotFound),
        ("viewer", Forbidden),
        ("reporter", Forbidden),
        ("partner_owner", Forbidden),
        ("funder", Forbidden),
    ],
)
def test_only_the_backbones_editors_import(session, world, cast, verb, who, refusal):
    before = everything(session)
    actor, upload = getattr(cast, who), own(row())
    arguments = (upload,) if verb is bring else ("world", upload)

    with pytest.raises(refusal):
        verb(session, actor, *arguments)

    assert everything(session) == before


@pytest.mark.parametrize("who", ["owner", "coordinator", "house"])
def test_the_backbones_editors_and_the_house_import(session, world, cast, who):
    assert bring(session, getattr(cast, who), own(row())).added == 1


def test_the_files_name_is_where_a_correction_came_from(session, world, cast):
    bring(session, cast.coordinator, own(row()))

    bring(session, cast.coordinator, own(row(value="1"), name="new.csv"))
    bring(session, cast.coordinator, replace(own(row(value="2")), name=""))

    assert set(session.exec(select(Correction.why))) == {
        "Counted again (new.csv)",
        "Counted again",
    }
