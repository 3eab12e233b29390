"""The demo world, loaded once on each database: told through the services."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from impact_hub.demo.load import load
from tests.databases import Holds, hub_on

TODAY = date(2026, 7, 1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def demo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A hub with nothing but the demo world in it. Tests leave it as it is."""
    template = request.getfixturevalue(request.param)
    folder: Path = tmp_path_factory.mktemp("demo")
    with (
        pytest.MonkeyPatch.context() as patch,
        hub_on(template, folder, patch, Holds.TABLES) as engine,
    ):
        assert load(TODAY)
        yield engine
