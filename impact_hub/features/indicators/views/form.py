"""The form of an indicator: what it shows, and what was filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations

from impact_hub.features.impact_logic import queries as impact_logic
from impact_hub.features.indicators import queries
from impact_hub.features.indicators.forms import IndicatorForm
from impact_hub.features.indicators.queries import asking
from impact_hub.features.indicators.rows import DimensionRow, IndicatorRow
from impact_hub.features.indicators.rules.kinds import KINDS, Direction, ValueKind
from impact_hub.features.indicators.rules.owing import AskedOf, is_asked
from impact_hub.features.indicators.service.aiming import NewTarget
from impact_hub.features.indicators.service.defining import Definition
from impact_hub.features.indicators.service.saving import (
    Aims,
    Filled,
    NewLevels,
    Turned,
)
from impact_hub.features.indicators.views.dimensions import categories_of
from impact_hub.features.indicators.words import scaled_aim
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.rules import Part
from impact_hub.identity.permissions import Actor
from impact_hub.kit import clock
from impact_hub.kit.calendar import Rhythm, containing
from impact_hub.kit.db import Session
from impact_hub.texts import pick

Split = tuple[int, ...]


@dataclass(frozen=True)
class AskedPartner:
    """A partner, and whether the indicator is asked of it."""

    id: int
    name: str
    is_asked: bool


@dataclass(frozen=True)
class IndicatorFormPage:
    """All that the form's page needs to know, at one moment."""

    row: IndicatorRow | None  # None: it is a new one
    languages: tuple[str, ...]
    rhythm: Rhythm  # the initiative's
    ends: date  # by when a first target may be due
    results: tuple[tuple[str, str], ...]
    dimensions: tuple[DimensionRow, ...]
    partners: tuple[AskedPartner, ...]
    starts: Mapping[Rhythm, date] = field(default_factory=dict[Rhythm, date])

    @property
    def kind(self) -> ValueKind:
        """Of which kind it is, or would be."""
        return self.row.kind if self.row else next(iter(KINDS))

    @property
    def splits(self) -> tuple[Split, ...]:
        """How it is split, by dimensions' numbers."""
        each = self.row.splits if self.row else ()
        return tuple(tuple(d.id for d in split.dimensions) for split in each)


def indicator_form(
    session: Session, actor: Actor, slug: str, code: str | None
) -> IndicatorFormPage:
    """The form of an indicator, or of a new one, for whoever may define it."""
    initiative = initiatives.get_to_edit(session, actor, slug)
    row = queries.get_indicator(session, actor, slug, code) if code else None
    results = impact_logic.list_results(session, actor, slug)
    return IndicatorFormPage(
        row=row,
        languages=tuple(initiative.languages),
        rhythm=initiative.rhythm,
        ends=initiative.ends or date(initiative.starts.year + 2, 12, 31),
        results=tuple(
            (str(each.id), f"{each.step} · {pick(each.titles, actor.locale)}")
            for each in reversed(results)
        ),
        dimensions=tuple(queries.list_dimensions(session, actor, slug)),
        partners=tuple(_partners(session, actor, initiative.id or 0, row)),
        starts=asking.usual_starts(session, actor, slug),
    )


def _partners(
    session: Session, actor: Actor, initiative_id: int, row: IndicatorRow | None
) -> list[AskedPartner]:
    now = containing(clock.today(), Rhythm.MONTH)
    found = initiatives.list_participants(session, actor, initiative_id, Part.PARTNER)
    taking = {each.organisation_id: each.name for each in found if each.ends is None}
    return [
        AskedPartner(
            number,
            name,
            row is None or is_asked(row, number, replace(now, rhythm=row.rhythm)),
        )
        for number, name in taking.items()
    ]


