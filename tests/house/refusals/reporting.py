"""Reporting: the partner gives its figures, the backbone plans and decides."""

from impact_hub.features.indicators.rules.cells import TOTAL
from impact_hub.features.indicators.rules.kinds import MissingReason
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.queries import (
    access,
    figures,
    forms,
    opening,
    rounds,
)
from impact_hub.features.reporting.queries import reviewing as review_queries
from impact_hub.features.reporting.queries.opening import Sheet
from impact_hub.features.reporting.rules.slots import Slot
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.reporting.service import (
    correcting,
    planning,
    reviewing,
    submitting,
    taking_over,
    values,
    writing,
)
from impact_hub.features.reporting.service.taking_over import Delivery, Taken
from impact_hub.features.reporting.service.values import Author
from impact_hub.features.reporting.service.writing import Remark
from tests.factories import Q2, Q3, make_update
from tests.features.reporting.sheets import Tab
from tests.house.refusals.expectations import (
    EVERYBODY,
    REVIEWS,
    REVIEWS_UPDATE,
    SEES_UPDATE,
    STEERS,
    TAKES_PART,
    WRITES_UPDATE,
    Stage,
    Table,
)


def begun(at: Stage) -> Update:
    """The partner's draft."""
    return make_update(at.session, at.world.quarter, at.cast.partner)


def submitted(at: Stage) -> Update:
    """The partner's update, submitted."""
    tab = Tab(at.session, at.cast.reporter, at.world)
    tab.fill()
    return tab.submit()


def sheet(at: Stage, revision: int = 0) -> Sheet:
    return Sheet("world", at.world.quarter.id or 0, "partner", revision)


def filled(at: Stage) -> Sheet:
    """The partner's sheet with everything that is asked for."""
    tab = Tab(at.session, at.cast.reporter, at.world)
    tab.fill()
    return tab.sheet


def approved(at: Stage) -> Update:
    """The partner's update, approved."""
    update = submitted(at)
    coordinator = at.cast.coordinator
    return reviewing.approve(
        at.session, coordinator, update.id or 0, revision=update.revision
    )


def correction(at: Stage) -> Update:
    """A correction that the partner has begun itself."""
    number = approved(at).id or 0
    reporter = at.cast.reporter
    return correcting.begin_correction(at.session, reporter, number, reason="Zwei")


def open_update(at: Stage) -> opening.OpenUpdate:
    return opening.open_for_writing(at.session, at.cast.reporter, sheet(at))


def withdraw_update(at: Stage) -> object:
    update = approved(at)
    return reviewing.withdraw_update(
        at.session, at.actor, update.id or 0, revision=update.revision, reason="x"
    )


def approve_many(at: Stage) -> object:
    update = submitted(at)
    seen = [(update.id or 0, update.revision)]
    return reviewing.approve_many(at.session, at.actor, seen)


def approve(at: Stage) -> object:
    update = submitted(at)
    return reviewing.approve(
        at.session, at.actor, update.id or 0, revision=update.revision
    )


def return_update(at: Stage) -> object:
    update = submitted(at)
    return reviewing.return_update(
        at.session, at.actor, update.id or 0, revision=update.revision, reason="Bitte"
    )


def take_over(at: Stage) -> object:
    taken = Taken(at.world.people.id or 0, 1, TOTAL, Answer(), None)
    delivery = Delivery(at.cast.partner.id or 0, Q2, Status.DRAFT, (taken,))
    return taking_over.take_over(at.session, at.actor, "world", [delivery], why="")


