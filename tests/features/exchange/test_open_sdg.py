"""Statistics in the Open SDG format become series with dimensions and observations."""

import re
from decimal import Decimal

import pytest

from impact_hub.features.exchange.rules.metadata import Metadata
from impact_hub.features.exchange.rules.open_sdg import read_open_sdg
from impact_hub.features.exchange.rules.sheets import Category, Dimension, Sheet
from impact_hub.features.exchange.rules.tables import read_table
from impact_hub.features.indicators.rules.kinds import MissingReason, ValueKind
from impact_hub.kit.errors import Invalid

TITLED = Metadata(title={"en": "Poverty", "de": "Armut"}, unit="%")


def read(*lines: str, metadata: Metadata | None = None, code: str = "1-2-1") -> Sheet:
    return read_open_sdg(read_table("\n".join(lines).encode()), metadata, code)


def found_wrong(sheet: Sheet):
    return [(p.line, p.column, p.code, dict(p.params)) for p in sheet.problems]


def test_a_file_with_one_unit_is_one_series():
    sheet = read(
        "Year,Sex,Units,Value",
        "2012,,Percentage,10.50",
        "2012,Female,Percentage,12",
        metadata=TITLED,
    )

    (series,) = sheet.series
    assert (series.code, series.unit) == ("1-2-1", "Percentage")
    assert series.title == {"en": "Poverty", "de": "Armut"}
    assert series.kind is ValueKind.STATISTIC
    assert series.dimensions == (
        Dimension("sex", "Sex", (Category("female", "Female"),)),
    )
    assert [
        (one.line, one.period.code, str(one.cell), str(one.figure))
        for one in series.observations
    ] == [(2, "2012", "", "10.50"), (3, "2012", "sex=female", "12")]
    assert not sheet.problems


def test_each_series_and_unit_is_a_series_of_its_own():
    sheet = read(
        "Year,Series,Units,Sex,Value",
        "2012,<u>Main:</u> rate,%,,1",
        "2012,Number,Persons,,2",
        "2012,<u>Main:</u> rate,%,Male,3",
        metadata=TITLED,
    )

    assert [(one.code, one.title["en"], one.unit) for one in sheet.series] == [
        ("1-2-1-a", "Poverty – Main: rate", "%"),
        ("1-2-1-b", "Poverty – Number", "Persons"),
    ]
    assert [len(one.observations) for one in sheet.series] == [2, 1]
    assert [len(one.dimensions) for one in sheet.series] == [1, 0]


def test_units_tell_series_apart_where_names_do_not():
    sheet = read(
        "Year,Series,Units,Unit multiplier,Value",
        "2012,Pay,EUR,Units,1",
        "2012,Pay,EUR,Thousands,2",
        "2012,Work,Hours,Units,3",
    )

    assert [(one.title[""], one.unit) for one in sheet.series] == [
        ("Pay, EUR, Units", "EUR"),
        ("Pay, EUR, Thousands", "EUR (Thousands)"),
        ("Work, Hours, Units", "Hours"),
    ]


@pytest.mark.parametrize(
    ("header", "row", "metadata", "title", "unit"),
    [
        ("Year,Value", "2012,1", TITLED, {"en": "Poverty", "de": "Armut"}, "%"),
        ("Year,Value", "2012,1", None, {"": "1-2-1"}, ""),
        ("Year,Series,Value", "2012,Rate,1", None, {"": "Rate"}, ""),
        (
            "Year,Units,Value",
            "2012,,1",
            TITLED,
            {"en": "Poverty", "de": "Armut"},
            "%",
        ),
    ],
)
def test_metadata_gives_what_the_file_does_not(header, row, metadata, title, unit):
    (series,) = read(header, row, metadata=metadata).series

    assert (series.title, series.unit) == (title, unit)


