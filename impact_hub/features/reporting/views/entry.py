"""The entry page, all of it as it was at one moment."""

from dataclasses import dataclass, field

from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.queries import PlaceRow
from impact_hub.features.reporting.queries import forms
from impact_hub.features.reporting.queries.forms import FormRow
from impact_hub.features.reporting.rules.workflow import (
    LOCK_SENTENCES,
    Status,
    shown,
)
from impact_hub.features.reporting.views.corrections import (
    CorrectionLine,
    corrections_of,
)
from impact_hub.features.reporting.views.lines import (
    Line,
    Stamps,
    lines_of,
)
from impact_hub.identity.permissions import Actor
from impact_hub.kit.db import Session
from impact_hub.texts import formats
from impact_hub.texts.refusals import sentence


@dataclass(frozen=True)
class Head:
    """What stands above and around the lines of an update."""

    period: str = ""
    organisation: str = ""
    backbone: str = ""
    due: str = ""
    status: str = ""
    locked: str = ""  # why it can't be written in, and who can open it
    return_reason: str = ""
    correction_reason: str = ""
    withdrawal_reason: str = ""
    is_being_corrected: bool = False
    submitted: str = ""
    may_take_back: bool = False
    may_correct: bool = False
    may_drop: bool = False
    may_write: bool = False
    may_review: bool = False
    review_href: str = ""
    before: str = ""  # the period before, to compare with


@dataclass(frozen=True)
class EntryPage:
    """One partner's update of one period, for its people to fill in."""

    place: PlaceRow
    head: Head
    revision: int
    update_id: int | None
    period_id: int
    organisation_id: int
    note: str
    lines: list[Line] = field(default_factory=list[Line])
    corrections: list[CorrectionLine] = field(default_factory=list[CorrectionLine])


def entry_page(
    session: Session,
    actor: Actor,
    slug: str,
    period_id: int,
    partner: str,
    *,
    stamps: Stamps,
) -> EntryPage:
    """The page, as its reader may see it."""
    form = forms.get_form(session, actor, slug, period_id, partner)
    return EntryPage(
        place=initiatives.get_place(session, actor, slug),
        head=_head(form, actor.locale),
        revision=form.revision,
        update_id=form.update_id,
        period_id=form.period_id,
        organisation_id=form.organisation_id,
        note=form.note,
        lines=lines_of(form.entries, stamps, actor.locale),
        corrections=corrections_of(form.corrections, form.indicators, actor.locale),
    )


def _head(form: FormRow, locale: str) -> Head:
    status = form.status if form.update_id is not None else None
    is_correction = form.may_write and form.is_being_corrected
    return Head(
        period=formats.period(form.span, locale),
        organisation=form.organisation,
        backbone=form.backbone,
        due=formats.day(form.due_on, locale) if form.due_on else "",
        status=shown(status, form.window),
        locked=_why_locked(form, locale),
        return_reason=form.return_reason if status is Status.RETURNED else "",
        correction_reason=form.correction_reason,
        withdrawal_reason=form.withdrawal_reason,
        is_being_corrected=form.is_being_corrected,
        submitted=formats.moment(form.submitted_at, locale)
        if form.submitted_at
        else "",
        may_take_back=form.may_write and status is Status.SUBMITTED,
        may_correct=form.may_write and status is Status.APPROVED,
        may_drop=is_correction and status is Status.DRAFT,
        may_write=form.may_write,
        may_review=form.may_review,
        review_href=f"/i/{form.initiative_slug}/review/{form.period_id}"
        f"/{form.organisation_slug}",
        before=formats.period_short(form.previous_span, locale)
        if form.previous_span
        else "",
    )


def _why_locked(form: FormRow, locale: str) -> str:
    if form.lock is not None:
        return sentence(LOCK_SENTENCES[form.lock], locale, backbone=form.backbone)
    return "" if form.may_write else sentence("reporting.read_only", locale)
