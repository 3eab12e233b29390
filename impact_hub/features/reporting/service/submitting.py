"""Handing an update in, and taking it back while nobody has decided."""

from sqlmodel import Session

from impact_hub.features.indicators.rules.cells import TOTAL
from impact_hub.features.indicators.rules.values import NO_ANSWER
from impact_hub.features.initiatives.models import Initiative, Period
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.queries import forms
from impact_hub.features.reporting.queries.access import get_update
from impact_hub.features.reporting.queries.opening import Sheet, open_for_writing
from impact_hub.features.reporting.rules.completeness import problems
from impact_hub.features.reporting.rules.workflow import (
    LOCK_SENTENCES,
    Status,
    lock,
    move,
)
from impact_hub.features.reporting.service.values import keep_submission
from impact_hub.features.reporting.service.writing import add_up
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit import audit, clock
from impact_hub.kit.errors import Conflict, InvalidFields


def submit(session: Session, actor: Actor, sheet: Sheet) -> Update:
    """Hand an update in. Every indicator needs a figure or a reason for having none,
    and nothing may wait in it that can't be read."""
    of = open_for_writing(session, actor, sheet)
    form = forms.get_form(
        session, actor, sheet.slug, sheet.period_id, sheet.organisation_slug
    )
    found = problems(form.asked(actor.locale), form.values, form.held)
    if found:
        raise InvalidFields(found)
    update = of.update
    if update is None:
        raise Conflict("reporting.nothing_asked")

    for indicator in form.indicators:
        has_reason = form.values.get(indicator.id, {}).get(TOTAL, NO_ANSWER).reason
        if indicator.summed_over and not has_reason:
            add_up(session, actor, of, indicator.id)
    update.status = move(update.status, Status.SUBMITTED)
    update.submitted_at, update.submitted_by = clock.now(), actor.name
    update.submitted_by_id = actor.person_id
    keep_submission(session, actor, update)
    record(session, actor, "update.submit", update)
    return update


def take_back(session: Session, actor: Actor, update_id: int) -> Update:
    """Take back a submitted update, to change it before it is reviewed."""
    update = get_update(session, actor, update_id, lock=True)
    actor.require(Permission.FIGURES_WRITE, at=update.organisation_id)

    was_given_back = update.return_reason or update.withdrawal_reason
    target = Status.RETURNED if was_given_back else Status.DRAFT
    taken_back = move(update.status, target)
    form = forms.get_form_of(session, actor, update)
    locked = lock(taken_back, form.window, is_correction=form.is_being_corrected)
    if locked is not None:  # it could not be submitted again
        raise Conflict(LOCK_SENTENCES[locked], backbone=form.backbone)

    update.status = taken_back
    record(session, actor, "update.take_back", update)
    return update


def record(session: Session, actor: Actor, action: str, update: Update) -> None:
    """Write down what happened to an update."""
    period = session.get_one(Period, update.period_id)
    initiative = session.get_one(Initiative, period.initiative_id)
    audit.record(
        session,
        actor,
        action,
        update.id,
        within=initiative.id,
        organisation=str(update.organisation_id),
        period=str(period.id),
    )
    session.flush()  # whoever goes on from here knows the new revision
