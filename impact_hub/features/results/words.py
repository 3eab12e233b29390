"""Results as a person reads them: figures with their unit, sentences."""

from dataclasses import dataclass
from decimal import Decimal

from impact_hub.features.indicators import words
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.adding_up import Figure
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.results.rules.scoreboard import Score
from impact_hub.texts import formats, ntext, pick, text


@dataclass(frozen=True)
class Shown:
    """A figure in words."""

    figure: str  # 612; 40–43; 62 %; –
    part_of: str  # 15 of 24, where it is a share
    coverage: str  # from 7 of 9 updates
    remark: str  # withheld, estimates


def axis_unit(indicator: IndicatorRow, locale: str) -> str:
    """What stands at a chart's axis: young people, €. Shares have their % there."""
    if indicator.kind in (ValueKind.RATIO, ValueKind.YES_NO):
        return ""
    return words.asked_in(indicator, locale)


def shown(
    figure: Figure, indicator: IndicatorRow, locale: str, *, is_withheld: bool
) -> Shown:
    """A figure with how sure it is."""
    return Shown(
        figure=_figure(figure, indicator, locale, is_withheld=is_withheld),
        part_of=words.part_of(figure.numerator, figure.denominator, locale)
        if indicator.kind is ValueKind.RATIO
        else "",
        coverage=coverage(figure, locale),
        remark=_remark(figure, locale, is_withheld=is_withheld),
    )


def _figure(
    figure: Figure, indicator: IndicatorRow, locale: str, *, is_withheld: bool
) -> str:
    if is_withheld:
        return text("withheld", locale)
    if figure.value is None:
        undefined = figure.denominator is not None
        return text("undefined", locale) if undefined else "–"
    if indicator.kind is ValueKind.YES_NO:
        return words.part_of(figure.numerator, figure.denominator, locale)
    high = words.shortened(figure.value, indicator, locale)
    if figure.low is None:
        return high
    return f"{words.shortened(figure.low, indicator, locale)}–{high}"


def coverage(figure: Figure, locale: str) -> str:
    """How many of the expected updates a figure rests on."""
    if not figure.expected:
        return ""
    return ntext(
        "from {reported} of {n} update",
        "from {reported} of {n} updates",
        figure.expected,
        locale,
        reported=figure.reported,
    )


def _remark(figure: Figure, locale: str, *, is_withheld: bool) -> str:
    said: list[str] = []
    if is_withheld:
        said.append(text("too few people to be shown", locale))
    if figure.withheld:
        said.append(
            ntext(
                "{n} partner withholds it",
                "{n} partners withhold it",
                figure.withheld,
                locale,
            )
        )
    if figure.estimated:
        said.append(ntext("{n} estimate", "{n} estimates", figure.estimated, locale))
    return ", ".join(said)


def target(score: Score, indicator: IndicatorRow, locale: str) -> str:
    """What is aimed at: 800 by 31.12.2026."""
    if score.aim is None:
        return ""
    return text(
        "{figure} by {day}",
        locale,
        figure=words.written(score.aim.figure, indicator, locale),
        day=formats.day(score.aim.due, locale),
    )


def made(progress: Decimal | None, locale: str) -> str:
    """Progress as a per cent, at most 999."""
    if progress is None:
        return ""
    return formats.percent(min(progress, Decimal("9.99")), locale, decimals=0)


def sentence(score: Score, indicator: IndicatorRow, locale: str) -> str:
    """The one sentence that an indicator's page says."""
    if score.latest is None:
        return text("Nothing is approved yet.", locale)
    if score.latest.is_withheld:
        return text("There are too few people for the figure to be shown.", locale)
    until = formats.day(score.latest.span.ends, locale)
    figure = _figure(score.latest.figure, indicator, locale, is_withheld=False)
    figure = f"{figure} {words.unit(indicator, locale)}".strip()
    if indicator.kind is ValueKind.YES_NO:
        return ntext(
            "Up to {day}, {n} of {total} partners says yes.",
            "Up to {day}, {n} of {total} partners say yes.",
            int(score.latest.figure.numerator or 0),
            locale,
            day=until,
            total=formats.number(score.latest.figure.denominator or Decimal(0), locale),
        )
    if score.aim is None or score.progress is None:
        return text("Up to {day}: {figure}.", locale, day=until, figure=figure)
    return text(
        "Up to {day}: {figure}. That is {made} of the way to {target}.",
        locale,
        day=until,
        figure=figure,
        made=made(score.progress, locale),
        target=target(score, indicator, locale),
    )


def category(
    indicator: IndicatorRow, dimension_code: str, category_code: str, locale: str
) -> str:
    """The name of a category, by its codes."""
    for dimension in indicator.dimensions:
        for each in dimension.categories:
            if (dimension.code, each.code) == (dimension_code, category_code):
                return pick(each.titles, locale)
    return category_code


def dimension(indicator: IndicatorRow, code: str, locale: str) -> str:
    """The name of a dimension, by its code."""
    for each in indicator.dimensions:
        if each.code == code:
            return pick(each.titles, locale)
    return code


def baseline(indicator: IndicatorRow, locale: str) -> str:
    """Where all together start; "" where it is not said."""
    if indicator.baseline is None:
        return ""
    figure = words.written(indicator.baseline, indicator, locale)
    if indicator.baseline_on is None:
        return figure
    day = formats.day(indicator.baseline_on, locale)
    return text("{figure} on {day}", locale, figure=figure, day=day)
