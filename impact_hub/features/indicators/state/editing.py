"""The form of one indicator."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import reflex as rx

from impact_hub.features.impact_logic import queries as impact_logic
from impact_hub.features.indicators import queries, words
from impact_hub.features.indicators.rows import IndicatorRow
from impact_hub.features.indicators.rules.kinds import (
    KINDS,
    Direction,
    OverPartners,
    OverTime,
    ValueKind,
)
from impact_hub.features.indicators.rules.owing import is_asked
from impact_hub.features.indicators.service import saving
from impact_hub.features.indicators.service.aiming import Aim
from impact_hub.features.indicators.service.defining import Definition
from impact_hub.features.indicators.service.saving import Aims, Filled, Turned
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.models import Initiative
from impact_hub.features.initiatives.rules import Part
from impact_hub.kit import clock
from impact_hub.kit.calendar import Rhythm, containing
from impact_hub.kit.errors import Invalid
from impact_hub.kit.forms import Form, row_number
from impact_hub.texts import pick, text
from impact_hub.ui.state import AppState, answering, arriving

MAX_TARGETS = 12


@dataclass(frozen=True)
class Choice:
    """Something to choose, and whether it is chosen."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class AimItem:
    """A line for a target."""

    number: str
    due: str
    figure: str


class IndicatorFormState(AppState):
    """Defining an indicator, new or known."""

    is_new: bool = True
    indicator_code: str = ""
    languages: list[str] = []
    titles: dict[str, str] = {}
    definitions: dict[str, str] = {}
    units: dict[str, str] = {}
    kind: str = str(ValueKind.COUNT)
    currency: str = "EUR"
    over_time: str = ""
    over_partners: str = ""
    over_time_choices: list[str] = []
    over_partners_choices: list[str] = []
    direction: str = ""
    rhythm: str = ""
    counts_people: bool = True
    total_is_sum: bool = False
    result: str = ""
    results: list[Choice] = []
    dimensions: list[Choice] = []
    partners: list[Choice] = []
    baseline: str = ""
    baseline_on: str = ""
    aims: list[AimItem] = []
    source: str = ""
    source_url: str = ""
    licence: str = ""
    form_key: int = 0

    @rx.event
    @arriving
    async def load_new(self):
        initiative = await self._begin()
        self.is_new, self.indicator_code = True, ""
        self.titles, self.definitions, self.units = {}, {}, {}
        self.baseline = self.baseline_on = ""
        self.source = self.source_url = self.licence = ""
        self.direction, self.rhythm = str(Direction.UP), str(initiative.rhythm)
        self.counts_people, self.total_is_sum = True, False
        self.result = str(self.router.url.query_parameters.get("result", ""))
        self._take_kind(ValueKind.COUNT)
        ends = initiative.ends or date(initiative.starts.year + 2, 12, 31)
        self.aims = [AimItem("0", ends.isoformat(), "")]
        await self._load_choices(None)

    @rx.event
    @arriving
    async def load(self):
        await self._begin()
        row = await self._read(queries.get_indicator, self._slug(), self._part("code"))
        self.is_new, self.indicator_code = False, row.code
        self._take(row)
        await self._load_choices(row)

    async def _begin(self) -> Initiative:
        await self._enter(initiatives.get_place)
        initiative = await self._read(initiatives.get_to_edit, self._slug())
        self.languages = initiative.languages
        self.form_key += 1
        return initiative

    def _take(self, row: IndicatorRow) -> None:
        locale = self.locale
        self.titles, self.definitions = dict(row.titles), dict(row.definitions)
        self.units, self.currency = dict(row.units), row.currency or "EUR"
        self._take_kind(row.kind)
        self.over_time, self.over_partners = str(row.over_time), str(row.over_partners)
        self.direction, self.rhythm = str(row.direction), str(row.rhythm)
        self.counts_people = row.counts_people
        self.total_is_sum = row.summed_over is not None
        self.result = str(row.result_id or "")
        self.baseline = words.typed_aim(row.baseline, row.kind, locale)
        self.baseline_on = row.baseline_on.isoformat() if row.baseline_on else ""
        self.aims = [
            AimItem(
                str(number),
                target.due.isoformat(),
                words.typed_aim(target.figure, row.kind, locale),
            )
            for number, target in enumerate(row.targets)
        ] or [AimItem("0", "", "")]
        self.source, self.source_url = row.source, row.source_url
        self.licence = row.licence

    def _take_kind(self, kind: ValueKind) -> None:
        rules = KINDS[kind]
        over_time, over_partners = rules.over_time, rules.over_partners
        self.kind = str(kind)
        self.over_time_choices = [str(each) for each in over_time]
        self.over_partners_choices = [str(each) for each in over_partners]
        self.over_time = self.over_time_choices[0]
        self.over_partners = self.over_partners_choices[0]

    async def _load_choices(self, row: IndicatorRow | None) -> None:
        initiative = await self._read(initiatives.get_own, self._slug())
        self.results = [Choice("", text("none yet", self.locale))] + [
            Choice(str(r.id), f"{r.step} · {pick(r.titles, self.locale)}")
            for r in reversed(await self._read(impact_logic.list_results, self._slug()))
        ]
        split_by = {each.id for each in row.dimensions} if row else set()
        self.dimensions = [
            Choice(str(d.id), pick(d.titles, self.locale), d.id in split_by)
            for d in await self._read(queries.list_dimensions, self._slug())
        ]
        partners = await self._read(
            initiatives.list_participants, initiative.id or 0, Part.PARTNER
        )
        now = containing(clock.today(), Rhythm.MONTH)
        self.partners = [
            Choice(
                str(p.organisation_id),
                p.name,
                row is None
                or is_asked(row, p.organisation_id, replace(now, rhythm=row.rhythm)),
            )
            for p in partners
        ]

    @rx.event
    @answering
    async def choose_kind(self, kind: str):
        self._take_kind(Form({"kind": kind}).choice("kind", ValueKind))

    @rx.event
    async def add_aim(self):
        if len(self.aims) < MAX_TARGETS:
            self.aims = [*self.aims, AimItem(str(len(self.aims)), "", "")]

    @rx.event
    @answering
    async def save(self, sent: dict[str, Any]):
        form = Form(sent)
        definition = self._definition(form)
        indicator = await self._do(
            saving.save_indicator,
            self._slug(),
            None if self.is_new else self._part("code"),
            Filled(
                definition,
                self._aims(form, definition.kind),
                turned=Turned(
                    ask=self._turned(form, to=True),
                    let_off=self._turned(form, to=False),
                ),
                why=form.line("why"),
            ),
        )
        return rx.redirect(f"/i/{self._slug()}/indicators/{indicator.code}")

    def _turned(self, form: Form, *, to: bool) -> set[int]:
        """The partners whose box was ticked or cleared since the page was loaded."""
        return {
            row_number(each.value)
            for each in self.partners
            if each.chosen is not to and form.ticked(f"partner.{each.value}") is to
        }

    def _definition(self, form: Form) -> Definition:
        languages = list(self.languages)
        kind = form.choice("kind", ValueKind) if self.is_new else ValueKind(self.kind)
        dimension_ids = [
            row_number(each.value)
            for each in self.dimensions
            if form.ticked(f"dimension.{each.value}")
        ]
        return Definition(
            titles=form.texts("title", languages),
            definitions=form.texts("definition", languages),
            units=form.texts("unit", languages),
            kind=kind,
            currency=form.line("currency").upper() if kind is ValueKind.AMOUNT else "",
            over_time=form.choice("over_time", OverTime),
            over_partners=form.choice("over_partners", OverPartners),
            direction=form.choice("direction", Direction),
            rhythm=form.choice("rhythm", Rhythm),
            counts_people=form.ticked("counts_people"),
            summed_over_id=dimension_ids[0]
            if form.ticked("total_is_sum") and dimension_ids
            else None,
            result_id=form.number("result"),
            splits=tuple((one,) for one in dimension_ids),
            source=form.line("source"),
            source_url=form.line("source_url"),
            licence=form.line("licence"),
        )

    def _aims(self, form: Form, kind: ValueKind) -> Aims:
        targets: list[Aim] = []
        for each in self.aims:
            place = f"target.{each.number}"
            figure = words.read_aim(form.line(place), kind, self.locale, field=place)
            if figure is None:
                continue
            due = form.day(f"due.{each.number}")
            if due is None:
                raise Invalid("forms.day_needed", field=f"due.{each.number}")
            targets.append(Aim(due, figure))
        return Aims(
            words.read_aim(form.line("baseline"), kind, self.locale, field="baseline"),
            form.day("baseline_on"),
            sorted(targets, key=lambda aim: aim.due),
        )
