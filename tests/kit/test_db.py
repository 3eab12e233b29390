"""What is kept is kept exactly, as a whole, and on both databases alike."""

import threading
from decimal import Decimal

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import String, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import select

from impact_hub.config import settings
from impact_hub.features.indicators.models import Target
from impact_hub.identity.models import Membership, Organisation, OrganisationKind
from impact_hub.identity.permissions import Role
from impact_hub.kit import db
from impact_hub.kit.db import id_of
from tests.factories import make_member, make_organisation, make_target, make_value
from tests.factories import make_update as make_update_of
from tests.forgetting import forget_everything


def names(session) -> list[str]:
    return list(session.exec(select(Organisation.name).order_by(Organisation.name)))


# Figures


@pytest.mark.parametrize(
    "typed",
    [
        "11.60",
        "0.05228596228779967",
        "0",
        "0.00",
        "-3.10",
        "1000000",
        "123456789012345." + "1234567890" * 3,
        "0." + "0" * 29 + "1",
    ],
)
def test_a_decimal_is_kept_digit_by_digit(session, world, typed):
    target = make_target(session, world.people, figure=Decimal(typed))
    session.expire_all()

    assert format(session.get_one(Target, target.id).figure, "f") == typed


def test_a_decimal_is_written_out_however_it_was_computed(session, world):
    target = make_target(session, world.people, figure=Decimal("1.2E+3"))
    session.expire_all()

    assert str(session.get_one(Target, target.id).figure) == "1200"


def test_a_zero_is_a_figure_and_nothing_is_none(session, cast, world):
    update = make_update_of(session, world.quarter, cast.partner)
    zero = make_value(session, update, world.people, figure=Decimal(0))
    nothing = make_value(session, update, world.share)
    session.expire_all()

    assert zero.figure == 0
    assert nothing.figure is None


def test_words_and_choices_come_back_as_they_were(session, cast, world):
    world.initiative.names = {"de": "Zukunft für “alle” – ½"}
    cast.partner.kind = OrganisationKind.CITIZENS_GROUP
    session.flush()
    session.expire_all()

    assert world.initiative.names == {"de": "Zukunft für “alle” – ½"}
    assert cast.partner.kind is OrganisationKind.CITIZENS_GROUP


def test_an_instant_comes_back_with_its_time_zone(session, cast, clock):
    session.expire_all()

    assert cast.partner.created_at == clock.now


def test_a_row_has_a_number_once_it_is_flushed(session):
    row = Organisation(slug="a", name="A", kind=OrganisationKind.SCHOOL)

    with pytest.raises(LookupError, match="Organisation has not been flushed"):
        id_of(row)
    assert id_of(make_organisation(session)) > 0


def test_what_belongs_to_something_needs_it(session, cast, world):
    with pytest.raises(IntegrityError), session.begin_nested():
        make_target(session, world.people, organisation_id=999_999)


# Transactions


def test_a_transaction_that_ends_is_kept(each_empty_hub):
    with db.transaction() as session:
        make_organisation(session, name="A")

    with db.reading() as session:
        assert names(session) == ["A"]


def test_a_transaction_that_raises_leaves_nothing(each_empty_hub):
    def fails() -> None:
        with db.transaction() as session:
            make_organisation(session, name="A")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()

    with db.reading() as session:
        assert names(session) == []


def test_what_was_tried_inside_a_transaction_can_be_undone_alone(each_empty_hub):
    with db.transaction() as session:
        make_organisation(session, name="A")
        with pytest.raises(IntegrityError), session.begin_nested():
            make_organisation(session, name="Another A", slug="a")
        make_organisation(session, name="B")

    with db.reading() as session:
        assert names(session) == ["A", "B"]


def test_reading_cannot_write(each_empty_hub):
    def writes() -> None:
        with db.reading() as session:
            make_organisation(session)

    with pytest.raises(DBAPIError, match=r"read-?only"):
        writes()


def test_reading_cannot_write_in_plain_sql_either(each_empty_hub):
    def writes() -> None:
        with db.reading() as session:
            session.connection().execute(text("DELETE FROM organisation"))

    with pytest.raises(DBAPIError, match=r"read-?only"):
        writes()


