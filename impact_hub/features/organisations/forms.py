"""What is filled in about organisations, their members and invitations."""

from impact_hub.features.organisations.words import KINDS, ROLES
from impact_hub.identity.kinds import OrganisationKind
from impact_hub.identity.permissions import Role
from impact_hub.kit.specs import FieldKind, FormSpec, field
from impact_hub.texts import N_

NAME_NEEDED = "organisations.name_needed"


class NewOrganisation(FormSpec):
    """An organisation, as it is entered."""

    name: str = field(N_("Name of the organisation"), most=160, empty=NAME_NEEDED)
    kind: OrganisationKind = field(N_("Kind"), options=KINDS)
    place: str = field(N_("Place"), default="", most=120)


class Profile(NewOrganisation):
    """What an organisation says about itself."""

    website: str = field(N_("Website"), default="", most=300)
    description: str = field(
        N_("What it does"), default="", most=4000, kind=FieldKind.TEXT
    )


class Invite(FormSpec):
    """A link for somebody who is to belong to an organisation."""

    adds = True

    role: Role = field(N_("Role"), options=ROLES)
    note: str = field(N_("Who is the link for?"), default="", most=200)


class Registration(FormSpec):
    """An account for somebody who was invited. The browser itself submits it."""

    name: str = field(N_("Your name"), auto="name")
    email: str = field(N_("E-mail"), kind=FieldKind.EMAIL, auto="username")
    password: str = field(
        N_("Choose a password"),
        kind=FieldKind.SECRET,
        auto="new-password",
        hint=N_("At least ten characters. A sentence is easy to remember."),
    )
