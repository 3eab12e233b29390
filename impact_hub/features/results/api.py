"""Routes of results: figures for charts, and the tables behind them as CSV."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from impact_hub import __version__
from impact_hub.features.impact_logic import queries as impact_logic
from impact_hub.features.indicators import words as indicator_words
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.kinds import OverTime
from impact_hub.features.results import formats, words
from impact_hub.features.results.charts import bars
from impact_hub.features.results.charts import movement as lines
from impact_hub.features.results.charts import splits as stacks
from impact_hub.features.results.formats import Caption, PartnerName, TimeScope
from impact_hub.features.results.queries import board as queries
from impact_hub.features.results.queries.board import Table
from impact_hub.features.results.queries.facts import Sources, get_sources
from impact_hub.features.results.rules.scoreboard import next_aim
from impact_hub.features.results.views import cards, movement, rounds, splits
from impact_hub.features.results.views.indicator import the_indicator
from impact_hub.kit import plot
from impact_hub.kit.errors import NotFound
from impact_hub.kit.tabular import Layout, write_csv
from impact_hub.rest import Reader, Reading
from impact_hub.texts import pick, text

router = APIRouter(prefix="/api/v1/initiatives/{slug}", tags=["results"])


@dataclass(frozen=True)
class _Asked:
    """What every route of this room is asked: whose results, for whom."""

    slug: str
    session: Reading
    actor: Reader
    request: Request
    as_public: Annotated[bool, Query(alias="public")] = False

    @property
    def locale(self) -> str:
        """The language of the answer."""
        return self.actor.locale

    def sources(self) -> Sources:
        """All but the values, as far as this reader may see it."""
        return get_sources(
            self.session, self.actor, self.slug, as_public=self.as_public
        )

    def table(self, code: str | None, sources: Sources) -> Table:
        """The values, too."""
        return queries.get_table(
            self.session, self.actor, self.slug, code, sources=sources
        )


Asked = Annotated[_Asked, Depends()]
Wanted = Annotated[Layout, Query(alias="format")]


@router.get("/charts/standings")
def standings(asked: Asked) -> Response:
    """How far each indicator is on its way to its target, as a Plotly figure."""
    board = queries.get_board(
        asked.session, asked.actor, asked.slug, as_public=asked.as_public
    )

    def draw() -> plot.Chart:
        return bars.standings(
            cards.standings_frame(board, _steps(asked), asked.locale),
            target=text("Target", asked.locale),
            write=words.percents(asked.locale),
        )

    return _drawn(asked, board.sources, draw)


@router.get("/charts/coverage")
def coverage(asked: Asked) -> Response:
    """How many of the expected updates there are, as a Plotly figure."""
    sources, locale = asked.sources(), asked.locale
    found = queries.list_coverage(asked.session, asked.actor, sources)
    names = [(code, text(word, locale)) for code, word in rounds.NAMES.items()]
    frame = rounds.frame(found, locale)
    return _drawn(
        asked,
        sources,
        lambda: bars.coverage(frame, names=names, write=words.numbers(locale)),
        extra=frame.to_csv(),
    )


@router.get("/indicators/{code}/charts/movement")
def movement_(asked: Asked, code: str) -> Response:
    """How an indicator moved, with its targets, as a Plotly figure."""

    def draw(table: Table, row: IndicatorRow) -> plot.Chart:
        points, targets = movement.frames(table, row, asked.locale)
        return lines.movement(
            points,
            targets,
            name=pick(row.titles, asked.locale),
            target=text("Target", asked.locale),
            write=words.axis_figure(row, asked.locale),
            unit=words.axis_unit(row, asked.locale),
        )

    return _drawn_of(asked, code, draw)


@router.get("/indicators/{code}/charts/levels")
def levels(asked: Asked, code: str) -> Response:
    """What share is on each level, period by period, as a Plotly figure."""

    def draw(table: Table, row: IndicatorRow) -> plot.Chart:
        if not row.of_kind.has_levels:
            raise NotFound("indicators.no_such_dimension")
        return stacks.levels(
            splits.level_frame(table, row, asked.locale),
            order=splits.level_order(row),
            write=words.percents(asked.locale),
        )

    return _drawn_of(asked, code, draw)


@router.get("/indicators/{code}/charts/split")
def split(asked: Asked, code: str, by: str) -> Response:
    """An indicator by the categories of a dimension, or of several that are crossed
    (`by=age,sex`), as a Plotly figure."""
    dimensions = splits.read(by)

    def draw(table: Table, row: IndicatorRow) -> plot.Chart:
        if not dimensions or not {*dimensions} <= {
            each.code for each in row.dimensions
        }:
            raise NotFound("indicators.no_such_dimension")
        return stacks.split(
            splits.frame(table, row, dimensions, asked.locale),
            stacked=splits.is_stacked(row),
            write=words.axis_figure(row, asked.locale),
            unit=words.axis_unit(row, asked.locale),
        )

    return _drawn_of(asked, code, draw)


@router.get("/indicators/{code}/charts/partners")
def partners(asked: Asked, code: str) -> Response:
    """What each partner adds that the reader may see, as a Plotly figure."""
    return _drawn_of(
        asked,
        code,
        lambda table, row: bars.partners(
            movement.partner_frame(table, row, asked.locale),
            unit=words.axis_unit(row, asked.locale),
        ),
    )


@router.get("/results.csv")
def all_results(asked: Asked, layout: Wanted = Layout.CSV) -> Response:
    """What was reported for each period, as docs/data-format.md describes it."""
    return _csv(asked, None, TimeScope.PERIOD, layout)


@router.get("/results-to-date.csv")
def all_results_to_date(asked: Asked, layout: Wanted = Layout.CSV) -> Response:
    """How everything stood at the end of each period, in the same columns."""
    return _csv(asked, None, TimeScope.TO_DATE, layout)


@router.get("/indicators/{code}/results.csv")
def indicator_results(asked: Asked, code: str, layout: Wanted = Layout.CSV) -> Response:
    """What was reported of one indicator for each period."""
    return _csv(asked, code, TimeScope.PERIOD, layout)


@router.get("/indicators/{code}/results-to-date.csv")
def indicator_results_to_date(
    asked: Asked, code: str, layout: Wanted = Layout.CSV
) -> Response:
    """How one indicator stood at the end of each period."""
    return _csv(asked, code, TimeScope.TO_DATE, layout)


def _drawn_of(
    asked: _Asked, code: str, draw: Callable[[Table, IndicatorRow], plot.Chart]
) -> Response:
    """The chart of one indicator. Its values are read only if it is new."""
    sources = asked.sources()

    def drawn() -> plot.Chart:
        table = asked.table(code, sources)
        return draw(table, the_indicator(table))

    return _drawn(asked, sources, drawn)


def _drawn(
    asked: _Asked, sources: Sources, draw: Callable[[], plot.Chart], extra: str = ""
) -> Response:
    """A chart, or 304 where the reader's browser has it already."""
    return _answer(
        asked,
        sources,
        lambda: plot.to_json(draw()),
        {"Content-Type": "application/json"},
        extra,
    )


