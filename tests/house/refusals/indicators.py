"""Indicators: whoever sees the initiative sees them, the backbone defines them."""

from dataclasses import replace
from datetime import date

from sqlmodel import select

from impact_hub.features.indicators import queries
from impact_hub.features.indicators.models import Category
from impact_hub.features.indicators.queries import asking, holding, partners, rows
from impact_hub.features.indicators.queries import versions as read_versions
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.indicators.service import (
    aiming,
    assigning,
    defining,
    merging,
    placing,
    saving,
    splitting,
    versions,
)
from impact_hub.features.indicators.service.saving import Filled
from impact_hub.features.indicators.service.splitting import NewCategory
from tests.factories import make_dimension
from tests.features.indicators.definitions import definition_of
from tests.house.refusals.expectations import (
    EVERYBODY,
    PARTNER_EDITS,
    SEES_INITIATIVE,
    STEERS,
    STEERS_THE_BACKBONE,
    Stage,
    Table,
)


def definition(at: Stage) -> defining.Definition:
    return replace(
        definition_of(at.world.people, at.world.age), titles={"de": "Anderer Titel"}
    )


def category(at: Stage) -> int:
    found = select(Category.id).where(Category.code == "0-17")
    return at.session.exec(found).one() or 0


def merge_categories(at: Stage) -> object:
    older = at.session.exec(select(Category.id).where(Category.code == "18-64")).one()
    return merging.merge_categories(at.session, at.actor, category(at), older or 0)


def merge_dimensions(at: Stage) -> object:
    other = make_dimension(at.session, at.world.initiative, "jahre", "0-17")
    return merging.merge_dimensions(
        at.session, at.actor, other.id or 0, at.world.age.id or 0
    )


def remove_dimension(at: Stage) -> object:
    other = make_dimension(at.session, at.world.initiative, "jahre", "0-17")
    return merging.remove_dimension(at.session, at.actor, other.id or 0)