def test_missing_values_stay_and_are_no_zeros():
    sheet = read(
        "Year,Observation status,COMMENT_OBS_0,Value",
        "2012,Normal value,,",
        "2013,Missing value; suppressed,,",
        "2014,Undefined,…,",
        "2015,Missing value,.,",
        "2016,,,<5",
        "2017,,,0",
    )

    assert [
        (one.figure, one.reason, one.note) for one in sheet.series[0].observations
    ] == [
        (None, None, ""),
        (None, MissingReason.WITHHELD, "Missing value; suppressed"),
        (None, MissingReason.LATER, "…"),
        (None, None, "."),
        (None, MissingReason.WITHHELD, "<5"),
        (Decimal(0), None, ""),
    ]


def test_flags_go_into_the_note_each_once():
    sheet = read(
        "Year,Observation status,COMMENT_OBS_0,COMMENT_OBS_1,Value",
        "2012,Definition differs,r,r,1",
        "2013,Normal value,,,2p",
        "2014,Undefined,|,r,3",
    )

    assert [one.note for one in sheet.series[0].observations] == [
        "Definition differs; r",
        "p",
        "|; r",
    ]


def test_codes_are_unique_and_titles_stay_as_they_are_written():
    sheet = read(
        "Year,Länder,Income,Value",
        "2012,Baden-Württemberg,,1",
        "2012,baden wuerttemberg,,2",
        "2012,Baden-Wuerttemberg 3,,5",
        "2012,Baden/Württemberg,,6",
        "2012,(baden-wuerttemberg),,7",
        "2012,,<£10\u00a0000,3",
        "2012,,…,4",
    )

    lands, income = sheet.series[0].dimensions
    assert (lands.code, lands.title) == ("laender", "Länder")
    assert lands.categories == (
        Category("baden-wuerttemberg", "Baden-Württemberg"),
        Category("baden-wuerttemberg-2", "baden wuerttemberg"),
        Category("baden-wuerttemberg-3", "Baden-Wuerttemberg 3"),
        Category("baden-wuerttemberg-4", "Baden/Württemberg"),
        Category("baden-wuerttemberg-5", "(baden-wuerttemberg)"),
    )
    assert [one.title for one in income.categories] == ["<£10 000", "…"]
    codes = [one.code for one in (*lands.categories, *income.categories)]
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,79}", code) for code in codes)


def test_geo_codes_belong_to_the_categories_they_depend_on():
    sheet = read(
        "Year,Sex,Country,Region,GeoCode,Value",
        "2012,,,,K1,0",
        "2012,,England,,E9,1",
        "2012,,Wales,,W9,2",
        "2012,,England,North,E1,3",
        "2012,Female,England,North,E1,3",
        "2012,,England,South,E2,4",
        "2012,Female,,,,5",
    )

    _, country, region = sheet.series[0].dimensions
    assert [one.geo_code for one in country.categories] == ["E9", "W9"]
    assert [one.geo_code for one in region.categories] == ["E1", "E2"]


@pytest.mark.parametrize(
    "rows",
    [
        ("2012,Female,E1,1", "2012,Male,E1,2"),
        ("2012,Female,E1,1", "2013,Female,E2,2"),
        ("2012,,E1,1", "2013,,E2,2"),
    ],
)
def test_geo_codes_that_depend_on_nothing_are_dropped(rows):
    sheet = read("Year,Sex,GeoCode,Value", *rows)

    assert not any(
        category.geo_code
        for dimension in sheet.series[0].dimensions
        for category in dimension.categories
    )


def test_labels_of_the_whole_file_tell_what_a_year_is():
    sheet = read("Year,Value", "2018/1,1", "2018/4,2")

    assert [one.period.code for one in sheet.series[0].observations] == [
        "2018-Q1",
        "2018-Q4",
    ]


