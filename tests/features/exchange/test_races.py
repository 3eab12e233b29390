"""Two at the same moment: nothing is imported twice, and nothing is lost."""

from decimal import Decimal

import pytest
from sqlmodel import select

from impact_hub.features.exchange.queries.figures import export_file
from impact_hub.features.exchange.service.importing import carry_out
from impact_hub.features.exchange.service.planning import plan
from impact_hub.features.initiatives.models import Period
from impact_hub.features.reporting.models import Correction, Update, Value
from impact_hub.kit import db
from tests.features.exchange.files import own, row, statistic
from tests.people import Cast
from tests.races import meanwhile
from tests.world import cast_in, world_in


@pytest.fixture
def people(each_hub) -> Cast:
    with db.transaction() as session:
        cast = cast_in(session)
        world_in(session)
    return cast


def test_a_plan_needs_no_right_to_write(people):
    with db.reading() as session:
        found = plan(session, people.coordinator, "world", statistic())

    assert found.is_possible


@pytest.mark.parametrize("upload", [own(row()), statistic()], ids=["own", "statistic"])
def test_of_two_imports_of_a_file_the_second_finds_nothing_new(people, upload):
    plans = []

    def bring(session):
        plans.append(carry_out(session, people.coordinator, "world", upload))

    assert meanwhile(bring, bring) is None

    first, second = plans
    assert (first.changes_something, second.changes_something) == (True, False)
    with db.reading() as session:
        assert len(session.exec(select(Value)).all()) == first.added


def test_who_begins_an_update_meanwhile_is_not_overwritten(people, each_hub):
    with db.reading() as session:
        quarter = session.exec(select(Period.id)).one()

    def begin(session):
        update = Update(period_id=quarter, organisation_id=people.partner.id)
        session.add(update)

    def bring(session):
        carry_out(session, people.coordinator, "world", own(row()))

    refused = meanwhile(begin, bring)

    if each_hub.dialect.name == "sqlite":  # one waits for the other
        assert refused is None
    else:
        assert refused is not None
        assert refused.code == "reporting.taken_meanwhile"
        with db.reading() as session:
            assert session.exec(select(Value)).all() == []


def test_an_import_waits_for_whoever_writes(people):
    """The correction says what counted before, whatever was written meanwhile."""
    with db.transaction() as session:
        carry_out(session, people.coordinator, "world", own(row(value="1")))

    def write(session):
        update = session.exec(select(Update).with_for_update()).one()
        session.exec(select(Value)).one().figure = Decimal(2)
        update.revision += 1

    def bring(session):
        carry_out(session, people.coordinator, "world", own(row(value="3")))

    assert meanwhile(write, bring) is None

    with db.reading() as session:
        (corrected,) = session.exec(select(Correction)).all()
        assert (corrected.before, corrected.after) == ("1", "3")
        assert b",3," in export_file(session, people.coordinator, "world")
