"""What updates and periods are called, where they stand in their lives."""

from collections.abc import Mapping
from types import MappingProxyType

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
