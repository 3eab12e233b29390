"""Value cells: figures digit by digit, missing ones with their reason, flags beside."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.exchange.formats.numerals import MISSING, read_figure
from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.kit.errors import Invalid


@pytest.mark.parametrize(
    ("raw", "decimal", "figure"),
    [
        ("11.6  ", ".", "11.6"),
        ("-.936", ".", "-0.936"),
        ("-.936", ",", "-0.936"),
        (" 1 675    ", ",", "1675"),
        ("-  23", ",", "-23"),
        ("1,675", ".", "1675"),
        ("1,675", ",", "1.675"),
        ("1,5", ",", "1.5"),
        ("1.234,5", ",", "1234.5"),
        ("9.577.207", ",", "9577207"),
        ("0.05228596228779967", ".", "0.05228596228779967"),
        ("5.2e-05", ".", "0.000052"),
        ("-5,2E-05", ",", "-0.000052"),
        ("1e+05", ".", "100000"),
        ("1E5", ",", "100000"),
        ("1.68e+05", ".", "168000"),
        ("1,5e3", ",", "1500"),
        ("−2e2", ".", "-200"),
        ("79", ".", "79"),
        ("0.0", ".", "0.0"),
        ("−3", ".", "-3"),
    ],
)
def test_figures_keep_their_digits(raw, decimal, figure):
    reading = read_figure(raw, decimal)

    assert str(reading.figure) == figure or reading.figure == Decimal(figure)
    assert (reading.reason, reading.flag) == (None, "")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6), st.booleans())
def test_any_plain_number_is_read_as_it_is_written(number, with_comma):
    if abs(number) >= 10**15:
        return
    text = format(number, "f")
    shown = text.replace(".", ",") if with_comma else text

    figure = read_figure(shown, "," if with_comma else ".").figure

    assert figure == number
    assert figure.as_tuple().exponent == -6


@pytest.mark.parametrize("raw", ["", " ", "..", ":", "-", "–", "n/a", "N/A", "x", "…"])
def test_missing_is_missing_and_not_zero(raw):
    reading = read_figure(raw, ".")

    assert (reading.figure, reading.reason, reading.flag) == (None, None, "")


@pytest.mark.parametrize("sign", MISSING)
def test_signs_for_missing_are_written_without_capitals(sign):
    assert sign == sign.casefold().strip()


@pytest.mark.parametrize("raw", ["<5", "< 5", "≤3", ">95", "<1,000"])
def test_a_bound_is_a_withheld_figure(raw):
    reading = read_figure(raw, ".")

    assert reading.figure is None
    assert reading.reason is MissingReason.WITHHELD
    assert reading.flag == raw


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("c", MissingReason.WITHHELD),
        ("[c]", MissingReason.WITHHELD),
        (": c", MissingReason.WITHHELD),
        ("[z]", MissingReason.NOT_APPLICABLE),
        (":z", MissingReason.NOT_APPLICABLE),
        (": u", None),
    ],
)
def test_some_signs_name_the_reason(raw, reason):
    reading = read_figure(raw, ".")

    assert (reading.figure, reading.reason) == (None, reason)


@pytest.mark.parametrize(
    ("raw", "figure", "flag"),
    [
        ("12.3p", "12.3", "p"),
        ("12.3 (e)", "12.3", "e"),
        ("12.3 [r]", "12.3", "r"),
        ("12.3 bu", "12.3", "bu"),
        ("1,200*", "1200", "*"),
    ],
)
def test_flags_come_out_beside_the_figure(raw, figure, flag):
    reading = read_figure(raw, ".")

    assert (reading.figure, reading.flag) == (Decimal(figure), flag)


@pytest.mark.parametrize(
    "raw",
    ["many", "12k", "12 km", "95%", "$4.00", "INF", "½", "(12.3)", "a.b"],
)
def test_what_is_no_figure_is_refused_and_shown(raw):
    with pytest.raises(Invalid) as refusal:
        read_figure(raw, ".")

    assert refusal.value.code == "indicators.not_a_number"
    assert refusal.value.params == {"raw": raw}


@pytest.mark.parametrize("raw", ["1.68E+05", "1E+05", "1,23457E+11"])
def test_what_a_spreadsheet_has_shortened_is_refused_for_that(raw):
    with pytest.raises(Invalid) as refusal:
        read_figure(raw, ".")

    assert refusal.value.code == "exchange.digits_lost"
    assert refusal.value.params == {"raw": raw}


def test_too_many_decimals_are_not_too_large():
    with pytest.raises(Invalid) as refusal:
        read_figure("0." + "1" * 31, ".")

    assert refusal.value.code == "indicators.too_many_decimals"
    assert refusal.value.params["most"] == 30
    assert read_figure("0." + "1" * 30, ".").figure == Decimal("0." + "1" * 30)


@pytest.mark.parametrize("raw", ["9" * 16, "1e-40", "9999999999999999p", "1" * 61])
def test_numbers_beyond_all_measure_are_refused(raw):
    with pytest.raises(Invalid):
        read_figure(raw, ".")


@given(st.text(max_size=15), st.sampled_from(",."))
def test_no_cell_makes_it_crash(raw, decimal):
    with suppress(Invalid):
        read_figure(raw, decimal)
