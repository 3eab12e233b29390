"""Where everyone of the demo world finds their pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from impact_hub.demo.load import SLUG
from impact_hub.features.initiatives.models import Initiative, Period
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.identity.models import Organisation
from tests.browser.hubs import Hub

STRANGER = ""
COORDINATOR = "koordination@demo.example"
REPORTER = "bericht@demo.example"
SCHOOL = "sportverein@demo.example"
FUNDER = "foerderung@demo.example"
STATISTICS = "statistik@demo.example"
NEWCOMER = "neu@demo.example"


@dataclass(frozen=True)
class Addresses:
    """Addresses in the demo world that are made of its data."""

    backbone: str
    statistics: str  # the initiative with public series
    draft: str
    returned: str
    submitted: str
    approved: str

    def of(self, who: str) -> Iterable[str]:
        """What everyone of the demo world is shown."""
        home = f"/i/{SLUG}"
        return {
            STRANGER: (
                *("/", "/sign-in", "/invite/unknown", "/nowhere", f"/p/{SLUG}"),
                f"/p/{self.statistics}",
                f"/p/{SLUG}/indicators/jugendliche",
            ),
            COORDINATOR: (
                *("/", "/account", "/initiatives/new", "/organisations/new"),
                *(f"/o/{self.backbone}", home, f"{home}/logic", f"{home}/indicators"),
                *(f"{home}/indicators/new", f"{home}/indicators/jugendliche"),
                *(f"{home}/indicators/jugendliche/edit", f"{home}/figures"),
                *(f"{home}/figures{self.approved}", f"{home}/review{self.submitted}"),
                *(f"{home}/import", f"{home}/partners", f"{home}/settings"),
            ),
            REPORTER: ("/", home, f"{home}/figures", f"{home}/figures{self.draft}"),
            SCHOOL: ("/", f"{home}/figures{self.returned}"),
            FUNDER: ("/", home, f"{home}/logic", f"{home}/indicators/ausbildung"),
            STATISTICS: (f"/i/{self.statistics}", f"/i/{self.statistics}/indicators"),
            NEWCOMER: ("/", "/initiatives/new", f"{home}/settings"),
        }[who]


def addresses_in(hub: Hub) -> Addresses:
    """Where everything is in a hub with the demo world."""
    with hub.data() as session:
        updates = session.exec(
            select(Update, col(Organisation.slug))
            .join(Organisation)
            .join(Period)
            .join(Initiative)
            .where(Initiative.slug == SLUG)
            .order_by(col(Period.starts).desc())
        ).all()
        backbone = session.exec(
            select(Organisation.slug).join(Initiative).where(Initiative.slug == SLUG)
        )
        series = session.exec(select(Initiative.slug).where(Initiative.slug != SLUG))
        tails = {each.status: f"/{each.period_id}/{at}" for each, at in updates[::-1]}
        return Addresses(
            backbone=backbone.one(),
            statistics=series.one(),
            draft=tails[Status.DRAFT],
            returned=tails[Status.RETURNED],
            submitted=tails[Status.SUBMITTED],
            approved=tails[Status.APPROVED],
        )
