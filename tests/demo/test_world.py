"""What somebody finds who loads the demo world."""

from collections import Counter
from decimal import Decimal

import pytest
from sqlalchemy import func
from sqlmodel import Session, col, select

from impact_hub.config import settings
from impact_hub.demo.load import SLUG, load
from impact_hub.demo.story import OPEN_DATA, read_series, read_story
from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.indicators.rules.progress import Standing
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative, Period
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.reporting.models import Correction, Update, Value
from impact_hub.features.reporting.rules.workflow import Status, was_late
from impact_hub.features.results.queries.board import get_board
from impact_hub.identity.models import Membership, Organisation
from impact_hub.identity.permissions import ANYONE, house
from impact_hub.kit import db
from impact_hub.kit.audit import AuditLine
from impact_hub.kit.db import id_of
from tests.demo.conftest import TODAY

SERIES = "gut-aufwachsen-oeffentliche-zahlen"


@pytest.fixture
def session(demo):
    with db.reading() as session:
        yield session


def initiative_at(session: Session, slug: str) -> Initiative:
    return initiatives.get_initiative(session, ANYONE, slug)


def updates_of(session: Session, slug: str) -> list[tuple[Update, Period]]:
    number = id_of(initiative_at(session, slug))
    return list(
        session.exec(
            select(Update, Period)
            .join(Period, col(Period.id) == Update.period_id)
            .where(Period.initiative_id == number)
        )
    )


def figures_of(session: Session, organisation: Organisation) -> list[Value]:
    return list(
        session.exec(
            select(Value)
            .join(Update, col(Update.id) == Value.update_id)
            .where(Update.organisation_id == organisation.id)
        )
    )


def counted(session: Session) -> dict[str, int]:
    tables = (Organisation, Membership, Initiative, Period, Update, Value, AuditLine)
    return {
        table.__name__: session.exec(select(func.count()).select_from(table)).one()
        for table in tables
    }


def test_loading_it_again_changes_nothing(demo):
    with db.reading() as session:
        before = counted(session)

    assert load(TODAY) is False

    with db.reading() as session:
        assert counted(session) == before


def test_both_initiatives_are_open_and_plainly_marked(session):
    opened = {each.slug for each in initiatives.list_open(session, ANYONE)}

    assert opened == {SLUG, SERIES}
    made_up = initiative_at(session, SLUG).notices
    assert "Beispiel" in made_up["de"]
    assert "erfunden" in made_up["de"]
    assert "Example" in made_up["en"]
    assert "made up" in made_up["en"]
    real = initiative_at(session, SERIES).notices
    assert "Beispiel" in real["de"]
    assert "example" in real["en"]


def test_nine_partners_tell_of_twelve_quarters(session):
    number = id_of(initiative_at(session, SLUG))
    partners = initiatives.list_participants(session, ANYONE, number, Part.PARTNER)
    told = {period.id for _, period in updates_of(session, SLUG)}

    assert len(partners) == 9
    assert len(told) == 12
    assert all(period.ends < TODAY for _, period in updates_of(session, SLUG))


def test_a_round_is_under_way(session):
    newest = max(period.ends for _, period in updates_of(session, SLUG))
    statuses = Counter(
        update.status
        for update, period in updates_of(session, SLUG)
        if period.ends == newest
    )

    assert set(statuses) == set(Status)


def test_figures_of_every_kind_are_given(session):
    kinds = {row.kind for row in indicators.list_indicators(session, ANYONE, SLUG)}

    assert kinds == {*ValueKind} - {ValueKind.STATISTIC}


def test_some_of_what_was_approved_is_being_corrected(session):
    correcting = [
        update
        for update, _ in updates_of(session, SLUG)
        if update.approved_at and update.status is not Status.APPROVED
    ]

    assert [update.correction_reason for update in correcting] != []
    assert all(update.status is Status.SUBMITTED for update in correcting)


def test_one_can_be_uncertain_or_too_little_reported(session):
    """Ranges are judged at both ends, and no verdict rests on too little."""
    board = get_board(session, house("tests"), SLUG)

    standings = {score.standing for score in board.scores}
    assert Standing.UNCERTAIN in standings
    assert any(
        score.latest and score.latest.figure.low is not None for score in board.scores
    )


def test_some_came_late_and_some_were_returned_or_corrected(session):
    updates = updates_of(session, SLUG)
    late = [
        update
        for update, period in updates
        if was_late(update.submitted_at, period.due_on, settings().timezone)
    ]
    returned = session.exec(
        select(AuditLine).where(AuditLine.action == "update.return")
    ).all()

    assert late
    assert len(returned) > 1
    assert session.exec(select(Correction)).all()


def test_there_are_gaps_with_reasons_and_estimates(session):
    values = session.exec(select(Value)).all()

    assert {value.reason for value in values} > {None}
    assert any(value.estimated for value in values)


def test_nothing_happens_after_the_day_of_loading(session):
    last = session.exec(select(func.max(AuditLine.at))).one()

    assert last.date() <= TODAY


# Public figures


def test_every_series_names_its_source_and_its_licence(session):
    rows = indicators.list_indicators(session, ANYONE, SERIES)

    assert rows
    for row in rows:
        assert row.kind is ValueKind.STATISTIC
        assert row.source
        assert row.licence
        assert row.source_url.startswith("https://")


def test_every_file_s_licence_is_told():
    licences = (OPEN_DATA / "LICENCES.md").read_text("utf-8")

    for file in OPEN_DATA.rglob("indicator_*.csv"):
        assert file.parent.name in licences


def test_under_real_names_stand_the_figures_of_files_only(session):
    real = {each["name"] for each in read_series()["provider"]}
    (series,) = session.exec(select(Initiative.id).where(Initiative.slug == SERIES))
    in_files = "\n".join(
        file.read_text("utf-8-sig") for file in OPEN_DATA.rglob("indicator_*.csv")
    )
    known = {
        Decimal(cell)
        for line in in_files.splitlines()
        for cell in line.replace('"', "").split(",")
        if is_number(cell)
    }
    for name in real:
        organisation = session.exec(
            select(Organisation).where(Organisation.name == name)
        ).one()
        values = figures_of(session, organisation)
        periods = session.exec(
            select(Period.initiative_id)
            .join(Update, col(Update.period_id) == Period.id)
            .where(Update.organisation_id == organisation.id)
        )

        assert values
        assert set(periods) == {series}
        assert {value.figure for value in values} - {None} <= known


def test_nobody_acts_for_a_real_organisation(session):
    real = {each["name"] for each in read_series()["provider"]}
    peopled = session.exec(
        select(Organisation).where(
            col(Organisation.id).in_(select(Membership.organisation_id))
        )
    ).all()

    assert real.isdisjoint(each.name for each in peopled)
    named = session.exec(select(Organisation).where(col(Organisation.name).in_(real)))
    assert all("nur als Quelle" in each.description for each in named)


def test_made_up_organisations_and_people_have_made_up_addresses(session):
    for each in read_story().told["organisation"]:
        assert each.get("website", "https://x.demo.example").endswith(".demo.example")
    for each in read_story().people:
        assert each.email.endswith("@demo.example")


def is_number(cell: str) -> bool:
    return cell.strip().lstrip("-").replace(".", "", 1).isdigit()
