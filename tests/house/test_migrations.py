"""Models and migrations agree, and every migration goes both ways."""

from decimal import Decimal

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select, table
from sqlmodel import Session

from impact_hub.features.indicators.models import (
    AimChange,
    DefinitionSeen,
    IndicatorVersion,
    PartnerBaseline,
)
from impact_hub.features.indicators.rules.kinds import Part
from impact_hub.features.reporting.models import Correction, HeldEntry, SubmittedValue
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.identity.models import ExternalIdentity
from impact_hub.identity.sessions import open_session
from impact_hub.kit import audit, clock, db
from impact_hub.kit.db import id_of
from tests.databases import Holds, alembic_config, migrate
from tests.factories import (
    make_invitation,
    make_target,
    make_update,
    make_value,
)
from tests.world import cast_in, world_in


@pytest.fixture
def empty(template, tmp_path):
    """An engine on a database without any table."""
    url = template.new(tmp_path, Holds.NOTHING)
    engine = db.make_engine(url)
    yield engine
    engine.dispose()
    template.drop(url)


def tables(engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def empty_tables(connection: Connection) -> set[str]:
    """The tables without a row."""
    return {
        name
        for name in tables(connection)
        if not connection.scalar(select(func.count()).select_from(table(name)))
    }


def fill(session: Session) -> None:
    """At least one row in every table."""
    cast = cast_in(session)
    world = world_in(session)
    make_invitation(session, cast.partner)
    make_target(session, world.people)
    update = make_update(session, world.quarter, cast.partner, status=Status.APPROVED)
    value = make_value(session, update, world.people, figure=Decimal("12.50"))
    person = cast.reporter.person_id or 0
    session.add(ExternalIdentity(person_id=person, issuer="x", subject="y"))
    open_session(session, person)
    indicator = id_of(world.people)
    session.add(
        Correction(
            update_id=id_of(update),
            indicator_id=indicator,
            cell_id=value.cell_id,
            before="12",
            after="12.50",
            at=clock.now(),
            who="Rita Reporter",
        )
    )
    make_value(session, update, world.people, cell="age=0-17", figure=Decimal(1))
    session.add(
        SubmittedValue(
            update_id=id_of(update),
            indicator_id=indicator,
            cell_id=value.cell_id,
            submission=1,
        )
    )
    session.add(
        HeldEntry(
            update_id=id_of(update),
            indicator_id=indicator,
            cell_id=value.cell_id,
            part=Part.FIGURE,
            typed="drei",
            code="indicators.not_a_number",
        )
    )
    session.add(
        IndicatorVersion(
            indicator_id=indicator,
            version=1,
            definition={},
            replaced_at=clock.now(),
            replaced_by="Cora Coordinator",
        )
    )
    partner = id_of(cast.partner)
    session.add(
        PartnerBaseline(
            indicator_id=indicator, organisation_id=partner, figure=Decimal("1.50")
        )
    )
    session.add(
        DefinitionSeen(indicator_id=indicator, organisation_id=partner, version=1)
    )
    session.add(
        AimChange(
            indicator_id=indicator,
            version=1,
            before={},
            after={},
            at=clock.now(),
            who="Cora Coordinator",
        )
    )
    audit.record(session, cast.coordinator, "update.approve", update.id)


def test_the_models_and_the_migrations_agree(template):
    with template.engine.connect() as connection:
        command.check(alembic_config(connection))


def test_every_migration_goes_up_and_down_again(empty):
    with empty.begin() as connection:
        config = alembic_config(connection)
        scripts = ScriptDirectory.from_config(config)
        revisions = [each.revision for each in scripts.walk_revisions()][::-1]

    for revision in revisions:
        before = tables(empty)
        for step in (revision, "-1", revision):
            with db.migrating(empty) as connection:
                config = alembic_config(connection)
                move = command.downgrade if step == "-1" else command.upgrade
                move(config, step)
            if step == "-1":
                assert tables(empty) == before

    assert "partner_update" in tables(empty)


def test_a_full_database_goes_down_and_up_again(template, tmp_path, clock):
    """What people have entered stops no way back, and none of it stays behind."""
    url = template.new(tmp_path)
    full = db.make_engine(url)
    with Session(full) as session, session.begin():
        fill(session)
    with full.connect() as connection:
        assert empty_tables(connection) == set()
        scripts = ScriptDirectory.from_config(alembic_config(connection))
        steps = [each.down_revision for each in scripts.walk_revisions()]

    for revision in steps:
        with db.migrating(full) as connection:
            command.downgrade(alembic_config(connection), str(revision or "base"))

    assert tables(full) == set()
    migrate(full)
    with full.connect() as connection:
        command.check(alembic_config(connection))
        assert "person" in empty_tables(connection)
    full.dispose()
    template.drop(url)


def test_there_is_one_line_of_migrations(template):
    with template.engine.connect() as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))

    assert len(scripts.get_heads()) == 1
