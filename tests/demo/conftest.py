"""The demo world, loaded once on each database: told through the services."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from impact_hub.demo.load import load
from tests.databases import Holds, Sqlite, Template, copy_sqlite, hub_on
from tests.sharing import made_once

TODAY = date(2026, 7, 1)


def load_into(template: Template, folder: Path) -> None:
    with (
        pytest.MonkeyPatch.context() as patch,
        hub_on(template, folder, patch, Holds.TABLES),
    ):
        assert load(TODAY)


@pytest.fixture(scope="module")
def demo_on_sqlite(
    sqlite: Sqlite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Loaded once for all processes."""
    made = made_once(tmp_path_factory, "demo", lambda new: load_into(sqlite, new))
    folder = tmp_path_factory.mktemp("demo-of-ours")
    copy_sqlite(made / "hub.sqlite", folder / "hub.sqlite")
    with (
        pytest.MonkeyPatch.context() as patch,
        hub_on(sqlite, folder, patch, Holds.NOTHING) as engine,
    ):
        yield engine


@pytest.fixture(scope="module")
def demo_on_postgresql(
    postgresql: Template, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("demo")
    with (
        pytest.MonkeyPatch.context() as patch,
        hub_on(postgresql, folder, patch, Holds.TABLES) as engine,
    ):
        assert load(TODAY)
        yield engine


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def demo(request: pytest.FixtureRequest) -> Engine:
    """A hub with nothing but the demo world in it. Tests leave it as it is."""
    return request.getfixturevalue(f"demo_on_{request.param}")
