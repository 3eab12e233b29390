"""Photographs every page of the demo world for the README: `make pictures`.

The hub is a fresh one on a free port; its pictures come to docs/pictures, in German and
in English. They are WebP files, which Chromium writes itself.
"""

import base64
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser, Page

from impact_hub.config import ROOT
from impact_hub.demo.load import SLUG
from impact_hub.demo.story import PASSWORD
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.organisations import service as organisations
from impact_hub.identity.permissions import Role, house
from impact_hub.kit import db
from scripts.browsers import browser
from tests.browser import hubs

FOLDER = ROOT / "docs" / "pictures"
LANGUAGES = {"de": "de-DE", "en": "en-GB"}
DESKTOP, PHONE = 1280, 390
WINDOW = 900
# What is further down a page, nobody looks at in a README.
TALLEST = {DESKTOP: 1500, PHONE: 844}
QUALITY = 72

COORDINATOR = "koordination@demo.example"
REPORTER = "bericht@demo.example"
FUNDER = "foerderung@demo.example"
ANALYST = "statistik@demo.example"
NEWCOMER = "neu@demo.example"
NOBODY = ""


@dataclass(frozen=True)
class Picture:
    """A page as somebody sees it."""

    name: str
    who: str
    path: str
    follow: str = ""  # a link there that leads to the page that is meant
    width: int = DESKTOP
    is_dark: bool = False


INITIATIVE = f"/i/{SLUG}"
OWN_UPDATE = f'main a[href*="{INITIATIVE}/figures/"]'
TO_REVIEW = f'main a[href*="{INITIATIVE}/review/"]'
PICTURES = [
    Picture("sign-in", NOBODY, "/sign-in"),
    Picture("not-found", NOBODY, "/nowhere"),
    Picture("public-page", NOBODY, f"/p/{SLUG}"),
    Picture("public-indicator", NOBODY, f"/p/{SLUG}/indicators/bewerbungen"),
    Picture("home", REPORTER, "/"),
    Picture("updates", REPORTER, f"{INITIATIVE}/figures"),
    Picture("entry", REPORTER, "/", OWN_UPDATE),
    Picture("entry-phone", REPORTER, "/", OWN_UPDATE, PHONE),
    Picture("overview", FUNDER, INITIATIVE),
    Picture("overview-dark", FUNDER, INITIATIVE, is_dark=True),
    Picture("indicator", FUNDER, f"{INITIATIVE}/indicators/bewerbungen"),
    Picture(
        "indicator-dark", FUNDER, f"{INITIATIVE}/indicators/bewerbungen", is_dark=True
    ),
    Picture("indicator-mean", FUNDER, f"{INITIATIVE}/indicators/zufriedenheit"),
    Picture("indicator-levels", FUNDER, f"{INITIATIVE}/indicators/zuversicht"),
    Picture("indicator-words", FUNDER, f"{INITIATIVE}/indicators/betriebe-sagen"),
    Picture("logic", COORDINATOR, f"{INITIATIVE}/logic"),
    Picture("logic-dark", COORDINATOR, f"{INITIATIVE}/logic", is_dark=True),
    Picture("indicators", COORDINATOR, f"{INITIATIVE}/indicators"),
    Picture("indicator-form", COORDINATOR, f"{INITIATIVE}/indicators/bewerbungen/edit"),
    Picture("figures", COORDINATOR, f"{INITIATIVE}/figures"),
    Picture("review", COORDINATOR, "/", TO_REVIEW),
    Picture("partners", COORDINATOR, f"{INITIATIVE}/partners"),
    Picture("import", COORDINATOR, f"{INITIATIVE}/import"),
    Picture("settings", COORDINATOR, f"{INITIATIVE}/settings"),
    Picture("organisation", COORDINATOR, "/", 'main a[href^="/o/"]'),
    Picture("account", COORDINATOR, "/account"),
    Picture("new-initiative", COORDINATOR, "/initiatives/new"),
    Picture("public-figures", ANALYST, "/", 'main a[href^="/i/"]'),
    Picture("new-organisation", NEWCOMER, "/organisations/new"),
]


