"""The package's own source, for tests about the code itself."""

import ast
import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import impact_hub
from impact_hub.config import ROOT

PACKAGE = ROOT / "impact_hub"
ROOMS = PACKAGE / "features"

_CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
    "importlinter"
]["contracts"]
_STACK = next(each["layers"] for each in _CONTRACTS if each["id"] == "rooms")

# Every room, highest first, as the contract has them; those on one floor side by side.
ROOMS_IN_ORDER = [room.strip() for floor in _STACK for room in re.split("[|:]", floor)]


@cache
def trees() -> dict[str, ast.Module]:
    """Every file of the package, parsed, by its path from the root."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in a file."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(node: ast.expr) -> str:
    """The last name of what is called: `add` of `session.add(…)`."""
    match node:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module, or name in a module, that a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def floor_modules(*floors: str) -> Iterator[ModuleType]:
    """The modules of these floors (`service`, `queries`) in identity and every room."""
    for module in pkgutil.walk_packages(impact_hub.__path__, "impact_hub."):
        parts = module.name.split(".")
        in_room = parts[1] == "features" and len(parts) > 3 and parts[3] in floors
        in_identity = parts[1] == "identity" and parts[2:3] and parts[2] in floors
        if in_room or in_identity:
            yield importlib.import_module(module.name)


def room_of(path: Path | str) -> str:
    """The room that a file is in: `reporting`; "" where it is in none."""
    parts = Path(path).parts
    return parts[2] if parts[1:2] == ("features",) and len(parts) > 3 else ""
