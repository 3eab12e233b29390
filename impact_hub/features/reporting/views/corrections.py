"""What was changed after its approval, as pages tell it."""

from collections.abc import Iterable
from dataclasses import dataclass

from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.reporting.queries.forms import CorrectionRow
from impact_hub.features.reporting.views.lines import cell_name
from impact_hub.texts import formats, pick


@dataclass(frozen=True)
class CorrectionLine:
    """A value that changed after its approval."""

    title: str
    before: str
    after: str
    who: str
    at: str
    why: str


def corrections_of(
    corrections: Iterable[CorrectionRow],
    indicators: Iterable[IndicatorRow],
    locale: str,
) -> list[CorrectionLine]:
    """What was corrected after approval, in order."""
    known = {each.id: each for each in indicators}
    return [
        CorrectionLine(
            title=_corrected(known.get(each.indicator_id), each.cell, locale),
            before=each.before or "–",
            after=each.after or "–",
            who=each.who,
            at=formats.moment(each.at, locale),
            why=each.why,
        )
        for each in corrections
    ]


def _corrected(indicator: IndicatorRow | None, cell: Cell, locale: str) -> str:
    if indicator is None:
        return str(cell)
    titles = [pick(indicator.titles, locale), cell_name(indicator, cell, locale)]
    return ", ".join(filter(None, titles))
