"""Quarter after quarter: opened, reported, reviewed, closed; and what went wrong."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from impact_hub.demo.days import (
    CLOSING,
    COMING,
    FIRST,
    NEWEST,
    Days,
    among,
    moment,
)
from impact_hub.demo.papers import Papers
from impact_hub.demo.stage import Diary, Stage
from impact_hub.demo.story import Cast, Story, Told
from impact_hub.features.reporting.service import planning
from impact_hub.kit.db import id_of

TYPED = -1  # from this quarter on, figures are typed; those before come from a file

# Days from the opening until a partner usually reports.
HABITS = {
    "jugendberufshaus": 6,
    "drehmoment": 9,
    "pumpenwerke": 12,
    "gesamtschule": 16,
    "vielklang": 19,
    "gemeindejugend": 21,
    "kammer": 23,
    "patenkreis": 24,
    "sportverein": 25,
}

Say = Callable[[int], None]


class Reporting:
    """The rounds of the fictional initiative."""

    def __init__(
        self, stage: Stage, story: Story, slug: str, lead: Cast, papers: Papers
    ) -> None:
        self.stage, self.story, self.slug, self.lead = stage, story, slug, lead
        self.papers = papers

    @property
    def days(self) -> Days:
        return self.stage.days

    def write(self, diary: Diary, say: Say) -> None:
        """Write down every round, and the period that is planned."""
        for quarter in range(FIRST, COMING + 1):
            diary.at(self._planned(quarter), partial(self._plan, quarter))
            if quarter <= NEWEST:
                diary.at(self._opened(quarter), partial(say, quarter))
            if quarter < TYPED:
                closes = self.days.due(quarter) + timedelta(days=CLOSING)
                diary.at(self._opened(quarter), partial(self.papers.bring, quarter))
                diary.at(moment(closes, "close"), partial(self._close, quarter))
        for quarter, partner in self.story.values:
            if quarter < NEWEST:
                self._write_update(diary, quarter, partner)
        self._write_newest(diary)

    def _write_update(self, diary: Diary, quarter: int, partner: str) -> None:
        """An update of a quarter that is over: all of them were approved in the end."""
        salt = f"{quarter} {partner}"
        update = quarter, partner
        handed_in = moment(self._reporting_day(quarter, partner), salt, hour=11)
        if quarter == TYPED:
            diary.at(handed_in, partial(self.papers.fill_in, *update))
        diary.at(handed_in, partial(self.papers.hand_in, *update))
        decided = _later(handed_in, among(salt, 1, 4))
        if told := self.story.happened("returned", quarter, partner):
            again = _later(decided, among(salt, 1, 3))
            self._write_correction(diary, update, told, decided, again)
            decided = _later(again, among(salt, 1, 2))
        diary.at(decided, partial(self.papers.approve, *update))
        if told := self.story.happened("corrected", quarter, partner):
            returned = _later(decided, told["days"])
            again = _later(returned, 3)
            self._write_correction(diary, update, told, returned, again)
            diary.at(_later(again, 1), partial(self.papers.approve, *update))
        if told := self.story.happened("correcting", quarter, partner):
            begun = partial(self.papers.begin_correcting, *update, told)
            diary.at(_later(decided, 12), begun)

    def _write_correction(
        self,
        diary: Diary,
        update: tuple[int, str],
        told: Told,
        returned: datetime,
        again: datetime,
    ) -> None:
        giving_back = partial(self.papers.give_back, *update, told["reason"])
        diary.at(returned, giving_back)
        diary.at(again, partial(self.papers.correct, *update, told["first"]))
        diary.at(again, partial(self.papers.hand_in, *update))

    def _write_newest(self, diary: Diary) -> None:
        """The newest quarter is open: partners are at different places."""
        self._write_putting_off(diary)
        for place, told in enumerate(self.story.rounds["now"]):
            update = NEWEST, told["partner"]
            begun = self.days.inside(NEWEST, 0.2 + 0.09 * place)
            diary.at(begun, partial(self.papers.fill_in, *update))
            if told["status"] == "draft":
                continue
            diary.at(begun, partial(self.papers.hand_in, *update))
            decided = begun + timedelta(hours=3)
            if told["status"] == "approved":
                diary.at(decided, partial(self.papers.approve, *update))
            elif told["status"] == "returned":
                giving_back = partial(self.papers.give_back, *update, told["reason"])
                diary.at(decided, giving_back)

    def _write_putting_off(self, diary: Diary) -> None:
        first, due = self.days.first_due(NEWEST), self.days.due(NEWEST)
        if first < due:
            day = min(first, self.days.today) - timedelta(days=1)
            diary.at(moment(day, "put off"), self._put_off)

    def _reporting_day(self, quarter: int, partner: str) -> date:
        if late := self.story.happened("late", quarter, partner):
            return self.days.due(quarter) + timedelta(days=late["days"])
        habit = HABITS[partner] + among(f"{partner} {quarter}", -3, 2)
        return self.days.opens(quarter) + timedelta(days=habit)

    def _opened(self, quarter: int) -> datetime:
        return moment(self.days.opens(quarter), "opened", hour=1)

    def _planned(self, quarter: int) -> datetime:
        """Two weeks before it opens; the coming one together with the newest."""
        at_last = self.days.opens(NEWEST)
        day = min(self.days.opens(quarter) - timedelta(days=14), at_last)
        return moment(day, "planned", hour=0)

    def _plan(self, quarter: int) -> None:
        period = planning.add_period(
            self.stage.session,
            self.stage.acting(self.lead),
            self.slug,
            self.days.span(quarter),
            opens_on=self.days.opens(quarter),
            due_on=self.days.first_due(quarter),
        )
        self.papers.periods[quarter] = id_of(period)

    def _put_off(self) -> None:
        planning.change_window(
            self.stage.session,
            self.stage.acting(self.lead),
            self.slug,
            self.papers.periods[NEWEST],
            opens_on=self.days.opens(NEWEST),
            due_on=self.days.due(NEWEST),
        )

    def _close(self, quarter: int) -> None:
        planning.close_period(
            self.stage.session,
            self.stage.acting(self.lead),
            self.slug,
            self.papers.periods[quarter],
        )


def _later(when: datetime, days: int) -> datetime:
    return when + timedelta(days=days, minutes=20)