TABLE: Table = {
    access.get_update: (
        SEES_UPDATE,
        lambda at: access.get_update(at.session, at.actor, begun(at).id or 0),
    ),
    access.get_period: (
        TAKES_PART,
        lambda at: access.get_period(
            at.session, at.actor, "world", at.world.quarter.id or 0
        ),
    ),
    access.get_partner: (
        SEES_UPDATE,
        lambda at: access.get_partner(
            at.session, at.actor, at.world.initiative, "partner"
        ),
    ),
    forms.get_form: (
        SEES_UPDATE,
        lambda at: forms.get_form(
            at.session, at.actor, "world", at.world.quarter.id or 0, "partner"
        ),
    ),
    forms.get_form_of: (
        SEES_UPDATE,
        lambda at: forms.get_form_of(at.session, at.actor, begun(at)),
    ),
    # Values of updates that the caller has found.
    figures.held_of: (
        EVERYBODY,
        lambda at: figures.held_of(at.session, at.actor, begun(at).id or 0),
    ),
    figures.versions_of: (
        EVERYBODY,
        lambda at: figures.versions_of(at.session, at.actor, begun(at).id or 0),
    ),
    figures.values_of: (
        EVERYBODY,
        lambda at: figures.values_of(at.session, at.actor, [begun(at).id or 0]),
    ),
    rounds.get_matrix: (
        TAKES_PART,
        lambda at: rounds.get_matrix(at.session, at.actor, "world"),
    ),
    rounds.list_due: (
        EVERYBODY,
        lambda at: rounds.list_due(at.session, at.actor),
    ),
    review_queries.get_figures: (
        TAKES_PART,
        lambda at: review_queries.get_figures(at.session, at.actor, "world"),
    ),
    review_queries.list_waiting: (
        TAKES_PART,
        lambda at: review_queries.list_waiting(at.session, at.actor, "world"),
    ),
    review_queries.get_review: (
        REVIEWS,
        lambda at: review_queries.get_review(
            at.session, at.actor, "world", at.world.quarter.id or 0, "partner"
        ),
    ),
    rounds.list_to_review: (
        EVERYBODY,
        lambda at: rounds.list_to_review(at.session, at.actor),
    ),
    planning.add_period: (
        STEERS,
        lambda at: planning.add_period(
            at.session, at.actor, "world", Q3, opens_on=None, due_on=None
        ),
    ),
    planning.change_window: (
        STEERS,
        lambda at: planning.change_window(
            at.session,
            at.actor,
            "world",
            at.world.quarter.id or 0,
            opens_on=None,
            due_on=None,
        ),
    ),
    planning.close_period: (
        STEERS,
        lambda at: planning.close_period(
            at.session, at.actor, "world", at.world.quarter.id or 0
        ),
    ),
    planning.reopen_period: (
        STEERS,
        lambda at: planning.reopen_period(
            at.session, at.actor, "world", at.world.quarter.id or 0
        ),
    ),
    planning.remove_period: (
        STEERS,
        lambda at: planning.remove_period(
            at.session, at.actor, "world", at.world.quarter.id or 0
        ),
    ),
    opening.open_for_writing: (
        WRITES_UPDATE,
        lambda at: opening.open_for_writing(at.session, at.actor, sheet(at)),
    ),
    # Of an update that the caller has opened.
    opening.open_indicator: (
        EVERYBODY,
        lambda at: opening.open_indicator(
            at.session, at.actor, open_update(at), at.world.people.id or 0
        ),
    ),
    writing.write_entry: (
        WRITES_UPDATE,
        lambda at: writing.write_entry(
            at.session, at.actor, sheet(at), Slot(at.world.people.id or 0), "1"
        ),
    ),
    writing.write_reason: (
        WRITES_UPDATE,
        lambda at: writing.write_reason(
            at.session,
            at.actor,
            sheet(at),
            at.world.people.id or 0,
            MissingReason.LATER,
        ),
    ),
    writing.write_remark: (
        WRITES_UPDATE,
        lambda at: writing.write_remark(
            at.session,
            at.actor,
            sheet(at),
            at.world.people.id or 0,
            Remark(note="etwa", estimated=True),
        ),
    ),
    writing.write_note: (
        WRITES_UPDATE,
        lambda at: writing.write_note(at.session, at.actor, sheet(at), "Alles gut"),
    ),
    submitting.submit: (
        WRITES_UPDATE,
        lambda at: submitting.submit(at.session, at.actor, filled(at)),
    ),
    submitting.take_back: (
        WRITES_UPDATE,
        lambda at: submitting.take_back(at.session, at.actor, submitted(at).id or 0),
    ),
    reviewing.approve: (REVIEWS_UPDATE, approve),
    reviewing.approve_many: (REVIEWS_UPDATE, approve_many),
    reviewing.return_update: (REVIEWS_UPDATE, return_update),
    reviewing.withdraw_update: (REVIEWS_UPDATE, withdraw_update),
    correcting.begin_correction: (
        WRITES_UPDATE,
        lambda at: correcting.begin_correction(
            at.session, at.actor, approved(at).id or 0, reason="Zwei doppelt"
        ),
    ),
    correcting.drop_correction: (
        WRITES_UPDATE,
        lambda at: correcting.drop_correction(
            at.session, at.actor, correction(at).id or 0
        ),
    ),
    correcting.withdraw_consent: (
        WRITES_UPDATE,
        lambda at: correcting.withdraw_consent(
            at.session, at.actor, approved(at).id or 0, at.world.people.id or 0
        ),
    ),
    taking_over.take_over: (STEERS, take_over),
    # Written down by whoever was let through.
    submitting.record: (
        EVERYBODY,
        lambda at: submitting.record(at.session, at.actor, "update.x", begun(at)),
    ),
    values.let_count: (
        EVERYBODY,
        lambda at: values.let_count(
            at.session, at.actor, begun(at), by=Author("Rita", None), why=""
        ),
    ),
    values.withdraw: (
        EVERYBODY,
        lambda at: values.withdraw(at.session, at.actor, begun(at), why="x"),
    ),
    values.keep_submission: (
        EVERYBODY,
        lambda at: values.keep_submission(at.session, at.actor, begun(at)),
    ),
    values.restore: (
        EVERYBODY,
        lambda at: values.restore(at.session, at.actor, correction(at)),
    ),
    writing.add_up: (
        EVERYBODY,
        lambda at: writing.add_up(
            at.session, at.actor, open_update(at), at.world.people.id or 0
        ),
    ),
}
