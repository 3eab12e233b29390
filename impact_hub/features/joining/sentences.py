"""What a person reads for each of this room's codes."""

from impact_hub.texts import N_

SENTENCES = {
    "joining.invited": N_("The invitations are made. Their links are shown once."),
    "joining.nobody_named": N_("Please name at least one organisation."),
    "joining.too_many_at_once": N_(
        "These are more than {most} organisations. Please invite them in several turns."
    ),
    "joining.name_missing": N_(
        "Line {line}: “{raw}” has no name of an organisation beside it."
    ),
    "joining.name_too_long": N_(
        "Line {line}: a name has at most {most} letters. Is it one organisation?"
    ),
    "joining.named_twice": N_("Line {line}: {name} stands in line {other} already."),
    "joining.there_already": N_(
        "These take part already: {names}. Nobody was invited. Please take them out of "
        "the list, or make a new link for them above."
    ),
}
