"""The sentence of every refusal, by its code. English here, German in the catalogue."""

from datetime import date
from decimal import Decimal

from impact_hub.kit.errors import AppError
from impact_hub.texts import N_, formats, text

SENTENCES: dict[str, str] = {
    # identity
    "identity.signed_out": N_("You are not signed in any more. Please sign in again."),
    "identity.may_not": N_("You don't have the right to do this."),
    "identity.wrong_password": N_("E-mail address and password don't match."),
    "identity.too_many_attempts": N_(
        "Too many attempts. Please wait a quarter of an hour and try again."
    ),
    "identity.password_length": N_("Please choose at least {least} characters."),
    "identity.not_an_email": N_("This is not an e-mail address."),
    "identity.email_taken": N_(
        "Somebody with this e-mail address has an account here. Please sign in with it."
    ),
    "identity.email_not_verified": N_(
        "The sign-in service has not confirmed your e-mail address yet."
    ),
    "identity.name_needed": N_("Please enter a name."),
    "identity.no_such_language": N_("This language is not available."),
    "identity.no_such_person": N_("This person does not exist any more."),
    "identity.other_site": N_("This form came from another website and was not used."),
    # the calendar
    "calendar.ends_before_start": N_("The end is before the start."),
    "calendar.no_such_code": N_("“{raw}” is not a reporting period."),
}

UNKNOWN = N_("This did not work. Please try again, or tell whoever runs this hub.")


def sentence(code: str, locale: str, **params: object) -> str:
    """What a person reads for a code; numbers and days as the language writes them."""
    written = {name: _written(value, locale) for name, value in params.items()}
    return text(SENTENCES.get(code, UNKNOWN), locale, **written)


def told(error: AppError, locale: str) -> str:
    """What a person reads for a refusal."""
    return sentence(error.code, locale, **error.params)


def _written(value: object, locale: str) -> object:
    if isinstance(value, Decimal):
        return formats.number(value, locale)
    if isinstance(value, date):
        return formats.day(value, locale)
    return value
