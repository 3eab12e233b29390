"""How the initiative began: its organisations, its people and its impact logic."""

from datetime import datetime, timedelta
from functools import partial

from impact_hub.demo.days import COMING, FIRST, Days, moment
from impact_hub.demo.stage import Diary, Stage
from impact_hub.demo.story import Cast, Story, Told
from impact_hub.features.impact_logic import service as logic
from impact_hub.features.impact_logic.forms import NewLink, NewResult
from impact_hub.features.initiatives import queries as initiatives_queries
from impact_hub.features.initiatives import service as initiatives
from impact_hub.features.initiatives.forms import Outline
from impact_hub.features.initiatives.rules import Part
from impact_hub.identity.kinds import OrganisationKind
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.db import id_of


class Founding:
    """Everything that was there before the first figures."""

    def __init__(self, stage: Stage, story: Story, slug: str) -> None:
        self.stage, self.story, self.slug = stage, story, slug
        self.tables = {each["key"]: each for each in story.told["organisation"]}
        self.lead = story.person_at(story.told["initiative"]["lead"])
        self.results: dict[str, int] = {}

    def write(self, diary: Diary) -> None:
        """Write down how it began, who joined later, and who left."""
        diary.at(self._before(70), self._found_backbone)
        diary.at(self._before(60), self._begin)
        diary.at(self._before(50), self._draw)
        for key, told in self.tables.items():
            if "part" in told:
                joined = partial(self._invite, key)
                diary.at(self._before(30, told.get("joins", FIRST), key), joined)
            if "ends" in told:
                diary.at(self._before(-50, told["ends"]), partial(self._leave, key))
        diary.at(self._before(-40, FIRST + 2), self._open)

    def write_newcomer(self, diary: Diary, key: str) -> None:
        """Somebody comes who takes part in nothing yet."""
        cast = self.story.person_at(key)
        coming = partial(self.stage.found, cast, self.tables[key])
        diary.at(self._before(-30, COMING - 1, key), coming)

    def _before(self, days: int, quarter: int = FIRST, salt: str = "") -> datetime:
        """So many days before a quarter begins; after it, where there are fewer."""
        begins = self.stage.days.span(quarter).starts
        return moment(begins - timedelta(days=days), salt or str(days))

    def _found_backbone(self) -> None:
        self.stage.found(self.lead, self.tables[self.lead.at])
        for cast in self.story.people:
            if cast.at == self.lead.at and cast != self.lead:
                self.stage.fetch(cast, self.lead)

    def _begin(self) -> None:
        told = self.story.told["initiative"]
        initiatives.create_initiative(
            self.stage.session,
            self.stage.acting(self.lead),
            self.stage.organisations[self.lead.at].slug,
            outline_of(told, self.stage.days, first=FIRST, last=4),
        )

    def _draw(self) -> None:
        self.results = draw_logic(
            self.stage, self.lead, self.slug, self.story.told["result"]
        )

    def _invite(self, key: str) -> None:
        told = self.tables[key]
        starts = self.stage.days.span(told.get("joins", FIRST)).starts
        invited = initiatives.add_participant(
            self.stage.session,
            self.stage.acting(self.lead),
            self.slug,
            part=Part(told["part"]),
            name=told["name"],
            kind=OrganisationKind(told["kind"]),
            starts=starts,
        )
        owner = self.story.person_at(key)
        self.stage.accept(owner, invited.token, told)
        for cast in self.story.people:
            if cast.at == key and cast != owner:
                self.stage.fetch(cast, owner)

    def _leave(self, key: str) -> None:
        session, actor = self.stage.session, self.stage.acting(self.lead)
        initiative = initiatives_queries.get_own(session, actor, self.slug)
        participation = next(
            each.participation_id
            for each in initiatives_queries.list_participants(
                session, actor, id_of(initiative), Part.PARTNER
            )
            if each.organisation_id == self.stage.number(key)
        )
        ends = self.stage.days.span(self.tables[key]["ends"]).ends
        initiatives.end_participation(
            session, actor, self.slug, participation, ends=ends
        )

    def _open(self) -> None:
        initiatives.open_to_public(
            self.stage.session, self.stage.acting(self.lead), self.slug
        )


def outline_of(
    told: Told, days: Days, *, first: int, last: int | None, rhythm: str = "quarter"
) -> Outline:
    """What an initiative is about, from its first quarter to its last."""
    return Outline(
        names=told["name"],
        goals=told["goal"],
        notices=told["notice"],
        languages=tuple(told["name"]),
        area=told["area"],
        starts=days.span(first).starts,
        ends=None if last is None else days.span(last).ends,
        rhythm=Rhythm(rhythm),
    )


def draw_logic(
    stage: Stage, cast: Cast, slug: str, tables: list[Told]
) -> dict[str, int]:
    """Put the results on their steps, then link them: their numbers, by key."""
    session, actor = stage.session, stage.acting(cast)
    numbers: dict[str, int] = {}
    for each in tables:
        form = NewResult(title=each["title"], description=each.get("text", {}))
        made = logic.add_result(session, actor, slug, step=each["step"], form=form)
        numbers[each["key"]] = id_of(made)
    for each in tables:
        for link in each.get("leads_to", ()):
            form = NewLink(
                leads_to=numbers[link["to"]], assumption=link.get("assumption", {})
            )
            logic.add_link(session, actor, numbers[each["key"]], form)
    return numbers
