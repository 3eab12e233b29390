"""A partner's tab: writes in an update, and knows its version."""

from dataclasses import dataclass

from sqlmodel import Session, select

from impact_hub.features.indicators.models import Indicator
from impact_hub.features.indicators.rules.cells import Cell
from impact_hub.features.indicators.rules.kinds import MissingReason, Part
from impact_hub.features.indicators.rules.values import written
from impact_hub.features.reporting.models import Correction, HeldEntry, Update, Value
from impact_hub.features.reporting.queries.figures import answer_of
from impact_hub.features.reporting.queries.opening import Sheet
from impact_hub.features.reporting.rules.slots import Slot
from impact_hub.features.reporting.service import reviewing, submitting, writing
from impact_hub.features.reporting.service.writing import Remark, Written
from impact_hub.identity.permissions import Actor
from tests.factories import key_of
from tests.people import Cast
from tests.world import World


@dataclass
class Tab:
    """One open tab. It learns the new version from every answer, as a page does."""

    session: Session
    actor: Actor
    world: World
    organisation_slug: str = "partner"
    revision: int = 0

    @property
    def sheet(self) -> Sheet:
        return Sheet(
            self.world.slug,
            self.world.quarter.id,
            self.organisation_slug,
            self.revision,
        )

    def write(
        self,
        typed: str,
        indicator: Indicator | None = None,
        cell: str = "",
        part: Part = Part.FIGURE,
        *,
        is_sure: bool = False,
    ) -> Written:
        slot = Slot((indicator or self.world.people).id or 0, Cell.read(cell), part)
        return self.known(
            writing.write_entry(
                self.session, self.actor, self.sheet, slot, typed, is_sure=is_sure
            )
        )

    def write_ratio(self, numerator: str, denominator: str, cell: str = "") -> None:
        self.write(numerator, self.world.share, cell, Part.NUMERATOR)
        self.write(denominator, self.world.share, cell, Part.DENOMINATOR)

    def give_reason(
        self, reason: MissingReason | None, indicator: Indicator | None = None
    ) -> Written:
        number = (indicator or self.world.people).id or 0
        return self.known(
            writing.write_reason(self.session, self.actor, self.sheet, number, reason)
        )

    def remark(self, indicator: Indicator | None = None, **said: str | bool) -> Written:
        number = (indicator or self.world.people).id or 0
        remark = Remark(**said)
        return self.known(
            writing.write_remark(self.session, self.actor, self.sheet, number, remark)
        )

    def fill(self) -> None:
        """Everything that is asked for."""
        self.write("42")
        self.write_ratio("3", "8")

    def submit(self) -> Update:
        update = submitting.submit(self.session, self.actor, self.sheet)
        self.revision = update.revision
        return update

    def held(self, indicator: Indicator | None = None) -> dict[str, tuple[str, str]]:
        """What waits to be read in an indicator: text and code, by the cell."""
        number = (indicator or self.world.people).id
        found = self.session.exec(
            select(HeldEntry).where(HeldEntry.indicator_id == number)
        )
        return {key_of(self.session, e): (e.typed, e.code) for e in found}

    def values(self, indicator: Indicator | None = None) -> dict[str, str]:
        """What stands in each cell of an indicator."""
        found = self.session.exec(
            select(Value).where(
                Value.indicator_id == (indicator or self.world.people).id
            )
        )
        return {
            key_of(self.session, value): written(answer_of(value)) for value in found
        }

    def corrections(self) -> list[tuple[str, str, str]]:
        """Cell, before and after of everything that was corrected."""
        found = self.session.exec(select(Correction).order_by(Correction.id))
        return [(key_of(self.session, each), each.before, each.after) for each in found]

    def known(self, written: Written) -> Written:
        self.revision = written.revision
        return written


def approved(session: Session, cast: Cast, tab: Tab) -> Update:
    """The tab's update, filled in, submitted and approved."""
    tab.fill()
    update = tab.submit()
    reviewing.approve(session, cast.coordinator, update.id, revision=update.revision)
    tab.revision = update.revision
    return update


def returned(
    session: Session, cast: Cast, tab: Tab, reason: str = "Bitte prüfen"
) -> Update:
    """The same, approved once and returned for a correction."""
    update = approved(session, cast, tab)
    reviewing.return_update(
        session, cast.coordinator, update.id, revision=update.revision, reason=reason
    )
    tab.revision = update.revision
    return update
