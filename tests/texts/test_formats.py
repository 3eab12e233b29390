"""Numbers, days and periods are written as each language writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact_hub.features.indicators.rules.numbers import parse_number
from impact_hub.kit.calendar import Rhythm, Span, from_code
from impact_hub.texts import formats

LONG = "123456789012345." + "123456789" * 3 + "120"


@pytest.mark.parametrize(
    ("value", "de", "en"),
    [
        ("0", "0", "0"),
        ("11.60", "11,60", "11.60"),
        ("1234567.5", "1.234.567,5", "1,234,567.5"),
        ("-1234", "−1.234", "−1,234"),
        ("0.05228596228779967", "0,05228596228779967", "0.05228596228779967"),
        ("1.2E+3", "1.200", "1,200"),
        (
            LONG,
            "123.456.789.012.345," + LONG.partition(".")[2],
            "123,456,789,012,345." + LONG.partition(".")[2],
        ),
    ],
)
def test_a_number_is_shown_with_every_digit_that_it_has(value, de, en):
    assert formats.number(Decimal(value), "de") == de
    assert formats.number(Decimal(value), "en") == en


@given(
    st.decimals(-(10**14), 10**14, allow_nan=False, places=4),
    st.sampled_from(["de", "en"]),
)
def test_what_is_shown_can_be_typed_again(value, locale):
    shown = formats.number(value, locale)

    assert parse_number(shown, decimal=formats.decimal_sign(locale)) == value


def test_a_whole_number_is_a_number_too():
    assert formats.number(1234, "de") == "1.234"


@pytest.mark.parametrize(
    ("value", "decimals", "de"),
    [
        ("1234.5678", 1, "1.234,6"),
        ("2.04", 1, "2"),
        ("2.25", 1, "2,3"),
        ("2.35", 1, "2,4"),
        ("-2.25", 1, "−2,3"),
        ("-0.04", 1, "0"),
        ("0.000123", 4, "0,0001"),
        (LONG, 2, "123.456.789.012.345,12"),
    ],
)
def test_a_computed_number_is_rounded_for_the_eye(value, decimals, de):
    assert formats.rounded(Decimal(value), "de", decimals=decimals) == de


@pytest.mark.parametrize(
    ("value", "de", "en"),
    [
        ("0.125", "12,5\xa0%", "12.5%"),
        ("0.12", "12\xa0%", "12%"),
        ("0", "0\xa0%", "0%"),
        ("1.5", "150\xa0%", "150%"),
        ("0.33333333333333333", "33,3\xa0%", "33.3%"),
        ("0.00125", "0,1\xa0%", "0.1%"),
        ("0.0025", "0,3\xa0%", "0.3%"),
        ("-0.125", "−12,5\xa0%", "−12.5%"),
    ],
)
def test_a_fraction_is_shown_as_a_percentage(value, de, en):
    assert formats.percent(Decimal(value), "de") == de
    assert formats.percent(Decimal(value), "en") == en


def test_a_currency_has_its_sign():
    assert formats.currency("EUR", "de") == "€"
    assert formats.currency("CHF", "de") == "CHF"


def test_money_is_shown_with_every_digit_and_its_currency():
    assert formats.money(Decimal("1234.5"), "EUR", "de") == "1.234,50\xa0€"
    assert formats.money(Decimal("1234.567"), "EUR", "de") == "1.234,567\xa0€"
    assert formats.money(Decimal(1234), "EUR", "en") == "€1,234.00"
    assert formats.money(Decimal("0.1"), "XXX", "en") == "¤0.10"
    assert formats.money(Decimal(LONG), "EUR", "de").startswith("123.456.789.012.345,1")


def test_a_time_of_day_is_the_one_where_the_hub_is_at_home():
    assert formats.time(datetime(2026, 6, 30, 22, 5, tzinfo=UTC), "de") == "00:05"


def test_days_and_moments_are_written_out():
    assert formats.day(date(2026, 11, 21), "de") == "21.11.2026"
    assert formats.day(date(2026, 11, 21), "en") == "21 Nov 2026"
    late = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)  # after midnight in Berlin
    assert formats.day_of(late, "de") == "01.04.2026"
    with pytest.raises(TypeError, match="day_of"):
        formats.day(late, "de")
    late = datetime(2026, 6, 30, 22, 5, tzinfo=UTC)  # 0:05 in Berlin
    assert formats.moment(late, "de") == "01.07.2026, 00:05"
    assert formats.moment(late, "en") == "1 Jul 2026, 00:05"


@pytest.mark.parametrize(
    ("code", "de", "en"),
    [
        ("2026", "2026", "2026"),
        ("2026-H1", "1. Hj. 2026", "H1 2026"),
        ("2026-H2", "2. Hj. 2026", "H2 2026"),
        ("2026-Q2", "2. Quartal 2026", "2nd quarter 2026"),
        ("2026-03", "März 2026", "March 2026"),
        ("2025/26", "2025/26", "2025/26"),
        ("2023-05-17..2023-06-11", "17. Mai – 11. Juni 2023", "17 May – 11 Jun 2023"),
        ("2015-01-01..2017-12-31", "2015–2017", "2015–2017"),
    ],
)
def test_a_period_is_called_by_its_name(code, de, en):
    assert formats.period(from_code(code), "de").replace("\u2009", " ") == de
    assert formats.period(from_code(code), "en").replace("\u2009", " ") == en


@pytest.mark.parametrize(
    ("code", "de", "en"),
    [("2026-Q2", "Q2 2026", "Q2 2026"), ("2026-03", "Mär 2026", "Mar 2026")],
)
def test_in_narrow_places_it_has_a_short_name(code, de, en):
    assert formats.period_short(from_code(code), "de") == de
    assert formats.period_short(from_code(code), "en") == en


def test_one_day_is_a_period_too():
    day = Span(date(2026, 5, 1), date(2026, 5, 1), Rhythm.SPAN)

    assert formats.period(day, "en") == "1 May 2026"


def test_a_long_text_is_shortened_at_a_words_end():
    assert formats.shortened("Jugendliche finden Arbeit", 25) == (
        "Jugendliche finden Arbeit"
    )
    assert formats.shortened("Jugendliche finden Arbeit", 20) == "Jugendliche finden…"
    assert formats.shortened("Donaudampfschifffahrt", 6) == "Donau…"


def test_money_that_is_owed_has_a_minus():
    assert formats.money(Decimal("-5.00"), "EUR", "en") == "−€5.00"
