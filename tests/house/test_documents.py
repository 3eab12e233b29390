"""What the documents name is there, and they name nothing that is of one place only."""

import re
from pathlib import Path

import pytest

from impact_hub.cli import COMMANDS
from impact_hub.config import ROOT
from impact_hub.demo.story import PASSWORD, PEOPLE

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
# A file or folder in code marks, as `impact_hub/kit/db.py` or `docs/decisions/`.
PLACE = re.compile(
    r"`((?:alembic|assets|docs|impact_hub|scripts|tests)/[\w./-]*[\w/])`", re.ASCII
)
TARGET = re.compile(r"(?:^ {4}|`)make ([a-z]+)", re.MULTILINE)
COMMAND = re.compile(r"`?(?:\.venv/bin/)?impact-hub ([a-z-]+)")
# Folders of somebody's machine, and where packages are fetched from.
OF_ONE_PLACE = re.compile(
    r"(?<![\w.])/(?:home|root|tmp|Users|work)/|[\w.-]*(?:registry|pypi|pythonhosted|npmjs|mirror)\.\w"
)
# What package managers write of the server that a package came from.
FROM_A_SERVER = re.compile(
    r'"resolved"|--(?:extra-)?index-url|--find-links|--trusted-host| @ (?:https?|file):'
)
LOCKS = [
    ROOT / "requirements.txt",
    ROOT / "requirements-dev.txt",
    *sorted((ROOT / "reflex.lock").iterdir()),
    *sorted((ROOT / "tests" / "browser" / "oidc").glob("*.json")),
]
MAX_LINES = 40


def text_of(document: Path) -> str:
    return document.read_text("utf-8")


def name_of(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)


@each_document
def test_links_lead_somewhere(document):
    links = [link for link in LINK.findall(text_of(document)) if ":" not in link]

    missing = [
        link
        for link in links
        if not (document.parent / link.partition("#")[0]).exists()
    ]

    assert missing == []


@each_document
def test_files_and_folders_that_are_named_are_there(document):
    missing = [
        place
        for place in PLACE.findall(text_of(document))
        if not (ROOT / place).exists()
    ]

    assert missing == []


@each_document
def test_commands_that_are_named_exist(document):
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))

    assert set(TARGET.findall(text_of(document))) <= targets
    assert set(COMMAND.findall(text_of(document))) <= set(COMMANDS)


@each_document
def test_nothing_is_named_that_is_of_one_place_only(document):
    assert OF_ONE_PLACE.findall(text_of(document)) == []


@pytest.mark.parametrize("lock", LOCKS, ids=name_of)
def test_lists_of_packages_do_not_say_where_they_came_from(lock):
    """Each machine has its own server; the hashes say that it is the same package."""
    assert FROM_A_SERVER.findall(text_of(lock)) == []
    assert OF_ONE_PLACE.findall(text_of(lock)) == []


def test_the_demos_people_are_those_who_can_sign_in():
    readme = text_of(ROOT / "README.md")
    told = dict(re.findall(r"^\| `(\S+@\S+)` \| (.+) \|$", readme, re.MULTILINE))

    assert told == {each.email: each.who["en"] for each in PEOPLE}
    assert f"`{PASSWORD}`" in readme


def test_every_decision_is_listed_and_short():
    folder = ROOT / "docs" / "decisions"
    pages = sorted(page.name for page in folder.glob("[0-9]*.md"))
    listed = LINK.findall(text_of(folder / "README.md"))
    lengths = {page: text_of(folder / page).count("\n") for page in pages}

    assert listed == pages
    assert len({page[:4] for page in pages}) == len(pages)
    assert [page for page, lines in lengths.items() if lines > MAX_LINES] == []
