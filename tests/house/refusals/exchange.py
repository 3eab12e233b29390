"""Exchange: the backbone brings figures in; each takes its own updates away."""

from impact_hub.features.exchange.queries import figures, known
from impact_hub.features.exchange.service import importing, planning
from tests.features.exchange.files import own, row
from tests.house.refusals.expectations import (
    SEES_INITIATIVE,
    STEERS,
    TAKES_PART,
    Table,
    expected,
)

TAKES_AWAY = expected(
    allowed="owner coordinator viewer partner_owner reporter partner_viewer "
    "other_reporter house",
    forbidden="funder",
    not_found="stranger",
    signed_out="anyone",
)

TABLE: Table = {
    planning.check_right: (
        STEERS,
        lambda at: planning.check_right(at.session, at.actor, "world"),
    ),
    planning.plan: (
        STEERS,
        lambda at: planning.plan(at.session, at.actor, "world", own(row())),
    ),
    planning.prepare: (
        STEERS,
        lambda at: planning.prepare(at.session, at.actor, "world", own(row())),
    ),
    importing.carry_out: (
        STEERS,
        lambda at: importing.carry_out(at.session, at.actor, "world", own(row())),
    ),
    known.get_known: (
        TAKES_PART,
        lambda at: known.get_known(at.session, at.actor, "world"),
    ),
    known.get_values: (
        TAKES_PART,
        lambda at: known.get_values(at.session, at.actor, "world"),
    ),
    known.indicator_ids: (
        TAKES_PART,
        lambda at: known.indicator_ids(at.session, at.actor, "world"),
    ),
    figures.export_figures: (
        TAKES_AWAY,
        lambda at: figures.export_figures(at.session, at.actor, "world"),
    ),
    figures.export_file: (
        TAKES_AWAY,
        lambda at: figures.export_file(at.session, at.actor, "world"),
    ),
    figures.codebook: (
        SEES_INITIATIVE,
        lambda at: figures.codebook(at.session, at.actor, "world"),
    ),
}
