"""The impact logic: whoever sees the initiative sees it, the backbone draws it."""

from impact_hub.features.impact_logic import queries, service
from impact_hub.features.impact_logic.service import Wording
from tests.factories import make_result
from tests.house.refusals.expectations import SEES_INITIATIVE, STEERS, Stage, Table

WORDING = Wording({"de": "Titel"})


def add_link(at: Stage) -> object:
    further = make_result(at.session, at.world.initiative, step=7)
    return service.add_link(
        at.session,
        at.actor,
        at.world.upper.id or 0,
        effect_id=further.id or 0,
        assumptions={},
    )


TABLE: Table = {
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
            at.session, at.actor, "world", step=4, wording=WORDING
        ),
    ),
    service.edit_result: (
        STEERS,
        lambda at: service.edit_result(
            at.session, at.actor, at.world.upper.id or 0, step=6, wording=WORDING
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
    service.remove_link: (
        STEERS,
        lambda at: service.remove_link(at.session, at.actor, at.world.link.id or 0),
    ),
}
