"""What a person reads for each of this room's codes."""

from impact_hub.texts import N_

SENTENCES = {
    "impact_logic.no_such_step": N_("The stairs have the steps 0 to 7."),
    "impact_logic.no_such_result": N_("This result does not exist any more."),
    "impact_logic.no_such_link": N_("This link does not exist any more."),
    "impact_logic.link_leads_down": N_(
        "A result leads to one on the same step or on a higher one."
    ),
    "impact_logic.link_to_itself": N_("A result does not lead to itself."),
    "impact_logic.link_exists": N_("These two results are linked already."),
}
