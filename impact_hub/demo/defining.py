"""What is measured: dimensions, indicators, where they start and should come to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from sqlmodel import Session

from impact_hub.demo.days import FIRST, Days, moment
from impact_hub.demo.stage import Diary, Stage
from impact_hub.demo.story import Cast, Story, Told
from impact_hub.features.indicators import queries
from impact_hub.features.indicators.rules.kinds import (
    Direction,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.indicators.service import (
    aiming,
    assigning,
    defining,
    splitting,
)
from impact_hub.features.indicators.service.aiming import NewTarget
from impact_hub.features.indicators.service.defining import Definition
from impact_hub.features.indicators.service.splitting import NewCategory
from impact_hub.identity.permissions import Actor
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.db import id_of

Results = Callable[[], dict[str, int]]  # known when the logic is drawn


class Defining:
    """The indicators of the fictional initiative, and how they changed."""

    def __init__(
        self, stage: Stage, story: Story, slug: str, lead: Cast, results: Results
    ) -> None:
        self.stage, self.story, self.slug, self.lead = stage, story, slug, lead
        self.results = results
        self.tables: list[Told] = story.told["indicator"]
        self.definitions: dict[str, Definition] = {}
        self.numbers: dict[str, int] = {}
        self.partners: set[str] = set()

    def write(self, diary: Diary) -> None:
        """Write down when what was defined, assigned and changed."""
        begins = self.stage.days.span(FIRST).starts
        diary.at(_on(begins, -40), self._define)
        joining: dict[int, set[str]] = {}
        for each in self.story.told["organisation"]:
            if each.get("part") == "partner":
                joining.setdefault(each.get("joins", FIRST), set()).add(each["key"])
        for quarter, keys in joining.items():
            when = _on(self.stage.days.span(quarter).starts, -10)
            diary.at(when, partial(self._assign, quarter, keys))
        self._write_changes(diary)

    def _write_changes(self, diary: Diary) -> None:
        for each in self.tables:
            if change := each.get("change"):
                ends = self.stage.days.span(change["quarter"]).ends
                diary.at(_on(ends, -20), partial(self._change, each["code"], change))
        for dimension in self.story.told["dimension"]:
            for category in dimension["categories"]:
                if "retired" in category:
                    ends = self.stage.days.span(category["retired"]).ends
                    codes = dimension["code"], category["code"]
                    diary.at(_on(ends, 60), partial(self._retire, *codes))

    def _define(self) -> None:
        dimensions = add_dimensions(
            self.stage, self.lead, self.slug, self.story.told["dimension"]
        )
        for each in self.tables:
            definition = definition_of(each, self.results(), dimensions)
            self.definitions[each["code"]] = definition
            made = defining.add_indicator(
                *self._in(),
                definition,
                code=each["code"],
                asked_of=AskedOf.NAMED,
                starts=self._starts(each),
            )
            self.numbers[each["code"]] = id_of(made)
            if "baseline" in each:
                aiming.set_baseline(
                    *self._in(),
                    each["code"],
                    figure=Decimal(each["baseline"]),
                    on=self.stage.days.span(FIRST).starts,
                )
            aims = aims_of(each, self.stage.days)
            aiming.set_targets(*self._in(), each["code"], aims)

    def _starts(self, told: Told) -> date:
        """From when on an indicator is asked for."""
        return self.stage.days.span(told.get("starts", FIRST)).starts

    def _assign(self, quarter: int, joining: set[str]) -> None:
        for each in self.tables:
            wanted = {self.stage.number(p) for p in each["partners"] if p in joining}
            begins = max(self.stage.days.span(quarter).starts, self._starts(each))
            assigning.change_partners(
                *self._in(), each["code"], ask=wanted, since=begins
            )
            for own in each.get("partner_targets", ()):
                if own["partner"] in joining:
                    aiming.set_partner_aims(
                        *self._in(),
                        each["code"],
                        self.stage.number(own["partner"]),
                        baseline=None,
                        aims=aims_of(own, self.stage.days),
                    )

    def _change(self, code: str, change: Told) -> None:
        changed = replace(self.definitions[code], definitions=change["definition"])
        defining.edit_indicator(*self._in(), code, changed, why=change["why"])

    def _retire(self, dimension: str, category: str) -> None:
        session, actor, slug = self._in()
        found = next(
            each.id
            for row in queries.list_dimensions(session, actor, slug)
            if row.code == dimension
            for each in row.categories
            if each.code == category
        )
        splitting.retire_category(session, actor, found)

    def _in(self) -> tuple[Session, Actor, str]:
        return self.stage.session, self.stage.acting(self.lead), self.slug


def add_dimensions(
    stage: Stage, cast: Cast, slug: str, tables: list[Told]
) -> dict[str, int]:
    """Make the ways to split: their numbers, by code."""
    numbers: dict[str, int] = {}
    for each in tables:
        made = splitting.add_dimension(
            stage.session,
            stage.acting(cast),
            slug,
            titles=each["title"],
            categories=[
                NewCategory(one["title"], one["code"], one.get("geo_code", ""))
                for one in each["categories"]
            ],
            code=each["code"],
            is_levels=each.get("is_levels", False),
        )
        numbers[made.code] = id_of(made)
    return numbers


def definition_of(
    told: Told, results: dict[str, int], dimensions: dict[str, int]
) -> Definition:
    """What an indicator means, from its table."""
    return Definition(
        titles=told["title"],
        definitions=told["definition"],
        units=told.get("unit", {}),
        part_names=told.get("part_name", {}),
        whole_names=told.get("whole_name", {}),
        kind=ValueKind(told.get("kind", ValueKind.STATISTIC)),
        over_time=OverTime(told.get("over_time", OverTime.LATEST)),
        over_partners=OverPartners(told.get("over_partners", OverPartners.NONE)),
        rhythm=Rhythm(told.get("rhythm", Rhythm.QUARTER)),
        currency=told.get("currency", ""),
        direction=Direction(told.get("direction", Direction.UP)),
        counts_people=told.get("counts_people", "kind" in told),
        summed_over_id=dimensions.get(told.get("summed_over", "")),
        result_id=results[told["result"]],
        splits=tuple((dimensions[code],) for code in told.get("split", ())),
        source=told.get("source", ""),
        source_url=told.get("source_url", ""),
        licence=told.get("licence", ""),
    )


def aims_of(told: Told, days: Days) -> list[NewTarget]:
    """What is aimed at, by the ends of quarters."""
    return [
        NewTarget(days.span(int(quarter)).ends, Decimal(figure))
        for quarter, figure in told.get("targets", {}).items()
    ]


def _on(day: date, after: int) -> datetime:
    return moment(day + timedelta(days=after), str(after))
