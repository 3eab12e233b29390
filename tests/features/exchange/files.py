"""Small files for the tests of importing, and a look at a whole database."""

from decimal import Decimal

from sqlalchemy import select as rows_of
from sqlmodel import Session, SQLModel, col, select

from impact_hub.features.exchange.formats.own import COLUMNS
from impact_hub.features.exchange.formats.uploads import Description, Upload
from impact_hub.features.exchange.rules.plans import Plan
from impact_hub.features.exchange.service.importing import carry_out
from impact_hub.features.exchange.service.planning import plan
from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.models import CellRecord, Indicator
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.initiatives.models import Period
from impact_hub.features.reporting.models import Correction, Update, Value
from impact_hub.identity.permissions import Actor
from impact_hub.texts.refusals import sentence
from tests.people import Cast

HEADER = ",".join(COLUMNS)
STATISTIC = "Year,Sex,Value\n2023,,12.5\n2023,Female,13\n2024,,12.0\n"
YAML = b"""
indicator_number: 1.2.1
national_indicator_available: People at risk of poverty
computation_definitions: Below 60 % of the median
source_active_1: true
source_organisation_1: Eurostat
source_url_1: https://example.org/poverty
data_licence: OGL
"""
GERMAN = b"""
language: de
national_indicator_available: Armutsgefaehrdung
"""


def row(**cells: object) -> str:
    """A row of the hub's own format: unless told otherwise, 42 people, approved."""
    usual = {
        "indicator": "people",
        "partner": "partner",
        "period": "2026-Q2",
        "value": "42",
        "status": "approved",
    }
    return ",".join(str({**usual, **cells}.get(name, "")) for name in COLUMNS)


def own(*rows: str, name: str = "figures.csv") -> Upload:
    """A file in the hub's own format."""
    data = "\r\n".join((HEADER, *rows, "")).encode()
    return Upload(data, name, why="Counted again")


def statistic(text: str = STATISTIC, **changes: object) -> Upload:
    """A file of statistics, with all that has to be known of it."""
    given = {
        "data": text.encode(),
        "name": "indicator_1-2-1.csv",
        "partner": "partner",
        "source": "Statistical Office",
        "licence": "CC BY 4.0",
        "language": "en",
        "why": "The office has revised it",
        **changes,
    }
    given["metadata"] = tuple(map(Description, given.get("metadata", ())))
    return Upload(**given)


def bring(session: Session, actor: Actor, upload: Upload, slug: str = "world") -> Plan:
    """Import a file."""
    return carry_out(session, actor, slug, upload)


def planned(
    session: Session, actor: Actor, upload: Upload, slug: str = "world"
) -> Plan:
    """What an import would do."""
    return plan(session, actor, "world", upload)


def figures_by_cell(session: Session) -> dict[str, Decimal | None]:
    """The figure in each cell, where one indicator in one update has any."""
    found = session.exec(select(CellRecord.key, Value).join(Value))
    return {cell: value.figure for cell, value in found}


def corrections(session: Session) -> list[tuple[str, str, str]]:
    """What was corrected: cell, before, after."""
    found = session.exec(
        select(CellRecord.key, Correction).join(Correction).order_by(CellRecord.key)
    )
    return [(cell, one.before, one.after) for cell, one in found]


def planned_statistic(
    session: Session, cast: Cast, text: str = STATISTIC, **changes: object
) -> Plan:
    """What an import of these statistics would do."""
    return planned(session, cast.coordinator, statistic(text, **changes))


def indicator_of(session: Session, cast: Cast, code: str = "1-2-1") -> IndicatorRow:
    """An indicator of the world."""
    return indicators.get_indicator(session, cast.coordinator, "world", code)


def figures_of(
    session: Session, code: str = "1-2-1"
) -> dict[tuple[int, str], Decimal | None]:
    """The figures of an indicator, by the year of their period and by cell."""
    found = session.exec(
        select(CellRecord.key, Value, Period)
        .join(Value)
        .join(Update, col(Update.id) == Value.update_id)
        .join(Period, col(Period.id) == Update.period_id)
        .join(Indicator, col(Indicator.id) == Value.indicator_id)
        .where(Indicator.code == code)
    )
    return {(when.starts.year, cell): value.figure for cell, value, when in found}


def wrong(found: Plan) -> list[tuple[int, str, str]]:
    """What is wrong with a file: line, column and code; and it can be told."""
    for one in (*found.problems, *found.doubts):
        assert sentence(one.code, "de", **one.params) != sentence("", "de")
    return [(one.line, one.column, one.code) for one in found.problems]


def everything(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    session.flush()
    return {
        table.name: [tuple(found) for found in session.connection().execute(rows)]
        for table in SQLModel.metadata.sorted_tables
        if (rows := rows_of(table).order_by(*table.primary_key.columns)) is not None
    }
