"""Results as a person reads them: figures with their unit, how sure they are."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Protocol

from impact_hub.features.indicators import words
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.adding_up import Figure, NoFigure
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.results.rules.scoreboard import Point, Score
from impact_hub.texts import N_, formats, ntext, pick, text

# Each of the reasons is another word: none of them looks like a zero, or like another.
NO_FIGURE: Mapping[NoFigure, str] = MappingProxyType(
    {
        NoFigure.NOTHING_REPORTED: N_("nothing reported"),
        NoFigure.NOT_ASKED: N_("not asked"),
        NoFigure.WITHHELD: N_("withheld"),
        NoFigure.UNDEFINED: N_("undefined"),
        NoFigure.NO_TOTAL: N_("no total"),
        NoFigure.NO_TARGET: N_("no target"),
        NoFigure.TARGET_IS_BASELINE: N_("undefined"),
    }
)


class Counted(Protocol):
    """A figure somewhere in the results, that the reader may or may not see."""

    @property
    def figure(self) -> Figure: ...
    @property
    def is_withheld(self) -> bool: ...


# Progress beyond this is not worth its digits.
MOST_MADE = Decimal("9.99")


def axis_unit(indicator: IndicatorRow, locale: str) -> str:
    """What stands at a chart's axis: young people, €. Shares have their % there."""
    if indicator.of_kind.is_share or indicator.of_kind.counts_answers:
        return ""
    return words.asked_in(indicator, locale)


def axis_figure(indicator: IndicatorRow, locale: str) -> Callable[[float], str]:
    """How the figures at a chart's axis are written: 20.000, or 40 %."""
    return percents(locale) if indicator.of_kind.is_share else numbers(locale)


def numbers(locale: str) -> Callable[[float], str]:
    """Plain numbers at an axis: 34.567, never 34,6k."""
    return lambda value: formats.rounded(_decimal(value), locale, decimals=6)


def percents(locale: str) -> Callable[[float], str]:
    """Hundredths at an axis: 40 %."""
    return lambda value: formats.percent(_decimal(value) / 100, locale, decimals=4)


def _decimal(value: float) -> Decimal:
    return Decimal(repr(float(value)))


def figure(row: Counted, indicator: IndicatorRow, locale: str) -> str:
    """A row's figure, or why there is none."""
    if row.is_withheld:
        return text(NO_FIGURE[NoFigure.WITHHELD], locale)
    return written(row.figure, indicator, locale)


def written(shown: Figure, indicator: IndicatorRow, locale: str) -> str:
    """A figure without its unit; of a range both ends: 612; 29–35; 62 %; 3 of 8."""
    if shown.value is None:
        return text(NO_FIGURE[shown.why or NoFigure.NOTHING_REPORTED], locale)
    if indicator.of_kind.counts_answers:
        return words.part_of(shown.numerator, shown.denominator, locale)
    high = words.shortened(shown.value, indicator, locale)
    if shown.low is None:
        return high
    return f"{words.shortened(shown.low, indicator, locale)}–{high}"


def parts(row: Counted, indicator: IndicatorRow, locale: str) -> str:
    """What a quotient is made of, in the indicator's words: 3 in training of 8."""
    if row.is_withheld or not indicator.of_kind.is_quotient:
        return ""
    if indicator.kind is ValueKind.MEAN:
        return _mean_of(row.figure, indicator, locale)
    return words.part_of(row.figure.numerator, row.figure.denominator, locale)


def _mean_of(shown: Figure, indicator: IndicatorRow, locale: str) -> str:
    """Of how many a mean is: of 40, or of 40 answers."""
    if shown.denominator is None:
        return ""
    number = formats.number(shown.denominator, locale)
    whole = pick(indicator.whole_names, locale)
    return text("of {number} {whole}", locale, number=number, whole=whole).strip()


def coverage(shown: Figure, locale: str) -> str:
    """How many of the expected updates are there, and how many of them count."""
    if not shown.expected:
        return ""
    if shown.received == shown.reported:
        return text(
            "{received} of {expected} received and counted",
            locale,
            received=shown.received,
            expected=shown.expected,
        )
    return text(
        "{received} of {expected} received, {counted} of them approved and counted",
        locale,
        received=shown.received,
        expected=shown.expected,
        counted=shown.reported,
    )


def remark(row: Counted, locale: str) -> str:
    """What else is to be known of a figure, beside how many it rests on."""
    return remark_on(row.figure, locale, is_withheld=row.is_withheld)


