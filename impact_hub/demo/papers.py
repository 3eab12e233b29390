"""The partners' updates: brought by a file or typed, handed in, reviewed, corrected."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from sqlmodel import Session

from impact_hub.demo.stage import Stage
from impact_hub.demo.story import Cast, Given, Story, Told
from impact_hub.features.exchange.formats.own import write_rows
from impact_hub.features.exchange.formats.uploads import Upload
from impact_hub.features.exchange.rules.records import Record
from impact_hub.features.exchange.service.importing import carry_out
from impact_hub.features.indicators.rules.cells import TOTAL, Cell
from impact_hub.features.indicators.rules.kinds import MissingReason, Part
from impact_hub.features.indicators.rules.values import Answer
from impact_hub.features.indicators.service.assigning import confirm_definition
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.queries.forms import get_form
from impact_hub.features.reporting.queries.opening import Sheet
from impact_hub.features.reporting.rules.slots import Slot
from impact_hub.features.reporting.service import (
    correcting,
    reviewing,
    submitting,
    writing,
)
from impact_hub.features.reporting.service.writing import Remark, Written
from impact_hub.identity.permissions import Actor
from impact_hub.kit.db import id_of

Key = tuple[int, str]  # quarter, partner


@dataclass
class Papers:
    """Every update of the fictional initiative, by quarter and partner."""

    stage: Stage
    story: Story
    slug: str
    lead: Cast
    indicators: dict[str, int]  # their numbers by code, once they are defined
    periods: dict[int, int] = field(default_factory=dict[int, int])
    revisions: dict[Key, int] = field(default_factory=dict[Key, int])
    numbers: dict[Key, int] = field(default_factory=dict[Key, int])
    said: set[Key] = field(default_factory=set[Key])
    read: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    def bring(self, quarter: int) -> None:
        """Let the backbone take over drafts for a whole quarter from a file."""
        partners = [partner for at, partner in self.story.values if at == quarter]
        records = [one for each in partners for one in self._records(quarter, each)]
        name = f"{self.stage.days.span(quarter).code}.csv"
        upload = Upload(write_rows(records), name=name)
        carry_out(self.stage.session, self.stage.acting(self.lead), self.slug, upload)
        for partner in partners:
            slug = self.stage.organisations[partner].slug
            form = get_form(
                self.stage.session,
                self.stage.acting(self.lead),
                self.slug,
                self.periods[quarter],
                slug,
            )
            self.revisions[quarter, partner] = form.revision

    def fill_in(self, quarter: int, partner: str) -> None:
        """Let a partner type its figures, and say what there is to say about them."""
        key = quarter, partner
        for given in self._first(quarter, partner):
            self._type(key, given)
        estimates = {one.indicator for one in self.story.values[key] if one.estimated}
        remarks = self.story.remarks(quarter, partner)
        for code in sorted(estimates | remarks.keys()):
            written = writing.write_remark(
                *self._at(key),
                self.indicators[code],
                Remark(note=remarks.get(code, ""), estimated=code in estimates),
            )
            self._keep_written(key, written)
        self._say(key)

    def hand_in(self, quarter: int, partner: str) -> None:
        """Let a partner submit its update, having read what it is asked for."""
        key = quarter, partner
        self._say(key)
        self._read_definitions(quarter, partner)
        self._keep(key, submitting.submit(*self._at(key)))

    def approve(self, quarter: int, partner: str) -> None:
        """Let the backbone accept an update."""
        key = quarter, partner
        approved = reviewing.approve(
            self.stage.session,
            self.stage.acting(self.lead),
            self.numbers[key],
            revision=self.revisions[key],
        )
        self._keep(key, approved)

    def give_back(self, quarter: int, partner: str, reason: str) -> None:
        """Let the backbone return an update."""
        key = quarter, partner
        returned = reviewing.return_update(
            self.stage.session,
            self.stage.acting(self.lead),
            self.numbers[key],
            revision=self.revisions[key],
            reason=reason,
        )
        self._keep(key, returned)

    def begin_correcting(self, quarter: int, partner: str, told: Told) -> None:
        """Let a partner correct what was approved, and hand it in. Nobody has decided
        yet: until then the first figures count."""
        key = quarter, partner
        begun = correcting.begin_correction(
            self.stage.session,
            self._reporter(partner),
            self.numbers[key],
            reason=told["reason"],
        )
        self._keep(key, begun)
        for one in told["now"]:
            self._type(key, Given(category="", **one))
        self.hand_in(quarter, partner)

    def correct(self, quarter: int, partner: str, first: list[Told]) -> None:
        """Let a partner put in what it should have been."""
        places = {(one["indicator"], one.get("category", "")) for one in first}
        for given in self.story.values[quarter, partner]:
            if (given.indicator, given.category) in places:
                self._type((quarter, partner), given)

    def _first(self, quarter: int, partner: str) -> Iterator[Given]:
        """What a partner gives at first, mistakes included."""
        slips = {
            (one["indicator"], one.get("category", "")): one
            for what in ("returned", "corrected")
            for one in self.story.happened(what, quarter, partner).get("first", ())
        }
        for given in self.story.values[quarter, partner]:
            slip = slips.get((given.indicator, given.category))
            yield replace(given, **slip) if slip else given

    def _records(self, quarter: int, partner: str) -> Iterator[Record]:
        """The same as rows of a file."""
        remarks = self.story.remarks(quarter, partner)
        slug = self.stage.organisations[partner].slug
        span = self.stage.days.span(quarter)
        totals = set[str]()
        for given in self._first(quarter, partner):
            is_total = not given.category
            totals |= {given.indicator} if is_total else set()
            yield Record(
                indicator=given.indicator,
                partner=slug,
                period=span,
                cell=Cell.read(given.category),
                answer=Answer(
                    figure=_number(given.value),
                    numerator=_number(given.numerator),
                    denominator=_number(given.denominator),
                    text=given.text,
                    may_quote=bool(given.text),
                    reason=MissingReason(given.reason) if given.reason else None,
                    estimated=given.estimated,
                    note=remarks.get(given.indicator, "") if is_total else "",
                ),
            )
        for code in remarks.keys() - totals:  # whose total is never typed
            yield Record(code, slug, span, TOTAL, Answer(note=remarks[code]))

    def _type(self, key: Key, given: Given) -> None:
        indicator = self.indicators[given.indicator]
        if given.reason:
            reason = MissingReason(given.reason)
            written = writing.write_reason(*self._at(key), indicator, reason)
            self._keep_written(key, written)
            return
        for part, typed in _parts(given):
            slot = Slot(indicator, Cell.read(given.category), part)
            written = writing.write_entry(*self._at(key), slot, typed)
            self._keep_written(key, written)
        if given.text:
            agreed = Remark(may_quote=True)
            said = writing.write_remark(*self._at(key), indicator, agreed)
            self._keep_written(key, said)

    def _say(self, key: Key) -> None:
        """Let a partner say something about a quarter, once."""
        note = self.story.note(*key)
        if note and key not in self.said:
            self.said.add(key)
            self._keep_written(key, writing.write_note(*self._at(key), note))

    def _read_definitions(self, quarter: int, partner: str) -> None:
        for each in self.story.told["indicator"]:
            change = each.get("change")
            if change is None or partner not in each["partners"]:
                continue
            seen = (each["code"], partner)
            is_known = quarter < change["quarter"] or partner in change["unread_by"]
            if not is_known and seen not in self.read:
                self.read.add(seen)
                confirm_definition(
                    self.stage.session,
                    self._reporter(partner),
                    self.indicators[each["code"]],
                    self.stage.number(partner),
                )

    def _at(self, key: Key) -> tuple[Session, Actor, Sheet]:
        quarter, partner = key
        slug = self.stage.organisations[partner].slug
        revision = self.revisions.get(key, 0)
        sheet = Sheet(self.slug, self.periods[quarter], slug, revision)
        return self.stage.session, self._reporter(partner), sheet

    def _reporter(self, partner: str) -> Actor:
        return self.stage.acting(self.story.person_at(partner, reports=True))

    def _keep_written(self, key: Key, written: Written) -> None:
        if written.update is not None:
            self._keep(key, written.update)

    def _keep(self, key: Key, update: Update) -> None:
        self.revisions[key], self.numbers[key] = update.revision, id_of(update)


def _parts(given: Given) -> Iterator[tuple[Part, str]]:
    """What is typed where, as a German writes it."""
    if given.text:
        yield Part.TEXT, given.text
    elif given.numerator:
        yield Part.NUMERATOR, given.numerator.replace(".", ",")
        yield Part.DENOMINATOR, given.denominator.replace(".", ",")
    else:
        yield Part.FIGURE, given.value.replace(".", ",")


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
