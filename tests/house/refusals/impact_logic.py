"""The impact logic: whoever sees the initiative sees it, the backbone draws it."""

from impact_hub.features.impact_logic import queries, service
from impact_hub.features.impact_logic.forms import (
    EditLink,
    EditResult,
    NewLink,
    NewResult,
)
from tests.factories import make_result
from tests.house.refusals.expectations import SEES_INITIATIVE, STEERS, Stage, Table

TITLE = {"de": "Titel"}


def add_link(at: Stage) -> object:
    further = make_result(at.session, at.world.initiative, step=7)
    return service.add_link(
        at.session,
        at.actor,
        at.world.upper.id or 0,
        NewLink(leads_to=further.id or 0),
    )


TABLE: Table = {
    queries.get_logic: (
        SEES_INITIATIVE,
        lambda at: queries.get_logic(at.session, at.actor, "world"),
    ),
    queries.list_results: (
        SEES_INITIATIVE,
        lambda at: queries.list_results(at.session, at.actor, "world"),
    ),
    queries.get_to_edit: (
        STEERS,
        lambda at: queries.get_to_edit(at.session, at.actor, at.world.upper.id or 0),
    ),
    service.add_result: (
        STEERS,
        lambda at: service.add_result(
            at.session, at.actor, "world", step=4, form=NewResult(title=TITLE)
        ),
    ),
    service.edit_result: (
        STEERS,
        lambda at: service.edit_result(
            at.session,
            at.actor,
            at.world.upper.id or 0,
            EditResult(title=TITLE, step=6),
        ),
    ),
    service.move_result: (
        STEERS,
        lambda at: service.move_result(
            at.session, at.actor, at.world.upper.id or 0, by=1
        ),
    ),
    service.remove_result: (
        STEERS,
        lambda at: service.remove_result(at.session, at.actor, at.world.upper.id or 0),
    ),
    service.add_link: (STEERS, add_link),
    service.edit_link: (
        STEERS,
        lambda at: service.edit_link(
            at.session, at.actor, at.world.link.id or 0, EditLink()
        ),
    ),
    service.remove_link: (
        STEERS,
        lambda at: service.remove_link(at.session, at.actor, at.world.link.id or 0),
    ),
}
