"""docs/data-format.md says of every column what there is in the code, and no more."""

import csv
import io
import re
from enum import StrEnum

import pytest

from impact_hub.config import ROOT
from impact_hub.features.exchange.formats import codebook, own
from impact_hub.features.exchange.formats.own import read_own
from impact_hub.features.exchange.formats.tables import read_table
from impact_hub.features.indicators.rules.adding_up import NoFigure
from impact_hub.features.indicators.rules.kinds import (
    Direction,
    MissingReason,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.results import formats

TEXT = (ROOT / "docs" / "data-format.md").read_text("utf-8")
COLUMNS = {
    "results.csv": formats.COLUMNS,
    "figures.csv": own.COLUMNS,
    "codebook.csv": codebook.COLUMNS,
}
WORDS: dict[tuple[str, str], type[StrEnum]] = {
    ("results.csv", "kind"): ValueKind,
    ("results.csv", "no_value"): StrEnum(
        "Why",
        [
            (why.name, why.value)
            for why in NoFigure
            if why not in (NoFigure.NO_TARGET, NoFigure.TARGET_IS_BASELINE)
        ],
    ),
    ("figures.csv", "reason"): MissingReason,
    ("figures.csv", "status"): Status,
    ("codebook.csv", "over_time"): OverTime,
    ("codebook.csv", "over_partners"): OverPartners,
    ("codebook.csv", "direction"): Direction,
}


def chapter(file: str) -> str:
    _, _, rest = TEXT.partition(f"\n## {file}\n")
    return rest.partition("\n## ")[0]


def documented(file: str) -> dict[str, str]:
    """What is said of each column."""
    found = re.findall(r"^\| `(\w+)` \| (.+) \|$", chapter(file), re.MULTILINE)
    assert len(found) == len(dict(found))
    return dict(found)


def example(file: str) -> str:
    (found,) = re.findall(r"```csv\n(.+?)```", chapter(file), re.DOTALL)
    return found


@pytest.mark.parametrize("file", COLUMNS)
def test_every_column_is_described_in_its_order(file: str):
    assert list(documented(file)) == list(COLUMNS[file])


@pytest.mark.parametrize(("file", "column"), WORDS)
def test_every_word_that_a_column_may_have_is_said(file: str, column: str):
    said = set(re.findall(r"`(\w+)`", documented(file)[column])) - {"value"}

    assert said == {str(word) for word in WORDS[file, column]}


@pytest.mark.parametrize("file", ["results.csv", "figures.csv"])
def test_examples_are_whole_lines_and_plainly_examples(file: str):
    head, *lines = csv.reader(io.StringIO(example(file)))

    assert head == list(COLUMNS[file])
    assert lines
    for line in lines:
        row = dict(zip(head, line, strict=True))
        assert "example" in (row.get("initiative"), row["partner"].partition("-")[0])


def test_the_example_of_figures_can_be_imported():
    sheet = read_own(read_table(example("figures.csv").encode()))

    assert not list(sheet.problems)
    assert len(sheet.records) == example("figures.csv").count("\n") - 1
