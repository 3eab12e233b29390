"""Hubs that really run: `impact-hub serve` on a port and in a folder of its own.

Journeys in a browser, the bench and the pictures begin with one.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine.url import URL
from sqlmodel import Session

from impact_hub.cli.building import build_if_changed
from impact_hub.config import ROOT
from impact_hub.kit import db

PROGRAM = Path(sys.executable).parent / "impact-hub"
FEW_SECONDS = 60


@dataclass
class Hub:
    """A hub: its folder, and its port once it runs."""

    folder: Path
    port: int
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_in: float = 0.0  # seconds from its process's start until it was ready

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> str:
        """What it has said so far."""
        return (self.folder / "hub.log").read_text("utf-8")

    def run(self, *arguments: str) -> str:
        """Give it a command, and return what it says."""
        done = subprocess.run(
            [PROGRAM, *arguments],
            check=False,
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        """Serve, and return when it is ready."""
        began = time.perf_counter()
        with (self.folder / "hub.log").open("ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "serve"],
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + FEW_SECONDS
        while not self._is_ready():
            assert self.process.poll() is None, self.log
            assert time.monotonic() < until, self.log
            time.sleep(0.02)
        self.started_in = time.perf_counter() - began

    def stop(self) -> int:
        """Press Ctrl-C; its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(timeout=FEW_SECONDS)
        finally:
            self.process.kill()
            self.process = None

    @contextmanager
    def data(self) -> Iterator[Session]:
        """Its database, past the services: where a test begins."""
        file = self.folder / "hub.sqlite"
        engine = db.make_engine(URL.create("sqlite", database=str(file)))
        with Session(engine, expire_on_commit=False) as session:
            yield session
            session.commit()
        engine.dispose()

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("HUB_", "COV_")) and name != "DATABASE_URL"
        }
        return (
            kept
            | {"LC_ALL": "C.UTF-8"}
            | settings_of(self.folder, self.port)
            | (self.settings)
        )

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=5):
                return True
        except (OSError, urllib.error.HTTPError):
            return False


def settings_of(folder: Path, port: int = 3000) -> dict[str, str]:
    """The settings of such a hub; whatever else a `.env` says does not matter to it."""
    return {
        "HUB_DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "HUB_HOST": "127.0.0.1",
        "HUB_PORT": str(port),
        "HUB_PUBLIC_URL": f"http://localhost:{port}",
        "HUB_OIDC_PROVIDERS": "[]",
        "HUB_LOG_LEVEL": "warning",
    }


@contextmanager
def running(hub: Hub) -> Iterator[Hub]:
    """A hub that runs meanwhile, stops cleanly, and had no failure that it logged."""
    (hub.folder / "hub.log").unlink(missing_ok=True)
    hub.start()
    try:
        yield hub
    finally:
        code = hub.stop()
    assert code == 0, hub.log
    assert "Traceback" not in hub.log, hub.log


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def begin_to_build() -> subprocess.Popen[bytes]:
    """Let the pages be built by a process of its own."""
    build = "from tests.browser.hubs import build_pages; build_pages()"
    return subprocess.Popen(
        [sys.executable, "-c", build],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def build_pages() -> None:
    """Build the pages once, whoever of several processes comes first."""
    # Not in .web: a first build makes that folder anew, and the lock would be gone.
    with (ROOT / "rxconfig.py").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build_if_changed()
