"""People with a browser of their own, who notice whatever goes wrong in it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    expect,
)
from sqlmodel import select

from impact_hub.identity import sessions
from impact_hub.identity.models import Person
from impact_hub.kit.db import id_of
from impact_hub.texts import text
from tests.browser.hubs import Hub

LOCALES = {"de": "de-DE", "en": "en-GB"}
DESK, PHONE = (1280, 800), (390, 780)
PATIENCE = 30_000  # milliseconds: machines differ

expect.set_options(timeout=PATIENCE)


@dataclass
class Visitor:
    """Somebody who reads the hub in a language: `say` tells what stands there."""

    hub: Hub
    context: BrowserContext
    page: Page
    locale: str
    troubles: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)  # others that may be asked

    def say(self, sentence: str, **params: object) -> str:
        """A sentence of the hub in this visitor's language."""
        return text(sentence, self.locale, **params)

    # Going somewhere

    def go(self, path: str) -> None:
        """Open an address, and wait until it can be read."""
        self.page.goto(self.hub.address + path)
        self.arrived()

    def arrived(self) -> None:
        """Wait until the page has its words."""
        expect(self.page.locator("main#main")).to_be_visible()
        expect(self.page.locator(".waiting")).to_have_count(0)

    def come_as(self, email: str) -> None:
        """Be signed in already, since another day."""
        with self.hub.data() as session:
            person = session.exec(select(Person).where(Person.email == email)).one()
            token = sessions.open_session(session, id_of(person))
        self.context.add_cookies(
            [{"name": sessions.COOKIE, "value": token, "url": self.hub.address}]
        )

    def sign_in(self, email: str, password: str) -> None:
        """Sign in by password, from the page for it."""
        self.go("/sign-in")
        self.fill("E-mail", email)
        self.fill("Password", password)
        self.press("Sign in", within="main")
        expect(self.page).not_to_have_url(re.compile("sign-in"))
        self.arrived()

    # Finding and doing, by what a person reads

    def button(self, label: str, within: str = "body", **params: object) -> Locator:
        return self.page.locator(within).get_by_role(
            "button", name=self.say(label, **params), exact=True
        )

    def press(self, label: str, within: str = "body", **params: object) -> None:
        self.button(label, within, **params).click()

    def follow(self, label: str, within: str = "body", **params: object) -> None:
        self.page.locator(within).get_by_role(
            "link", name=self.say(label, **params), exact=True
        ).click()

    def field(self, label: str, within: str = "main", **params: object) -> Locator:
        named = self.page.locator(within).get_by_label(
            self.say(label, **params), exact=True
        )
        return named.filter(visible=True)

    def fill(
        self, label: str, value: str, within: str = "main", **params: object
    ) -> None:
        self.field(label, within, **params).fill(value)

    def choose(self, label: str, option: str, within: str = "main") -> None:
        """Choose what says `option`, as it stands there, among other things."""
        select = self.field(label, within)
        wanted = select.locator("option", has_text=option).first
        select.select_option(wanted.get_attribute("value"))

    def open(self, summary: str, within: str = "main", **params: object) -> None:
        """Open what is folded away."""
        wanted = self.say(summary, **params)
        self.page.locator(within).locator("summary", has_text=wanted).first.click()

    def sees(self, what: str | re.Pattern[str], within: str = "main") -> None:
        """Read something (given as it stands there) on the page."""
        found = self.page.locator(within).get_by_text(what)
        expect(found.filter(visible=True).first).to_be_visible()

    def is_told(self, sentence: str, **params: object) -> None:
        """Read a sentence of the hub where it gives its answers."""
        notice = self.page.locator(".notice-region")
        expect(notice).to_contain_text(self.say(sentence, **params))

    # Noticing

    def watch(self) -> None:
        self.context.on("console", self._console)
        self.context.on("weberror", lambda e: self.troubles.append(f"error: {e.error}"))
        self.context.on("request", self._request)

    def forgive(self, pattern: str) -> None:
        """Expect a trouble, which must have happened."""
        left = [each for each in self.troubles if not re.search(pattern, each)]
        assert len(left) < len(self.troubles), f"nobody complained of {pattern}"
        self.troubles[:] = left

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            where = message.location.get("url", "")
            self.troubles.append(f"console: {message.text} ({where})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        known = {urlsplit(each).netloc for each in (self.hub.address, *self.hosts)}
        if parts.scheme not in ("data", "blob") and parts.netloc not in known:
            self.troubles.append(f"request to another host: {request.url}")


@contextmanager
def visitor(
    browser: Browser,
    hub: Hub,
    locale: str = "de",
    *,
    size: tuple[int, int] = DESK,
    theme: str = "light",
    **options: Any,
) -> Iterator[Visitor]:
    """Somebody comes with a fresh browser; whatever went wrong in it fails the test."""
    width, height = size
    context = browser.new_context(
        locale=LOCALES[locale],
        timezone_id="Europe/Berlin",
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        has_touch=size == PHONE,
        **options,
    )
    context.set_default_timeout(PATIENCE)
    somebody = Visitor(hub, context, context.new_page(), locale)
    somebody.watch()
    yield somebody
    troubles = list(somebody.troubles)  # what it says while it is closed does not count
    context.close()
    assert not troubles, "\n".join(troubles)
