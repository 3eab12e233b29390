"""What is filled in about indicators, and about how their figures are split."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo, field_validator

from impact_hub.features.indicators import words
from impact_hub.features.indicators.rules import lengths
from impact_hub.features.indicators.rules.kinds import (
    Direction,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.initiatives.words import RHYTHMS
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.errors import Invalid
from impact_hub.kit.specs import FieldKind, FormSpec, Words, field, refusal
from impact_hub.texts import N_

WORDS_NEEDED = "initiatives.words_needed"
FIGURE = 60  # letters of a baseline or target


def _read(raw: object, info: ValidationInfo) -> Decimal | None:
    """A figure as people of the reader's language type it."""
    if not isinstance(raw, str):
        return None
    try:
        return words.read_aim(raw, (info.context or {}).get("locale", ""))
    except Invalid as error:
        raise refusal(error.code, at="", **error.params) from None


Typed = Annotated[Decimal, BeforeValidator(_read)]


class AimFields(FormSpec):
    """A target, and by when it should be reached. A day alone is no target yet."""

    figure: Typed | None = field(
        N_("Target"), default=None, most=FIGURE, kind=FieldKind.DECIMAL, live=True
    )
    due: date | None = field(N_("by"), default=None, validate_default=True)

    @field_validator("due")
    @classmethod
    def _needed(cls, due: date | None, info: ValidationInfo) -> date | None:
        if due is None and info.data.get("figure") is not None:
            raise refusal("forms.day_needed")
        return due


class IndicatorForm(FormSpec):
    """An indicator as a whole. Which fields there are follows from its kind."""

    titles: Words = field(N_("Name"), most=lengths.TITLE, empty=WORDS_NEEDED)
    definitions: Words = field(
        N_("Definition"),
        default={},
        kind=FieldKind.TEXT,
        most=lengths.DEFINITION,
        hint=N_(
            "Who or what is counted, when, and who is not? So that all count alike."
        ),
    )
    result: str = field(N_("Shows this result"), default="", kind=FieldKind.SELECT)
    kind: ValueKind | None = field(
        N_("Kind of figure"), default=None, options=words.KIND_CHOICES, live=True
    )
    units: Words = field(
        N_("Unit"),
        default={},
        most=lengths.UNIT,
        hint=N_("What is counted: young people, hours, places …"),
    )
    part_names: Words = field(N_("The part"), default={}, most=lengths.PART)
    whole_names: Words = field(N_("The whole"), default={}, most=lengths.PART)
    currency: str = field(N_("Currency"), default="", most=3, short=True)
    levels_of: str = field(N_("Levels"), default="", kind=FieldKind.SELECT, live=True)
    levels: Words = field(
        N_("Levels, one a line"),
        default={},
        kind=FieldKind.TEXT,
        most=4000,
        hint=N_("The lowest first: never, sometimes, often."),
    )
    over_time: OverTime | None = field(
        N_("Over time"), default=None, options=words.OVER_TIME, live=True
    )
    over_partners: OverPartners | None = field(
        N_("Over partners"), default=None, options=words.OVER_PARTNERS
    )
    rhythm: Rhythm = field(N_("Is reported"), options=RHYTHMS, live=True)
    direction: Direction | None = field(
        N_("Better is"), default=None, options=words.DIRECTIONS
    )
    counts_people: bool = field(
        N_("It counts people: protect small numbers"), default=False
    )
    splits: tuple[str, ...] = field(N_("Split by"), default=(), live=True)
    crossings: tuple[str, ...] = field(
        N_("Crossed: each combination is asked for"), default=()
    )
    summed_over: str = field(
        N_("The total is the sum over"),
        default="",
        kind=FieldKind.SELECT,
        hint=N_("Then nobody has to type it."),
    )
    baseline: Typed | None = field(
        N_("Baseline"), default=None, most=FIGURE, kind=FieldKind.DECIMAL, live=True
    )
    baseline_on: date | None = field(N_("on"), default=None)
    aims: tuple[AimFields, ...] = field(N_("Targets"), default=())
    starts: date = field(
        N_("Asked from"),
        hint=N_("Periods before are not asked for it."),
    )
    asked_of: AskedOf | None = field(
        N_("Who reports it"), default=None, options=words.ASKED_OF
    )
    partners: tuple[str, ...] = field(
        N_("Partners"), default=(), hint=N_("A partner without a tick is not asked.")
    )
    source: str = field(N_("Source"), default="", most=lengths.SOURCE)
    source_url: str = field(
        N_("Web address of the source"), default="", most=lengths.ADDRESS
    )
    licence: str = field(N_("Licence"), default="", most=lengths.LICENCE)
    why: str = field(
        N_("What has changed, and why?"),
        default="",
        kind=FieldKind.TEXT,
        most=lengths.WHY,
        hint=N_(
            "Partners read it beside the new definition when they report. Under “What "
            "has changed” on the indicator's page it stands too, also for new targets. "
            "Once that page is public, everyone reads why a definition has changed."
        ),
    )


class RetireIndicator(FormSpec):
    """Until when an indicator is asked."""

    ends: date = field(
        N_("Asked for until"),
        hint=N_("What was reported stays, and is shown."),
    )


class NewDimension(FormSpec):
    """A way to split figures."""

    adds = True

    titles: Words = field(
        N_("Called"), most=lengths.CATEGORY, empty=WORDS_NEEDED, hint=N_("Age, sex …")
    )
    categories: Words = field(
        N_("Categories, one a line"),
        kind=FieldKind.TEXT,
        most=20_000,
        empty="indicators.categories_needed",
    )


class RenameDimension(FormSpec):
    """What a way to split is called."""

    titles: Words = field(N_("Called"), most=lengths.CATEGORY, empty=WORDS_NEEDED)


class AddCategories(FormSpec):
    """Further categories."""

    adds = True

    categories: Words = field(
        N_("Further categories, one a line"),
        kind=FieldKind.TEXT,
        most=20_000,
        empty="indicators.categories_needed",
    )


class RenameCategory(FormSpec):
    """What a category is called."""

    titles: Words = field(N_("Category"), most=lengths.CATEGORY, empty=WORDS_NEEDED)


class MergeCategory(FormSpec):
    """Which category another becomes a part of."""

    into: str = field(
        N_("Becomes a part of"),
        kind=FieldKind.SELECT,
        hint=N_("What was reported for both is added. This can't be undone."),
    )


class MergeDimension(FormSpec):
    """Which way to split another becomes one with."""

    into: str = field(
        N_("Becomes one with"),
        kind=FieldKind.SELECT,
        hint=N_(
            "Categories of one name become one, with what was reported. This can't be "
            "undone."
        ),
    )
