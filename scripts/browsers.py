"""The browser of scripts: the one that browser tests take."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.browser.browsers import launch


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium, without a window."""
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()
