"""Carrying out an import: all of the plan, in the caller's transaction, or nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby

from sqlmodel import Session

from impact_hub.features.exchange.formats.uploads import Upload
from impact_hub.features.exchange.queries.known import Numbered, indicator_ids
from impact_hub.features.exchange.rules.comparing import Compared
from impact_hub.features.exchange.rules.plans import (
    Definitions,
    Format,
    NewIndicator,
    Plan,
    Refused,
)
from impact_hub.features.exchange.rules.records import UpdateKey
from impact_hub.features.exchange.service.planning import Prepared, prepare
from impact_hub.features.indicators import queries as indicators
from impact_hub.features.indicators.rules.kinds import (
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.indicators.service.assigning import assign_for
from impact_hub.features.indicators.service.defining import Definition, add_indicator
from impact_hub.features.indicators.service.splitting import (
    NewCategory,
    add_categories,
    add_dimension,
    locate_categories,
    set_splits,
)
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.reporting.service.taking_over import (
    Delivery,
    Taken,
    take_over,
)
from impact_hub.identity.permissions import Actor
from impact_hub.kit import audit
from impact_hub.kit.calendar import Span, runs_of
from impact_hub.kit.db import id_of


def carry_out(session: Session, actor: Actor, slug: str, upload: Upload) -> Plan:
    """Import a file as its plan says, and return the plan.

    With a single problem nothing is changed: `Refused` has the plan with all of them.
    A file that brings nothing new leaves no trace.
    """
    prepared = prepare(session, actor, slug, upload, lock=True)
    plan = prepared.plan
    if not plan.is_possible:
        raise Refused(plan)
    if not plan.changes_something:
        return plan

    _define(session, actor, slug, plan.new)
    if plan.format is Format.OPEN_SDG:
        _assign(session, actor, slug, prepared)
    deliveries = list(_deliveries(prepared, indicator_ids(session, actor, slug)))
    take_over(session, actor, slug, deliveries, why=_why(upload))
    initiative = initiatives.get_own(session, actor, slug)
    audit.record(
        session,
        actor,
        "figures.import",
        initiative.id,
        within=initiative.id,
        file=upload.name,
        added=str(plan.added),
        changed=str(plan.changed),
        removed=str(plan.removed),
        why=upload.why,
    )
    return plan


def _why(upload: Upload) -> str:
    """The reason as it stands in the history, with the file that it came from."""
    return " ".join(filter(None, (upload.why, upload.name and f"({upload.name})")))


def _define(session: Session, actor: Actor, slug: str, new: Definitions) -> None:
    """Make the dimensions, categories and indicators that the figures need."""
    present = {
        each.code: each.id for each in indicators.list_dimensions(session, actor, slug)
    }
    categories: defaultdict[str, list[NewCategory]] = defaultdict(list)
    for one in new.categories:
        categories[one.dimension].append(
            NewCategory(dict(one.titles), one.code, one.geo_code)
        )
    for dimension in new.dimensions:
        made = add_dimension(
            session,
            actor,
            slug,
            titles=dict(dimension.titles),
            categories=categories.pop(dimension.code),
            code=dimension.code,
        )
        present[made.code] = id_of(made)
    for code, more in categories.items():
        add_categories(session, actor, present[code], more)
    for code, areas in groupby(new.areas, key=lambda area: area.dimension):
        geo_codes = {area.category: area.geo_code for area in areas}
        locate_categories(session, actor, present[code], geo_codes)
    splits: defaultdict[str, list[tuple[int, ...]]] = defaultdict(list)
    for split in new.splits:
        splits[split.indicator].append(tuple(present[one] for one in split.dimensions))
    for one in new.indicators:
        definition = _definition(one, splits.pop(one.code, []))
        add_indicator(
            session,
            actor,
            slug,
            definition,
            code=one.code,
            asked_of=AskedOf.NAMED,
        )
    for code, more in splits.items():
        _split(session, actor, slug, code, more)


def _definition(new: NewIndicator, splits: list[tuple[int, ...]]) -> Definition:
    """A statistic is made elsewhere: shown as it is, never added up."""
    return Definition(
        titles=dict(new.titles),
        definitions=dict(new.definitions),
        units=dict(new.units),
        kind=ValueKind.STATISTIC,
        over_time=OverTime.LATEST,
        over_partners=OverPartners.NONE,
        rhythm=new.rhythm,
        counts_people=False,
        splits=tuple(splits),
        source=new.source,
        source_url=new.source_url,
        licence=new.licence,
    )


def _split(
    session: Session, actor: Actor, slug: str, code: str, more: list[tuple[int, ...]]
) -> None:
    """Split an indicator in more ways than before."""
    indicator = indicators.get_to_edit(session, actor, slug, code)
    row = indicators.get_indicator(session, actor, slug, code)
    present = [tuple(each.id for each in split.dimensions) for split in row.splits]
    set_splits(session, actor, indicator, [*present, *more])


def _assign(session: Session, actor: Actor, slug: str, prepared: Prepared) -> None:
    """Assign statistics to whom they are from, for the time that they are about."""
    spans: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for one in prepared.changes:
        spans[one.record.indicator, one.record.partner].append(one.record.period)
    for (code, partner), periods in spans.items():
        whose = prepared.known.partners[partner].id
        assign_for(session, actor, slug, code, whose, times=runs_of(periods))


def _deliveries(
    prepared: Prepared, indicator_of: Mapping[str, Numbered]
) -> Iterator[Delivery]:
    """What is brought to each update, for indicators that were there and new ones."""
    known = prepared.known
    by_update: defaultdict[UpdateKey, list[Compared]] = defaultdict(list)
    for one in prepared.changes:
        by_update[one.record.update].append(one)
    for each in prepared.plan.updates:
        yield Delivery(
            organisation_id=known.partners[each.partner].id,
            span=each.period,
            status=each.status,
            values=tuple(
                Taken(
                    indicator_id=indicator_of[one.record.indicator].id,
                    version=indicator_of[one.record.indicator].version,
                    cell=one.record.cell,
                    answer=one.record.answer,
                    replaces=one.known.id if one.known else None,
                )
                for one in by_update[each.partner, each.period]
            ),
        )
