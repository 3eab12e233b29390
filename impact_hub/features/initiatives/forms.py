"""What is filled in about an initiative."""

from datetime import date

from impact_hub.features.initiatives.rules import DEFAULT_COVERAGE, DEFAULT_THRESHOLD
from impact_hub.features.initiatives.words import RHYTHMS
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.specs import FieldKind, FormSpec, Words, field
from impact_hub.texts import N_

WORDS_NEEDED = "initiatives.words_needed"


class Outline(FormSpec):
    """What an initiative is about."""

    names: Words = field(N_("Name"), most=300, empty=WORDS_NEEDED)
    goals: Words = field(
        N_("Shared goal"),
        most=2000,
        kind=FieldKind.TEXT,
        hint=N_("What will be different, for whom? One or two sentences."),
        empty=WORDS_NEEDED,
    )
    languages: tuple[str, ...] = field(
        N_("Languages of names and texts"),
        hint=N_("The first one has to be filled in everywhere."),
        live=True,
        empty="initiatives.language_needed",
    )
    area: str = field(
        N_("Area"),
        default="",
        most=160,
        hint=N_("A quarter, a city, a region or a country."),
    )
    starts: date = field(N_("From"))
    ends: date | None = field(N_("Until (if it is known)"), default=None)
    rhythm: Rhythm = field(
        N_("How often is reported"),
        default=Rhythm.QUARTER,
        options=RHYTHMS,
        hint=N_("An indicator can have a rhythm of its own."),
    )
    threshold: int = field(
        N_("Protect numbers of people below"),
        default=DEFAULT_THRESHOLD,
        hint=N_(
            "Smaller numbers are withheld from everyone but the partner itself and "
            "the backbone."
        ),
    )
    coverage: int = field(
        N_("No verdict below this share of reports, in per cent"),
        default=int(DEFAULT_COVERAGE * 100),
        hint=N_(
            "As long as fewer of the expected updates are there, the overview says "
            "“too little reported” instead of “on track” or “behind plan”."
        ),
    )
    notices: Words = field(
        N_("Notice on every page"),
        default={},
        most=1000,
        hint=N_("Such as: figures before 2024 were counted differently."),
    )


class NewInitiative(Outline):
    """An initiative that begins, and the organisation that keeps it together."""

    lead: str = field(N_("Backbone organisation"), kind=FieldKind.SELECT)
