"""Statistics in the Open SDG format become series with dimensions and observations."""

import re
from datetime import date
from decimal import Decimal

import pytest

from impact_hub.features.exchange.formats.metadata import Metadata
from impact_hub.features.exchange.formats.open_sdg import Meant, read_open_sdg
from impact_hub.features.exchange.formats.tables import read_table
from impact_hub.features.exchange.rules.sheets import (
    SeriesCategory,
    SeriesDimension,
    SeriesSheet,
)
from impact_hub.features.indicators.rules.kinds import MissingReason, ValueKind
from impact_hub.kit.errors import Invalid

TITLED = Metadata(title={"en": "Poverty", "de": "Armut"}, unit="%")


def read(
    *lines: str, metadata: Metadata | None = None, code: str = "1-2-1"
) -> SeriesSheet:
    return read_open_sdg(read_table("\n".join(lines).encode()), metadata, code)


def found_wrong(sheet: SeriesSheet):
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
        SeriesDimension("sex", "Sex", (SeriesCategory("female", "Female"),)),
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
        SeriesCategory("baden-wuerttemberg", "Baden-Württemberg"),
        SeriesCategory("baden-wuerttemberg-2", "baden wuerttemberg"),
        SeriesCategory("baden-wuerttemberg-3", "Baden-Wuerttemberg 3"),
        SeriesCategory("baden-wuerttemberg-4", "Baden/Württemberg"),
        SeriesCategory("baden-wuerttemberg-5", "(baden-wuerttemberg)"),
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


def cells_of(sheet: SeriesSheet) -> list[tuple[str, str]]:
    (series,) = sheet.series
    return [(str(one.cell), str(one.figure)) for one in series.observations]


def test_one_area_in_all_rows_parts_nothing():
    sheet = read("Year,Sex,GeoCode,Value", "2012,Female,E1,1", "2012,Male,E1,2")

    assert cells_of(sheet) == [("sex=female", "1"), ("sex=male", "2")]
    assert not any(one.geo_code for one in sheet.series[0].dimensions[0].categories)


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        (
            ("2024,f,05315,40", "2024,f,05316,41"),
            ["geocode=05315&sex=f", "geocode=05316&sex=f"],
        ),
        (
            ("2024,f,05315,40", "2024,f,05316,41", "2024,m,05315,42"),
            ["geocode=05315&sex=f", "geocode=05316&sex=f", "geocode=05315&sex=m"],
        ),
        (("2012,,E1,1", "2013,,E2,2"), ["geocode=e1", "geocode=e2"]),
        (
            ("2012,f,E1,1", "2013,f,E2,2"),
            ["geocode=e1&sex=f", "geocode=e2&sex=f"],
        ),
    ],
)
def test_an_area_belongs_to_what_a_row_is_about(rows, cells):
    sheet = read("Year,Sex,GeoCode,Value", *rows)

    assert [cell for cell, _ in cells_of(sheet)] == cells
    assert not sheet.problems
    areas = next(one for one in sheet.series[0].dimensions if one.code == "geocode")
    assert all(one.geo_code == one.title for one in areas.categories)


def test_one_code_that_changes_drops_no_other_code():
    sheet = read(
        "Year,Ward,GeoCode,Value",
        "2011,North,E01,1",
        "2011,South,E02,2",
        "2012,North,E99,3",
        "2012,South,E02,4",
    )

    (ward,) = sheet.series[0].dimensions
    assert [(one.code, one.title, one.geo_code) for one in ward.categories] == [
        ("north", "North", "E01"),
        ("south", "South", "E02"),
        ("north-2", "North", "E99"),
    ]
    assert cells_of(sheet)[2] == ("ward=north-2", "3")


def test_text_that_looks_like_a_tag_is_text():
    sheet = read(
        "Year,<Gruppe>,Value",
        "2024,Eltern <mit Kind>,1",
        "2024,Eltern <ohne Kind>,2",
        "2024,a & b &amp; c,3",
    )

    (dimension,) = sheet.series[0].dimensions
    assert dimension.title == "<Gruppe>"
    assert [one.title for one in dimension.categories] == [
        "Eltern <mit Kind>",
        "Eltern <ohne Kind>",
        "a & b &amp; c",
    ]


@pytest.mark.parametrize(
    "other", ["ma\u0308nnlich", "MÄNNLICH", "männ\u00adlich", " männlich\u200b"]
)
def test_what_can_not_be_seen_makes_no_second_category(other):
    sheet = read("Year,Sex,Value", "2023,männlich,1", f"2024,{other},2")

    (sex,) = sheet.series[0].dimensions
    assert [one.title for one in sex.categories] == ["männlich"]
    assert [cell for cell, _ in cells_of(sheet)] == ["sex=maennlich"] * 2


