"""What a person reads for each of this room's codes."""

from impact_hub.texts import N_

SENTENCES = {
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
}
