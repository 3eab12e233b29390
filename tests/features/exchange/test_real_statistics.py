"""Real statistics of two countries and two cities, compared with what pandas finds."""

import math
import re
from functools import cache
from pathlib import Path

import pandas
import pytest

from impact_hub.features.exchange.formats.encodings import read_text
from impact_hub.features.exchange.formats.metadata import Metadata, read_metadata
from impact_hub.features.exchange.formats.open_sdg import read_open_sdg
from impact_hub.features.exchange.formats.tables import read_table
from impact_hub.features.exchange.formats.uploads import which_format
from impact_hub.features.exchange.rules.plans import Format
from impact_hub.kit.calendar import Rhythm

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "indicators"
PLACES = ("uk-ons", "uk-bristol", "de-dns", "de-sh")
FILES = sorted(path for place in PLACES for path in DATA.glob(f"{place}/*.csv"))
METADATA = sorted(path for place in PLACES for path in DATA.glob(f"{place}/meta/*.*"))

# What cannot be read, and why: two rows for all ages and sexes in 2012/13, with
# different rates. Nobody can know which is right.
EXPECTED_PROBLEMS = {
    "uk-ons/indicator_16-1-1.csv": [(67, "Value", "exchange.row_contradicts")],
}
# 8.539 crimes per 100,000 people are 8,539 of them, but only a person can know.
EXPECTED_DOUBTS = {"de-sh/indicator_16-1-1.csv": {"thousands_or_decimals"}}

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the shared data are not beside the repository"
)


def name_of(path: Path) -> str:
    return path.relative_to(DATA).as_posix()


def code_of(path: Path) -> str:
    return path.stem.removeprefix("indicator_")


@cache
def metadata_of(path: Path) -> Metadata:
    found = Metadata()
    for file in sorted(path.parent.glob(f"meta/{code_of(path)}.*")):
        german = path.parent.name.startswith("de-") and ".en." not in file.name
        text = read_text(file.read_bytes())
        found = found.beside(read_metadata(text, language="de" if german else "en"))
    return found


@cache
def sheet_of(path: Path):
    return read_open_sdg(
        read_table(path.read_bytes()), metadata_of(path), code_of(path)
    )


def test_the_files_are_there():
    assert (len(FILES), len(METADATA)) == (44, 62)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_figures_and_their_sum_are_those_that_pandas_finds(path):
    sheet = sheet_of(path)

    wrong = [(p.line, p.column, p.code) for p in sheet.problems]
    assert wrong == EXPECTED_PROBLEMS.get(name_of(path), [])
    assert sheet.repeated == 0
    table = pandas.read_csv(path, dtype=str, keep_default_na=False)
    table = table.drop([line - 2 for line, _, _ in wrong])
    expected = [float(cell) for cell in table["Value"].str.strip() if cell]
    rows = [one for series in sheet.series for one in series.observations]
    figures = [float(one.figure) for one in rows if one.figure is not None]
    assert len(rows) == len(table)
    assert len(figures) == len(expected) > 0
    assert math.isclose(math.fsum(figures), math.fsum(expected), rel_tol=1e-9)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_digit_is_the_one_in_the_file(path):
    table = read_table(path.read_bytes())
    value = table.index("Value")
    written = {row.line: row.cells[value].strip() for row in table.rows}

    for series in sheet_of(path).series:
        for one in series.observations:
            if one.figure is not None:
                assert str(one.figure) == written[one.line]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_series_are_ready_to_become_indicators(path):
    sheet = sheet_of(path)

    codes = [series.code for series in sheet.series]
    assert len(set(codes)) == len(codes)
    for series in sheet.series:
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", series.code)
        assert series.title
        assert "<" not in "".join(series.title.values())
        places = [(one.period, one.cell) for one in series.observations]
        assert len(set(places)) == len(places)
        known = {
            (dimension.code, category.code)
            for dimension in series.dimensions
            for category in dimension.categories
        }
        assert {part for _, cell in places for part in cell.parts} == known


def doubts_in(path: Path) -> set[str]:
    return {one.code.removeprefix("exchange.") for one in sheet_of(path).doubts}


def test_doubted_is_only_what_nobody_can_know():
    found = {name_of(path): doubts_in(path) - {"year_begins"} for path in FILES}

    assert {name: codes for name, codes in found.items() if codes} == EXPECTED_DOUBTS


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_years_like_2009_10_are_told_with_their_days(path):
    school_years = {
        one.period
        for series in sheet_of(path).series
        for one in series.observations
        if one.period.rhythm is Rhythm.SCHOOL_YEAR
    }

    assert ("year_begins" in doubts_in(path)) is bool(school_years)


def test_geo_codes_stand_at_the_wards_and_the_regions():
    wards = sheet_of(DATA / "uk-bristol" / "indicator_16-1-4.csv").series[0]
    trust = sheet_of(DATA / "uk-ons" / "indicator_16-6-2.csv").series[0]
    lands = sheet_of(DATA / "de-dns" / "indicator_3-1-f.csv").series[0]

    assert len({one.geo_code for one in wards.dimensions[0].categories}) == 34
    codes = {
        category.title: category.geo_code
        for dimension in trust.dimensions
        for category in dimension.categories
    }
    assert (codes["England"], codes["North East"]) == ("E92000001", "E12000001")
    assert codes["Female"] == ""
    (land,) = [one for one in lands.dimensions if one.title == "länder"]
    assert {one.title: one.geo_code for one in land.categories}["bavaria"] == "code09"


@pytest.mark.parametrize(
    ("path", "period"),
    [
        ("uk-ons/indicator_4-6-1.csv", "2009/10"),
        ("uk-ons/indicator_16-6-2.csv", "2023-05-17..2023-06-11"),
        ("uk-bristol/indicator_2-1-2.csv", "2018/19"),
        ("de-dns/indicator_3-1-e.csv", "2003-01-01..2006-12-31"),
        ("de-dns/indicator_9-1-b.csv", "2018-H2"),
        ("de-sh/indicator_1-1-1.csv", "2011"),
    ],
)
def test_periods_are_what_the_labels_mean(path, period):
    periods = {
        one.period.code
        for series in sheet_of(DATA / path).series
        for one in series.observations
    }
    assert period in periods


@pytest.mark.parametrize("path", METADATA, ids=name_of)
def test_all_metadata_have_a_plain_title(path):
    found = read_metadata(read_text(path.read_bytes()), language="xx")

    (title,) = found.title.values()
    words = (title, *found.definition.values(), found.source, found.unit, found.rights)
    assert title
    assert "global_indicators" not in title
    assert not re.search(r"</?[a-z]+[ >]|&[a-z]+;|&#", " ".join(words))
    assert found.source_url == "" or found.source_url.startswith("http")


def test_sources_that_are_switched_off_are_no_sources():
    found = metadata_of(DATA / "de-sh" / "indicator_1-5-1.csv")

    assert (found.source, found.unit) == ("", "Einwohner")


def test_both_languages_of_the_german_strategy_are_known():
    found = metadata_of(DATA / "de-dns" / "indicator_4-1-a.csv")

    assert set(found.title) == set(found.definition) == {"de", "en"}
    assert found.number == "4.1.a"
    assert found.source.startswith("Statistisches Bundesamt")


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_their_format_is_recognised(path):
    assert which_format(read_table(path.read_bytes())) is Format.OPEN_SDG