TABLE: Table = {
    # What there is of theirs: of others' initiatives, nothing.
    queries.list_asked: (
        EVERYBODY,
        lambda at: queries.list_asked(
            at.session, at.actor, [at.world.initiative.id or 0]
        ),
    ),
    queries.list_indicators: (
        SEES_INITIATIVE,
        lambda at: queries.list_indicators(at.session, at.actor, "world"),
    ),
    queries.get_indicator: (
        SEES_INITIATIVE,
        lambda at: queries.get_indicator(at.session, at.actor, "world", "people"),
    ),
    queries.list_dimensions: (
        SEES_INITIATIVE,
        lambda at: queries.list_dimensions(at.session, at.actor, "world"),
    ),
    queries.list_versions: (
        SEES_INITIATIVE,
        lambda at: queries.list_versions(at.session, at.actor, "world", "people"),
    ),
    queries.get_to_edit: (
        STEERS,
        lambda at: queries.get_to_edit(at.session, at.actor, "world", "people"),
    ),
    queries.get_dimension_to_edit: (
        STEERS,
        lambda at: queries.get_dimension_to_edit(
            at.session, at.actor, at.world.age.id or 0
        ),
    ),
    partners.since: (
        SEES_INITIATIVE,
        lambda at: partners.since(at.session, at.actor, at.world.initiative.id or 0),
    ),
    partners.check: (
        SEES_INITIATIVE,
        lambda at: partners.check(
            at.session,
            at.actor,
            at.world.initiative.id or 0,
            {at.cast.partner.id or 0},
        ),
    ),
    # Whoever calls it may write.
    placing.cell_ids: (
        SEES_INITIATIVE,
        lambda at: placing.cell_ids(
            at.session,
            at.actor,
            at.world.initiative.id or 0,
            [Cell.read("age=0-17")],
        ),
    ),
    queries.get_category_to_edit: (
        STEERS,
        lambda at: queries.get_category_to_edit(at.session, at.actor, category(at)),
    ),
    queries.list_aim_changes: (
        SEES_INITIATIVE,
        lambda at: queries.list_aim_changes(at.session, at.actor, "world", "people"),
    ),
    asking.usual_starts: (
        SEES_INITIATIVE,
        lambda at: asking.usual_starts(at.session, at.actor, "world"),
    ),
    asking.usual_start: (
        SEES_INITIATIVE,
        lambda at: asking.usual_start(
            at.session, at.actor, "world", at.world.people.rhythm
        ),
    ),
    asking.usual_end: (
        SEES_INITIATIVE,
        lambda at: asking.usual_end(
            at.session, at.actor, "world", at.world.people.rhythm
        ),
    ),
    # Whoever calls them knows that the actor may change what they are about.
    holding.has_figures: (
        EVERYBODY,
        lambda at: holding.has_figures(at.session, at.actor, [at.world.people.id or 0]),
    ),
    holding.with_figures: (
        EVERYBODY,
        lambda at: holding.with_figures(
            at.session, at.actor, [at.world.people.id or 0]
        ),
    ),
    holding.filled_cells: (
        EVERYBODY,
        lambda at: holding.filled_cells(at.session, at.actor, [1]),
    ),
    holding.move_figures: (
        EVERYBODY,
        lambda at: holding.move_figures(at.session, at.actor, {}, adding=True),
    ),
    read_versions.snapshot: (
        EVERYBODY,
        lambda at: read_versions.snapshot(at.session, at.actor, at.world.people),
    ),
    versions.keeping: (
        EVERYBODY,
        lambda at: versions.keeping(at.session, at.actor, [at.world.people]),
    ),
    versions.split_by: (
        EVERYBODY,
        lambda at: versions.split_by(at.session, at.actor, at.world.age.id or 0),
    ),
    # Rows of what the caller has found.
    rows.indicator_rows: (
        EVERYBODY,
        lambda at: rows.indicator_rows(at.session, at.actor, [at.world.people]),
    ),
    rows.asked_row: (
        EVERYBODY,
        lambda at: rows.asked_row(
            at.session,
            at.actor,
            at.world.initiative.id or 0,
            at.world.people.id or 0,
            at.cast.partner.id or 0,
        ),
    ),
    rows.dimension_rows: (
        EVERYBODY,
        lambda at: rows.dimension_rows(at.session, at.actor, [at.world.age]),
    ),
    defining.add_indicator: (
        STEERS,
        lambda at: defining.add_indicator(
            at.session, at.actor, "world", definition(at)
        ),
    ),
    defining.edit_indicator: (
        STEERS,
        lambda at: defining.edit_indicator(
            at.session, at.actor, "world", "people", definition(at)
        ),
    ),
    defining.retire_indicator: (
        STEERS,
        lambda at: defining.retire_indicator(at.session, at.actor, "world", "people"),
    ),
    defining.restore_indicator: (
        STEERS,
        lambda at: defining.restore_indicator(at.session, at.actor, "world", "people"),
    ),
    defining.delete_indicator: (
        STEERS,
        lambda at: defining.delete_indicator(at.session, at.actor, "world", "people"),
    ),
    defining.move_indicator: (
        STEERS,
        lambda at: defining.move_indicator(
            at.session, at.actor, "world", "people", by=1
        ),
    ),
    saving.save_indicator: (
        STEERS,
        lambda at: saving.save_indicator(
            at.session, at.actor, "world", "people", Filled(definition(at))
        ),
    ),
    splitting.add_dimension: (
        STEERS,
        lambda at: splitting.add_dimension(
            at.session,
            at.actor,
            "world",
            titles={"de": "Ort"},
            categories=[NewCategory({"de": "Köln"})],
        ),
    ),
    splitting.rename_dimension: (
        STEERS,
        lambda at: splitting.rename_dimension(
            at.session, at.actor, at.world.age.id or 0, {"de": "Jahre"}
        ),
    ),
    splitting.move_dimension: (
        STEERS,
        lambda at: splitting.move_dimension(
            at.session, at.actor, at.world.age.id or 0, by=1
        ),
    ),
    splitting.move_category: (
        STEERS,
        lambda at: splitting.move_category(at.session, at.actor, category(at), by=1),
    ),
    merging.merge_categories: (STEERS, merge_categories),
    merging.remove_category: (
        STEERS,
        lambda at: merging.remove_category(at.session, at.actor, category(at)),
    ),
    merging.merge_dimensions: (STEERS, merge_dimensions),
    merging.remove_dimension: (STEERS, remove_dimension),
    splitting.add_categories: (
        STEERS,
        lambda at: splitting.add_categories(
            at.session, at.actor, at.world.age.id or 0, [NewCategory({"de": "65+"})]
        ),
    ),
    splitting.locate_categories: (
        STEERS,
        lambda at: splitting.locate_categories(
            at.session, at.actor, at.world.age.id or 0, {"0-17": "E01"}
        ),
    ),
    splitting.rename_category: (
        STEERS,
        lambda at: splitting.rename_category(
            at.session, at.actor, category(at), {"de": "jung"}
        ),
    ),
    splitting.retire_category: (
        STEERS,
        lambda at: splitting.retire_category(at.session, at.actor, category(at)),
    ),
    splitting.restore_category: (
        STEERS,
        lambda at: splitting.restore_category(at.session, at.actor, category(at)),
    ),
    # Of an indicator that the caller has found.
    splitting.put_splits: (
        STEERS_THE_BACKBONE,
        lambda at: splitting.put_splits(at.session, at.actor, at.world.people, []),
    ),
    splitting.set_splits: (
        STEERS_THE_BACKBONE,
        lambda at: splitting.set_splits(at.session, at.actor, at.world.people, []),
    ),
    assigning.ask_of: (
        STEERS,
        lambda at: assigning.ask_of(
            at.session, at.actor, "world", "people", AskedOf.EVERYONE
        ),
    ),
    assigning.change_partners: (
        STEERS,
        lambda at: assigning.change_partners(
            at.session,
            at.actor,
            "world",
            "people",
            let_off={at.cast.partner.id or 0},
            since=date(2026, 7, 1),
        ),
    ),
    assigning.assign_for: (
        STEERS,
        lambda at: assigning.assign_for(
            at.session,
            at.actor,
            "world",
            "people",
            at.cast.partner.id or 0,
            times=[(date(2020, 1, 1), date(2020, 12, 31))],
        ),
    ),
    assigning.confirm_definition: (
        PARTNER_EDITS,
        lambda at: assigning.confirm_definition(
            at.session, at.actor, at.world.people.id or 0, at.cast.partner.id or 0
        ),
    ),
    aiming.set_baseline: (
        STEERS,
        lambda at: aiming.set_baseline(
            at.session, at.actor, "world", "people", figure=None, on=None
        ),
    ),
    aiming.set_targets: (
        STEERS,
        lambda at: aiming.set_targets(at.session, at.actor, "world", "people", []),
    ),
    aiming.set_aims: (
        STEERS,
        lambda at: aiming.set_aims(
            at.session,
            at.actor,
            "world",
            "people",
            baseline=None,
            baseline_on=None,
            aims=[],
        ),
    ),
    aiming.set_partner_aims: (
        STEERS,
        lambda at: aiming.set_partner_aims(
            at.session,
            at.actor,
            "world",
            "people",
            at.cast.partner.id or 0,
            baseline=None,
            aims=[],
        ),
    ),
}
