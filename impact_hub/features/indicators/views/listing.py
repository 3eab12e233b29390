"""The list of indicators, along the stairs from the top."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from impact_hub.features.impact_logic import queries as impact_logic
from impact_hub.features.impact_logic.words import noun
from impact_hub.features.indicators import queries, words
from impact_hub.features.indicators.queries import asking, holding
from impact_hub.features.indicators.rows import DimensionRow, IndicatorRow, SplitRow
from impact_hub.features.indicators.rules.asking import day_before
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.rules import Right
from impact_hub.identity.permissions import Actor
from impact_hub.kit.db import Session
from impact_hub.texts import formats, pick, text


@dataclass(frozen=True)
class IndicatorItem:
    """An indicator in the list."""

    code: str
    href: str
    title: str
    facts: str  # its kind, unit, and how it is split
    target: str
    target_due: str
    asked: str  # from when or until when it is asked for, where that is to be said
    is_retired: bool
    has_figures: bool
    ends: date  # until when it would be asked for, if it was retired now
    revision: int
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class GroupItem:
    """The indicators of one result, resource, activity …"""

    step: str
    noun: str  # what it is called: not everything on the stairs is a result
    title: str
    indicators: list[IndicatorItem]


@dataclass(frozen=True)
class ListPage:
    """All that the page of indicators shows, at one moment."""

    languages: tuple[str, ...] = ()
    groups: tuple[GroupItem, ...] = ()
    dimensions: tuple[DimensionRow, ...] = ()


def indicator_list(session: Session, actor: Actor, slug: str) -> ListPage:
    """The indicators of an initiative; retired ones are for whoever defines them."""
    initiative = initiatives.get_own(session, actor, slug)
    may_edit = Right.EDIT in initiatives.get_place(session, actor, slug).rights
    rows = queries.list_indicators(session, actor, slug, retired=may_edit)
    results = impact_logic.list_results(session, actor, slug)
    items = _Items(
        slug,
        actor.locale,
        ends={
            rhythm: day_before(start)
            for rhythm, start in asking.usual_starts(session, actor, slug).items()
        },
        filled=holding.with_figures(session, actor, [row.id for row in rows]),
        began=initiative.starts,
    )
    groups = [
        GroupItem(
            str(each.step),
            noun(each.step, actor.locale),
            pick(each.titles, actor.locale),
            items.of([row for row in rows if row.result_id == each.id]),
        )
        for each in reversed(results)
    ]
    known = {each.id for each in results}
    rest = items.of([row for row in rows if row.result_id not in known])
    groups.append(GroupItem("", "", "", rest))
    return ListPage(
        languages=tuple(initiative.languages),
        groups=tuple(group for group in groups if group.indicators),
        dimensions=tuple(queries.list_dimensions(session, actor, slug)),
    )


@dataclass(frozen=True)
class _Items:
    """What the items of a list have in common."""

    slug: str
    locale: str
    ends: dict[object, date]
    filled: set[int]
    began: date

    def of(self, rows: Sequence[IndicatorRow]) -> list[IndicatorItem]:
        last = len(rows) - 1
        return [
            self._item(row, is_first=place == 0, is_last=place == last)
            for place, row in enumerate(rows)
        ]

    def _item(
        self, row: IndicatorRow, *, is_first: bool, is_last: bool
    ) -> IndicatorItem:
        target = row.targets[-1] if row.targets else None
        return IndicatorItem(
            code=row.code,
            href=f"/i/{self.slug}/indicators/{row.code}",
            title=pick(row.titles, self.locale),
            facts=" · ".join(filter(None, self._facts(row))),
            target=words.written(target.figure, row, self.locale) if target else "",
            target_due=formats.day(target.due, self.locale) if target else "",
            asked=self._asked(row),
            is_retired=row.is_retired,
            has_figures=row.id in self.filled,
            ends=self.ends[row.rhythm],
            revision=row.revision,
            is_first=is_first,
            is_last=is_last,
        )

    def _facts(self, row: IndicatorRow) -> list[str]:
        splits = ", ".join(_named(split, self.locale) for split in row.splits)
        return [
            text(words.KIND_NAMES[row.kind], self.locale),
            words.unit(row, self.locale),
            text("split by {splits}", self.locale, splits=splits) if splits else "",
        ]

    def _asked(self, row: IndicatorRow) -> str:
        if row.ends is not None:
            day = formats.day(row.ends, self.locale)
            return text("asked for until {day}", self.locale, day=day)
        if row.starts > self.began:
            day = formats.day(row.starts, self.locale)
            return text("asked for from {day}", self.locale, day=day)
        return ""


def _named(split: SplitRow, locale: str) -> str:
    return " × ".join(pick(each.titles, locale) for each in split.dimensions)
