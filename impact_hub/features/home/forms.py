"""What is filled in at the front door, and about oneself."""

from impact_hub.identity.service import MAX_NAME_LENGTH
from impact_hub.kit.specs import FieldKind, FormSpec, field
from impact_hub.texts import N_


class SignIn(FormSpec):
    """E-mail and password. The browser itself submits it."""

    email: str = field(N_("E-mail"), kind=FieldKind.EMAIL, auto="username")
    password: str = field(
        N_("Password"), kind=FieldKind.SECRET, auto="current-password"
    )


class OwnName(FormSpec):
    """What a person is called here."""

    name: str = field(
        N_("What others see"),
        most=MAX_NAME_LENGTH,
        auto="name",
        empty="identity.name_needed",
    )


class NewPassword(FormSpec):
    """Another password. The browser itself submits it."""

    current: str = field(
        N_("Current password"), kind=FieldKind.SECRET, auto="current-password"
    )
    new: str = field(
        N_("New password"),
        kind=FieldKind.SECRET,
        auto="new-password",
        hint=N_("At least ten characters. Other browsers are signed out."),
    )
