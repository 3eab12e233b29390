"""What is filled in to invite organisations."""

from datetime import date
from enum import StrEnum, auto

from impact_hub.features.initiatives.rules import Part
from impact_hub.features.organisations.words import KINDS
from impact_hub.identity.kinds import OrganisationKind
from impact_hub.kit.specs import FieldKind, FormSpec, field
from impact_hub.texts import N_

PARTS = {
    Part.PARTNER: N_("Partner, who reports"),
    Part.FUNDER: N_("Funder, who reads"),
}
OTHER_DAY = "other"


class Scope(StrEnum):
    """What is asked of those who join."""

    EVERYTHING = auto()
    OF_EVERYONE = auto()


SCOPES = {
    Scope.EVERYTHING: N_("every indicator"),
    Scope.OF_EVERYONE: N_("only what is asked of everyone"),
}


class InviteOrganisations(FormSpec):
    """Invitations for one organisation or for many at once."""

    adds = True

    people: str = field(
        N_("Whom do you invite?"),
        hint=N_(
            "One organisation a line, with an e-mail address if you like: "
            "“Sports club South; board@south.example”. You can paste a table."
        ),
        kind=FieldKind.TEXT,
        most=20_000,
        empty="joining.nobody_named",
    )
    part: Part = field(N_("They take part as"), options=PARTS)
    kind: OrganisationKind = field(N_("Kind"), options=KINDS)
    scope: Scope = field(
        N_("They are asked for"),
        default=Scope.OF_EVERYONE,
        options=SCOPES,
        hint=N_("Each indicator's own page changes that later."),
    )
    since: str = field(
        N_("From which period?"),
        kind=FieldKind.SELECT,
        hint=N_("They owe nothing that was before."),
        live=True,
    )
    day: date | None = field(N_("From which day?"), default=None)


class AddOwn(FormSpec):
    """One of the backbone's own organisations joins."""

    adds = True

    organisation: str = field(N_("Organisation"), kind=FieldKind.SELECT)
    part: Part = field(N_("Takes part as"), options=PARTS)