def _csv(asked: _Asked, code: str | None, scope: TimeScope, layout: Layout) -> Response:
    """A table, or 304 where the reader has it already."""
    sources = asked.sources()
    name = "-".join(each for each in (scope.value, asked.slug, code) if each)
    file_name = f"{name}-{sources.today.isoformat()}.csv"
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{file_name}"',
    }
    return _answer(
        asked, sources, lambda: _table(asked, code, sources, scope, layout), headers
    )


def _table(
    asked: _Asked, code: str | None, sources: Sources, scope: TimeScope, layout: Layout
) -> bytes:
    table = asked.table(code, sources)
    steps = _steps(asked)
    captions = {
        each.id: _caption(each, steps, table.sources, asked.locale)
        for each in table.sources.indicators
    }
    named = {
        each.organisation_id: PartnerName(each.slug, each.name)
        for each in table.sources.partners
    }
    rows = formats.lines(asked.slug, scope, table.rows, captions, named)
    return write_csv(formats.COLUMNS, rows, layout)


def _answer(
    asked: _Asked,
    sources: Sources,
    make: Callable[[], bytes],
    headers: dict[str, str],
    extra: str = "",
) -> Response:
    """What was asked for, made only where the reader hasn't got it yet."""
    tag = f'"{_fingerprint(asked, sources, extra)}"'
    common = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Vary": "Cookie, Accept-Language",
    }
    if has_already(asked.request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=common)
    return Response(make(), headers={**headers, **common})


def has_already(asked_with: str, tag: str) -> bool:
    """Whether a browser says that it has this version: `"a", W/"b"` are two it has.

    Whether a proxy has packed it on the way (`W/`) doesn't matter: RFC 9110, 13.1.2.
    """
    known = {each.strip().removeprefix("W/") for each in asked_with.split(",")}
    return tag in known or "*" in known


def _fingerprint(asked: _Asked, sources: Sources, extra: str) -> str:
    """All that an answer depends on."""
    depends_on = (
        asked.request.url.path,
        asked.request.url.query,
        sources.version,
        sources.today,
        sorted(sources.audience.own),
        sources.audience.sees_all,
        sources.audience.sees_partners,
        asked.locale,
        [(each.organisation_id, each.slug, each.name) for each in sources.partners],
        __version__,
        extra,
    )
    return sha256(repr(depends_on).encode()).hexdigest()[:24]


def _steps(asked: _Asked) -> dict[int, int]:
    results = impact_logic.list_results(asked.session, asked.actor, asked.slug)
    return {result.id: result.step for result in results}


def _caption(
    row: IndicatorRow, steps: dict[int, int], sources: Sources, locale: str
) -> Caption:
    aim = next_aim(sources.measure(row).aims, sources.today)
    return Caption(
        code=row.code,
        title=pick(row.titles, locale),
        step=str(steps.get(row.result_id or 0, "")),
        kind=str(row.kind),
        unit=row.currency or indicator_words.unit(row, locale),
        is_divided=row.of_kind.is_quotient or row.over_time is OverTime.AVERAGE,
        target=aim.figure if aim else None,
        target_due=aim.due if aim else None,
        source=row.source,
        licence=row.licence,
    )
