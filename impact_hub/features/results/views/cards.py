"""Where each indicator stands: a card each, in the order of the stairs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pandas as pd

from impact_hub.features.indicators import words as indicator_words
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.kinds import OverPartners
from impact_hub.features.indicators.rules.progress import Standing
from impact_hub.features.results import words
from impact_hub.features.results.queries.board import Board
from impact_hub.features.results.rules.scoreboard import Later, Score, verdicts
from impact_hub.features.results.views.sparks import Spark, spark
from impact_hub.texts import formats, ntext, pick, text

STANDINGS_COLUMNS = ("title", "low", "made", "label", "standing")

# Of what has no total, so many categories stand on a card; the page has all of them.
MOST_PIECES = 3


@dataclass(frozen=True)
class Piece:
    """A category on the card of an indicator that has no total."""

    name: str = ""
    figure: str = ""


@dataclass(frozen=True)
class Card:
    """An indicator on the overview."""

    code: str = ""
    step: str = ""
    title: str = ""
    figure: str = ""
    unit: str = ""
    part_of: str = ""
    by: str = ""  # of what has no total: the dimension that it is shown by
    pieces: tuple[Piece, ...] = ()
    standing: str = ""
    made: str = ""
    target: str = ""
    why: str = ""  # why there is no progress
    as_of: str = ""
    later: str = ""
    coverage: str = ""
    remark: str = ""
    source: str = ""
    spark: Spark = field(default_factory=Spark)


Pair = tuple[IndicatorRow, Score]
Steps = Mapping[int, int]  # of each result its step


def cards(board: Board, steps: Steps, locale: str) -> tuple[Card, ...]:
    """A card per indicator, from the lowest step up."""
    return tuple(
        _card(indicator, score, steps, locale)
        for indicator, score in _in_order(board, steps)
    )


def _in_order(board: Board, steps: Steps) -> list[Pair]:
    """As the stairs rise; what stands on no step comes last."""
    pairs = zip(board.sources.indicators, board.scores, strict=True)
    last = max(steps.values(), default=0) + 1
    return sorted(pairs, key=lambda pair: steps.get(pair[0].result_id or 0, last))


def _card(indicator: IndicatorRow, score: Score, steps: Steps, locale: str) -> Card:
    has_total = not score.by
    point = score.latest if has_total else None
    return Card(
        code=indicator.code,
        step=str(steps.get(indicator.result_id or 0, "")),
        title=pick(indicator.titles, locale),
        figure=_figure(indicator, score, locale) if has_total else "",
        unit=_unit(indicator, score, locale),
        part_of=words.parts(point, indicator, locale) if point else "",
        by=_by(indicator, score, locale),
        pieces=_pieces(indicator, score, locale),
        standing=str(score.standing) if score.aim else "",
        made=words.made(score, locale),
        target=words.target(score, indicator, locale),
        why=words.why(score, locale),
        as_of=as_of(score, locale),
        later=later(score.later, locale),
        coverage=words.coverage(point.figure, locale) if point else "",
        remark=words.remark(point, locale) if point else "",
        source=indicator.source,
        spark=spark(indicator, score),
    )


def _figure(indicator: IndicatorRow, score: Score, locale: str) -> str:
    if score.latest is None:
        return text("nothing approved yet", locale)
    if not indicator.of_kind.is_number:
        return formats.number(score.latest.figure.reported, locale)
    return words.figure(score.latest, indicator, locale)


def _unit(indicator: IndicatorRow, score: Score, locale: str) -> str:
    """What is counted, where there is a figure of it; money has its sign with it."""
    if score.latest and not indicator.of_kind.is_number:
        n = score.latest.figure.reported
        return ntext("answer in words", "answers in words", n, locale)
    has_figure = score.latest is not None and score.latest.why is None
    if not (has_figure or score.by) or indicator.currency:
        return ""
    return indicator_words.unit(indicator, locale)


def _by(indicator: IndicatorRow, score: Score, locale: str) -> str:
    names = [words.dimension(indicator, code, locale) for code in score.by]
    return text("by {dimension}", locale, dimension=" × ".join(names)) if names else ""


def _pieces(indicator: IndicatorRow, score: Score, locale: str) -> tuple[Piece, ...]:
    return tuple(
        Piece(
            words.cell(indicator, each.cell, locale),
            words.figure(each, indicator, locale),
        )
        for each in score.cells[:MOST_PIECES]
    )


def as_of(score: Score, locale: str) -> str:
    """Of when a card's figure is."""
    if score.as_of is None:
        return ""
    period = formats.period_short(score.as_of, locale)
    return text("as of {period}", locale, period=period)


def later(periods: Sequence[Later], locale: str) -> str:
    """What is missing since: for Q3 2026 all 5 are missing."""
    waiting = [each for each in periods if each.expected]
    if not waiting:
        return ""
    newest = waiting[-1]
    period = formats.period_short(newest.span, locale)
    if newest.missing < newest.expected:
        return text(
            "for {period} {received} of {expected} received, none counted yet",
            locale,
            period=period,
            received=newest.received,
            expected=newest.expected,
        )
    return ntext(
        "for {period} the only one is missing",
        "for {period} all {n} are missing",
        newest.expected,
        locale,
        period=period,
    )


def verdict(scores: Iterable[Score], locale: str) -> str:
    """Of 9 targets 5 are reached or on track, 1 is behind plan, 3 can't be judged yet.

    Only what there is is said, and nothing is counted that is no verdict.
    """
    found = verdicts(scores)
    if not found.targets:
        return ""
    said = [
        (
            found.good,
            ntext(
                "{n} is reached or on track",
                "{n} are reached or on track",
                found.good,
                locale,
            ),
        ),
        (
            found.watch,
            ntext("{n} needs watching", "{n} need watching", found.watch, locale),
        ),
        (
            found.behind,
            ntext("{n} is behind plan", "{n} are behind plan", found.behind, locale),
        ),
        (
            found.open,
            ntext(
                "{n} can't be judged yet",
                "{n} can't be judged yet",
                found.open,
                locale,
            ),
        ),
    ]
    return ntext(
        "Of {n} target {verdicts}.",
        "Of {n} targets {verdicts}.",
        found.targets,
        locale,
        verdicts=", ".join(each for n, each in said if n),
    )


def standings_frame(board: Board, steps: Steps, locale: str) -> pd.DataFrame:
    """What the chart of standings draws: indicators that have a target."""
    rows = [
        {
            "title": pick(indicator.titles, locale),
            "low": hundredths(low_end(score)),
            "made": hundredths(score.progress),
            "label": words.made(score, locale) or words.why(score, locale),
            "standing": str(score.standing),
        }
        for indicator, score in _in_order(board, steps)
        if score.aim is not None
    ]
    return pd.DataFrame(rows, columns=list(STANDINGS_COLUMNS))


def low_end(score: Score) -> Decimal | None:
    """The lower end of the progress; of what is no range both ends are the same."""
    return score.progress if score.progress_low is None else score.progress_low


def hundredths(share: Decimal | None) -> float | None:
    """A share as charts draw it: in per cent."""
    return None if share is None else float(share * 100)


def has_open_standing(scores: Iterable[Score]) -> bool:
    """Whether some verdict is open because too little is reported."""
    return any(each.standing is Standing.TOO_LITTLE for each in scores)


def is_range(indicator: IndicatorRow) -> bool:
    """Whether its figure may have two ends."""
    return indicator.over_partners is OverPartners.RANGE
