"""What a person reads for each of this room's codes."""

from impact_hub.texts import N_

SENTENCES = {
    "reporting.submitted": N_("Submitted. Thank you!"),
    "reporting.taken_back": N_("The update is yours again."),
    "reporting.correction_begun": N_(
        "You can correct your figures now. What was approved counts until then."
    ),
    "reporting.correction_dropped": N_("What was approved stays as it was."),
    "reporting.consent_withdrawn": N_("Your answer is quoted no longer."),
    "reporting.approved_many": N_("Approved: {n}. Their figures count from now on."),
    "reporting.withdrawn": N_("These figures count no longer. The partner reads why."),
    "reporting.approved": N_("Approved. The figures count from now on."),
    "reporting.returned": N_("Returned to the partner, with your reason."),
    "reporting.period_opened": N_("The period is there. Partners see it at once."),
    "reporting.period_closed": N_("The period is closed."),
    "reporting.no_such_period": N_("This reporting period does not exist any more."),
    "reporting.no_such_update": N_("This update does not exist."),
    "reporting.due_before_open": N_("The deadline is before the opening."),
    "reporting.not_in_rhythm": N_(
        "The period does not fit the rhythm. Please choose a whole one."
    ),
    "reporting.period_overlaps": N_(
        "There is a period from {starts} to {ends} already. They would overlap."
    ),
    "reporting.period_has_updates": N_(
        "There are updates for this period. It can be closed, but not removed."
    ),
    "reporting.move": N_("This is not possible any more: the update has moved on."),
    "reporting.changed_elsewhere": N_(
        "This update was changed in another window in the meantime. Nothing was "
        "overwritten. Please reload the page: what you typed stays here."
    ),
    "reporting.nothing_asked": N_("There is nothing to submit for this period."),
    "reporting.read_only": N_("You can read this update, but not write in it."),
    "reporting.locked_not_open_yet": N_(
        "This period is not open yet. {backbone} opens it."
    ),
    "reporting.locked_closed": N_("This period is closed. {backbone} can reopen it."),
    "reporting.locked_in_review": N_(
        "This update is submitted. Take it back to change it."
    ),
    "reporting.locked_approved": N_(
        "This update is approved. You or {backbone} can open it for a correction."
    ),
    "reporting.figure_or_reason": N_(
        "Please enter a figure, or say why there is none."
    ),
    "reporting.negative_count": N_("A count can't be below zero."),
    "reporting.not_a_whole_number": N_("Please enter a whole number."),
    "reporting.neither_yes_nor_no": N_("Please answer yes or no."),
    "reporting.is_it_below_zero": N_("Is it really below zero?"),
    "reporting.half_a_mean": N_(
        "Both numbers are needed: the sum, and how many answers."
    ),
    "reporting.no_answers": N_(
        "Without answers there is no sum. Please check both numbers."
    ),
    "reporting.dimensions_part": N_(
        "{one} {first}, {other} {second}: this does not fit together."
    ),
    "reporting.does_not_count": N_("These figures don't count yet, or no longer."),
    "reporting.half_a_ratio": N_("Both numbers are needed: how many, and of how many."),
    "reporting.denominator_zero": N_(
        "Of none, there can't be any. Please check both numbers."
    ),
    "reporting.categories_above_total": N_(
        "The categories add up to {categories}: more than the total of {total}."
    ),
    "reporting.reason_needed": N_("Please say why."),
    "reporting.taken_meanwhile": N_(
        "Somebody has changed the same updates in the meantime. Nothing was imported. "
        "Please try again."
    ),
}
