"""What was changed about an indicator: by whom, when, why, from what to what."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from impact_hub.features.indicators import queries, words
from impact_hub.features.indicators.forms import IndicatorForm
from impact_hub.features.indicators.rows import (
    AimChangeRow,
    DimensionRow,
    IndicatorRow,
    VersionRow,
)
from impact_hub.features.indicators.rules.kinds import (
    Direction,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.initiatives.words import RHYTHMS
from impact_hub.identity.permissions import Actor
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.db import Session
from impact_hub.kit.specs import slot
from impact_hub.texts import formats, pick, text

NOTHING = "–"


@dataclass(frozen=True)
class HistoryLine:
    """One thing that is otherwise now."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryItem:
    """One change, with its reason. `is_definition`: partners were told of it."""

    day: str
    who: str
    why: str
    is_definition: bool
    lines: list[HistoryLine]


def history(session: Session, actor: Actor, slug: str, code: str) -> list[HistoryItem]:
    """Every change of definition, baseline and targets, newest first. What was changed
    and explained at once is told at once."""
    row = queries.get_indicator(session, actor, slug, code)
    dimensions = queries.list_dimensions(session, actor, slug)
    said = _Said(row, {each.code: each for each in dimensions}, actor.locale)
    versions = queries.list_versions(session, actor, slug, code)
    aims = [
        each
        for each in queries.list_aim_changes(session, actor, slug, code)
        if each.organisation_id is None
    ]
    found = [(each.replaced_at, said.definition(each)) for each in versions]
    found += [(each.at, said.aims(each)) for each in aims]
    found.sort(key=lambda each: each[0], reverse=True)
    return _together(found)


def _together(found: list[tuple[datetime, HistoryItem]]) -> list[HistoryItem]:
    items: list[HistoryItem] = []
    for _, item in found:
        before = items[-1] if items else None
        if before and (before.day, before.who, before.why) == (
            item.day,
            item.who,
            item.why,
        ):
            items[-1] = replace(
                before,
                is_definition=before.is_definition or item.is_definition,
                lines=[*before.lines, *item.lines],
            )
        else:
            items.append(item)
    return items


@dataclass(frozen=True)
class _Said:
    """An indicator's changes in the reader's words."""

    row: IndicatorRow
    dimensions: Mapping[str, DimensionRow]
    locale: str

    def definition(self, version: VersionRow) -> HistoryItem:
        lines = list(self._differences(version.definition, version.after))
        return HistoryItem(
            formats.moment(version.replaced_at, self.locale),
            version.replaced_by,
            version.why,
            is_definition=True,
            lines=lines,
        )

    def aims(self, change: AimChangeRow) -> HistoryItem:
        lines = [
            HistoryLine(text(what, self.locale), before, after)
            for what, before, after in (
                (
                    "Baseline",
                    self._baseline(change.before),
                    self._baseline(change.after),
                ),
                ("Targets", self._targets(change.before), self._targets(change.after)),
            )
            if before != after
        ]
        return HistoryItem(
            formats.moment(change.at, self.locale),
            change.who,
            change.why,
            is_definition=False,
            lines=lines,
        )

    def _differences(
        self, before: Mapping[str, object], after: Mapping[str, object]
    ) -> Iterator[HistoryLine]:
        for name, say in self._ways().items():
            was, now = before.get(name), after.get(name)
            if was != now:
                label = slot(IndicatorForm, name).asked.label
                yield HistoryLine(text(label, self.locale), say(was), say(now))
        yield from self._categories(
            cast("Any", before.get("categories", {})),
            cast("Any", after.get("categories", {})),
        )

    def _ways(self) -> dict[str, Callable[[Any], str]]:
        """How each part of a definition is said."""
        return {
            **dict.fromkeys(
                ("titles", "definitions", "units", "part_names", "whole_names"),
                self._words,
            ),
            "currency": lambda code: str(code or NOTHING),
            "kind": lambda code: self._one(words.KIND_NAMES[ValueKind(code)]),
            "over_time": lambda code: self._one(words.OVER_TIME[OverTime(code)]),
            "over_partners": lambda code: self._one(
                words.OVER_PARTNERS[OverPartners(code)]
            ),
            "direction": lambda code: self._one(words.DIRECTIONS[Direction(code)]),
            "rhythm": lambda code: self._one(RHYTHMS[Rhythm(code)]),
            "counts_people": lambda is_so: self._one("yes" if is_so else "no"),
            "splits": lambda splits: (
                ", ".join(" × ".join(map(self._dimension, each)) for each in splits)
                or NOTHING
            ),
            "summed_over": lambda code: self._dimension(code) if code else NOTHING,
        }

    def _categories(
        self, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> Iterator[HistoryLine]:
        for code in before.keys() & after.keys():
            was, now = self._names(before[code]), self._names(after[code])
            if was != now:
                yield HistoryLine(self._dimension(code), was, now)

    def _names(self, categories: list[dict[str, Any]]) -> str:
        return ", ".join(pick(each["titles"], self.locale) for each in categories)

    def _words(self, said: dict[str, str] | None) -> str:
        return pick(said or {}, self.locale) or NOTHING

    def _one(self, sentence: str) -> str:
        return text(sentence, self.locale)

    def _dimension(self, code: str) -> str:
        found = self.dimensions.get(code)
        return pick(found.titles, self.locale) if found else code

    def _baseline(self, kept: Mapping[str, Any]) -> str:
        figure = self._figure(kept["baseline"])
        if not kept["baseline_on"]:
            return figure
        day = formats.day(date.fromisoformat(kept["baseline_on"]), self.locale)
        return f"{figure} ({day})"

    def _targets(self, kept: Mapping[str, Any]) -> str:
        each = (
            text(
                "{figure} by {day}",
                self.locale,
                figure=self._figure(figure),
                day=formats.day(date.fromisoformat(due), self.locale),
            )
            for due, figure in kept["targets"]
        )
        return ", ".join(each) or NOTHING

    def _figure(self, raw: str) -> str:
        return words.written(Decimal(raw) if raw else None, self.row, self.locale)