def test_two_spellings_of_one_row_contradict_each_other():
    sheet = read("Year,Sex,Value", "2023,Female,1", "2023,female,2", "2023,FEMALE,1")

    assert found_wrong(sheet) == [
        (3, "Value", "exchange.row_contradicts", {"first": 2})
    ]
    assert sheet.repeated == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("männlich", "maennlich"), ("0-17", "0–17"), ("m²", "m2"), ("a/b", "a b")],
)
def test_names_that_are_nearly_the_same_are_two_and_doubted(one, other):
    sheet = read("Year,G,Value", f"2023,{one},1", f"2023,{other},2")

    assert len(sheet.series[0].dimensions[0].categories) == 2
    (doubt,) = sheet.doubts
    assert (doubt.line, doubt.column, doubt.code) == (3, "G", "exchange.names_alike")
    assert doubt.params == {"one": one, "other": other}


def test_what_a_spreadsheet_made_of_codes_is_no_second_set_of_categories():
    sheet = read(
        "Year,Age,Value",
        *("2023,1-1,1", "2023,3-26,2", "2023,10-14,3"),
        *("2024,01. Jan,4", "2024,Mrz 26,5", "2024,Okt 14,6"),
    )

    (age,) = sheet.series[0].dimensions
    assert [one.title for one in age.categories] == ["1-1", "3-26", "10-14"]
    assert [cell for cell, _ in cells_of(sheet)] == [
        *("age=1-1", "age=3-26", "age=10-14"),
        *("age=1-1", "age=3-26", "age=10-14"),
    ]
    assert [(one.line, one.code, dict(one.params)) for one in sheet.doubts] == [
        (5, "exchange.made_by_spreadsheet", {"raw": "01. Jan", "before": "1-1"}),
        (6, "exchange.made_by_spreadsheet", {"raw": "Mrz 26", "before": "3-26"}),
        (7, "exchange.made_by_spreadsheet", {"raw": "Okt 14", "before": "10-14"}),
    ]


def test_a_day_that_may_have_been_two_codes_is_refused():
    sheet = read("Year,Age,Value", "2023,1-5,1", "2023,5-1,2", "2024,05. Jan,4")

    assert found_wrong(sheet) == [
        (
            4,
            "Age",
            "exchange.spreadsheet_unclear",
            {"raw": "05. Jan", "before": ["1-5", "5-1"]},
        )
    ]


def test_series_that_only_seem_to_differ_are_one_but_units_are_two():
    sheet = read(
        "Year,Series,Units,Value",
        "2012,Rate,MW,1",
        "2013,RATE,MW,2",
        "2012,Rate,mW,3",
    )

    assert [(one.unit, len(one.observations)) for one in sheet.series] == [
        ("MW", 2),
        ("mW", 1),
    ]


def test_times_that_could_be_others_are_told_with_their_days():
    sheet = read("Year,Value", "2022,1", "2023/24,1", "2026-01-01,2", "2026-02-01,3")

    assert [
        (one.line, one.column, one.code, one.field, dict(one.params))
        for one in sheet.doubts
    ] == [
        (
            3,
            "Year",
            "exchange.year_begins",
            "year_begins",
            {"raw": "2023/24", "starts": date(2023, 8, 1), "ends": date(2024, 7, 31)},
        ),
        (
            4,
            "Year",
            "exchange.days_are_periods",
            "dates",
            {
                "raw": "2026-01-01",
                "starts": date(2026, 1, 1),
                "ends": date(2026, 1, 31),
            },
        ),
    ]


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
        read_table("\n".join(lines).encode()), None, "16-1-1", Meant(decimal=",")
    )

    (doubt,) = sheet.doubts
    assert (doubt.line, doubt.column) == (2, "Value")
    assert doubt.code == "exchange.thousands_or_decimals"
    assert doubt.params["raw"] == "8.539"
    assert (doubt.params["read"], doubt.params["lines"]) == (
        Decimal("8.539"),
        [2, 3, 4],
    )
    assert sheet.series[0].observations[0].figure == Decimal("8.539")
    assert sure.series[0].observations[0].figure == Decimal(8539)
    assert not sure.doubts


def test_two_decimal_signs_in_one_column_ask_for_the_right_one():
    lines = ("Year,Value", '2012,"12,5"', "2013,10.5", '2014,"11,250"')
    table = read_table("\n".join(lines).encode())

    asked = read_open_sdg(table, None, "x")
    comma = read_open_sdg(table, None, "x", Meant(decimal=","))

    (doubt,) = asked.doubts
    assert (doubt.code, doubt.params["lines"]) == (
        "exchange.two_decimal_signs",
        [2, 3, 4],
    )
    assert asked.question.code == "exchange.decimal_sign_needed"
    assert [str(one.figure) for one in comma.series[0].observations] == [
        "12.5",
        "10.5",
        "11.250",
    ]


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
