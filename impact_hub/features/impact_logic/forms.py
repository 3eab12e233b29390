"""What is filled in about results, and what leads to what."""

from impact_hub.kit.specs import FieldKind, FormSpec, Words, field
from impact_hub.texts import N_

IF_HINT = N_("What has to be so, that you cannot bring about yourselves?")


class NewResult(FormSpec):
    """Something to put on a step."""

    title: Words = field(N_("Result"), most=300, empty="initiatives.words_needed")
    description: Words = field(
        N_("In more words"), default={}, most=4000, kind=FieldKind.TEXT
    )


class EditResult(NewResult):
    """What a result says, and where it stands."""

    step: int = field(N_("Step"), kind=FieldKind.SELECT)


class NewLink(FormSpec):
    """What a result leads to."""

    adds = True

    leads_to: int = field(N_("Leads to"), kind=FieldKind.SELECT)
    assumption: Words = field(N_("… if"), default={}, most=1000, hint=IF_HINT)


class EditLink(FormSpec):
    """If what it leads there."""

    assumption: Words = field(N_("… if"), default={}, most=1000, hint=IF_HINT)
