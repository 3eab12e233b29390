"""What updates and periods are called, where they stand in their lives."""

from collections.abc import Mapping
from types import MappingProxyType

from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.reporting.rules.workflow import Status, Window
from impact_hub.texts import N_

# Of an update. "none": nobody has begun it; "not_reported": nobody has, and its period
# is closed; "not_expected": the partner owes nothing.
STATUSES: Mapping[str, str] = MappingProxyType(
    {
        Status.DRAFT: N_("draft"),
        Status.SUBMITTED: N_("submitted"),
        Status.RETURNED: N_("returned"),
        Status.APPROVED: N_("approved"),
        "correcting": N_("is being corrected"),
        "none": N_("nothing yet"),
        "not_reported": N_("not reported"),
        "not_expected": N_("not expected"),
    }
)

# Of a period. "complete": past its due date, and everything has come.
WINDOWS: Mapping[str, str] = MappingProxyType(
    {
        Window.PLANNED: N_("planned"),
        Window.OPEN: N_("open"),
        Window.OVERDUE: N_("overdue"),
        Window.CLOSED: N_("closed"),
        "complete": N_("complete"),
    }
)

ALL: Mapping[str, str] = MappingProxyType({**STATUSES, **WINDOWS})

# Why there is no figure.
REASONS: Mapping[MissingReason, str] = MappingProxyType(
    {
        MissingReason.NOT_COLLECTED: N_("It was not collected"),
        MissingReason.NOT_APPLICABLE: N_("It does not apply to us"),
        MissingReason.WITHHELD: N_("We must not give it"),
        MissingReason.LATER: N_("It comes later"),
    }
)
