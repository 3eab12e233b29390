"""Habits of the code that no linter knows, each with its reason."""

import ast
import inspect
import pkgutil
from pathlib import Path
from typing import get_args

import pytest

import impact_hub
from impact_hub.config import Settings
from impact_hub.texts import LANGUAGES, SOURCE_LANGUAGE
from tests.house.sources import (
    PACKAGE,
    ROOMS,
    calls,
    floor_modules,
    imported,
    name_of,
    room_of,
    trees,
)

MAX_LINES = 400


def test_only_the_kit_begins_or_commits_a_transaction():
    """Otherwise nobody knows what is kept together. (Savepoints are inside one.)"""
    found = [
        f"{path}:{call.lineno}"
        for path, tree in trees().items()
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in ("begin", "commit", "rollback")
        and path != "impact_hub/kit/db.py"
        and "/rules/" not in path  # which know no database
    ]

    assert found == []


@pytest.mark.parametrize(
    "module", list(floor_modules("service", "queries")), ids=lambda m: m.__name__
)
def test_whatever_reads_or_changes_knows_who_asks(module):
    """The service is the wall: there is no way through it without an actor."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        is_ours = function.__module__ == module.__name__ and not name.startswith("_")
        parameters = list(inspect.signature(function).parameters)
        if is_ours and "session" in parameters:
            assert parameters[:2] == ["session", "actor"], f"{module.__name__}.{name}"


def _is_state_class(node: ast.ClassDef) -> bool:
    bases = {name_of(base) for base in node.bases}
    return any(base.endswith("State") or base == "ComponentState" for base in bases)


def test_every_public_method_of_a_state_is_an_event_and_does_not_block():
    """Reflex makes it one anyway, for anybody with a socket: so it must look like one.

    A plain function would run on the server's loop, and everyone would wait for it.
    """
    wrong: list[str] = []
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.ClassDef) and _is_state_class(node)):
                continue
            for method in node.body:
                if not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
                    continue
                marks = {
                    ast.unparse(each).partition("(")[0]
                    for each in method.decorator_list
                }
                is_event = "rx.event" in marks and isinstance(
                    method, ast.AsyncFunctionDef
                )
                is_computed = "rx.var" in marks
                if not (method.name.startswith("_") or is_event or is_computed):
                    wrong.append(f"{path}: {node.name}.{method.name}")

    assert wrong == []


def test_nothing_needs_no_component_of_its_own():
    """`rx.cond(it, component)` draws nothing otherwise; so does `when`."""
    found = [
        f"{path}:{call.lineno}"
        for path, tree in trees().items()
        for call in calls(tree)
        if ast.unparse(call) == "rx.fragment()"
    ]

    assert found == []


def test_no_room_opens_another_rooms_doors():
    """From another room one uses queries, service and rules; never its page or state.

    (import-linter's contracts cannot say "another room's".)
    """
    doors = ("state", "page", "api")
    found = [
        f"{path} imports {module}"
        for path, tree in trees().items()
        for module in set(imported(tree))
        if module.startswith("impact_hub.features.")
        and room_of(path)
        and module.split(".")[2] != room_of(path)
        and module.split(".")[3:4]
        and module.split(".")[3] in doors
    ]

    assert found == []


@pytest.mark.parametrize("path", sorted(trees()))
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(trees()[path]), "a sentence is missing at its top"


def test_every_room_has_its_sentence():
    for room in ROOMS.iterdir():
        if room.is_dir() and room.name != "__pycache__":
            sentence = ast.parse((room / "__init__.py").read_text("utf-8"))
            assert ast.get_docstring(sentence), room.name


@pytest.mark.parametrize("path", sorted(trees()))
def test_no_file_is_longer_than_one_can_overlook(path):
    lines = (PACKAGE.parent / path).read_text("utf-8").count("\n")

    assert lines <= MAX_LINES


def test_nobody_but_the_clock_says_on_which_day_a_moment_lies():
    """In UTC it is still yesterday when it is after midnight in Berlin."""
    assert [
        f"{path}:{call.lineno}"
        for path, tree in trees().items()
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute)
        and (call.func.attr, call.args) == ("date", [])
        and path != "impact_hub/kit/clock.py"
    ] == []


def test_no_language_stands_in_the_code():
    """A further one is a line in `texts`, one in the settings, and a catalogue."""
    at_home = ("impact_hub/texts/", "impact_hub/config.py")

    assert [
        f"{path}:{node.lineno}"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and node.value in LANGUAGES
        and not path.startswith(at_home)
    ] == []


def test_the_setting_knows_every_language_of_the_hub():
    chosen = Settings.model_fields["language"].annotation

    assert set(get_args(chosen)) == set(LANGUAGES)
    assert SOURCE_LANGUAGE in LANGUAGES


def test_everything_can_be_imported_by_its_name():
    """A module that nobody imports yet must not be broken either."""
    names = [m.name for m in pkgutil.walk_packages(impact_hub.__path__, "impact_hub.")]

    assert len(names) == len(set(names))
    assert {Path(path).stem for path in trees()} <= {
        *(name.rpartition(".")[2] for name in names),
        "__init__",
        "__main__",
    }


def test_no_page_says_nothing_instead_of_nothing():
    """`rx.cond` needs no second branch, and `when` says so in plain sight."""
    found = [
        f"{path}:{call.lineno}"
        for path, tree in trees().items()
        for call in calls(tree)
        if ast.unparse(call) == "rx.fragment()"
    ]

    assert found == []
