"""Routes of results: figures for charts, and the tables behind them as CSV."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

import plotly.graph_objects as go
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from impact_hub import __version__
from impact_hub.features.impact_logic import queries as impact_logic
from impact_hub.features.indicators import words as indicator_words
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.kinds import ValueKind
from impact_hub.features.results import charts, formats, words
from impact_hub.features.results.formats import Caption, PartnerName
from impact_hub.features.results.queries import board as queries
from impact_hub.features.results.queries.board import Board, Table
from impact_hub.features.results.queries.facts import Sources, get_sources
from impact_hub.features.results.rules.scoreboard import next_aim
from impact_hub.features.results.views import dashboard, indicator, splits
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


Asked = Annotated[_Asked, Depends()]
Wanted = Annotated[Layout, Query(alias="format")]


@router.get("/charts/standings")
def standings(asked: Asked) -> Response:
    """How far each indicator is on its way to its target, as a Plotly figure."""
    board = _board(asked)

    def draw() -> go.Figure:
        frame = dashboard.standings_frame(board, _locale(asked))
        target = text("Target", _locale(asked))
        return charts.standings(frame, target=target, locale=_locale(asked))

    return _drawn(asked, board.sources, draw)


@router.get("/charts/coverage")
def coverage(asked: Asked) -> Response:
    """How many of the expected updates there are, as a Plotly figure."""
    board, locale = _board(asked), _locale(asked)
    found = queries.list_coverage(asked.session, asked.actor, board.sources)
    names = [
        ("approved", text("approved", locale)),
        ("submitted", text("submitted", locale)),
        ("returned", text("returned", locale)),
        ("missing", text("still missing", locale)),
    ]
    frame = dashboard.coverage_frame(found, locale)
    return _drawn(
        asked,
        board.sources,
        lambda: charts.coverage(frame, names=names, locale=locale),
        extra=frame.to_csv(),
    )


@router.get("/indicators/{code}/charts/movement")
def movement(asked: Asked, code: str) -> Response:
    """How an indicator moved, with its targets, as a Plotly figure."""

    def draw(table: Table, row: IndicatorRow) -> go.Figure:
        points, targets = indicator.movement_frames(table, row, _locale(asked))
        return charts.movement(
            points,
            targets,
            name=pick(row.titles, _locale(asked)),
            target=text("Target", _locale(asked)),
            is_share=row.kind is ValueKind.RATIO,
            locale=_locale(asked),
            unit=words.axis_unit(row, _locale(asked)),
        )

    return _drawn_of(asked, code, draw)


@router.get("/indicators/{code}/charts/split")
def split(asked: Asked, code: str, by: str) -> Response:
    """An indicator by the categories of a dimension, as a Plotly figure."""

    def draw(table: Table, row: IndicatorRow) -> go.Figure:
        if by not in {each.code for each in row.dimensions}:
            raise NotFound("indicators.no_such_dimension")
        return charts.split(
            splits.split_frame(table, row, by, _locale(asked)),
            stacked=splits.is_stacked(row),
            is_share=row.kind is ValueKind.RATIO,
            locale=_locale(asked),
            unit=words.axis_unit(row, _locale(asked)),
        )

    return _drawn_of(asked, code, draw)


@router.get("/indicators/{code}/charts/partners")
def partners(asked: Asked, code: str) -> Response:
    """What each partner adds that the reader may see, as a Plotly figure."""
    return _drawn_of(
        asked,
        code,
        lambda table, row: charts.partners(
            indicator.partner_frame(table, row, _locale(asked)),
            locale=_locale(asked),
            unit=words.axis_unit(row, _locale(asked)),
        ),
    )


@router.get("/results.csv")
def all_results(asked: Asked, layout: Wanted = Layout.CSV) -> Response:
    """The results table of an initiative, as docs/data-format.md describes it."""
    return _csv(asked, _table(asked, None), f"results-{asked.slug}", layout)


@router.get("/indicators/{code}/results.csv")
def indicator_results(asked: Asked, code: str, layout: Wanted = Layout.CSV) -> Response:
    """The results table of one indicator."""
    table = _table(asked, code)
    return _csv(asked, table, f"results-{asked.slug}-{code}", layout)


def _board(asked: _Asked) -> Board:
    return queries.get_board(
        asked.session, asked.actor, asked.slug, as_public=asked.as_public
    )


def _table(asked: _Asked, code: str | None) -> Table:
    return queries.get_table(
        asked.session, asked.actor, asked.slug, code, as_public=asked.as_public
    )


def _locale(asked: _Asked) -> str:
    return asked.actor.locale


def _drawn_of(
    asked: _Asked, code: str, draw: Callable[[Table, IndicatorRow], go.Figure]
) -> Response:
    """The figure of one indicator. Its values are read only if it is new."""
    sources = get_sources(
        asked.session, asked.actor, asked.slug, as_public=asked.as_public
    )

    def drawn() -> go.Figure:
        table = queries.get_table(
            asked.session, asked.actor, asked.slug, code, sources=sources
        )
        return draw(table, indicator.the_indicator(table))

    return _drawn(asked, sources, drawn)


def _drawn(
    asked: _Asked, sources: Sources, draw: Callable[[], go.Figure], extra: str = ""
) -> Response:
    """A figure, or 304 where the reader's browser has it already."""
    depends_on = (
        asked.request.url.path,
        asked.request.url.query,
        sources.version,
        sources.today,
        sorted(sources.audience.own),
        sources.audience.sees_all,
        sources.audience.sees_partners,
        asked.actor.locale,
        [(each.organisation_id, each.name) for each in sources.partners],
        __version__,
        extra,
    )
    tag = '"' + sha256(repr(depends_on).encode()).hexdigest()[:24] + '"'
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Vary": "Cookie, Accept-Language",
    }
    if asked.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(
        plot.to_json(draw()), media_type="application/json", headers=headers
    )


def _csv(asked: _Asked, table: Table, name: str, layout: Layout) -> Response:
    locale = _locale(asked)
    results = impact_logic.list_results(asked.session, asked.actor, asked.slug)
    steps = {result.id: str(result.step) for result in results}
    captions = {
        each.id: _caption(each, steps, table.sources, locale)
        for each in table.sources.indicators
    }
    named = {
        each.organisation_id: PartnerName(each.slug, each.name)
        for each in table.sources.partners
    }
    lines = formats.lines(asked.slug, table.rows, captions, named)
    data = write_csv({name: name for name in formats.COLUMNS}, lines, layout)
    file_name = f"{name}-{table.sources.today.isoformat()}.csv"
    return Response(
        data,
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


def _caption(
    row: IndicatorRow, steps: dict[int, str], sources: Sources, locale: str
) -> Caption:
    aim = next_aim(sources.measure(row).aims, sources.today)
    return Caption(
        code=row.code,
        title=pick(row.titles, locale),
        step=steps.get(row.result_id or 0, ""),
        kind=str(row.kind),
        unit=row.currency or indicator_words.unit(row, locale),
        target=aim.figure if aim else None,
        target_due=aim.due if aim else None,
        source=row.source,
        licence=row.licence,
    )
