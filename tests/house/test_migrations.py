"""Models and migrations agree, and every migration goes both ways."""

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from impact_hub.kit import db
from tests.databases import alembic_config


@pytest.fixture
def empty(template, tmp_path):
    """An engine on a database without any table."""
    url = template.new(tmp_path, migrated=False)
    engine = db.make_engine(url)
    yield engine
    engine.dispose()
    template.drop(url)


def tables(engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


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


def test_there_is_one_line_of_migrations(template):
    with template.engine.connect() as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))

    assert len(scripts.get_heads()) == 1
