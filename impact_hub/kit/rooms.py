"""What rooms have of one name. Nobody lists it, as nobody lists the tables."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(__file__).resolve().parents[1]


def modules(name: str) -> Iterator[ModuleType]:
    """Every module in the package with this name, such as `sentences`."""
    for path in sorted(PACKAGE.rglob(f"{name}.py")):
        yield import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
