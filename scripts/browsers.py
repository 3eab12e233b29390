"""The browser of scripts: the one on the system, or Playwright's own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

ON_THE_SYSTEM = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium, without a window."""
    found = next(filter(None, map(shutil.which, ON_THE_SYSTEM)), None)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox"]
        )
        yield opened
        opened.close()
