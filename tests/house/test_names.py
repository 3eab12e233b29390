"""One name is one thing, and what CONTRIBUTING names is there."""

import ast
import re
from collections import defaultdict

import pytest

from impact_hub.config import ROOT
from tests.house.sources import ROOMS, trees

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
NAMES, WAY = (
    TEXT.partition(f"## {title}\n")[2].partition("\n## ")[0]
    for title in ("One name, one thing", "One number's way")
)
STATIONS = re.findall(r"^(\d+)\. (.*?)(?=^\d+\. |\Z)", WAY, re.MULTILINE | re.DOTALL)
MARKED = re.compile(r"`([^`]+)`")


def defined(tree: ast.Module) -> set[str]:
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_a_number_goes_through_at_most_twelve_stations():
    assert [int(number) for number, _ in STATIONS] == list(range(1, len(STATIONS) + 1))
    assert 10 <= len(STATIONS) <= 12


@pytest.mark.parametrize(("number", "said"), STATIONS)
def test_what_a_station_names_is_there(number, said):
    """A file, and behind it what is defined in it."""
    here: set[str] = set()
    named = MARKED.findall(said)
    assert any("/" in each for each in named), "it names no file"
    for each in named:
        if "/" not in each:
            assert each in here, f"{each} is not there"
            continue
        path = ROOT / each
        if not each.startswith(("impact_hub/", "assets/")):
            path = ROOMS / each
        assert path.is_file(), each
        here = set()
        if path.suffix == ".py":
            here = defined(trees()[path.relative_to(ROOT).as_posix()])


def test_every_name_of_the_table_is_used():
    lines = [line.split("|") for line in NAMES.splitlines() if line.startswith("|")]
    named = {
        word
        for _, _, in_code, *_ in lines[2:]
        for word in MARKED.findall(in_code)
        if word.isidentifier()
    }
    known = {
        node.id if isinstance(node, ast.Name) else node.name
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.ClassDef | ast.FunctionDef)
    }

    assert len(named) > 30
    assert named - known == set()


# These still share a name with something else. Nothing is added here.
SHARED = {"Part", "SignIn"}


def test_no_two_classes_share_a_name():
    where: defaultdict[str, list[str]] = defaultdict(list)
    for path, tree in trees().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where[node.name].append(path)
    shared = {name: paths for name, paths in where.items() if len(paths) > 1}

    assert {name: shared[name] for name in shared.keys() - SHARED} == {}
    assert SHARED - shared.keys() == set(), "mended: take it from the list"