def test_all_that_is_read_together_is_of_one_moment(each_empty_hub):
    with db.reading() as session:
        before = session.exec(select(Organisation)).all()
        with db.transaction() as other:
            make_organisation(other, name="Meanwhile")
        after = session.exec(select(Organisation)).all()

    assert list(before) == list(after) == []


def test_a_session_knows_whether_it_only_looks(each_empty_hub):
    with db.reading() as session:
        assert db.is_reading(session)
    with db.transaction() as session:
        assert not db.is_reading(session)


def test_the_same_connection_writes_after_it_has_read(each_empty_hub):
    with db.reading() as session:
        names(session)
    with db.transaction() as session:
        make_organisation(session, name="A")
    with db.reading() as session:
        assert names(session) == ["A"]


def test_what_was_read_stays_readable_afterwards(each_empty_hub):
    with db.transaction() as session:
        make_organisation(session, name="A")
    with db.reading() as session:
        row = session.exec(select(Organisation)).one()

    assert row.name == "A"


def test_writers_wait_for_their_turn_on_sqlite(hub):
    """Reading first and writing then would fail if somebody wrote in between."""
    with db.transaction() as session:
        number = id_of(make_organisation(session, description="0"))

    def count() -> None:
        for _ in range(20):
            with db.transaction() as session:
                row = session.get_one(Organisation, number)
                row.description = str(int(row.description) + 1)

    counting = [threading.Thread(target=count) for _ in range(3)]
    for thread in counting:
        thread.start()
    for thread in counting:
        thread.join()

    with db.reading() as session:
        assert session.get_one(Organisation, number).description == "60"


def test_nobody_waits_for_a_writer_to_read(each_empty_hub):
    with db.transaction() as session:
        make_organisation(session, name="A")
    with db.transaction() as writing:
        make_organisation(writing, name="B")
        with db.reading() as session:
            assert names(session) == ["A"]


# Migrations


def rebuild_organisations(connection) -> None:
    """What a migration does that changes a column: on SQLite, it makes a new table."""
    operations = Operations(MigrationContext.configure(connection))
    with operations.batch_alter_table("organisation", recreate="auto") as batch:
        batch.alter_column("place", type_=String(200))


def test_a_rebuilt_table_takes_no_row_along_that_refers_to_it(each_empty_hub):
    with db.transaction() as session:
        make_member(session, make_organisation(session), Role.OWNER)

    with db.migrating(each_empty_hub) as connection:
        rebuild_organisations(connection)

    with db.reading() as session:
        assert len(session.exec(select(Membership)).all()) == 1


def test_a_migration_that_leaves_rows_without_what_they_need_is_undone(each_empty_hub):
    with db.transaction() as session:
        make_member(session, make_organisation(session), Role.OWNER)

    def forgets_people() -> None:
        with db.migrating(each_empty_hub) as connection:
            rebuild_organisations(connection)
            connection.execute(text("DELETE FROM organisation"))
            connection.execute(text("INSERT INTO membership VALUES (9, 9, 9, 'owner')"))

    with pytest.raises((LookupError, IntegrityError)):
        forgets_people()

    with db.reading() as session:
        assert len(session.exec(select(Membership)).all()) == 1


def test_references_are_looked_at_again_after_a_migration(hub):
    with db.migrating(hub):
        pass

    with hub.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


# Where it is


def test_without_a_setting_the_database_is_a_file_in_the_data_folder(configure):
    configure(DATABASE_URL="")

    url = db.database_url()

    assert url.get_backend_name() == "sqlite"
    assert url.database == str(settings().data_dir / "hub.sqlite")


@pytest.mark.parametrize(
    "given",
    ["postgres://u:p@h/d", "postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"],
)
def test_postgresql_is_spoken_to_with_the_driver_that_we_ship(configure, given):
    configure(DATABASE_URL=given)

    url = db.database_url()

    assert (url.drivername, url.host) == ("postgresql+psycopg", "h")


def test_the_data_folder_is_made_where_it_is_missing(tmp_path, configure):
    folder = tmp_path / "new" / "var"
    configure(HUB_DATA_DIR=str(folder))

    with db.engine().connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1

    assert (folder / "hub.sqlite").exists()
    forget_everything()