def filled_in(page: IndicatorFormPage, form: IndicatorForm) -> Filled:
    """What was filled in, as it is to be kept."""
    kind = form.kind or page.kind
    rules = KINDS[kind]
    splits = _splits(page, form, kind)
    summed_over = int(form.summed_over) if form.summed_over else None
    if rules.has_levels:
        summed_over = int(form.levels_of) if form.levels_of else None
    definition = Definition(
        titles=form.titles,
        definitions=form.definitions,
        units=form.units,
        part_names=form.part_names,
        whole_names=form.whole_names,
        kind=kind,
        currency=form.currency.upper(),
        over_time=form.over_time or rules.over_time[0],
        over_partners=form.over_partners or rules.over_partners[0],
        direction=form.direction or Direction.UP,
        rhythm=form.rhythm,
        counts_people=form.counts_people and rules.may_be_of_people,
        summed_over_id=summed_over if (summed_over,) in splits else None,
        result_id=int(form.result) if form.result else None,
        splits=splits,
        source=form.source,
        source_url=form.source_url,
        licence=form.licence,
    )
    return Filled(
        definition,
        _aims(form, kind),
        levels=_new_levels(page, form, kind),
        turned=_turned(page, form),
        asked_of=form.asked_of,
        starts=form.starts,
        why=form.why,
    )


def _splits(
    page: IndicatorFormPage, form: IndicatorForm, kind: ValueKind
) -> tuple[Split, ...]:
    """How it is to be split: what was before keeps its place, so that saving the same
    again changes nothing."""
    singles = [int(each) for each in form.splits]
    if not KINDS[kind].has_levels:
        wanted = [(each,) for each in singles]
        wanted += [split_of(each) for each in form.crossings]
    elif form.levels_of:
        levels = int(form.levels_of)
        wanted = [(levels,), *((levels, each) for each in singles)]
    else:
        return ()  # they come with the new levels
    before = {frozenset(each): each for each in page.splits}
    chosen = {frozenset(each): before.get(frozenset(each), each) for each in wanted}
    kept = [each for each in page.splits if frozenset(each) in chosen]
    return (*kept, *(each for each in chosen.values() if each not in kept))


def _new_levels(
    page: IndicatorFormPage, form: IndicatorForm, kind: ValueKind
) -> NewLevels | None:
    if not KINDS[kind].has_levels or form.levels_of:
        return None
    return NewLevels(
        titles=form.titles,
        levels=categories_of(form.levels, page.languages, field="levels"),
        crossed=[int(each) for each in form.splits],
    )


def _aims(form: IndicatorForm, kind: ValueKind) -> Aims:
    targets = [
        NewTarget(each.due, scaled_aim(each.figure, kind))
        for each in form.aims
        if each.figure is not None and each.due is not None
    ]
    return Aims(
        None if form.baseline is None else scaled_aim(form.baseline, kind),
        form.baseline_on,
        sorted(targets, key=lambda aim: aim.due),
    )


def _turned(page: IndicatorFormPage, form: IndicatorForm) -> Turned:
    """The partners whose box was ticked or cleared since the page was loaded. Of a new
    one that is asked of named ones nobody is asked yet."""
    ticked = {int(each) for each in form.partners}
    names = page.row is None and form.asked_of is AskedOf.NAMED
    asked = {p.id for p in page.partners if p.is_asked and not names}
    shown = {each.id for each in page.partners}
    return Turned(ask=(ticked & shown) - asked, let_off=asked - ticked)


def split_of(key: str) -> Split:
    """The dimensions of a crossing, from its choice: 3x7."""
    return tuple(int(each) for each in key.split("x"))


def key_of(split: Split) -> str:
    """A crossing as something to choose."""
    return "x".join(map(str, split))


def crossings(page: IndicatorFormPage, singles: list[int]) -> list[Split]:
    """What can be crossed: those that are crossed already, and each two that it is to
    be split by. With up to four dimensions, any two."""
    present = [split for split in page.splits if len(split) > 1]
    plain = [each.id for each in page.dimensions if not each.is_levels]
    candidates = plain if len(plain) <= 4 else [n for n in plain if n in singles]
    seen = {frozenset(split) for split in present}
    more = [p for p in combinations(candidates, 2) if frozenset(p) not in seen]
    return [*present, *more]