def test_everything_that_is_wrong_is_named_with_row_and_column():
    sheet = read(
        "Year,Sex,Value",
        "2012,,many",
        ",,1",
        "Total,,2",
        "when?,,x1",
        "2012,,5",
        "2013,,6,7",
    )

    assert found_wrong(sheet) == [
        (2, "Value", "indicators.not_a_number", {"raw": "many"}),
        (3, "Year", "exchange.year_missing", {}),
        (4, "Year", "exchange.year_unknown", {"raw": "Total"}),
        (5, "Year", "exchange.year_unknown", {"raw": "when?"}),
        (5, "Value", "indicators.not_a_number", {"raw": "x1"}),
        (7, "", "exchange.row_too_long", {"found": 4, "expected": 3}),
    ]
    assert [one.line for one in sheet.series[0].observations] == [6]


def test_the_same_row_twice_is_counted_and_a_contradiction_is_named():
    sheet = read(
        "Year,Sex,Value",
        "2012,Male,1",
        "2012,Male,1.0",
        "2012, Male ,2",
    )

    assert sheet.repeated == 1
    assert found_wrong(sheet) == [
        (4, "Value", "exchange.row_contradicts", {"first": 2})
    ]


def test_a_series_without_a_sound_row_is_left_out_and_letters_stay():
    sheet = read("Year,Series,Value", "?,A,1", "2012,B,2")

    assert [one.code for one in sheet.series] == ["1-2-1-b"]


def test_digits_in_threes_all_along_are_doubted_but_read():
    lines = ("Year,Value", "2012,8.539", "2013,7.622", "2014,8.464")

    sheet = read(*lines)
    sure = read_open_sdg(
        read_table("\n".join(lines).encode()), None, "16-1-1", decimal=","
    )

    (doubt,) = sheet.doubts
    assert (doubt.line, doubt.column) == (2, "Value")
    assert doubt.code == "exchange.thousands_or_decimals"
    assert doubt.params == {"raw": "8.539", "decimal": "."}
    assert sheet.series[0].observations[0].figure == Decimal("8.539")
    assert sure.series[0].observations[0].figure == Decimal(8539)
    assert not sure.doubts


def test_a_semicolon_file_has_decimal_commas():
    sheet = read("Jahr;Geschlecht;Einheit;Wert", "2012;;%;1.675", "2013;weiblich;%;1,5")

    assert [one.figure for one in sheet.series[0].observations] == [
        Decimal(1675),
        Decimal("1.5"),
    ]


@pytest.mark.parametrize(
    ("header", "code", "params"),
    [
        ("Sex,Value", "column_missing", {"column": "Year"}),
        ("Year,Sex", "column_missing", {"column": "Value"}),
        ("Year,Jahr,Value", "duplicate_columns", {"columns": ["Year", "Jahr"]}),
    ],
)
def test_a_file_without_year_or_value_is_refused(header, code, params):
    with pytest.raises(Invalid) as refusal:
        read(header, "1,2,3")

    assert refusal.value.code == f"exchange.{code}"
    assert refusal.value.params == params


def test_a_code_that_is_none_is_made_one():
    sheet = read("Year,Series,Value", "2012,A,1", "2012,B,1", code="1.2.1 Ä")

    assert [one.code for one in sheet.series] == ["1-2-1-ae-a", "1-2-1-ae-b"]


def test_letters_go_on_after_z():
    rows = [f"2012,Series {number},{number}" for number in range(28)]

    sheet = read("Year,Series,Value", *rows)

    assert [one.code for one in sheet.series][-3:] == [
        "1-2-1-z",
        "1-2-1-aa",
        "1-2-1-ab",
    ]


def test_one_bad_row_in_ten_thousand_is_the_only_one_named():
    rows = [f"2012,Ward {number},{number}.5" for number in range(10_000)]
    rows[5_000] = "2012,Ward 5000,5000.5 people"

    sheet = read("Year,Ward,Value", *rows)

    assert [(p.line, p.column) for p in sheet.problems] == [(5_002, "Value")]
    assert len(sheet.series[0].observations) == 9_999
