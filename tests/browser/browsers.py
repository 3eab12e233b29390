"""Finding a browser: the system's, Playwright's own, or one that is fetched now.

Chromium comes whole, with its own windows drawn where nobody sees them, and as a shell
that draws the page alone: a tenth of the work. So the shell goes first.

Whoever needs a browser calls `find_chromium()`. It raises `NoBrowser`, and never lets
a test be skipped.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Playwright

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
WHOLE = (
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
        for look in _places(playwright):  # one after another: the later ones fetch
            if found := look():
                return found
    message = (
        "No browser: install Chromium or Chrome, or run `playwright install chromium`."
    )
    raise NoBrowser(message)


def _places(playwright: Playwright) -> Sequence[Callable[[], Path | None]]:
    return (
        lambda: _on_the_system(SHELLS),
        lambda: _from_the_package_manager("chromium-headless-shell", SHELLS),
        lambda: _of_playwright(playwright),
        lambda: _on_the_system(WHOLE),
        _on_a_mac,
        lambda: _fetched_by_playwright(playwright),
        lambda: _from_the_package_manager("chromium", WHOLE),
    )


def _on_the_system(names: Sequence[str]) -> Path | None:
    found = next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found else None


def _on_a_mac() -> Path | None:
    return ON_A_MAC if ON_A_MAC.exists() else None


def _of_playwright(playwright: Playwright) -> Path | None:
    own = Path(playwright.chromium.executable_path)
    return own if own.exists() else None


def _fetched_by_playwright(playwright: Playwright) -> Path | None:
    _run([sys.executable, "-m", "playwright", "install", "chromium"], minutes=5)
    return _of_playwright(playwright)


def _from_the_package_manager(package: str, names: Sequence[str]) -> Path | None:
    """Where we may: as root, on Debian and its like. Without a network it gives up."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    impatient = ["-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10"]
    _run(["apt-get", *impatient, "update", "-qq"], minutes=5)
    install = ["apt-get", *impatient, "install", "-y", "-qq"]
    _run([*install, "--no-install-recommends", package], minutes=10)
    return _on_the_system(names)


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
