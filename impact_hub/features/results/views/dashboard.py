"""The dashboard: a row per indicator, standings and coverage, and what is new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from impact_hub.features.indicators import words as indicator_words
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.indicators.rules.progress import Standing
from impact_hub.features.results import words
from impact_hub.features.results.queries.board import Board, ChangeRow, Coverage
from impact_hub.features.results.rules.scoreboard import Score
from impact_hub.texts import formats, ntext, pick, text

# The small line beside a figure, in units of its own box.
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 160, 40, 5


@dataclass(frozen=True)
class Spark:
    """A small line: its path, its last point, and the height of the target."""

    path: str
    last_x: str
    last_y: str
    target_y: str


@dataclass(frozen=True)
class ScoreItem:
    """An indicator on the dashboard."""

    code: str
    step: str
    title: str
    figure: str
    unit: str
    part_of: str
    standing: str
    made: str
    target: str
    coverage: str
    remark: str
    source: str
    spark: Spark


@dataclass(frozen=True)
class CoverageItem:
    """A period and who has reported."""

    period: str
    approved: str
    submitted: str
    returned: str
    missing: str
    late: str


@dataclass(frozen=True)
class ChangeItem:
    """Something that was approved."""

    day: str
    what: str


def score_items(board: Board, steps: dict[int, int], locale: str) -> list[ScoreItem]:
    """A row per indicator; `steps` has the step of each result."""
    return [
        _score_item(indicator, score, steps, locale)
        for indicator, score in _pairs(board)
    ]


def _score_item(
    indicator: IndicatorRow, score: Score, steps: dict[int, int], locale: str
) -> ScoreItem:
    latest = score.latest
    said = (
        words.shown(latest.figure, indicator, locale, is_withheld=latest.is_withheld)
        if latest
        else words.Shown("–", "", "", "")
    )
    return ScoreItem(
        code=indicator.code,
        step=str(steps.get(indicator.result_id or 0, "")),
        title=pick(indicator.titles, locale),
        figure=said.figure,
        unit=indicator_words.unit(indicator, locale)
        if indicator.kind is not ValueKind.AMOUNT
        else "",
        part_of=said.part_of,
        standing=str(score.standing) if score.aim else "",
        made=words.made(score.progress, locale),
        target=words.target(score, indicator, locale),
        coverage=said.coverage,
        remark=said.remark,
        source=indicator.source,
        spark=_spark(score),
    )


def summary(board: Board, coverage: Sequence[Coverage], locale: str) -> str:
    """Where the initiative stands, in a sentence or two."""
    said: list[str] = []
    current = [each for each in coverage if each.expected]
    if current:
        newest = current[-1]
        said.append(
            ntext(
                "{period}: {n} of {total} partners has reported.",
                "{period}: {n} of {total} partners have reported.",
                newest.approved + newest.submitted,
                locale,
                period=formats.period(newest.period.span, locale),
                total=newest.expected,
            )
        )
    counts = {
        standing: sum(score.standing is standing for score in board.scores)
        for standing in Standing
    }
    good = counts[Standing.REACHED] + counts[Standing.ON_TRACK]
    aimed = sum(score.aim is not None for score in board.scores)
    if aimed:
        said.append(
            ntext(
                "{n} of {total} targets is reached or on track.",
                "{n} of {total} targets are reached or on track.",
                good,
                locale,
                total=aimed,
            )
        )
    return " ".join(said) or text("Nothing is reported yet.", locale)


def standings_frame(board: Board, locale: str) -> pd.DataFrame:
    """What the chart of standings draws: indicators that have a target."""
    rows = [
        {
            "title": _short(pick(indicator.titles, locale)),
            "made": None if score.progress is None else float(score.progress * 100),
            "label": words.made(score.progress, locale) or "–",
            "standing": str(score.standing),
        }
        for indicator, score in _pairs(board)
        if score.aim is not None
    ]
    return pd.DataFrame(rows, columns=["title", "made", "label", "standing"])


def coverage_frame(coverage: Iterable[Coverage], locale: str) -> pd.DataFrame:
    """What the chart of coverage draws."""
    rows = [
        {
            "period": formats.period_short(each.period.span, locale),
            "approved": each.approved,
            "submitted": each.submitted,
            "returned": each.returned,
            "missing": _missing(each),
        }
        for each in coverage
        if each.expected
    ]
    columns = ["period", "approved", "submitted", "returned", "missing"]
    return pd.DataFrame(rows, columns=columns)


def coverage_items(coverage: Sequence[Coverage], locale: str) -> list[CoverageItem]:
    """The same as a table, newest first."""
    return [
        CoverageItem(
            period=formats.period(each.period.span, locale),
            approved=str(each.approved),
            submitted=str(each.submitted),
            returned=str(each.returned),
            missing=str(_missing(each)),
            late=str(each.late),
        )
        for each in reversed(coverage)
        if each.expected
    ]


def change_items(changes: Iterable[ChangeRow], locale: str) -> list[ChangeItem]:
    """What was approved lately, in sentences."""
    return [
        ChangeItem(
            formats.day_of(each.at, locale),
            text(
                "{organisation}: {period} approved",
                locale,
                organisation=each.organisation,
                period=formats.period(each.period.span, locale) if each.period else "",
            ),
        )
        for each in changes
    ]


def _pairs(board: Board) -> Iterable[tuple[IndicatorRow, Score]]:
    return zip(board.sources.indicators, board.scores, strict=True)


def _missing(coverage: Coverage) -> int:
    return max(
        0,
        coverage.expected - coverage.approved - coverage.submitted - coverage.returned,
    )


def _short(title: str, most: int = 42) -> str:
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"


def _spark(score: Score) -> Spark:
    """The line from the first period to the last; gaps stay gaps."""
    values = [None if p.is_withheld else p.figure.value for p in score.points]
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Spark("", "", "", "")
    aim = [score.aim.figure] if score.aim else []
    low, high = min([*known, *aim, Decimal(0)]), max([*known, *aim])
    height = (high - low) or Decimal(1)
    step = Decimal(SPARK_WIDTH - 2 * SPARK_EDGE) / max(1, len(values) - 1)

    def y(value: Decimal) -> str:
        room = SPARK_HEIGHT - 2 * SPARK_EDGE
        return f"{SPARK_EDGE + room - room * (value - low) / height:.1f}"

    def x(place: int) -> str:
        return f"{SPARK_EDGE + step * place:.1f}"

    path, pen_is_down = "", False
    for place, value in enumerate(values):
        if value is not None:
            path += f"{'L' if pen_is_down else 'M'}{x(place)} {y(value)}"
        pen_is_down = value is not None
    last = max(place for place, value in enumerate(values) if value is not None)
    return Spark(path, x(last), y(known[-1]), y(aim[0]) if aim else "")
