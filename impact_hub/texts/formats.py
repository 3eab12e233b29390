"""Numbers, dates and stretches of time as each language writes them."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext

from babel import dates, numbers

from impact_hub.config import settings
from impact_hub.kit import clock
from impact_hub.kit.calendar import Rhythm, Span
from impact_hub.texts import LANGUAGES, N_, text

# Enough digits for any figure: with fewer, Babel's arithmetic would cut it.
_EXACT_DIGITS = 120


def number(value: Decimal | int, locale: str) -> str:
    """A number with every digit that it has, trailing zeros too: 1.234,50."""
    digits = max(0, -int(Decimal(value).as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    with localcontext(prec=_EXACT_DIGITS):
        shown = numbers.format_decimal(value, pattern, locale=LANGUAGES[locale])
    return _signed(shown)


def rounded(value: Decimal, locale: str, *, decimals: int = 1) -> str:
    """A computed number, rounded for the eye: 1.234,5."""
    pattern = "#,##0." + "#" * decimals
    with localcontext(prec=_EXACT_DIGITS):
        nearest = _half_up(value, decimals)
        shown = numbers.format_decimal(nearest, pattern, locale=LANGUAGES[locale])
    return _signed(shown)


def percent(fraction: Decimal, locale: str, *, decimals: int = 1) -> str:
    """A fraction as a percentage, rounded for the eye: 0.125 is 12,5 %."""
    with localcontext(prec=_EXACT_DIGITS):
        hundredths = _half_up(fraction * 100, decimals)
        shown = numbers.format_percent(
            hundredths / 100, locale=LANGUAGES[locale], decimal_quantization=False
        )
    return _signed(shown)


def money(value: Decimal, currency: str, locale: str) -> str:
    """An amount of money with every digit that it has."""
    with localcontext(prec=_EXACT_DIGITS):
        shown = numbers.format_currency(
            value, currency, locale=LANGUAGES[locale], decimal_quantization=False
        )
    return _signed(shown)


def currency(code: str, locale: str) -> str:
    """How a currency is written beside an amount: €."""
    return numbers.get_currency_symbol(code, locale=LANGUAGES[locale])


def shortened(words: str, most: int) -> str:
    """The beginning of a text that stands in full elsewhere."""
    if len(words) <= most:
        return words
    kept = words[: most - 1]
    whole_words = kept.rpartition(" ")[0]
    return (whole_words if len(whole_words) > most // 2 else kept).rstrip() + "…"


def decimal_sign(locale: str) -> str:
    """What stands before the decimals; "" is whoever has not chosen a language."""
    return numbers.get_decimal_symbol(LANGUAGES[locale or settings().language])


def day(value: date, locale: str) -> str:
    """A day, as in 21.11.2026 or 21 Nov 2026."""
    if isinstance(value, datetime):  # one is a date to Python, but not to people
        msg = "On which day a moment lies depends on where: see day_of."
        raise TypeError(msg)
    return dates.format_date(value, format="medium", locale=LANGUAGES[locale])


def day_of(value: datetime, locale: str) -> str:
    """The day of a moment, where the hub is at home."""
    return day(clock.day_of(value), locale)


def moment(value: datetime, locale: str) -> str:
    """A day and a time of day, where the hub is at home."""
    return f"{day_of(value, locale)}, {time(value, locale)}"


def time(value: datetime, locale: str) -> str:
    """A time of day, where the hub is at home."""
    local = value.astimezone(settings().timezone)
    return dates.format_time(local, "short", locale=LANGUAGES[locale])


def period(span: Span, locale: str) -> str:
    """A stretch of time by its name: 2. Quartal 2026."""
    return _named(span, locale, {Rhythm.QUARTER: "QQQQ y", Rhythm.MONTH: "LLLL y"})


def period_short(span: Span, locale: str) -> str:
    """The same for narrow places, such as the axis of a chart: Q2 2026."""
    return _named(span, locale, {Rhythm.QUARTER: "QQQ y", Rhythm.MONTH: "LLL y"})


def _signed(shown: str) -> str:
    """With a minus instead of a hyphen, which is short and may end a line."""
    return shown.replace("-", "−", 1)


def _half_up(value: Decimal, decimals: int) -> Decimal:
    """Rounded the way people do it: 2.25 is 2.3."""
    shown = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return shown if shown else shown.copy_abs()  # there is no minus zero


def _named(span: Span, locale: str, patterns: dict[Rhythm, str]) -> str:
    match span.rhythm:
        case Rhythm.YEAR:
            return str(span.starts.year)
        case Rhythm.SCHOOL_YEAR:
            return span.code
        case Rhythm.HALF_YEAR:
            half = 1 if span.starts.month == 1 else 2
            year = span.starts.year
            return text(N_("H{half} {year}"), locale, half=half, year=year)
        case Rhythm.SPAN:
            return _interval(span, locale)
        case _:
            return dates.format_date(
                span.starts, patterns[span.rhythm], locale=LANGUAGES[locale]
            )


def _interval(span: Span, locale: str) -> str:
    whole_years = (span.starts.month, span.starts.day) == (1, 1) and (
        span.ends.month,
        span.ends.day,
    ) == (12, 31)
    if whole_years:
        return f"{span.starts.year}–{span.ends.year}"
    return dates.format_interval(
        span.starts, span.ends, "yMMMd", locale=LANGUAGES[locale]
    )
