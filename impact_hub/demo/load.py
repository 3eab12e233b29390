"""Loading the demo world: all of it in one transaction, or nothing."""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session, col, exists, select

from impact_hub.demo.days import Days
from impact_hub.demo.defining import Defining
from impact_hub.demo.founding import Founding
from impact_hub.demo.papers import Papers
from impact_hub.demo.reporting import Reporting
from impact_hub.demo.series import DemoSeries
from impact_hub.demo.stage import HOUSE, Diary, Stage
from impact_hub.demo.story import read_story
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.identity.models import Person
from impact_hub.kit import db
from impact_hub.kit.calendar import Span
from impact_hub.kit.errors import Conflict, NotFound

SLUG = "zukunft-beginnt-hier"
NEWCOMER = "fahrradkueche"


def load(today: date, tell: Callable[[Span], None] = lambda _: None) -> bool:
    """Tell the whole story as it has come to be by `today`.

    Returns whether it had to: a world that is there stays as it is. Everybody knows its
    passwords, so it does not come into a hub that people use. `tell` hears of each
    quarter as it begins.
    """
    with db.transaction() as session:
        if _is_there(session):
            return False
        if session.exec(select(exists().where(col(Person.id).is_not(None)))).one():
            raise Conflict("demo.hub_in_use")
        _diary(Stage(session, Days(today)), tell).tell()
    return True


def _is_there(session: Session) -> bool:
    try:
        initiatives.get_initiative(session, HOUSE, SLUG)
    except NotFound:
        return False
    return True


def _diary(stage: Stage, tell: Callable[[Span], None]) -> Diary:
    """All that happens in the story."""
    story, diary = read_story(), Diary()
    founding = Founding(stage, story, SLUG)
    founding.write(diary)
    founding.write_newcomer(diary, NEWCOMER)
    lead = founding.lead
    defining = Defining(stage, story, SLUG, lead, lambda: founding.results)
    defining.write(diary)
    papers = Papers(stage, story, SLUG, lead, defining.numbers)
    rounds = Reporting(stage, story, SLUG, lead, papers)
    rounds.write(diary, lambda quarter: tell(stage.days.span(quarter)))
    DemoSeries(stage, story).write(diary)
    return diary
