"""The scoreboard against the same sums in plain SQL and in pandas."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.results.queries.board import Board, get_board, kept
from impact_hub.features.results.rules.scoreboard import Point
from impact_hub.identity import sessions
from impact_hub.identity.models import Person
from impact_hub.identity.permissions import ANYONE, Actor
from impact_hub.kit import db
from scripts.bench.data import FOLDER
from scripts.bench.generator import COORDINATOR, SLUG
from scripts.bench.report import Line, Section, seconds
from scripts.bench.timing import typical

RUNS = 7

# Of each indicator at the end of each quarter: figure, numerator, denominator.
Sums = dict[tuple[int, date], tuple[float | None, ...]]

APPROVED = """
    FROM approved_value v
    JOIN indicator i ON i.id = v.indicator_id
    JOIN cell c ON c.id = v.cell_id
    JOIN partner_update u ON u.id = v.update_id
    JOIN period p ON p.id = u.period_id
    WHERE p.initiative_id = 1 AND c.key = ''
"""

# Everyone has reported every quarter: so the sum of the latest is the quarter's.
PLAIN_SQL = f"""
    SELECT v.indicator_id, p.ends,
        CASE WHEN i.kind <> 'ratio' AND i.over_time = 'sum'
            THEN SUM(SUM(v.figure)) OVER (PARTITION BY v.indicator_id ORDER BY p.ends)
            ELSE SUM(v.figure) END,
        SUM(v.numerator), SUM(v.denominator)
    {APPROVED}
    GROUP BY v.indicator_id, p.ends, i.kind, i.over_time
"""

FOR_PANDAS = f"""
    SELECT v.indicator_id, p.ends, i.kind, i.over_time,
        CAST(v.figure AS REAL) AS figure,
        CAST(v.numerator AS REAL) AS numerator,
        CAST(v.denominator AS REAL) AS denominator
    {APPROVED}
"""


def measure() -> Section:
    """Make sure that all say the same; then see how long each of them takes."""
    coordinator = actor()
    values = read_values()
    here = sums_of(board(coordinator))
    assert here == with_sql(), "the scoreboard and plain SQL differ"  # noqa: S101
    assert here == with_pandas(values), "the scoreboard and pandas differ"  # noqa: S101

    def anew(who: Actor) -> Callable[[], object]:
        return lambda: (kept.clear(), board(who))

    indicators, quarters = (len({key[n] for key in here}) for n in (0, 1))
    return Section(
        f"{indicators} indicators at the end of {quarters} quarters",
        [
            line("scoreboard after a change, for the backbone", anew(coordinator)),
            line("scoreboard after a change, for everyone", anew(ANYONE)),
            line("scoreboard again", lambda: board(coordinator)),
            line("plain SQL, in binary floats", with_sql, "yardstick"),
            line(
                "pandas, with the values in memory",
                lambda: with_pandas(values),
                "yardstick",
            ),
            line(
                "pandas, reading them first",
                lambda: with_pandas(read_values()),
                "yardstick",
            ),
        ],
    )


def line(what: str, work: Callable[[], object], beside: str = "") -> Line:
    return Line(what, seconds(typical(work, runs=RUNS)), beside)


def actor() -> Actor:
    """The coordinator, with their rights."""
    with db.reading() as session:
        return sessions.as_actor(session, session.get_one(Person, COORDINATOR))


def board(who: Actor) -> Board:
    """What the overview shows, in a transaction of its own as there."""
    with db.reading() as session:
        return get_board(session, who, SLUG)


def sums_of(shown: Board) -> Sums:
    kinds = {each.id: each.kind for each in shown.sources.indicators}
    return {
        (score.measure, point.span.ends): parts(point, kinds[score.measure])
        for score in shown.scores
        for point in score.points
    }


def parts(point: Point, kind: ValueKind) -> tuple[float | None, ...]:
    figure = point.figure
    if kind is ValueKind.RATIO:
        return None, as_float(figure.numerator), as_float(figure.denominator)
    return as_float(figure.value), None, None


def as_float(figure: Decimal | None) -> float | None:
    return None if figure is None else float(figure)


def with_sql() -> Sums:
    with closing(sqlite3.connect(FOLDER / "hub.sqlite")) as connection:
        return written(connection.execute(PLAIN_SQL))


def read_values() -> pd.DataFrame:
    with closing(sqlite3.connect(FOLDER / "hub.sqlite")) as connection:
        return pd.read_sql(FOR_PANDAS, connection)


def with_pandas(values: pd.DataFrame) -> Sums:
    keys = ["indicator_id", "ends", "kind", "over_time"]
    sums = values.groupby(keys).sum(min_count=1).reset_index()
    is_running = (sums["kind"] != "ratio") & (sums["over_time"] == "sum")
    to_date = sums.groupby("indicator_id")["figure"].cumsum()
    sums["figure"] = sums["figure"].where(~is_running, to_date)
    columns = ["indicator_id", "ends", "figure", "numerator", "denominator"]
    return written(sums[columns].itertuples(index=False))


def written(rows: Iterable[Sequence[Any]]) -> Sums:
    """Rows as sums. Floats are rounded to the cent, where they are right."""
    return {
        (int(indicator), date.fromisoformat(ends)): tuple(
            None if pd.isna(part) else round(part, 2) for part in figures
        )
        for indicator, ends, *figures in rows
    }
