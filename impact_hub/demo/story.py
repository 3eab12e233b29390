"""The story as its files tell it. Keys stand for organisations, results and people."""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OPEN_DATA = HERE / "open_data"
PASSWORD = "demo-demo-demo"  # noqa: S105 - meant to be known

Words = dict[str, str]  # by language
Told = Mapping[str, Any]  # a table of a file


@dataclass(frozen=True)
class Cast:
    """Somebody of the story."""

    name: str
    email: str
    at: str  # the key of an organisation
    role: str
    reports: bool = False
    signs_in: bool = False
    who: Words = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Given:
    """A row of values.csv: a figure of one cell, or why there is none."""

    indicator: str
    category: str
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    text: str = ""
    reason: str = ""
    estimated: bool = False


@dataclass(frozen=True)
class Story:
    """Everything that the files say about one initiative."""

    told: Told
    rounds: Told
    values: Mapping[tuple[int, str], tuple[Given, ...]]  # by quarter and partner

    @property
    def people(self) -> list[Cast]:
        """Everybody, those who steer first."""
        return [Cast(**each) for each in self.told["person"]]

    def person_at(self, organisation: str, *, reports: bool = False) -> Cast:
        """Who acts for an organisation: its owner, or the one who reports for it."""
        return next(
            each
            for each in self.people
            if each.at == organisation
            and (each.reports if reports else each.role == "owner")
        )

    def note(self, quarter: int, partner: str) -> str:
        """What a partner says about a quarter."""
        return _one(self.rounds["note"], quarter, partner).get("text", "")

    def remarks(self, quarter: int, partner: str) -> dict[str, str]:
        """What a partner says about single figures, by indicator."""
        return {
            each["indicator"]: each["text"]
            for each in self.rounds["remark"]
            if (each["quarter"], each["partner"]) == (quarter, partner)
        }

    def happened(self, what: str, quarter: int, partner: str) -> Told:
        """What happened to one update: late, returned, corrected; empty if not."""
        return _one(self.rounds[what], quarter, partner)


@lru_cache
def read_story() -> Story:
    """The fictional initiative."""
    return Story(
        told=_toml(HERE / "story.toml"),
        rounds=_toml(HERE / "rounds.toml"),
        values=_values(HERE / "values.csv"),
    )


@lru_cache
def read_series() -> Told:
    """The initiative of public figures."""
    return _toml(OPEN_DATA / "series.toml")


def _toml(path: Path) -> Told:
    return tomllib.loads(path.read_text("utf-8"))


def _values(path: Path) -> Mapping[tuple[int, str], tuple[Given, ...]]:
    found: defaultdict[tuple[int, str], list[Given]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = int(row.pop("quarter")), row.pop("partner")
            estimated = row.pop("estimated") == "true"
            found[place].append(Given(**row, estimated=estimated))
    return {place: tuple(rows) for place, rows in found.items()}


def _one(tables: list[Told], quarter: int, partner: str) -> Told:
    for each in tables:
        if (each["quarter"], each["partner"]) == (quarter, partner):
            return each
    return {}


# Who can sign in, all with the same password.
PEOPLE = tuple(each for each in read_story().people if each.signs_in)