def main() -> None:
    """Load the demo world, walk through it, and take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="hub-pictures-") as folder:
        load_demo(Path(folder))
        pictures = [Picture("invitation", NOBODY, invitation(Path(folder))), *PICTURES]
        with (
            hubs.running(hubs.Hub(Path(folder), hubs.free_port())) as hub,
            browser() as opened,
        ):
            for language in LANGUAGES:
                photograph(opened, hub.address, pictures, language)
    size = sum(file.stat().st_size for file in FOLDER.glob("*.webp"))
    print(f"{len(pictures) * len(LANGUAGES)} pictures, {size / 1_000_000:.1f} MB")


def load_demo(folder: Path) -> None:
    """The demo world, in a folder of its own."""
    program = Path(sys.executable).parent / "impact-hub"
    environment = {**os.environ, **hubs.settings_of(folder)}
    subprocess.run([program, "demo"], check=True, cwd=ROOT, env=environment)


def invitation(folder: Path) -> str:
    """Where somebody who is invited comes to."""
    os.environ.update(hubs.settings_of(folder))
    actor = house("pictures")
    with db.transaction() as session:
        initiative = initiatives.get_initiative(session, actor, SLUG)
        lead = initiatives.lead_of(session, actor, initiative)
        token = organisations.invite(session, actor, lead.slug, role=Role.EDITOR)
    return f"/invite/{token}"


def photograph(
    opened: Browser, address: str, pictures: Iterable[Picture], language: str
) -> None:
    """Every picture in one language."""
    for (who, width, is_dark), same in alike(pictures):
        with signed_in(opened, address, who, language, width, is_dark=is_dark) as page:
            for picture in same:
                go_to(page, address, picture)
                save(page, FOLDER / f"{picture.name}-{language}.webp", TALLEST[width])


def alike(
    pictures: Iterable[Picture],
) -> Iterator[tuple[tuple[str, int, bool], Iterator[Picture]]]:
    """Pictures that one browser can take after another."""
    return groupby(pictures, key=lambda each: (each.who, each.width, each.is_dark))


@contextmanager
def signed_in(
    opened: Browser, address: str, who: str, language: str, width: int, *, is_dark: bool
) -> Iterator[Page]:
    """A browser's page in which somebody has signed in."""
    context = opened.new_context(
        base_url=address,
        locale=LANGUAGES[language],
        viewport={"width": width, "height": WINDOW},
        device_scale_factor=2 if width == PHONE else 1,
        color_scheme="dark" if is_dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    if who:
        page.goto("/sign-in")
        page.fill("main input[type=email]", who)
        page.fill("main input[type=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(address + "/")
    yield page
    context.close()


def go_to(page: Page, address: str, picture: Picture) -> None:
    """Open the page that is meant, and wait until all of it is there."""
    page.goto(picture.path)
    page.locator("main h1").first.wait_for()
    if picture.follow:
        page.goto(
            address + str(page.locator(picture.follow).first.get_attribute("href"))
        )
    for _ in range(
        TALLEST[DESKTOP] // 500
    ):  # charts are drawn when they come into view
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(150)
    page.wait_for_load_state("networkidle")
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_timeout(300)


def save(page: Page, file: Path, tallest: int) -> None:
    """Take the picture, down to what is worth looking at."""
    size = page.evaluate(
        "[document.documentElement.clientWidth, document.documentElement.scrollHeight]"
    )
    # A window as high as the picture: what sticks to its end is then at the end.
    page.set_viewport_size({"width": size[0], "height": min(size[1], tallest)})
    page.wait_for_timeout(300)
    camera = page.context.new_cdp_session(page)
    asked = {"format": "webp", "quality": QUALITY}
    taken = camera.send("Page.captureScreenshot", asked)
    camera.detach()
    file.write_bytes(base64.b64decode(taken["data"]))
    page.set_viewport_size({"width": size[0], "height": WINDOW})


if __name__ == "__main__":
    main()
