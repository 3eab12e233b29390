"""The rooms of the goal, from organisations to reporting."""

from impact_hub.texts import N_

SENTENCES: dict[str, str] = {
    # organisations
    "organisations.withdrawn": N_("The invitation is withdrawn."),
    "organisations.joined": N_("You belong to {name} now."),
    "organisations.name_needed": N_("Please enter the organisation's name."),
    "organisations.not_a_website": N_("A web address begins with https://"),
    "organisations.no_such_organisation": N_("This organisation does not exist."),
    "organisations.no_such_member": N_("This person is not a member any more."),
    "organisations.last_owner": N_(
        "An organisation needs an owner. Please make somebody else owner first."
    ),
    "organisations.has_members": N_(
        "This organisation has members already. Its owners invite further people."
    ),
    "organisations.no_such_invitation": N_(
        "This invitation does not exist. Perhaps the link is not complete."
    ),
    "organisations.invitation_accepted": N_("This invitation has been used already."),
    "organisations.invitation_withdrawn": N_("This invitation has been withdrawn."),
    "organisations.invitation_expired": N_(
        "This invitation has expired. Please ask for a new one."
    ),
    # initiatives
    "initiatives.opened": N_("The initiative is public now."),
    "initiatives.closed": N_("The initiative is not public any more."),
    "initiatives.no_such_initiative": N_("This initiative does not exist."),
    "initiatives.no_such_participation": N_(
        "This organisation does not take part in the initiative."
    ),
    "initiatives.takes_part_already": N_("This organisation takes part already."),
    "initiatives.not_yours_to_add": N_(
        "You can only add organisations that you belong to. Invite the others."
    ),
    "initiatives.language_needed": N_("Please choose at least one language."),
    "initiatives.words_needed": N_("Please fill this in."),
    "initiatives.threshold": N_("Please choose a number from 1 to {most}."),
    # impact_logic
    "impact_logic.no_such_step": N_("The stairs have the steps 0 to 7."),
    "impact_logic.no_such_result": N_("This result does not exist any more."),
    "impact_logic.no_such_link": N_("This link does not exist any more."),
    "impact_logic.link_leads_down": N_(
        "A result leads to one on the same step or on a higher one."
    ),
    "impact_logic.link_to_itself": N_("A result does not lead to itself."),
    "impact_logic.link_exists": N_("These two results are linked already."),
    # indicators
    "indicators.retired": N_("It is asked for no longer. What was reported stays."),
    "indicators.no_such_indicator": N_("This indicator does not exist."),
    "indicators.no_such_dimension": N_("This way to split does not exist."),
    "indicators.no_such_category": N_("This category does not exist."),
    "indicators.no_such_cell": N_("“{raw}” is not a category of this indicator."),
    "indicators.not_a_number": N_("“{raw}” is not a number. Please write 42 or 1.5."),
    "indicators.number_too_large": N_("This number is too large to be right."),
    "indicators.code_taken": N_("There is an indicator “{taken}” already."),
    "indicators.kind_is_fixed": N_(
        "The kind of an indicator can't be changed. Please make a new indicator."
    ),
    "indicators.currency_needed": N_("Please enter a currency, such as EUR."),
    "indicators.over_time_not_for_kind": N_(
        "Figures of this kind don't add up over time in this way."
    ),
    "indicators.over_partners_not_for_kind": N_(
        "Figures of this kind don't add up over partners in this way."
    ),
    "indicators.categories_needed": N_("Please enter at least one category."),
    "indicators.categories_differ": N_(
        "Please write the same categories in every language, one a line."
    ),
    "indicators.not_splittable": N_("Figures of this kind can't be split."),
    "indicators.sum_of_no_categories": N_(
        "A total can only be the sum of categories where there are categories."
    ),
    "indicators.two_targets_on_a_day": N_("There are two targets for the same day."),
    # reporting
    "reporting.submitted": N_("Submitted. Thank you!"),
    "reporting.taken_back": N_("The update is yours again."),
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
        "This update is approved. {backbone} can return it for a correction."
    ),
    "reporting.figure_or_reason": N_(
        "Please enter a figure, or say why there is none."
    ),
    "reporting.negative_count": N_("A count can't be below zero."),
    "reporting.not_a_whole_number": N_("Please enter a whole number."),
    "reporting.neither_yes_nor_no": N_("Please answer yes or no."),
    "reporting.half_a_ratio": N_("Both numbers are needed: how many, and of how many."),
    "reporting.denominator_zero": N_(
        "Of none, there can't be any. Please check both numbers."
    ),
    "reporting.categories_above_total": N_(
        "The categories add up to {categories}: more than the total of {total}."
    ),
    "reporting.reason_needed": N_("Please say what should be corrected."),
    "reporting.taken_meanwhile": N_(
        "Somebody has changed the same updates in the meantime. Nothing was imported. "
        "Please try again."
    ),
}
