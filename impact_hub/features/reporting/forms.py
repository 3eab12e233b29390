"""What is filled in about periods and reviews."""

from datetime import date

from impact_hub.features.reporting.rules.workflow import LONGEST_REASON
from impact_hub.kit.specs import FieldKind, FormSpec, field
from impact_hub.texts import N_

OTHER_PERIOD = "other"


class OpenPeriod(FormSpec):
    """A stretch of time that everybody is to report on."""

    adds = True

    period: str = field(N_("Period"), kind=FieldKind.SELECT, live=True)
    starts: date | None = field(N_("From"), default=None)
    ends: date | None = field(N_("Until"), default=None)
    opens_on: date | None = field(N_("Can be reported from"), default=None)
    due_on: date | None = field(N_("Is due by"), default=None)


class ChangeWindow(FormSpec):
    """From when and until when a period can be reported on."""

    opens_on: date | None = field(N_("Can be reported from"), default=None)
    due_on: date | None = field(N_("Is due by"), default=None)


class BeginCorrection(FormSpec):
    """Why an approved update is opened again by its partner."""

    reason: str = field(
        N_("What do you want to correct?"),
        hint=N_("What was approved counts until your correction is approved."),
        kind=FieldKind.TEXT,
        most=LONGEST_REASON,
        empty="reporting.reason_needed",
    )


class ReturnUpdate(FormSpec):
    """Why an update goes back to its partner."""

    adds = True

    reason: str = field(
        N_("What should be corrected?"),
        kind=FieldKind.TEXT,
        most=LONGEST_REASON,
        empty="reporting.reason_needed",
    )


class WithdrawUpdate(FormSpec):
    """Why what was approved must not count any longer."""

    adds = True

    reason: str = field(
        N_("Why must it not count?"),
        hint=N_("The partner reads it. The figures stay, and can be handed in again."),
        kind=FieldKind.TEXT,
        most=LONGEST_REASON,
        empty="reporting.reason_needed",
    )


class ApproveMany(FormSpec):
    """Updates in which nothing is unusual, approved at once."""

    updates: tuple[str, ...] = field(N_("Nothing unusual in these"), default=())
