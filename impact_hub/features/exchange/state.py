"""The state of importing: what a file would change, and what it has changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import reflex as rx

from impact_hub.features.exchange.service.planning import check_right
from impact_hub.features.indicators import queries as indicators
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.initiatives.rules import Part, Right
from impact_hub.kit.errors import NotFound
from impact_hub.texts import pick
from impact_hub.texts.refusals import sentence
from impact_hub.ui.state import AppState, arriving

# What a browser sends is shown, never trusted: so much of it, and as text.
MOST_LINES = 100


@dataclass(frozen=True)
class Option:
    """Something to choose."""

    value: str
    label: str


@dataclass(frozen=True)
class ProblemItem:
    """What is wrong, where."""

    line: str
    column: str
    message: str


@dataclass(frozen=True)
class DoubtItem:
    """What somebody should look at, and the field where one can say how it is meant."""

    line: str
    column: str
    message: str
    field: str


@dataclass(frozen=True)
class UpdateItem:
    """What happens to a partner's update of a period."""

    partner: str
    period: str
    added: str
    changed: str
    removed: str


# The rows of a file by what they are, and what else a plan counts.
COUNTS = (
    *("rows", "added", "changed", "unchanged", "blank", "removed", "repeated"),
    *("summed", "corrected"),
)


class ImportState(AppState):
    """Bringing in a file, in two steps: look first, then carry out."""

    action: str = ""
    partners: list[Option] = []
    codes: list[Option] = []
    told: str = ""
    tone: str = ""
    asks_more: bool = False
    is_done: bool = False
    has_plan: bool = False
    is_possible: bool = False
    asks_why: bool = False
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    blank: int = 0
    removed: int = 0
    repeated: int = 0
    summed: int = 0
    corrected: int = 0
    new_indicators: list[str] = []
    new_categories: int = 0
    new_areas: int = 0
    new_periods: list[str] = []
    updates: list[UpdateItem] = []
    problems: list[ProblemItem] = []
    problems_total: int = 0
    doubts: list[DoubtItem] = []

    @rx.event
    @arriving
    async def load(self):
        await self._enter(initiatives.get_place)
        if Right.REPORT not in self.place_rights:
            raise NotFound("initiatives.no_such_initiative")
        if Right.EDIT in self.place_rights:
            await self._read(check_right, self._slug())
        initiative = await self._read(initiatives.get_own, self._slug())
        partners = await self._read(
            initiatives.list_participants, initiative.id or 0, Part.PARTNER
        )
        self.partners = [Option(each.slug, each.name) for each in partners]
        self.codes = [
            Option(each.code, pick(each.titles, self.locale))
            for each in await self._read(indicators.list_indicators, self._slug())
        ]
        self.action = f"/api/v1/initiatives/{self._slug()}/import?lang={self.locale}"
        self.asks_more = self.asks_why = False
        self._forget()

    def _forget(self) -> None:
        self.told = self.tone = ""
        self.has_plan = self.is_possible = self.is_done = False
        self.errors = {}

    @rx.event
    async def forget(self):
        """The form is no longer what was answered: so the answer goes."""
        self._forget()

    @rx.event
    async def take(self, answer: dict[str, Any]):
        """Show what the route has answered."""
        self._forget()
        self.asks_more = self.asks_why = False
        told: Mapping[str, Any] = answer if isinstance(answer, dict) else {}
        plan = told.get("plan")
        if not isinstance(plan, dict):
            self._refused(told)
            return
        self._tell(plan)
        self.told = _text(told.get("message"))
        self.is_done = told.get("done") is True
        if self.is_done:
            self.has_plan = False
        self.tone = "good" if self.is_done else "behind" if self.told else ""

    def _refused(self, told: Mapping[str, Any]) -> None:
        message = _text(told.get("message")) or sentence("failed", self.locale)
        field = _text(told.get("field"))
        if field:
            self._point_at({field: message})
        else:
            self.told, self.tone = message, "behind"

    def _tell(self, plan: Mapping[str, Any]) -> None:
        self.has_plan = True
        self.is_possible = (
            plan.get("is_possible") is True and plan.get("changes_something") is True
        )
        for name in COUNTS:
            setattr(self, name, _count(plan.get(name)))
        self.new_indicators = [
            _text(each.get("title")) for each in _rows(plan, "indicators")
        ]
        self.new_categories = len(_rows(plan, "categories"))
        self.new_areas = len(_rows(plan, "areas"))
        self.new_periods = [
            " · ".join(filter(None, (_text(each.get("name")), _text(each.get("days")))))
            for each in _rows(plan, "periods")
        ]
        self.updates = [
            UpdateItem(
                _text(each.get("partner_name")),
                _name_of(each.get("period")),
                _text(each.get("added")),
                _text(each.get("changed")),
                _text(each.get("removed")),
            )
            for each in _rows(plan, "updates")
        ]
        self.problems = [ProblemItem(*_said(each)) for each in _rows(plan, "problems")]
        self.problems_total = _count(plan.get("problems_total"))
        self.doubts = [
            DoubtItem(*_said(each), _text(each.get("field")))
            for each in _rows(plan, "doubts")
        ]
        self._point_at(
            {
                _text(each.get("field")): _text(each.get("message"))
                for each in _rows(plan, "fields")
            }
        )

    def _point_at(self, errors: dict[str, str]) -> None:
        self.errors = errors
        self.asks_why = "why" in errors or self.corrected > 0
        meant = {doubt.field for doubt in self.doubts} - {""}
        self.asks_more = bool(errors.keys() - {"file", "why"} or meant)
        self.refusals += bool(errors)


def _name_of(sent: object) -> str:
    """The name of a period, whatever was sent as one."""
    return (
        _text(cast("dict[str, object]", sent).get("name"))
        if isinstance(sent, dict)
        else ""
    )


def _rows(plan: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = plan.get(name)
    rows = found if isinstance(found, list) else []
    return [each for each in rows if isinstance(each, dict)][:MOST_LINES]


def _said(each: Mapping[str, Any]) -> tuple[str, str, str]:
    """Line, column and message."""
    return (
        _text(each.get("line")),
        _text(each.get("column")),
        _text(each.get("message")),
    )


def _count(sent: object) -> int:
    return sent if isinstance(sent, int) and abs(sent) < 10**9 else 0


def _text(sent: object) -> str:
    return str(sent)[:500] if isinstance(sent, str | int) else ""
