"""Processes that start at the same time migrate once, and all of them start."""

import os
import subprocess
import sys

import pytest
from sqlalchemy import inspect

from impact_hub.config import ROOT
from impact_hub.kit import db, migrations
from tests.databases import Holds

MIGRATE = "from impact_hub.kit import migrations; migrations.migrate()"
PROCESSES = 3


@pytest.fixture
def url(template, tmp_path):
    """A database without any table."""
    given = template.new(tmp_path, Holds.NOTHING)
    yield given
    template.drop(given)


def test_several_processes_may_migrate_at_the_same_time(url, tmp_path):
    environment = {
        **os.environ,
        "HUB_DATA_DIR": str(tmp_path),
        "DATABASE_URL": url.render_as_string(hide_password=False),
    }
    command = [sys.executable, "-c", MIGRATE]

    running = [
        subprocess.Popen(  # noqa: S603 - our own interpreter
            command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
        )
        for _ in range(PROCESSES)
    ]
    ends = [(each.communicate()[1], each.returncode) for each in running]

    assert [code for _, code in ends] == [0] * PROCESSES, ends
    engine = db.make_engine(url)
    with engine.connect() as connection:
        heads = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        assert set(heads.scalars()) == set(migrations._steps().get_heads())
    assert "partner_update" in inspect(engine).get_table_names()
    engine.dispose()
