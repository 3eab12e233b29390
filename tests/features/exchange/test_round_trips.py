"""What is exported can be imported: into the same hub, and into another one."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlmodel import Session, col, delete, select

from impact_hub.features.exchange.formats.uploads import Upload
from impact_hub.features.exchange.queries.figures import export_file
from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.initiatives.models import Period
from impact_hub.features.reporting.models import Update, Value
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit import db
from impact_hub.kit.calendar import from_code
from impact_hub.kit.tabular import Layout
from tests.factories import Q1, make_period, make_update, make_value
from tests.features.exchange.files import bring, everything, own, row, statistic
from tests.people import Cast
from tests.world import World, cast_in, world_in

REGIONS = "Year,Sex,Region,Value\n" + "".join(
    f"{year},{sex},{region},{year}.50p\n"
    for year in (2020, 2021, 2022)
    for sex in ("", "Female", "Male")
    for region in ("", "North", "South")
)


def fill(session: Session, world: World, cast: Cast) -> None:
    """Figures of every kind: by hand and from files, in every status."""
    first = make_period(session, world.initiative, Q1)
    draft = make_update(session, world.quarter, cast.partner, status=Status.DRAFT)
    make_value(session, draft, world.people, figure=Decimal(3))
    make_value(session, draft, world.people, cell="age=0-17", figure=Decimal(9))
    make_value(session, draft, world.share, note="=HYPERLINK(A1)")
    returned = make_update(
        session, world.quarter, cast.other_partner, status=Status.RETURNED
    )
    make_value(
        session, returned, world.people, reason=MissingReason.LATER, note="'tis\r\nso"
    )
    approved = make_update(
        session, first, cast.partner, status=Status.APPROVED, first_approved_at=None
    )
    make_value(session, approved, world.people, figure=Decimal("40"), estimated=True)
    make_value(
        session,
        approved,
        world.share,
        numerator=Decimal("3.50"),
        denominator=Decimal("0.100"),
    )
    define(session, cast)


def define(session: Session, cast: Cast) -> None:
    """Statistics, with their indicator and dimensions."""
    bring(session, cast.coordinator, statistic(REGIONS))


@pytest.fixture
def filled(session, world, cast) -> bytes:
    """An initiative with figures, and all that can be taken out of it."""
    fill(session, world, cast)
    return export_file(session, cast.coordinator, "world")


def test_an_export_has_what_there_is(session, filled):
    lines = filled.decode().splitlines()

    assert len(lines) == 1 + 27 + 6 + 1  # a note has two lines
    assert "people,partner,2026-Q1,,40,,,,,,true,,approved" in lines
    assert "share,partner,2026-Q1,,,3.50,0.100,,,,,,approved" in lines
    assert "share,partner,2026-Q2,,,,,,,,,'=HYPERLINK(A1),draft" in lines
    assert "1-2-1,partner,2022,region=south&sex=male,2022.50,,,,,,,p,approved" in lines


def test_an_export_changes_nothing_where_it_came_from(session, cast, filled):
    before = everything(session)

    done = bring(session, cast.coordinator, Upload(filled, "figures.csv"))

    assert (done.added, done.changed, done.unchanged) == (0, 0, 33)
    assert everything(session) == before
    assert export_file(session, cast.coordinator, "world") == filled


@pytest.fixture
def other(template, tmp_path):
    """Another hub, whose initiative has the same definitions and partners."""
    url = template.new(tmp_path)
    engine = db.make_engine(url)
    with Session(engine) as session:
        cast = cast_in(session)
        world = world_in(session)
        define(session, cast)
        session.exec(delete(Value))
        session.exec(delete(Update))
        session.exec(delete(Period).where(col(Period.id) != world.quarter.id))
        session.flush()
        yield session, cast
        session.rollback()
    engine.dispose()
    template.drop(url)


def test_an_export_fills_another_hub_with_the_same(filled, other):
    there, cast = other

    done = bring(there, cast.coordinator, Upload(filled, "figures.csv"))

    assert (done.added, done.changed) == (33, 0)
    assert export_file(there, cast.coordinator, "world") == filled
    again = bring(there, cast.coordinator, Upload(filled, "figures.csv"))
    assert not again.changes_something


def test_in_another_hub_updates_have_the_same_status(filled, other):
    there, cast = other

    bring(there, cast.coordinator, Upload(filled, "figures.csv"))

    statuses = there.exec(
        select(Update.status).join(Period).where(col(Period.starts) >= Q1.starts)
    )
    assert sorted(statuses) == [Status.APPROVED, Status.DRAFT, Status.RETURNED]


@pytest.mark.usefixtures("filled")
def test_what_went_through_german_excel_is_read_again(session, cast):
    sheet = export_file(session, cast.coordinator, "world", Layout.EXCEL)

    done = bring(session, cast.coordinator, Upload(sheet, "Zahlen.csv"))

    assert b"3,50;0,100" in sheet
    assert sheet.startswith("\ufeffIndikator;Partner;Zeitraum;".encode())
    assert (done.unchanged, done.changes_something) == (33, False)


def test_digits_stay_as_they_were_typed(session, world, cast):
    upload = own(row(value="42.000"), row(period="2026-Q3", value="7"))
    bring(session, cast.coordinator, upload)

    exported = export_file(session, cast.coordinator, "world")

    assert b",42.000," in exported
    assert exported == upload.data


def test_a_change_made_in_the_file_is_the_only_one(session, cast, filled):
    changed = filled.replace(b",40,", b",41,")

    done = bring(session, cast.coordinator, Upload(changed))

    assert (done.changed, done.unchanged) == (1, 32)
    assert export_file(session, cast.coordinator, "world") == changed


def test_spans_of_days_come_back(session, world, cast):
    survey = from_code("2023-05-17..2023-06-11")
    text = "Year,Value\n17 May to 11 June 2023,51\n"
    bring(session, cast.coordinator, statistic(text))

    data = export_file(session, cast.coordinator, "world")

    assert survey.code.encode() in data
    again = replace(own(row()), data=data)
    assert not bring(session, cast.coordinator, again).changes_something
