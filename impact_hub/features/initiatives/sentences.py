"""What a person reads for each of this room's codes."""

from impact_hub.texts import N_

SENTENCES = {
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
    "initiatives.coverage": N_("Please choose a share from 0 to 100 per cent."),
    "initiatives.threshold": N_("Please choose a number from 1 to {most}."),
}
