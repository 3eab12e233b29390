"""What a file brings, in the hub's own words, whatever its format was. Pure."""

from dataclasses import dataclass, field

from impact_hub.features.exchange.rules.detect import Format
from impact_hub.features.exchange.rules.own_format import Record
from impact_hub.features.exchange.rules.plans import Definitions
from impact_hub.features.exchange.rules.problems import Doubt, Problems
from impact_hub.kit.errors import Invalid


@dataclass(frozen=True, slots=True)
class Content:
    """The records of a file with the hub's codes, and all that is wrong with it."""

    format: Format
    rows: int
    period_column: str
    records: tuple[Record, ...]
    problems: Problems
    repeated: int = 0
    empty: int = 0  # rows that say nothing, of series that say nothing at all
    new: Definitions = field(default_factory=Definitions)
    doubts: tuple[Doubt, ...] = ()
    fields: tuple[Invalid, ...] = ()
