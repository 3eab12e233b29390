"""Public figures, imported from their files: real ones, of named sources."""

from datetime import datetime, timedelta

from sqlmodel import Session

from impact_hub.demo.days import moment
from impact_hub.demo.defining import add_dimensions, definition_of
from impact_hub.demo.founding import draw_logic, outline_of
from impact_hub.demo.stage import HOUSE, Diary, Stage, profile_of
from impact_hub.demo.story import OPEN_DATA, Cast, Story, Told, read_series
from impact_hub.features.exchange.formats.uploads import Description, Upload
from impact_hub.features.exchange.service.importing import carry_out
from impact_hub.features.indicators.rules.owing import AskedOf
from impact_hub.features.indicators.service.defining import add_indicator
from impact_hub.features.initiatives import service as initiatives
from impact_hub.features.initiatives.rules import Part
from impact_hub.features.organisations import service as organisations
from impact_hub.identity.kinds import OrganisationKind
from impact_hub.identity.permissions import Actor

BEGINS = -3  # the quarter


class DemoSeries:
    """The initiative that shows them, and how they came into it."""

    def __init__(self, stage: Stage, story: Story) -> None:
        self.stage, self.slug = stage, ""
        self.told = read_series()
        self.lead: Cast = story.person_at(self.told["initiative"]["lead"])
        self.profile: Told = next(
            each for each in story.told["organisation"] if each["key"] == self.lead.at
        )

    def write(self, diary: Diary) -> None:
        """Write down when it was begun, filled and opened."""
        diary.at(self._day(5), self._begin)
        diary.at(self._day(8), self._name_providers)
        diary.at(self._day(12), self._define)
        for place, each in enumerate(self.told["series"]):
            diary.at(self._day(15 + place), lambda one=each: self._import(one))
        diary.at(self._day(30), self._open)

    def _day(self, after: int) -> datetime:
        begins = self.stage.days.span(BEGINS).starts
        return moment(begins + timedelta(days=after), f"series {after}")

    def _begin(self) -> None:
        self.stage.found(self.lead, self.profile)
        outline = outline_of(
            self.told["initiative"],
            self.stage.days,
            first=BEGINS,
            last=None,
            rhythm="year",
        )
        lead = self.stage.organisations[self.lead.at].slug
        session, actor, _ = self._in()
        self.slug = initiatives.create_initiative(session, actor, lead, outline).slug

    def _name_providers(self) -> None:
        """Sources are entered, described by the house, and invited to nothing."""
        session, actor, slug = self._in()
        for each in self.told["provider"]:
            named = organisations.sponsor_organisation(
                session,
                actor,
                name=each["name"],
                kind=OrganisationKind(each["kind"]),
                sponsor_id=self.stage.number(self.lead.at),
            )
            self.stage.organisations[each["key"]] = named
            organisations.edit_organisation(
                session, HOUSE, named.slug, profile_of(each)
            )
            initiatives.add_known_participant(
                session, actor, slug, part=Part.PARTNER, organisation_slug=named.slug
            )

    def _define(self) -> None:
        session, actor, slug = self._in()
        results = draw_logic(self.stage, self.lead, slug, self.told["result"])
        dimensions = add_dimensions(self.stage, self.lead, slug, self.told["dimension"])
        for each in self.told["series"]:
            definition = definition_of(each, results, dimensions)
            add_indicator(
                session,
                actor,
                slug,
                definition,
                code=each["code"],
                asked_of=AskedOf.NAMED,
            )

    def _import(self, one: Told) -> None:
        session, actor, slug = self._in()
        file = OPEN_DATA / one["file"]
        upload = Upload(
            data=file.read_bytes(),
            name=file.name,
            metadata=(Description((OPEN_DATA / one["metadata"]).read_bytes()),),
            partner=self.stage.organisations[one["provider"]].slug,
            language=one["language"],
            indicator=one["code"],
        )
        carry_out(session, actor, slug, upload)

    def _open(self) -> None:
        initiatives.open_to_public(*self._in())

    def _in(self) -> tuple[Session, Actor, str]:
        return self.stage.session, self.stage.acting(self.lead), self.slug
