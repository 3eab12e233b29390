"""Results: whoever sees the initiative sees what comes out, each what they may."""

from impact_hub.features.results.queries import board, facts
from impact_hub.features.results.queries.facts import Sources
from tests.house.refusals.expectations import SEES_INITIATIVE, Stage, Table


def sources(at: Stage) -> Sources:
    """As somebody else has read them."""
    return facts.get_sources(at.session, at.cast.house, "world")


TABLE: Table = {
    facts.get_sources: (
        SEES_INITIATIVE,
        lambda at: facts.get_sources(at.session, at.actor, "world"),
    ),
    facts.read_partial_sums: (
        SEES_INITIATIVE,
        lambda at: facts.read_partial_sums(
            at.session,
            at.actor,
            at.world.initiative.id or 0,
            [at.world.people.id or 0],
        ),
    ),
    facts.read_facts: (
        SEES_INITIATIVE,
        lambda at: facts.read_facts(at.session, at.actor, at.world.initiative.id or 0),
    ),
    board.get_board: (
        SEES_INITIATIVE,
        lambda at: board.get_board(at.session, at.actor, "world"),
    ),
    board.get_table: (
        SEES_INITIATIVE,
        lambda at: board.get_table(at.session, at.actor, "world", sources=sources(at)),
    ),
    board.list_coverage: (
        SEES_INITIATIVE,
        lambda at: board.list_coverage(at.session, at.actor, sources(at)),
    ),
    board.list_changes: (
        SEES_INITIATIVE,
        lambda at: board.list_changes(at.session, at.actor, sources(at)),
    ),
}
