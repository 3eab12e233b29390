"""What every test may use: databases, a clock that stands still, the cast.

`session` runs a test on SQLite and again on PostgreSQL, in a transaction that is rolled
back. `hub` is a real hub with a database of its own, for what opens transactions itself
(routes, states); `each_hub` is the same on both databases. The cast and the world are
in them already: `empty_session` and `empty_hub` are for those who want nobody there.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

# Before anything of the hub is imported: nobody's own settings get in.
for name in [*os.environ]:
    if name.startswith("HUB_") or name == "DATABASE_URL":
        del os.environ[name]
_home = tempfile.mkdtemp(prefix="hub-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["HUB_DATA_DIR"] = _home
os.environ["XDG_RUNTIME_DIR"] = _home  # pgserver looks there; a container has none

import hypothesis
import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine
from sqlmodel import Session

from impact_hub.config import Settings
from impact_hub.identity import passwords
from impact_hub.kit import clock as the_clock
from tests.clock import Clock
from tests.databases import Holds, Postgres, Sqlite, Template, hub_on
from tests.forgetting import forget_everything, forget_what_was_seen
from tests.oidc_provider import Provider, running_provider
from tests.people import Cast
from tests.world import World, cast_in, world_in

Settings.model_config["env_file"] = None

# How long an example takes says nothing on a busy machine.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture(autouse=True, scope="session")
def cheap_passwords() -> Iterator[None]:
    """Real hashes, in a hundredth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "hasher", cheap)
        yield


@pytest.fixture(autouse=True)
def nothing_seen_yet() -> None:
    """What a hub keeps in mind of one test does not count in the next."""
    forget_what_was_seen()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock stands still at noon (Berlin) of 1 July 2026 until a test moves it."""
    stopped = Clock()
    monkeypatch.setattr(the_clock, "now", lambda: stopped.now)
    return stopped


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Run a hub with other settings: `configure(HUB_LANGUAGE="en")`."""

    def configured(**environment: str) -> None:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        forget_everything()

    yield configured
    monkeypatch.undo()
    forget_everything()


# These take longest. They begin first, so that no process is left alone with one; the
# pages for those in a browser are built meanwhile.
LONG = (
    "house/test_handlers",
    "demo",
    "house/test_sockets",
    "house/test_query_counts",
    "house/test_routes",
    "features/exchange/test_service_real_files",
    "features/results/test_api",
    "browser/test_pages",
    "browser/test_journey",
    "browser/test_entering",
    "browser",
    "house/test_migrating_together",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the long ones begin."""
    here = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        path = item.path.relative_to(here).as_posix()
        found = (at for at, name in enumerate(LONG) if path.startswith(name))
        return next(found, len(LONG))

    items.sort(key=place)


# Databases


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """SQLite, and databases to begin from."""
    return Sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Template]:
    """A PostgreSQL server of our own, and databases in it."""
    # Its socket's path must be short, which pytest's own folders are not.
    with tempfile.TemporaryDirectory(prefix="hub-pg-") as folder:
        server = Postgres(Path(folder))
        yield server
        server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def template(request: pytest.FixtureRequest) -> Template:
    """Each database in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def session(template: Template, clock: Clock) -> Iterator[Session]:
    """A session on each database; whatever a test does in it is rolled back."""
    with rolled_back(template.engine) as begun:
        yield begun


@pytest.fixture
def empty_session(template: Template, clock: Clock) -> Iterator[Session]:
    """The same, where nobody is and nothing was done."""
    with rolled_back(template.empty) as begun:
        yield begun


@contextmanager
def rolled_back(engine: Engine) -> Iterator[Session]:
    with engine.connect() as connection, connection.begin() as whole:
        joined = Session(
            connection,
            join_transaction_mode="create_savepoint",
            expire_on_commit=False,
        )
        with joined:
            yield joined
        whole.rollback()


@pytest.fixture
def hub(
    sqlite: Template, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """A hub with a real database of its own: kit.db's transactions work on it."""
    with hub_on(sqlite, tmp_path, monkeypatch) as engine:
        yield engine


@pytest.fixture
def empty_hub(
    sqlite: Template, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """A hub that nobody has come to yet."""
    with hub_on(sqlite, tmp_path, monkeypatch, Holds.TABLES) as engine:
        yield engine


@pytest.fixture
def each_empty_hub(
    template: Template, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """The same, on each database in turn."""
    with hub_on(template, tmp_path, monkeypatch, Holds.TABLES) as engine:
        yield engine


@pytest.fixture
def each_hub(
    template: Template, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """The same, on each database in turn."""
    with hub_on(template, tmp_path, monkeypatch) as engine:
        yield engine


@pytest.fixture(scope="session")
def oidc_provider() -> Iterator[Provider]:
    """An OpenID Connect provider that people can sign in with."""
    with running_provider() as provider:
        yield provider


# Who and what is there


@pytest.fixture
def cast(session: Session) -> Cast:
    """The people of the tests, in their organisations."""
    return cast_in(session)


@pytest.fixture
def world(session: Session) -> World:
    """An initiative with two partners, two indicators and an open quarter."""
    return world_in(session)


@pytest.fixture
def anyio_backend() -> str:
    """What asynchronous tests run on."""
    return "asyncio"