def remark_on(shown: Figure, locale: str, *, is_withheld: bool) -> str:
    """The same of a figure alone."""
    n = shown
    said = [
        text("too few people to be shown", locale) if is_withheld else "",
        ntext(
            "{n} partner withholds it", "{n} partners withhold it", n.withheld, locale
        )
        if n.withheld
        else "",
        ntext(
            "the last answer of {n} partner still counts",
            "the last answers of {n} partners still count",
            n.carried,
            locale,
        )
        if n.carried
        else "",
        ntext("{n} estimate", "{n} estimates", n.estimated, locale)
        if n.estimated
        else "",
        ntext(
            "{n} update is being corrected",
            "{n} updates are being corrected",
            n.being_corrected,
            locale,
        )
        if n.being_corrected
        else "",
    ]
    return ", ".join(each for each in said if each)


def made(score: Score, locale: str) -> str:
    """Progress in per cent, of a range at both ends: 23–75 %; "": there is none."""
    if score.progress is None:
        return ""
    high = formats.percent(min(score.progress, MOST_MADE), locale, decimals=0)
    if score.progress_low is None:
        return high
    low = Decimal(round(min(score.progress_low, MOST_MADE) * 100))
    return f"{formats.number(low, locale)}–{high}"


def why(score: Score, locale: str) -> str:
    """Why there is no progress; "" where there is one."""
    return text(NO_FIGURE[score.why], locale) if score.why else ""


def target(score: Score, indicator: IndicatorRow, locale: str) -> str:
    """What is aimed at: 800 by 31.12.2026."""
    if score.aim is None:
        return ""
    return aim(score.aim.figure, score.aim.due, indicator, locale)


def aim(figure: Decimal, due: date, indicator: IndicatorRow, locale: str) -> str:
    """A target with its day."""
    return text(
        "{figure} by {day}",
        locale,
        figure=words.written(figure, indicator, locale),
        day=formats.day(due, locale),
    )


def part_names(indicator: IndicatorRow, locale: str) -> str:
    """What the two numbers of a quotient count: in training / left school."""
    names = pick(indicator.part_names, locale), pick(indicator.whole_names, locale)
    return " / ".join(each for each in names if each)


def baseline(indicator: IndicatorRow, locale: str) -> str:
    """Where all together start; "" where it is not said."""
    if indicator.baseline is None:
        return ""
    figure = words.written(indicator.baseline, indicator, locale)
    if indicator.baseline_on is None:
        return figure
    day = formats.day(indicator.baseline_on, locale)
    return text("{figure} on {day}", locale, figure=figure, day=day)


def category(
    indicator: IndicatorRow, dimension_code: str, category_code: str, locale: str
) -> str:
    """The name of a category, by its codes."""
    for dimension in indicator.dimensions:
        for each in dimension.categories:
            if (dimension.code, each.code) == (dimension_code, category_code):
                return pick(each.titles, locale)
    return category_code


def cell(indicator: IndicatorRow, shown: Cell, locale: str) -> str:
    """The name of a cell: 0–17, or 0–17 · female where it is a crossing."""
    order = {each.code: place for place, each in enumerate(indicator.dimensions)}
    pairs = sorted(shown.parts, key=lambda pair: order.get(pair[0], len(order)))
    return " · ".join(category(indicator, *pair, locale) for pair in pairs)


def dimension(indicator: IndicatorRow, code: str, locale: str) -> str:
    """The name of a dimension, by its code."""
    for each in indicator.dimensions:
        if each.code == code:
            return pick(each.titles, locale)
    return code


def sentence(score: Score, indicator: IndicatorRow, locale: str) -> str:
    """The one sentence that an indicator's page says."""
    latest = score.latest
    if latest is None:
        return text("Nothing is approved yet.", locale)
    if latest.is_withheld:
        return text("There are too few people for the figure to be shown.", locale)
    if not indicator.of_kind.is_number:
        return ntext(
            "{n} answer so far.", "{n} answers so far.", latest.figure.reported, locale
        )
    return _sentence(latest, score, indicator, locale)


def _sentence(latest: Point, score: Score, indicator: IndicatorRow, locale: str) -> str:
    """The same where there is something to be seen, or a word for why there is not."""
    until = formats.day(latest.span.ends, locale)
    shown = written(latest.figure, indicator, locale)
    if latest.figure.value is None:
        return text("Up to {day}: {figure}.", locale, day=until, figure=shown)
    if indicator.of_kind.counts_answers:
        return ntext(
            "Up to {day}, {n} of {total} partners says yes.",
            "Up to {day}, {n} of {total} partners say yes.",
            int(latest.figure.numerator or 0),
            locale,
            day=until,
            total=formats.number(latest.figure.denominator or Decimal(0), locale),
        )
    with_unit = f"{shown} {words.unit(indicator, locale)}".strip()
    if score.progress is None:
        return text("Up to {day}: {figure}.", locale, day=until, figure=with_unit)
    return text(
        "Up to {day}: {figure}. That is {made} of the way to {target}.",
        locale,
        day=until,
        figure=with_unit,
        made=made(score, locale),
        target=target(score, indicator, locale),
    )
