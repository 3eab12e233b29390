"""A hub of a script's own: started on a free port, and stopped."""

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
from dataclasses import dataclass
from pathlib import Path

from impact_hub.config import ROOT

PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Hub:
    """A hub that runs."""

    address: str
    process: "subprocess.Popen[bytes]"
    started_in: float  # seconds from its process's start until it was ready


def settings_of(data_dir: Path, port: int = 3000) -> dict[str, str]:
    """The settings of such a hub; whatever else a `.env` says does not matter to it."""
    return {
        "HUB_DATA_DIR": str(data_dir),
        "DATABASE_URL": "",
        "HUB_HOST": "127.0.0.1",
        "HUB_PORT": str(port),
        "HUB_PUBLIC_URL": f"http://localhost:{port}",
        "HUB_OIDC_PROVIDERS": "[]",
        "HUB_LOG_LEVEL": "warning",
    }


@contextmanager
def running(data_dir: Path) -> Iterator[Hub]:
    """Serve the hub whose data are in a folder, as `impact-hub serve` does."""
    port = free_port()
    program = Path(sys.executable).parent / "impact-hub"
    began = time.perf_counter()
    with subprocess.Popen(
        [program, "serve"],
        cwd=ROOT,
        env={**os.environ, **settings_of(data_dir, port)},
        stdout=subprocess.DEVNULL,
    ) as process:
        try:
            address = f"http://localhost:{port}"
            wait_until_ready(f"http://127.0.0.1:{port}/readyz", process)
            yield Hub(address, process, time.perf_counter() - began)
        finally:
            stop(process)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """As with Ctrl-C; by force if it does not listen."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def wait_until_ready(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Ask until the answer is yes."""
    until = time.monotonic() + PATIENCE
    while not answers(address):
        if process.poll() is not None or time.monotonic() > until:
            sys.exit("The hub did not start.")
        time.sleep(0.02)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - http
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
