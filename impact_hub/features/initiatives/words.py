"""How often is reported, in words."""

from collections.abc import Mapping
from types import MappingProxyType

from impact_hub.kit.calendar import Rhythm
from impact_hub.texts import N_

RHYTHMS: Mapping[Rhythm, str] = MappingProxyType(
    {
        Rhythm.MONTH: N_("every month"),
        Rhythm.QUARTER: N_("every quarter"),
        Rhythm.HALF_YEAR: N_("every half-year"),
        Rhythm.YEAR: N_("every year"),
        Rhythm.SCHOOL_YEAR: N_("every school year"),
        Rhythm.SPAN: N_("for stretches of time of its own"),
    }
)
