"""What a person reads who signs in."""

from impact_hub.texts import N_

SENTENCES = {
    "identity.signed_out": N_(
        "You are not signed in any more. What you have typed stays here."
    ),
    "identity.may_not": N_("You don't have the right to do this."),
    "identity.wrong_password": N_("E-mail address and password don't match."),
    "identity.too_many_attempts": N_(
        "Too many attempts. Please try again in {minutes} minutes."
    ),
    "identity.password_length": N_("Please choose at least {least} characters."),
    "identity.password_changed": N_(
        "Your password is changed. Other browsers are signed out."
    ),
    "identity.renamed": N_("Your name is saved."),
    "identity.not_an_email": N_("This is not an e-mail address."),
    "identity.email_taken": N_(
        "Somebody with this e-mail address has an account here. Please sign in with it."
    ),
    "identity.email_not_verified": N_(
        "The sign-in service has not confirmed your e-mail address yet."
    ),
    "identity.email_not_told": N_(
        "The sign-in service has not passed on your e-mail address. A new account "
        "needs it."
    ),
    "identity.sign_in_expired": N_(
        "Signing in took too long, or went on in another window. Please try again."
    ),
    "identity.sign_in_declined": N_("Signing in with {provider} was cancelled."),
    "identity.provider_failed": N_(
        "Signing in with {provider} did not work. Please try again."
    ),
    "identity.no_such_provider": N_("This hub does not know this sign-in service."),
    "identity.name_needed": N_("Please enter a name."),
    "identity.no_such_language": N_("This language is not available."),
    "identity.no_such_person": N_("This person does not exist any more."),
    "identity.no_such_address": N_("Nobody here has the e-mail address {email}."),
    "identity.other_site": N_("This form came from another website and was not used."),
}
