"""What journeys in a browser need: a browser, hubs that run, and visitors.

The browser is kept for a module only: its event loop must not meet those of other
tests. Hubs are kept as long as the tests run. `own_hub` is empty, with a database
that tests write into, `demo_hub` has the demo world.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from impact_hub.config import ROOT
from tests.browser.browsers import launch
from tests.browser.hubs import Hub, begin_to_build, build_pages, free_port, running
from tests.browser.visitors import Visitor, visitor
from tests.databases import Holds, Sqlite
from tests.sharing import made_once

Visit = Callable[..., Visitor]
FAILED = pytest.StashKey[bool]()
BUILDING = pytest.StashKey[subprocess.Popen[bytes]]()
SEEN = ROOT / "var" / "failed"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder is a journey in a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin to build the pages, while other tests run that don't need them."""
    here = Path(__file__).parent
    if any(here in item.path.parents for item in session.items):
        session.config.stash[BUILDING] = begin_to_build()


@pytest.fixture(scope="session")
def pages(request: pytest.FixtureRequest) -> None:
    """The pages are built."""
    request.config.stash[BUILDING].wait()
    build_pages()


@pytest.fixture(scope="session")
def own_hub(pages: None, sqlite: Sqlite) -> Iterator[Hub]:
    """A hub with an empty, migrated database."""
    with tempfile.TemporaryDirectory(prefix="hub-served-") as folder:
        sqlite.new(Path(folder), Holds.TABLES)
        with running(Hub(Path(folder), free_port())) as served:
            yield served


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo world, loaded once for all processes of this run."""
    return made_once(
        tmp_path_factory,
        "demo-world",
        lambda folder: Hub(folder, free_port()).run("demo"),
    )


@pytest.fixture(scope="session")
def demo_hub(pages: None, demo_data: Path) -> Iterator[Hub]:
    """A hub with the demo world. Tests only read in it."""
    with tempfile.TemporaryDirectory(prefix="hub-demo-") as folder:
        for file in demo_data.glob("hub.sqlite*"):
            shutil.copy(file, folder)
        with running(Hub(Path(folder), free_port())) as served:
            yield served


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Let somebody come: `visit(hub, "en", size=PHONE)`.

    When the test fails, what each of them saw last is put into var/failed.
    """
    came: list[Visitor] = []
    with ExitStack() as visits:

        def come(hub: Hub, locale: str = "de", **options: Any) -> Visitor:
            came.append(visits.enter_context(visitor(browser, hub, locale, **options)))
            return came[-1]

        yield come
        if request.node.stash.get(FAILED, False):
            for place, each in enumerate(came):
                name = re.sub(r"[^\w-]+", "-", request.node.name)
                each.page.screenshot(path=SEEN / f"{name}-{place}.png", full_page=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Remember whether the test has failed."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(params=["de", "en"])
def locale(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return request.param
