"""Finding a browser: the system's, Playwright's own, or one that is fetched now.

Whoever needs a browser calls `find_chromium()`. It raises `NoBrowser`, and never lets
a test be skipped.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Playwright

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
ON_A_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

# Nothing but what a page asks for: no updates, no telemetry, no sandbox as root.
SWITCHES = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
)


class NoBrowser(RuntimeError):
    """There is no browser, and none can be had."""


def launch(playwright: Playwright) -> Browser:
    """Start a browser without a window."""
    return playwright.chromium.launch(
        executable_path=find_chromium(playwright), args=SWITCHES
    )


def find_chromium(playwright: Playwright) -> Path:
    """The program of a Chromium; one process at a time looks for it."""
    with Path(tempfile.gettempdir(), "hub-browser.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for found in (
            _on_the_system(),
            _of_playwright(playwright),
            _fetched_by_playwright(playwright),
            _from_the_package_manager(),
        ):
            if found:
                return found
    message = (
        "No browser: install Chromium or Chrome, or run `playwright install chromium`."
    )
    raise NoBrowser(message)


def _on_the_system() -> Path | None:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and ON_A_MAC.exists():
        return ON_A_MAC
    return Path(found) if found else None


def _of_playwright(playwright: Playwright) -> Path | None:
    own = Path(playwright.chromium.executable_path)
    return own if own.exists() else None


def _fetched_by_playwright(playwright: Playwright) -> Path | None:
    _run([sys.executable, "-m", "playwright", "install", "chromium"], minutes=5)
    return _of_playwright(playwright)


def _from_the_package_manager() -> Path | None:
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    _run(["apt-get", "update", "-qq"], minutes=5)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    _run([*install, "chromium"], minutes=10)
    return _on_the_system()


def _run(command: Sequence[str], *, minutes: int) -> None:
    """Whether it has worked shows in what is there afterwards."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(
            command,
            check=False,
            timeout=60 * minutes,
            env=quiet,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return
